"""What differs between two sets of records, as values.

A value that is None was not written, and is unknown; it is never read as 'no'.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clearway.records.dates.ledger import Announcement, LedgerEntry, Reading, Transition
from clearway.records.dates.transitions import TransitionKind, compared
from clearway.records.fields import Part
from clearway.records.reading.positions import Loc
from clearway.records.record import Record


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A field of `owner` that holds another value, or one that was unknown before or is now."""

    owner: type[Part]
    loc: Loc
    old: object
    new: object

    @property
    def name(self) -> str:
        return str(self.loc[-1])


@dataclass(frozen=True, slots=True)
class MembersChange:
    """A list of words, references or addresses, of which some came and some went.

    Where it holds the same in another order, both are empty.
    """

    owner: type[Part]
    loc: Loc
    added: tuple[object, ...]
    removed: tuple[object, ...]

    @property
    def name(self) -> str:
        return str(self.loc[-1])


@dataclass(frozen=True, slots=True)
class PartChange:
    """An entry of a list of parts that came (`old` is None), went, or changed within."""

    owner: type[Part]
    loc: Loc
    old: Part | None
    new: Part | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def name(self) -> str:
        return str(self.loc[-2])


@dataclass(frozen=True, slots=True)
class DateChange:
    """The dates of a record, or of a part of it, that changed; one that is None was unknown."""

    loc: Loc
    old: Announcement | None
    new: Announcement | None

    @property
    def steps(self) -> tuple[Transition, ...]:
        """What was announced since: the steps of the new ledger after the last of the old."""
        if self.old is None or self.new is None:
            return ()
        last = _entry(self.old.ledger.readings[-1])
        entries = self.new.ledger.readings
        places = [n for n, entry in enumerate(entries) if _entry(entry) == last]
        return self.new.ledger.transitions[places[-1] :] if places else ()

    @property
    def step(self) -> Transition | None:
        """What became of the date in all: the last step, or several of them taken as one."""
        steps = self.steps
        if not steps:
            return None
        first, last = steps[0], steps[-1]
        if len(steps) == 1 or last.kind in _NOT_SUMMED:
            return last
        kind = compared(first.before.placed, last.now.placed)
        return Transition(kind, first.before, last.after, last.now)

    @property
    def kind(self) -> TransitionKind | None:
        """What became of the date in all; None where nothing was announced since."""
        return self.step.kind if self.step else None

    @property
    def is_as_announced(self) -> bool:
        """Whether nothing was announced since but that the date holds, or which it is exactly."""
        kept = (None, TransitionKind.KEPT, TransitionKind.MADE_EXACT)
        return self.kind in kept and not self.is_corrected and not self.is_revived

    @property
    def is_corrected(self) -> bool:
        """Whether another date is recorded though none was announced."""
        if self.old is None or self.new is None or self.steps:
            return False
        return _same(self.old.ledger.standing) != _same(self.new.ledger.standing)

    @property
    def is_cancelled(self) -> bool:
        return _cancelled(self.new) and not _cancelled(self.old)

    @property
    def is_revived(self) -> bool:
        """Whether it is on again, and no announcement of that is recorded."""
        if self.kind is TransitionKind.REINSTATED:
            return False
        return _cancelled(self.old) and self.new is not None and not _cancelled(self.new)

    @property
    def disputes(self) -> tuple[Reading, ...]:
        """What other sources say that was not known before."""
        known = {_same(r) for r in self.old.ledger.disputed} if self.old else set()
        now = self.new.ledger.disputed if self.new else ()
        return tuple(reading for reading in now if _same(reading) not in known)


@dataclass(frozen=True, slots=True)
class BodyChange:
    """The text after a record's fields."""

    old: str
    new: str


FieldChange = ValueChange | MembersChange | PartChange | DateChange | BodyChange


class What(StrEnum):
    """What happened to a record; the first that fits."""

    ADDED = "added"
    REMOVED = "removed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that differs; `old` is None for one that was added, `new` for one removed."""

    what: What
    old: Record | None
    new: Record | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def record(self) -> Record:
        """The record as it is now, or as it was last."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def dates(self) -> tuple[DateChange, ...]:
        return tuple(change for change in self.fields if isinstance(change, DateChange))


_NOT_SUMMED = (TransitionKind.CANCELLED, TransitionKind.POSTPONED, TransitionKind.REINSTATED)
"""What is said by itself, whatever was announced before it."""


def _entry(entry: LedgerEntry) -> tuple[object, ...]:
    """What makes two entries of a ledger the same announcement."""
    return str(entry.when), entry.zone, entry.status


def _same(reading: Reading) -> tuple[str, str | None]:
    """What makes two readings the same date."""
    return str(reading.when), reading.zone


def _cancelled(announcement: Announcement | None) -> bool:
    return announcement is not None and announcement.ledger.cancelled is not None
