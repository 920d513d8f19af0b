"""How sure a reading is: how far it is from the next best one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence, Set
from math import exp

from clearway.insight.redline.arrangement import Weighed
from clearway.insight.redline.chain import Node

_SCALE = 3.0  # log-odds of the evidence are this many times those of being right, as measured
_LIMIT = 60.0

Rivals = defaultdict[int, list[Node]]


class Confidences:
    """Of links that stand, and of paragraphs that stand alone, between 0 and 1."""

    def __init__(
        self, standing: Sequence[Node], moved: Set[Node], weighed: Weighed, price: float
    ) -> None:
        self._value = dict(zip(weighed.nodes, weighed.values, strict=True))
        self._rivals = _by_paragraph(weighed.nodes)
        self._old = {i: node for node in standing for i in node.old}
        self._new = {j: node for node in standing for j in node.new}
        staying = sorted((node.old[0], node.new[0]) for node in standing if node not in moved)
        self._old_order = [old for old, _ in staying]
        self._new_order = [new for _, new in staying]
        self._price = price
        self._worths: dict[Node, float] = {}

    def of_link(self, link: Node) -> float:
        """Against being no link at all, and against the best link that it keeps from standing."""
        old, new = self._rivals
        rivals = (*(old[i] for i in link.old), *(new[j] for j in link.new))
        best = 0.0
        for some in rivals:
            best = self._best_of(some, link, best)
        return _odds(self._worth(link) - best)

    def of_deleted(self, old: int) -> float:
        """Of an old paragraph having no partner."""
        return _odds(-self._best_of(self._rivals[0][old], None, -_LIMIT))

    def of_added(self, new: int) -> float:
        """Of a new paragraph having no partner."""
        return _odds(-self._best_of(self._rivals[1][new], None, -_LIMIT))

    def _best_of(self, rivals: Sequence[Node], link: Node | None, best: float) -> float:
        """What the best rival is worth less what it would displace, `link` not counted; at least
        `best`."""
        for rival in rivals:
            # What stands is worth something, so no rival gains more than its own value.
            if self._value[rival] > best and rival != link:
                displaced = {self._old[i] for i in rival.old if i in self._old}
                displaced.update(self._new[j] for j in rival.new if j in self._new)
                lost = sorted(self._worth(node) for node in displaced if node not in (link, rival))
                best = max(best, self._worth(rival) - sum(lost))
        return best

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


def _by_paragraph(nodes: Sequence[Node]) -> tuple[Rivals, Rivals]:
    """For each old paragraph, and for each new one, the links that it could have."""
    old: Rivals = defaultdict(list)
    new: Rivals = defaultdict(list)
    for node in nodes:
        for i in node.old:
            old[i].append(node)
        for j in node.new:
            new[j].append(node)
    return old, new


def _odds(margin: float) -> float:
    """Three decimals: enough to sort by, and the same on every machine."""
    return round(1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, margin / _SCALE)))), 3)
