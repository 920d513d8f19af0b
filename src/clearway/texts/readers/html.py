"""HTML pages: headings, paragraphs, lists as they are numbered, insertions and deletions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from clearway.texts.alphabets import spelled
from clearway.texts.numbers import split_number
from clearway.texts.readers.assemble import assembled
from clearway.texts.readers.balance import balanced
from clearway.texts.readers.blocks import (
    Change,
    SourceBlock,
    TextRun,
    changes_taken_back,
    clean,
    row_of,
    settled,
)
from clearway.texts.readers.document import (
    Doubt,
    DraftFileError,
    Imported,
    Tracked,
    counted,
    table_read,
)
from clearway.texts.readers.plain import decoded

_SKIPPED = frozenset(
    "head script style template noscript nav header footer aside svg math form button select "
    "textarea iframe object audio video".split()
)
_BLOCKS = frozenset(
    "p div section article main blockquote li dd dt dl figure figcaption pre address center "
    "body html ol ul fieldset details summary hr".split()
)
_NEVER_SHOWN = frozenset("head script style template".split())
_CELLS = frozenset("table tr td th tbody thead caption br".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHANGES: Mapping[str, Change] = {
    "ins": "inserted",
    "del": "deleted",
    "s": "deleted",
    "strike": "deleted",
}
_LABEL = re.compile(r"[\[(]?(\d{1,3}|[*†‡]{1,3}|[a-z])[\])]?")
_BREAK = "\n"
_ENOUGH = 200
MAX_TAG = 10_000
"""Signs of one tag outside of quotes: the parser compares each attribute with all others."""

_LONG_TAG = re.compile(rf"<[a-zA-Z](?:[^<>\"']|\"[^\"]*+\"|'[^']*+'){{{MAX_TAG},}}+")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_TOO_DEEP = "the HTML is nested more deeply than any draft; copy its text into a new file"


def read_html(content: bytes, tracked: Tracked) -> Imported:
    """The draft in an HTML page. Raises DraftFileError when it holds no text."""
    doubts: list[Doubt] = []
    root = _parsed(decoded(content, doubts, is_html=True))
    notes = _notes(root)
    reader = _Reader(
        {element: label for label, element in notes.items()}, _marks(root, notes), doubts
    )
    try:
        reader.read(_main(root))
        texts = [(label, _note_text(element)) for label, element in notes.items()]
    except RecursionError as error:
        raise DraftFileError(_TOO_DEEP) from error
    imported = assembled(settled(reader.blocks, tracked), texts, reader.all_doubts())
    left_out = [*_left_out(root), *changes_taken_back(reader.blocks, tracked)]
    tables = sum(1 for _ in root.iter("table"))
    return balanced(imported, _all_text(root), left_out, tables)


def text_of_html(text: str) -> str:
    """All that a browser could show of a piece of HTML; '' where there is none."""
    return _all_text(_parsed(text)) if text.strip() else ""


_EDGED = _BLOCKS | _HEADINGS.keys() | _CELLS


def _all_text(element: etree._Element) -> str:
    """All that a browser could show, with a blank where a block begins or ends."""
    return "".join(_shown(element))


def _shown(element: etree._Element) -> list[str]:
    """As `_all_text`, in pieces: each is handled once, however deep it is."""
    pieces: list[str] = []

    def gather(part: etree._Element) -> None:
        if not isinstance(part.tag, str) or part.tag in _NEVER_SHOWN:
            return
        if part.tag == "a" and (label := _label_of(part)):
            pieces.append(f" {label} ")  # the brackets of a footnote's mark are none of the text
            return
        edge = " " if part.tag in _EDGED else ""
        pieces.append(f"{edge}{part.text or ''}")
        for child in part:
            gather(child)
            pieces.append(child.tail or "")
        pieces.append(edge)

    gather(element)
    return pieces


def _left_out(root: etree._Element) -> Iterator[str]:
    """Navigation, hidden text, and all that is outside of the main part of a page."""
    main = _main(root)
    inside = set(main.iter()) | set(main.iterancestors())
    open_: list[etree._Element] = [root]
    while open_:
        element = open_.pop()
        if not isinstance(element.tag, str) or element.tag in _NEVER_SHOWN:
            continue
        if _is_left_out(element) or element not in inside:
            text = clean(_all_text(element))
            if text:
                yield f"<{element.tag}>: {text}"
        else:
            open_.extend(reversed(element))


def _is_left_out(element: etree._Element) -> bool:
    return element.tag in _SKIPPED or _is_hidden(element)


def blocks_of_html(text: str, line: int, doubts: list[Doubt]) -> list[SourceBlock]:
    """The blocks of a piece of HTML within another text, from its line `line` on.

    Adds its doubts to `doubts`. Raises DraftFileError where it can't be read.
    """
    reader = _Reader({}, {}, [])
    reader.read(_parsed(text))
    doubts += [
        replace(doubt, line=doubt.line + line - 1) if doubt.line else doubt
        for doubt in reader.all_doubts()
    ]
    return [replace(block, line=(block.line or 1) + line - 1) for block in reader.blocks]


def _parsed(text: str) -> etree._Element:
    if any(len(_QUOTED.sub("", tag[0])) > MAX_TAG for tag in _LONG_TAG.finditer(text)):
        raise DraftFileError(f"a tag of the HTML has more than {MAX_TAG:,} signs of attributes")
    # The HTML parser reads no entities but HTML's own, and no other file
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DraftFileError("the file holds no HTML") from error
    if root is None:
        raise DraftFileError("the file holds no HTML")
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        raise DraftFileError(_TOO_DEEP)
    return root


def _main(root: etree._Element) -> etree._Element:
    """The page's one main part, if it says so, or all of it."""
    for name in ("main", "article"):
        found = list(root.iter(name))
        if len(found) == 1:
            return found[0]
    return root


