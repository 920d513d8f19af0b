"""The place of a paragraph among its neighbours: its depth, its row of numbers, its anchor.

A row is a run of numbers that usually follow one another without a gap. `(i)` can be a letter or
a roman figure and `(1)` a paragraph or a part of one; what came before decides.

Texts under negotiation offer alternatives: under 'Option 1' and 'Option 2' the same numbers come
again. Each is then addressed by its option: `option-2.3bis`. A paragraph may also begin a row of
parts itself: '4. (a) …' is followed by '(b) …'.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from clearway.texts.alphabets import values_of
from clearway.texts.numbers import BULLET, Rank, main_rank, split_number, sub_ranks

Kind = Literal["p", "h"]


@dataclass(frozen=True, slots=True)
class NumberPosition:
    """Of one paragraph. `row` and `rank` are None for headings, bullets and unnumbered ones.

    `level` is 0 for a paragraph of its own, 1 for (a), 2 for (i) beneath it; 1.2 is 1 deep.
    `row` names the row of numbers: equal for all that follow one another. `beneath` is the
    anchor of the paragraph that a sub-paragraph belongs to. `option` names the alternative that
    it is part of ('option-2'), '' for none. `inner` are the rows that its own text begins, as
    (row, rank): of '4. (a) …' that of (a).
    """

    anchor: str
    level: int
    row: tuple[str, ...] | None = None
    rank: Rank | None = None
    beneath: str = ""
    option: str = ""
    inner: tuple[tuple[tuple[str, ...], Rank], ...] = ()


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

    repeated: frozenset[str] = frozenset()
    """Numbers that more than one paragraph has."""
    option: str = ""
    option_level: int = 0
    """The level of the heading that names the option; 0 where a line of text does."""
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
    used: dict[str, int] = field(default_factory=dict)
    """Every anchor, with the count that its next namesake begins to look at."""

    def unique(self, anchor: str) -> str:
        """The anchor, or with '--2', '--3' … when the draft has it already."""
        name, count = anchor, self.used.get(anchor, 1)
        while name in self.used:
            count += 1
            name = f"{anchor}--{count}"
        self.used[anchor] = count
        self.used.setdefault(name, 1)
        return name

    def top(self, anchor: str, depth: int) -> str:
        """Notes the paragraph above later sub-paragraphs; returns its anchor."""
        self.parent, self.depth, self.bullets = self.unique(anchor), depth, 0
        self.opened, self.broken = [], False
        return self.parent


def positions(paragraphs: Iterable[tuple[Kind, str, str, int]]) -> tuple[NumberPosition, ...]:
    """The position of each of (kind, number, text, heading level), in reading order."""
    all_ = tuple(paragraphs)
    numbers = Counter(number for kind, number, _, _ in all_ if kind == "p" and main_rank(number))
    reader = _Reader(frozenset(number for number, times in numbers.items() if times > 1))
    return tuple(
        _heading(reader, text, level) if kind == "h" else _paragraph(reader, number, text)
        for kind, number, text, level in all_
    )


_OPTION = re.compile(
    r"[\[\s]*(?P<word>option|alternative|alt|variant|variante|opción|opção|вариант|альтернатива"
    r"|الخيار|البديل|备选案文|备选|方案)[.\s]*"
    r"(?P<label>\d{1,2}|[IVX]{1,4}|[A-Z]|[一二三四五六七八九十])(?!\w)[\]\s]*+"
    r"(?P<end>[:.–—-]?\s*$|[:.–—-]\s)?",
    re.IGNORECASE,
)


def option_named(text: str, *, heading: bool) -> str:
    """The option that a heading or a line of its own names, such as 'option-2'; '' for none.

    >>> option_named("Option 2: Annual reports", heading=True)
    'option-2'
    >>> option_named("Вариант 1", heading=False), option_named("Option 2 is best", heading=False)
    ('option-1', '')
    """
    match = _OPTION.match(text)
    if match is None or (not heading and (match["end"] is None or text[match.end() :].strip())):
        return ""
    label = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in match["label"])
    values = dict(values_of(label))
    label = str(values["chinese"]) if "chinese" in values else label.lower()
    return f"{slug(match['word']) or 'option'}-{label}"


def _heading(reader: _Reader, text: str, level: int) -> NumberPosition:
    reader.headings += 1
    option = option_named(text, heading=True)
    if option or level <= reader.option_level or not reader.option_level:
        reader.option, reader.option_level = option, level if option else 0
    anchor = reader.unique(slug(text) or f"section-{reader.headings}")
    reader.section, reader.plain, reader.numbered_here = anchor, 0, False
    reader.parent, reader.depth, reader.opened, reader.bullets = anchor, 0, [], 0
    return NumberPosition(anchor, level, option=reader.option)


def _paragraph(reader: _Reader, number: str, text: str) -> NumberPosition:
    place = _placed(reader, number, text)
    inner = _inner(reader, place.anchor, text) if place.rank else ()
    return replace(place, option=reader.option, inner=inner)


def _inner(reader: _Reader, anchor: str, text: str) -> tuple[tuple[tuple[str, ...], Rank], ...]:
    """The rows that a text begins: '(a) (i) …' begins one of letters and one of roman figures."""
    rows = []
    number, rest = split_number(text)
    while number and rest and not _LISTED.match(rest):
        first = next((rank for rank in sub_ranks(number) if rank.key == _FIRST), None)
        if first is None:
            break
        reader.lists += 1
        name = (anchor, str(reader.lists), first.row)
        reader.opened.append(_Open(first.row, 1, anchor, name))
        rows.append((name, first))
        number, rest = split_number(rest)
    return tuple(rows)


_FIRST = (1, (0, 0, 0))
_LISTED = re.compile(r"(?:and|or|to|through|et|ou|y|o|и|или|و|أو)\b|[,–—-]")
"""What follows '(a)' where a sentence speaks of it: '(a) and (b) above'."""


def _placed(reader: _Reader, number: str, text: str) -> NumberPosition:
    if number == BULLET:
        reader.bullets += 1
        above = reader.opened[-1].anchor if reader.opened else reader.parent
        anchor = reader.unique(f"{above or 'text'}-b{reader.bullets}")
        return NumberPosition(anchor, reader.depth + len(reader.opened) + 1, beneath=above)
    option = option_named(text or number, heading=False) if not (number and text) else ""
    if option:
        reader.option, reader.option_level = option, 0
    if option and number:  # 'Alt 1' alone, which reads like the number of a paragraph
        return NumberPosition(reader.top(option, 0), 0)
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
    first = rank.key == _FIRST
    if first and rank.row in reader.rows and not reader.numbered_here and reader.section:
        # An annex that counts from 1 again begins a row of its own
        reader.chapter = reader.section
        reader.rows = set()
    reader.numbered_here = True
    reader.rows.add(rank.row)
    label = _anchor_label(number)
    if reader.option and number in reader.repeated:
        label = f"{reader.option}.{label.removeprefix('p') if label[:2] != 'pp' else label}"
    depth = rank.row.count(".")
    anchor = reader.top(f"{reader.chapter}-{label}" if reader.chapter else label, depth)
    return NumberPosition(anchor, depth, (reader.chapter, rank.row), rank)


def _anchor_label(number: str) -> str:
    bare = "".join(str(int(s)) if s.isdecimal() else s for s in number.strip("[]()°º").lower())
    alternative = bare.startswith("alt ")
    bare = bare.removeprefix("alt ").replace(" ", "").replace(".", "-") + "alt" * alternative
    return bare if bare.startswith(("op", "pp")) else f"p{bare}"


def _beneath(reader: _Reader, number: str, ranks: tuple[Rank, ...]) -> NumberPosition:
    depth, rank = _choose(reader, ranks)
    above = reader.opened[depth - 1].anchor if depth else reader.parent
    label = re.sub(r"[\[\](). ]", "", number).lower()
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

    A number that continues a row goes there, the deepest first; else a first number begins a new
    row; else it goes to a row of its alphabet, out of order. After a closing line, a first number
    begins a row directly below the paragraph.
    """
    same_row = [
        (depth, rank)
        for depth in reversed(range(len(reader.opened)))
        for rank in ranks
        if rank.row == reader.opened[depth].row
    ]
    for depth, rank in same_row:
        if _continues(reader.opened[depth], rank):
            return depth, rank
    first = next((rank for rank in ranks if rank.value == 1), None)
    if first is not None and all(rank != first for _, rank in same_row):
        return len(reader.opened), first
    if same_row and (first is None or not reader.broken):
        return same_row[0]
    if first is not None:
        reader.opened = []
        return 0, first
    return len(reader.opened), ranks[0]


def _continues(row: _Open, rank: Rank) -> bool:
    """Whether a number is the next of a row, or an insertion after its last, such as (b bis)."""
    return rank.value == row.value + (0 if any(rank.insertion) else 1)


def _unnumbered(reader: _Reader) -> NumberPosition:
    reader.plain += 1
    name = f"{reader.section or 'text'}-{reader.plain}"
    if reader.opened:
        # A closing line after (b) may be followed by (c), or by a new (a)
        reader.broken = True
        return NumberPosition(reader.unique(name), 0)
    return NumberPosition(reader.top(name, 0), 0)


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most 60 signs, cut between words; '' if none.

    >>> slug("A. Opening hours: who pays?")
    'a-opening-hours-who-pays'
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", folded.replace("'", ""))
    out = ""
    for word in words:
        if len(out) + len(word) > 60:
            break
        out = f"{out}-{word}" if out else word
    return out
