"""The arrangement: which candidate links together explain most of the document.

Most paragraphs keep their order, so the backbone is the heaviest chain of links. A link outside it
is a move, which has a price, and is accepted when it explains more than it displaces.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, product
from math import log

from clearway.redline.candidates import CandidateLinks, part_worth
from clearway.redline.chain import Node, heaviest_chain
from clearway.redline.evidence import NumberEvidence, SharedEvidence, rating

# --- Evidence against a link: one of its paragraphs shares more with another
#
# How much two texts must share depends on how alike all paragraphs of a document are. When all are
# put together from the same phrases, any two share a good deal; the true partner shares more.


_RIVAL_WEIGHT = 4.0  # log-odds for each e-fold that a rival shares more
_SLIGHT = 10.0  # nats; less than this is shared by chance


class Rivals:
    """Who shares how much with each paragraph, in nats."""

    def __init__(
        self, single: Iterable[Node], parts: Iterable[Node], evidence: SharedEvidence
    ) -> None:
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

    def log_odds(self, node: Node) -> float:
        """Log-odds, never positive."""
        excess = 0.0
        for i in node.old:
            fellows = self._fellows_of_old.get(i, set())
            excess += _excess(self._of_old[i], node.new, fellows, self._best_of_new)
        for j in node.new:
            fellows = self._fellows_of_new.get(j, set())
            excess += _excess(self._of_new[j], node.old, fellows, self._best_of_old)
        return -_RIVAL_WEIGHT * excess


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


# --- Renamed headings, recognised by the paragraphs that stay below them


_WORTH = 9.0  # log-odds of a heading below which all paragraphs stayed


def renamed(
    accepted: Sequence[Node], old_kinds: Sequence[str], new_kinds: Sequence[str]
) -> Iterator[tuple[Node, float]]:
    """Further links of headings, beside the `accepted` ones, and the worth of each in log-odds.

    A heading follows its paragraphs (those up to the next heading) when more than half of the
    linked ones that were below it are now below the other, and more than half of the linked ones
    that are there now come from it.
    """
    old_section, new_section = _sections(old_kinds), _sections(new_kinds)
    linked = {h for node in accepted for h in node.old if old_kinds[h] == "h"}
    linked_new = {h for node in accepted for h in node.new if new_kinds[h] == "h"}
    prose = [node for node in accepted if old_kinds[node.old[0]] != "h"]
    pairs = [(old_section[i], new_section[j]) for node in prose for i, j in product(*node)]
    below = Counter(pairs)
    from_old = Counter(old for old, _ in pairs)
    into_new = Counter(new for _, new in pairs)
    for (old, new), count in below.items():
        if old < 0 or new < 0 or old in linked or new in linked_new:
            continue
        most = max(from_old[old], into_new[new])
        if 2 * count > most:
            yield Node((old,), (new,)), _WORTH * count / most


def _sections(kinds: Sequence[str]) -> list[int]:
    """For each passage the heading that it is below, or is; -1 before the first.

    >>> _sections("pphph")
    [-1, -1, 2, 2, 4]
    """
    own = (index if kind == "h" else -1 for index, kind in enumerate(kinds))
    return list(accumulate(own, max))


# --- The worth of each link, and the links that are accepted


# Log-odds on the scale of `evidence.rating`, fitted with it: see tools/fit_redline.py.
_IDENTICAL = 40.0  # an unchanged text that occurs once in either draft
_REPEATED = 8.0  # and one that occurs more often, at least: enough in its place, never to move
_IN_PLACE = -5.7  # a paragraph in its place
_HEADING = -3.7  # headings are short, and come and go more seldom
_MOVE = 4.0  # the price of a move, and how it grows with the places there are
_MOVE_FAR = 1.0
_CONFIRMED = 50.0  # an editor's link in the chain; it is accepted even outside


@dataclass(frozen=True, slots=True)
class Weighed:
    """Possible links and what each is worth in its place, as log-odds."""

    nodes: Sequence[Node]
    values: Sequence[float]


def weigh(
    links: CandidateLinks,
    parts: Sequence[Node],
    kinds: Sequence[str],
    numbering: NumberEvidence,
    evidence: SharedEvidence,
) -> Weighed:
    """The candidates and `parts` (links with several) with their worth.

    `kinds` are those of the old draft.
    """
    judged = [*links.repeats, *links.near, *links.free, *parts]
    rivals = Rivals([*links.repeats, *links.near, *links.free], parts, evidence)
    values = [
        _value(node, kinds, evidence) + numbering.log_odds(node) + rivals.log_odds(node)
        for node in judged
    ]
    for k in range(len(links.repeats)):
        values[k] = max(values[k], _REPEATED)
    return Weighed([*links.anchors, *judged], [_IDENTICAL] * len(links.anchors) + values)


def _value(node: Node, kinds: Sequence[str], evidence: SharedEvidence) -> float:
    if len(node.old) == len(node.new) == 1:
        shared = evidence.shared(node)
        prior = _HEADING if kinds[node.old[0]] == "h" else _IN_PLACE
        return rating(shared.gain, min(shared.old, shared.new)) + prior
    return min(_with_part(node, part, kinds, evidence) for part in (0, -1))


def _with_part(node: Node, part: int, kinds: Sequence[str], evidence: SharedEvidence) -> float:
    """What the link is worth without its first (0) or last (-1) part, and what that part adds."""
    side = "new" if len(node.new) > 1 else "old"
    parts: tuple[int, ...] = getattr(node, side)
    rest = node._replace(**{side: parts[1:] if part == 0 else parts[:-1]})
    piece = node._replace(**{side: (parts[part],)})
    added = evidence.shared(node).gain - evidence.shared(rest).gain
    of = getattr(evidence.shared(piece), side)
    between = (parts[1] - parts[0] if part == 0 else parts[-1] - parts[-2]) - 1
    return _value(rest, kinds, evidence) + part_worth(added, of, side, between)


class Accepted:
    """Links that were accepted, and the paragraphs that they use."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes: list[Node] = []
        self._old: set[int] = set()
        self._new: set[int] = set()
        for node in nodes:
            self.add(node)

    def is_free(self, node: Node) -> bool:
        """Whether none of the link's paragraphs is used."""
        return not self.nodes or (self._old.isdisjoint(node.old) and self._new.isdisjoint(node.new))

    def add(self, node: Node) -> None:
        self.nodes.append(node)
        self._old.update(node.old)
        self._new.update(node.new)


