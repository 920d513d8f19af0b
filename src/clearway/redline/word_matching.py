"""Which words of two texts are kept: blocks of equal tokens in the same order.

Kept words are chosen to weigh most, where every further changed stretch has a price: the cheapest
difference is chopped into scraps, this one is readable. Words like 'the' weigh little, so that they
don't hold two changes apart; 'shall', 'should', 'not', numbers and square brackets always weigh
fully.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log, log1p
from typing import NamedTuple

from clearway.redline.chain import BestSoFar

_FAMILIES = {
    **dict.fromkeys("shall should must may will can could would".split(), "modal"),
    **dict.fromkeys("not no never neither nor none cannot without".split(), "negation"),
    **dict.fromkeys("and or".split(), "conjunction"),
}
"""Words that change what a sentence binds to, by what can take their place."""

_LIGHT = frozenset(
    "a all an any are as at be been by for from has have in into is it its of on our such that "
    "the their these this those to was we were which with you your "
    "au aux ce ces de des du en est et il la le les leur leurs ou par pour que qui sa ses sur un "
    "une al como con del el las lo los para por se su sus una y".split()
)
# A light word alone is not worth a further changed stretch (_NEW_STRETCH); two of them are.
_FULL_WEIGHT, _LIGHT_WEIGHT, _HALF_WEIGHT = 1.0, 0.7, 0.8
_HALF = frozenset(("and", "or", "(", ")", "/"))
_BRACKETS = frozenset("[]{}")

# Set by hand; tests/redline fails when it or _CHANCE is doubled.
_NEW_STRETCH = 0.7  # the price of one more changed stretch, in full words
# A block must outweigh the first, and the second for each e-fold of what it separates.
_CHANCE = (0.0, 0.125)
_LARGE, _RARE = 60_000, 8  # in gaps with so many pairs, only words that stand so seldom count
_SMALL = 400  # pairs of tokens that are aligned at once; larger gaps are divided first


class WordBlock(NamedTuple):
    """`size` equal tokens from `old` and `new` on."""

    old: int
    new: int
    size: int


def binding_family(token: str) -> str:
    """'modal', 'negation', 'conjunction' or 'number'; '' for a word that leaves the sense as it is.

    >>> binding_family("shall"), binding_family("12"), binding_family("green")
    ('modal', 'number', '')
    """
    if token[:1].isdigit():
        return "number"
    return _FAMILIES.get(token.lower(), "")


@lru_cache(maxsize=1 << 16)
def weight(token: str) -> float:
    """What keeping a token is worth, in full words."""
    word = token.lower()
    if word in _HALF:
        return _HALF_WEIGHT
    if word in _LIGHT or not (word[0].isalnum() or word in _BRACKETS):
        return _LIGHT_WEIGHT
    return _FULL_WEIGHT


def kept_blocks(old: Sequence[str], new: Sequence[str]) -> list[WordBlock]:
    """Maximal blocks in order; what is outside them changed.

    >>> kept_blocks(["States", "should", "act"], ["States", "shall", "act"])
    [WordBlock(old=0, new=0, size=1), WordBlock(old=2, new=2, size=1)]
    """
    blocks: list[tuple[int, int, int]] = []
    for gap in _divided(old, new):
        blocks += _within(old, new, gap)
    return _without_chance(_merged(blocks), old, new)


class Gap(NamedTuple):
    """Old tokens [a, b) against new tokens [c, d)."""

    a: int
    b: int
    c: int
    d: int


def _within(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[tuple[int, int, int]]:
    """The common beginning and end, and between them what weighs most.

    Blocks of old, new and size; some are empty, some side by side.
    """
    a, b, c, d = gap
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    middle = _heaviest(old[a:b], new[c:d]) if a < b and c < d else []
    return [
        (gap.a, gap.c, a - gap.a),
        *((i + a, j + c, 1) for i, j in middle),
        (b, d, gap.b - b),
    ]


def _heaviest(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal tokens, in order, of the highest weight less the price of stretches."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, token in enumerate(new):
        places[token].append(j)
    if len(old) * len(new) > _LARGE:
        places = defaultdict(list, {t: where for t, where in places.items() if len(where) <= _RARE})
    best = BestSoFar()
    pairs: list[tuple[int, int]] = []
    totals: list[float] = []
    previous: list[int] = []
    row: dict[int, int] = {}
    for i, token in enumerate(old):
        before, row = row, {}
        for j in places.get(token, ()):
            gained = weight(token)
            total, holder = best.before(j)
            total += gained - _NEW_STRETCH
            neighbour = before.get(j - 1)
            if neighbour is not None and totals[neighbour] + gained >= total:
                total, holder = totals[neighbour] + gained, neighbour
            row[j] = len(pairs)
            pairs.append((i, j))
            totals.append(total)
            previous.append(holder)
        for j, index in row.items():
            best.add(j, totals[index], index)
    last = best.before(len(new))[1]
    chosen = []
    while last >= 0:
        chosen.append(pairs[last])
        last = previous[last]
    return chosen[::-1]


def _divided(old: Sequence[str], new: Sequence[str]) -> list[Gap]:
    """Long texts in pieces, cut where three words in a row stand once in both, in order.

    A cut runs through such a place, so that the pieces on either side begin and end with it.
    """
    everything = Gap(0, len(old), 0, len(new))
    if len(old) * len(new) <= _SMALL:
        return [everything]
    gaps = []
    a = c = 0
    for i, j in _corners(_anchors(old, new)):
        gaps.append(Gap(a, i + 1, c, j + 1))
        a, c = i + 1, j + 1
    return [*gaps, Gap(a, len(old), c, len(new))]


def _corners(anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without the anchors that both neighbours are in line with."""
    offsets = [i - j for i, j in anchors]
    return [
        anchor
        for k, anchor in enumerate(anchors)
        if not (0 < k < len(anchors) - 1 and offsets[k - 1] == offsets[k] == offsets[k + 1])
    ]


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    once_old, once_new = _once(old), _once(new)
    common = [(i, once_new[three]) for three, i in once_old.items() if three in once_new]
    return _rising(common)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    threes = list(zip(words, words[1:], words[2:], strict=False))
    counts = Counter(threes)
    return {three: k for k, three in enumerate(threes) if counts[three] == 1}


