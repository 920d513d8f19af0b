"""Pairs of drafts: the comparison with an editor's links, and what changed, in figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from clearway.records.kinds.draft import Correspondence, Draft, Verdict
from clearway.records.model import Process
from clearway.records.references import named, paragraphs_of
from clearway.redline import Comparison, ParagraphLink, compare, is_placeholder
from clearway.texts.numbers import IS_DELETED
from clearway.texts.paragraphs import NumberedParagraph, is_agreed, open_brackets


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """A draft whose text is held, with its paragraphs and headings."""

    draft: Draft
    paragraphs: tuple[NumberedParagraph, ...]

    @property
    def id(self) -> str:
        return self.draft.id

    def name(self, index: int) -> str:
        """How a concordance names a paragraph: by its number where it has one of its own."""
        paragraph = self.paragraphs[index]
        alone = paragraph.number and len(named(self.paragraphs, paragraph.number)) == 1
        return paragraph.number if alone else paragraph.anchor

    def indexes(self, names: Iterable[str]) -> tuple[int, ...]:
        """The paragraphs that a concordance names; what is not the name of one is passed over."""
        found = (named(self.paragraphs, name) for name in names)
        return tuple(self.paragraphs.index(each[0]) for each in found if len(each) == 1)


def is_told(paragraph: NumberedParagraph) -> bool:
    """Whether it has a life: headings have none, nor does '[deleted]', which keeps a number's
    place."""
    return paragraph.kind != "h" and not is_placeholder(paragraph.text)


def versions(process: Process) -> tuple[DraftVersion, ...]:
    """The drafts whose text is held in full, in line."""
    texts = ((draft, paragraphs_of(draft)) for draft in process.drafts_in_line)
    return tuple(DraftVersion(draft, text) for draft, text in texts if text is not None)


# --- What is still open in a text: square brackets, and places with alternatives


_ADJACENT = re.compile(r"\]\s*+(?:(?:/|or|and/or)\s*+)?\[")
_EITHER = re.compile(r"\[[^\[\]]*[^\[\]\s]/[^\[\]\s][^\[\]]*\]")
_AND_OR = re.compile(r"\band/or\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Brackets:
    """`open`: pairs of square brackets. `alternatives`: places with several to choose from.

    `agreed`: paragraphs that are marked as agreed ad referendum.
    """

    open: int = 0
    alternatives: int = 0
    agreed: int = 0

    def __add__(self, other: Brackets) -> Brackets:
        return Brackets(
            self.open + other.open,
            self.alternatives + other.alternatives,
            self.agreed + other.agreed,
        )


def brackets(paragraphs: Iterable[NumberedParagraph]) -> Brackets:
    """The count over paragraphs; '[deleted]', which only keeps a number's place, is none."""
    return sum((_of(paragraph) for paragraph in paragraphs), Brackets())


def _of(paragraph: NumberedParagraph) -> Brackets:
    text = paragraph.text
    if IS_DELETED.fullmatch(text):
        return Brackets()
    # One that is never closed is open all the same
    count = open_brackets(text) + paragraph.number.startswith("[")
    return Brackets(count, _alternatives(text), int(is_agreed(text)))


def _alternatives(text: str) -> int:
    """Rows of brackets side by side, '[four] [five]', and brackets with a stroke, '[four/five]'."""
    rows = re.sub(r"(?:\[[^\[\]]*\]\s*(?:/|or)?\s*)+", lambda m: _row(m.group()), text)
    return rows.count("\0")


def _row(row: str) -> str:
    several = bool(_ADJACENT.search(row))
    return "\0" if several or _EITHER.search(_AND_OR.sub("and or", row)) else ""


# --- Two drafts compared


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
class ComparedPair:
    """The comparison of two texts."""

    old: DraftVersion
    new: DraftVersion
    comparison: Comparison
    statistics: Statistics


def pair(old: DraftVersion, new: DraftVersion) -> ComparedPair:
    """Two drafts compared, with what editors confirmed or refused in the later one."""
    same, refused = editors_word(old, new)
    found = compare(old.paragraphs, new.paragraphs, confirmed=same, refused=refused)
    return ComparedPair(old, new, found, statistics(found, old.paragraphs, new.paragraphs))


def editors_word(
    old: DraftVersion, new: DraftVersion
) -> tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """What the later draft's concordance confirms and refuses, as pairs of indexes."""
    same: set[tuple[int, int]] = set()
    refused: set[tuple[int, int]] = set()
    for entry in new.draft.concordance:
        if (entry.draft or new.draft.previous) == old.id:
            pairs = set(_pairs(entry, old, new))
            (same if entry.kind is Verdict.SAME else refused).update(pairs)
    return frozenset(same), frozenset(refused - same)


def _pairs(
    entry: Correspondence, old: DraftVersion, new: DraftVersion
) -> Iterator[tuple[int, int]]:
    olds: Sequence[int] = old.indexes(entry.from_)
    news: Sequence[int] = new.indexes(entry.to)
    if not entry.from_:
        olds = range(len(old.paragraphs))
    if not entry.to:
        news = range(len(new.paragraphs))
    return product(olds, news)


def statistics(
    comparison: Comparison, old: Sequence[NumberedParagraph], new: Sequence[NumberedParagraph]
) -> Statistics:
    """What changed, counted."""

    def is_text(link: ParagraphLink) -> bool:
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
