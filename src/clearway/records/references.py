"""Ways through a record: to all that it refers to, and to all its dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from clearway.records.dates.ledger import Announcement, Ledger
from clearway.records.fields import Part, RefTo, RefToAny
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.statement import Statement
from clearway.records.model import Process
from clearway.records.reading.load import Fragment
from clearway.records.reading.positions import Loc
from clearway.records.reading.refusals import part_in
from clearway.records.record import Record

Reference = tuple[Loc, str, str]
"""Where it stands in its record, and the kind and the id that it names."""


class _Step(NamedTuple):
    """A field that holds references, or parts in which there may be some."""

    name: str
    marks: tuple[RefTo | RefToAny, ...]
    part: type[Part] | None


def references(record: Record) -> Iterator[Reference]:
    """Every reference of a record, in the order of its fields."""
    return _of_part(type(record), record.__dict__, ())


def references_of_fragment(fragment: Fragment) -> Iterator[Reference]:
    """Every reference in those fields of a record that were not refused."""
    return _of_part(fragment.model, fragment.given, ())


def _of_part(model: type[Part], values: dict[str, Any], loc: Loc) -> Iterator[Reference]:
    for step in _steps(model):
        value = values.get(step.name)
        if value is not None:
            yield from _inside(step, value, (*loc, step.name))


def _inside(step: _Step, value: Any, loc: Loc) -> Iterator[Reference]:
    """`value` as its type holds it, or as it was written (lists, fields, texts)."""
    if isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _inside(step, item, (*loc, index))
    elif isinstance(value, Part):
        yield from _of_part(type(value), value.__dict__, loc)
    elif isinstance(value, dict):
        if step.part is not None:
            yield from _of_part(step.part, value, loc)
        else:
            for key in value:
                yield from _named(step, str(key), (*loc, key))
    elif isinstance(value, str):
        yield from _named(step, value, loc)


def _named(step: _Step, text: str, loc: Loc) -> Iterator[Reference]:
    for mark in step.marks:
        if isinstance(mark, RefTo):
            yield loc, mark.kind, text
        else:
            # What follows '#' is a part of that record; see rules/asks.py.
            kind, _, id = text.partition("#")[0].partition(":")
            yield loc, kind, id


@cache
def _steps(model: type[Part]) -> tuple[_Step, ...]:
    """The fields of a type that lead to references, found once for each type."""
    steps = (
        _Step(name, marks_of(model, name), part_in(info.annotation))
        for name, info in model.model_fields.items()
    )
    return tuple(step for step in steps if step.marks or (step.part and _steps(step.part)))


@cache
def marks_of(model: type[Part], name: str) -> tuple[RefTo | RefToAny, ...]:
    """What a field refers to, where it holds the names of records or of the process's words."""
    info = model.model_fields[name]
    return tuple(_marks(info.annotation, info.metadata))


def _marks(annotation: Any, metadata: Iterable[Any] = ()) -> Iterator[RefTo | RefToAny]:
    """The marks anywhere in a field's type."""
    for mark in (*metadata, *getattr(annotation, "__metadata__", ())):
        if isinstance(mark, RefTo | RefToAny):
            yield mark
    for argument in getattr(annotation, "__args__", ()):
        yield from _marks(argument)


def ledgers(process: Process) -> Iterator[tuple[Record, Loc, Ledger]]:
    """Every ledger of every record, and the way to it within the record."""
    for record in process:
        for loc, announcement in announcements(record):
            yield record, loc, announcement.ledger


EVENT_SUFFIX: dict[Loc, str] = {
    (): "",
    ("registration", "closes"): "-registration",
    ("endorsement", "closes"): "-closes",
}
"""What follows a record's id in the id of the event that each of its dated parts is."""


def event_ids(record: Record) -> Iterator[str]:
    """The ids by which calendars know the dates of a record, former ones included."""
    for loc, _ in announcements(record):
        for id in (record.id, *record.was):
            yield id + EVENT_SUFFIX[loc]


def announcements(record: Record) -> Iterator[tuple[Loc, Announcement]]:
    """The dated parts of a record: itself, when registration closes, when endorsement closes."""
    if isinstance(record, Announcement):
        yield (), record
    if isinstance(record, Consultation) and record.registration and record.registration.closes:
        yield ("registration", "closes"), record.registration.closes
    if isinstance(record, Statement) and record.endorsement and record.endorsement.closes:
        yield ("endorsement", "closes"), record.endorsement.closes
