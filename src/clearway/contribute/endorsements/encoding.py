"""Bytes of an export as text, by the file's own mark or by a guess, which is reported.

A name that an earlier program decoded wrongly is recognised too.
"""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from charset_normalizer import from_bytes

from clearway.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)

_NAMES = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "mac_roman": "Mac Roman",
    "cp932": "Shift JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp949": "Windows-949 (Korean)",
}
"""The encodings of Excel's 'CSV', by the language of the computer."""

_SAMPLE = 64 * 1024
_HIGH = re.compile(rb"[\x80-\xff]")
_SLACK = 0.1
"""By how much the measure of disorder may differ in a few short names."""

_WORD = re.compile(r"[^\s;,|\"]+(?: [^\s;,|\"]+)?")


def decoded(content: bytes, encoding: str | None = None) -> tuple[str, str, str]:
    """The text, how it was read in words, and words that show whether a guess is right.

    `encoding` is the one given on the command line. What cannot be decoded becomes U+FFFD, which no
    row may hold. Raises InputError.
    """
    if encoding is not None:
        return _as_given(content, encoding)
    for mark, name, shown in _MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace"), shown, ""
    wide = _without_mark(content)
    if wide is not None:
        return content.decode(wide, errors="replace"), "UTF-16", ""
    try:
        return content.decode("utf-8"), "UTF-8", ""
    except UnicodeDecodeError:
        if _is_mostly_utf8(content):
            return (
                content.decode("utf-8", errors="replace"),
                "UTF-8 (some letters are of another encoding)",
                "",
            )
    name = _guess(content)
    text = content.decode(name, errors="replace")
    return text, _NAMES[name], _example(text)


def _as_given(content: bytes, encoding: str) -> tuple[str, str, str]:
    try:
        info = codecs.lookup(encoding)
        text = content.decode(info.name, errors="replace")
    except (LookupError, UnicodeError, TypeError, ValueError):
        raise InputError(
            f"there is no encoding called {encoding[:40]!r}; one is utf-8, another windows-1252"
        ) from None
    return text.removeprefix("\ufeff"), _NAMES.get(info.name, info.name), ""


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin letters is 0."""
    head = content[:4096]
    low, high = head[0::2].count(0), head[1::2].count(0)
    if max(low, high) < len(head) // 5 or min(low, high) > max(low, high) // 4:
        return None
    return "utf-16-le" if high > low else "utf-16-be"


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether lines in another encoding are a few among many: edited by hand.

    What is valid UTF-8 beyond ASCII is hardly ever anything else.
    """
    good = bad = 0
    for line in content.split(b"\n"):
        if _HIGH.search(line):
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
    return good > bad


def _guess(content: bytes) -> str:
    """The code page whose text looks most like words; Western Europe's, where several do."""
    telling = b"\n".join(line for line in content.split(b"\n") if _HIGH.search(line))[:_SAMPLE]
    guesses = list(from_bytes(telling, cp_isolation=list(_NAMES)))
    least = min((match.chaos for match in guesses), default=0.0)
    likely = [
        name
        for match in guesses
        if match.chaos <= least + _SLACK
        for name in match.could_be_from_charset
        if name in _NAMES
    ]
    if "cp1252" in likely or not likely:
        likely.insert(0, "cp1252")
    return min(likely, key=lambda name: _oddities(telling.decode(name, errors="replace")))


def _oddities(text: str) -> int:
    """Signs and capitals inside words, as another code page's letters make them."""
    return sum(
        not (a.isascii() and b.isascii())
        and (
            (a.islower() and b.isupper())
            or (_is_sign(a) and b.isalpha())
            or (a.isalpha() and _is_sign(b))
        )
        for a, b in pairwise(text)
    )


def _is_sign(character: str) -> bool:
    return not (character.isascii() or character.isalnum() or character in "’ªº«»“”„‘")


def _example(text: str) -> str:
    """Up to three words with many letters beyond ASCII, which tell most."""
    candidates = _WORD.findall(text[: 4 * _SAMPLE])
    words = {word.strip("'"): None for word in candidates if not word.isascii()}
    telling = sorted(words, key=lambda word: -len({c for c in word if not c.isascii()}))
    return ", ".join(word[:30] for word in telling[:3])


_WRONG = ("cp1252", "latin-1", "mac_roman", "cp437", "cp850")
"""Encodings in which programs read a text that was UTF-8."""


def ungarbled(name: str) -> str | None:
    """What a name was before its UTF-8 was read as another encoding; None where it was not.

    >>> ungarbled("Solidarit√©"), ungarbled("Solidarité")
    ('Solidarité', None)
    """
    for encoding in _WRONG:
        try:
            meant = name.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if meant != name and any(c.isalpha() and not c.isascii() for c in meant):
            return meant
    return None
