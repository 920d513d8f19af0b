"""What of each record was known at the end of a day: the day before, the day itself, one after."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from clearway.insight.knowledge import as_known
from clearway.insight.knowledge.days import ALWAYS, Days
from clearway.records.endorsing import text_sha256
from clearway.records.fields import Source
from clearway.records.kinds.ask import Ask
from clearway.records.kinds.commitment import Commitment
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Draft, Thread
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.statement import Endorsement, Statement
from clearway.records.model import Process
from clearway.records.rules import check
from tests.records.folders import lay_out

TODAY = date(2026, 11, 22)

A = "https://a.example"
SEALED = text_sha256("Open on Sundays.")
MORE = {
    "milestones.yaml": f"""
- {{id: night, title: Night, kind: meeting, when: 2024-05-17, announced: 2024-04-01,
   cancelled: {{date: 2024-05-02, source: {A}}}, source: {A}}}
- {{id: rough, title: Rough, kind: publication, when: 2024-04, source: {A}}}
- {{id: told-early, title: Told early, kind: meeting, when: 2024-05-20,
   source: {{title: A letter, date: 2024-04-10}}}}
- {{id: disputed, title: Disputed, kind: decision, when: 2024-04-20, source: {A},
   disputed: [{{when: 2024-04-21, source: {A}}},
              {{when: 2024-04-19, announced: 2024-04-25, source: {A}}}]}}
- {{id: days, title: Days, kind: meeting, when: 2024-05-20/2024-05-22, source: {A}}}
- {{id: open-end, title: Open end, kind: meeting, when: 2024-05-21/.., source: {A}}}
- {{id: by-then, title: By then, kind: meeting, when: ../2024-05-23, source: {A}}}
- {{id: printed, title: Printed, kind: publication, when: 2024-05-20/2024-05-24, source: {A}}}
- {{id: quiet, title: Quiet, kind: deadline, source: {A},
   dates: [{{when: 2024-05-01, announced: 2024-03-01, source: {A}}},
           {{when: 2024-05-10, source: {{title: A letter, date: 2024-04-29}}}},
           {{when: 2024-05-06, source: {A}}}]}}
- {{id: resting, title: Resting, kind: publication, when: 2024-04-01, source: 'milestone:late'}}
- {{id: late, title: Late news, kind: publication, when: 2024-04-27, source: {A}}}
- {{id: sourced, title: Sourced, kind: publication, when: 2024-04-01,
   source: [{{title: First, date: 2024-03-30}}, {{title: Second, date: 2024-04-12}}]}}
""",
    "consultations/2024-05-30-round.md": f"""---
title: Round
when: 2024-05-30
announced: 2024-04-01
registration:
  url: {A}
  closes:
    dates: [{{when: 2024-05-20, announced: 2024-04-01, source: {A}}},
            {{when: 2024-05-25, announced: 2024-04-18, source: {A}}}]
    source: {A}
source: {A}
---
""",
    "statements/sundays.md": f"""---
title: Open on Sundays
when: 2024-03-12
text: full
versions:
  - {{id: first, sha256: {"0" * 64}}}
  - {{id: second, date: 2024-04-22, sha256: {SEALED}}}
support:
  - {{organisations: 3, source: {A}}}
  - {{when: 2024-04-23, organisations: 5, source: {A}}}
endorsement:
  opens: 2024-03-12
  closes:
    dates: [{{when: 2024-04-30, announced: 2024-03-12, source: {A}}},
            {{when: 2024-05-31, announced: 2024-04-24, source: {A}}}]
    source: {A}
source: {A}
---
Open on Sundays.
""",
    "drafts/outlined.md": f"""---
title: Outlined
when: 2024-03-05
text: outline
outline:
  - {{id: early, text: Known at once., source: {A}}}
  - {{id: late, text: Known later., source: {{title: A letter, date: 2024-04-26}}}}
source: {A}
---
""",
    "drafts/expected.md": f"""---
