"""A heading that was renamed is known by the paragraphs that stay below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, product

from clearway.insight.redline.chain import Node

_WORTH = 9.0  # log-odds of a heading below which all paragraphs stayed


def renamed(
    standing: Sequence[Node], old_kinds: Sequence[str], new_kinds: Sequence[str]
) -> Iterator[tuple[Node, float]]:
    """Links of headings that no link in `standing` has, and what each is worth.

    A heading follows its paragraphs (those up to the next heading) when more than half of the
    linked ones that stood below it now stand below the other, and more than half of the linked
    ones that stand there now come from it.
    """
    old_section, new_section = _sections(old_kinds), _sections(new_kinds)
    linked = {h for node in standing for h in node.old if old_kinds[h] == "h"}
    linked_new = {h for node in standing for h in node.new if new_kinds[h] == "h"}
    prose = [node for node in standing if old_kinds[node.old[0]] != "h"]
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
    """For each passage the heading that it stands below, or is; -1 before the first."""
    own = (index if kind == "h" else -1 for index, kind in enumerate(kinds))
    return list(accumulate(own, max))
