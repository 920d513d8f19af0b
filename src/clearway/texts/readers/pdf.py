"""PDF files with a text layer."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from clearway.texts.readers.model import Doubt, Imported, NotADraft, first_line
from clearway.texts.readers.printed_lines import Line, PrintedWord, lines_of
from clearway.texts.readers.printed_paragraphs import read_lines

MAX_PAGES = 600
MAX_STREAM = 64 * 1024 * 1024

# What pdfminer raises on files that are damaged or made to confuse it
_DAMAGE = (
    PSException,
    PdfminerException,
    MalformedPDFException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    struct.error,
    zlib.error,
)


def read_pdf(content: bytes) -> Imported:
    """The draft in a PDF. NotADraft when it is damaged, locked, too large, or has no text layer."""
    check_streams(content)
    doubts: list[Doubt] = []
    try:
        pages = list(_pages(content, doubts))
    except NotADraft:
        raise
    except _DAMAGE as error:
        if _is_locked(error):
            raise NotADraft(
                "the PDF is encrypted; ask for it without a password, or print it to a new PDF"
            ) from error
        raise NotADraft(f"the PDF is damaged: {first_line(error)}") from error
    if not any(pages):
        raise NotADraft(
            "the PDF has no text layer: it is scanned; ask for the Word file, or run text "
            "recognition (OCR) over it first"
        )
    return read_lines(pages, doubts)


def check_streams(content: bytes) -> None:
    """NotADraft when a compressed stream unpacks to more than a page's text can need.

    Pictures are left out: they are never unpacked here.
    """
    for match in re.finditer(rb"stream\r?\n", content):
        described = content[max(0, match.start() - 600) : match.start()].rpartition(b" obj")[2]
        if b"/Image" in described or b"FlateDecode" not in described:
            continue
        try:
            unpacker = zlib.decompressobj()
            unpacker.decompress(content[match.end() :], MAX_STREAM)
        except zlib.error:
            continue  # pdfminer mends what it can, and says what it cannot
        if unpacker.unconsumed_tail and not unpacker.eof:
            mebibytes = MAX_STREAM // 1024 // 1024
            raise NotADraft(f"a page of the PDF unpacks to more than {mebibytes} MiB")


def _is_locked(error: BaseException) -> bool:
    inner = error.args[0] if error.args else None
    return isinstance(error, PDFPasswordIncorrect) or isinstance(inner, PDFPasswordIncorrect)


def _pages(content: bytes, doubts: list[Doubt]) -> Iterator[tuple[Line, ...]]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise NotADraft(f"the PDF has {len(pdf.pages)} pages; at most {MAX_PAGES} are read")
        for page in pdf.pages:
            lines = lines_of(page.page_number, _words(page, doubts))
            if not lines and page.images:
                doubts.append(Doubt(page.page_number, None, "the page is a picture without text"))
            if _has_table(page):
                says = "the page has ruled lines as of a table; its text is read line by line"
                doubts.append(Doubt(page.page_number, None, says))
            yield lines
            page.close()


def _words(page: Page, doubts: list[Doubt]) -> Iterator[PrintedWord]:
    places = {(c["text"], round(c["x0"]), round(c["top"])) for c in page.chars}
    # Some files print a letter twice to make it bold; telling is cheap, mending is not
    single = page.dedupe_chars() if len(places) < len(page.chars) else page
    upright = single.filter(lambda thing: thing.get("upright", True))
    if len(upright.chars) < len(single.chars):
        doubts.append(Doubt(page.page_number, None, "text that stands askew is left out"))
    found = upright.extract_words(
        x_tolerance=None, x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["size", "fontname"]
    )
    for word in found:
        yield PrintedWord(
            word["text"],
            float(word["x0"]),
            float(word["x1"]),
            float(word["top"]),
            float(word["bottom"]),
            float(word["size"]),
            str(word["fontname"]),
        )


def _has_table(page: Page) -> bool:
    rules = [e for e in page.edges if e["orientation"] == "v" and e["height"] > 8]
    across = [e for e in page.edges if e["orientation"] == "h" and e["width"] > 40]
    return len(rules) >= 3 and len(across) >= 3
