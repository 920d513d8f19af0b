"""The date ledger: what was announced, when, and which date holds.

A date is never overwritten. A record keeps every date that those who run the process ever
announced for it, oldest first, and also that it was cancelled, postponed or reinstated. What
follows from that (transitions, notice, sequence) is computed here and is therefore the same on
pages, in feeds and in exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clearway.records.dates.transitions import (
    EntryStatus,
    LedgerDate,
    TransitionKind,
    days_between,
    transition,
)
from clearway.records.dates.when import UNKNOWN, Precision, Span, When, place_in
from clearway.records.fields import (
    CalendarDate,
    Consistent,
    DateOrSpan,
    DateOrUnknown,
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

    @property
    def placed(self) -> LedgerDate:
        """The date with its zone, as transitions compare it."""
        return LedgerDate(self.when, self.zone)


class LedgerEntry(Reading):
    """One announcement in a ledger: a date, or that it is cancelled, postponed or on again.

    Without `status` it is a date. `reinstated` without `when` is on the date that was last named.
    """

    when: DateOrUnknown = UNKNOWN
    """The date that was announced."""
    status: EntryStatus | None = None
    """What became of the date above it, where that is not another date."""

    @classmethod
    def disagreements(cls, given: Mapping[str, object]) -> Disagreements:
        """There must be a date or a status; what is off has no date."""
        status = given.get("status")
        if status is None and "when" not in given:
            must = "an entry of dates must have the field when, or a status"
            remedy = "Add a line when: with its value"
            yield (), mistake("missing", must, "it has neither", remedy)
        if status in (EntryStatus.CANCELLED, EntryStatus.POSTPONED):
            for name in ("when", "zone"):
                if name in given:
                    must = f"an entry of dates with status: {status} must have no date"
                    remedy = "Remove that line, or the line status: if it moved to that date"
                    yield (name,), mistake("ledger-status", must, f"{name} is given", remedy)
        yield from misplaced(given)


class Expectation(Reading):
    """A date that somebody expected who does not run the process. Never one that was announced."""

    when: DateOrSpan
    """The date that was expected."""
    by: Text
    """Who expected it."""


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
    """The dates of one thing: `when` for a single one, `dates` for a ledger.

    With neither its date is not known yet, as with `when: unknown`. `cancelled` is a last entry of
    the ledger, for what has no other.
    """

    when: DateOrUnknown = UNKNOWN
    """The date, if it never moved, or `unknown`. If it moved, write dates instead."""
    zone: Zone | None = None
    """The time zone of the place, if you write a time of day."""
    printed: Text | None = None
    """Date and time word for word as the source prints them, if they could be misread."""
    announced: CalendarDate | None = None
    """The day on which the date was made known. The notice is counted from it."""
    dates: tuple[LedgerEntry, ...] = ()
    """What those who run the process announced of the date, oldest first. The last one counts."""
    expected: tuple[Expectation, ...] = ()
    """What others took for the date, and who. It is shown beside it and never counts as a move."""
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
        """There must be one date or a ledger of dates, and a time of day must have its zone."""
        beside = [name for name in _ONLY_WITHOUT_LEDGER if name in given]
        if "dates" in given and beside:
            must = "dates must hold all that is said of each date"
            found = f"there is {' and '.join(beside)} beside it"
            remedy = "Move it into an entry of dates"
            yield (beside[0],), mistake("ledger", must, found, remedy)
        elif given.get("dates") == []:
            must = "dates must have an entry for each date that was announced"
            remedy = "Write when: with the one date in its place, or remove the field"
            yield ("dates",), mistake("ledger", must, "it is an empty list", remedy)
        yield from misplaced(given)

    @property
    def ledger(self) -> Ledger:
        entries = self.dates or (self._only_entry(),)
        if self.cancelled:
            entries = (*entries, _entry_of(self.cancelled))
        return Ledger(entries, self.expected, self.disputed)

    def _only_entry(self) -> LedgerEntry:
        return LedgerEntry.model_construct(
            when=self.when,
            zone=self.zone,
            printed=self.printed,
            announced=self.announced,
            source=self.source,
            reason=None,
            note=None,
            status=None,
        )


def _entry_of(cancelled: Cancelled) -> LedgerEntry:
    return LedgerEntry.model_construct(
        when=UNKNOWN,
        zone=None,
        printed=None,
        announced=cancelled.date,
        source=cancelled.source,
        reason=cancelled.reason,
        note=None,
        status=EntryStatus.CANCELLED,
    )


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of a ledger: what was the date until then, what was announced, and what that is."""

    kind: TransitionKind
    before: Reading
    after: LedgerEntry
    now: Reading
    """The date that holds since, with that of the entry before where the new one names none."""

    @property
    def days(self) -> int | None:
        """By how many days it moved, below 0 for earlier; None where that is not known."""
        return days_between(self.before.when, self.now.when)

    @property
    def known_by(self) -> date | None:
        """A day by which it had been announced for certain; None where nothing tells one.

        That is the last day of its announcement, or else the earliest of the days of its sources
        and of the date itself; of what is off, of the day on which it was to be.
        """
        if self.after.announced:
            return self.after.announced.last_day
        when = self.before.when if self.after.status else self.now.when
        known = [source.date.last_day for source in self.after.source if source.date]
        if not when.is_unknown:
            known.append(when.last_day)
        return min(known, default=None)

    @property
    def days_before_due(self) -> int | None:
        """Days from the announcement until the old date fell due; negative when told after."""
        return days_of_notice(self.after.announced, self.before.when)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that was announced of one date, oldest first, and what others said of it."""

    readings: tuple[LedgerEntry, ...]
    expected: tuple[Expectation, ...]
    disputed: tuple[Reading, ...]

    @property
    def standing(self) -> Reading:
        """The date that holds; of what was postponed without a date one that is not known.

        What is cancelled keeps the date on which it was to be.
        """
        transitions = self.transitions
        return transitions[-1].now if transitions else self.readings[0]

    @property
    def transitions(self) -> tuple[Transition, ...]:
        """Every step, in order: one fewer than there are entries."""
        found: list[Transition] = []
        now: Reading = self.readings[0]
        named: Reading = now
        off: EntryStatus | None = None
        for entry in self.readings[1:]:
            before = named if off else now
            if entry.status is EntryStatus.CANCELLED:
                now = before
            elif entry.status is EntryStatus.REINSTATED and entry.when.is_unknown:
                now = _again(entry, named)
            else:
                now = entry
            kind = transition(before.placed, now.placed, entry.status, off)
            found.append(Transition(kind, before, entry, now))
            off = _OFF.get(kind)
            named = named if now.when.is_unknown else now
        return tuple(found)

    @property
    def moves(self) -> tuple[Transition, ...]:
        """The steps by which the date moved."""
        return tuple(t for t in self.transitions if t.kind is TransitionKind.MOVED)

    @property
    def last(self) -> Transition | None:
        """The latest step, where there is one."""
        return self.transitions[-1] if len(self.readings) > 1 else None

    @property
    def cancelled(self) -> LedgerEntry | None:
        """What says that it will not take place, where that holds."""
        last = self.last
        return last.after if last and last.kind is TransitionKind.CANCELLED else None

    @property
    def postponed(self) -> Transition | None:
        """The step by which it was put off without a new date, where that holds."""
        last = self.last
        return last if last and last.kind is TransitionKind.POSTPONED else None

    @property
    def marks(self) -> tuple[TransitionKind, ...]:
        """What a reader should know of its steps at a glance, the weightiest first."""
        kinds = [step.kind for step in self.transitions]
        off = tuple(kind for kind in kinds[-1:] if kind in _OFF)
        if TransitionKind.MOVED in kinds:
            return (*off, TransitionKind.MOVED)
        if TransitionKind.REINSTATED in kinds and not off:
            return (TransitionKind.REINSTATED,)
        return off or tuple(kinds[-1:])

    @property
    def gave_way(self) -> tuple[bool, ...]:
        """For each entry, whether what it said does not hold any more.

        A date that was made exact or kept held; one that moved, or was cancelled, did not.
        """
        after = [step.kind not in _HELD for step in self.transitions]
        return (*after, False)

    @property
    def has_history(self) -> bool:
        """Whether more is known than one date."""
        return len(self.readings) > 1 or bool(self.expected or self.disputed)

    @property
    def is_off(self) -> bool:
        """Whether it will not take place, or has no date."""
        return self.cancelled is not None or self.postponed is not None

    @property
    def sequence(self) -> int:
        """How often date or status changed (RFC 5545 3.8.7.4)."""
        return len(self.readings) - 1

    @property
    def modified(self) -> date | None:
        """The last day on which something was announced, where that is known."""
        days = (r.announced.first_day for r in self.readings if r.announced)
        return max(days, default=None)

    @property
    def notice(self) -> int | None:
        """Calendar days from the first announcement of the standing date until it begins."""
        return days_of_notice(self._first_named, self.standing.when)

    @property
    def working_notice(self) -> int | None:
        """As `notice`, counting Mondays to Fridays only, the day of the announcement not."""
        announced, start = self._first_named, self.standing.when.start
        if self.notice is None or announced is None or start is None:
            return None
        return working_days(announced.first_day, start.day)

    @property
    def _first_named(self) -> When | None:
        """When the standing date was announced first: repeating it gives no less notice."""
        found = self.standing
        for step in reversed(self.transitions):
            if step.kind is not TransitionKind.KEPT or step.before.when != found.when:
                break
            found = step.before
        return found.announced


_OFF = {
    TransitionKind.CANCELLED: EntryStatus.CANCELLED,
    TransitionKind.POSTPONED: EntryStatus.POSTPONED,
}


_HELD = (TransitionKind.MADE_EXACT, TransitionKind.KEPT)


def _again(entry: LedgerEntry, named: Reading) -> Reading:
    """The date that was last named, as it is announced again."""
    return entry.but(when=named.when, zone=named.zone, printed=entry.printed or named.printed)


def days_of_notice(announced: When | None, when: When) -> int | None:
    """Days from an announcement until a date begins, or until the day by which it is to be.

    None unless both are known to the day.
    """
    due = when.start or when.end
    if announced is None or due is None or not announced.to_the_day:
        return None
    if due.precision < Precision.DAY:
        return None
    return (due.day - announced.first_day).days


def working_days(after: date, until: date) -> int:
    """Mondays to Fridays later than `after` and not later than `until`; 0 when none."""
    days: Iterable[date] = (after + timedelta(n) for n in range(1, (until - after).days + 1))
    return sum(day.weekday() < 5 for day in days)
