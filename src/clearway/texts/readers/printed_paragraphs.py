"""Pages of lines into a draft, for PDF and plain text alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from clearway.texts.numbers import BULLET, main_rank, split_heading_number, split_number
from clearway.texts.readers.assemble import assembled, quoted
from clearway.texts.readers.balance import balanced
from clearway.texts.readers.blocks import SourceBlock, TextRun, settled
from clearway.texts.readers.document import RULED_TABLE, Doubt, DraftFileError, Imported
from clearway.texts.readers.printed_lines import (
    NOTE_START,
    Line,
    Notes,
    in_columns,
    spelled,
    take_notes,
    usual_size,
    without_headers,
    without_line_numbers,
)

# --- Lines into paragraphs and headings, by their look


Style = tuple[float, bool]
"""Font size to half a point, and whether it is bold."""

_INDENT = 4.0
_GAP = 1.3
_TERMINAL = (".", ";", ":", "!", "?", ".”", '."', ".)", ";]", ".]", "”;", ",]", "]")


@dataclass(slots=True)
class Chunk:
    """Lines that make one paragraph or heading. `style` is None for a paragraph."""

    lines: list[Line]
    style: Style | None = None


@dataclass(slots=True)
class Layout:
    """What is usual in the document: body size, leading, and each page's right edge."""

    size: float
    leading: float
    right: dict[int, float] = field(default_factory=dict)


def layout_of(lines: Sequence[Line], leading: float | None = None) -> Layout:
    """Measures of the text; the leading, unless given, is the usual step from line to line."""
    size = usual_size(lines)
    right: dict[int, float] = {}
    for line in lines:
        right[line.page] = max(right.get(line.page, 0.0), line.x1)
    widest = max(right.values(), default=0.0)
    # A last page of few lines borrows the edge of the others
    edges = {page: edge if edge > 0.93 * widest else widest for page, edge in right.items()}
    return Layout(size, _usual_leading(lines, size) if leading is None else leading, edges)


def _usual_leading(lines: Sequence[Line], size: float) -> float:
    steps = [b.bottom - a.bottom for a, b in pairwise(lines) if a.page == b.page]
    usual = Counter(round(step, 1) for step in steps if 0 < step < 3 * size)
    if not usual:
        return 1.2 * size
    most = usual.most_common(1)[0][0]
    return median(step for step in steps if abs(step - most) < 0.15 * most)


def chunks_of(lines: Sequence[Line], layout: Layout, doubts: list[Doubt]) -> list[Chunk]:
    """The paragraphs and headings of the document, in reading order."""
    out: list[Chunk] = []
    for line in lines:
        style = heading_style(line, layout)
        last = out[-1] if out else None
        if last is None or last.style != style or _begins(last, line, layout, doubts):
            out.append(Chunk([line], style))
        else:
            last.lines.append(line)
    return [_settled_style(chunk) for chunk in out]


def _settled_style(chunk: Chunk) -> Chunk:
    """A long bold passage that ends like a sentence is a paragraph, not a heading."""
    text = " ".join(line.text for line in chunk.lines)
    number, _ = split_number(text)
    is_sentence = len(text.split()) > 12 and text.endswith((".", ";", ","))
    is_numbered = bool(number) and not split_heading_number(text)[0]
    return Chunk(chunk.lines) if chunk.style and (is_sentence or is_numbered) else chunk


def heading_style(line: Line, layout: Layout) -> Style | None:
    """The style of a line that looks like a heading: larger than the text, or bold throughout."""
    larger = line.size > 1.08 * layout.size
    if not larger and not line.is_bold:
        return None
    if not any(sign.isalpha() for sign in line.text):
        return None
    return round(line.size * 2) / 2, line.is_bold


def _begins(chunk: Chunk, line: Line, layout: Layout, doubts: list[Doubt]) -> bool:
    """Whether a line begins a new paragraph (or heading) after those of a chunk."""
    last = chunk.lines[-1]
    if chunk.style is not None:
        return line.page != last.page or _is_apart(last, line, layout, chunk.style[0] / layout.size)
    if line.page == last.page and _is_apart(last, line, layout, 1.0):
        return True
    number = split_number(line.text)[0]
    if number and (number != BULLET or _moves(chunk, line)):
        return _begins_with_number(chunk, line, layout, number, doubts)
    if line.page != last.page:
        return _begins_on_page(chunk, line, layout, doubts)
    if _moves(chunk, line):
        return True
    if not is_full(last, line, layout):
        ended = last.text.endswith(_TERMINAL) or (last.text.endswith(",") and not _goes_on(line))
        return ended or _is_much_shorter(last, line, layout)
    return False


def _is_apart(last: Line, line: Line, layout: Layout, scale: float) -> bool:
    return line.bottom - last.bottom > _GAP * layout.leading * max(1.0, scale)


