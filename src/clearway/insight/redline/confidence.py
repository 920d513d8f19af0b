"""How sure a reading is: how far it is from the next best one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from math import exp

from clearway.insight.redline.arrangement import Weighed
from clearway.insight.redline.chain import Node

_SCALE = 3.0  # log-odds of the evidence are this many times those of being right, as measured
_LIMIT = 60.0


class Confidences:
    """Of links that stand, and of paragraphs that stand alone, between 0 and 1."""

    def __init__(
        self, standing: Sequence[Node], moved: Set[Node], weighed: Weighed, price: float
    ) -> None:
        self._value = dict(zip(weighed.nodes, weighed.values, strict=True))
        self._rivals = _by_paragraph(weighed.nodes)
        self._standing = {place: node for node in standing for place in _places(node)}
        staying = sorted((node.old[0], node.new[0]) for node in standing if node not in moved)
        self._old_order = [old for old, _ in staying]
        self._new_order = [new for _, new in staying]
        self._price = price
        self._worths: dict[Node, float] = {}

    def of_link(self, link: Node) -> float:
        """Against being no link at all, and against the best link that it keeps from standing."""
        rivals = {rival for place in _places(link) for rival in self._rivals[place]} - {link}
        best = max((self._net(rival, link) for rival in rivals), default=0.0)
        return _odds(self._worth(link) - max(best, 0.0))

    def of_alone(self, place: tuple[str, int]) -> float:
        """Of ('old', i) or ('new', j) having no partner."""
        best = max((self._net(rival, None) for rival in self._rivals[place]), default=-_LIMIT)
        return _odds(-best)

    def _net(self, rival: Node, spared: Node | None) -> float:
        """What a rival is worth less what it would displace, `spared` not counted."""
        displaced = {self._standing[place] for place in _places(rival) if place in self._standing}
        lost = sorted(self._worth(node) for node in displaced if node not in (spared, rival))
        return self._worth(rival) - sum(lost)

    def _worth(self, node: Node) -> float:
        known = self._worths.get(node)
        if known is None:
            far = 0.0 if self._in_place(node) else self._price
            known = self._worths[node] = self._value.get(node, 0.0) - far
        return known

    def _in_place(self, node: Node) -> bool:
        """Whether what stayed before and after it in the old draft does so in the new one."""
        old, new = node.old[0], node.new[0]
        rank = bisect_left(self._old_order, old)
        if rank and self._new_order[rank - 1] > new:
            return False
        if rank < len(self._old_order) and self._old_order[rank] == old:
            rank += 1
        return rank == len(self._new_order) or new <= self._new_order[rank]


def _places(node: Node) -> list[tuple[str, int]]:
    return [*(("old", i) for i in node.old), *(("new", j) for j in node.new)]


def _by_paragraph(nodes: Sequence[Node]) -> Mapping[tuple[str, int], list[Node]]:
    found: dict[tuple[str, int], list[Node]] = defaultdict(list)
    for node in nodes:
        for place in _places(node):
            found[place].append(node)
    return found


def _odds(margin: float) -> float:
    """Three decimals: enough to sort by, and the same on every machine."""
    return round(1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, margin / _SCALE)))), 3)
