"""A comparison as readers see it: rows in reading order, cut into paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from clearway.language import gettext as _
from clearway.language import joined, pgettext
from clearway.redline import Comparison, Kind, Op, ParagraphLink, Run
from clearway.redline.result import BETWEEN_PARAGRAPHS
from clearway.texts.numbering import option_named
from clearway.texts.paragraphs import (
    Footnote,
    FootnoteMark,
    NumberedParagraph,
    is_agreed,
    open_brackets,
)


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft as a file: what it is called, its words, and the day that it is of, if known."""

    title: str
    paragraphs: tuple[NumberedParagraph, ...]
    footnotes: tuple[Footnote, ...] = ()
    day: date | None = None
    id: str = "draft"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Versions:
    """Two drafts and what became of the first."""

    old: DraftFile
    new: DraftFile
    comparison: Comparison


class ShownRun(NamedTuple):
    """A run as readers see it: signs of change stand around words, never around spaces."""

    op: Op
    lead: str
    words: str
    trail: str


@dataclass(frozen=True, slots=True)
class Cut:
    """One paragraph of a row: its number, and its runs. A deleted break between paragraphs is the
    text '¶' of a '-' run."""

    number: str
    runs: tuple[Run, ...]

    @property
    def shown(self) -> tuple[ShownRun, ...]:
        return shown(self.runs)


def cut_at_marks(text: str, marks: tuple[FootnoteMark, ...]) -> Iterator[tuple[str, str]]:
    """Pieces of a text, each with the label of the footnote mark after it ('' for the last)."""
    start = 0
    for mark in marks:
        yield text[start : mark.offset], mark.label
        start = mark.offset
    yield text[start:], ""


def shown_alone(runs: Iterable[Run]) -> tuple[ShownRun, ...]:
    """The runs of one side, with all its spaces."""
    return shown(run if run.text.strip() else Run("=", run.text) for run in runs)


def shown(runs: Iterable[Run]) -> tuple[ShownRun, ...]:
    """Runs without the spaces that alone were deleted; spaces that alone were added are kept."""
    found = []
    for op, text in runs:
        words = text.strip()
        if words:
            lead = text[: len(text) - len(text.lstrip())]
            found.append(ShownRun(op, lead, words, text[len(text.rstrip()) :]))
        elif op != "-":
            found.append(ShownRun("=", text, "", ""))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """What became of some paragraphs. `kind` 'left' marks the place that moved ones have left.

    `id` is the row's own name and `other` that of the other end of a move, '' without one.
    """

    kind: Kind | Literal["left"]
    link: ParagraphLink
    old: tuple[NumberedParagraph, ...]
    new: tuple[NumberedParagraph, ...]
    cuts: tuple[Cut, ...]
    id: str
    other: str = ""

    @property
    def is_heading(self) -> bool:
        return (self.new or self.old)[0].kind == "h"

    @property
    def level(self) -> int:
        return (self.new or self.old)[0].level

    @property
    def is_same(self) -> bool:
        return self.kind == "same"

    @property
    def old_numbers(self) -> str:
        return joined_numbers(self.old)

    @property
    def new_numbers(self) -> str:
        return joined_numbers(self.new)

    @property
    def was(self) -> str:
        """What is said below the number: 'was 12', 'moved, was 12', 'split from 12'.

        Where square brackets or a mark of agreement went or came, that too: 'was 12, brackets
        removed, agreed ad ref'.
        """
        return _comma().join(said for said in (self._was, self._brackets, self._agreed) if said)

    @property
    def _agreed(self) -> str:
        if not self.new or self.kind in ("left", "same"):
            return ""
        before, after = (any(is_agreed(p.text) for p in side) for side in (self.old, self.new))
        if before == after:
            return ""
        return _("agreed ad ref") if after else _("no longer marked as agreed ad ref")

    @property
    def _brackets(self) -> str:
        if not self.old or not self.new or self.kind in ("left", "same"):
            return ""
        before, after = (
            sum(open_brackets(paragraph.text) for paragraph in side)
            for side in (self.old, self.new)
        )
        if before == after:
            return ""
        if after < before:
            if not after:
                return _("brackets removed")
            form = _("{number} of {total} brackets removed")
            return form.format(number=before - after, total=before)
        return _("brackets added")

    @property
    def _was(self) -> str:
        link = self.link
        if self.kind == "left":
            return ""
        moved = pgettext("a paragraph", "moved") + _comma() if link.moved else ""
        numbers = self.old_numbers
        if self.kind in ("split", "merged"):
            return moved + self._parts(numbers)
        if self.kind == "deleted" and (option := option_of(self.old[0])):
            return _("{option} deleted").format(option=option)
        if self.kind == "deleted":
            return _("was {number}").format(number=numbers) if numbers else _("deleted")
        if self.kind == "added":
            option = option_of(self.new[0])
            if option:
                return _("{option} added").format(option=option)
            return pgettext("a paragraph", "new")
        if not link.old:
            return _("place kept")
        if not link.new:
            return _("place given up")
        if link.renumbered and numbers:
            return moved + _("was {number}").format(number=numbers)
        return moved.removesuffix(_comma())

    def _parts(self, numbers: str) -> str:
        """Of a paragraph that was split or merged, the numbers that it had."""
        if self.kind == "split":
            return (
                _("split from {number}").format(number=numbers) if numbers else _("split from one")
            )
        if not numbers:
            return _("merged from several")
        return _("merged from {numbers}").format(numbers=numbers)


