"""The lines of a PDF's pages, with the places and fonts of their words.

`texts/pdf_words` gives the words; this module puts them into lines and sets aside what is not the
draft's text: headers, footers, page numbers, margin line numbers, footnotes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word's text and box in points, from the page's top left, with its font."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """Words of one line from left to right. `number` counts the page's lines from 1.

    Without slots, so that what is asked again and again is measured once.
    """

    page: int
    number: int
    words: tuple[PrintedWord, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words if word.size >= 0.8 * self.size)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words if word.size >= 0.8 * self.size)

    @cached_property
    def size(self) -> float:
        return usual_size([self])

    @cached_property
    def is_bold(self) -> bool:
        return all(re.search(r"bold|black|heavy", word.font, re.IGNORECASE) for word in self.words)

    @cached_property
    def text(self) -> str:
        return spelled(self.words)


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def spelled(words: Sequence[PrintedWord]) -> str:
    """Words as text: a space where there is room for one."""
    parts = []
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        if before and word.x0 - before.x1 > 0.12 * min(word.size, before.size):
            parts.append(" ")
        parts.append(word.text)
    return re.sub("[ﬀ-ﬆ]", lambda sign: _LIGATURES[sign[0]], "".join(parts))


def usual_size(lines: Iterable[Line]) -> float:
    """The font size of most of the signs, to a tenth of a point; 0 without lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        for word in line.words:
            sizes[round(word.size, 1)] += len(word.text)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 0.0


def lines_of(page: int, words: Iterable[PrintedWord]) -> tuple[Line, ...]:
    """Words into lines: the larger ones make the lines, a raised small one joins the nearest."""
    rows: list[list[PrintedWord]] = []
    # Rows are kept by cells of height, so tall that a word reaches its own and the next only
    words = sorted(words, key=lambda word: (-round(word.size, 1), word.top, word.x0))
    tall = max((word.bottom - word.top for word in words), default=1.0) or 1.0
    cells: dict[int, list[list[PrintedWord]]] = defaultdict(list)
    for word in words:
        cell = int(word.middle // tall)
        near = [
            (not _follows(row, word), abs(row[0].middle - word.middle), order, row)
            for order, row in enumerate(chain(cells[cell - 1], cells[cell], cells[cell + 1]))
            if abs(row[0].middle - word.middle) < _reach(row[0], word)
        ]
        if near:
            min(near)[3].append(word)
        else:
            rows.append([word])
            cells[cell].append(rows[-1])
    rows.sort(key=lambda row: (row[0].middle, row[0].x0))
    return tuple(
        Line(page, number, tuple(sorted(row, key=lambda word: word.x0)))
        for number, row in enumerate(rows, 1)
    )


def _follows(row: Sequence[PrintedWord], word: PrintedWord) -> bool:
    """Whether a small word is right behind one of a row, as a footnote's mark is."""
    return word.size >= 0.9 * row[0].size or any(
        abs(word.x0 - other.x1) < 0.5 * other.size for other in row
    )


def _reach(first: PrintedWord, word: PrintedWord) -> float:
    """How far apart the middles of two words of one line may be."""
    return (0.35 if word.size >= 0.9 * first.size else 0.6) * (first.bottom - first.top)


# --- margin line numbers -----------------------------------------------------------------------


def without_line_numbers(pages: Sequence[tuple[Line, ...]]) -> tuple[list[tuple[Line, ...]], int]:
    """The pages without the numbers in the margin that count their lines, and how many those were.

    They are figures at one edge that rise as the lines do: by one each line, or by five every
    five. A page too short to tell follows the others.
    """
    for edge in ("left", "right"):
        columns = [column for page in pages if (column := _numbered_column(page, edge))]
        if 2 * len(columns) >= len(pages) and columns:
            low, high = min(c[0] for c in columns), max(c[1] for c in columns)
            stripped = [_without_column(page, edge, low, high) for page in pages]
            before = sum(len(line.words) for page in pages for line in page)
            after = sum(len(line.words) for page in stripped for line in page)
            return stripped, before - after
    return list(pages), 0


def _numbered_column(lines: Sequence[Line], edge: str) -> tuple[float, float] | None:
    """Where the column of line numbers of a page lies, from x0 to x1; None if there is none."""
    ends = [(i, line.words[0 if edge == "left" else -1]) for i, line in enumerate(lines)]
    figures = [(i, word) for i, word in ends if re.fullmatch(r"\d{1,4}", word.text)]
    pairs = list(pairwise(figures))
    steady = sum(int(b[1].text) - int(a[1].text) == b[0] - a[0] for a, b in pairs)
    if len(figures) < 4 or steady < 0.7 * len(pairs):
        return None
    low = min(word.x0 for _, word in figures)
    high = max(word.x1 for _, word in figures)
    text = [w for i, line in enumerate(lines) for w in line.words if (i, w) not in figures]
    outside = sum(w.x0 > high if edge == "left" else w.x1 < low for w in text)
    return (low, high) if text and outside >= 0.98 * len(text) else None


def _without_column(lines: Sequence[Line], edge: str, low: float, high: float) -> tuple[Line, ...]:
    out = []
    for line in lines:
        at = 0 if edge == "left" else -1
        word = line.words[at]
        inside = low - 3 <= word.x0 and word.x1 <= high + 3
        if inside and re.fullmatch(r"\d{1,4}", word.text):
            rest = line.words[1:] if edge == "left" else line.words[:-1]
            if rest:
                out.append(replace(line, words=rest))
        else:
            out.append(line)
    return tuple(out)


# --- headers, footers, page numbers ------------------------------------------------------------

_EDGE_LINES = 4
_PAGE_NUMBER = re.compile(
    r"[-–—\s(\[|]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|\|)\s*\d{1,4})?[-–—\s)\]|]*",
    re.IGNORECASE,
)
# What United Nations documents have at the foot beside the page number: 25-12345 (E), *2512345*
_JOB_NUMBER = re.compile(r"\d\d-\d{5}\b(?:\s*\([A-Z]\))?|\*\d{7}\*|\b\d{6}\b|\b\d{1,3}/\d{1,3}\b")


def without_headers(pages: Sequence[tuple[Line, ...]]) -> tuple[list[tuple[Line, ...]], list[str]]:
    """The pages without the lines that repeat at their edges, and what those say, each once.

    A line repeats when the same words in any order, with any figures, stand at the same height on
    at least two pages and two in five, so that headers of odd and even pages are found too.
    """
    counts: dict[tuple[str, int], set[int]] = defaultdict(set)
    for index, lines in enumerate(pages):
        for line in {*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]}:
            for height in _heights(line):
                counts[_words(line), height].add(index)
    needed = max(2, 0.4 * len(pages))
    headers: dict[str, None] = {}

    def repeats(line: Line) -> bool:
        return any(len(counts[_words(line), height]) >= needed for height in _heights(line))

    out = []
    for lines in pages:
        start, end = 0, len(lines)
        while start < end and start < _EDGE_LINES and _is_edge(lines[start], repeats):
            headers.setdefault(_key(lines[start]))
            start += 1
        while end > start and len(lines) - end < _EDGE_LINES and _is_edge(lines[end - 1], repeats):
            headers.setdefault(_key(lines[end - 1]))
            end -= 1
        out.append(lines[start:end])
    return out, list(headers)


