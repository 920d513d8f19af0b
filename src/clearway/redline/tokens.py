"""Text as words and signs, and paragraphs as short strings that can be compared fast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# A word keeps its inner hyphens, apostrophes and decimal signs; any other sign stands alone.
_TOKEN = re.compile(r"\w+(?:[-'’.]\w+|,(?=\d)(?<=\d,)\d+)*|[^\w\s]")

# One spelling for what typists and converters change without meaning to.
_ALIKE = {
    "’": "'", "‘": "'", "‛": "'", "ʼ": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
}  # fmt: skip

_ANY_ALIKE = re.compile(f"[{''.join(_ALIKE)}]")

_FIRST, _SURROGATES, _LAST = 0x20, range(0xD800, 0xE000), 0x10FFFF


def spans(text: str) -> list[tuple[int, int]]:
    """Where each token begins and ends.

    >>> spans("it's 1,000!")
    [(0, 4), (5, 10), (10, 11)]
    """
    return [match.span() for match in _TOKEN.finditer(text)]


def normal(text: str) -> str:
    """Lower case, plain quotes and dashes: how a text is compared, never how it is shown.

    >>> normal("“Multi‑stakeholder”")
    '"multi-stakeholder"'
    """
    return _plain(text).lower()


def _plain(text: str) -> str:
    # Not str.translate, which looks every character up.
    return text if text.isascii() else _ANY_ALIKE.sub(lambda match: _ALIKE[match[0]], text)


START = "\0"
"""The code before the first token; no token is encoded as it."""


class Coded(NamedTuple):
    """A text with one character a token, and its pairs of neighbouring tokens, of which the first
    is `START` and the first token."""

    code: str
    pairs: tuple[str, ...]


def encode(texts: Iterable[str]) -> list[Coded]:
    """Each text as a string with one character a token; equal tokens are equal characters.

    Strings, because that is what rapidfuzz compares fastest. More than a million distinct words
    share the last character, which blurs the comparison and breaks nothing.
    """
    letters = _Letters()
    known: dict[str, Coded] = {}
    for text in (texts := list(texts)):
        if text not in known:
            code = "".join(map(letters.__getitem__, _TOKEN.findall(normal(text))))
            known[text] = Coded(code, tuple(map(str.__add__, START + code, code)))
    return [known[text] for text in texts]


class _Letters(dict[str, str]):
    """A character for each word, given out in order of first use."""

    def __missing__(self, word: str) -> str:
        point = _FIRST + len(self)
        if point >= _SURROGATES.start:
            point += len(_SURROGATES)
        letter = self[word] = chr(min(point, _LAST))
        return letter


def same_wording(old: str, new: str) -> bool:
    """Whether texts differ in nothing but white space, kinds of quotes and kinds of dashes.

    >>> same_wording("a “word”", 'a  "word"')
    True
    """
    return old == new or _plain(old).split() == _plain(new).split()
