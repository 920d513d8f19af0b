"""What differs between two sets of records, as values.

A value that is None was not written, and is unknown; it is never read as 'no'.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clearway.records.dates.ledger import Announcement, Move, Reading
from clearway.records.dates.when import Precision
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
    def moves(self) -> tuple[Move, ...]:
        """The moves that were told since: those in the new ledger after what stood in the old."""
        if self.old is None or self.new is None:
            return ()
        stood = _same(self.old.ledger.standing)
        readings = self.new.ledger.readings
        places = [n for n, reading in enumerate(readings) if _same(reading) == stood]
        return self.new.ledger.moves[places[-1] :] if places else ()

    @property
    def move(self) -> Move | None:
        """From what stood to what stands now, where one gave way to the other."""
        moves = self.moves
        return Move(moves[0].before, moves[-1].after) if moves else None

    @property
    def is_refined(self) -> bool:
        """Whether what stands now is what stood before, only known better: July, then 9 July."""
        return self.move is not None and is_refinement(self.move)

    @property
    def is_corrected(self) -> bool:
        """Whether the date that stands is another one though none was told to have moved."""
        if self.old is None or self.new is None or self.moves:
            return False
        return _same(self.old.ledger.standing) != _same(self.new.ledger.standing)

    @property
    def is_cancelled(self) -> bool:
        return _cancelled(self.new) and not _cancelled(self.old)

    @property
    def is_revived(self) -> bool:
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


def is_refinement(move: Move) -> bool:
    """Whether the later date lies within the earlier one, which was no certain day."""
    was, now = move.before.when, move.after.when
    is_certain = not was.is_open and was.precision >= Precision.DAY and not was.is_vague
    if is_certain or now.precision < Precision.DAY or now.is_open:
        return False
    starts = was.start is None or was.start.first_day <= now.first_day
    return starts and (was.end is None or now.last_day <= was.end.last_day)


def _same(reading: Reading) -> tuple[str, str | None]:
    """What makes two readings the same date."""
    return str(reading.when), reading.zone


def _cancelled(announcement: Announcement | None) -> bool:
    return announcement is not None and announcement.cancelled is not None