def _is_edge(line: Line, repeats: Callable[[Line], bool]) -> bool:
    if repeats(line) or _PAGE_NUMBER.fullmatch(line.text):
        return True
    rest = _JOB_NUMBER.sub("", line.text)
    return bool(re.search(r"\d\d-\d{5}|\*\d{7}\*", line.text)) and not rest.strip()


def _words(line: Line) -> str:
    """The words of a line in one order: odd pages often have theirs the other way round."""
    return " ".join(sorted(_key(line).split()))


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).strip()


def _heights(line: Line) -> tuple[int, int]:
    """Two grids of eight points, so that heights a little apart share a cell of one of them."""
    return int(line.top // 8), int((line.top + 4) // 8) + 100_000


# --- footnotes ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Notes:
    """Footnotes of a document: (page, printed label) → text, in order."""

    texts: dict[tuple[int, str], list[Line]] = field(default_factory=dict)
    last: tuple[int, str] | None = None

    def labels(self) -> Mapping[tuple[int, str], str]:
        """Labels as printed, or counted through when pages begin them again."""
        printed = [label for _, label in self.texts]
        if len(set(printed)) == len(printed):
            return {key: key[1] for key in self.texts}
        return {key: str(index) for index, key in enumerate(self.texts, 1)}


NOTE_START = re.compile(r"(\d{1,3}|\*{1,3}|[†‡])\s*(?=[^\s\d.,)/-])")
NOTE_RULE = re.compile(r"[_\s]{5,}")
"""A line of underscores; a drawn one is read as such, too."""


def take_notes(lines: tuple[Line, ...], body_size: float, notes: Notes) -> tuple[Line, ...]:
    """The lines of a page without its footnotes, which are added to `notes`.

    Footnotes are the lines below a rule, or the small lines at the foot of the page; each begins
    with its label, and lines before the first label go on with a footnote of the page before.
    """
    for index, line in enumerate(lines):
        below = lines[index + 1 :]
        if NOTE_RULE.fullmatch(line.text) and below and index:
            labels = _labels(below)
            if labels[0] or (any(labels) and notes.last is not None):
                _keep(below, labels, notes)
                return lines[:index]
    first = len(lines)
    while first and lines[first - 1].size <= 0.93 * body_size:
        first -= 1
    small = lines[first:]
    labels = _labels(small)
    if not small or (not any(labels) and notes.last is None) or (small and first == 0):
        return lines
    if not labels[0] and notes.last is None:
        return lines
    _keep(small, labels, notes)
    return lines[:first]


def _keep(lines: Sequence[Line], labels: Sequence[str], notes: Notes) -> None:
    for line, label in zip(lines, labels, strict=True):
        if label:
            notes.last = (line.page, label)
            notes.texts[notes.last] = []
        if notes.last is not None:
            notes.texts[notes.last].append(line)


def _labels(lines: Sequence[Line]) -> list[str]:
    """For each line the label of the footnote that begins there, '' where one goes on.

    After the first, a label must be the next number, so that a line that happens to begin with a
    figure goes on with its footnote.
    """
    out: list[str] = []
    last = ""
    for line in lines:
        match = NOTE_START.match(line.text)
        label = match[1] if match else ""
        if label.isdigit() and last.isdigit() and int(label) != int(last) + 1:
            label = ""
        last = label or last
        out.append(label)
    return out


# --- columns -----------------------------------------------------------------------------------

_MIN_GUTTER = 8.0
_MIN_ROWS = 6
# A side whose rows do not fill their column is a list or a table, not a column of prose
_FILLED = 0.75


def in_columns(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page in reading order: of two columns of prose, the left one first.

    The right column is put below the left one, edge under edge, so that a paragraph that goes on
    there looks like any other.
    """
    split = _gutter(lines)
    if split is None:
        return tuple(lines)
    out: list[Line] = []
    block: list[Line] = []
    for line in lines:
        if any(word.x0 < split < word.x1 for word in line.words) or _is_over(line, split):
            out += _side_by_side(block, split)
            out.append(line)
            block = []
        else:
            block.append(line)
    out += _side_by_side(block, split)
    return tuple(replace(line, number=number) for number, line in enumerate(out, 1))


def _is_over(line: Line, split: float) -> bool:
    """Whether a line goes over both columns, as a heading does, with a blank at the gutter."""
    return any(
        b.x0 - a.x1 < _MIN_GUTTER / 2 for a, b in pairwise(line.words) if a.x1 <= split <= b.x0
    )


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the blank between two columns; None if the page has one column."""
    if len(lines) < _MIN_ROWS:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = right - left
    gaps = [
        (a.x1, b.x0)
        for line in lines
        for a, b in pairwise(line.words)
        if b.x0 - a.x1 >= _MIN_GUTTER
        and left + 0.3 * width < (a.x1 + b.x0) / 2 < right - 0.3 * width
    ]
    if len(gaps) < _MIN_ROWS:
        return None
    # The blank common to most rows: the median of where it begins is not enough, ragged rows end
    # early, so it begins where the longest of nine in ten rows end
    start = sorted(gap[0] for gap in gaps)[int(0.9 * (len(gaps) - 1))]
    end = sorted(gap[1] for gap in gaps)[int(0.1 * (len(gaps) - 1))]
    split = (start + end) / 2
    if end - start < _MIN_GUTTER:
        return None
    sides = [
        [[word for word in line.words if (word.x1 <= split) == is_left] for line in lines]
        for is_left in (True, False)
    ]
    for side, reach in zip(sides, (split - left, right - split), strict=True):
        rows = [row[-1].x1 - row[0].x0 for row in side if row]
        full = sum(row >= _FILLED * (reach - _MIN_GUTTER) for row in rows)
        if len(rows) < _MIN_ROWS or full < 0.5 * len(rows):
            return None
    crossing = sum(any(word.x0 < split < word.x1 for word in line.words) for line in lines)
    return split if crossing <= 0.3 * len(lines) else None


def _side_by_side(lines: Sequence[Line], split: float) -> Iterator[Line]:
    """Rows of two columns as the lines of the left one, then those of the right one below."""
    left = [[word for word in line.words if word.x1 <= split] for line in lines]
    right = [[word for word in line.words if word.x1 > split] for line in lines]
    first = [replace(line, words=tuple(row)) for line, row in zip(lines, left, strict=True) if row]
    second = [
        replace(line, words=tuple(row)) for line, row in zip(lines, right, strict=True) if row
    ]
    yield from first
    if not first or not second:
        yield from second
        return
    steps = [b.bottom - a.bottom for a, b in pairwise(first) if b.bottom > a.bottom]
    step = sorted(steps)[len(steps) // 2] if steps else 1.2 * first[-1].size
    down = first[-1].bottom + step - second[0].bottom
    across = min(line.x0 for line in first) - min(line.x0 for line in second)
    for line in second:
        words = (
            replace(
                word,
                x0=word.x0 + across,
                x1=word.x1 + across,
                top=word.top + down,
                bottom=word.bottom + down,
            )
            for word in line.words
        )
        yield replace(line, words=tuple(words))
