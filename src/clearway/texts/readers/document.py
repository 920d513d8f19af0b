"""What reading a draft gives: paragraphs, footnotes, proposed changes, and doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clearway.texts.paragraphs import Footnote, NumberedParagraph

Tracked = Literal["accept", "reject", "annotate"]
"""Tracked changes: taken as made, taken back, or taken back and kept as annotations."""

Action = Literal["insert", "delete", "replace", "move", "comment"]
Placement = Literal["within", "before", "after"]


class DraftFileError(ValueError):
    """The file cannot be read as a draft; the message is one line that says why and what helps."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something an editor should look at.

    `page` counts from 1 (PDF; Word where it noted its page breaks), `line` is the line of the
    page in a PDF and of the file in HTML, Markdown and plain text; None where there is none.
    """

    page: int | None
    line: int | None
    says: str

    def __str__(self) -> str:
        places = (("page", self.page), ("line", self.line))
        where = ", ".join(f"{name} {value}" for name, value in places if value is not None)
        return f"{where}: {self.says}" if where else self.says


@dataclass(frozen=True, slots=True)
class ImportedAnnotation:
    """A tracked change or a comment, anchored by quotation in a paragraph of the result.

    `exact` is what a delete, replace or comment is about ('' for an insertion); `prefix` and
    `suffix` are the words around it, long enough that the whole occurs once in the paragraph.
    `text` is what is inserted, or what the comment says. `placement` is 'after' or 'before' when
    whole paragraphs are inserted there; they are then kept apart by empty lines. A paragraph that
    moves has the anchor of the one that it goes after or before as `target`. `author` and `date`
    (as written, ISO 8601) are those of the file, '' where it has none.
    """

    anchor: str
    number: str
    action: Action
    exact: str
    prefix: str
    suffix: str
    text: str
    placement: Placement = "within"
    author: str = ""
    date: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """What a file holds and what was made of it, in words, notes, brackets and tables."""

    words: int
    """Of the file, headers and page numbers among them."""
    left_out: int
    """Words that were set aside on purpose."""
    missing: tuple[str, ...]
    """Words that are neither in the text nor set aside."""
    footnotes: int
    marked: int
    """Footnotes whose mark is in the text."""
    brackets_before: int
    """Square brackets of the file, without those that were set aside."""
    brackets: int
    tables: int

    def __str__(self) -> str:
        kept = self.words - self.left_out - len(self.missing)
        return (
            f"{counted(self.words, 'word')} in the file: {kept} kept, {self.left_out} set aside, "
            f"{len(self.missing)} missing; {counted(self.footnotes, 'footnote')}, {self.marked} "
            f"with a mark; {self.brackets} of {counted(self.brackets_before, 'square bracket')}; "
            f"{counted(self.tables, 'table')}"
        )


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft as read. `title` is the document's own, '' if it has none; it is no paragraph.

    `left_out` is what was set aside on purpose, each with why: 'header: A/RES/80/1'.
    """

    title: str
    paragraphs: tuple[NumberedParagraph, ...]
    footnotes: tuple[Footnote, ...]
    annotations: tuple[ImportedAnnotation, ...]
    doubts: tuple[Doubt, ...]
    left_out: tuple[str, ...] = ()
    balance: Balance | None = None


RULED_TABLE = "ruled lines as of a table"
"""What a doubt says of a page of a PDF that seems to have a table."""


def counted(number: int, noun: str) -> str:
    """'1 row', '2 rows'."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def table_read(rows: int, columns: int) -> str:
    """What a doubt says of a table, in every format."""
    size = f"{counted(rows, 'row')} and {counted(columns, 'column')}"
    return f"a table of {size} is read cell by cell"


def first_line(error: BaseException) -> str:
    """The error's message on one line, at most 120 characters."""
    return " ".join(str(error).split())[:120] or type(error).__name__
