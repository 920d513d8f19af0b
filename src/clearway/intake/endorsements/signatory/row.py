"""A row while it is read, what it is read by, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from clearway.intake.endorsements.columns import Column
from clearway.intake.endorsements.days import Order
from clearway.intake.endorsements.phrases import NO_NAME, NOTHING, Field, plain
from clearway.intake.endorsements.signatory.cell import Why, clean, seen, without_contact
from clearway.intake.endorsements.table import Row
from clearway.records.closing import Closing
from clearway.records.model import SignatoryKind


@dataclass(frozen=True, slots=True)
class Signatory:
    """What one row says. What it does not say is None; `doubts` are what somebody must look at."""

    line: int
    name: str
    kind: SignatoryKind
    affiliation: str | None = None
    role: str | None = None
    group: str | None = None
    country: str | None = None
    date: date | None = None
    doubts: tuple[Why, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Period:
    """When a statement takes endorsements, in its own zone."""

    zone: ZoneInfo
    today: date
    opens: date | None = None
    closing: Closing | None = None


@dataclass(frozen=True)
class Form:
    """How the rows of one export are to be read."""

    columns: Sequence[Column]
    groups: Mapping[str, str]
    period: Period
    order: Order | None = None
    kind: SignatoryKind | None = None
    export_zone: ZoneInfo | None = None

    @cached_property
    def places(self) -> Mapping[Field, tuple[int, ...]]:
        found: dict[Field, tuple[int, ...]] = {}
        for column in self.columns:
            if column.field is not None:
                found[column.field] = (*found.get(column.field, ()), column.index)
        return found


OF_PEOPLE = (Field.NAME, Field.GIVEN, Field.FAMILY)
"""No and Na are family names."""


@dataclass
class Reading:
    """A row while it is read."""

    row: Row
    form: Form
    doubts: list[Why] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def said(self, column: Field) -> str:
        """The answer in the first column for a field that has one. Raises Refused."""
        for index in self.form.places.get(column, ()):
            if index < len(self.row.cells):
                text = clean(self.row.cells[index])
                if text:
                    return seen(text, column)
        return ""

    def words(self, column: Field) -> str:
        """As `said`, without contact data, and empty for 'n/a' and its like."""
        text, found = without_contact(self.said(column))
        if found:
            self.notes.append(f"an e-mail address or telephone number was left out of the {column}")
        return "" if plain(text) in (NO_NAME if column in OF_PEOPLE else NOTHING) else text
