"""Sort keys by the Unicode collation algorithm (UTS 10), with CLDR's rules for each language.

A text is read as *elements*, one for most characters. An element has three weights: of the letter,
of its accent, of its case. A key lists the weights of all letters, then those of all accents, then
those of all cases: accents matter between names of the same letters only, and case between names
that have the same accents too.

    root.txt    the elements of all characters in CLDR's root order
    rules.txt   how a language differs from it, in CLDR's syntax (UTS 35, part 5)
    pinyin.txt  Chinese characters by their sound, for Chinese

The three are in `cldr/`. `python -m tools.collation` writes them from ICU, and a test compares the
order of both. They are © Unicode, Inc., under the Unicode licence v3 (LICENSES/Unicode-3.0.txt).
Han characters without a sound are in the order of their code points, as UTS 10 has it.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from clearway.errors import InputError
from clearway.publish.collation_rules import Step, read_steps

Weight = int | Fraction
"""Of the root order a whole number; rules put fractions between two of them."""


class Element(NamedTuple):
    """Three weights, each 0 where the character has none of that kind."""

    letter: Weight
    accent: Weight
    case: Weight


Elements = tuple[Element, ...]
Table = dict[str, Elements]
"""Elements of a character, or of several that count as one. All text is in Unicode's NFD."""


class Room(NamedTuple):
    letter: int
    accent: int
    case: int


ROOM = Room(16, 1024, 1024)
"""In a key, whole weights are these numbers apart."""

# What is in no table comes after all letters, as far from their end as this and its code point.
HAN, HAN_SUPPLEMENT, UNASSIGNED = 0x10000, 0x20000, 0x60000

LEVELS = {"<": 0, "<<": 1, "<<<": 2}
"""Which of the three weights is a new one, by the operator of a rule."""


class Root(NamedTuple):
    """CLDR's order for no language in particular."""

    table: Table
    scripts: Mapping[str, range]
    """The letters of a script, by its code in ISO 15924."""
    end: int
    """Above the weights of all letters."""
    common: Element
    """The accent and case that most letters have: none, and small."""


class Collator:
    """The order of one language. Keys of different collators don't compare.

    >>> sorted(["zoo", "Öl", "ol"], key=Collator.of("de").key)
    ['ol', 'Öl', 'zoo']
    >>> sorted(["zoo", "Öl", "ol"], key=Collator.of("sv").key)
    ['ol', 'zoo', 'Öl']
    """

    def __init__(self, root: Root, rules: str = "", sounds: str = "") -> None:
        """`sounds`: Chinese characters in their order, where it is not that of code points.

        Raises InputError.
        """
        tailored = _Tailored(root, sounds)
        tailored.apply(rules)
        self._split = tailored.split
        self._elements = tailored.elements
        self._number = tailored.numbering()
        self._known: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, language: str) -> Collator:
        """The collator of a language (BCP 47); the root order where CLDR has no rules for it."""
        subtags = language.replace("_", "-").split("-")
        tags = ("-".join(subtags[:n]) for n in range(len(subtags), 0, -1))
        return _collator(next((tag for tag in tags if tag in _rules()), ""))

    def key(self, text: str) -> str:
        """What sorts as the text does."""
        parts = self._split(unicodedata.normalize("NFD", text))
        levels = zip(*map(self._weights, parts), strict=True)
        return "\0".join("".join(level) for level in levels)

    def letter_key(self, text: str) -> str:
        """The first part of the key: equal for texts that differ in accents and case only."""
        return self.key(text).partition("\0")[0]

    def _weights(self, part: str) -> tuple[str, ...]:
        """The weights of a part as a key has them: of its letters, accents and cases."""
        if part not in self._known:
            elements = self._elements(part)
            self._known[part] = tuple(
                "".join(chr(self._number(level, e[level])) for e in elements if e[level])
                for level in range(3)
            )
        return self._known[part]


