"""Records of one kind as a table.

One row a record. A part is flattened: `venue` with a `city` is the column `venue_city`. A list of
texts is joined by ' | ', and so are sources (address, record or title). A list of parts and a
mapping are JSON in their cell. A text in several languages is told in its first; JSON has all.
Dates: `when` as it stands, `start` and `end` as its first and last day, and both in UTC where
times are known; of a ledger also how many `moves` it has, the days of notice and `dates` as JSON.

A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or an end of
line) has an apostrophe put before it, and so has one that begins with an apostrophe: a reader
takes one leading apostrophe away and has the text. Plain numbers are left as they are.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic_core import to_jsonable_python

from clearway.publish.exports.record_json import brackets_of, instants
from clearway.records.dates.ledger import Announcement
from clearway.records.fields import Part, RefTo, Source
from clearway.records.kinds.draft import Draft
from clearway.records.record import Record
from clearway.records.references import marks_of

Cell = str | int | bool | None
Type = Literal["string", "integer", "boolean", "date", "datetime"]

JOINED = " | "


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column; `refers` is the kind of the record whose id it holds."""

    name: str
    type: Type
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class ExportTable:
    """All records of a kind, in the order of their ids."""

    kind: str
    about: str
    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def csv(self) -> str:
        """RFC 4180: a header, commas, quotes doubled, lines ended by CR LF."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(column.name for column in self.columns)
        writer.writerows(self.rows)
        return text.getvalue()


def table(
    model: type[Record], records: Sequence[Record], page_url: Callable[[Record], str]
) -> ExportTable:
    """The table of all records of one kind."""
    lead = (
        ExportColumn("ref", "string"),
        ExportColumn("page", "string"),
        ExportColumn("file", "string"),
    )
    fields = tuple(_columns(model, ""))
    of_text = _TEXT_COLUMNS if model is Draft else ()
    tail = (*of_text, ExportColumn("body", "string"))
    rows = tuple(
        tuple(
            cell_text(cell)
            for cell in (
                record.ref,
                page_url(record),
                record.place.path,
                *_cells(model, record),
                *(_text_cells(record) if of_text else ()),
                record.body,
            )
        )
        for record in records
    )
    about = " ".join((model.__doc__ or "").split())
    return ExportTable(model.KIND, about, (*lead, *fields, *tail), rows)


# --- columns -------------------------------------------------------------------------------

_DATE_COLUMNS = (
    ExportColumn("when", "string"),
    ExportColumn("zone", "string"),
    ExportColumn("start", "date"),
    ExportColumn("end", "date"),
    ExportColumn("start_utc", "datetime"),
    ExportColumn("end_utc", "datetime"),
    ExportColumn("printed", "string"),
    ExportColumn("announced", "string"),
    ExportColumn("moves", "integer"),
    ExportColumn("notice_days", "integer"),
    ExportColumn("dates", "string"),
)
_TEXT_COLUMNS = (
    ExportColumn("open_brackets", "integer"),
    ExportColumn("choices", "integer"),
    ExportColumn("agreed_ad_ref", "integer"),
)
"""What is counted in the text of a draft."""

_OF_DATES = {"when", "zone", "printed", "announced", "dates"}
"""Fields of an announcement that its ledger tells."""


def _columns(model: type[Part], prefix: str) -> Iterator[ExportColumn]:
    """The columns of a type, in the order in which `_cells` gives their cells."""
    for name, inner in _fields(model):
        if _is_part(inner):
            yield from _columns(inner, f"{prefix}{name}_")
        else:
            yield ExportColumn(prefix + name, _type(inner), _refers(model, name, inner))
    if issubclass(model, Announcement):
        for column in _DATE_COLUMNS:
            yield ExportColumn(prefix + column.name, column.type)


def _cells(model: type[Part], part: Part | None) -> Iterator[Cell]:
    for name, inner in _fields(model):
        value = None if part is None else getattr(part, name)
        if _is_part(inner):
            yield from _cells(inner, value)
        else:
            yield _cell(value)
    if issubclass(model, Announcement):
        yield from _date_cells(part)


def _date_cells(announcement: Part | None) -> Iterator[Cell]:
    """The cells of _DATE_COLUMNS."""
    if not isinstance(announcement, Announcement):
        yield from (None for _ in _DATE_COLUMNS)
        return
    ledger = announcement.ledger
    standing = ledger.standing
    yield from instants(standing).values()
    yield _cell(standing.printed)
    yield _cell(standing.announced)
    yield len(ledger.moves)
    yield ledger.notice
    yield _json(ledger.readings) if announcement.dates else None


def _text_cells(record: Record) -> Iterator[Cell]:
    """The cells of _TEXT_COLUMNS; empty where the text is not held."""
    counted = brackets_of(record)
    if counted is None:
        yield from (None for _ in _TEXT_COLUMNS)
    else:
        yield from (counted.open, counted.alternatives, counted.agreed)


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, Any], ...]:
    """The fields that have columns of their own, each with its type without None."""
    dated = issubclass(model, Announcement)
    return tuple(
        (name, _bare(info.annotation))
        for name, info in model.model_fields.items()
        if not (dated and name in _OF_DATES)
    )


def _bare(annotation: Any) -> Any:
    """A type without its annotations and without None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        some = [argument for argument in get_args(annotation) if argument is not NoneType]
        return _bare(some[0])
    return annotation


def _is_part(inner: Any) -> bool:
    return isinstance(inner, type) and issubclass(inner, Part)


def _type(inner: Any) -> Type:
    if inner is bool:
        return "boolean"
    if inner is int:
        return "integer"
    return "date" if inner is date else "string"


def _refers(model: type[Part], name: str, inner: Any) -> str | None:
    if get_origin(inner) is not None:
        return None
    kinds = [mark.kind for mark in marks_of(model, name) if isinstance(mark, RefTo)]
    return kinds[0] if kinds else None


# --- cells ---------------------------------------------------------------------------------


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return _list(value)
    if isinstance(value, dict):
        return _json(value) if value else None
    return str(value)


def _list(values: tuple[Any, ...]) -> str | None:
    if not values:
        return None
    if all(isinstance(value, Source) for value in values):
        return JOINED.join(str(source.url or source.ref or source.title) for source in values)
    if any(isinstance(value, Part) for value in values):
        return _json(values)
    return JOINED.join(str(_cell(value)) for value in values)


def _json(value: Any) -> str:
    plain = to_jsonable_python(value, exclude_none=True)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


_FORMULA = re.compile(r"[=+\-@\t\r\n']")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def cell_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = str(cell)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
