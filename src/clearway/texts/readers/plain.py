"""Plain text files, read as pages of a typewriter, where all characters are of one width.

So a text file is read as a PDF is: the same rules find line numbers in the margin, headers that
repeat from form feed to form feed, indents, lines that end early and broken words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from clearway.texts.numbers import split_heading_number, split_number
from clearway.texts.readers.document import Doubt, DraftFileError, Imported
from clearway.texts.readers.printed_lines import Line, PrintedWord
from clearway.texts.readers.printed_paragraphs import read_lines

# --- Decoding


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)


def decoded(content: bytes, doubts: list[Doubt], *, is_html: bool = False) -> str:
    """The text, by its byte-order mark, an HTML file's own word, UTF-8, or Windows-1252.

    The last is a guess, which a doubt reports. Raises DraftFileError when the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _by(content, encoding)
    if b"\x00" in content:
        raise DraftFileError("the file is no text; save the draft as DOCX, PDF, HTML or plain text")
    declared = _DECLARED.search(content[:4096]) if is_html else None
    if declared:
        try:
            return _by(content, codecs.lookup(declared[1].decode("ascii")).name)
        except LookupError:
            doubts.append(Doubt(None, None, "the file names an unknown encoding"))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        doubts.append(Doubt(None, None, "the file is not UTF-8; it is read as Windows-1252"))
        return content.decode("cp1252", errors="replace")


def _by(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding, errors="replace")
    except (UnicodeError, LookupError) as error:
        raise DraftFileError(f"the file says it is {encoding}, and is not") from error


# --- Pages and lines


_WIDTH, _HEIGHT, _SIZE = 6.0, 12.0, 10.0
_UNWRAPPED = 200
_UNDERLINE = re.compile(r"\s*(=+|-{3,}|~{3,}|_{3,})\s*")
MAX_SIGNS = 2_000_000


def read_plain(content: bytes) -> Imported:
    """The draft in a text file. Raises DraftFileError when it is empty, too long or no text."""
    doubts: list[Doubt] = []
    text = decoded(content, doubts).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DraftFileError("the file is empty")
    if len(text) > MAX_SIGNS:
        raise DraftFileError(f"the text has more than {MAX_SIGNS} signs, which no draft has")
    imported = read_lines(_pages(text), doubts, _leading(text))
    if "\f" in text:
        return imported
    return replace(imported, doubts=tuple(replace(d, page=None) for d in imported.doubts))


def _leading(text: str) -> float:
    """One row, or two where lines that fill their width all have an empty one between them."""
    rows = [row.rstrip() for row in text.split("\n")]
    written = sorted(len(row) for row in rows if row)
    single = any(above and below for above, below in pairwise(rows))
    full = len(written) > 5 and written[len(written) // 2] > 0.8 * written[-1]
    return 2 * _HEIGHT if full and not single else _HEIGHT


def _pages(text: str) -> list[tuple[Line, ...]]:
    """Pages between form feeds; a line's `number` is that of the file."""
    pages: list[tuple[Line, ...]] = []
    first = 1
    for number, page in enumerate(text.split("\f"), 1):
        rows = [row.expandtabs(8).rstrip() for row in page.split("\n")]
        pages.append(tuple(_lines(rows, number, first)))
        first += len(rows) - 1
    return pages


def _lines(rows: Sequence[str], page: int, first: int) -> list[Line]:
    is_unwrapped = max(map(len, rows), default=0) > _UNWRAPPED
    out = []
    for index, row in enumerate(rows):
        if not row.strip() or (_UNDERLINE.fullmatch(row) and index and rows[index - 1].strip()):
            continue
        # Lines as long as their paragraphs are separated, as if empty lines were between them
        top = _HEIGHT * index * (4 if is_unwrapped else 1)
        font = "Bold" if _is_heading(rows, index) else "Plain"
        below = rows[index + 1] if index + 1 < len(rows) else ""
        size = 1.3 * _SIZE if font == "Bold" and below.strip().startswith("=") else _SIZE
        words = tuple(
            PrintedWord(
                match[0],
                _WIDTH * match.start(),
                _WIDTH * match.end(),
                top,
                top + _SIZE,
                size,
                font,
            )
            for match in re.finditer(r"\S+", row)
        )
        out.append(Line(page, first + index, words))
    return out


def _is_heading(rows: Sequence[str], index: int) -> bool:
    """Underlined; or alone between empty lines and in capitals or with a heading's number."""
    row = rows[index].strip()
    below = rows[index + 1] if index + 1 < len(rows) else ""
    if _UNDERLINE.fullmatch(below) and abs(len(below.strip()) - len(row)) <= 3:
        return True
    above = rows[index - 1] if index else ""
    alone = not above.strip() and not below.strip()
    letters = [sign for sign in row if sign.isalpha()]
    in_capitals = len(letters) > 3 and all(sign.isupper() for sign in letters)
    number = split_heading_number(row)[0]
    lettered = bool(number) and not split_number(row)[0] and number[:1].isupper()
    short = len(row.split()) <= 12 and not row.endswith((".", ";", ","))
    return short and ((in_capitals and not split_number(row)[0]) or (alone and lettered))
