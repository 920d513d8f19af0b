"""What the printed numbers say: nothing when a draft was renumbered, much when numbers were kept.

A draft under negotiation is either numbered anew, or keeps its numbers and marks what is new with
bis, ter or a letter. The paragraphs that stand unchanged in both tell which.
"""

from __future__ import annotations

from collections.abc import Sequence

from clearway.insight.redline.chain import Node

_ENOUGH = 8  # unchanged paragraphs with a number, to tell
_KEPT = 0.95  # of them have the same number as before
_WEIGHT = 4.0  # log-odds; at most one paragraph in fifty changes its number when numbers are kept


def plain(number: str) -> str:
    """'12.' and '12' are the same number, and so are '12 bis' and '12bis'; '' for none."""
    return "".join(number.split()).rstrip(".)").lower()


class Numbering:
    """The numbers of two drafts, and whether they were kept."""

    def __init__(self, old: Sequence[str], new: Sequence[str], unchanged: Sequence[Node]) -> None:
        self._old = [plain(number) for number in old]
        self._new = [plain(number) for number in new]
        numbered = [node for node in unchanged if self._old[node.old[0]]]
        same = sum(self.same(node) for node in numbered)
        self._kept = len(numbered) >= _ENOUGH and same >= _KEPT * len(numbered)

    def same(self, node: Node) -> bool:
        """Whether a paragraph on either side has the same number, or none has one."""
        return not {self._old[i] for i in node.old}.isdisjoint(self._new[j] for j in node.new)

    def speaks_for(self, node: Node) -> float:
        """Log-odds that the numbers give a link; 0.0 when they say nothing."""
        if not self._kept or not self._old[node.old[0]]:
            return 0.0
        return _WEIGHT if self.same(node) else -_WEIGHT
