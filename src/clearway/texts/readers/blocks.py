"""Blocks: what every format is read into, before tracked changes are settled.

A reader gives one block per paragraph of its file, made of pieces that know whether they were
inserted or deleted. `settled` takes the changes as made or takes them back, joins what a deleted
(or an inserted and taken back) paragraph mark joins, and remembers what was proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from clearway.texts.numbers import split_number
from clearway.texts.paragraphs import FootnoteMark
from clearway.texts.readers.document import Action, Placement, Tracked

Change = Literal["", "inserted", "deleted"]


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text, or a footnote's mark (`note` is its label, `text` is empty).

    `moved` is set where the file says that the change is one half of a move.
    """

    text: str
    change: Change = ""
    author: str = ""
    date: str = ""
    note: str = ""
    comments: tuple[str, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A paragraph as the file has it.

    `number` is a number printed before the text that is not part of it (automatic numbering),
    with its stop; `heading` is 0 for a paragraph, else how deep the heading stands from 1;
    `list_item` is Word's (list, level) until the number is counted; `mark` is the change of the
    paragraph's own end.
    """

    pieces: tuple[TextRun, ...]
    number: str = ""
    heading: int = 0
    page: int | None = None
    line: int | None = None
    mark: Change = ""
    list_item: tuple[str, int] | None = None
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tracked change of a settled block: the characters from `start` to `end` of its text."""

    action: Action
    start: int
    end: int
    text: str
    author: str = ""
    date: str = ""
    placement: Placement = "within"
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """A block whose text is settled: spaces are single, footnote marks are beside."""

    block: SourceBlock
    text: str
    marks: tuple[FootnoteMark, ...] = ()
    proposals: tuple[Proposal, ...] = ()


def row_of(cells: Sequence[Sequence[SourceBlock]]) -> Iterator[SourceBlock]:
    """The blocks of a table's row; a first cell that holds only a number belongs to the next."""
    first = _text(p for block in cells[0] for p in block.pieces) if cells else ""
    number, rest = split_number(first)
    if number and not rest and len(cells) > 1 and cells[1]:
        yield replace(cells[1][0], number=first)
        yield from cells[1][1:]
        cells = cells[2:]
    for cell in cells:
        yield from cell


def settled(blocks: Iterable[SourceBlock], tracked: Tracked) -> tuple[Settled, ...]:
    """The blocks with their changes taken as made, or taken back; empty ones are left out.

    Proposals are remembered with 'annotate', comments always.
    """
    gone: Change = "deleted" if tracked == "accept" else "inserted"
    out: list[Settled] = []
    group: list[SourceBlock] = []
    for block in blocks:
        group.append(block)
        if block.mark != gone:
            _settle_group(out, group, gone, tracked)
            group = []
    if group:
        _settle_group(out, group, gone, tracked)
    return tuple(out)


def changes_taken_back(blocks: Iterable[SourceBlock], tracked: Tracked) -> Iterator[str]:
    """What settling leaves out, each with why: deletions that are made, insertions that are not."""
    gone: Change = "deleted" if tracked == "accept" else "inserted"
    for block in blocks:
        for is_gone, pieces in groupby(block.pieces, key=lambda piece: piece.change == gone):
            text = clean("".join(piece.text for piece in pieces)) if is_gone else ""
            if text:
                yield f"tracked change, {gone}: {text}"


def _settle_group(
    out: list[Settled], group: Sequence[SourceBlock], gone: Change, tracked: Tracked
) -> None:
    """Blocks that become one, because the marks between them are gone."""
    kept = [block for block in group if _has_text(block, gone)]
    pieces = tuple(piece for block in kept for piece in block.pieces)
    new = _one(replace((kept or group)[0], pieces=pieces), gone, tracked)
    first = group.index(kept[0]) if kept else len(group)
    early, late = _added(group[:first], gone), _added(group[first:], gone)
    if tracked != "annotate":
        early = late = None
    if early and out:
        out[-1] = _proposing(out[-1], early, "after")
    elif early:
        new = _proposing(new, early, "before")
    if late:
        new = _proposing(new, late, "after")
    if new.text or (kept and (new.block.list_item or new.block.number)):
        out.append(new)


def _added(blocks: Sequence[SourceBlock], gone: Change) -> Proposal | None:
    """Whole paragraphs that were inserted, as one proposal; None if there are none."""
    added = [b for b in blocks if not _has_text(b, gone) and _text(b.pieces)]
    if not added:
        return None
    first = next(piece for piece in added[0].pieces if piece.text.strip())
    text = "\n\n".join(_text(block.pieces) for block in added)
    return Proposal("insert", 0, 0, text, first.author, first.date, moved=first.moved)


def _proposing(block: Settled, proposal: Proposal, where: Placement) -> Settled:
    at = len(block.text) if where == "after" else 0
    placed = replace(proposal, start=at, end=at, placement=where)
    return replace(block, proposals=(*block.proposals, placed))


def _has_text(block: SourceBlock, gone: Change) -> bool:
    return any(
        piece.change != gone and (piece.text.strip() or piece.note) for piece in block.pieces
    )


def _text(pieces: Iterable[TextRun]) -> str:
    return clean("".join(piece.text for piece in pieces))


_SPACES = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
# Other control characters, the byte-order mark, soft hyphens, zero-width spaces, joiners
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\xad\u200b\u2060]")