def option_of(paragraph: NumberedParagraph) -> str:
    """The option that a heading or a line names, as it is printed; '' for none.

    >>> option_of(NumberedParagraph("", "Option 2: a report each year", "h", 2, 1, "o"))
    'Option 2'
    """
    if not option_named(paragraph.text, heading=paragraph.kind == "h"):
        return ""
    return re.split(r"[:.(—–\]]", paragraph.text.strip("[ "), maxsplit=1)[0].strip()


def options_changed(found: Iterable[ComparisonRow]) -> str:
    """'Option 2 deleted. Option 3 added. ': the options that only one of the drafts has."""
    deleted, added = _("{option} deleted."), _("{option} added.")
    told = [(option_of(row.old[0]), deleted) for row in found if row.kind == "deleted"]
    told += [(option_of(row.new[0]), added) for row in found if row.kind == "added"]
    return "".join(f"{form.format(option=name)} " for name, form in told if name)


def joined_numbers(paragraphs: Iterable[NumberedParagraph]) -> str:
    """'3 and 4', '3, 4 and 5'; without those that have no number."""
    numbers = [p.number for p in paragraphs if p.number and p.number != "-"]
    return joined(numbers)


def _comma() -> str:
    return pgettext("between the items of a list", ", ")


def rows(versions: Versions) -> tuple[ComparisonRow, ...]:
    """Every link as a row, and a row of the kind 'left' where moved paragraphs stood."""
    old, new = versions.old.paragraphs, versions.new.paragraphs
    links = versions.comparison.links
    found = [_row(link, old, new) for link in links]
    return tuple(_with_ends(found, links, old))


def _row(
    link: ParagraphLink, old: Sequence[NumberedParagraph], new: Sequence[NumberedParagraph]
) -> ComparisonRow:
    olds, news = tuple(old[i] for i in link.old), tuple(new[j] for j in link.new)
    id = news[0].anchor if news else f"was-{olds[0].anchor}"
    other = f"was-{olds[0].anchor}" if link.moved and olds and news else ""
    return ComparisonRow(link.kind, link, olds, news, cut(link, olds, news), id, other)


def _with_ends(
    found: Sequence[ComparisonRow], links: Sequence[ParagraphLink], old: Sequence[NumberedParagraph]
) -> list[ComparisonRow]:
    """The rows, with the places that were left: each after what came before it and stayed."""
    stayed = sorted((link.old[0], n) for n, link in enumerate(links) if link.old and not link.moved)
    after: dict[int, list[ComparisonRow]] = defaultdict(list)
    moved = sorted((row for row in found if row.other), key=lambda row: row.link.old)
    for row in moved:
        before = bisect_left(stayed, (row.link.old[0], 0))
        place = stayed[before - 1][1] if before else -1
        after[place].append(
            ComparisonRow("left", row.link, row.old, row.new, (), row.other, row.id)
        )
    ordered = list(after[-1])
    for number, row in enumerate(found):
        ordered += [row, *after[number]]
    return ordered


def cut(
    link: ParagraphLink, old: Sequence[NumberedParagraph], new: Sequence[NumberedParagraph]
) -> tuple[Cut, ...]:
    """The words of a link as the paragraphs that now stand there (or stood, where none does)."""
    if not new:
        return tuple(Cut(p.number, _only("-", p.text)) for p in old)
    pieces: list[list[Run]] = [[]]
    for run in link.words:
        if run.op == "-":
            text = run.text.replace(BETWEEN_PARAGRAPHS, " ¶ " if run.text.strip() else "¶")
            pieces[-1].append(Run("-", text))
            continue
        first, *rest = run.text.split(BETWEEN_PARAGRAPHS)
        pieces[-1] += _only(run.op, first)
        pieces += [list(_only(run.op, text)) for text in rest]
    numbers = [p.number for p in new]
    assert len(pieces) == len(numbers), "the new text of a link has its new paragraphs"
    return tuple(Cut(n, tuple(p)) for n, p in zip(numbers, pieces, strict=True))


def _only(op: Literal["=", "-", "+"], text: str) -> tuple[Run, ...]:
    return (Run(op, text),) if text else ()


def side(link: ParagraphLink, op: Literal["-", "+"]) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs of one side of a link: its kept words and those that only it has."""
    pieces: list[list[Run]] = [[]]
    for run in link.words:
        if run.op in ("=", op):
            first, *rest = run.text.split(BETWEEN_PARAGRAPHS)
            pieces[-1] += _only(run.op, first)
            pieces += [list(_only(run.op, text)) for text in rest]
    return tuple(tuple(piece) for piece in pieces)
