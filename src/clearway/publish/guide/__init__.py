"""The words of the pages for contributors: Markdown files, one a page, and the examples in them.

They ship with the program and know no process. `pages/guide.py` makes pages of them.

In a file, a line `{fields}` is replaced by a table made from the types of the records,
`{fields in dates}` for that of a part of a record, and `{words}` for the words of
the process. A link such as `dates.md` leads to another of these pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files as package_files
from inspect import get_annotations
from typing import Any

import frontmatter

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
from clearway.records.editing.layout import HOME_OF_KIND, KindLocation, location_at
from clearway.records.fields import Part, RefTo, RefToAny, Source
from clearway.records.reading.files import parse_document
from clearway.records.reading.positions import Loc, Marks, Value
from clearway.records.reading.refusals import part_in
from clearway.records.references import marks_of

SHARED = ("writing", "dates", "sources", "check")
"""The pages on what all kinds share, in their order. Those of the kinds follow in theirs."""

_EXAMPLE = re.compile(r"^`(data/[^`\n]+)`\n\n```yaml\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page as it is written.

    `kind` is the kind of record that it explains, '' on a page that all share. `fields_of` is the
    kind whose fields its tables show.
    """

    id: str
    title: str
    short: str
    description: str
    kind: str
    fields_of: str
    text: str


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every page, in the order in which they are listed."""
    folder = package_files(__name__)
    ids = (*SHARED, *HOME_OF_KIND)
    found = ((id, folder / f"{id}.md") for id in ids)
    return tuple(_chapter(id, file.read_text("utf-8")) for id, file in found if file.is_file())


def _chapter(id: str, source: str) -> Chapter:
    front, text = frontmatter.parse(source)
    kind = str(front.get("kind", ""))
    return Chapter(
        id=id,
        title=str(front["title"]),
        short=str(front["short"]),
        description=str(front["description"]),
        kind=kind,
        fields_of=str(front.get("fields_of", kind)),
        text=text,
    )


@cache
def examples() -> Mapping[str, str]:
    """The files that the pages show, by their paths. Together they are a tracker without problems.

    The pieces of a file that is shown in several follow one another, with an empty line between.
    """
    found: dict[str, str] = {}
    for chapter in chapters():
        for path, text in _EXAMPLE.findall(chapter.text):
            found[path] = f"{found[path]}\n{text}" if path in found else text
    return found


def example_of(part: type[Part], name: str) -> str:
    """Lines of the examples that write a field; '' where none does.

    A field that several kinds have in common may have its example from another one.
    """
    return _written().get((part, name)) or _written().get((_declaring(part, name), name), "")


@cache
def _written() -> Mapping[tuple[type[Part], str], str]:
    """The first lines that write each field, by the type that holds it and the one that has it.

    Of a field with fields of its own it is the first example that shows some of them.
    """
    found: dict[tuple[type[Part], str], str] = {}
    for path, text in examples().items():
        home = location_at(path)
        document, problems = parse_document(text.encode(), path)
        if home is None or document is None:
            raise ValueError(f"{path} is no record: {[str(problem) for problem in problems]}")
        lines = text.split("\n")
        for part, name, loc in _fields_in(home.model, document.value, ()):
            written = _lines_of(lines, document.marks, loc)
            for key in ((part, name), (_declaring(part, name), name)):
                is_fuller = "\n" in written and "\n" not in found.get(key, written)
                if key not in found or (is_fuller and _has_fields(part, name)):
                    found[key] = written
    return found


def _has_fields(part: type[Part], name: str) -> bool:
    return part_in(part.model_fields[name].annotation) not in (None, Source)


def _declaring(part: type[Part], name: str) -> type[Part]:
    """The type in which a field is written down, which may be a base of the one that has it."""
    bases = (base for base in part.__mro__ if issubclass(base, Part))
    return next(base for base in bases if name in get_annotations(base))


def _fields_in(model: type[Part], value: Value, loc: Loc) -> Iterator[tuple[type[Part], str, Loc]]:
    """Type, name and place of every field in a value, in the order in which they are written."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _fields_in(model, item, (*loc, index))
    elif isinstance(value, dict):
        names = {info.alias or name: name for name, info in model.model_fields.items()}
        for written, inner in value.items():
            yield model, names[written], (*loc, written)
            part = part_in(model.model_fields[names[written]].annotation)
            if part is not None:
                yield from _fields_in(part, inner, (*loc, written))


_IN_BRACES = re.compile(r'\w+: (?:"[^"]*"|[^,}"]+)')
"""A field that is on one line with others, in braces."""


def _lines_of(lines: Sequence[str], marks: Marks, loc: Loc) -> str:
    """The lines of a field and of what is set in below it, moved to the left."""
    _, line, column = marks.key(loc)
    before, first = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    alone = _IN_BRACES.match(first) if "{" in before else None
    if alone:
        return alone[0]
    below = []
    for text in lines[line:]:
        if text[:column].strip():
            break
        below.append(text[column - 1 :])
    return "\n".join([first, *below]).rstrip()


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
