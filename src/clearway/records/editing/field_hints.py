"""What a field of a record accepts and means, in the words of its own type.

Nothing is listed here by hand: a type is asked what it accepts by giving it what it must refuse,
what a field refers to is marked in its type, and its docstring says what it means. So a new field,
or a new kind, has its words at once.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import get_origin

from pydantic import ValidationError

from clearway.problems import Problem
from clearway.records.dates.ledger import Announcement
from clearway.records.editing.layout import KindLocation
from clearway.records.fields import Part, RefTo
from clearway.records.model import Process
from clearway.records.reading.positions import Loc, Marks, Value
from clearway.records.reading.refusals import part_in, refusals
from clearway.records.record import Record
from clearway.records.references import marks_of

_REFUSED: tuple[Value, ...] = ("?", ["?"])
"""What no type takes but one that takes any words: as a text, and in a list.
"""

ANY_WORDS = "words"
"""What a field wants that takes any text."""

Way = tuple[str, ...]
"""Names of fields from a record to one of its parts: ('venue', 'city')."""

_MOST = 8
"""As many choices of the process are named; of more, some."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One field of a record: its name, what may stand in it, and whether it must be there."""

    name: str
    wants: str
    is_required: bool
    is_list: bool = False
    has_fields: bool = False


def hints(
    home: KindLocation, words: Mapping[str, Sequence[str]] | None = None, within: Way = ()
) -> tuple[Hint, ...]:
    """The fields that are written in a record of a home: those that must be there come first.

    `words` are the ids that a field may name, by kind (see `words_of`). With `within`, such as
    ('venue',), they are the fields of that part of a record, in the order of its type.
    """
    model, placed = part_at(home.model, within), set() if within else {*home.placed, "was"}
    found = [
        Hint(
            info.alias or name,
            _wants(home.model, (*within, name), words or {}),
            is_needed(model, name),
            get_origin(info.annotation) is tuple,
            part_in(info.annotation) is not None and name != "source",
        )
        for name, info in model.model_fields.items()
        if name not in placed
    ]
    if within:
        return tuple(sorted(found, key=lambda hint: not hint.is_required))
    return tuple(sorted(found, key=lambda hint: _rank(home.model, hint)))


def part_at(model: type[Part], within: Way) -> type[Part]:
    """The type of the part of a record to which a way leads."""
    for name in within:
        inner = part_in(model.model_fields[name].annotation)
        assert inner is not None, f"{model.__name__}.{name} has no fields of its own"
        model = inner
    return model


def words_of(process: Process | None) -> Mapping[str, tuple[str, ...]]:
    """The ids that a field may name, by kind of record ('draft') or vocabulary ('group')."""
    if process is None:
        return {}
    found = {kind: list(known) for kind, known in process.vocabularies.items()}
    for record in process:
        found.setdefault(record.KIND, []).append(record.id)
    return {kind: tuple(known) for kind, known in found.items()}


def _rank(model: type[Record], hint: Hint) -> tuple[bool, bool, bool, bool]:
    """What must be there before what can; of these the id, what is the kind's own, its dates."""
    is_inherited = hint.name not in model.__annotations__
    return not hint.is_required, hint.name == "source", hint.name != "id", is_inherited


def is_needed(model: type[Part], name: str) -> bool:
    """Whether a record must have a field. What is dated has one date at first, in `when`."""
    dated = issubclass(model, Announcement) and name == "when"
    return dated or model.model_fields[name].is_required()


def refused(model: type[Record], given: Mapping[str, Value], name: str) -> str | None:
    """What the field `name` must be, what it is and what to do, where it cannot be as given."""
    for loc, problem in _problems(model, given):
        if loc[:1] == (name,):
            return problem.message
    return None


def _problems(model: type[Record], given: Mapping[str, Value]) -> list[tuple[Loc, Problem]]:
    try:
        model.model_validate(dict(given))
    except ValidationError as error:
        return list(refusals(error, model, Marks(""), ()))
    return []


