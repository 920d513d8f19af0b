"""Placeholders: '17. [deleted]' keeps a number and has no text that could be compared.

Drafters leave such a place so that the numbers after it stay as they are. It is no prose: it is
never what a paragraph became, and neither its coming nor its going adds or deletes anything.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from clearway.redline.chain import Node
from clearway.redline.evidence import plain_number
from clearway.redline.result import Passage

_DELETED = r"(?:paragraph )?deleted\.?"
_MOVED = r"(?:paragraph )?moved(?: to [^\[\]]{1,80})?"
_PLACE = re.compile(
    rf"\[ ?(?:{_DELETED}|{_MOVED}) ?\]\.?|\( ?(?:{_DELETED}|{_MOVED}) ?\)\.?|{_DELETED}",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether a text says only that there is none. 'Moved to …' without brackets is prose.

    >>> [is_placeholder(text) for text in ("[deleted]", "(Deleted.)", "[moved to 12 bis]")]
    [True, True, True]
    >>> is_placeholder("Moved to Geneva, the office grew.")
    False
    """
    return _PLACE.fullmatch(" ".join(text.split())) is not None


def placeholders(draft: Sequence[Passage]) -> frozenset[int]:
    """The indexes of the passages that are placeholders."""
    return frozenset(index for index, passage in enumerate(draft) if is_placeholder(passage.text))


def link_placeholders(
    old: Sequence[Passage],
    new: Sequence[Passage],
    free: tuple[Collection[int], Collection[int]],
    staying: Sequence[Node],
) -> Iterator[Node]:
    """Links between placeholders, of those that are `free` on either side.

    Two are linked when the same paragraphs stay before and after both: first those with the same
    number, then the others in order. `staying` are the accepted links that are in order.
    """
    gaps: dict[tuple[int, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    starts = sorted(node.old[0] for node in staying), sorted(node.new[0] for node in staying)
    for side, draft in enumerate((old, new)):
        for index in sorted(free[side]):
            gap = bisect_left(starts[side], index)
            gaps[gap, draft[index].kind][side].append(index)
    for olds, news in gaps.values():
        same_number = list(_with_same_number(old, new, olds, news))
        left_old = sorted(set(olds).difference(*(node.old for node in same_number)))
        left_new = sorted(set(news).difference(*(node.new for node in same_number)))
        in_order = zip(left_old, left_new, strict=False)
        yield from (*same_number, *(Node((i,), (j,)) for i, j in in_order))


def _with_same_number(
    old: Sequence[Passage], new: Sequence[Passage], olds: Iterable[int], news: Iterable[int]
) -> Iterator[Node]:
    waiting: dict[str, list[int]] = defaultdict(list)
    for j in news:
        waiting[plain_number(new[j].number)].append(j)
    for i in olds:
        same = waiting[plain_number(old[i].number)]
        if same:
            yield Node((i,), (same.pop(0),))
