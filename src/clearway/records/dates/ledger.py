"""The date ledger: what was announced, when, and what stands.

A date is never overwritten. A record keeps every date that was ever announced for it, oldest
first; the last one stands. What follows from that (moves, notice, sequence) is computed here and
is therefore the same on pages, in feeds and in exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clearway.records.dates.when import Precision, Span, When, place_in
from clearway.records.fields import (
    CalendarDate,
    Consistent,
    DateOrSpan,
    Disagreements,
    Part,
    Sources,
    Text,
    Texts,
    Zone,
    misplaced,
    mistake,
)


class Evidence(StrEnum):
    """How well a date or event is supported by what was read."""

    SEEN = "seen"
    """A source says so. This is meant if nothing is written."""
    PLANNED = "planned"
    """It was announced. No source was seen that it then took place."""
    INFERRED = "inferred"
    """No source says it outright. Editors read it out of what sources say."""
    WEAK = "weak"
    """One source that is indirect or may be mistaken."""


class Reading(Consistent):
    """One date as one source gives it."""

    when: DateOrSpan
    """The date that was announced."""
    zone: Zone | None = None
    """The time zone of the place, if you write a time of day."""
    printed: Text | None = None
    """Date and time word for word as the source prints them, if they could be misread."""
    announced: CalendarDate | None = None
    """The day on which this date was made known."""
    source: Sources
    """Where this date can be read."""
    reason: Text | None = None
    """Why the date changed, as far as a source says."""
    note: Text | None = None
    """What else readers should know about this date."""

    @classmethod
    def disagreements(cls, given: Mapping[str, object]) -> Disagreements:
        """A time of day must have its zone."""
        return misplaced(given)

    @property
    def span(self) -> Span | None:
        """The two instants, where times are known."""
        if self.when.has_time and self.zone is not None:
            return place_in(self.when, self.zone)
        return None


class Cancelled(Part):
    """That something will not take place, and who said so when."""

    date: CalendarDate
    """The day on which it was cancelled."""
    source: Sources
    """Where that can be read."""
    reason: Text | None = None
    """Why, as far as a source says."""


_ONLY_WITHOUT_LEDGER = ("when", "zone", "printed", "announced")
"""Fields that an entry of a ledger has for itself."""


class Announcement(Consistent):
    """The dates of one thing: `when` for a single certain one, `dates` for a ledger."""

    when: DateOrSpan | None = None
    """The date, if it never moved. If it moved, write dates instead."""
    zone: Zone | None = None
    """The time zone of the place, if you write a time of day."""
    printed: Text | None = None
    """Date and time word for word as the source prints them, if they could be misread."""
    announced: CalendarDate | None = None
    """The day on which the date was made known. The notice is counted from it."""
    dates: tuple[Reading, ...] = ()
    """Every date that was ever announced, oldest first. The last one counts."""
    disputed: tuple[Reading, ...] = ()
    """What another source says of the same date. It is shown beside it."""
    cancelled: Cancelled | None = None
    """Write this if it will not take place. The record stays."""
    evidence: Evidence = Evidence.SEEN
    """How well the date is supported. Leave it out if a source says it plainly."""
    note: Texts = ()
    """What else readers should know, in your own words."""
    source: Sources
    """Where this can be read. Several sources are written as a list."""

    @classmethod
    def disagreements(cls, given: Mapping[str, object]) -> Disagreements:
        """There must be one date, or a ledger of dates, and a time of day must have its zone."""
        beside = [name for name in _ONLY_WITHOUT_LEDGER if name in given]
        if "dates" in given and beside:
            must = "dates must hold all that is said of each date"
            found = f"there is {' and '.join(beside)} beside it"
            remedy = "Move it into an entry of dates"
            yield (beside[0],), mistake("ledger", must, found, remedy)
        elif given.get("dates", []) == [] and "when" not in given:
            must = "must have a date: when, or dates for one that moved"
            remedy = "Add a line such as when: 2025-07-25"
            yield (), mistake("missing", must, "it has neither", remedy)
        yield from misplaced(given)

    @property
    def ledger(self) -> Ledger:
        if self.dates:
            return Ledger(self.dates, self.disputed, self.cancelled)
        assert self.when is not None
        only = Reading.model_construct(
            when=self.when,
            zone=self.zone,
            printed=self.printed,
            announced=self.announced,
            source=self.source,
            reason=None,
            note=None,
        )
        return Ledger((only,), self.disputed, self.cancelled)


@dataclass(frozen=True, slots=True)
class Move:
    """One date giving way to the next."""

    before: Reading
    after: Reading

    @property
    def days(self) -> int | None:
        """By how many days the start moved; None where either is not known to the day."""
        old, new = self.before.when.start, self.after.when.start
        if old is None or new is None or min(old.precision, new.precision) < Precision.DAY:
            return None
        return (new.day - old.day).days

    @property
    def told_before(self) -> int | None:
        """Days from the announcement until the old date fell due; negative when told after."""
        return days_of_notice(self.after.announced, self.before.when)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All readings of one date, oldest first."""

    readings: tuple[Reading, ...]
    disputed: tuple[Reading, ...]
    cancelled: Cancelled | None

    @property
    def standing(self) -> Reading:
        return self.readings[-1]

    @property
    def moves(self) -> tuple[Move, ...]:
        return tuple(Move(a, b) for a, b in zip(self.readings, self.readings[1:], strict=False))

    @property
    def sequence(self) -> int:
        """How often date or status changed (RFC 5545 3.8.7.4)."""
        return len(self.moves) + (self.cancelled is not None)

    @property
    def modified(self) -> date | None:
        """The last day on which something was announced, where that is known."""
        days = [r.announced.first_day for r in self.readings if r.announced]
        if self.cancelled:
            days.append(self.cancelled.date.first_day)
        return max(days, default=None)

    @property
    def notice(self) -> int | None:
        """Calendar days from the first announcement of the standing date until it begins."""
        return days_of_notice(self.standing.announced, self.standing.when)

    @property
    def working_notice(self) -> int | None:
        """As `notice`, counting Mondays to Fridays only, the day of the announcement not."""
        announced, start = self.standing.announced, self.standing.when.start
        if self.notice is None or announced is None or start is None:
            return None
        return working_days(announced.first_day, start.day)


def days_of_notice(announced: When | None, when: When) -> int | None:
    """Days from an announcement until a date begins; None unless both are known to the day."""
    if announced is None or when.start is None or not announced.to_the_day:
        return None
    if when.start.precision < Precision.DAY:
        return None
    return (when.start.day - announced.first_day).days


def working_days(after: date, until: date) -> int:
    """Mondays to Fridays later than `after` and not later than `until`; 0 when none."""
    days: Iterable[date] = (after + timedelta(n) for n in range(1, (until - after).days + 1))
    return sum(day.weekday() < 5 for day in days)
