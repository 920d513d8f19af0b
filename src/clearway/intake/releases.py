"""Versions into data/versions.yaml, of which everything else stays as it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

import yaml

HEAD = "# yaml-language-server: $schema=../schemas/versions.json\n"

Fields: TypeAlias = Mapping[str, str | date]


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
    """What stands before the first entry, and each entry with the remarks right above it."""
    lines = text.splitlines(keepends=True)
    starts = [_above(lines, n) for n, line in enumerate(lines) if line.startswith("- ")]
    ends = [*starts[1:], len(lines)]
    entries = ["".join(lines[a:b]) for a, b in zip(starts, ends, strict=False)]
    if entries and not entries[-1].endswith("\n"):
        entries[-1] += "\n"
    head = "".join(lines[: starts[0] if starts else len(lines)])
    return head, entries


def _above(lines: list[str], start: int) -> int:
    """Where an entry begins with its remarks, and with the empty lines before them."""
    at = start
    while at and lines[at - 1].startswith("#"):
        at -= 1
    if at == 0:
        return start  # the remarks at the top are the file's
    while at and not lines[at - 1].strip():
        at -= 1
    return at or start


def _written(fields: Fields) -> str:
    block = yaml.safe_dump(dict(fields), sort_keys=False, allow_unicode=True, width=96)
    return "\n- " + "\n  ".join(block.splitlines()) + "\n"


def _changed(entry: str, fields: Fields) -> str:
    for name, value in fields.items():
        line = yaml.safe_dump({name: value}, allow_unicode=True, width=10_000)
        if found := re.search(rf"^(?:- |  )(?={name}:[ ]+[^|>\s].*\n)", entry, re.MULTILINE):
            end = entry.index("\n", found.end()) + 1
            entry = entry[: found.end()] + line + entry[end:]
        elif re.search(rf"^(?:- |  ){name}:", entry, re.MULTILINE):
            raise CannotRecord(f"in data/versions.yaml, {name} must stand on one line")
        else:
            entry = f"{entry.rstrip()}\n  {line}"
    return entry


def _field(entry: str, name: str) -> str:
    """A value as the entry has it; empty where it is not on one line."""
    found = re.search(rf"^(?:- |  ){name}:[ ]+([^#\n]*)", entry, re.MULTILINE)
    return found[1].strip().strip("'\"") if found else ""
