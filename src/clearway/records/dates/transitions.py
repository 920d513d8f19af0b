"""What each step of a ledger is: made exact, kept, moved, cancelled, postponed or reinstated.

This is the only place that decides it. Pages, news, feeds, calendars, the scorecard and the exports
all ask here, so that none of them says 'moved' where another says 'kept'.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clearway.records.dates.when import Bound, Precision, When, place_in


class TransitionKind(StrEnum):
    """What became of a date by an announcement."""

    MADE_EXACT = "made exact"
    """The new date lies within the old one: 'August', then 29 August."""
    KEPT = "kept"
    """The same date again, or, of 'by 7 November', that day."""
    MOVED = "moved"
    """The new date lies outside the old one, or it is vaguer."""
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    """Postponed without a new date."""
    REINSTATED = "reinstated"
    """On again after it was cancelled or postponed, on the same date or another."""


class EntryStatus(StrEnum):
    """What an entry of a ledger may say beside, or in place of, a date."""

    CANCELLED = "cancelled"
    """It will not take place."""
    POSTPONED = "postponed"
    """It was put off and has no new date. If it has one, write that date alone."""
    REINSTATED = "reinstated"
    """It is on again, on the date in `when`, or on the date that was last announced."""


class LedgerDate(NamedTuple):
    """A date, and the zone in which its day or its hours are, where that is known."""

    when: When
    zone: str | None = None


def transition(
    before: LedgerDate, after: LedgerDate, status: EntryStatus | None, was_off: EntryStatus | None
) -> TransitionKind:
    """What one step of a ledger is.

    `before` is the last date that was announced, `after` and `status` what the new entry says.
    `was_off` is CANCELLED or POSTPONED where that held until then.

    >>> from clearway.records.dates.when import read_when
    >>> july = LedgerDate(read_when("2025-07-15"))
    >>> later = LedgerDate(read_when("2025-07-25"))
    >>> str(transition(july, later, None, None))
    'moved'
    >>> str(transition(july, july, EntryStatus.REINSTATED, EntryStatus.CANCELLED))
    'reinstated'
    >>> str(transition(july, later, None, EntryStatus.POSTPONED))  # the day that was awaited
    'moved'
    """
    if status is EntryStatus.CANCELLED:
        return TransitionKind.CANCELLED
    if status is EntryStatus.POSTPONED:
        return TransitionKind.POSTPONED
    if status is EntryStatus.REINSTATED or was_off is EntryStatus.CANCELLED:
        return TransitionKind.REINSTATED
    found = compared(before, after)
    if was_off is EntryStatus.POSTPONED and found is not TransitionKind.MOVED:
        return TransitionKind.REINSTATED
    return found


def compared(before: LedgerDate, after: LedgerDate) -> TransitionKind:
    """What the second of two dates makes of the first.

    >>> from clearway.records.dates.when import read_when
    >>> def of(before, after):
    ...     return str(compared(LedgerDate(read_when(before)), LedgerDate(read_when(after))))
    >>> of("2025-08", "2025-08-29"), of("../2025-08", "2025-08-29"), of("2025-08~", "2025-09-03")
    ('made exact', 'made exact', 'made exact')
    >>> of("../2025-11-07", "2025-11-07"), of("../2025-11-07", "2025-11-08")
    ('kept', 'moved')
    >>> of("2025-12-16/2025-12-17", "2025-12-17"), of("2025-07-25", "2025-07")
    ('moved', 'moved')
    """
    if after.when.is_unknown:
        return TransitionKind.KEPT if before.when.is_unknown else TransitionKind.POSTPONED
    if before.when.is_unknown:
        return TransitionKind.MADE_EXACT
    if _names_the_same(before, after):
        is_surer = _marks(before.when) > _marks(after.when)
        is_finer = before.zone is None and after.zone is not None
        return TransitionKind.MADE_EXACT if is_surer or is_finer else TransitionKind.KEPT
    if _is_the_limit(before.when, after.when):
        return TransitionKind.KEPT
    return TransitionKind.MADE_EXACT if _lies_within(before, after) else TransitionKind.MOVED


def days_between(before: When, after: When) -> int | None:
    """By how many days the later of two dates lies after the earlier one; below 0: before it.

    Measured by where they start, or where they end if they start alike. None where that is not
    known to the day, or only about.

    >>> from clearway.records.dates.when import read_when
    >>> days_between(read_when("2025-07-15"), read_when("2025-07-25"))
    10
    >>> days_between(read_when("2025-07-01/2025-07-15"), read_when("2025-07-01/2025-07-14"))
    -1
    >>> days_between(read_when("2025-08"), read_when("2025-09-02")) is None
    True
    """
    found = None
    for old, new in ((before.start, after.start), (before.end, after.end)):
        if old is None or new is None or not (_is_certain(old) and _is_certain(new)):
            continue
        found = (new.day - old.day).days
        if found:
            break
    return found


def _is_certain(bound: Bound) -> bool:
    is_vague = bound.approximate or bound.uncertain
    return bound.precision >= Precision.DAY and not is_vague


def _names_the_same(before: LedgerDate, after: LedgerDate) -> bool:
    """Whether two dates are one, however sure each is, and in whatever zone hours are given.

    A day in one zone is not the day of that name in another.
    """
    old, new = before.when, after.when
    if old.has_time and new.has_time and before.zone and after.zone:
        return place_in(old, before.zone).utc == place_in(new, after.zone).utc
    if before.zone and after.zone and before.zone != after.zone:
        return False
    return (_named(old.start), _named(old.end)) == (_named(new.start), _named(new.end))


def _named(bound: Bound | None) -> tuple[date, Precision, time | None] | None:
    return (bound.day, bound.precision, bound.clock) if bound else None


def _marks(when: When) -> int:
    return when.approximate + when.uncertain


def _is_the_limit(old: When, new: When) -> bool:
    """Whether `old` is 'by' a certain day and `new` that very day."""
    if old.start is not None or old.end is None or not _is_certain(old.end):
        return False
    return new.to_the_day and not new.is_vague and new.last_day == old.end.day


_ABOUT = {
    Precision.MINUTE: timedelta(0),
    Precision.DAY: timedelta(days=3),
    Precision.MONTH: timedelta(days=10),
    Precision.YEAR: timedelta(days=92),
}
"""How far beside what is named a date may lie that is 'about' then. EDTF leaves it open; these are
our reading: half a week, the third of a month that is next, the quarter of a year that is next."""


def _lies_within(before: LedgerDate, after: LedgerDate) -> bool:
    """Whether all that the new date may mean was among what the old one could mean.

    The days of a meeting that were certain are not a time within which it may fall: only hours may
    be added to them.
    """
    old, new = before.when, after.when
    if old.has_time:
        return False
    if (new.start is None and old.start is not None) or (new.end is None and old.end is not None):
        return False
    first, last = _days_in(after, before.zone)
    if old.to_the_day and not old.is_vague:
        return new.has_time and (first, last) == (old.first_day, old.last_day)
    starts = old.start is None or _earliest(old.start) <= first
    return starts and (old.end is None or last <= _latest(old.end))


def _days_in(date_: LedgerDate, zone: str | None) -> tuple[date, date]:
    """The first and last day that a date names, as they are in another zone where hours tell."""
    when = date_.when
    if not when.has_time or date_.zone is None or zone in (None, date_.zone):
        return when.first_day, when.last_day
    span, there = place_in(when, date_.zone), ZoneInfo(str(zone))
    return span.start.astimezone(there).date(), span.end.astimezone(there).date()


def _earliest(bound: Bound) -> date:
    return bound.first_day - (_ABOUT[bound.precision] if bound.approximate else timedelta(0))


def _latest(bound: Bound) -> date:
    return bound.last_day + (_ABOUT[bound.precision] if bound.approximate else timedelta(0))