def clean(text: str) -> str:
    """Text on one line with single spaces, without invisible signs; no-break spaces stay."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip(" ")


@dataclass(slots=True)
class _Line:
    """A text that grows piece by piece with single spaces."""

    text: str = ""
    marks: list[FootnoteMark] = field(default_factory=list)
    comments: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, piece: TextRun) -> tuple[int, int]:
        words = _SPACES.sub(" ", _INVISIBLE.sub("", piece.text)).replace("[^", "[ ^")
        if not self.text or self.text.endswith(" "):
            words = words.lstrip(" ")
        start = len(self.text)
        if piece.note:
            self.text = self.text.rstrip(" ")
            start = len(self.text)
            self.marks.append(FootnoteMark(start, piece.note))
        self.text += words
        for comment in piece.comments:
            first, _ = self.comments.get(comment, (start, start))
            self.comments[comment] = (first, len(self.text))
        return start, len(self.text)


def _one(block: SourceBlock, gone: Change, tracked: Tracked) -> Settled:
    line = _Line()
    proposals: list[Proposal] = []
    for _, run in groupby(block.pieces, key=lambda piece: (piece.change, piece.author, piece.date)):
        pieces = tuple(run)
        first = pieces[0]
        if first.change != gone:
            places = [line.add(piece) for piece in pieces]
            if first.change == "deleted" and places[-1][1] > places[0][0]:
                start, end = places[0][0], places[-1][1]
                by = first.author, first.date
                proposals.append(Proposal("delete", start, end, "", *by, moved=first.moved))
        elif first.change == "inserted" and tracked == "annotate":
            text = _SPACES.sub(" ", "".join(piece.text for piece in pieces))
            here = len(line.text)
            if text.strip():
                proposals.append(Proposal("insert", here, here, text, first.author, first.date))
    text = line.text.rstrip(" ")
    remarks = [Proposal("comment", *span, name) for name, span in line.comments.items()]
    kept = _replacements(proposals, text) if tracked == "annotate" else ()
    return Settled(block, text, tuple(line.marks), (*kept, *remarks))


def _replacements(proposals: Sequence[Proposal], text: str) -> tuple[Proposal, ...]:
    """A deletion and an insertion side by side by the same hand are one replacement."""
    out: list[Proposal] = []
    for proposal in proposals:
        last = out[-1] if out else None
        if (
            last
            and last.author == proposal.author
            and {last.action, proposal.action} == {"insert", "delete"}
            and not text[last.end : proposal.start].strip()
        ):
            cut = last if last.action == "delete" else proposal
            new = last if last.action == "insert" else proposal
            out[-1] = replace(cut, action="replace", text=new.text.strip())
        else:
            out.append(proposal)
    return tuple(out)
