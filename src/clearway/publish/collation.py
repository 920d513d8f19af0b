"""Names in the order of a language's alphabet, whatever their script.

Unicode's collation (UTS 10) with CLDR's rules for the language, as ICU has them. They come with
DuckDB, of which nothing else is used: of the libraries with wheels for every system, it alone
knows languages. PyICU has no wheels, pyuca rests on Unicode 10 and, like feruca, has the root
order only, in which a Swedish Ö stands beside O.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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


@cache
def _icu() -> DuckDBPyConnection:
    # Imported late: most commands sort no names, and it takes a tenth of a second.
    import duckdb

    # Nothing is fetched, and nothing depends on how many cores there are.
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "threads": "1",
        },
    )


def sort_keys(names: Sequence[str], language: str, *, letters_only: bool = False) -> list[str]:
    """Keys that sort the names as `language` (BCP 47) does; with `letters_only`, equal ones for
    names that differ in nothing but accents and case.
    """
    if not names:
        return []
    tag = f"{language}-u-ks-level1" if letters_only else language
    found = _icu().execute("SELECT icu_sort_key(unnest($1::VARCHAR[]), $2)", [list(names), tag])
    return [key for (key,) in found.fetchall()]


def in_order(
    things: Iterable[T], name: Callable[[T], str], id: Callable[[T], str], language: str
) -> list[T]:
    """Things by their names; signs before a name do not count, ids settle ties."""
    listed = list(things)
    keys = sort_keys([without_lead(name(thing)) for thing in listed], language)
    order = sorted(range(len(listed)), key=lambda n: (keys[n], id(listed[n])))
    return [listed[n] for n in order]


def without_lead(name: str) -> str:
    """A name from its first letter or figure on: '.au Domain' is looked up under A."""
    first = next((n for n, sign in enumerate(name) if sign.isalnum()), 0)
    return name[first:]


def folded(text: str) -> str:
    """A text without case, accents and strokes, as it is searched for in every language."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (STROKES.get(sign, sign) for sign in plain if unicodedata.category(sign)[0] != "M")
    return "".join(letters)


def base_letters(letters: Iterable[str], language: str) -> dict[str, str]:
    """Each letter without its marks, where `language` takes the two for one letter.

    So 'é' is found under 'e'; 'ö' under 'o' in German, and under 'ö' itself in Swedish.
    """
    listed = sorted(set(letters))
    plain = [folded(letter) or letter for letter in listed]
    own, others = (sort_keys(x, language, letters_only=True) for x in (listed, plain))
    return {
        letter: other if a == b else letter.casefold()
        for letter, other, a, b in zip(listed, plain, own, others, strict=True)
    }
