"""Two sets of records compared, record by record and field by field.

Covers: clearway.insight.changes, clearway.insight.changes.comparing,
clearway.insight.changes.result.
"""

from pathlib import PurePosixPath

import pytest

from clearway.insight.changes import (
    BodyChange,
    DateChange,
    FieldChange,
    MembersChange,
    PartChange,
    RecordChange,
    ValueChange,
    compare,
)
from clearway.records.model import Process
from clearway.records.reading.load import process_of

SOURCE = "source: https://library.example/1\n"


def process(**files: str) -> Process:
    """Records by the path of their file below data/ (`__` for '/', `_` for '-')."""
    paths = {
        PurePosixPath(f"data/{name.replace('__', '/').replace('_', '-')}"): text.encode()
        for name, text in files.items()
    }
    named = {
        path.with_name(path.name + (".md" if text.startswith(b"---") else ".yaml")): text
        for path, text in paths.items()
    }
    loaded = process_of(named)
    assert [p for p in loaded.problems if p.rule != "no-process"] == []
    found = loaded.process or loaded.rest
    assert found is not None
    return found


def lines(old: Process, new: Process) -> list[str]:
    return [line for change in compare(_own(old), _own(new)) for line in _record(change)]


def _own(found: Process) -> list:  # type: ignore[type-arg]
    return [record for record in found if record.id]


def _record(change: RecordChange) -> list[str]:
    was = f" was {change.old.id}" if change.old and change.old.id != change.record.id else ""
    return [f"{change.what} {change.record.ref}{was}", *(f"  {_field(f)}" for f in change.fields)]


def _field(change: FieldChange) -> str:
    if isinstance(change, BodyChange):
        return f"body {change.old!r} -> {change.new!r}"
    where = ".".join(map(str, change.loc))
    match change:
        case ValueChange():
            return f"{where}: {change.old} -> {change.new}"
        case MembersChange():
            return f"{where}: +{list(change.added)} -{list(change.removed)}"
        case PartChange():
            way = "changed" if change.fields else "added" if change.new else "removed"
            return f"{where} {way}" + "".join(f" ({_field(f)})" for f in change.fields)
        case DateChange():
            marks = [
                name
                for name in ("is_corrected", "is_cancelled", "is_revived")
                if getattr(change, name)
            ]
            steps = [f"{step.kind} {step.days}" for step in change.steps]
            disputes = [str(reading.when) for reading in change.disputes]
            return f"{where or 'date'} steps {steps} {marks} disputes {disputes}"


def milestone(dates: str, more: str = "") -> str:
    return f"- id: wishes\n  title: Wishes\n  kind: deadline\n{dates}{more}  {SOURCE}"


ONE = "  when: 2024-07-15\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (ONE, ONE, []),
        (
            ONE,
            "  dates:\n  - when: 2024-07-15\n    source: https://a.example\n"
            "  - when: 2024-07-25\n    source: https://b.example\n",
            ["moved milestone:wishes", "  date steps ['moved 10'] [] disputes []"],
        ),
        (
            ONE,
            "  dates:\n  - when: 2024-07-15\n    source: https://a.example\n"
            "  - when: 2024-07-25\n    source: https://b.example\n"
            "  - when: 2024-07-20\n    source: https://b.example\n",
            ["moved milestone:wishes", "  date steps ['moved 10', 'moved -5'] [] disputes []"],
        ),
        (
            ONE,
            "  when: 2024-07-16\n",
            ["changed milestone:wishes", "  date steps [] ['is_corrected'] disputes []"],
        ),
        (
            "  when: 2024-07\n",
            "  dates:\n  - when: 2024-07\n    source: https://a.example\n"
            "  - when: 2024-07-25\n    source: https://b.example\n",
            ["changed milestone:wishes", "  date steps ['made exact None'] [] disputes []"],
        ),
        (
            ONE,
            f"{ONE}  cancelled:\n    date: 2024-07-01\n    source: https://a.example\n",
            [
                "cancelled milestone:wishes",
                "  date steps ['cancelled 0'] ['is_cancelled'] disputes []",
            ],
        ),
        (
            f"{ONE}  cancelled:\n    date: 2024-07-01\n    source: https://a.example\n",
            ONE,
            ["changed milestone:wishes", "  date steps [] ['is_revived'] disputes []"],
        ),
        (
            ONE,
            f"{ONE}  disputed:\n  - when: 2024-07-14\n    source: https://a.example\n",
            ["changed milestone:wishes", "  date steps [] [] disputes ['2024-07-14']"],
        ),
        (
            ONE,
            f"{ONE}  evidence: planned\n",
            ["changed milestone:wishes", "  date steps [] [] disputes []"],
        ),
    ],
)
def test_dates_move_or_are_corrected(old: str, new: str, told: list[str]) -> None:
    before, after = (process(milestones=milestone(dates)) for dates in (old, new))
    assert lines(before, after) == told


