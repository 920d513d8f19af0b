"""The words of a name, without those that do not distinguish one signatory from another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from babel import Locale

from clearway.matching.letters import without_apostrophes, words
from clearway.records.fields.codes import countries


class NameWord(NamedTuple):
    """A word of a name: as it counts, and its letters. A country counts as '@' and its code."""

    token: str
    letters: str


# Chosen by hand: lists of company forms hold 'uk', 'as', 'at' and 'da', which are also words.
_FORM_AT_END = frozenset(
    """
    ltd limited llc llp lllp plc inc incorporated corp corporation co company pty pvt pte bhd sdn
    gmbh ggmbh ag eg ev kg ohg mbh ug genossenschaft
    sa sas sarl sasu srl spa scrl sl slu sab asbl vzw aisbl osc sae ltda lda eireli
    bv nv cv vof oy oyj ab asa aps doo dd ad sro zoo zrt kft nyrt eood ood
    ooo oao zao pao ano nko gk kk cic cio nfp npo npc ngo ong
    stichting asociacion associacao
    """.split()
)
_FORM_AT_BEGINNING = frozenset(
    """
    asociacion associacao association associazione fundacion fundacao fondation fondazione
    stichting verein vereniging ong ngo ooo oao zao pao ano nko
    """.split()
)
"""Legal forms. 'Foundation' at the end is not one: that of the Internet Society is another body."""

_FILLING = frozenset(
    """
    the a an of for and in on at to by s
    de la le les des du d l et pour en au aux el los las y e del para por da do dos das di il
    lo della delle per der die das und fur von van voor het een i og
    """.split()
)
"""Words that join others. A name of nothing else keeps them."""

_CHAPTER = frozenset(
    "chapter chapitre capitulo section seccion sektion kapitel branch afdeling office".split()
)
"""What a part of a larger body calls itself, beside the place in its name."""

_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl", "ru", "ar")
_IN_BRACKETS = re.compile(r"[(\[（]([^)\]）]{0,200})[)\]）]")
_DOTTED = re.compile(r"\b\w(?:[./]\s?\w)+\b\.?")
_CODE_AT_END = re.compile(r"(?<=[\w.][ -])([A-Z]{2})$")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9-]*[A-Za-z0-9]")
_APPOSED = re.compile(r"(?P<first>\S+?)(?:\s+-|\s*[:–—])\s+(?P<rest>\S.*)")
_POSTPOSED = re.compile(r"(?P<rest>.*\S)\s+[-–—]\s+(?P<first>\S+)")

_TITLE = re.compile(
    r"(?:(?:prof|professor|dra?|mr|mrs|ms|mx|engr|atty|shri|smt|sir|dame|herr|frau|mme)\b\.?"
    r"|(?:eng|ing|ir|hon|rev|fr|sra?|mag|dipl|amb|arq|adv|lic|m)\.)\s*",
    re.IGNORECASE,
)


_DEGREE = re.compile(
    r"(?<=\w)\s*,?\s+(?:ph\.? ?d|m\.?sc|b\.?sc|ll\.?[mb]|mba|esq)\.?$", re.IGNORECASE
)
"""'Md' is not one: it is short for Muhammad."""


@cache
def _country_names() -> Mapping[tuple[str, ...], str]:
    """'@' and the code of a country by the words of its name, in several languages (CLDR)."""
    by_words: dict[tuple[str, ...], set[str]] = {}
    for language in _LANGUAGES:
        names = Locale(language).territories
        for code in countries():
            title = str(names[code])
            for name in (title, _IN_BRACKETS.sub("", title), *_IN_BRACKETS.findall(title)):
                plain = tuple(w for w in words(name) if w not in _FILLING)
                if plain:
                    by_words.setdefault(plain, set()).add(f"@{code.lower()}")
    return {name: codes.pop() for name, codes in by_words.items() if len(codes) == 1}


_LONGEST = 5
"""In words, the longest name of a country that is looked for."""


def without_brackets(name: str) -> str:
    """A name without what is in brackets, and without its own acronym beside it.

    >>> without_brackets("Association for Progressive Communications (APC)")
    'Association for Progressive Communications'
    """
    bare = _IN_BRACKETS.sub(" ", name).strip() or name
    _, rest = _apposed(bare)
    return rest


def _apposed(name: str) -> tuple[str, str]:
    """The acronym beside what it is short for, and that: of 'APC – Association for …'.

    Its letters are found there in their order, from the first: 'ISOC: Nigeria' is no such name.
    """
    bare = name.strip()
    for match in filter(None, (_APPOSED.fullmatch(bare), _POSTPOSED.fullmatch(bare))):
        short, rest = match["first"], match["rest"]
        letters, long = [c for c in "".join(words(short)) if c.isalpha()], "".join(words(rest))
        left = iter(long)
        if _is_acronym(short) and long[:1] == letters[0] and all(c in left for c in letters):
            return short, rest
    return "", bare


def _is_acronym(part: str) -> bool:
    return bool(_ACRONYM.fullmatch(part)) and sum(c.isupper() or c.isdigit() for c in part) >= 3


def acronyms(name: str) -> Iterator[str]:
    """The name, where the whole of it is an acronym."""
    if _is_acronym(name.strip()):
        yield "".join(words(name))


def acronyms_beside(name: str) -> Iterator[str]:
    """The acronyms in brackets, or beside what they are short for."""
    beside, _ = _apposed(_IN_BRACKETS.sub(" ", name))
    for part in (beside, *(held.strip() for held in _IN_BRACKETS.findall(name))):
        if _is_acronym(part):
            yield "".join(words(part))


def initials(name: str) -> str:
    """The acronym that a name would have; empty with fewer than three full words."""
    parts = [w for w in words(without_brackets(name)) if w not in _FILLING]
    return "".join(part[0] for part in parts) if len(parts) >= 3 else ""


def full_words(name: str) -> tuple[str, ...]:
    """What an acronym of the name stands for."""
    return tuple(w for w in words(without_brackets(name)) if w not in _FILLING)


def organisation_words(name: str, known: Mapping[str, tuple[str, ...]]) -> tuple[NameWord, ...]:
    """The words of an organisation's name, in order.

    Legal forms and joining words are removed; a country is the same in every language; an acronym
    is replaced by what it is `known` to stand for.
    """
    bare_name = without_brackets(name)
    parts = words(_DOTTED.sub(lambda m: re.sub(r"\W", "", m[0]), bare_name))
    code = _code_at_end(bare_name) if len(parts) > 1 else None
    parts = _without_forms(parts[:-1] if code else parts)
    parts = tuple(w for w in parts if w not in _FILLING) or parts
    if len(parts) > 1 or code:
        parts = tuple(word for part in parts for word in known.get(part, (part,)))
    named = tuple(_with_countries(parts))
    return _without_chapter((*named, NameWord(f"@{code}", code)) if code else named)


def _code_at_end(name: str) -> str | None:
    """The code of a country that a name ends with, as 'Wikimedia CH' and 'ISOC-NG' do."""
    match = _CODE_AT_END.search(name)
    code = match[1].lower() if match and match[1] in countries() else None
    return None if code in _FORM_AT_END else code


def _without_forms(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Only one form is taken from the beginning: 'Association Foundation X' would be odd."""
    kept = parts
    while len(kept) > 1 and kept[-1] in _FORM_AT_END:
        kept = kept[:-1]
    return kept[1:] if len(kept) > 1 and kept[0] in _FORM_AT_BEGINNING else kept


