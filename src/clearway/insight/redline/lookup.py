"""Old paragraphs that share rare words with a new one, wherever they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from math import log

from clearway.insight.redline.tokens import Coded

_BEST = 6  # look-ups give this many old paragraphs for a new one
_WORST = 6  # unless they share less than the best does, divided by this
_RARE, _SHARE = 12, 16  # by features that stand in at most this many, and one in so many,
_FEW = 8  # or, when fewer than this are shared, by the rarest of all,
_LOOK_UPS = 300  # as long as they have at most this many entries
_PHRASE = 4  # words

Features = Callable[[Coded], set[str]]


def look_up(old: Mapping[int, Coded], new: Mapping[int, Coded]) -> Iterator[tuple[int, int]]:
    """Pairs of an old and a new paragraph that may have the same origin.

    By words and pairs of neighbouring words; for formulaic paragraphs, in which none of these is
    rare, by longer phrases too: how formulas are put together tells them apart.
    """
    by_words = _Index(old, new.values(), _words)
    formulaic = {}
    for j, text in new.items():
        features = by_words.rare(text)
        if len(features) < _FEW:
            formulaic[j] = text
        else:
            yield from ((i, j) for i in by_words.nearest(features))
    by_phrases = _Index(old if formulaic else {}, formulaic.values(), _phrases)
    for j, text in formulaic.items():
        features = by_phrases.rare(text)
        yield from ((i, j) for i in by_phrases.nearest(features))
        if len(features) < _FEW:
            yield from ((i, j) for i in by_words.nearest(by_words.rarest(text)))


def _words(text: Coded) -> set[str]:
    """Words and pairs of neighbouring words."""
    return {*text.code, *text.pairs}


def _phrases(text: Coded) -> set[str]:
    code = text.code
    return {code[k : k + _PHRASE] for k in range(len(code) - _PHRASE + 1)}


class _Index:
    """From features to the old paragraphs that they stand in."""

    def __init__(
        self, old: Mapping[int, Coded], asked: Iterable[Coded], features: Features
    ) -> None:
        """Features that are in none of the texts `asked` for are left out."""
        self._features = features
        known = set().union(*map(features, asked))
        index: dict[str, list[int]] = defaultdict(list)
        for i, text in old.items():
            for feature in known.intersection(features(text)):
                index[feature].append(i)
        self._index = dict(index)
        most = min(_RARE, max(2, len(old) // _SHARE))
        self._rare = {feature for feature, where in index.items() if len(where) <= most}
        # Whole numbers: their sums do not depend on the order of a set.
        self._weights = [round(1000 * log(1 + len(old) / max(k, 1))) for k in range(_LOOK_UPS + 1)]

    @cached_property
    def _rank(self) -> dict[str, int]:
        rarest_first = sorted(zip(map(len, self._index.values()), self._index, strict=True))
        return {feature: k for k, (_, feature) in enumerate(rarest_first)}

    def rare(self, text: Coded) -> Collection[str]:
        """Rare features of a text."""
        return self._features(text) & self._rare

    def rarest(self, text: Coded) -> list[str]:
        """The rarest features of a text, as long as all their entries together are few enough."""
        known = sorted(self._features(text) & self._index.keys(), key=self._rank.__getitem__)
        entries = accumulate(len(self._index[feature]) for feature in known)
        return known[: bisect_right(list(entries), _LOOK_UPS)]

    def nearest(self, features: Iterable[str]) -> list[int]:
        """The old paragraphs that share most of these."""
        scores: dict[int, int] = defaultdict(int)
        for feature in features:
            where = self._index[feature]
            weight = self._weights[len(where)]
            for i in where:
                scores[i] += weight
        least = max(scores.values(), default=0) // _WORST
        near = sorted((-score, i) for i, score in scores.items() if score >= least)
        return [i for _, i in near[:_BEST]]
