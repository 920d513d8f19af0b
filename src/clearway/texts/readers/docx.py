"""Word files: text with tracked changes, footnotes, comments and automatic numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from clearway.texts.alphabets import as_roman
from clearway.texts.numbers import split_number
from clearway.texts.paragraphs import FootnoteMark
from clearway.texts.readers.assemble import Comment, assembled, quoted, with_number
from clearway.texts.readers.balance import balanced
from clearway.texts.readers.blocks import (
    Change,
    Settled,
    SourceBlock,
    TextRun,
    changes_taken_back,
    clean,
    row_of,
    settled,
)
from clearway.texts.readers.document import Doubt, Imported, Tracked, counted, table_read
from clearway.texts.readers.docx_parts import (
    Counter,
    ListItem,
    Parts,
    W,
    WordNumbering,
    child,
    is_on,
    number_in,
    read_numbering,
    read_parts,
    value,
)

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_CHANGES: Mapping[object, Change] = {
    W + "ins": "inserted",
    W + "moveTo": "inserted",
    W + "del": "deleted",
    W + "moveFrom": "deleted",
}
# Elements around runs that have no meaning of their own
_WRAPPERS = frozenset(
    W + name
    for name in (
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
    )
)
_SIGNS = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": " ",
    W + "cr": " ",
    W + "noBreakHyphen": "-",
}
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object", _ALTERNATE})
HEADING_BY_LOOK = 7
"""Depth given to a bold line without a heading style: beneath all that have one."""


_ALL_TEXT = (W + "t", W + "delText", W + "tab", W + "br", W + "cr", W + "noBreakHyphen")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(content: bytes, tracked: Tracked) -> Imported:
    """The draft in a Word file. Raises DraftFileError (not Word, damaged, locked, too large)."""
    parts = read_parts(content)
    styles = _styles(parts.styles)
    numbering = read_numbering(parts.numbering, parts.styles)
    paged = next(parts.document.iter(W + "lastRenderedPageBreak"), None) is not None
    reader = _Reader(styles, numbering, tracked == "accept", page=1 if paged else None)
    blocks = list(reader.blocks(child(parts.document, "body")))
    comments = _comments(parts.comments)
    counter = Counter(numbering)
    numbered = _counted(settled(blocks, tracked), counter)
    for form, numbers in counter.unknown.items():
        says = f"{counted(numbers, 'number')} in the format '{form}' cannot be spelled"
        reader.doubt(f"{says}; add the printed ones by hand")
    left_out: list[str] = []
    relabelled, notes = _notes(numbered, parts, reader, tracked, left_out)
    imported = assembled(
        _headings_by_look(relabelled, reader), notes, reader.all_doubts(), comments
    )
    trees = [tree for tree in (parts.document, parts.footnotes, parts.endnotes) if tree is not None]
    source = "\n".join(_all_text(tree, left_out) for tree in trees)
    left_out += changes_taken_back(blocks, tracked)
    tables = sum(1 for _ in parts.document.iter(W + "tbl"))
    return balanced(imported, source, left_out, tables)


def _all_text(tree: etree._Element, aside: list[str]) -> str:
    """The text of a part, paragraph by paragraph; adds to `aside` what is no part of the text.

    Word writes a drawing twice, the second time for programs that know no drawings.
    """
    out: list[str] = []
    last = None
    for run in tree.iter(*_ALL_TEXT):
        above = list(run.iterancestors())
        if any(element.tag == _FALLBACK for element in above):
            continue
        paragraph = next((element for element in above if element.tag == W + "p"), None)
        if paragraph is not last:
            out.append("\n")
            last = paragraph
        text = (run.text or "") if run.tag in _ALL_TEXT[:2] else " "
        why = _why_aside(run, above)
        if text.strip() and why:
            aside.append(f"{why}: {text}")
        out.append(text)
    return "".join(out)


def _why_aside(run: etree._Element, above: Sequence[etree._Element]) -> str:
    """Why a piece of text is none of the draft's, whatever becomes of tracked changes."""
    tags = {element.tag for element in above}
    if W + "txbxContent" in tags:
        return "text box"
    parts = (element for element in above if element.tag == W + "sdt")
    if any(child(part, "sdtPr/docPartObj") is not None for part in parts):
        return "table of contents"
    if W + "del" in tags and W + "ins" in tags:
        return "inserted and deleted again"
    # A run's properties come first in it; to look further takes long in one of thousands of signs.
    first = above[0][0] if above else None
    is_look = first is not None and first.tag == W + "rPr"
    return "hidden text" if is_look and is_on(child(first, "vanish")) else ""


