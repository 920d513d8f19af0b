"""Text as words and signs, and paragraphs as short strings that can be compared fast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# A word keeps its inner hyphens, apostrophes and decimal signs; any other sign stands alone.
_TOKEN = re.compile(r"\w+(?:[-'’.]\w+|,(?=\d)(?<=\d,)\d+)*|[^\w\s]")

# One spelling for what typists and converters change without meaning to.
_ALIKE = str.maketrans(
    {
        "’": "'", "‘": "'", "‛": "'", "ʼ": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip

_FIRST, _SURROGATES, _LAST = 0x20, range(0xD800, 0xE000), 0x10FFFF


class Token(NamedTuple):
    """A word or sign and the white space before it."""

    space: str
    text: str


def tokens(text: str) -> tuple[list[Token], str]:
    """The tokens of a text and the white space after the last one: together all of the text."""
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        found.append(Token(text[end : match.start()], match.group()))
        end = match.end()
    return found, text[end:]


def normal(text: str) -> str:
    """Lower case, plain quotes and dashes: how a text is compared, never how it is shown."""
    return text.translate(_ALIKE).lower()


def encode(texts: Iterable[str]) -> list[str]:
    """Each text as a string with one character a token; equal tokens are equal characters.

    Strings, because that is what rapidfuzz compares fastest. More than a million distinct words
    share the last character, which blurs the comparison and breaks nothing.
    """
    letters: dict[str, str] = {}
    return ["".join(_letter(word, letters) for word in _TOKEN.findall(normal(t))) for t in texts]


def _letter(word: str, letters: dict[str, str]) -> str:
    known = letters.get(word)
    if known is None:
        point = _FIRST + len(letters)
        if point >= _SURROGATES.start:
            point += len(_SURROGATES)
        known = letters[word] = chr(min(point, _LAST))
    return known


def same_wording(old: str, new: str) -> bool:
    """Whether texts differ in nothing but white space, kinds of quotes and kinds of dashes."""
    return old == new or old.translate(_ALIKE).split() == new.translate(_ALIKE).split()