class _Tailored:
    """The root order, to which the rules of a language are applied."""

    def __init__(self, root: Root, sounds: str) -> None:
        self._root = root
        self._table = dict(root.table)
        for n, sign in enumerate(sounds):
            self._table[sign] = (root.common._replace(letter=root.end + n),)
        self._longest: dict[str, int] = {}
        for text in self._table:
            if len(text) > 1:
                self._note_length(text)
        self._new: tuple[list[Fraction], ...] = ([], [], [])
        """The weights that rules made, in order: of letters, accents and cases."""
        self._first: list[str] = []
        """The scripts that come first."""

    def read(self, text: str) -> Elements:
        """The elements of a text."""
        parts = self.split(unicodedata.normalize("NFD", text))
        return tuple(element for part in parts for element in self.elements(part))

    def elements(self, part: str) -> Elements:
        return self._table[part] if part in self._table else self._implicit(part)

    def split(self, text: str) -> list[str]:
        """The parts of a text that have elements, the longest match first (UTS 10, step 2)."""
        signs = list(text)
        if self._longest.keys().isdisjoint(signs):
            return signs
        found = []
        at = 0
        while at < len(signs):
            part = signs[at]
            if part in self._longest:
                several = ("".join(signs[at : at + n]) for n in range(self._longest[part], 1, -1))
                part = next((text for text in several if text in self._table), part)
                at += len(part)
                part = self._with_marks(part, signs, at)
            else:
                at += 1
            found.append(part)
        return found

    def _with_marks(self, part: str, signs: list[str], at: int) -> str:
        """The part with those of the marks after it that belong to it, which are taken out of
        `signs`; other marks may be between.
        """
        between = 0
        while at < len(signs) and (kind := unicodedata.combining(signs[at])):
            if kind > between and part + signs[at] in self._table:
                part += signs.pop(at)
            else:
                between = kind
                at += 1
        return part

    def _implicit(self, sign: str) -> Elements:
        """The elements of a character that is in no table, by its code point."""
        code, end, common = ord(sign), self._root.end, self._root.common
        if 0x4E00 <= code < 0xA000 or 0xFA00 <= code < 0xFB00:
            return (common._replace(letter=end + HAN + code),)
        if 0x3400 <= code < 0x4DC0 or 0x20000 <= code < 0x40000:
            return (common._replace(letter=end + HAN_SUPPLEMENT + code),)
        first, second = divmod(code, 0x100)
        return (
            common._replace(letter=end + UNASSIGNED + first),
            Element(end + UNASSIGNED + 0x2000 + second, 0, 0),
        )

    def apply(self, rules: str) -> None:
        """Puts the characters that the rules name where they say."""
        current: Elements = ()
        for step in read_steps(rules):
            if step.operator == "reorder":
                self._first = step.text.split()
            elif step.operator == "suppress":
                for text in [t for t in self._table if len(t) > 1 and t[0] in step.text]:
                    del self._table[text]
            elif step.operator == "&":
                current = self._position(step)
            else:
                if step.operator != "=":
                    current = self._after(current, LEVELS[step.operator])
                text = unicodedata.normalize("NFD", step.text)
                self._table[text] = (*current, *self.read(step.extension))
                self._note_length(text)

    def _note_length(self, text: str) -> None:
        self._longest[text[0]] = max(len(text), self._longest.get(text[0], 1))

    def _position(self, step: Step) -> Elements:
        """The elements after which a rule puts characters."""
        if step.text == "[last secondary ignorable]":
            top = max(e.case for elements in self._root.table.values() for e in elements)
            return (Element(0, 0, top + 1),)
        if step.text.startswith("["):
            raise InputError(f"a position that is not known: {step.text}")
        elements = self.read(step.text)
        if not step.before:
            return elements
        level = step.before - 1
        kept, last = _split(elements, level)
        whole = Fraction(math.ceil(last[level]) - 1)
        below = max((new for new in self._new[level] if new < last[level]), default=whole)
        return (*kept, self._with(last, level, (last[level] + max(below, whole)) / 2))

    def _after(self, elements: Elements, level: int) -> Elements:
        """New elements right after these: before all that are after these at that level."""
        kept, last = _split(elements, level)
        whole = Fraction(math.floor(last[level]) + 1)
        above = min((new for new in self._new[level] if new > last[level]), default=whole)
        weight = (last[level] + min(above, whole)) / 2
        insort(self._new[level], weight)
        return (*kept, self._with(last, level, weight))

    def _with(self, element: Element, level: int, weight: Weight) -> Element:
        """The element with another weight at one level, and common ones at those below it."""
        return Element._make((*element[:level], weight, *self._root.common[level + 1 :]))

    def numbering(self) -> Callable[[int, Weight], int]:
        """What makes a number in a key of a level and a weight."""
        end = self._root.end
        moves = list(_moves(self._root, self._first))
        tables = [_numbered(new, room) for new, room in zip(self._new, ROOM, strict=True)]

        def number(level: int, weight: Weight) -> int:
            if level > 0:
                return tables[level].get(weight) or int(weight * ROOM[level])
            if weight >= end:
                found = end * ROOM.letter + int(weight - end)
            else:
                found = tables[0].get(weight) or int(weight * ROOM.letter)
            return found + next((by for numbers, by in moves if found in numbers), 0)

        return number


