"""PDF files with a text layer."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec

from clearway.texts import pdf_words
from clearway.texts.pdf_words import PageWords, PdfRefusedError
from clearway.texts.readers.document import RULED_TABLE, Doubt, DraftFileError, Imported, counted
from clearway.texts.readers.printed_lines import NOTE_START, Line, PrintedWord, lines_of
from clearway.texts.readers.printed_paragraphs import read_lines

MAX_STREAM = 64 * 1024 * 1024
MAX_STREAMS = 256 * 1024 * 1024
_OCR = "ask for the Word file, or run text recognition (OCR) over it first"
# A font with a tenth of all characters is one of the text; of those it must explain 99 in 100
_BODY_FONT = 0.1
_UNREADABLE = 0.01
# A text with more right-to-left letters than this share is refused
_RIGHT_TO_LEFT = 0.05


def read_pdf(content: bytes) -> Imported:
    """The draft in a PDF. Raises DraftFileError (damaged, locked, too large, no text layer).

    ModuleNotFoundError without PDFium.
    """
    if find_spec("pypdfium2_raw") is None:
        raise ModuleNotFoundError(name="pypdfium2_raw")
    check_streams(content)
    try:
        page_words = pdf_words.run(content)
    except PdfRefusedError as error:
        raise DraftFileError(f"the PDF {error}") from error
    if not any(page.words for page in page_words):
        raise DraftFileError(f"the PDF has no text layer: it is scanned; {_OCR}")
    doubts = _unreadable_letters(page_words)
    _check_direction(page_words)
    pages = [_lines(number, page, doubts) for number, page in enumerate(page_words, 1)]
    return read_lines(pages, doubts)


def check_streams(content: bytes) -> None:
    """Raises DraftFileError when streams unpack to more than the text of a draft can need.

    Pictures are left out: they are never unpacked here.
    """
    total, view = 0, memoryview(content)
    for match in re.finditer(rb"stream\r?\n", content):
        described = content[max(0, match.start() - 600) : match.start()].rpartition(b" obj")[2]
        if b"/Image" in described or b"FlateDecode" not in described:
            continue
        try:
            unpacker = zlib.decompressobj()
            end = content.find(b"endstream", match.end())
            packed = view[match.end() : end if end > 0 else None]
            total += len(unpacker.decompress(packed, MAX_STREAM))
        except zlib.error:
            continue  # PDFium repairs what it can, and refuses what it cannot
        if unpacker.unconsumed_tail and not unpacker.eof:
            raise DraftFileError(f"a page of the PDF unpacks to more than {MAX_STREAM >> 20} MiB")
        if total > MAX_STREAMS:
            raise DraftFileError(f"the PDF unpacks to more than {MAX_STREAMS >> 20} MiB")


def _unreadable_letters(pages: Sequence[PageWords]) -> list[Doubt]:
    """A doubt for each page with unreadable letters.

    Raises DraftFileError if a font of the text has them.

    For such a font a reader shows letters, but the file does not say which they are; what would be
    read looks like words and is wrong.
    """
    signs: Counter[str] = Counter()
    unreadable: Counter[str] = Counter()
    for page in pages:
        signs.update(page.signs)
        unreadable.update(page.unreadable)
    for font, count in unreadable.items():
        if signs[font] >= _BODY_FONT * signs.total() and count > _UNREADABLE * signs[font]:
            name = font.rpartition("+")[2] or "without a name"
            raise DraftFileError(
                f"the PDF does not say which letters its font {name} shows, so that its text "
                f"cannot be read, as in a scan; {_OCR}"
            )
    return [
        Doubt(
            number,
            None,
            f"{counted(sum(page.unreadable.values()), 'letter')} may be wrong, since the file does "
            f"not say what its font {_names(page.unreadable)} shows",
        )
        for number, page in enumerate(pages, 1)
        if page.unreadable
    ]


def _names(fonts: Iterable[str]) -> str:
    return ", ".join(sorted({font.rpartition("+")[2] for font in fonts}))


def _check_direction(pages: Sequence[PageWords]) -> None:
    """Raises DraftFileError for a text in Arabic, Hebrew or another script from right to left.

    A PDF keeps its letters in the order and the shapes in which they were painted, and the order
    of the words is not in it.
    """
    letters = Counter(
        unicodedata.bidirectional(sign) for page in pages for word in page.words for sign in word[0]
    )
    backwards = letters["R"] + letters["AL"]
    if backwards > _RIGHT_TO_LEFT * (backwards + letters["L"]):
        raise DraftFileError(
            "the PDF is written from right to left, and a PDF keeps such text in the order in "
            "which it was painted, not in which it is read; ask for the Word file, or take the HTML"
        )


def _lines(number: int, page: PageWords, doubts: list[Doubt]) -> tuple[Line, ...]:
    if page.skipped:
        doubts.append(Doubt(number, None, "rotated text is left out"))
    lines = lines_of(number, [*(PrintedWord(*word) for word in page.words), *_note_rules(page)])
    if not lines and page.has_picture:
        doubts.append(Doubt(number, None, "the page is a picture without text"))
    if page.uprights >= 3 and len(page.rules) >= 3:
        says = f"the page has {RULED_TABLE}; its text is read line by line"
        doubts.append(Doubt(number, None, says))
    return lines


def _note_rules(page: PageWords) -> Iterator[PrintedWord]:
    """A short rule at the left edge with a footnote right below it, as a word of underscores."""
    if not page.words:
        return
    left, right = min(word[1] for word in page.words), max(word[2] for word in page.words)
    for start, end, top in sorted(page.rules):
        if abs(start - left) > 12 or end - start > 0.6 * (right - left):
            continue
        below = [word for word in page.words if top < word[4] and word[3] < top + 2.5 * word[5]]
        row = sorted(below, key=lambda word: (round(word[4] / 3), word[1]))
        size = row[0][5] if row else 0.0
        if row and NOTE_START.match(" ".join(word[0] for word in row[:2])):
            yield PrintedWord("_" * 15, start, end, top - size, top, size, row[0][6])
            return
