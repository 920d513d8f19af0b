"""Tables of the fields of a record, made from its type: what to write, whether it is required."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clearway.publish.guide import example_of
from clearway.records.dates.ledger import Announcement
from clearway.records.editing.field_hints import (
    ANY_WORDS,
    Choice,
    Hint,
    Way,
    choices,
    field_docs,
    hints,
    part_at,
)
from clearway.records.editing.layout import KindLocation
from clearway.records.fields import Part, RefTo, RefToAny, Source
from clearway.records.reading.refusals import part_in
from clearway.records.references import marks_of

Words = Mapping[str, Sequence[str]]
"""The ids that a field may name, by kind (see `field_hints.words_of`)."""


ANY_RECORD = "record"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a record: what to write, and lines of an example that write it.

    `wants` is what the value must be, '' for any words, a choice and fields of its own. `refers_to`
    is the kind or vocabulary that it names, ANY_RECORD for any; `part` the type of its own fields.
    """

    name: str
    about: str
    wants: str
    is_required: bool
    is_list: bool
    choices: tuple[Choice, ...]
    refers_to: str
    part: type[Part] | None
    example: str

    @property
    def is_date(self) -> bool:
        """Whether its own fields are those of a date, which have a page of their own."""
        return self.part is not None and issubclass(self.part, Announcement)

    @property
    def is_source(self) -> bool:
        return self.part is Source

    @property
    def inner(self) -> str:
        """The place on the page where its own fields are explained; '' where it has none there."""
        return "" if self.part is None or self.is_date or self.is_source else anchor(self.part)


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of a part of a record; `names` are the fields that hold such a part."""

    id: str
    names: tuple[str, ...]
    rows: tuple[FieldRow, ...]
    example: str = ""


def anchor(part: type[Part]) -> str:
    """The place on a page of the table of a part: 'in-venue'."""
    return f"in-{part.__name__.lower()}"


def field_rows(home: KindLocation, words: Words, within: Way = ()) -> tuple[FieldRow, ...]:
    """The fields of a record, or of the part of it to which a way leads; required ones first."""
    part = part_at(home.model, within)
    return tuple(_row(part, hint) for hint in hints(home, words, within))


def _row(part: type[Part], hint: Hint) -> FieldRow:
    name = next(n for n, info in part.model_fields.items() if (info.alias or n) == hint.name)
    annotation = part.model_fields[name].annotation
    words = _choice_in(annotation)
    inner = part_in(annotation)
    return FieldRow(
        name=hint.name,
        about=field_docs(part).get(name, ""),
        wants="" if hint.wants == ANY_WORDS or hint.has_fields or words else hint.wants,
        is_required=hint.is_required,
        is_list=hint.is_list,
        choices=choices(words) if words else (),
        refers_to=next((_kind_of(mark) for mark in marks_of(part, name)), ""),
        part=inner,
        example=example_of(part, name),
    )


def _kind_of(mark: RefTo | RefToAny) -> str:
    return mark.kind if isinstance(mark, RefTo) else ANY_RECORD


def _choice_in(annotation: Any) -> type[StrEnum] | None:
    """The choice that a field's type holds, directly or in a union."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return annotation
    found = (_choice_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((choice for choice in found if choice is not None), None)


def tables(home: KindLocation, words: Words) -> tuple[FieldTable, ...]:
    """The fields of a record, those of its date, and those of each part that it holds."""
    rows = field_rows(home, words)
    own = tuple(row for row in rows if row.is_required or not _is_dated(home, row))
    date = tuple(row for row in rows if row not in own)
    dates = (FieldTable(DATE, (), date),) if date else ()
    return (FieldTable("", (), own), *dates, *_of_parts(home, words, own))


def date_table(home: KindLocation, words: Words) -> FieldTable:
    """All fields of the date of a record."""
    rows = field_rows(home, words)
    return FieldTable(DATE, (), tuple(row for row in rows if _is_dated(home, row)))


def table_of(home: KindLocation, words: Words, within: Way) -> FieldTable:
    """The fields of one part of a record, and all fields beside it that hold the same type."""
    part = part_at(home.model, within)
    beside = field_rows(home, words, within[:-1])
    names = tuple(row.name for row in beside if row.part is part)
    return FieldTable(anchor(part), names, field_rows(home, words, within))


DATE = "its-date"
"""The place of the table of a record's own date."""


def _is_dated(home: KindLocation, row: FieldRow) -> bool:
    """Whether a field belongs to the date of a record, of a kind that has one."""
    fields = Announcement.model_fields.keys() - {"source"}
    return issubclass(home.model, Announcement) and row.name in fields


def _of_parts(home: KindLocation, words: Words, own: Sequence[FieldRow]) -> Iterator[FieldTable]:
    """A table for each type of part; fields that hold the same type share one."""
    ways: dict[type[Part], list[Way]] = {}
    waiting: list[Way] = [(row.name,) for row in own if row.inner]
    while waiting:
        way = waiting.pop(0)
        ways.setdefault(part_at(home.model, way), []).append(way)
        waiting += [(*way, row.name) for row in field_rows(home, words, way) if row.inner]
    for part, found in ways.items():
        first = found[0]
        holder = part_at(home.model, first[:-1])
        yield FieldTable(
            anchor(part),
            tuple(dict.fromkeys(way[-1] for way in found)),
            field_rows(home, words, first),
            example_of(holder, first[-1]),
        )
