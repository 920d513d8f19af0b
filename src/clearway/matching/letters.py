"""A name's letters without what people write differently: case, accents, signs, script.

Two foldings, the second on top of the first. `spelling` removes only case, accents, signs, spaces
and wide forms. `words` also transliterates other scripts into Latin letters, which loses something:
names that are equal there are likely, but not certainly, the same.
"""

from __future__ import annotations

import re
from unicodedata import category, combining, normalize
from unicodedata import name as unicode_name

from anyascii import anyascii

_KEPT = frozenset("LNM")
"""Letters, numbers and marks (Unicode general categories); signs and spaces make no name."""

_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_NO_WORD = re.compile(r"[^0-9a-z]+")


def spelling(name: str) -> str:
    """A name's letters and digits in one row, each in its own script.

    Empty only for an empty name.

    >>> spelling("Fundación Multitudes") == spelling("FUNDACION MULTITUDES")
    True
    >>> spelling("Общество") == spelling("Obshchestvo")
    False
    """
    plain = name.replace("&", " and ")
    if plain.isascii():
        return _NO_WORD.sub("", plain.lower()) or name.casefold()
    lean = "".join(c for c in normalize("NFKD", plain) if not _is_accent(c))
    latin = "".join(anyascii(c) if _is_latin(c) else c for c in lean.casefold())
    return "".join(c for c in latin.lower() if category(c)[0] in _KEPT) or name.casefold()


def _is_accent(character: str) -> bool:
    """An accent above or below, or an Arabic vowel sign. The vowels of Indic scripts are letters.

    By canonical combining class (Unicode 4.3): 202 to 240 are attached and placed above or below,
    27 to 35 are Arabic.
    """
    placed = combining(character)
    return placed >= 200 or 27 <= placed <= 35


def _is_latin(character: str) -> bool:
    """Beyond ASCII, in the blocks of Latin letters, such as ø, ł and ß."""
    return 0x80 <= ord(character) < 0x250 or 0x1E00 <= ord(character) < 0x1F00


def is_foreign(name: str) -> bool:
    """Whether most letters of a name are of another script than Latin."""
    letters = [c for c in name if c.isalpha()]
    return 2 * sum(ord(c) >= 0x250 and not _is_latin(c) for c in letters) > len(letters)


def is_ideographic(name: str) -> bool:
    """Whether all letters of a name are Chinese characters (Unicode's CJK ideographs)."""
    letters = [ord(c) for c in name if c.isalpha()]
    return bool(letters) and all(0x3400 <= c < 0xA000 or c >= 0x20000 for c in letters)


def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower-case Latin letters and digits; an apostrophe separates two.

    >>> words("Société de l'Internet")
    ('societe', 'de', 'l', 'internet')
    """
    plain = name.replace("&", " and ")
    if not plain.isascii():
        # Some letters of other scripts become a sign, as the Arabic ayn; it separates no words.
        parted = _APOSTROPHE.sub(" ", normalize("NFC", plain))
        plain = anyascii(parted).replace("`", "").replace("'", "")
    return tuple(_NO_WORD.sub(" ", plain.lower()).split())


def without_apostrophes(name: str) -> str:
    """O'Brien is one word in a person's name, where l'Internet is two in an organisation's."""
    return _APOSTROPHE.sub("", name)


_ALIKE = {
    "a": "ɑΑαАаᎪꓮ",
    "b": "ΒВЬᏏᏴꓐꞴ",
    "c": "СсᏟᴄⲤⲥꓚꮯ",
    "d": "ԁᎠᏧꓒꓓ",
    "e": "ΕЕеҽᎬꓰꬲ",
    "f": "ϜքẝꓝꞘꞙꬵ",
    "g": "ɡԌցᏀᏳᶃꓖ",
    "h": "ΗНһհᎻᏂⲎꓧ",
    "i": "ɩɪιіӏᎥꙇꭵ",
    "j": "ͿϳЈјᎫꓙꞲ",
    "k": "ΚКᏦⲔꓗ",
    "l": "ΙІӀᏞⲒⳐꓡꓲ",
    "m": "ΜϺМᎷⲘꓟ",
    "n": "ΝոռⲚꓠ",
    "o": "ΟοσОоՕօᴏᴑⲞⲟꓳꬽ",
    "p": "ΡρРрᏢⲢⲣꓑ",
    "q": "ԛգզ",
    "r": "гᎡᏒᴦⲅꓣꭇꭈꮁ",
    "s": "ЅѕՏᏕᏚꓢꜱꮪ",
    "t": "ΤТᎢⲦꓔ",
    "u": "ʋυՍսᴜꓴꞟꭎꭒ",
    "v": "νѴѵᏙᴠꓦꮩ",
    "w": "ɯѡԜԝաᎳᏔᴡꓪꮃ",
    "x": "ΧХхⲬꓫꞳ",
    "y": "ɣʏΥγУуҮүᎩᎽᶌỿⲨꓬꭚ",
    "z": "ΖᏃᴢꓜꮓ",
}  # fmt: skip
"""Letters of other scripts, and rare Latin ones, by the Latin letter that they look like.

The single letters of Unicode's confusables (UTS 39) in the scripts that are mixed with Latin; a
test compares them with ICU. `i` and `l` are one letter here, as a capital I is taken for an l.
"""

_LATIN = str.maketrans({sign: letter for letter, signs in _ALIKE.items() for sign in signs})


def looks_like(name: str) -> str:
    """What a name is read as at a glance, by letters that look alike.

    >>> looks_like("Fri\\u0435nds of the Library") == looks_like("Friends of the Library")
    True
    """
    plain = name if name.isascii() else normalize("NFKC", name).translate(_LATIN)
    return spelling(plain).replace("l", "i")


def has_lookalikes(name: str) -> bool:
    """Whether a letter of a name looks like a Latin one and is none."""
    return not name.isascii() and normalize("NFKC", name).translate(_LATIN) != normalize(
        "NFKC", name
    )


def is_mixed(name: str) -> bool:
    """Whether a word of a name has letters of another script than Latin, and Latin ones.

    >>> is_mixed("Fri\\u0435nds of the Library"), is_mixed("Общество ISOC")
    (True, False)
    """
    for word in re.split(r"[\W\d_]+", name):
        latin = {"LATIN" in unicode_name(letter, "") for letter in word if letter.isalpha()}
        if len(latin) == 2:
            return True
    return False


_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("tch", "c"), ("kh", "h"), ("zh", "z"),
    ("sh", "s"), ("ch", "c"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("th", "t"), ("dh", "d"),
    ("gh", "g"), ("x", "ks"), ("ck", "k"), ("q", "k"), ("w", "v"), ("c", "k"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyj]")
_TWICE = re.compile(r"(.)\1+")


def consonants(letters: str) -> str:
    """The letters that different transliterations have in common.

    Arabic writes few vowels, and Cyrillic comes as 'sch' to one reader and as 'shch' to another.
    """
    for written, sound in _SOUNDS:
        letters = letters.replace(written, sound)
    return _TWICE.sub(r"\1", _VOWELS.sub("", letters))
