"""A sentence of which each piece knows what it is: plain words, a name, what was and what is.

Pages make links, struck-through and strong text of the pieces; a terminal and a feed's title take
the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from clearway.records.record import Record


class Role(StrEnum):
    WORDS = "words"
    NAME = "name"
    OLD = "old"
    NEW = "new"


class Piece(NamedTuple):
    """Words, and what they are; a name may be that of a record, which pages link."""

    text: str
    role: Role = Role.WORDS
    record: Record | None = None


Sentence = tuple[Piece, ...]


def sentence(*pieces: Piece | str) -> Sentence:
    """Pieces in a row; a plain string is words. Empty ones are left out."""
    made = (Piece(piece) if isinstance(piece, str) else piece for piece in pieces)
    return tuple(piece for piece in made if piece.text)


def told(message: str, **parts: Piece | Sentence | str) -> Sentence:
    """A translated sentence with pieces in its named places, in the order of its language.

    >>> plain(told("{who} submitted {what}", who=name("APC"), what="it"))
    '“APC” submitted it'
    """
    found: list[Piece | str] = []
    for number, words in enumerate(re.split(r"\{(\w+)\}", message)):
        part = parts[words] if number % 2 else words
        found += [part] if isinstance(part, Piece | str) else part
    return sentence(*found)


def name(text: str, record: Record | None = None) -> Piece:
    return Piece(text, Role.NAME, record)


def old(text: str) -> Piece:
    return Piece(text, Role.OLD)


def new(text: str) -> Piece:
    return Piece(text, Role.NEW)


def plain(pieces: Iterable[Piece]) -> str:
    """The words alone; a name stands in quotation marks."""
    return "".join(f"“{p.text}”" if p.role is Role.NAME else str(p.text) for p in pieces)
