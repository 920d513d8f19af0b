"""Splits and merges: links of one paragraph with several that are worth a look."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from clearway.insight.redline.candidates import Found
from clearway.insight.redline.chain import Node
from clearway.insight.redline.evidence import EDGE, Evidence, rating

_SPAN = 9  # the parts of a split or merged paragraph are at most this far apart
_PIECE = 4.0  # nats that a part must share, and add to what the others share
_PARTS = 4  # at most so many
_PART = {"old": -8.0, "new": -6.0}  # log-odds of one more part: of a merge, of a split
_GAP = -0.4  # for each paragraph that stands between parts


def in_parts(found: Found, evidence: Evidence) -> list[Node]:
    """Links of one paragraph with several: splits of an old one, merges into a new one.

    Only of paragraphs without an anchor, when every part shares something with the whole, and
    when together they share more than each alone.
    """
    held_old, held_new = found.held()
    splits: dict[int, dict[int, _Alone]] = defaultdict(dict)
    merges: dict[int, dict[int, _Alone]] = defaultdict(dict)
    for node in (*found.repeats, *found.free):
        (i,), (j,) = node
        if i in held_old or j in held_new:
            continue
        gain, old, new = evidence.shared(node)
        if gain >= _PIECE:
            splits[i][j] = gain, new, old
            merges[j][i] = gain, old, new
    nodes: list[Node] = []
    for i, alone in splits.items():
        nodes += _grown(alone, partial(Node, (i,)), "new", evidence)
    for j, alone in merges.items():
        nodes += _grown(alone, partial(_merge, j), "old", evidence)
    return nodes


_Alone = tuple[float, float, float]
"""Of a part: what it shares with the whole, and how much there is to share in it and in the whole,
in nats."""


def _merge(new: int, old: tuple[int, ...]) -> Node:
    return Node(old, (new,))


def part_worth(added: float, of: float, side: str, between: int) -> float:
    """Log-odds that one more part gives a link: from what it adds, of what it holds itself."""
    return rating(max(0.0, added), of) + _PART[side] + _GAP * between


def _grown(
    alone: Mapping[int, _Alone],
    link: Callable[[tuple[int, ...]], Node],
    side: str,
    evidence: Evidence,
) -> Iterator[Node]:
    """Sets of two and more parts, each grown by one part after the last as long as that adds."""
    parts = sorted(alone)
    grown: list[tuple[tuple[int, ...], float]] = [((part,), alone[part][0]) for part in parts]
    for _ in range(_PARTS - 1):
        larger = []
        for some, gained in grown:
            for part in parts[bisect_right(parts, some[-1]) :]:
                between = part - some[-1] - 1
                if between >= _SPAN:
                    break
                own, holds, room = alone[part]
                # Spares most comparisons. No part adds more than it shares alone and two edges.
                if part_worth(min(own + 2 * EDGE, room - gained), holds, side, between) <= 0:
                    continue
                more = (*some, part)
                together = evidence.shared(link(more)).gain
                if together <= max(gained, own) + _PIECE:
                    continue
                if part_worth(together - gained, holds, side, between) > 0:
                    larger.append((more, together))
        yield from (link(more) for more, _ in larger)
        grown = larger