# --- footnotes -------------------------------------------------------------------------------


def _notes(root: etree._Element) -> dict[str, etree._Element]:
    """Footnotes by label: what a short link such as [3] points to, if it stands further down."""
    order = {element: index for index, element in enumerate(root.iter())}
    targets = {e.get("id") or e.get("name"): e for e in root.iter() if e.get("id") or e.get("name")}
    out: dict[str, etree._Element] = {}
    for link in root.iter("a"):
        label = _label_of(link)
        target = targets.get((link.get("href") or "#").removeprefix("#"))
        if not label or target is None or order[target] < order[link]:
            continue
        block = next((e for e in (target, *target.iterancestors()) if e.tag in _BLOCKS), target)
        if order[block] > order[link]:
            out.setdefault(label, block)
    return out


def _label_of(link: etree._Element) -> str:
    href = link.get("href") or ""
    match = _LABEL.fullmatch(clean("".join(link.itertext()))) if href.startswith("#") else None
    return match[1] if match else ""


def _marks(root: etree._Element, notes: Mapping[str, etree._Element]) -> dict[etree._Element, str]:
    """The links that are footnote marks, and their labels."""
    inside = {e for note in notes.values() for e in note.iter()}
    return {
        link: label
        for link in root.iter("a")
        if (label := _label_of(link)) in notes and link not in inside
    }


def _note_text(element: etree._Element) -> str:
    """A footnote's text without the link back and without its own label."""
    back = {link for link in element.iter("a") if (link.get("href") or "").startswith("#")}

    def words(part: etree._Element) -> str:
        inner = "" if part in back else (part.text or "")
        return inner + "".join(words(child) + (child.tail or "") for child in part)

    return re.sub(r"^\W*?\d{1,3}[.)\]]?\s+", "", clean(words(element))).strip(" ↩︎↑^")


# --- numbers in elements of their own --------------------------------------------------------


def _number_beside(element: etree._Element) -> str:
    """The number in the first of two blocks side by side, where it is all that is in it; or ''.

    So pages set a number into a margin: <div><div>12.</div><p>We agree.</p></div>.
    """
    if element.tag != "div" or len(element) != 2 or (element.text or "").strip():
        return ""
    first, second = element
    if first.tag not in ("div", "p", "span") or second.tag not in ("div", "p"):
        return ""
    printed = clean("".join(first.itertext()))
    number, rest = split_number(f"{printed} X" if printed.endswith((".", ")")) else f"{printed}. X")
    has_own = bool(split_number(clean("".join(second.itertext())))[0])
    return printed if number and rest == "X" and not has_own else ""


