"""Pages of lines into a draft, for PDF and plain text alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clearway.intake.draft.assemble import assembled
from clearway.intake.draft.blocks import Block, Piece, settled
from clearway.intake.draft.model import Doubt, Imported, NotADraft
from clearway.intake.draft.printed_lines import (
    NOTE_START,
    Line,
    Notes,
    spelled,
    take_notes,
    usual_size,
    without_headers,
    without_line_numbers,
)
from clearway.intake.draft.printed_paragraphs import (
    Chunk,
    Style,
    chunks_of,
    healed,
    layout_of,
    vocabulary,
)


def read_lines(
    pages: Sequence[tuple[Line, ...]], doubts: list[Doubt], leading: float | None = None
) -> Imported:
    """The draft that pages of lines hold. NotADraft when nothing is left but headers.

    `leading` is the distance of two lines of a paragraph in points, where it is known.
    """
    pages, numbers = without_line_numbers(pages)
    if numbers:
        doubts.append(Doubt(None, None, f"{numbers} line numbers in the margin are set aside"))
    pages, headers = without_headers(pages)
    doubts += [
        Doubt(None, None, f"a header, footer or page number is set aside: '{said}'")
        for said in headers
    ]
    size = usual_size(line for page in pages for line in page)
    notes = Notes()
    lines = [line for page in pages for line in take_notes(page, size, notes)]
    if not lines:
        raise NotADraft("the file has no text besides headers and footers")
    words = vocabulary(line for page in pages for line in page)
    chunks = chunks_of(lines, layout_of(lines, leading), doubts)
    depths = _depths(chunks)
    title = _title(chunks, depths)
    labels = notes.labels()
    blocks = [_block(chunk, depths, chunk is title, labels, words, doubts) for chunk in chunks]
    footnotes = [(label, _note(notes.texts[key], words)) for key, label in labels.items()]
    return assembled(settled(blocks, "accept"), footnotes, doubts)


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
) -> Block:
    first = chunk.lines[0]
    pieces: list[Piece] = []
    for index, line in enumerate(chunk.lines):
        runs = list(_runs(line, labels))
        if index + 1 < len(chunk.lines) and runs and not runs[-1].note:
            told: list[str] = []
            ending = healed(runs[-1].text, chunk.lines[index + 1].text, words, told)
            runs[-1] = Piece(ending)
            doubts += [
                Doubt(line.page, line.number, f"a word broken at the line's end: '{word}'")
                for word in told
            ]
        elif runs:
            runs.append(Piece(" "))
        pieces += runs
    heading = depths[chunk.style] if chunk.style is not None else 0
    return Block(
        tuple(pieces), heading=heading, page=first.page, line=first.number, is_title=is_title
    )


def _runs(line: Line, labels: Mapping[tuple[int, str], str]) -> Iterator[Piece]:
    """The text of a line with its footnote marks: small raised figures that a footnote has."""
    start = 0
    for index, word in enumerate(line.words):
        label = labels.get((line.page, word.text.strip()))
        small = word.size < 0.8 * line.size
        if label is not None and small and word.middle < (line.top + line.bottom) / 2:
            if index > start:
                yield Piece(spelled(line.words[start:index]))
            yield Piece("", note=label)
            follows = line.words[index + 1 : index + 2]
            if follows and follows[0].x0 - word.x1 > 0.12 * line.size:
                yield Piece(" ")
            start = index + 1
    if start < len(line.words):
        yield Piece(spelled(line.words[start:]))


def _note(lines: Sequence[Line], words: frozenset[str]) -> str:
    """A footnote's text without its label."""
    texts = [line.text for line in lines]
    out = ""
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        out += healed(text, following, words, []) if following else text
    return NOTE_START.sub("", out, count=1)
