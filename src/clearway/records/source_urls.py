"""Every address that records name, and where it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from clearway.problems import Place
from clearway.records.fields import Part
from clearway.records.kinds.sighting import Sighting, bare
from clearway.records.model import Process
from clearway.records.reading.positions import Loc
from clearway.records.record import Record

_NOT_ASKED = frozenset({"archived"})
"""Fields whose addresses are of those who keep copies, and are not sources themselves."""


_ADDRESS = re.compile(r"https?://\S+")


class Citation(NamedTuple):
    """One place where an address was written."""

    record: Record
    loc: Loc

    @property
    def place(self) -> Place:
        return self.record.at(*self.loc)


def cited(process: Process) -> dict[str, tuple[Citation, ...]]:
    """Each http(s) address in a field of a record, without what follows '#', in order."""
    found: dict[str, list[Citation]] = {}
    for record in process:
        if not isinstance(record, Sighting):
            for loc, url in _addresses(record, ()):
                found.setdefault(bare(url), []).append(Citation(record, loc))
    return {url: tuple(found[url]) for url in sorted(found)}


def _addresses(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, Part):
        for name in type(value).model_fields:
            if name not in _NOT_ASKED:
                yield from _addresses(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _addresses(item, (*loc, index))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _addresses(item, (*loc, key))
    elif isinstance(value, str) and _ADDRESS.fullmatch(value):
        yield loc, value
