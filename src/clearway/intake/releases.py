"""Versions into data/versions.yaml, of which everything else stays as it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

import yaml

HEAD = "# yaml-language-server: $schema=../schemas/versions.json\n"

Fields: TypeAlias = Mapping[str, str | date]

_ENTRY = re.compile(r"^- ", re.MULTILINE)
_BETWEEN = re.compile(r"(?:[ \t]*\n|#.*\n)*\Z")
"""Empty lines and remarks at the end of a text: they belong to what follows."""


class CannotRecord(ValueError):
    """A file that is written in a way that nothing can be added to; the message says why."""


def with_version(text: str, fields: Fields) -> str:
    """The text of the file with a version: a new one in its place, or other values of its own.

    `fields` holds at least id and as_of. Of a version that is there already, fields that are not
    given stay as they are. Raises CannotRecord.
    """
    head, entries = _split(text or HEAD)
    old = next((entry for entry in entries if _field(entry, "id") == fields["id"]), None)
    if old is None:
        new = _written(fields)
    else:
        entries.remove(old)
        new = _changed(old, {name: value for name, value in fields.items() if name != "id"})
    at = sum(_field(entry, "as_of") <= str(fields["as_of"]) for entry in entries)
    return head + "".join([*entries[:at], new, *entries[at:]])


def _split(text: str) -> tuple[str, list[str]]:
    """What stands before the first entry, and each entry with the remarks above it."""
    starts = [match.start() for match in _ENTRY.finditer(text)]
    if not starts:
        return f"{text.rstrip()}\n", []
    pieces = [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
    entries: list[str] = []
    above = ""
    for piece in pieces[1:]:
        remarks = _BETWEEN.search(piece)
        assert remarks is not None
        entries.append(above + piece[: remarks.start()])
        above = piece[remarks.start() :] or "\n"
    first = _BETWEEN.search(pieces[0])
    assert first is not None
    head, own = pieces[0][: first.start()], pieces[0][first.start() :]
    # Remarks right above the first entry are its own; those before an empty line are the file's.
    head, own = (head + own, "") if "\n\n" not in own else _parted(head, own)
    entries[0] = own + entries[0]
    if above.strip():
        raise CannotRecord("its last lines must be those of a version, not remarks")
    return head, entries


def _parted(head: str, own: str) -> tuple[str, str]:
    before, _, after = own.rpartition("\n\n")
    return f"{head}{before}\n", f"\n{after}"


def _written(fields: Fields) -> str:
    block = yaml.safe_dump(dict(fields), sort_keys=False, allow_unicode=True, width=96)
    lines = block.splitlines()
    return "\n- " + "\n  ".join(lines) + "\n"


def _changed(entry: str, fields: Fields) -> str:
    for name, value in fields.items():
        line = yaml.safe_dump({name: value}, allow_unicode=True, width=10_000)
        pattern = re.compile(rf"^(- |  ){name}:[ ]+(?![|>]).*\n", re.MULTILINE)
        if pattern.search(entry):
            entry = pattern.sub(lambda found, line=line: found[1] + line, entry, count=1)
        elif re.search(rf"^(- |  ){name}:", entry, re.MULTILINE):
            raise CannotRecord(f"{name} of this version must stand on one line")
        else:
            entry = f"{entry.rstrip()}\n  {line}"
    return entry


def _field(entry: str, name: str) -> str:
    """A value as the entry has it; '' where it is not on one line."""
    found = re.search(rf"^(?:- |  ){name}:[ ]+([^#\n]*)", entry, re.MULTILINE)
    return found[1].strip().strip("'\"") if found else ""
