"""Many names on pages of a few, by their first letters, as in a telephone book.

A page holds the names that begin alike. When there are too many for one page, their next letter
tells them apart, and the page leads to those with one letter more. So one more name changes one
page, and a page that is there stays there as names come in: its address is a link that holds.
Pages of a hundred each would all move with every name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from clearway.publish.collation import base_letters, without_lead

T = TypeVar("T")

MOST = 200
"""Names on a page; more only where they are spelled alike to the last letter."""

LONGEST = 160
"""Bytes of the end of an address beyond which names are not told apart: file systems take 255."""

OTHER = "zzzz"
"""ISO 15924 for a script that is not known here."""

SCRIPTS = {
    "LATIN": "latn", "CYRILLIC": "cyrl", "GREEK": "grek", "ARABIC": "arab", "HEBREW": "hebr",
    "CJK": "hani", "HIRAGANA": "hira", "KATAKANA": "kana", "HANGUL": "hang", "THAI": "thai",
    "LAO": "laoo", "KHMER": "khmr", "MYANMAR": "mymr", "TIBETAN": "tibt", "DEVANAGARI": "deva",
    "BENGALI": "beng", "GURMUKHI": "guru", "GUJARATI": "gujr", "ORIYA": "orya", "TAMIL": "taml",
    "TELUGU": "telu", "KANNADA": "knda", "MALAYALAM": "mlym", "SINHALA": "sinh",
    "ARMENIAN": "armn", "GEORGIAN": "geor", "ETHIOPIC": "ethi", "MONGOLIAN": "mong",
    "THAANA": "thaa", "TIFINAGH": "tfng", "NKO": "nkoo", "CANADIAN": "cans", "CHEROKEE": "cher",
}  # fmt: skip
"""ISO 15924 codes by the first word of a letter's name, which Unicode never changes."""

FIGURES = "zyyy"
"""ISO 15924 for what belongs to no script: figures and signs."""


@dataclass(frozen=True, slots=True)
class NameGroup(Generic[T]):
    """Names that begin alike: those on the page itself, and the groups that it links to.

    `path` is the end of the page's address, such as 'latn/ma'; of the top it is empty. `label` is
    what the names begin with, of a whole script empty.
    """

    script: str
    label: str
    path: str
    number: int
    items: tuple[T, ...]
    parts: tuple[NameGroup[T], ...] = ()

    @property
    def choices(self) -> tuple[NameGroup[T], ...]:
        """The groups to choose from; those with a single choice are skipped."""
        return tuple(_skip_single(part) for part in self.parts)


def _skip_single(group: NameGroup[T]) -> NameGroup[T]:
    while not group.items and len(group.parts) == 1:
        group = group.parts[0]
    return group


_Spelled = tuple[str, tuple[str, ...], T]
"""Script, letters and thing; a letter that begins a word has a blank before it."""


def group_names(
    things: Sequence[T], name: Callable[[T], str], language: str, most: int = MOST
) -> NameGroup[T]:
    """The groups of things that are in order by their names; the order is kept within each."""
    names = [without_lead(name(thing)) for thing in things]
    base = base_letters((sign for text in names for sign in text if sign.isalnum()), language)
    groups: dict[tuple[str, str], list[_Spelled[T]]] = {}
    for thing, text in zip(things, names, strict=True):
        letters = tuple(_letters(text, base))
        script = script_of("".join(letters[:1]))
        # Letters of the Latin script lie side by side with the other scripts as wholes.
        top = letters[0] if script == "latn" else ""
        groups.setdefault((script, top), []).append((script, letters, thing))
    parts = [
        _shelf(script, (top,) if top else (), held, most) for (script, top), held in groups.items()
    ]
    # Figures and signs come first in every collation; here they are looked for last.
    parts.sort(key=lambda group: group.script == FIGURES)
    return NameGroup("", "", "", len(things), (), tuple(parts))


def walk(group: NameGroup[T]) -> Iterator[NameGroup[T]]:
    """A group and all below it."""
    yield group
    for part in group.parts:
        yield from walk(part)


def _shelf(script: str, start: tuple[str, ...], held: list[_Spelled[T]], most: int) -> NameGroup[T]:
    """The group of names that begin with `start`."""
    depth = len(start)
    label = "".join(start)
    path = f"{script}/{_slug(label)}" if label else script
    if len(held) <= most or len(path) > LONGEST:
        items = tuple(thing for _, _, thing in held)
        return NameGroup(script, label, path, len(held), items)
    groups: dict[str, list[_Spelled[T]]] = {}
    for spelled in held:
        groups.setdefault("".join(spelled[1][depth : depth + 1]), []).append(spelled)
    items = tuple(thing for _, _, thing in groups.pop("", []))
    parts = [_shelf(script, (*start, letter), group, most) for letter, group in groups.items()]
    return NameGroup(script, label, path, len(held), items, tuple(parts))


@cache
def script_of(sign: str) -> str:
    """The script of a letter as ISO 15924 has it, in small letters."""
    if not sign.isalpha():
        return FIGURES
    return SCRIPTS.get(unicodedata.name(sign, "").partition(" ")[0], OTHER)


def _letters(name: str, base: dict[str, str]) -> Iterator[str]:
    """The letters and figures of a name, a word's first with a blank before it but the first."""
    blank = ""
    started = False
    for sign in name:
        if not sign.isalnum():
            blank = " " if started and sign.isspace() else blank
            continue
        for letter in filter(str.isalnum, base[sign]):
            yield blank + letter
            blank, started = "", True


def _slug(text: str) -> str:
    """A text in an address: 'maria s' as maria-s; from its first letter beyond ASCII on, the
    numbers of all letters: 'мар' as ~43c~430~440. No two texts have the same.
    """
    for at, sign in enumerate(text):
        if not sign.isascii():
            return text[:at].replace(" ", "-") + "".join(f"~{ord(s):x}" for s in text[at:])
    return text.replace(" ", "-")