def _with_countries(parts: tuple[str, ...]) -> Iterator[NameWord]:
    names = _country_names()
    at = 0
    while at < len(parts):
        for length in range(min(_LONGEST, len(parts) - at), 0, -1):
            piece = parts[at : at + length]
            code = names.get(piece)
            if code is not None:
                yield NameWord(code, "".join(piece))
                break
        else:
            length = 1
            yield NameWord(parts[at], parts[at])
        at += length


def _without_chapter(parts: tuple[NameWord, ...]) -> tuple[NameWord, ...]:
    """Without the word for a chapter. The parent's name is the same without the place."""
    kept = tuple(w for w in parts if w.token not in _CHAPTER)
    has_place = len(kept) > 1 and any(w.token.startswith("@") for w in kept)
    return kept if has_place or len(kept) > 2 else parts


def person_words(name: str) -> tuple[tuple[NameWord, ...], frozenset[str]]:
    """The words of a person's name in order, without titles, and the initials in it."""
    bare_name = without_apostrophes(without_brackets(name))
    while (title := _TITLE.match(bare_name)) and len(bare_name[title.end() :].split()) > 1:
        bare_name = bare_name[title.end() :]
    bare_name = _DEGREE.sub("", bare_name)
    parts = words(bare_name)
    long = tuple(NameWord(part, part) for part in parts if len(part) > 1)
    if not long:
        return tuple(NameWord(part, part) for part in parts), frozenset()
    return long, frozenset(part for part in parts if len(part) == 1)


def before_comma(name: str) -> str:
    """The name before what is printed beside it; 'Nordmann, Kari' stays as it is.

    >>> before_comma("Kari Nordmann, Friends of the Library"), before_comma("Nordmann, Kari")
    ('Kari Nordmann', 'Nordmann, Kari')
    """
    first, comma, _ = name.partition(",")
    return first if comma and len(first.split()) > 1 else name
