"""The words of a PDF's pages, read by a process of its own.

PDFium is native code that reads files of strangers. In a process of its own (`pdfium`) a crash
ends only that process, and limits of time and memory hold for nothing else; `run` starts it.
PDFium gives characters with their places. Here they become words by the rules of pdfplumber's
`extract_words`: characters of one font and size are one run, a run falls into rows two points
apart, and a word ends at a blank or at a gap of 15 % of the font size.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

MAX_PAGES = 600
MAX_SIGNS = 2_000_000
MAX_MEMORY = 1 << 30
# Seconds of processor time for a file, and for each MiB of it; 100 pages take about 3
_SECONDS, _SECONDS_PER_MIB, _MOST_SECONDS = 15, 5, 120
# Of so many bytes a file is read in two parts at once; a second process takes a tenth of a second
_LARGE = 256 << 10
# A word ends at a gap of this share of the font size; a line at this many points
_GAP = 0.15
_ROW = 2.0

Word = tuple[str, float, float, float, float, float, str]
"""Text, x0, x1, top, bottom, font size, font name."""


_TOO_MUCH = (
    "is damaged, or takes too much time or memory to read; print it to a new PDF, or ask for the "
    "Word file"
)


class PdfRefusedError(ValueError):
    """Why the PDF cannot be read, in one line that begins in the middle of a sentence."""


class Sign(NamedTuple):
    """A character with its place in points from the top left of the page."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    font: str


@dataclass
class PageWords:
    """A page: its words, and what else is on it."""

    words: list[Word] = field(default_factory=list)
    skipped: int = 0
    """Characters of rotated text, which are left out."""
    has_picture: bool = False
    uprights: int = 0
    """Vertical rules, as of a table."""
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    """Horizontal rules as (x0, x1, distance from the top)."""
    signs: dict[str, int] = field(default_factory=dict)
    """Characters of each font."""
    unreadable: dict[str, int] = field(default_factory=dict)
    """Of those, the characters for which the font does not say what they mean."""


# --- started by the reader -----------------------------------------------------------------------


def run(content: bytes, parts: int | None = None) -> list[PageWords]:
    """The pages of a PDF, read in processes of their own. Raises PdfRefusedError.

    A large one is read in two parts at the same time where there is a second processor.
    """
    if parts is None:
        parts = 2 if len(content) >= _LARGE and (os.cpu_count() or 1) > 1 else 1
    with ThreadPoolExecutor(parts) as pool:
        read = pool.map(lambda part: _read_part(content, part, parts), range(parts))
        return list(chain.from_iterable(read))


def _read_part(content: bytes, part: int, parts: int) -> list[PageWords]:
    """The pages of the part with this number, counted from 0."""
    seconds = min(_SECONDS + _SECONDS_PER_MIB * (len(content) >> 20), _MOST_SECONDS)
    limits = (str(seconds), str(MAX_MEMORY // parts))
    command = [sys.executable, "-m", "clearway.texts.pdfium", *limits, str(part), str(parts)]
    try:
        # The system ends the process; where it knows no such limit, or is busy, this does
        done = subprocess.run(  # noqa: S603 - this program itself
            command, input=content, capture_output=True, timeout=8 * seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise PdfRefusedError(_TOO_MUCH) from None
    if done.returncode == 0:
        answer = json.loads(done.stdout)
        if "refused" in answer:
            raise PdfRefusedError(answer["refused"])
        return [PageWords(**page) for page in answer["pages"]]
    last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no message"]
    if "MemoryError" in last[0] or done.returncode < 0:
        raise PdfRefusedError(_TOO_MUCH)
    raise RuntimeError(f"PDFium could not be run: {last[0]}")


# --- characters into words -----------------------------------------------------------------------


def single(signs: Sequence[Sign]) -> list[Sign]:
    """The characters without those that a file prints twice, a little apart, to make them bold."""
    places = {(sign.text, round(sign.x0), round(sign.top)) for sign in signs if sign.text != " "}
    if len(places) == sum(sign.text != " " for sign in signs):
        return list(signs)
    kept: list[Sign] = []
    near: dict[tuple[str, int, int], list[Sign]] = {}
    for sign in signs:
        column, row = int(sign.x0), int(sign.top)
        around = [(sign.text, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        if sign.text != " " and any(
            abs(other.x0 - sign.x0) <= 1
            and abs(other.top - sign.top) <= 1
            and (other.font, other.size) == (sign.font, sign.size)
            for place in around
            for other in near.get(place, ())
        ):
            continue
        near.setdefault((sign.text, column, row), []).append(sign)
        kept.append(sign)
    return kept


def words_of(signs: Iterable[Sign]) -> Iterator[Word]:
    """Words from left to right within each run of one font and size.

    >>> row = [Sign(text, x, x + 5, 0.0, 10.0, "F") for text, x in zip("abc", (0, 5, 12))]
    >>> [word[0] for word in words_of(row)]
    ['ab', 'c']
    """
    for _, run_of_signs in groupby(signs, attrgetter("size", "font")):
        for row in _rows(list(run_of_signs)):
            word: list[Sign] = []
            for sign in row:
                last = word[-1] if word else None
                if last and (sign.text.isspace() or sign.x0 > last.x1 + _GAP * last.size):
                    yield _word(word)
                    word = []
                if not sign.text.isspace():
                    word.append(sign)
            if word:
                yield _word(word)


def _rows(signs: list[Sign]) -> Iterator[list[Sign]]:
    """Characters into rows, each from left to right; a row ends where two points are between."""
    signs.sort(key=attrgetter("top"))
    row: list[Sign] = []
    for sign in signs:
        if row and sign.top - row[-1].top > _ROW:
            yield sorted(row, key=attrgetter("x0"))
            row = []
        row.append(sign)
    if row:
        yield sorted(row, key=attrgetter("x0"))


def _word(signs: Sequence[Sign]) -> Word:
    first = signs[0]
    top = min(sign.top for sign in signs)
    bottom = max(sign.top for sign in signs) + first.size
    right = max(sign.x1 for sign in signs)
    text = "".join(sign.text for sign in signs)
    return text, first.x0, right, top, bottom, first.size, first.font