def _counted(blocks: tuple[Settled, ...], counter: Counter) -> list[Settled]:
    """The numbers are counted after the changes are settled: a deleted paragraph has none."""
    return [
        with_number(block, counter.printed(block.block.list_item))
        if block.block.list_item
        else block
        for block in blocks
    ]


# --- styles ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    outline: int | None
    list_id: str | None
    list_level: int | None


def _styles(tree: etree._Element | None) -> dict[str, _Style]:
    """Paragraph styles by id, with what they inherit."""
    elements = (
        {s.get(W + "styleId", ""): s for s in tree.iterchildren(W + "style")}
        if tree is not None
        else {}
    )
    return {style_id: _style(elements, style_id) for style_id in elements}


def _style(elements: Mapping[str, etree._Element], style_id: str) -> _Style:
    name = value(elements[style_id], "name") or ""
    outline = list_id = level = None
    seen: set[str] = set()
    at: str | None = style_id
    while at is not None and at in elements and at not in seen:
        seen.add(at)
        style = elements[at]
        outline = outline if outline is not None else value(style, "pPr/outlineLvl")
        list_id = list_id if list_id is not None else value(style, "pPr/numPr/numId")
        level = level if level is not None else value(style, "pPr/numPr/ilvl")
        at = value(style, "basedOn")
    return _Style(
        name.lower(),
        None if outline is None else number_in(outline, 9),
        list_id,
        None if level is None else number_in(level, 0),
    )


