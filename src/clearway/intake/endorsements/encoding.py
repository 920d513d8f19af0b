"""Bytes of an export as text, by what the file says of itself or by a guess that is told."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from clearway.intake.endorsements.table import NotATable

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
"""What Excel saves as 'CSV', by the language of the computer."""

_SAMPLE = 64 * 1024
_HIGH = re.compile(rb"[\x80-\xff]")
# Signs that Windows-1252 has where other code pages have letters.
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¡-©«-¹»-¿×÷]|[£¥¿][^\W\d_]")
_WORD = re.compile(r"\S*[^\x00-\x7f]\S*(?: \S+)?")


def decoded(content: bytes, encoding: str | None = None) -> tuple[str, str, str]:
    """The text, how it was read in words, and a word that shows whether a guess is right.

    `encoding` is what somebody says that it is. What cannot be decoded becomes U+FFFD, which no
    row may hold. Raises NotATable.
    """
    if encoding is not None:
        return _told(content, encoding)
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
            return content.decode("utf-8", errors="replace"), "UTF-8, with letters of another", ""
    name = _guess(content)
    text = content.decode(name, errors="replace")
    return text, _NAMES[name], _example(text)


def _told(content: bytes, encoding: str) -> tuple[str, str, str]:
    try:
        info = codecs.lookup(encoding)
        text = content.decode(info.name, errors="replace")
    except (LookupError, UnicodeError, TypeError, ValueError):
        raise NotATable(
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
    """Whether lines in another encoding are a few among many: put together by hand."""
    good = bad = 0
    for line in content.split(b"\n"):
        if _HIGH.search(line):
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
    return good >= 9 * bad


def _guess(content: bytes) -> str:
    telling = b"\n".join(line for line in content.split(b"\n") if _HIGH.search(line))[:_SAMPLE]
    found = from_bytes(telling, cp_isolation=list(_NAMES))
    likely = [match.encoding for match in found if match.chaos == min(m.chaos for m in found)]
    # Western Europe's is by far the most frequent, and its text is as well-formed in others.
    western = telling.decode("cp1252", errors="replace")
    if not likely or ("cp1252" in likely and not _SIGN_IN_WORD.search(western)):
        return "cp1252"
    return next((name for name in likely if name != "cp1252"), "cp1252")


def _example(text: str) -> str:
    found = _WORD.search(text)
    return found[0].strip("\"';,\t")[:40] if found else ""
