"""The body of a draft record: numbered paragraphs under headings, in Markdown that diffs well.

    ## A. Opening hours

    12. Branch libraries shall open on Saturdays.[^3]
    They may close at noon.

    (a) in winter;

    *Recalling* that … (a preambular paragraph has no number)

    [^3]: Council minute 14 of 2024.

One paragraph is one block between empty lines, its number first (`numbers` says what
a number is). The lines of a block are joined by one space, so that text may be wrapped by hand.
Apart from headings, numbers and footnotes nothing is markup: brackets, asterisks and backslashes
are words of the text. `write_paragraphs` gives each sentence a line of its own, so that a pull
request shows the sentence that changed and not the whole paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from clearway.texts.numbering import Kind, positions
from clearway.texts.numbers import BULLET, IS_DELETED, joined, split_heading_number, split_number

__all__ = [
    "BULLET",
    "IS_DELETED",
    "MAX_PARAGRAPHS",
    "Body",
    "Footnote",
    "FootnoteMark",
    "Kind",
    "NumberedParagraph",
    "TextBlock",
    "arranged",
    "is_agreed",
    "open_brackets",
    "read_blocks",
    "read_body",
    "read_paragraphs",
    "split_heading_number",
    "split_number",
    "write_paragraphs",
]


MAX_PARAGRAPHS = 20_000
"""Of one text: ten times those of the longest treaties."""


@dataclass(frozen=True, slots=True, order=True)
class FootnoteMark:
    """A footnote's mark: it stands before the character at `offset` of the paragraph's text."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: '[^3]: Council minute 14.' has label '3'. `line` counts from 1 in the file."""

    label: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph or a heading.

    `number` is its one spelling without the closing stop ('12', '12bis', 'OP 4', '(a)', '-' for
    a bullet, '' for none), `text` what follows, without footnote marks. `level` is the count of
    '#' for a heading; for a paragraph 0, for '(a)' 1, for '(i)' beneath it 2. `line` is the first
    line in the file, from 1. `anchor` is unique in the draft and follows from the number ('p12',
    'op4', 'p12-a'), or for an unnumbered one from its place under its heading.
    """

    number: str
    text: str
    kind: Kind
    level: int
    line: int
    anchor: str
    marks: tuple[FootnoteMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A draft's paragraphs and headings in order, and the footnotes beside them."""

    paragraphs: tuple[NumberedParagraph, ...]
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """The lines between two empty ones, as (line in the file, column from 1, text)."""

    lines: tuple[tuple[int, int, str], ...]
    _starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)
    """Where each line begins in `text`, from the first time that somebody asks."""

    @property
    def text(self) -> str:
        """The lines joined by one space."""
        return " ".join(text for _, _, text in self.lines)

    @property
    def line(self) -> int:
        return self.lines[0][0]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of `text`."""
        if not self._starts:
            lengths = (len(text) + 1 for _, _, text in self.lines[:-1])
            self._starts.extend(accumulate(lengths, initial=0))
        index = bisect_right(self._starts, offset) - 1
        line, column, _ = self.lines[index]
        return line, column + offset - self._starts[index]

    @property
    def is_heading(self) -> bool:
        return bool(_HEADING.match(self.text))

    @property
    def is_footnote(self) -> bool:
        return bool(_FOOTNOTE.match(self.text))


_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:(?:[ \t]+|$)")
MARK = re.compile(r"(?<![ \t])[ \t]*\[\^([^\[\]\s]+)\]")
"""A footnote's mark in a text, with the spaces before it."""


def read_blocks(body: str, first_line: int = 1) -> tuple[TextBlock, ...]:
    """The blocks of a body. A heading is a block of one line, and a footnote begins a block."""
    blocks: list[list[tuple[int, int, str]]] = [[]]
    for number, raw in enumerate(body.split("\n"), first_line):
        text = raw.strip(" \t\r\f\ufeff")
        heading = bool(_HEADING.match(text))
        if not text or heading or _FOOTNOTE.match(text):
            blocks.append([])
        if text:
            blocks[-1].append((number, raw.index(text) + 1, text))
        if heading:
            blocks.append([])
    return tuple(TextBlock(tuple(lines)) for lines in blocks if lines)


def read_body(body: str, first_line: int = 1) -> Body:
    """Paragraphs and footnotes of a body whose first line is the file's line `first_line`."""
    blocks = read_blocks(body, first_line)
    texts = [block for block in blocks if not block.is_footnote]
    notes = [block for block in blocks if block.is_footnote]
    return Body(arranged(_unplaced(block) for block in texts), tuple(map(_footnote, notes)))


def read_paragraphs(body: str, first_line: int = 1) -> tuple[NumberedParagraph, ...]:
    """The paragraphs and headings of a body whose first line is the file's line `first_line`."""
    return read_body(body, first_line).paragraphs


def arranged(paragraphs: Iterable[NumberedParagraph]) -> tuple[NumberedParagraph, ...]:
    """The same paragraphs with the anchors, and the levels of 'p', that their order gives."""
    plain = tuple(paragraphs)
    places = positions((p.kind, p.number, p.text, p.level) for p in plain)
    return tuple(
        NumberedParagraph(p.number, p.text, p.kind, place.level, p.line, place.anchor, p.marks)
        for p, place in zip(plain, places, strict=True)
    )


