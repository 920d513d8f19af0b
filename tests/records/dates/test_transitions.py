"""What each step of a ledger is: a table of examples, boundary days each in a row of their own."""

import pytest

from clearway.records.dates.transitions import (
    EntryStatus,
    LedgerDate,
    TransitionKind,
    compared,
    days_between,
    transition,
)
from clearway.records.dates.when import UNKNOWN, read_when

EXACT, KEPT, MOVED = TransitionKind.MADE_EXACT, TransitionKind.KEPT, TransitionKind.MOVED
OFF, POSTPONED = TransitionKind.CANCELLED, TransitionKind.POSTPONED
ON_AGAIN = TransitionKind.REINSTATED
NEW_YORK, ZURICH = "America/New_York", "Europe/Zurich"


def at(text: str, zone: str | None = None) -> LedgerDate:
    return LedgerDate(UNKNOWN if text == "unknown" else read_when(text), zone)


@pytest.mark.parametrize(
    ("before", "after", "kind", "days"),
    [
        # A certain day.
        ("2025-07-15", "2025-07-25", MOVED, 10),
        ("2025-07-25", "2025-07-15", MOVED, -10),
        ("2025-07-15", "2025-07-16", MOVED, 1),
        ("2025-07-15", "2025-07-15", KEPT, 0),
        ("2025-07-15", "2025-07-14", MOVED, -1),
        ("2025-07-15", "2025-07", MOVED, None),
        ("2025-07-15", "2025-08", MOVED, None),
        ("2025-07-15", "unknown", POSTPONED, None),
        # The days of a meeting are no time within which it may fall.
        ("2025-12-16/2025-12-17", "2025-12-16/2025-12-17", KEPT, 0),
        ("2025-12-16/2025-12-17", "2025-12-17", MOVED, 1),
        ("2025-12-16/2025-12-17", "2025-12-16", MOVED, -1),
        ("2025-12-16/2025-12-17", "2025-12-16/2025-12-18", MOVED, 1),
        ("2025-12-16", "2025-12-16/2025-12-17", MOVED, 1),
        # A month, a year.
        ("2025-08", "2025-08-01", EXACT, None),
        ("2025-08", "2025-08-31", EXACT, None),
        ("2025-08", "2025-07-31", MOVED, None),
        ("2025-08", "2025-09-01", MOVED, None),
        ("2025-08", "2025-08-25/2025-09-02", MOVED, None),
        ("2025", "2025-12", EXACT, None),
        ("2025", "2026-01", MOVED, None),
        ("2025-08", "2025", MOVED, None),
        # By then.
        ("../2025-11-07", "2025-11-06", EXACT, -1),
        ("../2025-11-07", "2025-11-07", KEPT, 0),
        ("../2025-11-07", "2025-11-08", MOVED, 1),
        ("../2025-11-07", "2025-11-06/2025-11-07", KEPT, 0),
        ("../2025-11-07", "../2025-11-14", MOVED, 7),
        ("../2025-08", "2025-08-29", EXACT, None),
        ("../2025-08", "2025-08-31", EXACT, None),
        ("../2025-08", "2025-09-01", MOVED, None),
        ("../2025-08", "../2025-08-15", EXACT, None),
        # From then on.
        ("2025-12-09/..", "2025-12-09", EXACT, 0),
        ("2025-12-09/..", "2025-12-08", MOVED, -1),
        ("2025-12-09/..", "2025-12-09/2025-12-15", EXACT, 0),
        # About: half a week, and ten days of the months beside it.
        ("2025-12-09~", "2025-12-12", EXACT, None),
        ("2025-12-09~", "2025-12-13", MOVED, None),
        ("2025-12-09~", "2025-12-06", EXACT, None),
        ("2025-12-09~", "2025-12-05", MOVED, None),
        ("2025-08~", "2025-09-10", EXACT, None),
        ("2025-08~", "2025-09-11", MOVED, None),
        ("2025-08~", "2025-07-22", EXACT, None),
        ("2025-08~", "2025-07-21", MOVED, None),
        # Uncertain.
        ("2025-11-04?", "2025-11-04", EXACT, None),
        ("2025-11-04?", "2025-11-05", MOVED, None),
        ("2025-11-04", "2025-11-04?", KEPT, None),
        # Not known.
        ("unknown", "2025-11-04", EXACT, None),
        ("unknown", "2025", EXACT, None),
        ("unknown", "unknown", KEPT, None),
    ],
)
def test_two_dates(before: str, after: str, kind: TransitionKind, days: int | None) -> None:
    old, new = at(before), at(after)
    assert (compared(old, new), days_between(old.when, new.when)) == (kind, days)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (at("2025-07-09"), at("2025-07-09T16:45/17:45", ZURICH), EXACT),
        (at("2025-07-09"), at("2025-07-10T09:00/10:00", ZURICH), MOVED),
        (at("2025-07-09T16:45/17:45", ZURICH), at("2025-07-09T17:00/18:00", ZURICH), MOVED),
        (at("2025-07-09T16:45/17:45", ZURICH), at("2025-07-09T14:45/15:45", "UTC"), KEPT),
        (at("2025-07-09T16:45/17:45", ZURICH), at("2025-07-09T16:45/17:45", "UTC"), MOVED),
        (at("2025-07-09T16:45/17:45", ZURICH), at("2025-07-09", ZURICH), MOVED),
        (at("2025-07-25"), at("2025-07-25", NEW_YORK), EXACT),
        (at("2025-07-25", NEW_YORK), at("2025-07-25"), KEPT),
        # The day ends six hours earlier there.
        (at("2025-07-25", NEW_YORK), at("2025-07-25", ZURICH), MOVED),
        # 20:00 in New York on the 9th, told in UTC.
        (at("2025-06-09", NEW_YORK), at("2025-06-10T00:00/01:00", "UTC"), EXACT),
        (at("2025-06-10", NEW_YORK), at("2025-06-10T00:00/01:00", "UTC"), MOVED),
        (at("2025-06"), at("2025-06-10T00:00/01:00", "UTC"), EXACT),
    ],
)
def test_two_dates_with_zones(before: LedgerDate, after: LedgerDate, kind: TransitionKind) -> None:
    assert compared(before, after) == kind