# --- blocks ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    """Walks a page; one per page. `notes` and `marks` are labels by element."""

    notes: Mapping[etree._Element, str]
    marks: Mapping[etree._Element, str]
    doubts: list[Doubt]
    blocks: list[SourceBlock] = field(default_factory=list)
    pieces: list[TextRun] = field(default_factory=list)
    number: str = ""
    heading: int = 0
    line: int | None = None
    hidden: int = 0

    def all_doubts(self) -> list[Doubt]:
        if self.hidden:
            says = f"hidden text is left out, in {counted(self.hidden, 'place')}"
            return [*self.doubts, Doubt(None, None, says)]
        return self.doubts

    def read(self, root: etree._Element) -> None:
        self._element(root, "", "")
        self._end()

    def _element(self, element: etree._Element, change: Change, date: str) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or element in self.notes:
            return
        if _is_hidden(element):
            self.hidden += 1
            return
        if element in self.marks:
            self.pieces.append(TextRun("", change, "", date, note=self.marks[element]))
        elif tag in _CHANGES:
            self._children(element, _CHANGES[tag], element.get("datetime") or "")
        elif tag == "br":
            self.pieces.append(TextRun(_BREAK, change, "", date))
        elif tag in ("ol", "ul"):
            self._list(element, change, date)
        elif tag == "table":
            self._table(element, change, date)
        elif printed := _number_beside(element):
            self._end()
            self.number = printed
            self._block(element[1], change, date)
            self.number = ""
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._block(element, change, date)
        else:
            self._children(element, change, date)

    def _children(self, element: etree._Element, change: Change, date: str) -> None:
        self._text(element.text, change, date, element)
        for child in element:
            self._element(child, change, date)
            self._text(child.tail, change, date, child)

    def _text(self, text: str | None, change: Change, date: str, near: etree._Element) -> None:
        if not text:
            return
        if text.strip() and self.line is None:
            self.line = near.sourceline
        self.pieces.append(TextRun(re.sub(r"[\r\n]+", " ", text), change, "", date))

    def _block(self, element: etree._Element, change: Change, date: str) -> None:
        self._end()
        self.heading = _HEADINGS.get(str(element.tag), 0)
        self._children(element, change, date)
        self._end()

    def _end(self) -> None:
        """Closes the open block; two line breaks in a row inside it separate paragraphs."""
        if any(piece.text.strip() or piece.note for piece in self.pieces):
            for pieces in _parted(self.pieces):
                self.blocks.append(
                    SourceBlock(tuple(pieces), self.number, self.heading, line=self.line)
                )
                self.number = ""
        self.pieces, self.heading, self.line = [], 0, None

    def _list(self, element: etree._Element, change: Change, date: str) -> None:
        self._end()
        for item, number in _numbered(element):
            if item.tag != "li" or item in self.notes:
                self._element(item, change, date)
                continue
            self._end()
            own = split_number(clean(_beginning(item)))[0]
            self.number = "" if own else number
            self._block(item, change, date)
            self.number = ""

    def _table(self, table: etree._Element, change: Change, date: str) -> None:
        self._end()
        rows = [list(row.iterchildren("td", "th")) for row in _rows(table)]
        widest = max(map(len, rows), default=0)
        if widest > 1:
            self.doubts.append(Doubt(None, table.sourceline, table_read(len(rows), widest)))
        before, self.blocks = self.blocks, []
        for row in rows:
            cells = []
            for cell in row:
                self._block(cell, change, date)
                cells.append(self.blocks)
                self.blocks = []
            before += row_of(cells)
        self.blocks = before


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table; those of a table in one of its cells are read with the cell."""
    for child in table.iterchildren():
        if child.tag == "tr":
            yield child
        elif child.tag != "table":
            yield from _rows(child)


def _beginning(element: etree._Element) -> str:
    """Enough of an element's text to see whether it begins with a number."""
    found = ""
    for piece in element.itertext():
        found += piece[:_ENOUGH]
        if len(found.strip()) > _ENOUGH:
            break
    return found


def _parted(pieces: list[TextRun]) -> Iterator[list[TextRun]]:
    """Pieces parted at double line breaks, and at single ones that a number follows."""
    part: list[TextRun] = []
    for index, piece in enumerate(pieces):
        if piece.text == _BREAK:
            after = clean("".join(p.text for p in pieces[index + 1 : index + 4])[:40])
            doubled = any(p.text == _BREAK for p in pieces[index + 1 : index + 2]) or (
                len(pieces) > index + 2
                and not pieces[index + 1].text.strip()
                and pieces[index + 2].text == _BREAK
            )
            if doubled or split_number(after)[0]:
                yield part
                part = []
                continue
        part.append(piece)
    yield part


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


# The types of lists in HTML and CSS, as the formats that `spelled` knows. CSS counts Armenian,
# Georgian and Greek too, which negotiating texts do not use.
_FORMS: Mapping[str, str] = {
    "1": "decimal",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "a": "lowerLetter",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "A": "upperLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "i": "lowerRoman",
    "lower-roman": "lowerRoman",
    "I": "upperRoman",
    "upper-roman": "upperRoman",
    "hebrew": "hebrew1",
    "cjk-decimal": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "cjk-heavenly-stem": "ideographTraditional",
}


def _numbered(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """A list's children with the number a browser prints: start, value, reversed and type."""
    items = list(element.iterchildren("li"))
    style = re.search(r"list-style(?:-type)?:\s*([\w-]+)", element.get("style") or "")
    form = style[1] if style else element.get("type") or "1"
    backwards = element.get("reversed") is not None
    count = _whole(element.get("start"), len(items) if backwards else 1)
    for item in element:
        if item.tag != "li":
            yield item, ""
            continue
        count = _whole(item.get("value"), count)
        if form == "none":
            yield item, ""
        elif element.tag == "ul" or form not in _FORMS:
            yield item, "•"
        else:
            yield item, f"{spelled(count, _FORMS[form]) or count}."
        count += -1 if backwards else 1


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,4}", text.strip()) else otherwise
