"""Evidence that two texts have a common origin, in nats.

A shared word is worth its surprise: its negative log probability after the word before, as these
two drafts use their words. So 'in particular in developing countries', which half of all paragraphs
say, is worth hardly more than one word, and a rare name much. Shared words count in unbroken
stretches, since every break between kept and changed text has to be explained by an edit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from math import log, log1p
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from clearway.redline.chain import Node
from clearway.redline.tokens import START, Coded

# --- Evidence from printed numbers: none when a draft was renumbered, strong when numbers were kept
#
# A draft under negotiation is either renumbered, or keeps its numbers and marks what is new with
# bis, ter or a letter. The paragraphs that are unchanged in both show which.


_ENOUGH = 8  # unchanged paragraphs with a number; with fewer, nothing is known
_KEPT = 0.95  # of them have the same number as before
_WEIGHT = 4.0  # log-odds; at most one paragraph in fifty changes its number when numbers are kept


def plain_number(number: str) -> str:
    """A printed number without spaces and stops, in lower case; '' for none.

    >>> plain_number("12."), plain_number("12 Bis")
    ('12', '12bis')
    """
    return "".join(number.split()).rstrip(".)").lower()


class NumberEvidence:
    """The numbers of two drafts, and whether they were kept."""

    def __init__(self, old: Sequence[str], new: Sequence[str], unchanged: Sequence[Node]) -> None:
        self._old = [plain_number(number) for number in old]
        self._new = [plain_number(number) for number in new]
        numbered = [node for node in unchanged if self._old[node.old[0]]]
        same = sum(self.same(node) for node in numbered)
        self._kept = len(numbered) >= _ENOUGH and same >= _KEPT * len(numbered)

    def same(self, node: Node) -> bool:
        """Whether a paragraph on either side has the same number, or none has one."""
        return not {self._old[i] for i in node.old}.isdisjoint(self._new[j] for j in node.new)

    def log_odds(self, node: Node) -> float:
        """Log-odds that the numbers give a link; 0.0 when they are no evidence."""
        if not self._kept or not self._old[node.old[0]]:
            return 0.0
        return _WEIGHT if self.same(node) else -_WEIGHT


# --- Evidence from shared words, in nats


# Fitted constants. `python -m tools.fit_redline` shows, on drafts that tests/bench/drafts.py makes
# up, how well links are found with each of them at its value, below and above it.
EDGE = 3.0  # nats; the price of an edge between kept and changed text
GAIN_WEIGHT = 2.8  # of `rating`: log-odds for each e-fold of what two texts share
SHARE_WEIGHT = 7.0  # and for the share of the smaller text that this is


class Language(dict[str, float]):
    """How surprising the second of two neighbouring words is, in nats, learnt from both drafts."""

    def __init__(self, texts: Sequence[Coded]) -> None:
        super().__init__()
        self._pairs = Counter(chain.from_iterable(text.pairs for text in texts))
        self._words: dict[str, int] = defaultdict(int)
        for pair, count in self._pairs.items():
            self._words[pair[1]] += count
        self._total = max(1.0, sum(self._words.values()) / 2)
        self._words[START] = len(texts)

    def surprises(self, text: Coded) -> list[float]:
        """Nats for each token."""
        return list(map(self.__getitem__, text.pairs))

    def __missing__(self, pair: str) -> float:
        """A bigram model that backs off to single words.

        Counts are halved, as most paragraphs stand in both drafts, and lowered by the one
        occurrence that is being judged.
        """
        before, word = pair[0], pair[1]
        # Conditions instead of max(): this is asked once for every pair of words.
        seen, followed, together = self._words[word], self._words[before], self._pairs[pair]
        alone = (seen / 2 - 1 if seen > 3 else 0.5) / self._total
        times = together / 2 - 1 if together > 2 else 0.0
        surprise = -log((times + alone) / (followed / 2 if followed > 2 else 1.0))
        self[pair] = surprise
        return surprise


class Measured(NamedTuple):
    """A text and how surprising each of its tokens is; for each place between them, the sum of
    surprises before it."""

    code: str
    surprises: list[float]
    sums: list[float]


class Shared(NamedTuple):
    """What two texts share, and how much there is to share on either side, in nats."""

    gain: float
    old: float
    new: float


class SharedEvidence:
    """What the paragraphs of two drafts share; every answer is remembered."""

    def __init__(self, old: Sequence[Coded], new: Sequence[Coded]) -> None:
        """The two drafts as encoded by `tokens.encode` together."""
        self._language = Language([*old, *new])
        self._old, self._new = old, new
        self._sides: tuple[dict[tuple[int, ...], Measured], ...] = ({}, {})
        self._shared: dict[Node, Shared] = {}

    def shared(self, node: Node) -> Shared:
        """Several paragraphs on one side are read as one text."""
        known = self._shared.get(node)
        if known is None:
            old = self._measured(0, node.old)
            new = self._measured(1, node.new)
            known = self._shared[node] = Shared(gain(old, new), old.sums[-1], new.sums[-1])
        return known

    def _measured(self, side: int, indexes: tuple[int, ...]) -> Measured:
        known = self._sides[side].get(indexes)
        if known is None:
            if len(indexes) == 1:
                text = (self._old, self._new)[side][indexes[0]]
                known = _measured(text.code, self._language.surprises(text))
            else:
                known = _joined([self._measured(side, (index,)) for index in indexes])
            self._sides[side][indexes] = known
        return known


def _measured(code: str, surprises: list[float]) -> Measured:
    return Measured(code, surprises, list(accumulate(surprises, initial=0.0)))


def _joined(parts: Iterable[Measured]) -> Measured:
    codes, surprises, _ = zip(*parts, strict=True)
    return _measured("".join(codes), list(chain.from_iterable(surprises)))


def gain(old: Measured, new: Measured) -> float:
    """Surprise of the shared stretches, each less the price of its edges.

    A stretch that is not worth its edges counts for nothing. The beginning and the end of a text
    are no edges when both texts begin or end there.
    """
    gained = 0.0
    sums, old_end, new_end = new.sums, len(old.code), len(new.code)
    for i, j, size in LCSseq.opcodes(old.code, new.code).as_matching_blocks():
        worth = sums[j + size] - sums[j]
        if i or j:
            worth -= EDGE
        if i + size < old_end or j + size < new_end:
            worth -= EDGE
        if worth > 0:
            gained += worth
    return gained


def rating(gained: float, total: float) -> float:
    """Log-odds that a text comes from another: from what they share and the smaller one's total.

    Both matter: a short text that is wholly shared, a long one of which much is. Zero is an even
    bet without regard to where the two stand, up to a constant that the caller subtracts.

    >>> round(rating(20.0, 25.0), 2), round(rating(1.0, 25.0), 2)
    (14.12, 2.22)
    """
    return GAIN_WEIGHT * log1p(gained) + SHARE_WEIGHT * min(1.0, gained / max(total, 1.0))
