"""Countries and groups as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from babel import Locale, localedata
from babel.core import get_global

from clearway.contribute.endorsements.phrases import plain
from clearway.records.fields import countries
from clearway.records.kinds.process import Group

_FIRST = ("en", "fr", "es", "pt", "de", "ru", "ar", "zh", "it", "nl")
"""Languages that are tried first: to read the names in all others takes a second."""

_EVERYDAY = {
    "america": "US", "u s": "US", "u s a": "US", "usa": "US", "united states of america": "US",
    "uk": "GB", "u k": "GB", "great britain": "GB", "britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB", "holland": "NL",
    "south korea": "KR", "republic of korea": "KR", "korea republic of": "KR",
    "north korea": "KP", "elfenbeinkuste": "CI", "russian federation": "RU", "turkey": "TR",
    "ivory coast": "CI", "czech republic": "CZ", "macedonia": "MK", "swaziland": "SZ",
    "burma": "MM", "cape verde": "CV", "east timor": "TL", "iran islamic republic of": "IR",
    "islamic republic of iran": "IR", "viet nam": "VN", "lao pdr": "LA",
    "syrian arab republic": "SY", "united republic of tanzania": "TZ",
    "tanzania united republic of": "TZ", "bolivia plurinational state of": "BO",
    "plurinational state of bolivia": "BO", "venezuela bolivarian republic of": "VE",
    "bolivarian republic of venezuela": "VE", "moldova republic of": "MD",
    "republic of moldova": "MD", "state of palestine": "PS", "palestine": "PS",
    "drc": "CD", "dr congo": "CD", "democratic republic of the congo": "CD",
    "republic of the congo": "CG", "the gambia": "GM", "the netherlands": "NL",
    "the bahamas": "BS", "vatican": "VA", "holy see": "VA", "hong kong": "HK", "macau": "MO",
    "people s republic of china": "CN", "pr china": "CN", "uae": "AE", "bosnia": "BA",
    "trinidad": "TT", "kosovo": "XK", "roc taiwan": "TW",
}  # fmt: skip
"""Names that CLDR's English list does not have."""

_IN_BRACKETS = re.compile(r"^(.*?)[(\[]([^()\[\]]*)[)\]]\s*$")
_PARTED = re.compile(r"(?<!\s)\s+[-–—|/:]\s+|[/,]")


@lru_cache(maxsize=4096)
def country_of(text: str) -> str | None:
    """The ISO 3166-1 code of a country's name in any language of CLDR, or of another code.

    None where it is no country, or more than one.
    """
    by_name = _named(text)
    if by_name is not None:
        return by_name
    bracketed = _IN_BRACKETS.match(text)
    parts = list(bracketed.groups()) if bracketed else _PARTED.split(text)
    codes = {code for part in parts if (code := _named(part)) is not None}
    return codes.pop() if len(codes) == 1 else None


def _named(text: str) -> str | None:
    bare = text.strip().replace(".", "")
    if re.fullmatch(r"[A-Za-z]{2}", bare) and bare.upper() in countries():
        return bare.upper()
    if re.fullmatch(r"[A-Za-z]{2,3}|\d{3}", bare):
        # CLDR's aliases of territories hold alpha-3 and numeric codes of ISO 3166-1.
        aliases = get_global("territory_aliases").get(bare.upper(), [])
        if len(aliases) == 1 and aliases[0] in countries():
            return str(aliases[0])
    phrase = plain(text)
    if not phrase:
        return None
    for names in (_EVERYDAY, *map(_names_in, _FIRST)):
        if phrase in names:
            return names[phrase]
        if phrase.removeprefix("the ") in names:
            return names[phrase.removeprefix("the ")]
    return _names_anywhere().get(phrase)


@cache
def _names_in(language: str) -> Mapping[str, str]:
    """Codes by the names of countries in one language."""
    names = Locale.parse(language).territories
    return {plain(str(names[code])): code for code in countries() if code in names}


@cache
def _names_anywhere() -> Mapping[str, str]:
    """Codes by names in every language; without those that are another country's elsewhere."""
    by_name: dict[str, set[str]] = {}
    for language in localedata.locale_identifiers():
        if "_" not in language:
            for name, code in _names_in(language).items():
                by_name.setdefault(name, set()).add(code)
    return {name: codes.pop() for name, codes in by_name.items() if len(codes) == 1}


def groups_by_name(groups: Sequence[Group]) -> Mapping[str, str]:
    """Ids of the process's groups by what people may call them: id, title, and its translations."""
    ids: dict[str, str] = {}
    for group in groups:
        titles = (group.title, *getattr(group.title, "translations", {}).values())
        for name in (group.id, *map(str, titles)):
            ids.setdefault(_one(name), group.id)
    return ids


def group_of(text: str, known: Mapping[str, str]) -> str | None:
    """The id of the group that an answer names; an explanation may follow a dash."""
    for part in (text, re.split(r"[(\[:–—]|\s-\s", text)[0]):
        if _one(part) in known:
            return known[_one(part)]
    return None


def _one(name: str) -> str:
    """'Governments' and 'government' are one group."""
    return " ".join(word.removesuffix("s") for word in plain(name).split())
