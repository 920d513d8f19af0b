"""Two drafts compared, with the editor's word, and what changed in numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from clearway.insight.lineage.brackets import Brackets, brackets
from clearway.insight.lineage.versions import Version, is_told
from clearway.insight.redline import Comparison, Link, compare
from clearway.records.model import Correspondence, Verdict
from clearway.records.paragraphs import Paragraph

LOW = 0.9
"""A link of less confidence is shown to an editor."""

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


@dataclass(frozen=True, slots=True)
class Statistics:
    """Paragraphs by what became of them (headings and kept places apart), and words of everything.

    Of the new draft's `paragraphs`, `same`, `edited` and `moved` are one each, a split counts once
    however many it gave. `moved_too` are those edited, split or merged ones that moved besides.
    """

    paragraphs: int
    same: int
    edited: int
    moved: int
    split: int
    merged: int
    added: int
    deleted: int
    moved_too: int
    renumbered: int
    words_added: int
    words_deleted: int
    before: Brackets
    after: Brackets


@dataclass(frozen=True, slots=True)
class Pair:
    """The comparison of two texts."""

    old: Version
    new: Version
    comparison: Comparison
    statistics: Statistics


def pair(old: Version, new: Version) -> Pair:
    """Two drafts compared, with what editors confirmed or refused in the later one."""
    same, refused = editors_word(old, new)
    found = compare(old.paragraphs, new.paragraphs, confirmed=same, refused=refused)
    return Pair(old, new, found, statistics(found, old.paragraphs, new.paragraphs))


def editors_word(
    old: Version, new: Version
) -> tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """What the later draft's concordance confirms and refuses, as pairs of indexes."""
    same: set[tuple[int, int]] = set()
    refused: set[tuple[int, int]] = set()
    for entry in new.draft.concordance:
        if (entry.draft or new.draft.previous) == old.id:
            pairs = set(_pairs(entry, old, new))
            (same if entry.kind is Verdict.SAME else refused).update(pairs)
    return frozenset(same), frozenset(refused - same)


def _pairs(entry: Correspondence, old: Version, new: Version) -> Iterator[tuple[int, int]]:
    olds: Sequence[int] = old.indexes(entry.from_)
    news: Sequence[int] = new.indexes(entry.to)
    if not entry.from_:
        olds = range(len(old.paragraphs))
    if not entry.to:
        news = range(len(new.paragraphs))
    return product(olds, news)


def statistics(
    comparison: Comparison, old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> Statistics:
    """What changed, counted."""

    def is_text(link: Link) -> bool:
        return is_told(new[link.new[0]] if link.new else old[link.old[0]])

    links = [link for link in comparison.links if is_text(link)]
    kinds = Counter(link.kind for link in links)
    return Statistics(
        paragraphs=sum(map(is_told, new)),
        same=kinds["same"],
        edited=kinds["edited"],
        moved=kinds["moved"],
        split=kinds["split"],
        merged=kinds["merged"],
        added=kinds["added"],
        deleted=kinds["deleted"],
        moved_too=sum(1 for link in links if link.moved and link.kind != "moved"),
        renumbered=sum(1 for link in links if link.renumbered),
        words_added=_words(comparison, "+"),
        words_deleted=_words(comparison, "-"),
        before=brackets(old),
        after=brackets(new),
    )


def _words(comparison: Comparison, op: str) -> int:
    runs = (run for link in comparison.links for run in link.words if run.op == op)
    return sum(len(_WORD.findall(run.text)) for run in runs)
