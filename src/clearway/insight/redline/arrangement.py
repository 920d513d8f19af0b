"""The best story of the whole document: which links together explain most of it.

Most paragraphs keep their order, so the backbone is the heaviest chain of links. A link outside it
is a move, which has a price, and stands when it explains more than it displaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from clearway.insight.redline.candidates import Found
from clearway.insight.redline.chain import Node, heaviest_chain
from clearway.insight.redline.evidence import Evidence, rating
from clearway.insight.redline.numbering import Numbering
from clearway.insight.redline.parts import part_worth
from clearway.insight.redline.rivals import Rivals

# Log-odds, fitted to made-up edits of four kinds of prose; see `evidence.rating` for the scale.
_IDENTICAL = 40.0  # what an unchanged text weighs that stands once in either draft
_REPEATED = 8.0  # and one that stands more often, at least: enough in its place, never to move
_IN_PLACE = -5.7  # a paragraph in its place
_HEADING = -3.7  # headings are short, and come and go more seldom
_MOVE = 4.0  # the price of a move, and how it grows with the places there are
_MOVE_FAR = 1.0
_CONFIRMED = 50.0  # what an editor's link weighs in the chain; it stands even outside


@dataclass(frozen=True, slots=True)
class Weighed:
    """Possible links and what each is worth in its place, as log-odds."""

    nodes: Sequence[Node]
    values: Sequence[float]


def weigh(
    found: Found,
    parts: Sequence[Node],
    kinds: Sequence[str],
    numbering: Numbering,
    evidence: Evidence,
) -> Weighed:
    """What was found, and `parts`: links with several; `kinds` are those of the old draft."""
    judged = [*found.repeats, *found.near, *found.free, *parts]
    rivals = Rivals([*found.repeats, *found.near, *found.free], parts, evidence)
    values = [
        _value(node, kinds, evidence) + numbering.speaks_for(node) + rivals.speak_against(node)
        for node in judged
    ]
    for k in range(len(found.repeats)):
        values[k] = max(values[k], _REPEATED)
    return Weighed([*found.anchors, *judged], [_IDENTICAL] * len(found.anchors) + values)


def _value(node: Node, kinds: Sequence[str], evidence: Evidence) -> float:
    if len(node.old) == len(node.new) == 1:
        shared = evidence.shared(node)
        prior = _HEADING if kinds[node.old[0]] == "h" else _IN_PLACE
        return rating(shared.gain, min(shared.old, shared.new)) + prior
    return min(_with_part(node, part, kinds, evidence) for part in (0, -1))


def _with_part(node: Node, part: int, kinds: Sequence[str], evidence: Evidence) -> float:
    """What the link is worth without its first (0) or last (-1) part, and what that part adds."""
    side = "new" if len(node.new) > 1 else "old"
    parts: tuple[int, ...] = getattr(node, side)
    rest = node._replace(**{side: parts[1:] if part == 0 else parts[:-1]})
    piece = node._replace(**{side: (parts[part],)})
    added = evidence.shared(node).gain - evidence.shared(rest).gain
    of = getattr(evidence.shared(piece), side)
    between = (parts[1] - parts[0] if part == 0 else parts[-1] - parts[-2]) - 1
    return _value(rest, kinds, evidence) + part_worth(added, of, side, between)


class Taken:
    """Links that stand already, and the paragraphs that are theirs."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes: list[Node] = []
        self._old: set[int] = set()
        self._new: set[int] = set()
        for node in nodes:
            self.add(node)

    def leaves(self, node: Node) -> bool:
        """Whether none of the link's paragraphs is taken."""
        return not self.nodes or (self._old.isdisjoint(node.old) and self._new.isdisjoint(node.new))

    def add(self, node: Node) -> None:
        self.nodes.append(node)
        self._old.update(node.old)
        self._new.update(node.new)


def move_price(paragraphs: int) -> float:
    """What a link must be worth more than in its place, in a draft of so many paragraphs."""
    return _MOVE + _MOVE_FAR * log(max(paragraphs, 2))


def arrange(weighed: Weighed, confirmed: Sequence[Node], price: float) -> list[Node]:
    """The links that stand, by their first new paragraph; no paragraph is in two of them.

    `confirmed` links stand whatever the others say; a move has its `price`.
    """
    taken = Taken(list(confirmed))
    weights = zip(weighed.nodes, weighed.values, strict=True)
    worth_it = [(node, value) for node, value in weights if value > 0]
    while True:
        worth_it = [(node, value) for node, value in worth_it if taken.leaves(node)]
        nodes = [*confirmed, *(node for node, _ in worth_it)]
        values = [*(_CONFIRMED for _ in confirmed), *(value for _, value in worth_it)]
        chain = heaviest_chain(nodes, values)
        moves = _worth_moving(nodes, values, chain, price)
        moves = [node for node in moves if taken.leaves(node)]
        if not moves:
            break
        for node in moves:
            if taken.leaves(node):
                taken.add(node)
    backbone = [nodes[k] for k in chain if k >= len(confirmed)]
    return sorted([*taken.nodes, *backbone], key=lambda node: node.new)


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
    """The fewest links without which all others stand in order.

    Of equally few, those with fewer paragraphs and, last, those further down.
    """
    weights = [1 + (len(node.old) + len(node.new) - 2) * 1e-6 for node in links]
    first = [Node(node.old[:1], node.new[:1]) for node in links]
    staying = set(heaviest_chain(first, weights))
    return {node for k, node in enumerate(links) if k not in staying}
