"""Records without their references to what is not there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from clearway.records.fields import Consistent, Part, RefTo, RefToAny, Source, Text
from clearway.records.refusals import part_in
from clearway.records.walk import marks_of

Titles = Mapping[str, Text]
"""Records that are not there, by `kind:id`, and what each is called."""

P = TypeVar("P", bound=Part)


def without(part: P, absent: Titles, day: date) -> P | None:
    """A record, or a part of one, that refers to nothing absent; None where it must.

    An optional reference is left out, so is an entry of a list; a list that must hold something
    and a field that must be given cannot do without. Of several sources those are left out that
    are absent or dated after `day`; where no other is left, they stay, with the title of what they
    name: today's editors know the fact from them.
    """
    if isinstance(part, Source):
        title = absent.get(part.ref or "")
        return part if title is None else part.but(ref=None, title=part.title or title)
    changed: dict[str, Any] = {}
    for name in _fields_with_references(type(part)):
        value = getattr(part, name)
        kept = _kept(value, marks_of(type(part), name), absent, day)
        if kept is value:
            continue
        if kept in (None, ()) and type(part).model_fields[name].is_required():
            return None
        changed[name] = kept
    if not changed:
        return part
    found = part.but(**changed)
    return found if _agrees(found) else None


def _kept(value: Any, marks: tuple[RefTo | RefToAny, ...], absent: Titles, day: date) -> Any:
    """The value itself where nothing of it is absent."""
    if isinstance(value, tuple):
        then = tuple(item for item in value if not _is_later(item, absent, day)) or value
        kept = tuple(_kept(item, marks, absent, day) for item in then)
        if len(kept) < len(value):
            return tuple(item for item in kept if item is not None)
        if all(new is old for new, old in zip(kept, value, strict=True)):
            return value
        return tuple(item for item in kept if item is not None)
    if isinstance(value, Part):
        return without(value, absent, day)
    if isinstance(value, str) and any(_ref(mark, value) in absent for mark in marks):
        return None
    return value


def _is_later(item: Any, absent: Titles, day: date) -> bool:
    if not isinstance(item, Source):
        return False
    return item.ref in absent or (item.date is not None and item.date.last_day > day)


def _ref(mark: RefTo | RefToAny, value: str) -> str:
    """The `kind:id` that a reference names; what follows '#' is a part of that record."""
    return f"{mark.kind}:{value}" if isinstance(mark, RefTo) else value.partition("#")[0]


def _agrees(part: Part) -> bool:
    """Whether a part still has what its other fields need."""
    if not isinstance(part, Consistent):
        return True
    return not any(part.disagreements({n: getattr(part, n) for n in part.model_fields_set}))


@cache
def _fields_with_references(model: type[Part]) -> tuple[str, ...]:
    return tuple(
        name
        for name, info in model.model_fields.items()
        if marks_of(model, name) or _leads_on(part_in(info.annotation))
    )


def _leads_on(model: type[Part] | None) -> bool:
    return model is not None and bool(_fields_with_references(model))
