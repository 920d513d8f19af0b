"""Places that are kept: '17. [deleted]' holds a number, and no text that could be compared.

Drafters leave such a place so that the numbers after it stay as they are. It is no prose: it is
never what a paragraph became, and neither its coming nor its going adds or deletes anything.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from clearway.redline.chain import Node
from clearway.redline.evidence import plain
from clearway.redline.result import Passage

_DELETED = r"(?:paragraph\s+)?deleted\.?"
_MOVED = r"(?:paragraph\s+)?moved(?:\s+to\s+[^\[\]]{1,80})?"
_PLACE = re.compile(
    rf"\[\s*(?:{_DELETED}|{_MOVED})\s*\]\.?|\(\s*(?:{_DELETED}|{_MOVED})\s*\)\.?|{_DELETED}",
    re.IGNORECASE,
)


def is_place(text: str) -> bool:
    """Whether the whole of a text says that there is none: '[deleted]', '(Deleted.)', 'deleted',
    '[moved to 12 bis]'. 'Moved to …' without brackets is prose."""
    return _PLACE.fullmatch(text.strip()) is not None


def places(draft: Sequence[Passage]) -> frozenset[int]:
    """Which passages are kept places."""
    return frozenset(index for index, passage in enumerate(draft) if is_place(passage.text))


def kept_places(
    old: Sequence[Passage],
    new: Sequence[Passage],
    free: tuple[Collection[int], Collection[int]],
    staying: Sequence[Node],
) -> Iterator[Node]:
    """Links between places, of those that are `free` on either side.

    Two are linked when the same paragraphs stay before and after both: first those with the same
    number, then the others in order. `staying` are the links that stand in order.
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
        waiting[plain(new[j].number)].append(j)
    for i in olds:
        same = waiting[plain(old[i].number)]
        if same:
            yield Node((i,), (same.pop(0),))
