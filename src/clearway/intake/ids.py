"""Ids of new records, from names in any script."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anyascii import anyascii

from clearway.records.fields import tidy_id

_LONGEST = 60

# Windows cannot open a file of such a name, whatever its ending.
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def id_from(name: str, otherwise: str) -> str:
    """'李娜' becomes lina: only lower-case letters, digits, '-', and cut between words.

    `otherwise` stands for a name of which no letter remains, or before one that no file may have.
    """
    id = tidy_id(anyascii(name))
    if len(id) > _LONGEST:
        id = id[: _LONGEST + 1].rpartition("-")[0] or id[:_LONGEST]
    if not id or _DEVICES.fullmatch(id):
        id = f"{otherwise}-{id}".strip("-")
    return id


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
