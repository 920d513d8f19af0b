"""How sure a reading is: how far it is from the next best one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp

from clearway.insight.redline.arrangement import Weighed
from clearway.insight.redline.chain import Node

_SCALE = 3.0  # log-odds of the evidence are this many times those of being right, as measured


class Confidences:
    """Of links that stand, and of paragraphs that stand alone, between 0 and 1."""

    def __init__(self, standing: Sequence[Node], weighed: Weighed) -> None:
        self._value = dict(zip(weighed.nodes, weighed.values, strict=True))
        self._rivals: Mapping[tuple[str, int], list[Node]] = _by_paragraph(weighed.nodes)
        self._standing = {place: node for node in standing for place in _places(node)}

    def of_link(self, link: Node) -> float:
        """Against being no link at all, and against the best link that it keeps from standing."""
        value = self._value.get(link, 0.0)
        rivals = {rival for place in _places(link) for rival in self._rivals[place]} - {link}
        best = max((self._net(rival, link) for rival in rivals), default=0.0)
        return _odds(value - max(best, 0.0))

    def of_alone(self, place: tuple[str, int]) -> float:
        """Of ('old', i) or ('new', j) having no partner."""
        best = max((self._net(rival, None) for rival in self._rivals[place]), default=-99.0)
        return _odds(-best)

    def _net(self, rival: Node, spared: Node | None) -> float:
        """What a rival is worth less what it would displace, `spared` not counted."""
        displaced = {self._standing.get(place) for place in _places(rival)} - {None, spared, rival}
        return self._value[rival] - sum(
            sorted(self._value.get(node, 0.0) for node in displaced if node)
        )


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
    return round(1 / (1 + exp(-max(-60.0, min(60.0, margin / _SCALE)))), 3)
