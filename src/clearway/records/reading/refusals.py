"""What the types of fields refused, told as problems at the places where it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from clearway.problems import Problem, nearest, quoted, shown
from clearway.records.fields import Part
from clearway.records.reading.positions import Loc, Marks
from clearway.records.record import Record

_KEY = "[key]"
"""What pydantic ends the way to a mapping's key with."""


_UNUSUAL = re.compile("[\u00a0\u00ad\u2000-\u200b\u202f\u2060\u3000]")
"""Spaces that look like a plain one, and signs that cannot be seen."""


def _by_number(sign: re.Match[str]) -> str:
    return f"<U+{ord(sign[0]):04X}>"


class _Clauses(NamedTuple):
    rule: str
    must: str
    found: str
    remedy: str


def refusals(
    error: ValidationError, model: type[Record], marks: Marks, prefix: Loc
) -> Iterator[tuple[Loc, Problem]]:
    """Each error as a problem, with the way to it within the record."""
    for detail in error.errors(include_url=False):
        loc = tuple(part for part in detail["loc"] if part != _KEY)
        whole = (*prefix, *loc)
        at_key = detail["type"] == "extra_forbidden" or _KEY in detail["loc"]
        if detail["type"] == "missing":
            place = marks.value(whole[:-1])
        else:
            place = marks.key(whole) if at_key else marks.value(whole)
        yield loc, Problem(place, *_clauses(detail, loc, model))


def _clauses(detail: ErrorDetails, loc: Loc, model: type[Record]) -> _Clauses:
    name = next((part for part in reversed(loc) if isinstance(part, str)), f"a {model.KIND}")
    is_ = shown(detail["input"])
    context: dict[str, Any] = detail.get("ctx", {})
    match detail["type"]:
        case "clearway":
            must = context["must"]
            return _Clauses(
                context["rule"],
                f"{quoted(name)[1:-1]} {must}" if must.startswith(("must", "with")) else must,
                context["found"],
                _needed(context["remedy"], loc, model),
            )
        case "missing":
            return _missing(name, _whole(model, loc[:-1]))
        case "extra_forbidden":
            return _unknown(name, model, loc[:-1])
        case "enum":
            return _choice(name, detail["input"], is_, context["expected"])
        case "tuple_type":
            must = f"{name} must be a list, each entry on a line of its own that starts with '- '"
            return _Clauses("list", must, is_, "Write it as a list, even when it has one entry")
        case "model_type" | "dict_type":
            must = f"{name} must have fields of its own, each written 'name: value'"
            return _Clauses("fields", must, is_, "Write its fields below it, set in by two spaces")
        case other:
            raise AssertionError(f"no words for pydantic's error {other} at {loc}")


def _needed(remedy: str, loc: Loc, model: type[Record]) -> str:
    """A remedy that does not say to remove a field that the record must have."""
    info = model.model_fields.get(str(loc[0])) if len(loc) == 1 else None
    if info is None or not info.is_required():
        return remedy
    return re.sub(r",? or remove the field\b.*", "", remedy)


def _missing(name: str, whole: str) -> _Clauses:
    must = f"{whole} must have the field {name}"
    if name == "source":
        remedy = "Add a line source: with the address of the page where this can be read"
        return _Clauses("source", must, "it is not given here", remedy)
    return _Clauses("missing", must, "it is not given here", f"Add a line {name}: with its value")


def _unknown(name: str, model: type[Record], within: Loc) -> _Clauses:
    fields = _part_at(model, within).model_fields
    known = sorted(info.alias or name for name, info in fields.items())
    must = f"{_whole(model, within)} must have no fields but those that are defined for it"
    found = f"{quoted(_UNUSUAL.sub(_by_number, name))} is none of them"
    remedy = nearest(name, known, f"Use one of {', '.join(known)}, or remove it")
    return _Clauses("unknown-field", must, found, remedy)


def _choice(name: str, value: object, is_: str, expected: str) -> _Clauses:
    """`expected` is pydantic's "'a', 'b' or 'c'"."""
    choices = re.findall(r"'([^']+)'", expected)
    must = f"{name} must be {' or '.join([', '.join(choices[:-1]), choices[-1]])}"
    return _Clauses(
        "choice",
        must,
        is_,
        nearest(value if isinstance(value, str) else "", choices, "Write one of these"),
    )


def _whole(model: type[Record], loc: Loc) -> str:
    """What holds a field, as people call it: 'a milestone', 'an entry of dates', 'venue'."""
    names = [part for part in loc if isinstance(part, str)]
    if not names:
        article = "an" if model.KIND[0] in "aeiou" else "a"
        return f"{article} {model.KIND}"
    return f"an entry of {names[-1]}" if isinstance(loc[-1], int) else names[-1]


def _part_at(model: type[Part], loc: Loc) -> type[Part]:
    """The type whose fields stand at a place within a record."""
    for part in loc:
        if isinstance(part, str):
            info = model.model_fields[part]
            inner = part_in(info.annotation)
            assert inner is not None, f"{model.__name__}.{part} has no fields"
            model = inner
    return model


def part_in(annotation: Any) -> type[Part] | None:
    """The part that a field's type holds, directly or in a list or a union."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    found = (part_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((inner for inner in found if inner is not None), None)
