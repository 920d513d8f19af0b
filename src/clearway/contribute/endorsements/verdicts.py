"""What becomes of a row, and the endorsements that rows are held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 (a field is called date)
from enum import StrEnum

from clearway.contribute.endorsements.register import Known
from clearway.contribute.endorsements.rows import ImportedSignatory, Why
from clearway.records.dates.when import When
from clearway.records.kinds.statement import SignatoryKind


class Outcome(StrEnum):
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that a row says otherwise; `old` is empty where nothing was recorded."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.field} {self.old or '(none)'} → {self.new}"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What becomes of one row. `id` is that of the endorsement that it makes, is, or changes."""

    line: int
    who: str
    outcome: Outcome
    why: Why | None = None
    id: str | None = None
    changes: tuple[FieldDifference, ...] = ()
    notes: tuple[str, ...] = ()
    is_written: bool = False
    """Whether the row makes or changes a record."""


@dataclass(slots=True)
class RecordedEntry:
    """An endorsement that is recorded, or that a row of this import makes."""

    id: str
    kind: SignatoryKind
    name: str
    organisation: Known | None = None
    affiliation: str | None = None
    """As `_beside` makes it."""
    role: str | None = None
    group: str | None = None
    country: str | None = None
    date: When | Day | None = None
    withdrawn: When | None = None
    path: str | None = None
    line: int | None = None
    """The first row of this import that is about it."""
    printed: str | None = None
    accepted_beside: tuple[str, ...] = ()
    source: ImportedSignatory | None = field(default=None, repr=False)
    """The row that makes it."""

    @property
    def where(self) -> str:
        return f"line {self.line}" if self.path is None else self.path

    @property
    def first_day(self) -> Day | None:
        return self.date.first_day if isinstance(self.date, When) else self.date


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever imports allows."""

    accept_doubtful: bool = False
    update: bool = False