def _moves(chunk: Chunk, line: Line) -> bool:
    """Whether a line begins at a place where a paragraph begins, and not where one continues.

    After the first line a paragraph may go on further left (first line indented) or further
    right (number hanging); after that it keeps its edge.
    """
    first, last = chunk.lines[0], chunk.lines[-1]
    shift = line.x0 - last.x0
    if abs(shift) <= _INDENT:
        return False
    if len(chunk.lines) > 1:
        return True
    return shift > 0 and not split_number(first.text)[0]


def is_full(line: Line, following: Line, layout: Layout) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    word = following.words[0]
    return line.x1 + (word.x1 - word.x0) + 0.2 * line.size > layout.right[line.page] - 1


def _goes_on(line: Line) -> bool:
    """Whether a line begins as no paragraph does: with a small letter."""
    return line.text[:1].islower()


def _is_much_shorter(last: Line, line: Line, layout: Layout) -> bool:
    width = layout.right[last.page] - last.x0
    return last.x1 - last.x0 < 0.75 * width and line.text[:1].isupper()


def _begins_with_number(
    chunk: Chunk, line: Line, layout: Layout, number: str, doubts: list[Doubt]
) -> bool:
    """Whether a line that begins with a number begins a paragraph.

    Within flush lines of a full text it is a paragraph only if it goes on counting.
    """
    last = chunk.lines[-1]
    is_indented = line.x0 < last.x0 - _INDENT or line.x0 > last.x0 + _INDENT
    if is_indented or not is_full(last, line, layout) or last.text.endswith(_TERMINAL):
        return True
    before, rank = main_rank(split_number(chunk.lines[0].text)[0]), main_rank(number)
    goes_on = bool(before and rank and rank.row == before.row and rank.value == before.value + 1)
    says = f"'{quoted(line.text)}' is read as " + (
        "a new paragraph, because its number follows" if goes_on else "the same paragraph's text"
    )
    doubts.append(Doubt(line.page, line.number, says))
    return goes_on


def _begins_on_page(chunk: Chunk, line: Line, layout: Layout, doubts: list[Doubt]) -> bool:
    """Whether the first line of a page begins a paragraph: only a sentence that ended lets it."""
    last = chunk.lines[-1]
    if not last.text.endswith(_TERMINAL) and not (
        last.text.endswith(",") and not is_full(last, line, layout)
    ):
        return False
    if not is_full(last, line, layout) or line.text[:1].islower():
        return not line.text[:1].islower()
    if _moves(chunk, line):
        return True
    says = f"'{quoted(line.text)}' is read as going on with the paragraph of the page before"
    doubts.append(Doubt(line.page, line.number, says))
    return False


# --- words across lines ------------------------------------------------------------------------

