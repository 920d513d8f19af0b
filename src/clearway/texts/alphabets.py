"""Counting by letters and figures: roman figures, alphabets of six scripts, Chinese numerals.

`values_of` says which numbers a label can mean; `spelled` is the way back, in the formats of
Word (ST_NumberFormat, ECMA-376 part 1, 17.18.59). A format that is not known has no spelling:
no other number may take its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

ROMAN = r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
"""A small roman figure from i to lxxxix."""

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
"""Russian letters as lists use them: without ё, й, ъ and ь (Word's russianLower)."""
ARABIC_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
"""The order in which Arabic texts letter their sub-paragraphs; the United Nations use it."""
HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CHINESE_DIGITS = "一二三四五六七八九"

CHINESE = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""A Chinese numeral from 1 to 99."""

ARABIC_LETTER = r"(?:ه[ـ\u200d]?|[أابجدوزحطيكلمنسعفصقرشتثخذضظغ])"
"""One letter that lists in Arabic use; heh often carries a kashida: هـ."""


def values_of(label: str) -> tuple[tuple[str, int], ...]:
    """What a label can mean, as (alphabet, number from 1).

    >>> values_of("c"), values_of("i")
    ((('letters', 3),), (('letters', 9), ('roman', 1)))
    >>> values_of("12"), values_of("١٢"), values_of("в"), values_of("十二")
    ((('figures', 12),), (('figures', 12),), (('cyrillic', 3),), (('chinese', 12),))
    >>> values_of("د")
    (('abjad', 4), ('arabic', 8))
    """
    if label.isdecimal():
        return (("figures", int(label)),)
    small = label.lower()
    is_small = label == small
    meanings: list[tuple[str, int]] = []
    if len(set(small)) == 1 and len(small) <= 2:
        for name, letters in (("letters", LATIN), ("cyrillic", CYRILLIC)):
            if small[0] in letters:
                value = letters.index(small[0]) + 1 + len(letters) * (len(small) - 1)
                meanings.append((name if is_small else name.upper(), value))
    if label and re.fullmatch(ROMAN, small):
        meanings.append(("roman" if is_small else "ROMAN", roman_value(label)))
    if re.fullmatch(ARABIC_LETTER, label):
        letter = "أ" if label[0] == "ا" else label[0]
        meanings.append(("abjad", ARABIC_ABJAD.index(letter) + 1))
        meanings.append(("arabic", ARABIC_ALPHABET.index(letter) + 1))
    if re.fullmatch(CHINESE, label):
        meanings.append(("chinese", _chinese_value(label)))
    return tuple(meanings)


def _chinese_value(label: str) -> int:
    tens, ten, ones = label.rpartition("十")
    worth = {"": 0} | {digit: value for value, digit in enumerate(_CHINESE_DIGITS, 1)}
    return 10 * (worth[tens] or 1) * bool(ten) + worth[ones]


def roman_value(label: str) -> int:
    """What a roman figure of at most 89 is worth, in either case.

    >>> roman_value("xiv"), roman_value("XL")
    (14, 40)
    """
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50}[sign] for sign in label.lower()]
    return sum(-a if a < b else a for a, b in zip(worth, [*worth[1:], 0], strict=True))


_ROMAN_STEPS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def as_roman(value: int) -> str:
    """A number from 1 as a small roman figure.

    >>> as_roman(14)
    'xiv'
    """
    out = ""
    for worth, sign in _ROMAN_STEPS:
        out += sign * (value // worth)
        value %= worth
    return out


def as_letter(value: int) -> str:
    """A number from 1 as word processors letter it: a … z, aa, bb … zz.

    >>> as_letter(3), as_letter(28)
    ('c', 'bb')
    """
    return LATIN[(value - 1) % 26] * (1 + (value - 1) // 26)


def as_chinese(value: int) -> str:
    """A number from 1 to 99 as a Chinese numeral.

    >>> as_chinese(8), as_chinese(10), as_chinese(12), as_chinese(40)
    ('八', '十', '十二', '四十')
    """
    tens, ones = divmod(value, 10)
    head = ("" if tens == 1 else _CHINESE_DIGITS[tens - 1]) + "十" if tens else ""
    return head + (_CHINESE_DIGITS[ones - 1] if ones else "")


def _hebrew_figure(value: int) -> str:
    """A number from 1 to 399 in Hebrew letters; 15 and 16 avoid the letters of the divine name."""
    hundreds, rest = divmod(value, 100)
    head = "קרש"[hundreds - 1] if hundreds else ""
    if rest in (15, 16):
        return head + "ט" + "וז"[rest - 15]
    tens, ones = divmod(rest, 10)
    return head + ("יכלמנסעפצ"[tens - 1] if tens else "") + ("אבגדהוזחט"[ones - 1] if ones else "")


def _fullwidth(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


def _circled(value: int) -> str:
    return unicodedata.lookup(f"CIRCLED DIGIT {_DIGIT_NAMES[value - 1]}")


_DIGIT_NAMES = "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE".split()


def _repeated(letters: str) -> Callable[[int], str]:
    """Letter after letter, doubled after the last, as Word does for its alphabets."""
    return lambda value: letters[(value - 1) % len(letters)] * (1 + (value - 1) // len(letters))


_FORMATS: Mapping[str, tuple[int, Callable[[int], str]]] = {
    "decimal": (10**6, str),
    "decimalZero": (10**6, lambda n: f"{n:02}"),
    "decimalHalfWidth": (10**6, str),
    "decimalFullWidth": (10**6, _fullwidth),
    "decimalFullWidth2": (10**6, _fullwidth),
    "decimalEnclosedCircle": (9, _circled),
    "decimalEnclosedFullstop": (10**6, lambda n: f"{n}."),
    "decimalEnclosedParen": (10**6, lambda n: f"({n})"),
    "numberInDash": (10**6, lambda n: f"- {n} -"),
    "lowerLetter": (26 * 30, as_letter),
    "upperLetter": (26 * 30, lambda n: as_letter(n).upper()),
    "lowerRoman": (3999, as_roman),
    "upperRoman": (3999, lambda n: as_roman(n).upper()),
    "russianLower": (29 * 30, _repeated(CYRILLIC)),
    "russianUpper": (29 * 30, _repeated(CYRILLIC.upper())),
    "arabicAlpha": (28 * 30, _repeated(ARABIC_ALPHABET)),
    "arabicAbjad": (28 * 30, _repeated(ARABIC_ABJAD)),
    "hebrew1": (399, _hebrew_figure),
    "hebrew2": (22, lambda n: HEBREW[n - 1]),
    "chineseCounting": (99, as_chinese),
    "chineseCountingThousand": (99, as_chinese),
    "japaneseCounting": (99, as_chinese),
    "ideographTraditional": (10, lambda n: HEAVENLY_STEMS[n - 1]),
    "none": (10**6, lambda _: ""),
}
"""For each known format its highest number and its spelling."""


def spelled(count: int, form: str) -> str | None:
    """A count in one of Word's formats; None where the spelling is not known.

    >>> spelled(2, "lowerLetter"), spelled(2, "russianLower"), spelled(12, "chineseCounting")
    ('b', 'б', '十二')
    >>> spelled(2, "koreanLegal") is None
    True
    """
    if count < 1:
        return str(count) if form.startswith("decimal") else None
    most, spelling = _FORMATS.get(form, (0, str))
    return spelling(count) if count <= most else None
