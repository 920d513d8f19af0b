"""Meetings that come again: a first time and a rule, as a table; and what a record makes of it."""

from datetime import date
from typing import Any

import pytest

from clearway.history.event_states import read_states
from clearway.records.dates.recurrence import days_of, on_day, with_occurrences
from clearway.records.dates.when import read_when
from clearway.records.kinds.milestone import Milestone

ZONE = "America/New_York"


@pytest.mark.parametrize(
    ("first", "rule", "days"),
    [
        ("2025-03-04T10:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=3", "03-04 03-11 03-18"),
        # UNTIL as a day holds that day, whichever the hour.
        ("2025-03-04T10:00", "FREQ=WEEKLY;UNTIL=20250311", "03-04 03-11"),
        ("2025-03-04T10:00", "FREQ=WEEKLY;UNTIL=20250310", "03-04"),
        # As a moment in UTC: ten in New York was 15:00, and is 14:00 after 9 March.
        ("2025-03-04T10:00", "FREQ=WEEKLY;UNTIL=20250311T140000Z", "03-04 03-11"),
        ("2025-03-04T10:00", "FREQ=WEEKLY;UNTIL=20250311T135959Z", "03-04"),
        ("2025-03-04T10:00", "FREQ=WEEKLY;UNTIL=20250311T100000", "03-04 03-11"),
        ("2025-03-03", "FREQ=MONTHLY;BYDAY=1MO;COUNT=3", "03-03 04-07 05-05"),
        ("2025-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "01-31 02-28 03-31"),
        ("2025-03-04", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4", "03-04 03-06 03-18 03-20"),
        ("2025-03-04/2025-03-05", "FREQ=YEARLY;COUNT=1", "03-04"),
    ],
)
def test_days_of_a_rule(first: str, rule: str, days: str) -> None:
    found = days_of(rule, read_when(first), ZONE)
    assert " ".join(f"{day:%m-%d}" for day in found) == days


@pytest.mark.parametrize(
    ("first", "day", "written"),
    [
        ("2025-03-04", "2025-03-11", "2025-03-11"),
        ("2025-03-04T10:00", "2025-03-11", "2025-03-11T10:00"),
        ("2025-03-04T22:00/2025-03-05T01:00", "2025-03-11", "2025-03-11T22:00/2025-03-12T01:00"),
        ("2025-03-04/2025-03-06", "2025-02-27", "2025-02-27/2025-03-01"),
    ],
)
def test_the_hours_of_the_first_time_are_those_of_all(first: str, day: str, written: str) -> None:
    assert on_day(read_when(first), date.fromisoformat(day)) == written


SERIES: dict[str, Any] = {
    "id": "talks",
    "title": "Talks",
    "kind": "negotiation",
    "evidence": "planned",
    "repeats": {
        "when": "2025-03-04T10:00/13:00",
        "zone": ZONE,
        "rule": "FREQ=WEEKLY;COUNT=4",
        "skips": ["2025-03-18"],
        "announced": "2025-02-20",
        "source": "https://council.example/talks",
    },
    "sessions": [
        {
            "id": "2025-03-11",
            "when": "2025-03-12T10:00/13:00",
            "zone": ZONE,
            "source": "https://council.example/moved",
        }
    ],
    "source": "https://council.example/talks",
}


def test_each_time_is_a_session_and_one_may_be_written_otherwise() -> None:
    talks = Milestone.model_validate(SERIES)
    assert [(each.id, str(each.when), str(each.evidence)) for each in talks.sessions] == [
        ("2025-03-11", "2025-03-12T10:00/13:00", "seen"),
        ("2025-03-04", "2025-03-04T10:00/13:00", "planned"),
        ("2025-03-25", "2025-03-25T10:00/13:00", "planned"),
    ]
    assert str(talks.when) == "2025-03-04/2025-03-25"
    # Ten o'clock stays ten o'clock: the clocks were put forward on 9 March.
    spans = [session.ledger.standing.span for session in talks.sessions[1:]]
    assert [span.utc.start.hour for span in spans if span] == [15, 14]


def test_history_knows_each_time_by_the_same_name() -> None:
    text = """
- id: talks
  repeats:
    when: 2025-03-04T10:00/13:00
    zone: America/New_York
    rule: FREQ=WEEKLY;COUNT=2
    source: https://council.example/talks
"""
    states = read_states(text.encode(), "milestone", "data/milestones.yaml")
    assert states is not None
    assert {key: state.significant.start for key, state in states.events.items()} == {
        "talks": "2025-03-04",
        "talks-2025-03-04": "2025-03-04T10:00",
        "talks-2025-03-11": "2025-03-11T10:00",
    }


@pytest.mark.parametrize("repeats", [None, "weekly", {"when": "2025-03", "rule": "FREQ=DAILY"}])
def test_what_cannot_be_read_is_left_as_it_is(repeats: object) -> None:
    fields = {"id": "talks", "repeats": repeats}
    assert with_occurrences(fields) == fields