_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-‐\xad]$")
_COMPOUND = frozenset(
    "all co cross ex half high inter intra long low multi near non post pre quasi self semi short "
    "so sub well".split()
)


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """The words of the text in small letters, with and without hyphens, but for broken ones."""
    known: set[str] = set()
    for line in lines:
        words = re.findall(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*", line.text.lower())
        known.update(words[:-1] if _BROKEN.search(line.text) else words)
    return frozenset(known)


def healed(before: str, after: str, words: Set[str], joined: list[str]) -> str:
    """The end of a line of a paragraph, rewritten so that the next line can follow it.

    Returns `before` ready to have `after` put behind it: with a space, or without its hyphen, or
    with it. Which of the two the text itself uses elsewhere decides; words that are neither are
    put together, unless they begin as compounds do, and appended to `joined`.
    """
    match = _BROKEN.search(before)
    if match is None:
        dashed = before.endswith(("-", "–", "—", "/")) and before[-2:-1] not in ("", " ")
        return before if dashed and before[-1] != "–" else f"{before} "
    following = re.match(r"[^\W\d_]+", after)
    if following is None or before.endswith("\xad"):
        return before[:-1] if following else before
    first, second = match[1].lower(), following[0].lower()
    if f"{first}-{second}" in words or following[0][0].isupper():
        return before
    if first + second in words:
        return before[:-1]
    joined.append(f"{match[1]}-{following[0]}")
    return before if first in _COMPOUND else before[:-1]


# --- Pages of lines into a draft


def read_lines(
    pages: Sequence[tuple[Line, ...]], doubts: list[Doubt], leading: float | None = None
) -> Imported:
    """The draft that pages of lines hold. Raises DraftFileError when nothing is left but headers.

    `leading` is the distance of two lines of a paragraph in points, where it is known.
    """
    before = [line for page in pages for line in page]
    pages, numbers = without_line_numbers(pages)
    unnumbered = {(line.page, line.number): line for page in pages for line in page}
    if numbers:
        doubts.append(Doubt(None, None, f"{numbers} line numbers in the margin are set aside"))
    pages, headers = without_headers(pages)
    kept = {(line.page, line.number) for page in pages for line in page}
    doubts += [
        Doubt(None, None, f"a header, footer or page number is set aside: '{header}'")
        for header in headers
    ]
    size = usual_size(line for page in pages for line in page)
    notes = Notes()
    lines = [line for page in pages for line in in_columns(take_notes(page, size, notes))]
    if not lines:
        raise DraftFileError("the file has no text besides headers and footers")
    words = vocabulary(line for page in pages for line in page)
    chunks = chunks_of(lines, layout_of(lines, leading), doubts)
    depths = _depths(chunks)
    title = _title(chunks, depths)
    labels = notes.labels()
    blocks = [_block(chunk, depths, chunk is title, labels, words, doubts) for chunk in chunks]
    footnotes = [(label, _note(notes.texts[key], words)) for key, label in labels.items()]
    left_out = list(_left_out(before, unnumbered, kept, notes))
    source = "\n".join(line.text for line in before)
    tables = sum(RULED_TABLE in doubt.says for doubt in doubts)
    return balanced(
        assembled(settled(blocks, "accept"), footnotes, doubts), source, left_out, tables
    )


def _left_out(
    before: Sequence[Line],
    unnumbered: Mapping[tuple[int, int], Line],
    kept: Set[tuple[int, int]],
    notes: Notes,
) -> Iterator[str]:
    """What was set aside, page by page: numbers in the margin, headers, footers, page numbers."""
    for line in before:
        place = line.page, line.number
        rest = unnumbered.get(place)
        if rest is None or len(rest.words) < len(line.words):
            words = [word for word in line.words if rest is None or word not in rest.words]
            yield f"page {line.page}, line number: {spelled(words)}"
        if rest is not None and place not in kept:
            yield f"page {line.page}, header or footer: {rest.text}"
    # Labels that were counted through take the place of the printed ones, at mark and footnote
    for (page, printed), label in notes.labels().items():
        if printed != label:
            yield f"page {page}, label of footnote {label}, as printed: {printed} {printed}"


def _depths(chunks: Sequence[Chunk]) -> dict[Style, int]:
    """Heading styles from the largest to the smallest as depths from 1."""
    styles = {chunk.style for chunk in chunks if chunk.style is not None}
    return {style: depth for depth, style in enumerate(sorted(styles, reverse=True), 1)}


def _title(chunks: Sequence[Chunk], depths: Mapping[Style, int]) -> Chunk | None:
    """The document's title: it comes first, in a style larger than all others and used once."""
    first = chunks[0]
    same = [chunk for chunk in chunks if chunk.style == first.style]
    alone = first.style is not None and len(same) == 1 and depths[first.style] == 1
    return first if alone and len(chunks) > 1 else None


def _block(
    chunk: Chunk,
    depths: Mapping[Style, int],
    is_title: bool,
    labels: Mapping[tuple[int, str], str],
    words: frozenset[str],
    doubts: list[Doubt],
) -> SourceBlock:
    first = chunk.lines[0]
    pieces: list[TextRun] = []
    for index, line in enumerate(chunk.lines):
        runs = list(_runs(line, labels, doubts))
        if index + 1 < len(chunk.lines) and runs and not runs[-1].note:
            joined: list[str] = []
            ending = healed(runs[-1].text, chunk.lines[index + 1].text, words, joined)
            runs[-1] = TextRun(ending)
            doubts += [
                Doubt(line.page, line.number, f"a word broken at the line's end: '{word}'")
                for word in joined
            ]
        elif runs:
            runs.append(TextRun(" "))
        pieces += runs
    heading = depths[chunk.style] if chunk.style is not None else 0
    return SourceBlock(
        tuple(pieces), heading=heading, page=first.page, line=first.number, is_title=is_title
    )


def _runs(
    line: Line, labels: Mapping[tuple[int, str], str], doubts: list[Doubt]
) -> Iterator[TextRun]:
    """The text of a line with its footnote marks: small raised figures that a footnote has.

    A footnote may be on the page after its mark. A raised figure without any is doubtful.
    """
    start = 0
    for index, word in enumerate(line.words):
        if word.size >= 0.8 * line.size or word.middle >= (line.top + line.bottom) / 2:
            continue
        printed = word.text.strip()
        label = labels.get((line.page, printed), labels.get((line.page + 1, printed)))
        if label is None and re.fullmatch(r"\d{1,3}|\*{1,3}|[†‡]", printed):
            says = f"the raised '{printed}' has no footnote and is kept as text"
            doubts.append(Doubt(line.page, line.number, says))
        if label is not None:
            if index > start:
                yield TextRun(spelled(line.words[start:index]))
            yield TextRun("", note=label)
            follows = line.words[index + 1 : index + 2]
            if follows and follows[0].x0 - word.x1 > 0.12 * line.size:
                yield TextRun(" ")
            start = index + 1
    if start < len(line.words):
        yield TextRun(spelled(line.words[start:]))


def _note(lines: Sequence[Line], words: frozenset[str]) -> str:
    """A footnote's text without its label."""
    texts = [line.text for line in lines]
    out = ""
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        out += healed(text, following, words, []) if following else text
    return NOTE_START.sub("", out, count=1)
