"""What changed lately, as the records tell it."""

from datetime import date

import pytest

from clearway.insight.changes import Change, changes
from clearway.publish import words
from clearway.records.model import Process
from clearway.records.rules import check
from tests.running import TRACKERS


@pytest.fixture(scope="module")
def process() -> Process:
    found = check(TRACKERS / "library", date(2026, 11, 22)).process
    assert found is not None
    return found


def line(change: Change) -> str:
    move = f", {words.shift(change.move)}, {words.told(change.move)}" if change.move else ""
    return f"{change.day} {change.kind} {change.record.ref}{move}"


def test_the_latest_comes_first(process: Process) -> None:
    assert [line(change) for change in changes(process, date(2024, 12, 31))] == [
        "2024-05-06 adopted draft:second-draft",
        "2024-05-02 cancelled milestone:reading-night",
        "2024-03-10 published statement:open-on-saturdays",
        "2024-02-12 moved milestone:wishes, 14 days later, told on 12 February 2024, "
        "three days before it fell due",
        "2024-02-10 published summary:2024-02-08-hall",
        "2024-02-01 published draft:first-draft",
    ]


@pytest.mark.parametrize(
    ("as_of", "number"),
    [
        (date(2024, 1, 31), 0),
        (date(2024, 2, 1), 1),
        (date(2024, 2, 11), 2),
        (date(2024, 2, 12), 3),
        (date(2024, 5, 5), 5),
    ],
)
def test_nothing_is_told_before_its_day(process: Process, as_of: date, number: int) -> None:
    assert len(changes(process, as_of)) == number
