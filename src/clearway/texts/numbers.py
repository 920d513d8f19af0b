"""The numbers of paragraphs: what counts as one, how it is spelled, how one follows another.

A number is the label before a paragraph by which people refer to it: `12.`, `12bis.`,
`12A.`, `1.2.`, `OP 4.`, `PP 3.`, `(a)`, `(iv)`, `(12)`, `alt 12.`, or a bullet. Everything else
that begins with a figure is text. The rule is typography, because nothing else is certain:

- a plain figure has at most three digits and is closed by `.` or `)`, then a space or, where it
  was forgotten, a capitalised word: '12. We …' and '12.We …' have a number; '12 months after',
  '1,000 people', '3.5 million' and '2025. A year' have none;
- a figure that nothing but a number can look like (`12bis`, `OP 4`, `1.2`) may go without the
  stop when a capital, a bracket or a quotation mark follows: '12 bis We …', but not
  'OP 4 of the text'; so may a plain one when the text is '[deleted]';
- a letter or a small roman figure needs its bracket or stop: '(a) …', 'a) …', 'iv. …';
- a bracket that opens before the number belongs to the text: '[12bis. We …]' is 12bis with the
  text '[We …]', while '[12bis.] We …' brackets the number itself, which is then '[12bis]'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clearway.texts.alphabets import (
    ARABIC_LETTER,
    CHINESE,
    CYRILLIC,
    LATIN,
    ROMAN,
    values_of,
)

SUFFIXES = (
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
    "quaterdecies",
    "quindecies",
)
"""The Latin insertions after a number in their order: bis comes second."""

_OTHER_SUFFIXES = {
    **dict(zip(("бис", "тер", "кватер", "квинквиес"), SUFFIXES, strict=False)),
    **dict(zip(("مكررا", "مكررا ثانيا", "مكررا ثالثا"), SUFFIXES, strict=False)),
    "مكرر": "bis",
    **dict(zip(("之二", "之三", "之四", "之五"), SUFFIXES, strict=False)),
}
"""How Russian, Arabic and Chinese texts write them."""

_ORDER = {
    **{suffix: place for place, suffix in enumerate(SUFFIXES, 2)},
    **{other: SUFFIXES.index(latin) + 2 for other, latin in _OTHER_SUFFIXES.items()},
}
"""The place of each after the number itself."""

BULLET = "-"

_INSERTION = "|".join(sorted(_ORDER, key=len, reverse=True))
_SUFFIX = rf"(?:[ .-]?(?i:(?:{_INSERTION}|alt\d{{0,2}})\b|\((?:{_INSERTION})\)))"
# Figures of any script: 12, ١٢ (Arabic), ۱۲ (Persian), １２ (full width)
_FIGURE = r"[1-9١-٩۱-۹１-９]\d{0,2}"
_MAIN = (
    r"(?P<before>(?i:alt)[. ]{1,2})?"
    r"(?P<prefix>[OP]P[. ]?)?"
    rf"(?P<figures>{_FIGURE}(?:\.{_FIGURE}){{0,8}})"
    r"(?P<ordinal>[°º](?!\s?[CF]\b)|(?:er|re|ère)\b)?"
    rf"(?P<letter>[A-Za-z](?![A-Za-z]))?(?P<suffix>{_SUFFIX}+)?"
)
_LETTER = rf"(?:{'|'.join(2 * letter for letter in LATIN)}|[a-zñ]|[{CYRILLIC}])"
_LETTERS = (
    rf"(?:{ROMAN}|{ROMAN.upper()}|{_LETTER}|[A-Z]|[{CYRILLIC.upper()}]|{ARABIC_LETTER}|{CHINESE})"
)
_INSERT = rf"(?:[ ]?(?:{_INSERTION}))?"

# A capitalised word, or writing that has no capitals and no spaces (Chinese, Japanese)
_WORD = r"(?:[^\W\d_a-z][a-z]|[\u3040-\u30ff\u3400-\u9fff“《])"
_AFTER = r"(?=\s|$|\[|\([^\W\d]{1,4}\)|[\u3040-\u30ff\u3400-\u9fff“《])"

_NOTHING_ELSE = re.compile(rf"{_MAIN}(?=\s+[^\Wa-z_\d]|\s*[\[“\"«]|\s*$)")
_CLOSED = re.compile(
    rf"{_MAIN}(?P<close>[.．。、)）]|(?<=\D):|(?<=P\d):|(?<=P \d):)(?=\s|$|\[|{_WORD})"
)
_ARABIC_DASH = re.compile(rf"(?P<figures>[١-٩۱-۹]\d{{0,2}})(?P<suffix>{_SUFFIX})?\s?[-–—](?=\s|$)")
_CHINESE_STOP = re.compile(rf"(?P<label>{CHINESE})[、．]")
_DEGREE = re.compile(r"(?P<figures>[1-9]\d{0,2})(?P<ordinal>[°º])(?!\s?[CF]\b)(?=\s+\D)")
_DELETED_NEXT = re.compile(rf"{_MAIN}(?=\s+\[deleted\.?\])", re.IGNORECASE)
_BRACKETED = re.compile(rf"\[(?:{_MAIN}(?:\]\.|\.\])|(?P<sub>\({_LETTERS}\))\])(?=\s|$)")
_IN_BRACKETS = re.compile(
    rf"[(（](?P<label>\d{{1,3}}|{_LETTERS}{_INSERT})[)）](?:\s?(?P<suffix>{_INSERTION})\b)?{_AFTER}"
)
_HALF_BRACKET = re.compile(
    rf"(?P<label>(?:{ROMAN}|{_LETTER}|{ARABIC_LETTER}){_INSERT}|\d{{1,3}})[)）]{_AFTER}"
)
_LETTER_STOP = re.compile(rf"(?P<label>{ROMAN}|[a-z])\.(?=\s+\D|$)")
_BULLET = re.compile(r"[-•*+‣▪●○◦·\uf0b7\uf0a7](?=\s+\S)")
_HEADING = re.compile(
    r"(?P<label>[IVXL]+|[A-Z]|\d{1,2}(?:\.\d{1,2})*|"
    r"(?:Part|Chapter|Section|Annex|Title)\s+(?:[IVXL]+|[A-Z]|\d{1,2}))(?P<close>[.):])(?=\s)"
)

IS_DELETED = re.compile(r"\[\s*(?:paragraph\s+)?deleted\.?\s*\]\.?", re.IGNORECASE)
"""Matches the whole text of a paragraph that holds its number's place only."""


