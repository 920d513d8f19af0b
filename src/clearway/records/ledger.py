"""The date ledger: what was announced, when, and what stands.

A date is never overwritten. A record keeps every date that was ever announced for it, oldest
first; the last one stands. What follows from that (moves, notice, sequence) is computed here and
is therefore the same on pages, in feeds and in exports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clearway.records.fields import (
    CalendarDate,
    DateOrSpan,
    Part,
    Sources,
    Text,
    Texts,
    Zone,
    check_placed,
    mistake,
)
from clearway.records.when import Span, When, place_in
from pydantic import model_validator


class Evidence(StrEnum):
    """How well a date or event is supported by what was read."""

    SEEN = "seen"
    """A source says so. What is meant where nothing is written."""
    PLANNED = "planned"
    """Announced beforehand; no source was seen that it then took place."""
    INFERRED = "inferred"
    """Nobody says it outright; the editors read it out of what sources say (see the note)."""
    WEAK = "weak"
    """One source that is indirect, or that may be mistaken."""


class Reading(Part):
    """One date as one source gives it."""

    when: DateOrSpan
    zone: Zone | None = None
    printed: Text | None = None
    announced: CalendarDate | None = None
    source: Sources
    reason: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _stands_in_its_zone(self) -> Reading:
        check_placed(self.when, self.zone)
        return self

    @property
    def span(self) -> Span | None:
        """The two instants, where times are known."""
        if self.when.has_time and self.zone is not None:
            return place_in(self.when, self.zone)
        return None


class Cancelled(Part):
    """That something will not take place, and who said so when."""

    date: CalendarDate
    source: Sources
    reason: Text | None = None


class Announcement(Part):
    """The dates of one thing: `when` for a single certain one, `dates` for a ledger."""

    when: DateOrSpan | None = None
    zone: Zone | None = None
    printed: Text | None = None
    announced: CalendarDate | None = None
    dates: tuple[Reading, ...] = ()
    disputed: tuple[Reading, ...] = ()
    cancelled: Cancelled | None = None
    evidence: Evidence = Evidence.SEEN
    note: Texts = ()
    source: Sources

    @model_validator(mode="after")
    def _has_a_date(self) -> Announcement:
        if self.when is None and not self.dates:
            must = "must have a date: when, or dates for one that moved"
            remedy = "Add a line such as when: 2025-07-25"
            raise mistake("missing", must, "it has neither", remedy)
        if self.dates and (self.when or self.zone or self.printed or self.announced):
            must = "must have its date in one place"
            found = "it has dates, and when or zone or printed or announced beside it"
            raise mistake("ledger", must, found, "Move them into an entry of dates")
        if self.when:
            check_placed(self.when, self.zone)
        return self

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
        if old is None or new is None or min(old.precision, new.precision) < 3:
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
    if when.start.precision < 3:
        return None
    return (when.start.day - announced.first_day).days


def working_days(after: date, until: date) -> int:
    """Mondays to Fridays later than `after` and not later than `until`; 0 when none."""
    days: Iterable[date] = (after + timedelta(n) for n in range(1, (until - after).days + 1))
    return sum(day.weekday() < 5 for day in days)
