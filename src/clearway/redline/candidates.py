"""Candidate links: which pairs of paragraphs, and which splits and merges, are worth weighing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import accumulate, product
from math import log
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from clearway.redline.chain import Node, heaviest_chain
from clearway.redline.evidence import EDGE, SharedEvidence, rating
from clearway.redline.tokens import Coded

# --- An inverted index: old paragraphs that share rare words with a new one


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
    """From features to the old paragraphs that have them."""

    def __init__(self, old: Mapping[int, Coded], new: Iterable[Coded], features: Features) -> None:
        """Features that no text of `new` has are left out."""
        self._features = features
        known = set().union(*map(features, new))
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


# --- Links of one paragraph with one: few enough to weigh each, rarely without the true one


_ALIKE = 0.92  # of the words of the longer text
_NEIGHBOURHOOD = 100  # between two anchors, all pairs are looked at when there are no more
_OFF_DIAGONAL = 6  # and beyond that, pairs at most this far from where they would be expected
_REPEATS = 8  # of texts repeated more often, only pairs of about the same rank are looked at


class IndexedDraft(NamedTuple):
    """The paragraphs of one draft as they are compared."""

    texts: Sequence[Coded]
    kinds: Sequence[str]


class CandidateLinks(NamedTuple):
    """Links worth weighing, by what speaks for them.

    `anchors` are texts that occur once in both drafts, `repeats` those that occur more often,
    `near` those that hardly changed and lie between the same anchors, `free` is the rest.
    """

    anchors: list[Node]
    repeats: list[Node]
    near: list[Node]
    free: list[Node]

    def matched(self) -> tuple[set[int], set[int]]:
        """Old and new paragraphs that need no other partner."""
        certain = [*self.anchors, *self.near]
        return {node.old[0] for node in certain}, {node.new[0] for node in certain}


def candidates(old: IndexedDraft, new: IndexedDraft) -> CandidateLinks:
    """Links of one paragraph with one, between paragraphs of the same kind."""
    anchors, repeats = _identical(old, new)
    links = CandidateLinks(anchors, repeats, [], [])
    chain = [anchors[k] for k in heaviest_chain(anchors, [1.0] * len(anchors))]
    free_old, free_new = _free(old, new, links)
    links = links._replace(
        near=list(_near(old, new, _gaps(old, new, chain, free_old, free_new), repeats))
    )
    free_old, free_new = _free(old, new, links)
    free = {
        *_by_words(old, new, free_old, free_new),
        *_by_place(old, new, _gaps(old, new, chain, free_old, free_new)),
    }
    return links._replace(free=sorted(free.difference(repeats)))


def _free(
    old: IndexedDraft, new: IndexedDraft, links: CandidateLinks
) -> tuple[list[int], list[int]]:
    held_old, held_new = links.matched()
    return (
        [i for i in range(len(old.texts)) if i not in held_old],
        [j for j in range(len(new.texts)) if j not in held_new],
    )


def _identical(old: IndexedDraft, new: IndexedDraft) -> tuple[list[Node], list[Node]]:
    indexes: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, draft in enumerate((old, new)):
        for index, (text, kind) in enumerate(zip(draft.texts, draft.kinds, strict=True)):
            indexes[text.code, kind][side].append(index)
    anchors, repeats = [], []
    for (_, kind), (olds, news) in indexes.items():
        if len(olds) == len(news) == 1 and kind != "h":
            anchors.append(Node((olds[0],), (news[0],)))
        else:
            repeats += list(_same_rank(olds, news))
    return anchors, repeats


def _same_rank(olds: list[int], news: list[int]) -> Iterator[Node]:
    reach = _REPEATS if max(len(olds), len(news)) <= _REPEATS else _REPEATS // 2
    for rank, index in enumerate(olds):
        for other in news[max(0, rank - reach) : rank + reach + 1]:
            yield Node((index,), (other,))


_Gap = tuple[Sequence[int], Sequence[int]]
"""Old and new paragraphs that stand between the same anchors."""


def _gaps(
    old: IndexedDraft,
    new: IndexedDraft,
    chain: Sequence[Node],
    free_old: Sequence[int],
    free_new: Sequence[int],
) -> Iterator[_Gap]:
    """`chain`: anchors in order. Gaps with nothing free on one side are left out."""
    end = Node((len(old.texts),), (len(new.texts),))
    past = Node((-1,), (-1,))
    for anchor in [*chain, end]:
        olds = _between(free_old, past.old[0], anchor.old[0])
        news = _between(free_new, past.new[0], anchor.new[0])
        if olds and news:
            yield olds, news
        past = anchor


def _near(
    old: IndexedDraft, new: IndexedDraft, gaps: Iterator[_Gap], repeats: Sequence[Node]
) -> Iterator[Node]:
    """Links of paragraphs that hardly changed; they need no other partner."""
    many_old = {node.old[0] for node in repeats}
    many_new = {node.new[0] for node in repeats}
    for olds, news in gaps:
        if len(olds) * len(news) > _NEIGHBOURHOOD:
            continue
        alike = [
            (i, j)
            for i, j in product(olds, news)
            if old.kinds[i] == new.kinds[j] != "h"
            and i not in many_old
            and j not in many_new
            and LCSseq.normalized_similarity(
                old.texts[i].code, new.texts[j].code, score_cutoff=_ALIKE
            )
        ]
        of_old = Counter(i for i, _ in alike)
        of_new = Counter(j for _, j in alike)
        for i, j in alike:
            if of_old[i] == of_new[j] == 1:
                yield Node((i,), (j,))


def _by_words(
    old: IndexedDraft, new: IndexedDraft, free_old: Sequence[int], free_new: Sequence[int]
) -> Iterator[Node]:
    """Links of paragraphs that share rare words, at any place."""
    olds, news = {i: old.texts[i] for i in free_old}, {j: new.texts[j] for j in free_new}
    for i, j in look_up(olds, news):
        if old.kinds[i] == new.kinds[j]:
            yield Node((i,), (j,))


def _by_place(old: IndexedDraft, new: IndexedDraft, gaps: Iterator[_Gap]) -> Iterator[Node]:
    """Links of paragraphs that are left in the same place."""
    for olds, news in gaps:
        for i, j in _near_the_diagonal(olds, news):
            if old.kinds[i] == new.kinds[j]:
                yield Node((i,), (j,))


def _between(indexes: Sequence[int], after: int, before: int) -> Sequence[int]:
    return indexes[bisect_right(indexes, after) : bisect_left(indexes, before)]


def _near_the_diagonal(olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(olds) * len(news) <= _NEIGHBOURHOOD:
        yield from product(olds, news)
        return
    for rank, i in enumerate(olds):
        expected = rank * len(news) // len(olds)
        for j in news[max(0, expected - _OFF_DIAGONAL) : expected + _OFF_DIAGONAL + 1]:
            yield i, j


# --- Splits and merges: links of one paragraph with several


_SPAN = 9  # the parts of a split or merged paragraph are at most this far apart
_PIECE = 4.0  # nats that a part must share, and add to what the others share
_PARTS = 4  # at most so many
# Fitted constants: see tools/fit_redline.py.
_PART = {"old": -8.0, "new": -6.0}  # log-odds of one more part: of a merge, of a split
_GAP = -0.4  # for each paragraph that stands between parts


def in_parts(links: CandidateLinks, evidence: SharedEvidence) -> list[Node]:
    """Links of one paragraph with several: splits of an old one, merges into a new one.

    Only of paragraphs without an anchor, when every part shares something with the whole, and
    when together they share more than each alone.
    """
    held_old, held_new = links.matched()
    splits: dict[int, dict[int, _Alone]] = defaultdict(dict)
    merges: dict[int, dict[int, _Alone]] = defaultdict(dict)
    for node in (*links.repeats, *links.free):
        (i,), (j,) = node
        if i in held_old or j in held_new:
            continue
        gain, old, new = evidence.shared(node)
        if gain >= _PIECE:
            splits[i][j] = gain, new, old
            merges[j][i] = gain, old, new
    nodes: list[Node] = []
    for i, alone in splits.items():
        nodes += _grown(alone, partial(Node, (i,)), "new", evidence)
    for j, alone in merges.items():
        nodes += _grown(alone, partial(_merge, j), "old", evidence)
    return nodes


_Alone = tuple[float, float, float]
"""Of a part: what it shares with the whole, and how much there is to share in it and in the whole,
in nats."""


def _merge(new: int, old: tuple[int, ...]) -> Node:
    return Node(old, (new,))


def part_worth(added: float, of: float, side: str, between: int) -> float:
    """Log-odds that one more part gives a link: from what it adds, of what it holds itself."""
    return rating(max(0.0, added), of) + _PART[side] + _GAP * between


def _grown(
    alone: Mapping[int, _Alone],
    link: Callable[[tuple[int, ...]], Node],
    side: str,
    evidence: SharedEvidence,
) -> Iterator[Node]:
    """Sets of two and more parts, each grown by one part after the last as long as that adds."""
    parts = sorted(alone)
    grown: list[tuple[tuple[int, ...], float]] = [((part,), alone[part][0]) for part in parts]
    for _ in range(_PARTS - 1):
        larger = []
        for some, gained in grown:
            for part in parts[bisect_right(parts, some[-1]) :]:
                between = part - some[-1] - 1
                if between >= _SPAN:
                    break
                own, holds, room = alone[part]
                # Spares most comparisons. No part adds more than it shares alone and two edges.
                if part_worth(min(own + 2 * EDGE, room - gained), holds, side, between) <= 0:
                    continue
                more = (*some, part)
                together = evidence.shared(link(more)).gain
                if together <= max(gained, own) + _PIECE:
                    continue
                if part_worth(together - gained, holds, side, between) > 0:
                    larger.append((more, together))
        yield from (link(more) for more, _ in larger)
        grown = larger
