"""The heaviest chain: which links can all stand in order, on both sides, and weigh the most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple


class Node(NamedTuple):
    """A possible link between paragraphs: rising indexes into the old and the new draft."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class BestSoFar:
    """Highest total among all positions before a given one (a Fenwick tree), with who holds it.

    Of equal totals the one that was told first stays.
    """

    def __init__(self, size: int) -> None:
        self._totals = [0.0] * (size + 2)
        self._holders = [-1] * (size + 2)

    def before(self, position: int) -> tuple[float, int]:
        """(total, holder) of the best at positions below `position`; (0.0, -1) when none."""
        total, holder = 0.0, -1
        while position > 0:
            if self._totals[position] > total:
                total, holder = self._totals[position], self._holders[position]
            position -= position & -position
        return total, holder

    def tell(self, position: int, total: float, holder: int) -> None:
        position += 1
        while position < len(self._totals):
            if total > self._totals[position]:
                self._totals[position], self._holders[position] = total, holder
            position += position & -position


def heaviest_chain(nodes: Sequence[Node], weights: Sequence[float]) -> list[int]:
    """Indexes of nodes, in order, that follow one another on both sides with the highest sum.

    A node reaches from its first to its last paragraph; nothing in the chain stands inside it.
    Nodes without weight never enter. O(n log n).
    """
    starting: dict[int, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        if weights[index] > 0:
            starting[node.new[0]].append(index)
    size = max((node.old[-1] for node in nodes), default=-1) + 1
    best = BestSoFar(size)
    ending: dict[int, list[int]] = defaultdict(list)
    totals: dict[int, float] = {}
    previous: dict[int, int] = {}
    for position in range(max((node.new[-1] for node in nodes), default=-1) + 1):
        for index in starting.get(position, ()):
            total, previous[index] = best.before(nodes[index].old[0])
            totals[index] = total + weights[index]
            ending[nodes[index].new[-1]].append(index)
        for index in ending.get(position, ()):
            best.tell(nodes[index].old[-1], totals[index], index)
    chain: list[int] = []
    last = best.before(size)[1]
    while last >= 0:
        chain.append(last)
        last = previous[last]
    return chain[::-1]
