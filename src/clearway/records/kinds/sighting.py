"""When a source was last seen, and where a copy of it is kept."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urldefrag

from clearway.records.fields import Address, Count, Day, Line, Sources
from clearway.records.record import Record


class Sighting(Record):
    """An address that records name as a source: the day it was last seen, and a copy of it.

    `clearway archive` and `clearway import draft` write these. `url` has no part behind '#'. Where
    `seen` is not given, the address has not been seen since it was written down.
    """

    KIND: ClassVar[str] = "sighting"

    source: Sources = ()
    """Left out: url is the source."""
    url: Address
    """The address of the page."""
    seen: Day | None = None
    """The day on which the page was last there."""
    archived: Address | None = None
    """The address of a copy that somebody keeps."""
    sha256: Line | None = None
    """The SHA-256 of the copy that the text of a draft was read from."""
    size: Count | None = None
    """How many bytes that copy had."""


def bare(url: str) -> str:
    """An address without the place on its page: servers do not see that."""
    return urldefrag(url).url