def _numbered(weights: Iterable[Fraction], room: int) -> dict[Weight, int]:
    """Numbers of new weights, that follow those of the whole weight below each."""
    numbers: dict[Weight, int] = {}
    for whole, group in groupby(weights, math.floor):
        for n, weight in enumerate(group, 1):
            if n == room:
                raise InputError("too many characters between two others")
            numbers[weight] = whole * room + n
    return numbers


def _split(elements: Elements, level: int) -> tuple[Elements, Element]:
    """The last element that has a weight of that level, and those before it."""
    for n in reversed(range(len(elements))):
        if elements[n][level]:
            return elements[:n], elements[n]
    raise InputError("nothing to put a character after")


def _moves(root: Root, first: list[str]) -> Iterator[tuple[range, int]]:
    """How far to move which numbers of letters, so that these scripts come before all others."""
    room = ROOM.letter
    scripts = {
        code: range(letters.start * room, letters.stop * room)
        for code, letters in root.scripts.items()
    }
    start = to = min(letters.start for letters in scripts.values())
    scripts["Hani"] = range(root.end * room, root.end * room + UNASSIGNED)
    if unknown := sorted(set(first) - set(scripts)):
        raise InputError(f"scripts that have no letters here: {unknown}")
    for code in first:
        yield scripts[code], to - scripts[code].start
        to += len(scripts[code])
    for moved in sorted((scripts[code] for code in first), key=lambda letters: letters.start):
        yield range(start, moved.start), to - start
        to += moved.start - start
        start = moved.stop


@cache
def _collator(tag: str) -> Collator:
    sounds = "".join(_lines("pinyin.txt")) if tag == "zh" else ""
    return Collator(_root(), _rules().get(tag, ""), sounds)


@cache
def _rules() -> Mapping[str, str]:
    """CLDR's rules by language."""
    return {tag: rules for tag, _, rules in (line.partition(" ") for line in _lines("rules.txt"))}


@cache
def _root() -> Root:
    return parse_root(_lines("root.txt"))


def _lines(name: str) -> list[str]:
    text = (files("clearway.publish") / "cldr" / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def parse_root(lines: Iterable[str]) -> Root:
    """The root order from lines such as these, of which the first tells what weights are common.

    `@common 4 2`, `@script Cyrl 4000 4100`: accent and case; first and last letter.
    `61 2001.4.2`: the element of U+0061. `61-63 2001.4.2`: of U+0061, U+0062 and U+0063, whose
    letters follow each other. `6C+B7 2011.4.2 0.9.2`: the elements of two characters together.
    """
    table: Table = {}
    scripts: dict[str, range] = {}
    common = Element(0, 0, 0)
    for line in lines:
        name, *values = line.split(" ")
        if name == "@common":
            common = Element(0, *map(int, values))
        elif name == "@script":
            scripts[values[0]] = range(int(values[1]), int(values[2]) + 1)
        else:
            elements = tuple(Element(*map(int, value.split("."))) for value in values)
            start, _, stop = name.partition("-")
            signs = "".join(chr(int(code, 16)) for code in start.split("+"))
            table[signs] = elements
            for n in range(1, int(stop, 16) - ord(signs) + 1 if stop else 1):
                following = elements[0]._replace(letter=elements[0].letter + n)
                table[chr(ord(signs) + n)] = (following,)
    top = max(e.letter for elements in table.values() for e in elements)
    return Root(table, scripts, int(top) + 1, common)