def move_price(paragraphs: int) -> float:
    """What a link must be worth more than in its place, in a draft of so many paragraphs."""
    return _MOVE + _MOVE_FAR * log(max(paragraphs, 2))


def arrange(weighed: Weighed, confirmed: Sequence[Node], price: float) -> list[Node]:
    """The accepted links, by their first new paragraph; no paragraph is in two of them.

    `confirmed` links are accepted in any case; a move has its `price`.
    """
    accepted = Accepted(list(confirmed))
    weights = zip(weighed.nodes, weighed.values, strict=True)
    worth_it = [(node, value) for node, value in weights if value > 0]
    while True:
        worth_it = [(node, value) for node, value in worth_it if accepted.is_free(node)]
        nodes = [*confirmed, *(node for node, _ in worth_it)]
        values = [*(_CONFIRMED for _ in confirmed), *(value for _, value in worth_it)]
        chain = heaviest_chain(nodes, values)
        moves = _worth_moving(nodes, values, chain, price)
        moves = [node for node in moves if accepted.is_free(node)]
        if not moves:
            break
        for node in moves:
            if accepted.is_free(node):
                accepted.add(node)
    backbone = [nodes[k] for k in chain if k >= len(confirmed)]
    return sorted([*accepted.nodes, *backbone], key=lambda node: node.new)


def _worth_moving(
    nodes: Sequence[Node], values: Sequence[float], chain: Sequence[int], price: float
) -> list[Node]:
    """Links outside the chain that are worth more than the price and what they would displace.

    The one that gains most comes first.
    """
    in_chain = set(chain)
    old = {i: k for k in chain for i in nodes[k].old}
    new = {j: k for k in chain for j in nodes[k].new}
    gains = []
    for k, node in enumerate(nodes):
        if k in in_chain or values[k] <= price:
            continue
        displaced = {old[i] for i in node.old if i in old} | {new[j] for j in node.new if j in new}
        gained = values[k] - price - sum(values[other] for other in sorted(displaced))
        if gained > 0:
            gains.append((-gained, node))
    return [node for _, node in sorted(gains)]


def moved(links: Sequence[Node]) -> set[Node]:
    """The fewest links without which all others are in order.

    Of equally few, those with fewer paragraphs and, last, those further down.
    """
    weights = [1 + (len(node.old) + len(node.new) - 2) * 1e-6 for node in links]
    first = [Node(node.old[:1], node.new[:1]) for node in links]
    staying = set(heaviest_chain(first, weights))
    return {node for k, node in enumerate(links) if k not in staying}
