"""What is still open in a text: square brackets, and places with several to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clearway.records.paragraphs import IS_DELETED, Paragraph

_ADJACENT = re.compile(r"\]\s*(?:/|or|and/or)?\s*\[")
_EITHER = re.compile(r"\[[^\[\]]*[^\[\]\s]/[^\[\]\s][^\[\]]*\]")
_AND_OR = re.compile(r"\band/or\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Brackets:
    """`open`: pairs of square brackets. `alternatives`: places with several to choose from."""

    open: int = 0
    alternatives: int = 0

    def __add__(self, other: Brackets) -> Brackets:
        return Brackets(self.open + other.open, self.alternatives + other.alternatives)


def brackets(paragraphs: Iterable[Paragraph]) -> Brackets:
    """The count over paragraphs; '[deleted]', which only keeps a number's place, is none."""
    return sum((_of(paragraph) for paragraph in paragraphs), Brackets())


def _of(paragraph: Paragraph) -> Brackets:
    text = paragraph.text
    if IS_DELETED.fullmatch(text):
        return Brackets()
    # One that is never closed is open all the same
    count = text.count("[") + paragraph.number.startswith("[")
    return Brackets(count, _alternatives(text))


def _alternatives(text: str) -> int:
    """Rows of brackets side by side, '[four] [five]', and brackets with a stroke, '[four/five]'."""
    rows = re.sub(r"(?:\[[^\[\]]*\]\s*(?:/|or)?\s*)+", lambda m: _row(m.group()), text)
    return rows.count("\0")


def _row(row: str) -> str:
    several = bool(_ADJACENT.search(row))
    return "\0" if several or _EITHER.search(_AND_OR.sub("and or", row)) else ""
