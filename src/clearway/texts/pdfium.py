"""Characters, rules and pictures of a PDF's pages, from PDFium.

PDFium gives what a page draws: for each character what it means, its origin, its font and matrix.
Its own text order and its own blanks are not used. Where a font does not say what a character
means, PDFium guesses a letter and says so when asked (`FPDFText_HasUnicodeMapError`).

Runs as `python -m clearway.texts.pdfium`: a PDF on stdin, its pages as JSON on stdout.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable, Iterator
from ctypes import POINTER, byref, c_double, c_float, c_int, c_uint, c_void_p
from dataclasses import asdict
from math import hypot
from typing import Any

import pypdfium2_raw as pdfium

from clearway.texts.pdf_words import (
    MAX_PAGES,
    MAX_SIGNS,
    PageWords,
    PdfRefusedError,
    Sign,
    single,
    words_of,
)

MAX_OBJECTS = 200_000  # of one page
_MAX_DEPTH = 8  # of forms within forms
_HYPHEN_AT_LINE_END = 2  # PDFium's own sign
_DESCENT = 0.22  # of the font size, below the baseline: the same for every font, so that rows agree


def _function(function: Any, result: type, *arguments: type) -> Callable[..., Any]:
    """The function with plain numbers for its pointers, which costs half the time a call."""
    prototype = ctypes.CFUNCTYPE(result, *arguments)
    return prototype(ctypes.cast(function, c_void_p).value or 0)


_unicode = _function(pdfium.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
_text_object = _function(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_font_of = _function(pdfium.FPDFTextObj_GetFont, c_void_p, c_void_p)
_map_error = _function(pdfium.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
_origin = _function(
    pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, POINTER(c_double), POINTER(c_double)
)
_glyph_width = _function(
    pdfium.FPDFFont_GetGlyphWidth, c_int, c_void_p, c_uint, c_float, POINTER(c_float)
)
_font_name = _function(
    pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, c_void_p, ctypes.c_char_p, ctypes.c_size_t
)


def _pages(content: bytes, part: int, parts: int) -> Iterator[tuple[list[Sign], PageWords]]:
    """The characters of each page of a part in the order drawn, and what else is on it.

    Raises PdfRefusedError. The number of pages is asked before any page is opened.
    """
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise PdfRefusedError(
                "is encrypted; ask for it without a password, or print it to a new PDF"
            )
        raise PdfRefusedError("is damaged; ask for the file again, or for the Word file")
    count = pdfium.FPDF_GetPageCount(document)
    if count > MAX_PAGES:
        raise PdfRefusedError(f"has {count} pages; at most {MAX_PAGES} are read")
    for index in range(count * part // parts, count * (part + 1) // parts):
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            raise PdfRefusedError(f"is damaged: page {index + 1} cannot be opened")
        text = pdfium.FPDFText_LoadPage(page)
        found = PageWords()
        signs = _Page(page, text, found).signs() if text else []
        _objects(page, found)
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
        yield signs, found


class _Page:
    """One page while its characters are read."""

    def __init__(self, page: Any, text: Any, found: PageWords) -> None:
        self.page, self.found = page, found
        self.text = ctypes.cast(text, c_void_p).value
        self.text_pointer = text
        self.rotation = pdfium.FPDFPage_GetRotation(page)
        self.height = pdfium.FPDF_GetPageHeightF(page)
        self.widths: dict[tuple[int, int], float] = {}
        self.names: dict[int, str] = {}

    def signs(self) -> list[Sign]:
        count = pdfium.FPDFText_CountChars(self.text_pointer)
        if count > MAX_SIGNS:
            raise PdfRefusedError(f"has more than {MAX_SIGNS} characters, which no draft has")
        x, y = c_double(), c_double()
        out: list[Sign] = []
        known, font, name, size, stretch, upright = 0, 0, "", 0.0, 0.0, True
        for index in range(count):
            thing = _text_object(self.text, index)
            if not thing:  # a blank or a line end that PDFium adds
                continue
            if thing != known:
                known, font = thing, _font_of(thing) or 0
                name = self._name(font)
                size, stretch, upright = self._measures(index)
            code = _unicode(self.text, index)
            letter = "-" if code == _HYPHEN_AT_LINE_END else chr(code)
            self.found.signs[name] = self.found.signs.get(name, 0) + 1
            if _is_unreadable(code) or (code != 32 and _map_error(self.text, index)):
                self.found.unreadable[name] = self.found.unreadable.get(name, 0) + 1
                letter = "\N{REPLACEMENT CHARACTER}" if code < 32 else letter
            if not upright:
                self.found.skipped += 1
                continue
            _origin(self.text, index, byref(x), byref(y))
            left, base = self._turned(x.value, y.value)
            top = base - (1 - _DESCENT) * size
            last = out[-1] if out else None
            here = last is not None and (last.x0, last.top, last.font) == (left, top, name)
            if last and here and last.text == " ":
                out.pop()  # PDFium adds a blank for a gap, in the place of the next letter
            elif last and here and code != 32:
                # PDFium takes a ligature apart; its letters are all in the place of the whole
                right = max(last.x1, left + self._edges(index)[0])
                out[-1] = Sign(last.text + letter, left, right, top, size, name)
                continue
            advance = self.widths.get((font, code))
            if advance is None:
                advance = self._advance(font, code, index, stretch)
                if not self._is_taken_apart(index, count):
                    self.widths[font, code] = advance
            out.append(Sign(letter, left, left + advance * stretch, top, size, name))
        return out

    def _measures(self, index: int) -> tuple[float, float, bool]:
        """Font size, length of an advance of one, and whether the text is upright."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text_pointer, index, byref(matrix))
        nominal = pdfium.FPDFText_GetFontSize(self.text_pointer, index)
        along, up = self._direction(matrix.a, matrix.b), self._direction(matrix.c, matrix.d)
        upright = along[0] > 0 and abs(along[1]) < 0.05 * along[0] and up[1] > 0
        size = round(nominal * hypot(*up), 3)
        return size, nominal * hypot(*along) or 1.0, upright

    def _direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction of the page's own as one of the page as it is shown."""
        for _ in range(self.rotation):
            x, y = y, -x
        return x, y

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        """A point as distance from the left and from the top of the page as it is shown."""
        shown_x, shown_y = self._direction(x, y)
        if self.rotation in (0, 3):
            shown_y -= self.height
        return shown_x, -shown_y

    def _advance(self, font: int, code: int, index: int, stretch: float) -> float:
        """How far a character takes the next one, as a share of the font size.

        The loose box of a character is as wide as that or as its ink. Where the ink is as wide,
        the font is asked for the letter, which fails for letters that it has under no such name.
        """
        loose, ink = (edge / stretch for edge in self._edges(index))
        if loose > ink + 0.001:
            return loose
        width = c_float()
        _glyph_width(font, code, 1.0, byref(width))
        return width.value if 0 < width.value < loose else loose

    def _is_taken_apart(self, index: int, count: int) -> bool:
        """Whether the next character is in the same place: both are letters of one ligature."""
        x, y, next_x, next_y = c_double(), c_double(), c_double(), c_double()
        _origin(self.text, index, byref(x), byref(y))
        return bool(
            index + 1 < count
            and _origin(self.text, index + 1, byref(next_x), byref(next_y))
            and (x.value, y.value) == (next_x.value, next_y.value)
        )

    def _edges(self, index: int) -> tuple[float, float]:
        """How far the loose box and the ink of a character reach from its origin."""
        x, y = c_double(), c_double()
        _origin(self.text, index, byref(x), byref(y))
        start = self._turned(x.value, y.value)[0]
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self.text_pointer, index, byref(box))
        loose = max(self._turned(box.left, box.bottom)[0], self._turned(box.right, box.top)[0])
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        pdfium.FPDFText_GetCharBox(
            self.text_pointer, index, byref(left), byref(right), byref(bottom), byref(top)
        )
        ink = max(
            self._turned(left.value, bottom.value)[0], self._turned(right.value, top.value)[0]
        )
        return max(0.0, loose - start), max(0.0, ink - start)

    def _name(self, font: int) -> str:
        known = self.names.get(font)
        if known is None:
            buffer = ctypes.create_string_buffer(256)
            _font_name(font, buffer, 256)
            known = self.names[font] = buffer.value.decode("utf-8", "replace")
        return known