def split_number(text: str) -> tuple[str, str]:
    """The number a paragraph begins with, in its one spelling, and the rest: ('', text) if none.

    Spelling: '12 bis', '12-bis', '12bis.' are '12bis'; '12 bis alt' is '12bis alt'; '12 alt' is
    '12alt'; 'OP4' is 'OP 4'; '(abis)' and '(a) bis' are '(a bis)'; brackets of '(a)', 'a)', '(12)'
    and '12)' stay; bullets of all shapes are '-'. `joined` is the way back. The module's docstring
    says what is a number.

    >>> split_number("12 bis We agree"), split_number("12 months after")
    (('12bis', 'We agree'), ('', '12 months after'))
    """
    opened = re.match(r"[\[\s]*", text)
    start = opened.end() if opened else 0
    bracketed = _BRACKETED.match(text.lstrip())
    if bracketed:
        number = bracketed["sub"] or _spelled(bracketed)
        return f"[{number}]", text.lstrip()[bracketed.end() :].strip()
    number, end = _number_at(text, start)
    if not number:
        return "", text.strip()
    return number, (text[:start].replace(" ", "") + text[end:].lstrip()).strip()


def split_heading_number(text: str) -> tuple[str, str]:
    """Like `split_number` for a heading, where 'IV.', 'A.' and 'Annex I.' are numbers too.

    >>> split_heading_number("IV. Opening hours")
    ('IV', 'Opening hours')
    """
    match = _HEADING.match(text)
    if match is None:
        return split_number(text)
    close = ")" if match["close"] == ")" else ""
    return " ".join(match["label"].split()) + close, text[match.end() :].strip()


def joined(number: str, text: str) -> str:
    """Number and text as they are written, with a stop where the number has no bracket.

    >>> joined("12bis", "We agree"), joined("(a)", "in winter")
    ('12bis. We agree', '(a) in winter')
    """
    if not number:
        return text
    stop = "" if number == BULLET or number.endswith((")", ")]", "°", "º")) else "."
    if re.fullmatch(CHINESE, number):
        stop = "、"
    return f"{number}{stop} {text}".rstrip()


def _number_at(text: str, start: int) -> tuple[str, int]:
    """The number at `start`, and where it ends."""
    for pattern in (_CLOSED, _DELETED_NEXT, _NOTHING_ELSE):
        match = pattern.match(text, start)
        if match and (pattern is not _NOTHING_ELSE or _is_unlike_text(match)):
            bracket = ")" if match.groupdict().get("close") in (")", "）") else ""
            return _spelled(match) + bracket, match.end()
    for pattern in (_DEGREE, _ARABIC_DASH):
        match = pattern.match(text, start)
        if match:
            found = match.groupdict()
            after = (found.get("ordinal") or "") + _suffix_spelled(found.get("suffix"))
            return match["figures"] + after, match.end()
    for pattern in (_IN_BRACKETS, _HALF_BRACKET, _LETTER_STOP, _CHINESE_STOP):
        match = pattern.match(text, start)
        if match:
            return _label_spelled(pattern, match), match.end()
    match = _BULLET.match(text, start)
    return (BULLET, match.end()) if match and start == 0 else ("", start)


