"""Markdown files, by markdown-it-py's CommonMark with tables and struck-through text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clearway.texts.paragraphs import MARK
from clearway.texts.readers.assemble import assembled
from clearway.texts.readers.balance import balanced
from clearway.texts.readers.blocks import (
    Change,
    SourceBlock,
    TextRun,
    changes_taken_back,
    row_of,
    settled,
)
from clearway.texts.readers.document import Doubt, DraftFileError, Imported, Tracked, table_read
from clearway.texts.readers.html import blocks_of_html, text_of_html
from clearway.texts.readers.plain import decoded

_PARSER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*+(.*)$")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def read_markdown(content: bytes, tracked: Tracked) -> Imported:
    """The draft in a Markdown file; ~~struck~~ text, <del> and <ins> are tracked changes.

    Front matter is left out. Raises DraftFileError when the file holds no text.
    """
    doubts: list[Doubt] = []
    text = decoded(content, doubts).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    if front:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    text, notes = _without_footnotes(text)
    reader = _Reader(frozenset(label for label, _ in notes), doubts)
    tokens = _PARSER.parse(text)
    reader.read(tokens)
    imported = assembled(settled(reader.blocks, tracked), notes, doubts)
    shown = text_of_html(_PARSER.render(MARK.sub(r" \1 ", text)))
    footnotes = " ".join(f"{label} {words}" for label, words in notes)
    left_out = list(changes_taken_back(reader.blocks, tracked))
    if front:
        left_out.append(f"front matter: {front[0].strip()}")
    source = f"{front[0] if front else ''} {shown} {footnotes}"
    tables = sum(token.type == "table_open" for token in tokens)
    return balanced(imported, source, left_out, tables)


def _without_footnotes(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text with empty lines for its footnotes, and the footnotes as (label, text)."""
    notes: list[tuple[str, str]] = []
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        match = _FOOTNOTE.match(line)
        inside = bool(match) or (inside and bool(line.strip()))
        if match:
            notes.append((match[1], match[2]))
        elif inside:
            notes[-1] = (notes[-1][0], f"{notes[-1][1]} {line.strip()}")
        kept.append("" if inside else line)
    return "\n".join(kept), [(label, _words(words)) for label, words in notes]


def _words(text: str) -> str:
    """A line of Markdown without its markup."""
    tokens = _PARSER.parseInline(text)
    return "".join(piece.text for piece in _pieces(tokens[0].children or (), frozenset()))


@dataclass(slots=True)
class _Reader:
    """Walks the tokens; one per file."""

    labels: frozenset[str]
    doubts: list[Doubt]
    blocks: list[SourceBlock] = field(default_factory=list)
    number: str = ""
    heading: int = 0

    def read(self, tokens: Sequence[Token]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                self._table(tokens[at:end])
                at = end
            else:
                self._token(token)
            at += 1

    def _token(self, token: Token) -> None:
        line = token.map[0] + 1 if token.map else None
        if token.type == "heading_open":
            self.heading = int(token.tag[1:])
        elif token.type == "list_item_open":
            self.number = f"{token.info}{token.markup}" if token.info else "•"
        elif token.type == "list_item_close":
            self.number = ""
        elif token.type == "inline":
            pieces = tuple(_pieces(token.children or (), self.labels))
            self.blocks.append(SourceBlock(pieces, self.number, self.heading, line=line))
            self.number, self.heading = "", 0
        elif token.type in ("fence", "code_block"):
            self.doubts.append(Doubt(None, line, "preformatted text is read as one paragraph"))
            self.blocks.append(SourceBlock((TextRun(token.content),), self.number, line=line))
            self.number = ""
        elif token.type == "html_block":
            self._html(_COMMENT.sub(_line_ends, token.content), line or 1)

    def _html(self, text: str, line: int) -> None:
        if not text.strip():
            return  # nothing but comments, which no reader of the document sees
        try:
            self.blocks += blocks_of_html(text, line, self.doubts)
        except DraftFileError as error:
            self.doubts.append(Doubt(None, line, f"a piece of HTML is left out: {error}"))

    def _table(self, tokens: Sequence[Token]) -> None:
        rows: list[list[list[SourceBlock]]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                pieces = tuple(_pieces(token.children or (), self.labels))
                line = token.map[0] + 1 if token.map else None
                rows[-1].append([SourceBlock(pieces, line=line)])
        widest = max(map(len, rows), default=0)
        line = tokens[0].map[0] + 1 if tokens[0].map else None
        self.doubts.append(Doubt(None, line, table_read(len(rows), widest)))
        for row in rows:
            self.blocks += row_of(row)


_TAG = re.compile(r"<(/?)(ins|del|s)\b[^>]*>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"</?br\b[^>]*>", re.IGNORECASE)
# CommonMark 6.6: a comment may hold no '-->'; one that is never closed reaches to the end
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def _line_ends(comment: re.Match[str]) -> str:
    """The line ends of what is left out, so that the lines below keep their numbers."""
    return "\n" * comment[0].count("\n")


def _pieces(tokens: Sequence[Token], labels: frozenset[str]) -> Iterator[TextRun]:
    """The text of inline tokens, with footnote marks, struck and inserted text as separate runs."""
    changes: list[Change] = []
    for token in tokens:
        change: Change = changes[-1] if changes else ""
        tag = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
        if token.type == "s_open":
            changes.append("deleted")
        elif token.type == "s_close" or (tag and tag[1]):
            changes = changes[:-1]
        elif tag:
            changes.append("inserted" if tag[2].lower() == "ins" else "deleted")
        elif token.type in ("softbreak", "hardbreak") or _is_line_break(token):
            yield TextRun(" ", change)
        elif token.type == "image":
            yield TextRun("", change)
        elif token.type in ("text", "code_inline", "text_special"):
            yield from _marked(token.content, change, labels)


def _is_line_break(token: Token) -> bool:
    return token.type == "html_inline" and bool(_LINE_BREAK.fullmatch(token.content))


def _marked(text: str, change: Change, labels: frozenset[str]) -> Iterator[TextRun]:
    """A run of text parted at the footnote marks that have a footnote."""
    end = 0
    for match in MARK.finditer(text):
        if match[1] in labels:
            yield TextRun(text[end : match.start()], change)
            yield TextRun("", change, note=match[1])
            end = match.end()
    yield TextRun(text[end:], change)
