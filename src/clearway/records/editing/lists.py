"""Entries added to a list in a file that people wrote, all else in it left as it is."""

from __future__ import annotations

import re
from typing import Any

import yaml

from clearway.errors import WriteError


def with_entries(text: str, field: str, entries: list[Any]) -> str:
    """A YAML text with entries at the end of a list, which is begun where there is none.

    Raises WriteError where the list is written on one line.
    """
    block = yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=96)
    block = "".join(f"  {line}\n" for line in block.splitlines())
    begin = re.search(rf"^{field}:(?P<rest>.*)\n", text, re.MULTILINE)
    if begin is None:
        return f"{text.rstrip()}\n{field}:\n{block}"
    if begin["rest"].split("#")[0].strip():
        raise WriteError(f"{field} must be a list with each entry on a line of its own")
    # Entries end at the next field; what is said before that field belongs to it.
    after = re.compile(r"^(?:\s*\n|#.*\n)*(?=[^\s#-]|\Z)", re.MULTILINE).search(text, begin.end())
    end = after.start() if after else len(text)
    held = text[begin.end() : end]
    if held.startswith("-"):
        block = "".join(line[2:] + "\n" for line in block.splitlines())
    return f"{text[: begin.end()]}{held}{block}{text[end:]}"
