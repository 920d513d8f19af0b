"""A date that moved, into the text of a record: all else stays as it was written, comments too.

A record with a single date in `when` gets a ledger `dates` in its place, which begins with that
date and all that was said of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from clearway.errors import WriteError
from clearway.records.editing.yaml_writing import Written, entry_text
from clearway.records.record import DatedRecord

_OF_THE_DATE = ("when", "zone", "printed", "announced")
"""What is said of a single date beside it, and moves into the ledger with it."""


def with_moved_date(text: str, record: DatedRecord, reading: Mapping[str, Written]) -> str:
    """The text of the record's file with a further date. Raises WriteError, WriteError."""
    lines = text.split("\n")
    blocks = _blocks(lines, record)
    if "dates" in blocks:
        return _appended(lines, blocks["dates"], reading)
    return _converted(lines, blocks, reading)


def _blocks(lines: list[str], record: DatedRecord) -> dict[str, range]:
    """The lines of each field, numbered from 0, without what is said before the next field."""
    origin = record.origin
    begins = {
        name: record.origin.marks.key((*origin.prefix, name))
        for name in type(record).model_fields
        if (*origin.prefix, name) in origin.marks
    }
    order = sorted(begins, key=lambda name: begins[name].line)
    found: dict[str, range] = {}
    for name in order:
        at = begins[name]
        first, indent = at.line - 1, at.column - 1
        if lines[first][:indent].strip(" -"):
            raise WriteError(f"line {at.line} of {at.path} holds several fields")
        end = first + 1
        while end < len(lines) and _goes_on(lines[end], indent):
            end += 1
        while _is_between(lines[end - 1], indent):
            end -= 1
        found[name] = range(first, end)
    return found


def _goes_on(line: str, indent: int) -> bool:
    """Whether a line belongs to the field before it: set in deeper, empty, or a list's entry."""
    stripped = line.lstrip(" ")
    if not stripped or stripped.startswith("#"):
        return True
    deep = len(line) - len(stripped)
    return deep > indent or (deep == indent and stripped.startswith("- "))


def _is_between(line: str, indent: int) -> bool:
    """Whether a line belongs to no field: empty, or a comment that is not set in below one."""
    stripped = line.lstrip(" ")
    return not stripped or (stripped.startswith("#") and len(line) - len(stripped) <= indent)


def _appended(lines: list[str], block: range, reading: Mapping[str, Written]) -> str:
    entries = [line for line in lines[block.start + 1 : block.stop] if line.lstrip()]
    begun = re.match(r"( *)- ", entries[0]) if entries else None
    if begun is None:
        raise WriteError("its dates must be a list with each entry on a line of its own")
    added = entry_text(reading, begun[1]).splitlines()
    return "\n".join([*lines[: block.stop], *added, *lines[block.stop :]])


def _converted(
    lines: list[str], blocks: Mapping[str, range], reading: Mapping[str, Written]
) -> str:
    moved = sorted((blocks[name] for name in _OF_THE_DATE if name in blocks), key=lambda b: b.start)
    when = blocks["when"]
    if lines[when.start].lstrip().startswith("- "):
        raise WriteError("its date stands in the first line of its entry")
    indent = len(lines[when.start]) - len(lines[when.start].lstrip())
    # The date comes first in its entry; its source is that of the record.
    order = [when, *(b for b in moved if b is not when), blocks["source"]]
    old = [line[indent:] for block in order for line in lines[block.start : block.stop]]
    pad = " " * indent
    ledger = [
        f"{pad}dates:",
        f"{pad}  - {old[0]}",
        *(f"{pad}    {line}".rstrip() for line in old[1:]),
        *entry_text(reading, f"{pad}  ").splitlines(),
    ]
    gone = {number for block in moved for number in block}
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number == when.start:
            kept += ledger
        if number not in gone:
            kept.append(line)
    return "\n".join(kept)
