"""A new record for `clearway new`: what was given of it, and what is left to fill in.

It knows no kind by name: fields and what they take come from the types of the records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from anyascii import anyascii

from clearway.errors import InputError
from clearway.problems import Problem, nearest, quoted
from clearway.records.editing.field_hints import hints, refused, words_of
from clearway.records.editing.layout import FileShape, KindLocation
from clearway.records.editing.record_template import USUAL, skeleton
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.editing.yaml_writing import schema_line
from clearway.records.fields import is_id, tidy_id
from clearway.records.model import Process
from clearway.records.reading.positions import Value
from clearway.records.reading.yaml_values import parse_yaml
from clearway.records.record import DatedRecord

# --- Ids of new records, from names in any script


_LONGEST = 60


def id_from(name: str, otherwise: str) -> str:
    """'李娜' becomes lina: only lower-case letters, digits, '-', and cut between words.

    `otherwise` stands for a name of which no letter remains.
    """
    id = tidy_id(anyascii(name))
    if len(id) > _LONGEST:
        id = id[: _LONGEST + 1].rpartition("-")[0] or id[:_LONGEST]
    return id or otherwise


class Ids:
    """Gives ids that nothing else has. The same names in the same order give the same ids."""

    def __init__(self, taken: Iterable[str], otherwise: str) -> None:
        """`otherwise`: see `id_from`."""
        self._taken = set(taken)
        self._otherwise = otherwise
        self._next: dict[str, int] = {}

    def give(self, name: str) -> str:
        """'李娜' becomes lina, and the second one lina-2."""
        stem = id_from(name, self._otherwise)
        number = self._next.get(stem, 1)
        given = stem if number == 1 else f"{stem}-{number}"
        while given in self._taken:
            number += 1
            given = f"{stem}-{number}"
        self._next[stem] = number + 1
        self._taken.add(given)
        return given


# --- A new record, with what was given of it filled in


@dataclass(frozen=True, slots=True)
class FileChange:
    """What one file below the tracker's folder is to hold; `is_new` if it is not there yet."""

    path: str
    text: str
    is_new: bool


def given_values(home: KindLocation, settings: Iterable[str]) -> dict[str, Value]:
    """Values from 'field=value'; 'venue.city=Geneva' and 'topics=[a, b]', too.

    Raises InputError.
    """
    values: dict[str, Value] = {}
    for setting in settings:
        name, sign, written = setting.partition("=")
        if not sign:
            raise InputError(f"write field=value; this is {quoted(setting)}")
        *outer, last = name.strip().split(".")
        inner = values
        for part in outer:
            there = inner.setdefault(part, {})
            if not isinstance(there, dict):
                raise InputError(f"{part} was given as a text and with fields of its own")
            inner = there
        inner[last] = _value(written.strip())
    known = {hint.name for hint in hints(home)}
    for name in values:
        if name not in known:
            hint = nearest(name, known, f"It has {', '.join(sorted(known))}")
            raise InputError(f"a record of the kind {home.kind} has no field {name}", hint)
        wrong = refused(home.model, values, name)
        if wrong:
            raise InputError(wrong)
    return values


def _value(written: str) -> Value:
    """A list or fields as YAML writes them on one line; anything else is a text."""
    if not re.fullmatch(r"\[.*\]|\{.*\}", written):
        return written
    document, problems = parse_yaml(written, "")
    if document is None or problems:
        found: Iterable[Problem] = problems
        raise InputError("; ".join(problem.message for problem in found))
    return document.value


def suggested_id(values: Mapping[str, Value]) -> str:
    """An id made of the record's name or title; '' where it has none that can be one."""
    return tidy_id(str(values.get("name") or values.get("title") or ""))


def new_record(
    home: KindLocation,
    id: str,
    owner: str,
    values: Mapping[str, Value],
    process: Process | None,
    held: str | None,
    *,
    with_all: bool = False,
) -> FileChange:
    """The record's file with the record in it. `held` is what the file holds, None without it.

    Of what need not be there it names what is usual; `with_all` everything.

    Raises InputError, WriteError.
    """
    _check_names(home, id, owner, process)
    path = home.path(id, owner)
    notes = ["Fill in what is empty, and leave out what is not known."]
    is_listed = home.shape in (FileShape.LIST, FileShape.LISTS)
    written = {"id": id, **values} if "id" not in home.placed else values
    further = None if with_all else USUAL.get(home.kind)
    text = skeleton(home, written, words_of(process), notes=notes, further=further)
    if not is_listed:
        if held is not None:
            raise InputError(f"{path} is there already", "correct it, or choose another id")
        return FileChange(path, text, is_new=True)
    if held is None:
        return FileChange(path, f"{schema_line(home)}\n\n{text}", is_new=True)
    edits = YamlEdits(held, path)
    edits.add_record(text)
    return FileChange(path, edits.text(), is_new=False)


def _check_names(home: KindLocation, id: str, owner: str, process: Process | None) -> None:
    if not is_id(id):
        better = tidy_id(id)
        hint = f"such as {better}" if better else "such as zero-draft"
        raise InputError(f"it needs an id of lower-case words joined by hyphens, {hint}")
    words = words_of(process)
    if home.owner:
        known = words.get(home.owner, ())
        if not owner:
            message = f"it needs the {home.owner} that it belongs to: --{home.owner} ID"
            raise InputError(message)
        if owner not in known:
            hint = nearest(owner, known, f"There is {', '.join(known[:8])}" if known else "")
            raise InputError(f"there is no {home.owner} {quoted(owner)}", hint)
    held = process.records if process else {}
    ref = "/".join(name for name in (owner if home.owner else "", id) if name)
    if home.shape in (FileShape.LIST, FileShape.LISTS) and f"{home.kind}:{ref}" in held:
        raise InputError(f"the {home.kind} {id} is there already", "choose another id")
    if process and issubclass(home.model, DatedRecord):
        for record in process:
            if isinstance(record, DatedRecord) and record.id == id and home.kind != record.KIND:
                message = f"the {record.KIND} {id} has that id, and each date needs its own"
                raise InputError(message, f"choose another id, such as {id}-{home.kind}")
