"""The heaviest chain: which links can all stand in order, on both sides, and weigh the most."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple


class Node(NamedTuple):
    """A possible link between paragraphs: rising indexes into the old and the new draft."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class BestSoFar:
    """Highest total among all positions before a given one, with who holds it.

    Only totals higher than all before them are kept, so that both rise together and a search by
    halves finds them. Of equal totals the one that was added first stays.
    """

    def __init__(self) -> None:
        self._positions: list[int] = []
        self._totals: list[float] = []
        self._holders: list[int] = []

    def before(self, position: int) -> tuple[float, int]:
        """(total, holder) of the best at positions below `position`; (0.0, -1) when none."""
        rank = bisect_left(self._positions, position)
        return (self._totals[rank - 1], self._holders[rank - 1]) if rank else (0.0, -1)

    def add(self, position: int, total: float, holder: int) -> None:
        """Enters a total; it counts only if it is positive."""
        positions, totals = self._positions, self._totals
        rank = bisect_right(positions, position)
        if total <= (totals[rank - 1] if rank else 0.0):
            return
        if rank and positions[rank - 1] == position:
            rank -= 1
        end = rank
        while end < len(totals) and (totals[end] < total or positions[end] == position):
            end += 1
        positions[rank:end] = [position]
        totals[rank:end] = [total]
        self._holders[rank:end] = [holder]


def heaviest_chain(nodes: Sequence[Node], weights: Sequence[float]) -> list[int]:
    """Indexes of nodes, in order, that follow one another on both sides with the highest sum.

    A node covers all from its first to its last paragraph; no other node of the chain lies inside
    it. Nodes without weight never enter. O(n log n).

    >>> moved_up = Node((2,), (0,))
    >>> heaviest_chain([moved_up, Node((0,), (1,)), Node((1,), (2,))], [1.0, 1.0, 1.0])
    [1, 2]
    """
    starting: dict[int, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        if weights[index] > 0:
            starting[node.new[0]].append(index)
    end = max((node.old[-1] for node in nodes), default=-1) + 1
    best = BestSoFar()
    ending: dict[int, list[int]] = defaultdict(list)
    totals: dict[int, float] = {}
    previous: dict[int, int] = {}
    for position in range(max((node.new[-1] for node in nodes), default=-1) + 1):
        for index in starting.get(position, ()):
            total, previous[index] = best.before(nodes[index].old[0])
            totals[index] = total + weights[index]
            ending[nodes[index].new[-1]].append(index)
        for index in ending.get(position, ()):
            best.add(nodes[index].old[-1], totals[index], index)
    chain: list[int] = []
    last = best.before(end)[1]
    while last >= 0:
        chain.append(last)
        last = previous[last]
    return chain[::-1]
