"""Where a paragraph stands among its neighbours: its depth, its row of numbers, its anchor.

A row is a run of numbers that should follow one another without a gap. `(i)` can be a letter or
a roman figure and `(1)` a paragraph or a part of one; what came before decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from clearway.texts.numbers import BULLET, Rank, main_rank, sub_ranks

Kind = Literal["p", "h"]


@dataclass(frozen=True, slots=True)
class NumberPosition:
    """Of one paragraph. `row` and `rank` are None for headings, bullets and unnumbered ones.

    `level` is 0 for a paragraph of its own, 1 for (a), 2 for (i) beneath it; 1.2 is 1 deep.
    `row` names the row of numbers: equal for all that follow one another. `beneath` is the
    anchor of the paragraph that a sub-paragraph belongs to.
    """

    anchor: str
    level: int
    row: tuple[str, ...] | None = None
    rank: Rank | None = None
    beneath: str = ""


@dataclass(slots=True)
class _Open:
    """A row of sub-paragraphs that can still go on."""

    row: str
    value: int
    anchor: str
    name: tuple[str, ...]


@dataclass(slots=True)
class _Reader:
    """What has been read so far; one per draft."""

    section: str = ""
    plain: int = 0
    bullets: int = 0
    headings: int = 0
    chapter: str = ""
    numbered_here: bool = False
    rows: set[str] = field(default_factory=set)
    parent: str = ""
    depth: int = 0
    opened: list[_Open] = field(default_factory=list)
    broken: bool = False
    lists: int = 0
    used: set[str] = field(default_factory=set)

    def unique(self, anchor: str) -> str:
        """The anchor, or with '--2', '--3' … when the draft has it already."""
        name, count = anchor, 1
        while name in self.used:
            count += 1
            name = f"{anchor}--{count}"
        self.used.add(name)
        return name

    def top(self, anchor: str, depth: int) -> str:
        """Notes the paragraph that later sub-paragraphs stand beneath; returns its anchor."""
        self.parent, self.depth, self.bullets = self.unique(anchor), depth, 0
        self.opened, self.broken = [], False
        return self.parent


def positions(paragraphs: Iterable[tuple[Kind, str, str, int]]) -> tuple[NumberPosition, ...]:
    """The position of each of (kind, number, text, heading level), in reading order."""
    reader = _Reader()
    return tuple(
        _heading(reader, text, level) if kind == "h" else _paragraph(reader, number)
        for kind, number, text, level in paragraphs
    )


def _heading(reader: _Reader, text: str, level: int) -> NumberPosition:
    reader.headings += 1
    anchor = reader.unique(slug(text) or f"section-{reader.headings}")
    reader.section, reader.plain, reader.numbered_here = anchor, 0, False
    reader.parent, reader.depth, reader.opened, reader.bullets = anchor, 0, [], 0
    return NumberPosition(anchor, level)


def _paragraph(reader: _Reader, number: str) -> NumberPosition:
    if number == BULLET:
        reader.bullets += 1
        above = reader.opened[-1].anchor if reader.opened else reader.parent
        anchor = reader.unique(f"{above or 'text'}-b{reader.bullets}")
        return NumberPosition(anchor, reader.depth + len(reader.opened) + 1, beneath=above)
    rank = _main(reader, number)
    if rank is not None:
        return _numbered(reader, number, rank)
    ranks = sub_ranks(number)
    if ranks:
        return _beneath(reader, number, ranks)
    return _unnumbered(reader)


def _main(reader: _Reader, number: str) -> Rank | None:
    """The rank if the number is a paragraph's own: (12) is, unless plain figures came first."""
    bare = number.strip("[]()")
    in_brackets = number.strip("[]") != bare
    if in_brackets and bare.isdigit():
        plain_seen = any(not row.endswith(")") for row in reader.rows)
        return None if plain_seen else Rank(number.strip("[]").replace(bare, ""), int(bare))
    return main_rank(number)


def _numbered(reader: _Reader, number: str, rank: Rank) -> NumberPosition:
    first = rank.key == (1, (0, 0, 0))
    if first and rank.row in reader.rows and not reader.numbered_here and reader.section:
        # An annex that counts from 1 again begins a row of its own
        reader.chapter = reader.section
        reader.rows = set()
    reader.numbered_here = True
    reader.rows.add(rank.row)
    label = _anchor_label(number)
    depth = rank.row.count(".")
    anchor = reader.top(f"{reader.chapter}-{label}" if reader.chapter else label, depth)
    return NumberPosition(anchor, depth, (reader.chapter, rank.row), rank)


def _anchor_label(number: str) -> str:
    bare = number.strip("[]()").lower()
    alternative = bare.startswith("alt ")
    bare = bare.removeprefix("alt ").replace(" ", "").replace(".", "-") + "alt" * alternative
    return bare if bare.startswith(("op", "pp")) else f"p{bare}"


def _beneath(reader: _Reader, number: str, ranks: tuple[Rank, ...]) -> NumberPosition:
    depth, rank = _choose(reader, ranks)
    above = reader.opened[depth - 1].anchor if depth else reader.parent
    label = re.sub(r"[\[\]().]", "", number).lower()
    anchor = reader.unique(f"{above}-{label}" if above else f"text-{label}")
    if depth == len(reader.opened):
        reader.lists += 1
        reader.opened.append(_Open(rank.row, 0, "", (above, str(reader.lists), rank.row)))
    row = reader.opened[depth]
    row.value, row.anchor = max(row.value, rank.value), anchor
    reader.opened = reader.opened[: depth + 1]
    reader.broken, reader.bullets = False, 0
    return NumberPosition(anchor, reader.depth + depth + 1, row.name, rank, above)


def _choose(reader: _Reader, ranks: tuple[Rank, ...]) -> tuple[int, Rank]:
    """How deep among the open rows the number belongs, and as which of its ranks.

    Whoever continues a row goes there, the deepest first; else a first number begins a new row;
    else a row of its kind takes it, out of order as it may be.
    """
    opened = reader.opened
    for depth in reversed(range(len(opened))):
        for rank in ranks:
            goes_on = rank.value == opened[depth].value + (0 if any(rank.insertion) else 1)
            if rank.row == opened[depth].row and goes_on:
                return depth, rank
    first = next((rank for rank in ranks if rank.value == 1), None)
    same = [
        (depth, rank)
        for depth in reversed(range(len(opened)))
        for rank in ranks
        if rank.row == opened[depth].row
    ]
    if first is not None and not any(rank == first for _, rank in same):
        return len(opened), first
    if same and not (first is not None and reader.broken):
        return same[0]
    if first is not None:
        reader.opened = []
        return 0, first
    return len(opened), ranks[0]


def _unnumbered(reader: _Reader) -> NumberPosition:
    reader.plain += 1
    name = f"{reader.section or 'text'}-{reader.plain}"
    if reader.opened:
        # A closing line after (b) may be followed by (c), or by a new (a)
        reader.broken = True
        return NumberPosition(reader.unique(name), 0)
    return NumberPosition(reader.top(name, 0), 0)


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most 60 signs, cut between words; '' if none."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", folded.replace("'", ""))
    out = ""
    for word in words:
        if len(out) + len(word) > 60:
            break
        out = f"{out}-{word}" if out else word
    return out
