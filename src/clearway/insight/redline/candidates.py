"""Which links are worth a look: few enough to weigh each, and hardly ever without the true one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from math import log
from typing import NamedTuple

from clearway.insight.redline.chain import Node, heaviest_chain
from clearway.insight.redline.evidence import Evidence

_BEST = 6  # look-ups by shared words give this many old paragraphs for a new one
_WORST = 6  # unless they share less than the best does, divided by this
_RARE = 12  # by words that stand in at most this many,
_FEW = 8  # or, when fewer than this are shared, by the rarest of all,
_LOOK_UPS = 300  # as long as they have at most this many entries
_NEIGHBOURHOOD = 100  # between two anchors, all pairs are looked at when there are no more
_OFF_DIAGONAL = 6  # and beyond that, pairs at most this far from where they would be expected
_REPEATS = 8  # of texts repeated more often, only pairs of about the same rank are looked at
_SPAN = 6  # the parts of a split or merged paragraph are at most this far apart
_PIECE = 4.0  # nats that a part must share, and add to what the others share
_PARTS = 4  # at most so many


class Draft(NamedTuple):
    """The paragraphs of one draft as they are compared."""

    codes: Sequence[str]
    kinds: Sequence[str]


class Found(NamedTuple):
    """`anchors` are texts that stand once in both drafts, `repeats` those that stand more often,
    `free` is all else worth a look."""

    anchors: list[Node]
    repeats: list[Node]
    free: list[Node]


def candidates(old: Draft, new: Draft) -> Found:
    """Links of one paragraph with one, between paragraphs of the same kind."""
    anchors, repeats = _identical(old, new)
    held_old = {node.old[0] for node in anchors}
    held_new = {node.new[0] for node in anchors}
    free_old = [i for i in range(len(old.codes)) if i not in held_old]
    free_new = [j for j in range(len(new.codes)) if j not in held_new]
    free = {
        *_by_words(old, new, free_old, free_new),
        *_by_place(old, new, anchors, (free_old, free_new)),
    }
    return Found(anchors, repeats, sorted(free.difference(repeats)))


def _identical(old: Draft, new: Draft) -> tuple[list[Node], list[Node]]:
    places: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, draft in enumerate((old, new)):
        for index, key in enumerate(zip(draft.codes, draft.kinds, strict=True)):
            places[key][side].append(index)
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


def _features(code: str) -> set[str]:
    """Words and pairs of neighbouring words."""
    return {*code, *map(str.__add__, code, code[1:])}


def _by_words(
    old: Draft, new: Draft, free_old: Sequence[int], free_new: Sequence[int]
) -> Iterator[Node]:
    """Through an index from words to paragraphs, the rarest words first."""
    of_new = [_features(new.codes[j]) for j in free_new]
    asked = set().union(*of_new)
    index: dict[str, list[int]] = defaultdict(list)
    for i in free_old:
        for feature in asked.intersection(_features(old.codes[i])):
            index[feature].append(i)
    rare = {feature for feature, where in index.items() if len(where) <= _RARE}
    rarest_first = sorted(zip(map(len, index.values()), index, strict=True))
    rank = {feature: k for k, (_, feature) in enumerate(rarest_first)}
    # Whole numbers: their sums do not depend on the order of a set.
    weights = [round(1000 * log(1 + len(free_old) / max(k, 1))) for k in range(_LOOK_UPS + 1)]
    for j, features in zip(free_new, of_new, strict=True):
        common: Collection[str] = features & rare
        if len(common) < _FEW:
            known = sorted(features & index.keys(), key=rank.__getitem__)
            common = list(_affordable(known, index))
        scores: dict[int, int] = defaultdict(int)
        for feature in common:
            where = index[feature]
            weight = weights[len(where)]
            for i in where:
                scores[i] += weight
        least = max(scores.values(), default=0) // _WORST
        near = sorted((-score, i) for i, score in scores.items() if score >= least)
        for _, i in near[:_BEST]:
            if old.kinds[i] == new.kinds[j]:
                yield Node((i,), (j,))


def _affordable(features: Sequence[str], index: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """The first features, as long as all their entries together are few enough."""
    spent = 0
    for feature in features:
        spent += len(index[feature])
        if spent > _LOOK_UPS:
            return
        yield feature


def _by_place(
    old: Draft, new: Draft, anchors: Sequence[Node], free: tuple[Sequence[int], Sequence[int]]
) -> Iterator[Node]:
    """Between neighbouring anchors: what is left in the same place may have the same origin."""
    chain = [anchors[k] for k in heaviest_chain(anchors, [1.0] * len(anchors))]
    end = Node((len(old.codes),), (len(new.codes),))
    past = Node((-1,), (-1,))
    for anchor in [*chain, end]:
        olds = _between(free[0], past.old[0], anchor.old[0])
        news = _between(free[1], past.new[0], anchor.new[0])
        for i, j in _near_the_diagonal(olds, news):
            if old.kinds[i] == new.kinds[j]:
                yield Node((i,), (j,))
        past = anchor


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


def in_parts(found: Found, evidence: Evidence) -> list[Node]:
    """Links of one paragraph with several: splits of an old one, merges into a new one.

    Only of paragraphs without an anchor, when every part shares something with the whole, and
    when together they share more than each alone.
    """
    held_old = {node.old[0] for node in found.anchors}
    held_new = {node.new[0] for node in found.anchors}
    splits: dict[int, list[int]] = defaultdict(list)
    merges: dict[int, list[int]] = defaultdict(list)
    for node in (*found.repeats, *found.free):
        (i,), (j,) = node
        if i in held_old or j in held_new or evidence.shared(node).gain < _PIECE:
            continue
        splits[i].append(j)
        merges[j].append(i)
    nodes: list[Node] = []
    for i, parts in splits.items():
        nodes += _grown(sorted(parts), partial(Node, (i,)), evidence)
    for j, parts in merges.items():
        nodes += _grown(sorted(parts), partial(_merge, j), evidence)
    return nodes


def _merge(new: int, old: tuple[int, ...]) -> Node:
    return Node(old, (new,))


def _grown(
    parts: Sequence[int], link: Callable[[tuple[int, ...]], Node], evidence: Evidence
) -> Iterator[Node]:
    """Sets of two and more parts, each grown by one part after the last as long as that adds."""
    alone = {part: evidence.shared(link((part,))).gain for part in parts}
    grown: list[tuple[tuple[int, ...], float]] = [((part,), alone[part]) for part in parts]
    for _ in range(_PARTS - 1):
        larger = []
        for some, gained in grown:
            for part in parts[bisect_right(parts, some[-1]) :]:
                if part - some[-1] > _SPAN:
                    break
                more = (*some, part)
                together = evidence.shared(link(more)).gain
                if together > max(gained, alone[part]) + _PIECE:
                    larger.append((more, together))
        yield from (link(more) for more, _ in larger)
        grown = larger