def _is_unreadable(code: int) -> bool:
    """Whether a code stands for no letter: private use, a control, the replacement character."""
    return code in (0, 0xFFFD) or 0xE000 <= code <= 0xF8FF or code >= 0xF0000


# --- what is drawn: rules, tables, pictures ------------------------------------------------------


def _objects(page: Any, found: PageWords) -> None:
    height = pdfium.FPDF_GetPageHeightF(page)
    left = MAX_OBJECTS

    def walk(count: int, thing_at: Callable[..., Any], holder: Any, depth: int) -> None:
        nonlocal left
        for index in range(count):
            left -= 1
            if left < 0:
                raise PdfRefusedError(
                    f"draws more than {MAX_OBJECTS} things on one page; print it to a new PDF"
                )
            thing = thing_at(holder, index)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                found.has_picture = True
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                _path(thing, height, found)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = pdfium.FPDFFormObj_CountObjects(thing)
                walk(inner, pdfium.FPDFFormObj_GetObject, thing, depth + 1)

    walk(pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject, page, 0)


def _path(thing: Any, height: float, found: PageWords) -> None:
    """Count a path's upright lines and keep its level ones; a filled box has two of each."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, byref(matrix))
    x, y = c_float(), c_float()
    before: tuple[float, float] | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(thing), 64)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if before and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            wide, tall = abs(here[0] - before[0]), abs(here[1] - before[1])
            if wide < 0.5 and tall > 8:
                found.uprights += 1
            elif tall < 0.5 and wide > 40:
                ends = sorted((here[0], before[0]))
                found.rules.append((ends[0], ends[1], height - here[1]))
        before = here


# --- the process ---------------------------------------------------------------------------------


def read_pages(content: bytes, part: int = 0, parts: int = 1) -> Iterator[PageWords]:
    """The pages of one of so many equal parts of a PDF, in order. Raises PdfRefusedError."""
    total = 0
    for signs, found in _pages(content, part, parts):
        total += len(signs)
        if total > MAX_SIGNS:
            raise PdfRefusedError(f"has more than {MAX_SIGNS} characters, which no draft has")
        found.words = list(words_of(single(signs)))
        yield found


def main() -> None:
    """Read a PDF from stdin, write its pages as JSON to stdout.

    The arguments are the most seconds of processor time, the most bytes of memory, the number of
    the part to read from 0, and how many parts there are.
    """
    seconds, memory, part, parts = map(int, sys.argv[1:5])
    _limit(seconds, memory)
    try:
        answer: dict[str, object] = {
            "pages": [asdict(page) for page in read_pages(sys.stdin.buffer.read(), part, parts)]
        }
    except PdfRefusedError as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout)


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for kind, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        _, most = resource.getrlimit(kind)
        limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(kind, (limit, most))


if __name__ == "__main__":
    main()