title: Expected
dates:
  - {{when: 2024-04-15, announced: 2024-03-20, source: {A}}}
text: full
source: {A}
---
1. The text.
""",
    "asks/hours.yaml": f"""title: Open until six
text: Branches stay open until six on Saturdays.
topic: saturdays
raised: submission:friends-first-draft
note: Looked at again.
fates:
  - draft: first-draft
    fate: absent
    evidence: {{source: {{title: A letter, date: 2024-03-25}}}}
    judged: checked
    date: 2024-06-10
  - {{draft: second-draft, fate: unknown, judged: suggested, date: 2024-06-10}}
source: {A}
""",
    "asks/branches.yaml": f"""title: Open the branches
topic: saturdays
text: Branches open on Saturdays.
raised: summary:2024-02-08-hall#open-saturdays
source: {A}
""",
    "consultations/2024-05-07-kiosk.md": f"""---
title: At the kiosk
when: 2024-05-07
announced: 2024-04-02
source: {A}
---
""",
    "summaries/2024-05-07-kiosk.md": f"""---
title: What was said at the kiosk
consultation: 2024-05-07-kiosk
official: no
source: {A}
---
""",
    "commitments/saturdays-1.yaml": f"""statement: saturdays
number: 1
title: A plan
text: Publish a plan.
judgement:
  about: Whether there is one.
  verdict: not-met
  evidence: [{{text: There is none., source: {A}}}]
  judged: verified
  date: 2024-06-10
source: statement:saturdays
""",
    "annotations/first-draft.yaml": """- {id: cut, paragraph: '1', action: delete, by: [friends],
   source: {title: A letter, date: 2024-04-16}}
- {id: early, paragraph: '2', action: delete, by: [friends],
   source: {title: A letter, date: 2024-02-01}}