def test_records_come_go_and_are_renamed() -> None:
    old = process(
        organisations__friends=f"name: Friends\n{SOURCE}", organisations__union=f"name: U\n{SOURCE}"
    )
    new = process(
        organisations__friends_of_books=f"name: Friends of books\nwas: [friends]\n{SOURCE}",
        organisations__club=f"name: Club\n{SOURCE}",
    )
    assert lines(old, new) == [
        "added organisation:club",
        "renamed organisation:friends-of-books was friends",
        "  name: Friends -> Friends of books",
        "removed organisation:union",
    ]


def test_unknown_becomes_known_and_is_not_no() -> None:
    summary = "---\ntitle: S\nconsultation: 2024-01-01-hall\n{}" + SOURCE + "---\n\nWords.\n"
    unknown = process(summaries__s=summary.format(""))
    no = process(summaries__s=summary.format("official: no\n"))
    assert lines(unknown, no) == ["changed summary:s", "  official: None -> False"]
    assert lines(no, unknown) == ["changed summary:s", "  official: False -> None"]


def test_an_endorsement_is_withdrawn() -> None:
    name = "name: Friends\nkind: organisation\n"
    old = process(endorsements__open__friends=f"{name}{SOURCE}")
    new = process(
        endorsements__open__friends=f"{name}withdrawn:\n  date: 2024-05-01\n{SOURCE}",
    )
    assert lines(old, new) == [
        "withdrawn endorsement:open/friends",
        "  withdrawn.date: None -> 2024-05-01",
    ]


POINT = "- id: {}\n  title: {}\n  text: T\n  topic: lamps\n"


def test_parts_with_ids_are_known_again() -> None:
    head = "---\ntitle: S\nconsultation: 2024-01-01-hall\n" + SOURCE + "points:\n"
    old = process(
        summaries__s=head + POINT.format("a", "A") + POINT.format("b", "B") + "---\n\nX\n"
    )
    new = process(
        summaries__s=head + POINT.format("c", "C") + POINT.format("a", "Z") + "---\n\nY\n"
    )
    assert lines(old, new) == [
        "changed summary:s",
        "  points.a changed (points.a.title: A -> Z)",
        "  points.b removed",
        "  points.c added",
        "  body 'X' -> 'Y'",
    ]


ASK = "title: A\ntopic: lamps\ntext: T\nraised: submission:letter\n"
FATE = "- draft: first\n  fate: {}\n  judged: checked\n  date: 2024-03-01\n"


def test_a_fate_is_known_by_its_draft_and_groups_by_themselves() -> None:
    old = process(asks__a=f"{ASK}groups: [staff, readers]\nfates:\n{FATE.format('unknown')}")
    new = process(asks__a=f"{ASK}groups: [readers, club]\nfates:\n{FATE.format('reflected')}")
    assert lines(old, new) == [
        "changed ask:a",
        "  groups: +['club'] -['staff']",
        "  fates.first changed (fates.first.fate: unknown -> reflected)",
    ]


def test_another_order_of_a_list_is_told_as_such() -> None:
    old = process(asks__a=f"{ASK}groups: [staff, readers]\n")
    new = process(asks__a=f"{ASK}groups: [readers, staff]\n")
    assert lines(old, new) == ["changed ask:a", "  groups: +[] -[]"]


def test_another_language_of_a_text_counts() -> None:
    old = process(asks__a=ASK.replace("title: A", "title: {en: A, fr: B}"))
    new = process(asks__a=ASK.replace("title: A", "title: {en: A, fr: C}"))
    assert lines(old, new) == ["changed ask:a", "  title: A -> A"]


def test_a_part_that_was_not_there_is_told_field_by_field() -> None:
    head = "---\ntitle: C\nwhen: 2024-01-01\n"
    old = process(consultations__2024_01_01_hall=f"{head}{SOURCE}---\n\nX\n")
    closes = "  closes:\n    when: 2023-12-31\n    source: https://r.example\n"
    more = f"registration:\n  url: https://r.example\n{closes}"
    new = process(consultations__2024_01_01_hall=f"{head}{more}{SOURCE}---\n\nX\n")
    assert lines(old, new) == [
        "changed consultation:2024-01-01-hall",
        "  registration.url: None -> https://r.example",
        "  registration.closes steps [] [] disputes []",
        "  registration.closes.source.0 added",
    ]


def test_of_what_could_not_be_read_nothing_is_said() -> None:
    old = process(organisations__friends=f"name: Friends\n{SOURCE}")
    assert compare(_own(old), _own(process()), frozenset({"organisation:friends"})) == ()


def test_that_a_source_was_seen_again_is_no_change() -> None:
    entry = "- id: one\n  url: https://library.example/1\n  seen: "
    old, new = process(sources=f"{entry}2024-01-01\n"), process(sources=f"{entry}2024-02-01\n")
    assert lines(old, new) == []
    assert lines(process(), new) == []
