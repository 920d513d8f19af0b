"""What was promised, and what became of it by a day.

A promise is broken only if a source says so. One whose day is past, and of which nothing was
seen, is just that: due, and not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clearway.records.dates.ledger import Announcement, Reading
from clearway.records.dates.when import When, read_when
from clearway.records.kinds.commitment import Promise, PromiseOutcome, PromiseResult
from clearway.records.kinds.milestone import Milestone
from clearway.records.model import Process


class PromiseState(StrEnum):
    """What is known of a promise on a day."""

    KEPT = "kept"
    KEPT_LATE = "kept-late"
    BROKEN = "broken"
    NOT_SEEN = "due-and-not-seen"
    NOT_YET_DUE = "not-yet-due"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PromiseStatus:
    """A promise with the date by which it is due, where there is one, and its state."""

    promise: Promise
    due: Reading | None
    state: PromiseState


@dataclass(frozen=True, slots=True)
class PromiseList:
    """The promises of a process on a day, those that need a look first (see `_ORDER`)."""

    statuses: tuple[PromiseStatus, ...]
    as_of: date

    @property
    def counts(self) -> tuple[tuple[PromiseState, int], ...]:
        """How many promises are in each state; each state is there, some 0."""
        counts = Counter(status.state for status in self.statuses)
        return tuple((state, counts[state]) for state in PromiseState)

    def number(self, *states: PromiseState) -> int:
        """How many are in one of these states."""
        return sum(status.state in states for status in self.statuses)

    @property
    def kept(self) -> int:
        return self.number(PromiseState.KEPT, PromiseState.KEPT_LATE)

    @property
    def not_seen(self) -> tuple[PromiseStatus, ...]:
        return tuple(s for s in self.statuses if s.state is PromiseState.NOT_SEEN)


_ORDER = (
    PromiseState.BROKEN,
    PromiseState.NOT_SEEN,
    PromiseState.NOT_YET_DUE,
    PromiseState.KEPT_LATE,
    PromiseState.KEPT,
    PromiseState.UNKNOWN,
)


def promises(process: Process, as_of: date) -> PromiseList:
    """Every promise with its state on a day, by state and then by due day."""
    found = [status_of(process, promise, as_of) for promise in process.promises]
    return PromiseList(tuple(sorted(found, key=_order)), as_of)


def status_of(process: Process, promise: Promise, as_of: date) -> PromiseStatus:
    """One promise with its state on a day."""
    due = _due(process, promise)
    return PromiseStatus(promise, due, state(promise.result, due.when if due else None, as_of))


def state(result: PromiseResult | None, due: When | None, as_of: date) -> PromiseState:
    """What follows from what a source says, and from the date by which it is due.

    >>> from clearway.records.dates.when import read_when
    >>> str(state(None, read_when("2026-09"), date(2026, 9, 30)))
    'not-yet-due'
    >>> str(state(None, read_when("2026-09"), date(2026, 10, 1)))
    'due-and-not-seen'
    >>> str(state(None, None, date(2026, 10, 1)))
    'unknown'
    """
    if result is not None and result.outcome is PromiseOutcome.BROKEN:
        return PromiseState.BROKEN
    if result is not None:
        is_late = due is not None and result.when is not None and _is_after(result.when, due)
        return PromiseState.KEPT_LATE if is_late else PromiseState.KEPT
    if due is None:
        return PromiseState.UNKNOWN
    return PromiseState.NOT_SEEN if due.last_day < as_of else PromiseState.NOT_YET_DUE


def since(status: PromiseStatus, made: date | None) -> When | None:
    """The date since which a promise is in its state; None where that is not recorded.

    Kept and broken count from the day that the source gives, due and not seen from the day after it
    was due, and what is open from when it was promised: on `made`, the day of that record, unless
    the promise says when.
    """
    promise, result = status.promise, status.promise.result
    if result is not None:
        return result.when
    if status.state is PromiseState.NOT_SEEN and status.due:
        return _on(status.due.when.last_day + timedelta(days=1))
    return promise.promised or _on(made)


def _on(day: date | None) -> When | None:
    return read_when(day.isoformat()) if day else None


def _is_after(kept: When, due: When) -> bool:
    return kept.first_day > due.last_day


def _due(process: Process, promise: Promise) -> Reading | None:
    """The date by which it is due; None where there is none, or it is off or not known."""
    own: Announcement | None = promise.due
    if own is None and promise.on:
        own = process.find(Milestone, promise.on)
    if own is None or own.ledger.is_off or own.ledger.standing.when.is_unknown:
        return None
    return own.ledger.standing


def _order(status: PromiseStatus) -> tuple[int, date, str]:
    due = status.due.when.last_day if status.due else date.max
    return _ORDER.index(status.state), due, status.promise.id


def of_kind(statuses: Sequence[PromiseStatus], kind: PromiseState) -> tuple[PromiseStatus, ...]:
    """Those in one state, in their order."""
    return tuple(status for status in statuses if status.state is kind)
