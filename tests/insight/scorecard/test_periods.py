"""Periods that are counted: the day on which a rule holds, one before and one after.

Covers: clearway.records.dates.ledger.
"""

from datetime import date
from typing import Any

import pytest

from clearway.insight.scorecard import compute
from clearway.records.dates.ledger import days_of_notice, working_days
from clearway.records.dates.when import read_when
from clearway.records.kinds.commitment import Measure
from clearway.records.kinds.milestone import Milestone
from clearway.records.model import Process
from tests.insight.reviewed import AS_OF, reviewed

A = "https://a.example"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Process:
    return reviewed(tmp_path_factory.mktemp("review"))


def with_dates(process: Process, *dates: dict[str, Any]) -> Process:
    """The process with a single milestone, of these dates."""
    given = {
        "id": "it",
        "title": "It",
        "kind": "deadline",
        "dates": [{"source": A, **each} for each in dates],
        "source": A,
    }
    milestone = Milestone.model_validate(given)
    return Process(process.profile, milestones=(milestone,))


@pytest.mark.parametrize(
    ("before", "after", "told", "said", "holds"),
    [
        # Put off: the new date begins after the last day of the old one.
        ("2024-03-10", "2024-03-09", "2024-03-01", None, None),
        ("2024-03-10", "2024-03-10", "2024-03-01", None, None),
        ("2024-03-10", "2024-03-11", "2024-03-01", "put off by 1 calendar day, told 9 calendar "
         "days before", True),
        ("2024-03", "2024-03-31", "2024-03-01", None, None),
        ("2024-03", "2024-04-01", "2024-03-01", "put off; not known when that was told", None),
        ("2024-03-10/2024-03-12", "2024-03-12", "2024-03-01", None, None),
        ("2024-03-10/2024-03-12", "2024-03-13", "2024-03-01",
         "put off by 3 calendar days, told 9 calendar days before", True),
        # At least a week before the old date.
        ("2024-03-10", "2024-03-20", "2024-03-02",
         "put off by 10 calendar days, told 8 calendar days before", True),
        ("2024-03-10", "2024-03-20", "2024-03-03",
         "put off by 10 calendar days, told 7 calendar days before", True),
        ("2024-03-10", "2024-03-20", "2024-03-04",
         "put off by 10 calendar days, told 6 calendar days before", False),
        ("2024-03-10", "2024-03-20", "2024-03-11",
         "put off by 10 calendar days, told -1 calendar days before", False),
    ],
)  # fmt: skip
def test_slips(
    process: Process, before: str, after: str, told: str, said: str | None, holds: bool | None
) -> None:
    one = with_dates(process, {"when": before}, {"when": after, "announced": told})
    measure = Measure.model_validate({"rule": "slips-told-in-time", "least": "7"})
    items = compute(one, measure, AS_OF).inputs
    assert [(item.said, item.holds) for item in items] == ([] if said is None else [(said, holds)])


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        # From a Friday: the weekend does not count, nor does the day itself.
        ("2024-03-01", "2024-02-29", 0),
        ("2024-03-01", "2024-03-01", 0),
        ("2024-03-01", "2024-03-02", 0),
        ("2024-03-01", "2024-03-03", 0),
        ("2024-03-01", "2024-03-04", 1),
        ("2024-03-01", "2024-03-08", 5),
        ("2024-03-01", "2024-03-09", 5),
        ("2024-02-29", "2024-03-01", 1),
    ],
)
def test_working_days(after: str, until: str, days: int) -> None:
    assert working_days(date.fromisoformat(after), date.fromisoformat(until)) == days


@pytest.mark.parametrize(
    ("announced", "when", "days"),
    [
        (None, "2024-03-10", None),
        ("2024-03", "2024-03-10", None),
        ("2024-03-01/..", "2024-03-10", None),
        ("2024-03-01", "2024-03", None),
        ("2024-03-09", "2024-03-10", 1),
        ("2024-03-10", "2024-03-10", 0),
        ("2024-03-11", "2024-03-10", -1),
        ("2024-03-01", "2024-03-10/2024-03-12", 9),
        ("2024-03-01", "2024-03-10T10:00", 9),
    ],
)
def test_days_of_notice(announced: str | None, when: str, days: int | None) -> None:
    told = read_when(announced) if announced else None
    assert days_of_notice(told, read_when(when)) == days