def _wants(model: type[Record], way: Way, words: Mapping[str, Sequence[str]]) -> str:
    part, name = part_at(model, way[:-1]), way[-1]
    for mark in marks_of(part, name):
        if isinstance(mark, RefTo) and part_in(part.model_fields[name].annotation) is None:
            known = words.get(mark.kind, ())
            return _one_of(mark.kind, known) if known else f"the id of {_article(mark.kind)}"
    return _by_type(model, way)


@cache
def _by_type(model: type[Record], way: Way) -> str:
    """What a field's type says that it must be."""
    info = part_at(model, way[:-1]).model_fields[way[-1]]
    part = part_in(info.annotation)
    if part is not None and way[-1] != "source":
        return f"fields of its own: {', '.join(_own(part))}"
    for value in _REFUSED:
        for loc, problem in _problems(model, _given(model, way, value)):
            names = tuple(part for part in loc if isinstance(part, str))
            says_it = problem.rule not in ("list", "fields", "text", "unknown-field")
            if says_it and names[: len(way)] == way:
                return re.sub(r"^.*?\bmust be ", "", problem.must)
    return "yes or no" if info.annotation is bool else ANY_WORDS


def _given(model: type[Record], way: Way, value: Value) -> dict[str, Value]:
    """A record with nothing but one value, which is where a way leads."""
    for depth in reversed(range(len(way))):
        info = part_at(model, way[:depth]).model_fields[way[depth]]
        many = depth + 1 < len(way) and get_origin(info.annotation) is tuple
        value = {info.alias or way[depth]: [value] if many else value}
    assert isinstance(value, dict)
    return value


def _own(part: type[Part]) -> list[str]:
    return [info.alias or name for name, info in part.model_fields.items()]


def _one_of(kind: str, known: Sequence[str]) -> str:
    if len(known) > _MOST:
        return f"the id of {_article(kind)}, such as {known[0]}"
    return f"one of {', '.join(known)}" if len(known) > 1 else known[0]


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


# --- What fields mean: their docstrings, and those of their values


@dataclass(frozen=True, slots=True)
class Choice:
    """One word that a field may hold, and what it means."""

    word: str
    meaning: str


@cache
def field_docs(part: type[Part]) -> Mapping[str, str]:
    """The sentence of each field of a type, by the field's name, inherited ones included.

    >>> from clearway.records.kinds.parts import Link
    >>> dict(field_docs(Link))
    {'title': 'What the document or page is called.', 'url': 'Its address.'}
    """
    found: dict[str, str] = {}
    for base in reversed(part.__mro__):
        if issubclass(base, Part):
            found |= _docs_below(base)
    return {name: found[name] for name in part.model_fields if name in found}


@cache
def choices(of: type[StrEnum]) -> tuple[Choice, ...]:
    """The words of a choice with what each means, '' where it has no text; in the type's order.

    >>> from clearway.records.kinds.parts import Modality
    >>> choices(Modality)[0]
    Choice(word='in-person', meaning='In a room only.')
    """
    docs = _docs_below(of)
    return tuple(Choice(word.value, docs.get(word.name, "")) for word in of)


def _docs_below(of: type) -> Mapping[str, str]:
    """The texts that follow the fields or words of a class, by name."""
    return _docs_of_module(of.__module__).get(of.__name__, {})


@cache
def _docs_of_module(name: str) -> Mapping[str, Mapping[str, str]]:
    """Those of every class of a module: its source is read once."""
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {
        node.name: dict(_pairs(node.body)) for node in tree.body if isinstance(node, ast.ClassDef)
    }


def _pairs(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, following in pairwise(body):
        name = _name(statement)
        if (
            name
            and isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        ):
            yield name, inspect.cleandoc(following.value.value)


def _name(statement: ast.stmt) -> str | None:
    """The name that a statement in a class gives a value to."""
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return None