# --- paragraphs ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    """Walks the body; one per document."""

    styles: Mapping[str, _Style]
    numbering: WordNumbering
    accepting: bool
    page: int | None
    doubts: list[Doubt] = field(default_factory=list)
    once: dict[str, int] = field(default_factory=dict)
    open_comments: tuple[str, ...] = ()
    boxes: list[etree._Element] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)

    def doubt(self, says: str) -> None:
        self.doubts.append(Doubt(self.page, None, says))

    def count(self, says: str) -> None:
        self.once[says] = self.once.get(says, 0) + 1

    def all_doubts(self) -> list[Doubt]:
        """The doubts, with those that are only counted at the end."""
        late = [
            Doubt(None, None, f"{says}, in {counted(times, 'place')}")
            for says, times in self.once.items()
        ]
        return self.doubts + late

    def blocks(self, parent: etree._Element | None) -> Iterator[SourceBlock]:
        for element in parent if parent is not None else ():
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag == W + "sdt" and _is_contents(element):
                self.doubt("a table of contents is set aside")
            elif element.tag in _WRAPPERS or element.tag in _CHANGES:
                yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[SourceBlock]:
        page = self.page
        properties = child(element, "pPr")
        pieces = tuple(self._pieces(element, "", "", ""))
        boxes, self.boxes = self.boxes, []
        style = self.styles.get(value(properties, "pStyle") or "", _Style("", None, None, None))
        if style.name.startswith(("toc ", "contents ")) and pieces:
            self.count("the table of contents is set aside")
            return
        outline = value(properties, "outlineLvl")
        heading = _heading_depth(style, outline)
        if not heading and _looks_like_heading(element):
            heading = HEADING_BY_LOOK
        yield SourceBlock(
            pieces,
            heading=heading,
            page=page,
            mark=_mark(properties),
            list_item=self._list_item(properties, style),
            is_title=style.name == "title",
        )
        for box in boxes:
            self.doubt("a text box is put after the paragraph it is tied to")
            yield from self.blocks(box)

    def _list_item(self, properties: etree._Element | None, style: _Style) -> ListItem | None:
        if not self.accepting:
            before = child(properties, "pPrChange/pPr")
            properties = properties if before is None else before
        list_id = value(properties, "numPr/numId")
        level = value(properties, "numPr/ilvl")
        if not self.accepting and child(properties, "numPr/ins") is not None:
            list_id = level = None
        if list_id is None:
            list_id = style.list_id
        if list_id is None or list_id == "0":
            return None
        if level is not None:
            return list_id, number_in(level, 0)
        if style.list_level is not None:
            return list_id, style.list_level
        return list_id, self.numbering.level_of_style(list_id, value(properties, "pStyle") or "")

    def _table(self, table: etree._Element) -> Iterator[SourceBlock]:
        rows = list(_rows(table))
        columns = max((len(list(row.iterchildren(W + "tc"))) for row in rows), default=0)
        self.doubt(table_read(len(rows), columns))
        for row in rows if columns else ():
            change = _row_change(row)
            cells = [list(self.blocks(cell)) for cell in row.iterchildren(W + "tc")]
            for block in row_of(cells):
                yield block if not change else _changed(block, change)

    # --- runs

    def _pieces(
        self, parent: etree._Element, change: Change, author: str, date: str
    ) -> Iterator[TextRun]:
        for element in parent:
            tag = element.tag
            if tag == W + "r":
                yield from self._run(element, change, author, date)
            elif tag in _CHANGES:
                inner = _CHANGES[tag]
                if change and change != inner:
                    continue  # inserted and deleted again: it was in no version
                by = element.get(W + "author", ""), element.get(W + "date", "")
                moved = tag in (W + "moveFrom", W + "moveTo")
                for piece in self._pieces(element, inner, *by):
                    yield replace(piece, moved=True) if moved else piece
            elif tag in _WRAPPERS:
                yield from self._pieces(element, change, author, date)
            elif tag == W + "commentRangeStart":
                self.open_comments += (element.get(W + "id", ""),)
            elif tag == W + "commentRangeEnd":
                ended = element.get(W + "id", "")
                self.open_comments = tuple(c for c in self.open_comments if c != ended)
            elif isinstance(tag, str) and tag.startswith(_MATH):
                self.doubt("a formula is left out")

    def _run(
        self, run: etree._Element, change: Change, author: str, date: str
    ) -> Iterator[TextRun]:
        look = child(run, "rPr")
        if is_on(child(look, "vanish")):
            self.count("hidden text is left out")
            return
        if is_on(child(look, "strike")) and not change:
            self.doubt(f"text is struck through by hand, and kept: '{quoted(_run_text(run))}'")
        for element in run:
            tag = element.tag
            if tag in (W + "footnoteReference", W + "endnoteReference"):
                name = f"{'f' if tag == W + 'footnoteReference' else 'e'}{element.get(W + 'id')}"
                yield TextRun("", change, author, date, note=name)
            elif tag == W + "lastRenderedPageBreak" and self.page is not None:
                self.page += 1
            elif tag in _DRAWN:
                self._drawing(element)
            else:
                text = self._sign(element)
                if text:
                    yield TextRun(text, change, author, date, comments=self.open_comments)

    def _sign(self, element: etree._Element) -> str:
        if element.tag in (W + "t", W + "delText"):
            return element.text or ""
        if element.tag == W + "sym":
            code = element.get(W + "char", "")
            self.doubt(f"a sign of a symbol font ({code}) is left out")
        return _SIGNS.get(element.tag, "") if isinstance(element.tag, str) else ""

    def _drawing(self, element: etree._Element) -> None:
        """Keeps text boxes for later. Of two renderings of one drawing only the first is read."""
        choice = element.find(_CHOICE) if element.tag == _ALTERNATE else None
        inside = list((element if choice is None else choice).iter(W + "txbxContent"))
        if choice is not None and not inside:
            inside = list(element.iter(W + "txbxContent"))[:1]
        self.boxes += inside
        if not inside:
            self.count("a picture is left out")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table; those of a table in one of its cells are read with the cell."""
    for child_ in table.iterchildren():
        if child_.tag == W + "tr":
            yield child_
        elif child_.tag != W + "tbl":
            yield from _rows(child_)


def _run_text(run: etree._Element) -> str:
    return clean("".join(text.text or "" for text in run.iterchildren(W + "t", W + "delText")))


def _is_contents(element: etree._Element) -> bool:
    gallery = value(element, "sdtPr/docPartObj/docPartGallery")
    return gallery is not None and "contents" in gallery.lower()


def _mark(properties: etree._Element | None) -> Change:
    look = child(properties, "rPr")
    for element in look if look is not None else ():
        if element.tag in _CHANGES:
            return _CHANGES[element.tag]
    return ""


def _row_change(row: etree._Element) -> Change:
    properties = child(row, "trPr")
    for element in properties if properties is not None else ():
        if element.tag in _CHANGES:
            return _CHANGES[element.tag]
    return ""


def _changed(block: SourceBlock, change: Change) -> SourceBlock:
    pieces = tuple(replace(piece, change=piece.change or change) for piece in block.pieces)
    return replace(block, pieces=pieces, mark=block.mark or change)


def _heading_depth(style: _Style, outline: str | None) -> int:
    """How deep a heading stands, from 1; 0 for a paragraph. Outline level 9 is body text."""
    if style.name == "title":
        return 1
    level = number_in(outline, 9) if outline is not None else style.outline
    if level is None and style.name.startswith("heading "):
        level = number_in(style.name.removeprefix("heading "), 10) - 1
    return level + 1 if level is not None and 0 <= level < 9 else 0


def _looks_like_heading(element: etree._Element) -> bool:
    """A short line, bold from end to end, that ends like no sentence."""
    runs = [run for run in element.iter(W + "r") if _run_text(run)]
    text = clean("".join(_run_text(run) + " " for run in runs))
    return (
        bool(runs)
        and all(is_on(child(run, "rPr/b")) for run in runs)
        and len(text.split()) <= 15
        and not text.endswith((".", ";", ":", ","))
        and not split_number(text)[0]
    )


def _headings_by_look(blocks: list[Settled], reader: _Reader) -> list[Settled]:
    """Bold lines are headings, unless they are numbered as paragraphs are."""
    out = []
    for block in blocks:
        if block.block.heading == HEADING_BY_LOOK and block.block.list_item is not None:
            block = replace(block, block=replace(block.block, heading=0))
        elif block.block.heading == HEADING_BY_LOOK:
            says = f"a bold line is read as a heading: '{quoted(block.text)}'"
            reader.doubts.append(Doubt(block.block.page, None, says))
        out.append(block)
    return out


# --- footnotes and comments --------------------------------------------------------------------


def _notes(
    blocks: list[Settled], parts: Parts, reader: _Reader, tracked: Tracked, left_out: list[str]
) -> tuple[list[Settled], list[tuple[str, str]]]:
    """Footnotes in the order of their marks, numbered as Word prints them; endnotes i, ii, iii.

    Adds to `left_out` those whose mark was deleted, and what tracked changes took out of them.
    """
    texts = _note_texts(parts.footnotes, "f", reader, tracked, left_out)
    texts |= _note_texts(parts.endnotes, "e", reader, tracked, left_out)
    labels: dict[str, str] = {}
    counts = {"f": 0, "e": 0}
    for mark in (mark for block in blocks for mark in block.marks):
        if mark.label not in labels:
            kind = mark.label[0]
            counts[kind] += 1
            labels[mark.label] = str(counts[kind]) if kind == "f" else as_roman(counts[kind])
    marked = [
        replace(
            block,
            marks=tuple(FootnoteMark(mark.offset, labels[mark.label]) for mark in block.marks),
        )
        for block in blocks
    ]
    left_out += [
        f"footnote without a mark: {text}" for name, text in texts.items() if name not in labels
    ]
    return marked, [(label, texts[name]) for name, label in labels.items() if name in texts]


def _note_texts(
    tree: etree._Element | None,
    kind: str,
    reader: _Reader,
    tracked: Tracked,
    left_out: list[str],
) -> dict[str, str]:
    out = {}
    for note in tree if tree is not None else ():
        if not isinstance(note.tag, str) or note.get(W + "type") not in (None, "normal"):
            continue
        note_blocks = list(reader.blocks(note))
        left_out += changes_taken_back(note_blocks, tracked)
        blocks = settled(note_blocks, "accept" if tracked == "accept" else "reject")
        out[f"{kind}{note.get(W + 'id')}"] = " ".join(block.text for block in blocks)
    return out


def _comments(tree: etree._Element | None) -> dict[str, Comment]:
    out = {}
    for comment in tree.iterchildren(W + "comment") if tree is not None else ():
        words = " ".join(
            "".join(text.text or "" for text in paragraph.iter(W + "t"))
            for paragraph in comment.iter(W + "p")
        )
        by = comment.get(W + "author", ""), comment.get(W + "date", "")
        out[comment.get(W + "id", "")] = Comment(clean(words), *by)
    return out