def _rising(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest run of pairs, given in order of the first member, that rises in the second."""
    tails: list[int] = []
    ends: list[int] = []
    steps: list[tuple[tuple[int, int], int]] = []
    for pair in pairs:
        length = bisect_left(tails, pair[1])
        tails[length : length + 1] = [pair[1]]
        ends[length : length + 1] = [len(steps)]
        steps.append((pair, ends[length - 1] if length else -1))
    run = []
    last = ends[-1] if ends else -1
    while last >= 0:
        pair, last = steps[last]
        run.append(pair)
    return run[::-1]


def _merged(blocks: Iterable[tuple[int, int, int]]) -> list[WordBlock]:
    """Neighbouring blocks as one; empty ones left out."""
    merged: list[WordBlock] = []
    start_old = start_new = size = 0
    for old, new, more in blocks:
        if not more:
            continue
        if size and (start_old + size, start_new + size) == (old, new):
            size += more
            continue
        if size:
            merged.append(WordBlock(start_old, start_new, size))
        start_old, start_new, size = old, new, more
    return [*merged, WordBlock(start_old, start_new, size)] if size else merged


def _without_chance(
    blocks: list[WordBlock], old: Sequence[str], new: Sequence[str]
) -> list[WordBlock]:
    """Without the blocks that long changes share by chance, lightest first.

    Two unrelated stretches share an 'and' somewhere; showing it as kept would make one change
    look like two. A block at the beginning or end of both texts is no chance.
    """
    blocks = list(blocks)
    while True:
        excess = [
            (_excess(blocks, k, old, new), k)
            for k, block in enumerate(blocks)
            if not _at_an_end(block, len(old), len(new))
        ]
        least = min(excess, default=(0.0, -1))
        if least[0] >= 0:
            return blocks
        del blocks[least[1]]


def _at_an_end(block: WordBlock, old: int, new: int) -> bool:
    return (block.old == block.new == 0) or (
        block.old + block.size == old and block.new + block.size == new
    )


def _excess(blocks: Sequence[WordBlock], k: int, old: Sequence[str], new: Sequence[str]) -> float:
    """By how much a block outweighs what the changes around it would share by chance."""
    block = blocks[k]
    past = blocks[k - 1] if k else WordBlock(0, 0, 0)
    after = blocks[k + 1] if k + 1 < len(blocks) else WordBlock(len(old), len(new), 0)
    before = (1 + block.old - past.old - past.size) * (1 + block.new - past.new - past.size)
    behind = (1 + after.old - block.old - block.size) * (1 + after.new - block.new - block.size)
    floor, slope = _CHANCE
    weighs = sum(map(weight, old[block.old : block.old + block.size]))
    return log1p(weighs) - floor - slope * log(before * behind)
