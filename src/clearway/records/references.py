"""References: from a record to other records, to its dates, to sources and to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from clearway.problems import Place
from clearway.records.dates.ledger import Announcement, Ledger
from clearway.records.dates.recurrence import SESSIONS as SESSIONS
from clearway.records.fields import Part, RefTo, RefToAny
from clearway.records.kinds.annotation import Quote
from clearway.records.kinds.commitment import Promise
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Completeness, Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.parts import Session
from clearway.records.kinds.sighting import Sighting, bare
from clearway.records.kinds.statement import Statement
from clearway.records.model import Process
from clearway.records.reading.load import Fragment
from clearway.records.reading.positions import Loc
from clearway.records.reading.refusals import part_in
from clearway.records.record import Record
from clearway.texts.numbers import split_number
from clearway.texts.paragraphs import NumberedParagraph, read_paragraphs

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
    ("due",): "-due",
}
"""What follows a record's id in the id of the event that each of its dated parts is.

After that of a session stands a hyphen and the session's own id: see `event_suffix`.
"""


def event_suffix(loc: Loc, announcement: Announcement | None) -> str:
    """What follows a record's id in the id of the event that a dated part of it is."""
    return f"-{announcement.id}" if isinstance(announcement, Session) else EVENT_SUFFIX[loc]


def event_ids(record: Record) -> Iterator[str]:
    """The ids by which calendars know the dates of a record, former ones included."""
    for loc, announcement in announcements(record):
        for id in (record.id, *record.was):
            yield id + event_suffix(loc, announcement)


def announcements(record: Record) -> Iterator[tuple[Loc, Announcement]]:
    """The dated parts of a record: itself, its sessions, when it is due or closes."""
    if isinstance(record, Announcement):
        yield (), record
    if isinstance(record, Milestone | Consultation):
        for index, session in enumerate(record.sessions):
            yield (SESSIONS, index), session
    if isinstance(record, Consultation) and record.registration and record.registration.closes:
        yield ("registration", "closes"), record.registration.closes
    if isinstance(record, Statement) and record.endorsement and record.endorsement.closes:
        yield ("endorsement", "closes"), record.endorsement.closes
    if isinstance(record, Promise) and record.due:
        yield ("due",), record.due


# --- Addresses of the sources that records cite


_NOT_ASKED = frozenset({"archived"})
"""Fields whose addresses are of those who keep copies, and are not sources themselves."""


_ADDRESS = re.compile(r"https?://\S+")


class Citation(NamedTuple):
    """One place where an address was written."""

    record: Record
    loc: Loc

    @property
    def place(self) -> Place:
        return self.record.at(*self.loc)


def cited(process: Process) -> dict[str, tuple[Citation, ...]]:
    """Each http(s) address in a field of a record, without what follows '#', in order."""
    found: dict[str, list[Citation]] = {}
    for record in process:
        if not isinstance(record, Sighting):
            for loc, url in _addresses(record, ()):
                found.setdefault(bare(url), []).append(Citation(record, loc))
    return {url: tuple(found[url]) for url in sorted(found)}


def _addresses(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, Part):
        for name in type(value).model_fields:
            if name not in _NOT_ASKED:
                yield from _addresses(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _addresses(item, (*loc, index))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _addresses(item, (*loc, key))
    elif isinstance(value, str) and _ADDRESS.fullmatch(value):
        yield loc, value


# --- Paragraphs of drafts that records name


Span = tuple[int, int]

_NO_SIGNS = str.maketrans("", "", " []\u00a0")


def paragraphs_of(draft: Draft) -> tuple[NumberedParagraph, ...] | None:
    """The paragraphs of a draft's text; None where the text is not held in full."""
    if draft.text is not Completeness.FULL:
        return None
    return read_paragraphs(draft.body, draft.origin.body_line)


def named(paragraphs: Iterable[NumberedParagraph], name: str) -> tuple[NumberedParagraph, ...]:
    """The paragraphs that `name` means: an anchor ('p12-a'), or a number ('12 bis', '12(a)').

    None or several where it is not the name of one.
    """
    all_ = tuple(paragraphs)
    by_anchor = tuple(p for p in all_ if p.anchor == name)
    if by_anchor:
        return by_anchor
    number = _plain(_number(name))
    by_number = tuple(p for p in all_ if p.number and _plain(p.number) == number)
    if by_number:
        return by_number
    within = "p" + re.sub(r"\(", "-", re.sub(r"[\s).]", "", name.lower()))
    return tuple(p for p in all_ if p.anchor == within)


def occurrences(text: str, quote: Quote) -> tuple[Span, ...]:
    """Where the quoted words stand in a text: begin and end of `exact`, or of the place between.

    White space counts as one space; between the parts of a quote it may be missing.
    """
    before, exact, after = (_pattern(part) for part in (quote.prefix, quote.exact, quote.suffix))
    pattern = re.compile(rf"(?={before}\s*(?P<exact>{exact})\s*{after})")
    found = (match.span("exact") for match in pattern.finditer(text))
    # The spaces between two parts can be taken in several ways: the same words are one place.
    return tuple(dict.fromkeys(found))


def _pattern(words: str | None) -> str:
    return r"\s+".join(re.escape(word) for word in (words or "").split())


def _number(name: str) -> str:
    number, rest = split_number(name if name.endswith((")", ".")) else f"{name}.")
    return number if number and not rest else name


def _plain(number: str) -> str:
    return number.translate(_NO_SIGNS).lower()
