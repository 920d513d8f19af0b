"""A new record for `clearway new`: what was given of it, and what is left to fill in.

It knows no kind by name: fields and what they take come from the types of the records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clearway.problems import Problem
from clearway.records.fields import ID, tidy_id
from clearway.records.hints import hints, refused, words_of
from clearway.records.homes import DATA, Home, Shape
from clearway.records.model import Process
from clearway.records.places import Value
from clearway.records.skeleton import skeleton
from clearway.records.wording import nearest, quoted
from clearway.records.writing import schema_line
from clearway.records.yaml_values import parse_yaml


class CannotBegin(ValueError):
    """Something that was given cannot be used; the message says what to give instead."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A record that is to be written: its file, and what the file then holds."""

    path: str
    text: str
    is_new: bool


def given_values(home: Home, settings: Iterable[str]) -> dict[str, Value]:
    """Values from 'field=value'; 'venue.city=Geneva' and 'topics=[a, b]', too.

    Raises CannotBegin.
    """
    values: dict[str, Value] = {}
    for setting in settings:
        name, sign, written = setting.partition("=")
        if not sign:
            raise CannotBegin(f"write field=value; this is {quoted(setting)}")
        *outer, last = name.strip().split(".")
        inner = values
        for part in outer:
            there = inner.setdefault(part, {})
            if not isinstance(there, dict):
                raise CannotBegin(f"{part} was given as a text and with fields of its own")
            inner = there
        inner[last] = _value(written.strip())
    known = {hint.name for hint in hints(home)}
    for name in values:
        if name not in known:
            hint = nearest(name, known, f"It has {', '.join(sorted(known))}")
            raise CannotBegin(f"a record of the kind {home.kind} has no field {name}. {hint}")
        wrong = refused(home.model, values, name)
        if wrong:
            raise CannotBegin(wrong)
    return values


def _value(written: str) -> Value:
    """A list or fields as YAML writes them on one line; anything else is a text."""
    if not re.fullmatch(r"\[.*\]|\{.*\}", written):
        return written
    document, problems = parse_yaml(written, "")
    if document is None or problems:
        found: Iterable[Problem] = problems
        raise CannotBegin("; ".join(problem.message for problem in found))
    return document.value


def suggested_id(values: Mapping[str, Value]) -> str:
    """An id made of the record's name or title; '' where it has none that can be one."""
    return tidy_id(str(values.get("name") or values.get("title") or ""))


def begun(
    home: Home,
    id: str,
    owner: str,
    values: Mapping[str, Value],
    process: Process | None,
    held: str | None,
) -> Begun:
    """The record's file with the record in it. `held` is what the file holds, None without it.

    Raises CannotBegin, CannotWrite.
    """
    path = where(home, id, owner)
    _check_names(home, id, owner, process)
    notes = ["Fill in what is empty, and leave out what nobody knows."]
    is_listed = home.shape in (Shape.LIST, Shape.LISTS)
    written = {"id": id, **values} if "id" not in home.placed else values
    text = skeleton(home, written, words_of(process), notes=notes)
    if not is_listed:
        if held is not None:
            raise CannotBegin(f"{path} is there already; correct it, or choose another id")
        return Begun(path, text, is_new=True)
    if held is None:
        return Begun(path, f"{schema_line(home)}\n\n{text}", is_new=True)
    return Begun(path, f"{held.rstrip()}\n\n{text}", is_new=False)


def where(home: Home, id: str, owner: str) -> str:
    """The path of a record's file below the tracker's folder."""
    names = {
        Shape.SINGLE: [f"{home.place}{home.suffix}"],
        Shape.LIST: [f"{home.place}{home.suffix}"],
        Shape.LISTS: [home.place, f"{owner}{home.suffix}"],
        Shape.FILE: [home.place, f"{id}{home.suffix}"],
        Shape.NESTED: [home.place, owner, f"{id}{home.suffix}"],
    }[home.shape]
    return "/".join((DATA, *names))


def _check_names(home: Home, id: str, owner: str, process: Process | None) -> None:
    if not re.fullmatch(ID, id):
        better = tidy_id(id)
        hint = f"such as {better}" if better else "such as zero-draft"
        raise CannotBegin(f"it needs an id of lower-case words joined by hyphens, {hint}")
    words = words_of(process)
    if home.owner:
        known = words.get(home.owner, ())
        if not owner:
            raise CannotBegin(f"it needs the {home.owner} that it belongs to: --{home.owner} ID")
        if owner not in known:
            hint = nearest(owner, known, f"There is {', '.join(known[:8])}" if known else "")
            raise CannotBegin(f"there is no {home.owner} {quoted(owner)}. {hint}".strip())
    held = process.records if process else {}
    ref = "/".join(name for name in (owner if home.owner else "", id) if name)
    if home.shape in (Shape.LIST, Shape.LISTS) and f"{home.kind}:{ref}" in held:
        raise CannotBegin(f"the {home.kind} {id} is there already; choose another id")