def _is_unlike_text(match: re.Match[str]) -> bool:
    """Whether the match is a number even without a stop: prefix, suffix or more than one level."""
    return bool(match["prefix"] or match["suffix"] or match["before"] or "." in match["figures"])


_SUFFIX_PARTS = re.compile(rf"{_INSERTION}|alt\d*")


def _suffix_spelled(suffix: str | None) -> str:
    """'bis', 'bis alt', ' бис': as it follows a figure."""
    spelled = " ".join(_SUFFIX_PARTS.findall((suffix or "").lower()))
    is_word = spelled.startswith(("бис", "тер", "кв", "مكرر"))
    return f" {spelled}" if is_word else spelled


def _spelled(match: re.Match[str]) -> str:
    before = "alt " if match["before"] else ""
    prefix = match["prefix"][:2] + " " if match["prefix"] else ""
    suffix = _suffix_spelled(match["suffix"])
    figures = match["figures"] + (match["ordinal"] or "")
    return before + prefix + figures + (match["letter"] or "") + suffix


def _label_spelled(pattern: re.Pattern[str], match: re.Match[str]) -> str:
    label = match["label"].replace(" ", "")
    inserted = re.search(rf"(?<=[^\W\d_])(?:{_INSERTION})$", label)
    if inserted and pattern in (_IN_BRACKETS, _HALF_BRACKET):
        label = f"{label[: inserted.start()]} {inserted[0]}"
    if pattern is _IN_BRACKETS:
        return f"({label}{' ' if match['suffix'] else ''}{match['suffix'] or ''})"
    if pattern is _CHINESE_STOP:
        return label
    return f"{label})" if pattern is _HALF_BRACKET else label


# --- how numbers follow one another ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rank:
    """A number's place in one row of numbers that follow one another.

    `row` tells which row ('OP', 'PP', '' for plain figures, '1.' for 1.1, 1.2; for
    sub-paragraphs their brackets and alphabet); `value` counts from 1; `insertion` orders what
    shares a value: 12, 12alt, 12bis, 12ter, 12A.
    """

    row: str
    value: int
    insertion: tuple[int, int, int] = (0, 0, 0)

    @property
    def key(self) -> tuple[int, tuple[int, int, int]]:
        return self.value, self.insertion


_RANKED_MAIN = re.compile(_MAIN + r"(?P<close>\)?)")
_RANKED_SUB = re.compile(
    rf"(?P<open>\(?)(?P<label>[^\W\d]+?\u200d?|\d+)(?P<suffix>{_SUFFIX})?(?P<close>\)?)"
)


def main_rank(number: str) -> Rank | None:
    """The rank of a paragraph of its own: 12, 12bis, OP 4, 1.2, 12); None for anything else.

    >>> main_rank("12ter"), main_rank("(a)")
    (Rank(row='', value=12, insertion=(0, 3, 0)), None)
    """
    match = _RANKED_MAIN.fullmatch(number.strip("[]"))
    if match is None:
        return None
    *above, last = match["figures"].split(".")
    row = (match["prefix"] or "").strip() + "".join(f"{part}." for part in above) + match["close"]
    letter = ord(match["letter"].lower()) - 96 if match["letter"] else 0
    suffixes = _SUFFIX_PARTS.findall(match["suffix"] or "")
    latin = next((_ORDER[suffix] for suffix in suffixes if suffix in _ORDER), 0)
    others = [int(s[3:] or 1) for s in suffixes if s.startswith("alt")]
    return Rank(
        row, int(last), (letter, latin, others[0] if others else int(bool(match["before"])))
    )


def sub_ranks(number: str) -> tuple[Rank, ...]:
    """The ranks a sub-paragraph's number can have: (i) is the ninth letter or the first roman."""
    match = _RANKED_SUB.fullmatch(number.strip("[]"))
    if match is None or (not match["close"] and match["label"].isdecimal()):
        return ()
    label, brackets = match["label"], match["open"] + match["close"]
    parts = _SUFFIX_PARTS.findall(match["suffix"] or "")
    latin = _ORDER.get(parts[0], 0) if parts else 0
    return tuple(
        Rank(brackets + alphabet, value, (0, latin, 0)) for alphabet, value in values_of(label)
    )
