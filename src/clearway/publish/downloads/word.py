"""Drafts and comparisons as Word files; a comparison has real tracked changes.

Accepting all changes gives the new draft with its numbers, rejecting all gives the old one. What
moved is tracked as a move: the words that went along are the same at both ends, what was deleted
on the way is deleted where it stood, what was added is added where it stands now.
ECMA-376, Part 1, 17.13.5 (revisions).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Literal

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from clearway.publish.downloads.comparison_rows import (
    ComparisonRow,
    DraftFile,
    Versions,
    rows,
    side,
)
from clearway.redline import Run
from clearway.texts.numbers import joined
from clearway.texts.paragraphs import NumberedParagraph

AUTHOR = "Clearway"
FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of the archive: the earliest that one can have."""

Change = Literal["", "ins", "del", "moveFrom", "moveTo"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    change: Change = ""


@dataclass(slots=True)
class _Writer:
    """A document that grows paragraph by paragraph."""

    document: DocumentType
    date: str
    revision: int = 0
    moves: dict[str, str] = field(default_factory=dict)

    def paragraph(self, level: int, pieces: Sequence[_Piece], mark: Change = "") -> etree._Element:
        """Writes one paragraph; `mark` says what happened to its end."""
        style = f"Heading {min(level, 9)}" if level else None
        drawn = self.document.add_paragraph(style=style)._p
        paragraph: etree._Element = drawn
        if mark:
            properties: etree._Element = drawn.get_or_add_pPr()
            etree.SubElement(properties, qn("w:rPr")).append(self._change(mark))
        for piece in pieces:
            if piece.text:
                self._piece(paragraph, piece)
        return paragraph

    def _piece(self, paragraph: etree._Element, piece: _Piece) -> None:
        holder = paragraph
        if piece.change:
            holder = self._change(piece.change)
            paragraph.append(holder)
        run = etree.SubElement(holder, qn("w:r"))
        text = etree.SubElement(run, qn("w:delText" if piece.change == "del" else "w:t"))
        text.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", piece.text)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _change(self, change: str) -> etree._Element:
        """The element of a change, signed; each has an id of its own."""
        self.revision += 1
        element: etree._Element = OxmlElement(f"w:{change}")
        element.set(qn("w:id"), str(self.revision))
        element.set(qn("w:author"), AUTHOR)
        if self.date:
            element.set(qn("w:date"), self.date)
        return element

    def range(
        self, first: etree._Element, last: etree._Element, end: Literal["From", "To"], name: str
    ) -> None:
        """Marks paragraphs as one end of the move `name`."""
        start = self._change(f"move{end}RangeStart")
        start.set(qn("w:name"), name)
        stop: etree._Element = OxmlElement(f"w:move{end}RangeEnd")
        stop.set(qn("w:id"), str(self.revision))
        first.insert(0 if first.find(qn("w:pPr")) is None else 1, start)
        last.append(stop)


def text_docx(text: DraftFile) -> bytes:
    """The draft, its footnotes as paragraphs at the end."""
    writer = _begun(text, text.title)
    for paragraph in text.paragraphs:
        level = paragraph.level if paragraph.kind == "h" else 0
        writer.paragraph(level, [_Piece(joined(paragraph.number, _with_marks(paragraph)))])
    for note in text.footnotes:
        writer.paragraph(0, [_Piece(f"[{note.label}] {note.text}")])
    return _saved(writer.document)


def _with_marks(paragraph: NumberedParagraph) -> str:
    text = paragraph.text
    for mark in reversed(paragraph.marks):
        text = f"{text[: mark.offset]}[{mark.label}]{text[mark.offset :]}"
    return text


def comparison_docx(versions: Versions) -> bytes:
    """The changes from the old draft to the new one, to accept or reject."""
    writer = _begun(versions.new, f"{versions.old.title} → {versions.new.title}")
    for row in rows(versions):
        _row(writer, row)
    return _saved(writer.document)


def _row(writer: _Writer, row: ComparisonRow) -> None:
    level = row.level if row.is_heading else 0
    if row.kind == "left":
        _end_of_move(writer, row, level, "From")
    elif row.other:
        _end_of_move(writer, row, level, "To")
    elif not row.new or not row.old:
        change: Change = "ins" if row.new else "del"
        for paragraph in row.new or row.old:
            spelled = joined(paragraph.number, paragraph.text)
            writer.paragraph(level, [_Piece(spelled, change)], change)
    else:
        for pieces, mark in _inline(row):
            writer.paragraph(level, pieces, mark)


def _inline(row: ComparisonRow) -> Iterator[tuple[list[_Piece], Change]]:
    """The paragraphs of a row that stands where it stood; their numbers change with them.

    A break between paragraphs belongs to the run that it stands in: in a split it is added, in a
    merger deleted.
    """
    olds, news = list(row.old), list(row.new)
    pieces = _numbers(olds.pop(0), news.pop(0))
    for run in row.link.words:
        change: Change = {"=": "", "-": "del", "+": "ins"}[run.op]  # type: ignore[assignment]
        for count, text in enumerate(run.text.split("\n\n")):
            if count:
                yield pieces, change
                old = olds.pop(0) if change != "ins" else None
                new = news.pop(0) if change != "del" else None
                pieces = _numbers(old, new)
            pieces.append(_Piece(text, change))
    yield pieces, ""


def _numbers(old: NumberedParagraph | None, new: NumberedParagraph | None) -> list[_Piece]:
    """The number before a paragraph, tracked where it is another one."""
    before, after = _number(old), _number(new)
    if before == after:
        return [_Piece(after)]
    return [_Piece(before, "del"), _Piece(after, "ins")]


def _number(paragraph: NumberedParagraph | None) -> str:
    if paragraph is None or not paragraph.number:
        return ""
    return joined(paragraph.number, "x").removesuffix("x")


def _end_of_move(
    writer: _Writer, row: ComparisonRow, level: int, end: Literal["From", "To"]
) -> None:
    """One end of a move: kept words are moved, the others deleted or added."""
    moving: Change = "moveFrom" if end == "From" else "moveTo"
    other: Change = "del" if end == "From" else "ins"
    texts = side(row.link, "-" if end == "From" else "+")
    paragraphs = row.old if end == "From" else row.new
    written = [
        writer.paragraph(level, _moved(paragraph, runs, moving, other), moving)
        for paragraph, runs in zip(paragraphs, texts, strict=True)
    ]
    from_ = row.id if end == "From" else row.other
    name = writer.moves.setdefault(from_, f"move{len(writer.moves) + 1}")
    writer.range(written[0], written[-1], end, name)


def _moved(
    paragraph: NumberedParagraph, runs: Sequence[Run], moving: Change, other: Change
) -> list[_Piece]:
    pieces = [_Piece(_number(paragraph), other)]
    return pieces + [_Piece(run.text, moving if run.op == "=" else other) for run in runs]


# --- the file ----------------------------------------------------------------------------------


def _begun(text: DraftFile, title: str) -> _Writer:
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(11)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], AUTHOR, ""
    day = datetime.combine(text.day, time(), UTC) if text.day else None
    properties.created = properties.modified = day or datetime(*FIXED, tzinfo=UTC)
    return _Writer(document, day.strftime("%Y-%m-%dT%H:%M:%SZ") if day else "")


def _saved(document: DocumentType) -> bytes:
    """The archive with the same bytes at any time of day."""
    drawn = io.BytesIO()
    document.save(drawn)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(drawn) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as after,
    ):
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Made as on Unix everywhere, so that the bytes do not tell the machine
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            after.writestr(entry, before.read(name))
    return out.getvalue()
