"""Names in the order of a language's alphabet, whatever their script.

The order is that of CLDR for the language (`collator.py`); how a name is looked up is decided here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from clearway.publish.collator import Collator

T = TypeVar("T")

STROKES: Mapping[str, str] = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
    "þ": "th",
    "ß": "ss",
    "ς": "σ",
}
"""Letters that Unicode does not take apart into a plain one and a mark, and the plain ones."""


def in_order(
    things: Iterable[T], name: Callable[[T], str], id: Callable[[T], str], language: str
) -> list[T]:
    """Things by their names; signs before a name do not count, ids settle ties."""
    key = Collator.of(language).key
    return sorted(things, key=lambda thing: (key(without_lead(name(thing))), id(thing)))


def without_lead(name: str) -> str:
    """A name from its first letter or figure on: '.au Domain' is looked up under A."""
    first = next((n for n, sign in enumerate(name) if sign.isalnum()), 0)
    return name[first:]


def folded(text: str) -> str:
    """A text without case, accents and strokes, as it is searched for in every language."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)


class _PlainLetters(dict[int, str | None]):
    """What becomes of each letter in `folded`, found out when it is first met; None for a mark."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        is_mark = unicodedata.category(sign)[0] == "M"
        self[code] = None if is_mark else STROKES.get(sign, sign)
        return self[code]


_PLAIN = _PlainLetters()


def base_letters(letters: Iterable[str], language: str) -> dict[str, str]:
    """Each letter without its marks, where `language` takes the two for one letter.

    So 'é' is found under 'e'; 'ö' under 'o' in German, and under 'ö' itself in Swedish.
    """
    key = Collator.of(language).letter_key
    plain = {letter: folded(letter) or letter for letter in sorted(set(letters))}
    return {
        letter: other if key(letter) == key(other) else letter.casefold()
        for letter, other in plain.items()
    }
