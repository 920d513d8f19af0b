"""Old paragraphs that share rare words with a new one, wherever they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
    formulaic = []
    for j, text in new.items():
        features = by_words.rare(text)
        if len(features) < _FEW:
            formulaic.append(j)
            features = by_words.rarest(text)
        yield from ((i, j) for i in by_words.nearest(features))
    if not formulaic:
        return
    by_phrases = _Index(old, [new[j] for j in formulaic], _phrases)
    for j in formulaic:
        yield from ((i, j) for i in by_phrases.nearest(by_phrases.rarest(new[j])))


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

    def rare(self, text: Coded) -> Collection[str]:
        """Rare features of a text."""
        return self._features(text) & self._rare

    def rarest(self, text: Coded) -> list[str]:
        """The rarest features of a text, as long as all their entries together are few enough."""
        known = sorted(
            (len(self._index[feature]), feature)
            for feature in self._features(text).intersection(self._index)
        )
        spent = 0
        for k, (entries, _) in enumerate(known):
            spent += entries
            if spent > _LOOK_UPS:
                return [feature for _, feature in known[:k]]
        return [feature for _, feature in known]

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