""",
    "concordance.yaml": """- {id: saturdays, places: [first-draft#p1, second-draft#p1]}
- {id: later, places: [second-draft#p2]}
""",
    "versions.yaml": """- {id: round, title: First round, as_of: 2024-04-17, released: 2024-04-28}
""",
    "submissions/with-draft.md": f"""---
title: With a draft
by: [friends]
draft: first-draft
source: {A}
---
""",
    "endorsements/saturdays/dateless.yaml": f"""name: Nadia Nordmann
kind: individual
country: CH
source: {A}
""",
    "engagement/talk.md": f"""---
title: Talk
who: A reader
when: 2024-04-14
source: {A}
---
""",
    "submissions/undated.md": """---
title: Undated
by: [friends]
source: {title: A letter, date: 2024-04-11}
---
""",
    "endorsements/saturdays/gone.yaml": f"""name: Gone Away
kind: individual
country: CH
date: 2024-03-15
withdrawn: {{date: 2024-04-05, source: {A}}}
source: {A}
""",
    "endorsements/saturdays/undated.yaml": """name: Ola Nordmann
kind: individual
country: NO
source: {title: A list, date: 2024-04-06}
""",
}


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Process:
    """The records of tests/cases/base and those above."""
    root = lay_out(tmp_path_factory.mktemp("known"))
    for name, text in MORE.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    checked = check(root, TODAY)
    assert [str(problem) for problem in checked.problems] == []
    assert checked.process is not None
    return checked.process


def there(ref: str) -> Callable[[Process], object]:
    return lambda known: ref in known.records


def sources(known: Process) -> object:
    return [str(source.title) for source in known.find(Milestone, "sourced").source]


def readings(known: Process) -> object:
    return [str(reading.when) for reading in known.find(Milestone, "wishes").ledger.readings]


def further(known: Process) -> object:
    return [str(reading.when) for reading in known.find(Milestone, "quiet").ledger.readings]


def rests_on(known: Process) -> object:
    [source] = known.find(Milestone, "resting").source
    return source.ref, str(source.title) if source.title else None


def disputes(known: Process) -> object:
    return [str(reading.when) for reading in known.find(Milestone, "disputed").ledger.disputed]


def withdrawn(known: Process) -> object:
    return known.find(Endorsement, "saturdays/gone").withdrawn is not None


def cancelled(known: Process) -> object:
    return known.find(Milestone, "night").cancelled is not None


def participants(known: Process) -> object:
    return known.find(Consultation, "2024-02-08-hall").participants is not None


def draft_text(known: Process) -> object:
    return there("draft:first-draft")(known) and str(known.find(Draft, "first-draft").text)


def registration(known: Process) -> object:
    found = known.find(Consultation, "2024-05-30-round").registration
    assert found is not None
    assert found.closes is not None
    return [str(reading.when) for reading in found.closes.ledger.readings]


def closing(known: Process) -> object:
    found = known.find(Statement, "sundays").endorsement
    assert found is not None
    assert found.closes is not None
    return [str(reading.when) for reading in found.closes.ledger.readings]


def versions(known: Process) -> object:
    """The versions of the statement, and its text, which is that of the last."""
    found = known.find(Statement, "sundays")
    return [version.id for version in found.versions], str(found.text), found.body.strip()


def fates(known: Process) -> object:
    """What is said of an ask: its fates by draft, and how many notes."""
    found = known.find(Ask, "hours")
    return [fate.draft for fate in found.fates], len(found.note)


def places(known: Process) -> object:
    return list(known.find(Thread, "saturdays").places)


def judged(known: Process) -> object:
    judgement = known.find(Commitment, "saturdays-1").judgement
    return judgement is not None and (str(judgement.verdict), len(judgement.evidence))


def support(known: Process) -> object:
    return [each.organisations for each in known.find(Statement, "sundays").support]


def outline(known: Process) -> object:
    return [entry.id for entry in known.find(Draft, "outlined").outline]


def expected_draft(known: Process) -> object:
    """Whether a draft that was announced has its text, and how sure its day is."""
    found = known.find(Draft, "expected")
    return str(found.text), str(found.evidence), found.body.strip()


@pytest.mark.parametrize(
    ("fact", "day", "before", "since"),
    [
        # A draft, a statement and a publication from their own day; a rough one from its last.
        (there("draft:first-draft"), "2024-03-01", False, True),
        (draft_text, "2024-03-01", False, "full"),
        (there("draft:second-draft"), "2024-05-31", False, True),
        (there("statement:saturdays"), "2024-03-10", False, True),
        (there("milestone:rough"), "2024-04-30", False, True),
        # A consultation from its announcement; what it was like from its day.
        (there("consultation:2024-02-08-hall"), "2024-01-10", False, True),
        (participants, "2024-02-08", False, True),
        # A meeting from the day of the source that tells of it.
        (there("milestone:told-early"), "2024-04-10", False, True),
        # One of several days, from the first; what is published, from the last.
        (there("milestone:days"), "2024-05-20", False, True),
        (there("milestone:open-end"), "2024-05-21", False, True),
        (there("milestone:by-then"), "2024-05-23", False, True),
        (there("milestone:printed"), "2024-05-24", False, True),
        # A further date that was not announced, from its source or from itself; no later than
        # what follows it.
        (further, "2024-04-29", ["2024-05-01"], ["2024-05-01", "2024-05-10"]),
        (further, "2024-05-06", ["2024-05-01", "2024-05-10"],
         ["2024-05-01", "2024-05-10", "2024-05-06"]),
        # A record that is the only source, by its title until it is there.
        (rests_on, "2024-04-27", (None, "Late news"), ("milestone:late", None)),
        # A ledger ends at what had been announced, and a meeting is called off when that was said.
        (readings, "2024-02-12", ["2024-02-15"], ["2024-02-15", "2024-02-29"]),
        (cancelled, "2024-05-02", False, True),
        # Other dates, when both have come, or when they were announced.
        (disputes, "2024-04-21", [], ["2024-04-21"]),
        (disputes, "2024-04-25", ["2024-04-21"], ["2024-04-21", "2024-04-19"]),
        # What has a date from that date, else from that of its source.
        (there("submission:friends-first-draft"), "2024-03-20", False, True),
        (there("submission:undated"), "2024-04-11", False, True),
        (there("summary:2024-02-08-hall"), "2024-02-10", False, True),
        (there("summary:2024-05-07-kiosk"), "2024-05-07", False, True),
        (there("ask:branches"), "2024-02-10", False, True),
        (there("engagement:talk"), "2024-04-14", False, True),
        (there("endorsement:saturdays/friends"), "2024-03-11", False, True),
        (there("endorsement:saturdays/undated"), "2024-04-06", False, True),
        (withdrawn, "2024-04-05", False, True),
        # Dates within a record, and what is counted or written later.
        (registration, "2024-04-18", ["2024-05-20"], ["2024-05-20", "2024-05-25"]),
        (closing, "2024-04-24", ["2024-04-30"], ["2024-04-30", "2024-05-31"]),
        (versions, "2024-04-22", (["first"], "none", ""),
         (["first", "second"], "full", "Open on Sundays.")),
        (support, "2024-04-23", [3], [3, 5]),
        (outline, "2024-04-26", ["early"], ["early", "late"]),
        (expected_draft, "2024-04-15", ("none", "planned", ""), ("full", "seen", "1. The text.")),
        # What is said of a draft, from its day or from that of what it rests on.
        (there("annotation:first-draft/cut"), "2024-04-16", False, True),
        (there("annotation:first-draft/early"), "2024-03-01", False, True),
        (fates, "2024-03-25", ([], 0), (["first-draft"], 0)),
        (fates, "2024-05-31", (["first-draft"], 0), (["first-draft", "second-draft"], 0)),
        (there("submission:with-draft"), "2024-03-01", False, True),
        (there("endorsement:saturdays/dateless"), "2024-03-10", False, True),
        # What editors judge looks back from the end of the process.
        (fates, "2024-06-03", (["first-draft", "second-draft"], 0),
         (["first-draft", "second-draft"], 1)),
        (judged, "2024-06-03", ("unknown", 0), ("not-met", 1)),
        # A paragraph's permanent address, by the drafts that it was found in.
        (places, "2024-05-31", ["first-draft#p1"], ["first-draft#p1", "second-draft#p1"]),
        (there("thread:later"), "2024-05-31", False, True),
        (there("thread:saturdays"), "2024-03-01", False, True),
        (there("version:round"), "2024-04-17", False, True),
        # Of several sources, one is there from the day that it bears.
        (sources, "2024-04-12", ["First"], ["First", "Second"]),
    ],
)  # fmt: skip
def test_from_which_day_on_it_is_known(
    process: Process, fact: Callable[[Process], object], day: str, before: object, since: object
) -> None:
    own = date.fromisoformat(day)
    one = timedelta(1)
    found = [fact(as_known(process, each)) for each in (own - one, own, own + one)]
    assert found == [before, since, since]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], ALWAYS),
        ([None], ALWAYS),
        (["2024-03-01"], date(2024, 3, 1)),
        (["2024-03-02", "2024-03-01"], date(2024, 3, 1)),
        (["2024-03"], date(2024, 3, 31)),
        # One that has no day could be read at any time.
        (["2024-03-01", None], ALWAYS),
        ([None, "2024-03-01"], ALWAYS),
    ],
)
def test_from_when_on_something_could_be_read(
    process: Process, days: list[str | None], expected: date
) -> None:
    given = tuple(
        Source.model_validate({"title": "A", **({"date": day} if day else {})}) for day in days
    )
    assert Days(process).rests_on(given) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None),
        ([None], None),
        (["2024-03-02", None, "2024-03-01"], date(2024, 3, 1)),
    ],
)
def test_the_earliest_day_of_sources(
    process: Process, days: list[str | None], expected: date | None
) -> None:
    given = [
        Source.model_validate({"title": "A", **({"date": day} if day else {})}) for day in days
    ]
    assert Days(process).by_sources(given) == expected
