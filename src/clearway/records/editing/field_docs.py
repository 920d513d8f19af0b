"""What each field is for: the sentence that its type has below it, in words for whoever writes one.

Python keeps no such text at run time, so it is read from the source when a page asks for it.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from clearway.records.fields import Part


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
