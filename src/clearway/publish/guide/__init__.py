"""The words of the pages for contributors: Markdown files, one a page, and the examples in them.

They ship with the program and know no process. `pages/guide.py` makes pages of them.

In a file, a line `{fields}` is replaced by a table made from the types of the records (see
`field_tables`), `{fields in dates}` for that of a part of a record, and `{words}` for the words of
the process. A link such as `dates.md` leads to another of these pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as package_files
from inspect import get_annotations

import frontmatter

from clearway.records.editing.layout import HOME_OF_KIND, location_at
from clearway.records.fields import Part, Source
from clearway.records.reading.files import parse_document
from clearway.records.reading.positions import Loc, Marks, Value
from clearway.records.reading.refusals import part_in

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
