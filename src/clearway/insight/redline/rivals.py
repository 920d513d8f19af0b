"""What speaks against a link: that one of its paragraphs shares more with another.

How much two texts must share is a matter of how alike all paragraphs of a document are. When all
are put together from the same phrases, any two share a good deal; what gives the true partner away
is that it shares more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from math import log

from clearway.insight.redline.chain import Node
from clearway.insight.redline.evidence import Evidence

_WEIGHT = 4.0  # log-odds for each e-fold that a rival shares more
_SLIGHT = 10.0  # nats; below these nobody shares anything to speak of


class Rivals:
    """Who shares how much with each paragraph, in nats."""

    def __init__(self, single: Iterable[Node], parts: Iterable[Node], evidence: Evidence) -> None:
        """`single` are the links of one paragraph with one. Those with several, `parts`, make
        their members no rivals of each other."""
        self._of_old: dict[int, dict[int, float]] = defaultdict(dict)
        self._of_new: dict[int, dict[int, float]] = defaultdict(dict)
        for node in single:
            (i,), (j,) = node
            self._of_old[i][j] = self._of_new[j][i] = evidence.shared(node).gain
        self._best_of_old = _best(self._of_old)
        self._best_of_new = _best(self._of_new)
        self._fellows_of_old: dict[int, set[int]] = defaultdict(set)
        self._fellows_of_new: dict[int, set[int]] = defaultdict(set)
        for node in parts:
            if len(node.old) > 1:
                self._fellows_of_new[node.new[0]].update(node.old)
            else:
                self._fellows_of_old[node.old[0]].update(node.new)

    def speak_against(self, node: Node) -> float:
        """Log-odds, never positive."""
        excess = 0.0
        for i in node.old:
            fellows = self._fellows_of_old.get(i, set())
            excess += _excess(self._of_old[i], node.new, fellows, self._best_of_new)
        for j in node.new:
            fellows = self._fellows_of_new.get(j, set())
            excess += _excess(self._of_new[j], node.old, fellows, self._best_of_old)
        return -_WEIGHT * excess


def _best(gains: Mapping[int, Mapping[int, float]]) -> dict[int, float]:
    return {index: max(of.values()) for index, of in gains.items()}


def _excess(
    gains: Mapping[int, float],
    partners: tuple[int, ...],
    fellows: Set[int],
    best: Mapping[int, float],
) -> float:
    """By how many e-folds the best rival of a paragraph's `partners` shares more than they.

    A rival has no better partner itself (`best`), and is no fellow of the partners.
    """
    own = max(gains.get(partner, 0.0) for partner in partners)
    spared = fellows if all(partner in fellows for partner in partners) else ()
    most = own
    for rival, gain in gains.items():
        if gain > most and gain >= best[rival] and rival not in spared and rival not in partners:
            most = gain
    return log((_SLIGHT + most) / (_SLIGHT + own))
