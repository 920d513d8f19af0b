"""Automatic numbers of a Word file, counted as Word prints them (ECMA-376 part 1, 17.9).

Lists that share an abstract definition share its counters; a list with a start override counts
anew at its first paragraph. A level begins again after a paragraph of any level above it, unless
w:lvlRestart says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from clearway.intake.draft.docx_xml import W, child, is_on, value
from clearway.records.paragraphs.numbers import as_letter, as_roman

ListItem = tuple[str, int]
"""A list's id and the level in it, from 0."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is numbered. `restart` is the level after which it begins again, from 1;
    0 for never, None for any above."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Numbering:
    """All lists of a file by their id."""

    lists: Mapping[str, _List] = field(default_factory=dict)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level a paragraph style is tied to in a list; 0 if none."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((at for at, level in levels.items() if level.style == style), 0)


def read_numbering(tree: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The lists of numbering.xml; those that borrow their levels from a style are followed."""
    if tree is None:
        return Numbering()
    abstracts = {a.get(W + "abstractNumId", ""): a for a in tree.iterchildren(W + "abstractNum")}
    nums = {n.get(W + "numId", ""): n for n in tree.iterchildren(W + "num")}
    lists = {}
    for list_id, num in nums.items():
        abstract_id = value(num, "abstractNumId") or ""
        abstract = abstracts.get(abstract_id)
        link = value(abstract, "numStyleLink")
        if link is not None:
            borrowed = nums.get(_list_of_style(styles, link) or "")
            abstract_id = value(borrowed, "abstractNumId") or abstract_id
            abstract = abstracts.get(abstract_id, abstract)
        lists[list_id] = _list(num, abstract_id, abstract)
    return Numbering(lists)


def _list_of_style(styles: etree._Element | None, style_id: str) -> str | None:
    for style in styles.iterchildren(W + "style") if styles is not None else ():
        if style.get(W + "styleId") == style_id:
            return value(style, "pPr/numPr/numId")
    return None


def _list(num: etree._Element, abstract_id: str, abstract: etree._Element | None) -> _List:
    levels = _levels(abstract)
    starts = {}
    for override in num.iterchildren(W + "lvlOverride"):
        at = number_in(override.get(W + "ilvl"), 0)
        levels |= _levels(override)
        start = value(override, "startOverride")
        if start is not None:
            starts[at] = number_in(start, 1)
    return _List(abstract_id, levels, starts)


def _levels(parent: etree._Element | None) -> dict[int, Level]:
    if parent is None:
        return {}
    return {
        number_in(each.get(W + "ilvl"), 0): Level(
            number_in(value(each, "start"), 1),
            value(each, "numFmt") or "decimal",
            value(each, "lvlText") or "",
            None if (restart := value(each, "lvlRestart")) is None else number_in(restart, 0),
            is_on(child(each, "isLgl")),
            value(each, "pStyle"),
        )
        for each in parent.iterchildren(W + "lvl")
    }


def number_in(text: str | None, otherwise: int) -> int:
    """A whole number an attribute spells, or another one when it spells none."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else otherwise


@dataclass(slots=True)
class Counter:
    """Counts list paragraphs in reading order; one per document."""

    numbering: Numbering
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def printed(self, item: ListItem) -> str:
        """The number printed before the next paragraph, which is of this list and level."""
        list_id, at = item
        found = self.numbering.lists.get(list_id)
        if found is None or at not in found.levels:
            return ""
        counts = self.counts.setdefault(found.abstract, {})
        level = found.levels[at]
        if at in found.starts and (list_id, at) not in self.started:
            self.started.add((list_id, at))
            counts[at] = found.starts[at]
        else:
            counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            if _begins_again(found.levels.get(deeper, Level()), at):
                del counts[deeper]
        return self._text(found, at, counts)

    def _text(self, found: _List, at: int, counts: Mapping[int, int]) -> str:
        level = found.levels[at]
        if level.form == "bullet":
            return "•"
        if level.form == "none":
            level = replace(level, text=re.sub(r"%\d", "", level.text))

        def figure(match: re.Match[str]) -> str:
            of = int(match[1]) - 1
            other = found.levels.get(of, Level())
            form = "decimal" if level.legal else other.form
            return spelled(counts.get(of, other.start), form)

        return re.sub(r"%(\d)", figure, level.text).strip()


def _begins_again(level: Level, after: int) -> bool:
    """Whether a level that is deeper than `after` counts anew; lvlRestart counts levels from 1."""
    return level.restart is None or (level.restart > 0 and after < level.restart)


def spelled(count: int, form: str) -> str:
    """A count in one of Word's forms; forms of other scripts as plain figures."""
    if count < 1:
        return str(count)
    forms: Mapping[str, Callable[[int], str]] = {
        "lowerLetter": as_letter,
        "upperLetter": lambda n: as_letter(n).upper(),
        "lowerRoman": as_roman,
        "upperRoman": lambda n: as_roman(n).upper(),
        "decimalZero": lambda n: f"{n:02}",
        "none": lambda _: "",
    }
    return forms.get(form, str)(count)