CANCELLED_, POSTPONED_, REINSTATED_ = (
    EntryStatus.CANCELLED,
    EntryStatus.POSTPONED,
    EntryStatus.REINSTATED,
)


@pytest.mark.parametrize(
    ("after", "status", "was_off", "kind"),
    [
        ("2025-07-15", CANCELLED_, None, OFF),
        ("2025-07-15", CANCELLED_, POSTPONED_, OFF),
        ("unknown", POSTPONED_, None, POSTPONED),
        ("unknown", POSTPONED_, CANCELLED_, POSTPONED),
        ("2025-07-15", REINSTATED_, CANCELLED_, ON_AGAIN),
        ("2025-07-25", REINSTATED_, CANCELLED_, ON_AGAIN),
        ("2025-07-25", REINSTATED_, POSTPONED_, ON_AGAIN),
        # A date alone says it, too.
        ("2025-07-15", None, CANCELLED_, ON_AGAIN),
        ("2025-07-25", None, CANCELLED_, ON_AGAIN),
        ("2025-07-15", None, POSTPONED_, ON_AGAIN),
        ("2025-07-25", None, POSTPONED_, MOVED),
        ("2025-07-25", None, None, MOVED),
        ("2025-07-15", None, None, KEPT),
    ],
)
def test_a_status(
    after: str, status: EntryStatus | None, was_off: EntryStatus | None, kind: TransitionKind
) -> None:
    assert transition(at("2025-07-15"), at(after), status, was_off) == kind
