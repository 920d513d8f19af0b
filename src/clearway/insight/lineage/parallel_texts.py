"""The language versions of a draft, paragraph by paragraph.

Two versions have the same numbers in the same order, if in other letters: 12, ١٢ and 十二 are one
number. Those are anchors; what lies between is paired by its order and its length, as Gale and
Church align sentences ("A Program for Aligning Sentences in Bilingual Corpora", Computational
Linguistics 19, 1993): a paragraph is about as long in one language as in another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from clearway.texts.numbering import NumberPosition, positions
from clearway.texts.paragraphs import NumberedParagraph

Row = tuple[int | None, ...]
"""The index of one paragraph in each version; None where a version has none there."""

_ALONE = 1.2
"""The cost of leaving a paragraph alone; two that differ in length by a factor of 3.3 cost it."""

_MOST = 200_000
"""Pairs of paragraphs between two anchors that are weighed. More are paired in their order."""

_COMMON = re.compile(r"\d+|\b[A-Z]{2,}\b")
"""What is written the same in many languages: figures and short names."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph as it is compared: `number` is its place in its row, None for none."""

    kind: str
    level: int
    number: tuple[int, ...] | None
    length: int
    common: frozenset[str]


def side_by_side(versions: Sequence[Sequence[NumberedParagraph]]) -> tuple[Row, ...]:
    """The paragraphs of several versions in rows, in the order of the first one.

    Every paragraph of each version is in exactly one row. What the first version does not have
    comes after the paragraph that it follows in its own.
    """
    if not versions:
        return ()
    pieces = [_pieces(version) for version in versions]
    rows: list[list[int | None]] = [
        [i] + [None] * (len(versions) - 1) for i in range(len(pieces[0]))
    ]
    after: dict[int, list[list[int | None]]] = {}
    for number, other in enumerate(pieces[1:], start=1):
        last = -1
        for i, j in _aligned(pieces[0], other):
            if i is not None:
                last = i
                rows[i][number] = j
            else:
                alone: list[int | None] = [None] * len(versions)
                alone[number] = j
                after.setdefault(last, []).append(alone)
    ordered = list(after.get(-1, ()))
    for i, row in enumerate(rows):
        ordered += [row, *after.get(i, ())]
    return tuple(tuple(row) for row in ordered)


def _pieces(version: Sequence[NumberedParagraph]) -> list[_Piece]:
    places = positions((p.kind, p.number, p.text, p.level) for p in version)
    return [_piece(p, place) for p, place in zip(version, places, strict=True)]


def _piece(paragraph: NumberedParagraph, place: NumberPosition) -> _Piece:
    rank = place.rank
    number = (rank.value, *rank.insertion) if rank else None
    common = frozenset(_COMMON.findall(paragraph.text))
    return _Piece(paragraph.kind, place.level, number, len(paragraph.text), common)


def _aligned(
    old: Sequence[_Piece], new: Sequence[_Piece]
) -> Iterator[tuple[int | None, int | None]]:
    """Pairs of indexes in order; None on the side that has no counterpart."""
    anchors = _anchors(old, new)
    ratio = _ratio([(old[i], new[j]) for i, j in anchors] or list(zip(old, new, strict=False)))
    i = j = 0
    for at_old, at_new in [*anchors, (len(old), len(new))]:
        for a, b in _between(old[i:at_old], new[j:at_new], ratio):
            yield (None if a is None else i + a), (None if b is None else j + b)
        if at_old < len(old) or at_new < len(new):
            yield at_old, at_new
        i, j = at_old + 1, at_new + 1


def _ratio(pairs: Sequence[tuple[_Piece, _Piece]]) -> float:
    """How much longer the second language is than the first."""
    return (sum(new.length for _, new in pairs) + 10) / (sum(old.length for old, _ in pairs) + 10)


def _anchors(old: Sequence[_Piece], new: Sequence[_Piece]) -> list[tuple[int, int]]:
    """Numbered paragraphs of one number and depth, in an order that both versions have."""
    olds = [i for i, piece in enumerate(old) if piece.number]
    news = [j for j, piece in enumerate(new) if piece.number]
    matcher = SequenceMatcher(
        None,
        [(old[i].level, old[i].number) for i in olds],
        [(new[j].level, new[j].number) for j in news],
        autojunk=False,
    )
    return [
        (olds[block.a + n], news[block.b + n])
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    ]


def _between(
    old: Sequence[_Piece], new: Sequence[_Piece], ratio: float
) -> Iterator[tuple[int | None, int | None]]:
    """The cheapest pairs in order, where a pair costs what its lengths differ by."""
    if len(old) * len(new) > _MOST:
        yield from zip(range(min(len(old), len(new))), range(len(new)), strict=False)
        yield from ((i, None) for i in range(len(new), len(old)))
        yield from ((None, j) for j in range(len(old), len(new)))
        return
    cost = [[_ALONE * (i + j) for j in range(len(new) + 1)] for i in range(len(old) + 1)]
    for i, before in enumerate(old, start=1):
        for j, after in enumerate(new, start=1):
            alone = min(cost[i - 1][j], cost[i][j - 1]) + _ALONE
            cost[i][j] = min(alone, cost[i - 1][j - 1] + _difference(before, after, ratio))
    found: list[tuple[int | None, int | None]] = []
    i, j = len(old), len(new)
    while i or j:
        paired = i and j and cost[i - 1][j - 1] + _difference(old[i - 1], new[j - 1], ratio)
        if i and j and math.isclose(cost[i][j], paired):
            i, j = i - 1, j - 1
            found.append((i, j))
        elif i and math.isclose(cost[i][j], cost[i - 1][j] + _ALONE):
            i -= 1
            found.append((i, None))
        else:
            j -= 1
            found.append((None, j))
    yield from reversed(found)


def _difference(old: _Piece, new: _Piece, ratio: float) -> float:
    if old.kind != new.kind:
        return math.inf
    length = abs(math.log((new.length + 10) / (old.length + 10) / ratio))
    numbers = 1.0 if old.number != new.number else 0.0
    both = old.common & new.common
    return max(0.0, length + numbers - (0.5 if both else 0.0))
