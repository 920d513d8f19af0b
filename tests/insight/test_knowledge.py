"""The records as they could have been known on a day.

Covers: clearway.insight.knowledge.days.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from clearway.insight.knowledge import as_known
from clearway.publish.page import Site
from clearway.publish.render import View
from clearway.records.dates.ledger import Announcement
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.model import Process
from clearway.records.references import references
from clearway.records.rules import check
from tests.running import ROOT, TRACKERS

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Process:
    found = check(TRACKERS / "library", TODAY).process
    assert found is not None
    return found


@pytest.fixture(scope="module")
def shipped() -> Process:
    found = check(ROOT, TODAY).process
    assert found is not None
    return found


@pytest.fixture
def tracker(tmp_path: Path) -> Callable[..., Process]:
    """`tracker(path, text, …)`: a process with these files below data/, which has no problem."""

    def write(*files: str) -> Process:
        profile = (
            "id: hours\ntitle: Hours\nshort_title: Hours\ndescription: D\ndomain: hours.example\n"
            "opened: 2024-01-01\nlanguages: [en]\nzone: UTC\nsource: https://a.example\n"
            "stages: [{id: first, title: First}, {id: second, title: Second}]\n"
            "groups: [{id: readers, title: Readers}]\ntopics: [{id: hours, title: Hours}]\n"
        )
        for path, text in (("process.yaml", profile), *zip(files[::2], files[1::2], strict=True)):
            file = tmp_path / "data" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a", encoding="utf-8") as opened:
                opened.write(text)
        checked = check(tmp_path, TODAY)
        assert checked.problems == ()
        assert checked.process is not None
        return checked.process

    return write


def refs(process: Process) -> list[str]:
    return [record.ref for record in process if record.KIND != "process"]


def dates(process: Process, ref: str) -> tuple[list[str], list[str], bool]:
    """The dates of a record, those that dispute them, and whether it is cancelled."""
    record = process.records[ref]
    assert isinstance(record, Announcement)
    ledger = record.ledger
    return (
        [str(reading.when) for reading in ledger.readings],
        [str(reading.when) for reading in ledger.disputed],
        ledger.cancelled is not None,
    )


def test_records_appear_as_they_are_told(library: Process) -> None:
    told: dict[str, list[str]] = {}
    before: set[str] = set()
    for n in range(800):
        day = date(2023, 12, 31) + timedelta(n)
        now = set(refs(as_known(library, day)))
        assert now >= before
        if now > before:
            told[str(day)] = sorted(now - before)
        before = now
    assert told == {
        "2024-01-10": ["consultation:2024-02-08-hall", "milestone:wishes"],
        "2024-02-01": ["draft:first-draft"],
        "2024-02-10": ["summary:2024-02-08-hall"],
        "2024-02-20": ["organisation:friends", "submission:friends-first-draft"],
        "2024-03-10": ["statement:open-on-saturdays"],
        "2024-03-11": ["endorsement:open-on-saturdays/friends"],
        "2024-03-12": [
            "endorsement:open-on-saturdays/kari-nordmann",
            "organisation:staff-union",
        ],
        "2024-04-29": ["milestone:vote"],
        "2024-05-02": ["milestone:reading-night"],
        "2024-05-06": ["draft:second-draft"],
        "2025-06-30": ["milestone:first-year"],
    }
    assert before == set(refs(library))


def test_a_ledger_ends_at_what_had_been_announced(library: Process) -> None:
    wishes = "milestone:wishes"
    assert dates(as_known(library, date(2024, 2, 11)), wishes) == (["2024-02-15"], [], False)
    assert dates(as_known(library, date(2024, 2, 12)), wishes) == (
        ["2024-02-15", "2024-02-29"],
        [],
        False,
    )
    assert dates(as_known(library, date(2024, 3, 1)), wishes)[1] == ["2024-03-01"]


def test_a_cancellation_is_known_from_its_day(tracker: Callable[..., Process]) -> None:
    process = tracker(
        "milestones.yaml",
        "- {id: night, title: Night, kind: meeting, when: 2024-05-17, announced: 2024-04-01,"
        " cancelled: {date: 2024-05-02, source: https://a.example}, source: https://a.example}\n",
    )
    assert dates(as_known(process, date(2024, 5, 1)), "milestone:night")[2] is False
    assert dates(as_known(process, date(2024, 5, 2)), "milestone:night")[2] is True


def test_of_what_lies_ahead_only_the_announcement_is_told(library: Process) -> None:
    before = as_known(library, date(2024, 2, 7)).consultations[0]
    given = before.model_dump(exclude_unset=True, mode="json")
    assert sorted(given) == [
        *("announced", "convenor", "draft", "id", "label", "languages", "modality", "printed"),
        *("registration", "source", "stage", "stream", "title", "topics", "venue", "when"),
        *("who_may_observe", "zone"),
    ]
    assert before.body == ""
    after = as_known(library, date(2024, 2, 8)).consultations[0]
    assert after == library.consultations[0]
    assert after.body == library.consultations[0].body != ""


def test_an_optional_reference_goes_and_a_source_keeps_its_title(library: Process) -> None:
    hall = as_known(library, date(2024, 1, 31)).consultations[0]
    assert hall.draft is None
    [entry] = as_known(library, date(2024, 2, 9)).find(Draft, "first-draft").outline
    assert entry.id == "lending"


def test_later_sources_are_left_out_as_long_as_another_is_left(
    tracker: Callable[..., Process],
) -> None:
    sources = (
        "source: [{title: A, date: 2024-01-10}, {title: B, date: 2024-03-01}, 'milestone:news']"
    )
    process = tracker(
        "milestones.yaml",
        f"- {{id: due, title: Due, kind: deadline, when: 2024-02-01, {sources}}}\n"
        "- {id: vote, title: Vote, kind: decision, when: 2024-02-01, "
        "source: {title: Later, date: 2024-03-01}}\n"
        "- {id: news, title: News, kind: publication, when: 2024-02-20, source: {title: N}}\n",
    )

    def sources_then(day: date) -> list[list[str]]:
        then = as_known(process, day).milestones
        return [[str(s.title or s.ref) for s in m.source] for m in then]

    assert sources_then(date(2024, 2, 2)) == [["A"], ["Later"]]
    assert sources_then(date(2024, 2, 21)) == [["A", "milestone:news"], ["N"], ["Later"]]
    assert sources_then(date(2024, 3, 2)) == [["A", "B", "milestone:news"], ["N"], ["Later"]]


def test_a_call_is_known_by_its_source_or_its_stage(tracker: Callable[..., Process]) -> None:
    common = "stage: second, source: {source}}}\n"
    process = tracker(
        "milestones.yaml",
        "- {id: due, title: Due, kind: deadline, when: 2024-03-01, "
        + common.format(source="https://a.example")
        + "- {id: told, title: Told, kind: meeting, when: 2024-03-01, "
        + common.format(source="'milestone:news'")
        + "- {id: vote, title: Vote, kind: decision, when: 2024-03-01, "
        + common.format(source="https://a.example")
        + "- {id: news, title: News, kind: publication, when: 2024-01-20, source: {title: N}}\n",
        "drafts/second-text.md",
        "---\ntitle: Second text\nwhen: 2024-02-01\nstage: second\ntext: none\n"
        "source: https://a.example\n---\n",
    )

    def known(day: date) -> list[str]:
        return [milestone.id for milestone in as_known(process, day).milestones]

    assert known(date(2024, 1, 19)) == []
    assert known(date(2024, 1, 20)) == ["news", "told"]
    assert known(date(2024, 2, 1)) == ["due", "news", "told"]
    assert known(date(2024, 3, 1)) == ["due", "news", "told", "vote"]


def test_links_to_what_was_not_known_are_plain_words(library: Process) -> None:
    then = as_known(library, date(2024, 1, 31))
    text = "As the [first *draft*](draft:first-draft) and [the wishes](milestone:wishes) have it."

    def html(process: Process) -> str:
        return View(process, Site("https://a.example/"), "", date(2024, 1, 31)).markdown(text)

    wishes = '<a href="milestones/wishes/">the wishes</a>'
    assert html(then) == f"<p>As the first <em>draft</em> and {wishes} have it.</p>\n"
    assert '<a href="drafts/first-draft/">first <em>draft</em></a>' in html(library)


@pytest.mark.parametrize(
    "day",
    [date(2015, 1, 1), date(2025, 3, 26), date(2025, 8, 28), date(2025, 11, 6), date(2025, 12, 17)],
)
def test_nothing_refers_to_what_was_not_known(shipped: Process, day: date) -> None:
    known = as_known(shipped, day)
    words = {f"{kind}:{id}" for kind, all_ in known.vocabularies.items() for id in all_}
    there = known.records.keys() | words
    lost = [
        (r.ref, loc)
        for r in known
        for loc, kind, id in references(r)
        if f"{kind}:{id}" not in there
    ]
    assert lost == []
    assert as_known(known, day) == known


def test_the_shipped_record_before_rev1(shipped: Process) -> None:
    known = as_known(shipped, date(2025, 11, 6))
    assert [draft.id for draft in known.drafts_in_line] == ["elements-paper", "zero-draft", "rev1"]
    rev1 = known.find(Draft, "rev1")
    assert (dates(known, rev1.ref), rev1.text, rev1.outline) == (
        (["../2025-11-07"], [], False),
        "none",
        (),
    )
    assert {fate.draft for ask in known.asks for fate in ask.fates} == {
        "elements-paper",
        "zero-draft",
    }
    open_ = [commitment.judgement for commitment in known.commitments if commitment.judgement]
    assert open_ and all(not one.evidence and one.verdict == "unknown" for one in open_)
    assert known.profile.outcome is None
    assert known.profile.culmination == "milestone:high-level-meeting"


def test_a_session_is_known_from_its_day(shipped: Process) -> None:
    """That the last plenary adopts the outcome was not known when the days were announced."""

    def sessions(day: date) -> list[str]:
        known = as_known(shipped, day).find(Milestone, "high-level-meeting")
        return [session.id for session in known.sessions]

    assert sessions(date(2025, 7, 10)) == []
    assert sessions(date(2025, 12, 15)) == []
    assert sessions(date(2025, 12, 16)) == ["16-morning", "16-afternoon"]
    assert sessions(date(2025, 12, 17)) == [
        *("16-morning", "16-afternoon"),
        *("17-morning", "17-afternoon"),
    ]