def _unplaced(block: TextBlock) -> NumberedParagraph:
    heading = _HEADING.match(block.text)
    words = " ".join(re.split(r"[ \t]+", block.text[heading.end() if heading else 0 :]))
    text, marks = without_marks(words)
    number, rest = split_heading_number(text) if heading else split_number(text)
    kind: Kind = "h" if heading else "p"
    level = len(heading[1]) if heading else 0
    return NumberedParagraph(number, rest, kind, level, block.line, "", _shifted(marks, text, rest))


def without_marks(text: str) -> tuple[str, tuple[FootnoteMark, ...]]:
    """A text without its footnote marks, and their places.

    >>> without_marks("Branches open.[^3] Readers")
    ('Branches open. Readers', (FootnoteMark(offset=14, label='3'),))
    """
    parts: list[str] = []
    marks: list[FootnoteMark] = []
    end = length = 0
    for match in MARK.finditer(text):
        parts.append(text[end : match.start()])
        length += len(parts[-1])
        marks.append(FootnoteMark(length, match[1]))
        end = match.end()
    return "".join([*parts, text[end:]]), tuple(marks)


def _shifted(marks: Sequence[FootnoteMark], text: str, rest: str) -> tuple[FootnoteMark, ...]:
    """The marks counted in `rest`, what is left of `text` when its number is taken off."""
    return tuple(
        FootnoteMark(min(max(0, mark.offset - (len(text) - len(rest))), len(rest)), mark.label)
        for mark in marks
    )


def _footnote(block: TextBlock) -> Footnote:
    match = _FOOTNOTE.match(block.text)
    assert match is not None  # is_footnote asked the same
    return Footnote(match[1], " ".join(re.split(r"[ \t]+", block.text[match.end() :])), block.line)


# --- marks that say how far a paragraph is agreed -----------------------------------------------

_AD_REFERENDUM = r"ad\s+ref(?:erendum)?\.?"
_AGREED = re.compile(
    rf"[\[({{]\s*(?:agreed,?\s+)?{_AD_REFERENDUM}\s*[\])}}]\.?"
    rf"|(?:^|(?<=[.;:–—-]\s))agreed\s+{_AD_REFERENDUM}(?=\s*$|:\s)",
    re.IGNORECASE,
)
"""'[Agreed ad ref.]' anywhere, or 'Agreed ad referendum' before or after the whole text."""


def is_agreed(text: str) -> bool:
    """Whether a text is marked as agreed ad referendum: capitals have still to confirm it.

    >>> is_agreed("We open on Sundays. [agreed ad ref]"), is_agreed("Agreed ad ref: We open.")
    (True, True)
    >>> is_agreed("What was agreed ad referendum in May is recalled.")
    False
    """
    return _AGREED.search(text) is not None


def open_brackets(text: str) -> int:
    """How many square brackets a text opens; a mark such as '[agreed ad ref]' is none of them.

    >>> open_brackets("We [shall] [should] open. [Agreed ad ref]")
    2
    """
    return _AGREED.sub("", text).count("[")


# --- writing ---------------------------------------------------------------------------------

# Between sentences and after semicolons, and only before a letter or a quotation mark, so that
# no line begins with what Markdown would take for a list
_SENTENCE_END = re.compile(
    r"(?P<end>(?:[a-z\])”\"][.?!]|[.?!][”\"])(?:\[\^[^\[\]\s]+\])?) (?=[^\W\d_a-z]|[“\"])"
    r"|(?P<part>;) (?=[^\W\d_])"
)


_LEADING_MARKS = re.compile(r"^((?:\[\^[^\[\]\s]+\])+)(?=[^\s\[])")


def write_paragraphs(
    paragraphs: Iterable[NumberedParagraph], footnotes: Iterable[Footnote] = ()
) -> str:
    """The body that reads back as these paragraphs and footnotes, whatever their line and anchor.

    Footnotes come at the end. Raises ValueError when a paragraph cannot be written so that it reads
    back the same: a text of several lines, one that begins like a heading, a number that the
    grammar does not know.
    """
    blocks = [_written(paragraph) for paragraph in paragraphs]
    blocks += [f"[^{note.label}]: {_folded(note.text)}" for note in footnotes]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _written(paragraph: NumberedParagraph) -> str:
    text = paragraph.text
    for mark in sorted(paragraph.marks, key=lambda mark: mark.offset, reverse=True):
        text = f"{text[: mark.offset]}[^{mark.label}]{text[mark.offset :]}"
    # A mark right before the first word would hide where the number ends
    text = _LEADING_MARKS.sub(r"\1 ", text) if paragraph.marks else text
    if paragraph.kind == "h":
        block = f"{'#' * paragraph.level} {joined(paragraph.number, text)}"
    else:
        block = joined(paragraph.number, _folded(text))
    back = read_body(block).paragraphs
    as_read = [(p.kind, p.number, p.text, p.marks) for p in back]
    if as_read != [(paragraph.kind, paragraph.number, paragraph.text, paragraph.marks)]:
        raise ValueError(f"this paragraph cannot be written so that it reads back: {block[:80]!r}")
    return block


def _folded(text: str) -> str:
    return _SENTENCE_END.sub(lambda match: f"{match['end'] or match['part']}\n", text)
