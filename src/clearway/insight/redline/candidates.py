"""Which links are worth a look: few enough to weigh each, and hardly ever without the true one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from clearway.insight.redline.chain import Node, heaviest_chain
from clearway.insight.redline.lookup import look_up
from clearway.insight.redline.tokens import Coded

_ALIKE = 0.92  # of the words of the longer text
_NEIGHBOURHOOD = 100  # between two anchors, all pairs are looked at when there are no more
_OFF_DIAGONAL = 6  # and beyond that, pairs at most this far from where they would be expected
_REPEATS = 8  # of texts repeated more often, only pairs of about the same rank are looked at


class Draft(NamedTuple):
    """The paragraphs of one draft as they are compared."""

    texts: Sequence[Coded]
    kinds: Sequence[str]


class Found(NamedTuple):
    """`anchors` are texts that stand once in both drafts, `repeats` those that stand more often,
    `near` those that hardly changed and stand between the same anchors, `free` is all else worth
    a look."""

    anchors: list[Node]
    repeats: list[Node]
    near: list[Node]
    free: list[Node]

    def held(self) -> tuple[set[int], set[int]]:
        """Old and new paragraphs that need no other partner."""
        sure = [*self.anchors, *self.near]
        return {node.old[0] for node in sure}, {node.new[0] for node in sure}


def candidates(old: Draft, new: Draft) -> Found:
    """Links of one paragraph with one, between paragraphs of the same kind."""
    anchors, repeats = _identical(old, new)
    found = Found(anchors, repeats, [], [])
    chain = [anchors[k] for k in heaviest_chain(anchors, [1.0] * len(anchors))]
    free_old, free_new = _free(old, new, found)
    found = found._replace(
        near=list(_near(old, new, _gaps(old, new, chain, free_old, free_new), repeats))
    )
    free_old, free_new = _free(old, new, found)
    free = {
        *_by_words(old, new, free_old, free_new),
        *_by_place(old, new, _gaps(old, new, chain, free_old, free_new)),
    }
    return found._replace(free=sorted(free.difference(repeats)))


def _free(old: Draft, new: Draft, found: Found) -> tuple[list[int], list[int]]:
    held_old, held_new = found.held()
    return (
        [i for i in range(len(old.texts)) if i not in held_old],
        [j for j in range(len(new.texts)) if j not in held_new],
    )


def _identical(old: Draft, new: Draft) -> tuple[list[Node], list[Node]]:
    places: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, draft in enumerate((old, new)):
        for index, (text, kind) in enumerate(zip(draft.texts, draft.kinds, strict=True)):
            places[text.code, kind][side].append(index)
    anchors, repeats = [], []
    for (_, kind), (olds, news) in places.items():
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
    old: Draft, new: Draft, chain: Sequence[Node], free_old: Sequence[int], free_new: Sequence[int]
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


def _near(old: Draft, new: Draft, gaps: Iterator[_Gap], repeats: Sequence[Node]) -> Iterator[Node]:
    """Nothing is gained by looking for another partner of a paragraph that hardly changed."""
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
    old: Draft, new: Draft, free_old: Sequence[int], free_new: Sequence[int]
) -> Iterator[Node]:
    """What shares rare words may have the same origin, wherever it stands."""
    olds, news = {i: old.texts[i] for i in free_old}, {j: new.texts[j] for j in free_new}
    for i, j in look_up(olds, news):
        if old.kinds[i] == new.kinds[j]:
            yield Node((i,), (j,))


def _by_place(old: Draft, new: Draft, gaps: Iterator[_Gap]) -> Iterator[Node]:
    """What is left in the same place may have the same origin."""
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
