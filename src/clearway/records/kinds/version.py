"""Editions of the site that were published to stay."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

from clearway.problems import shown
from clearway.records.fields import Day, Sources, StageRef, Text, mistake
from clearway.records.fields.base import plain
from clearway.records.record import Record

_COMMIT = "^[0-9a-f]{7,64}$"


def _commit(value: object) -> str:
    text = plain(value).strip()
    if not 7 <= len(text) <= 64 or set(text) - set("0123456789abcdef"):
        must = "must be the name of a git commit: 7 to 64 digits and letters from a to f"
        remedy = "Copy it from git log, or remove the line; clearway release writes it"
        raise mistake("commit", must, shown(value), remedy)
    return text


CommitName = Annotated[
    str, BeforeValidator(_commit), WithJsonSchema({"type": "string", "pattern": _COMMIT})
]


class Version(Record):
    """The site as it could have been known on the day `as_of`, published under its own address.

    `released` is the day on which it was published first, `commit` the records it was made from.
    `clearway release` writes these.
    """

    KIND: ClassVar[str] = "version"

    title: Text
    """What it is called, such as the stage that had been reached."""
    as_of: Day
    """The last day that it knows of."""
    released: Day
    """The day on which it was first published."""
    stage: StageRef | None = None
    """The stage that had been reached."""
    commit: CommitName | None = None
    """The state of the records that it was made from. A program fills it in."""
    note: Text | None = None
    """What else readers should know."""
    source: Sources = ()
    """Left out: it is made from the other records."""
