"""The parts of a Word file: its XML trees, opened within limits, and its automatic numbers."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml import etree

from clearway.texts.alphabets import spelled
from clearway.texts.readers.document import DraftFileError, first_line

# --- XML trees
#
# python-docx opens the package and parses without resolving entities. Before it unpacks anything,
# the sizes that the archive declares and those it really has are compared with limits, so that a
# small file cannot fill the memory.


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_UNPACKED = 256 * 1024 * 1024
MAX_TEXT_PART = 64 * 1024 * 1024
MAX_PARTS = 5000
_DAMAGED = "the Word file is damaged; open it in a word processor and save it again"


@dataclass(frozen=True, slots=True)
class Parts:
    """The trees that hold text; None for a part the file does not have."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    comments: etree._Element | None


def read_parts(content: bytes) -> Parts:
    """The parts of a Word file. Raises DraftFileError (not Word, damaged, too large)."""
    check_archive(content)
    try:
        main = Package.open(io.BytesIO(content)).main_document_part
    except (
        OpcError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
    ) as error:
        raise DraftFileError(_DAMAGED) from error
    if "wordprocessingml" not in main.content_type and "ms-word" not in main.content_type:
        raise DraftFileError(
            f"the file is no Word document but {main.content_type}; save it as DOCX"
        )
    document = _tree(main)
    return Parts(
        document,
        _related(main, RELATIONSHIP_TYPE.STYLES),
        _related(main, RELATIONSHIP_TYPE.NUMBERING),
        _related(main, RELATIONSHIP_TYPE.FOOTNOTES),
        _related(main, RELATIONSHIP_TYPE.ENDNOTES),
        _related(main, RELATIONSHIP_TYPE.COMMENTS),
    )


def check_archive(content: bytes) -> None:
    """Raises DraftFileError when an archive is damaged, locked, or larger than a draft can be.

    The sizes are counted while unpacking, because an archive can lie about them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.infolist()
            if len(names) > MAX_PARTS:
                raise DraftFileError(
                    f"the archive has {len(names)} parts; a Word file has far fewer"
                )
            if any(name.flag_bits & 1 for name in names):
                raise DraftFileError("the archive is encrypted; save the draft without a password")
            total = 0
            for name in names:
                total += _checked_size(archive, name, MAX_UNPACKED - total)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        if isinstance(error, DraftFileError):
            raise
        raise DraftFileError(f"the archive is damaged: {first_line(error)}") from error


def _checked_size(archive: zipfile.ZipFile, name: zipfile.ZipInfo, left: int) -> int:
    is_text = name.filename.endswith((".xml", ".rels"))
    limit = min(left, MAX_TEXT_PART) if is_text else left
    size = 0
    with archive.open(name) as part:
        head = part.read(4096)
        size = len(head)
        if is_text and b"<!DOCTYPE" in head:
            raise DraftFileError("the file declares XML entities, which no word processor writes")
        while size <= limit and (chunk := part.read(1 << 20)):
            size += len(chunk)
    if size > limit:
        raise DraftFileError(
            f"the file unpacks to more than {limit // 1024 // 1024} MiB, which no draft needs"
        )
    return size


def _related(main: Part, kind: str) -> etree._Element | None:
    for relation in main.rels.values():
        if relation.reltype == kind and not relation.is_external:
            return _tree(relation.target_part)
    return None


def _tree(part: Part) -> etree._Element:
    try:
        return parse_xml(part.blob)
    except etree.XMLSyntaxError as error:
        raise DraftFileError(_DAMAGED) from error


def value(element: etree._Element | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of the element at a path such as 'pPr/numPr/numId', or None."""
    target = child(element, path)
    return None if target is None else target.get(W + attribute)


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    """The element at a path of Word names below another, or None."""
    if element is None:
        return None
    return element.find("/".join(W + name for name in path.split("/")))


def is_on(element: etree._Element | None) -> bool:
    """Whether a property such as w:b is present and not switched off."""
    return element is not None and element.get(W + "val") not in ("0", "false", "off", "none")


# --- Automatic numbers, counted as Word prints them (ECMA-376 part 1, 17.9)
#
# Lists that share an abstract definition share its counters; a list with a start override starts
# again at its first paragraph. A level starts again after a paragraph of any level above it, unless
# w:lvlRestart says otherwise.


ListItem = tuple[str, int]
"""A list's id and the level in it, from 0."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is numbered. `restart` is the level after which it begins again, from 1;
    0 for never, None for any above."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class WordNumbering:
    """All lists of a file by their id."""

    lists: Mapping[str, _List] = field(default_factory=dict)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level a paragraph style is tied to in a list; 0 if none."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((at for at, level in levels.items() if level.style == style), 0)


def read_numbering(tree: etree._Element | None, styles: etree._Element | None) -> WordNumbering:
    """The lists of numbering.xml; those that borrow their levels from a style are followed."""
    if tree is None:
        return WordNumbering()
    abstracts = {a.get(W + "abstractNumId", ""): a for a in tree.iterchildren(W + "abstractNum")}
    nums = {n.get(W + "numId", ""): n for n in tree.iterchildren(W + "num")}
    lists = {}
    for list_id, num in nums.items():
        abstract_id = value(num, "abstractNumId") or ""
        abstract = abstracts.get(abstract_id)
        link = value(abstract, "numStyleLink")
        if link is not None:
            borrowed = nums.get(_list_of_style(styles, link) or "")
            abstract_id = value(borrowed, "abstractNumId") or abstract_id
            abstract = abstracts.get(abstract_id, abstract)
        lists[list_id] = _list(num, abstract_id, abstract)
    return WordNumbering(lists)


def _list_of_style(styles: etree._Element | None, style_id: str) -> str | None:
    for style in styles.iterchildren(W + "style") if styles is not None else ():
        if style.get(W + "styleId") == style_id:
            return value(style, "pPr/numPr/numId")
    return None


def _list(num: etree._Element, abstract_id: str, abstract: etree._Element | None) -> _List:
    levels = _levels(abstract)
    starts = {}
    for override in num.iterchildren(W + "lvlOverride"):
        at = number_in(override.get(W + "ilvl"), 0)
        levels |= _levels(override)
        start = value(override, "startOverride")
        if start is not None:
            starts[at] = number_in(start, 1)
    return _List(abstract_id, levels, starts)


def _levels(parent: etree._Element | None) -> dict[int, Level]:
    if parent is None:
        return {}
    return {
        number_in(each.get(W + "ilvl"), 0): Level(
            number_in(value(each, "start"), 1),
            value(each, "numFmt") or "decimal",
            value(each, "lvlText") or "",
            None if (restart := value(each, "lvlRestart")) is None else number_in(restart, 0),
            is_on(child(each, "isLgl")),
            value(each, "pStyle"),
        )
        for each in parent.iterchildren(W + "lvl")
    }


def number_in(text: str | None, otherwise: int) -> int:
    """A whole number of an attribute, or `otherwise` when it is none.

    >>> number_in("3", 1), number_in("three", 1), number_in(None, 1)
    (3, 1, 1)
    """
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else otherwise


@dataclass(slots=True)
class Counter:
    """Counts list paragraphs in reading order; one per document."""

    numbering: WordNumbering
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    """Formats that Word knows and we do not, and how many numbers each left out."""
    started: set[tuple[str, int]] = field(default_factory=set)

    def printed(self, item: ListItem) -> str:
        """The number printed before the next paragraph, which is of this list and level.

        '' where the list is not there, and where its format is not known: that one is counted in
        `unknown`, since any other number would not be the document's.
        """
        list_id, at = item
        list_ = self.numbering.lists.get(list_id)
        if list_ is None or at not in list_.levels:
            return ""
        counts = self.counts.setdefault(list_.abstract, {})
        level = list_.levels[at]
        if at in list_.starts and (list_id, at) not in self.started:
            self.started.add((list_id, at))
            counts[at] = list_.starts[at]
        else:
            counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            if _begins_again(list_.levels.get(deeper, Level()), at):
                del counts[deeper]
        return self._text(list_, at, counts)

    def _text(self, list_: _List, at: int, counts: Mapping[int, int]) -> str:
        level = list_.levels[at]
        if level.form == "bullet":
            return "•"
        if level.form == "none":
            level = replace(level, text=re.sub(r"%\d", "", level.text))

        def figure(match: re.Match[str]) -> str:
            of = int(match[1]) - 1
            other = list_.levels.get(of, Level())
            form = "decimal" if level.legal else other.form
            number = spelled(counts.get(of, other.start), form)
            if number is None:
                missing.append(form)
            return number or ""

        missing: list[str] = []
        printed = re.sub(r"%(\d)", figure, level.text).strip()
        for form in missing:
            self.unknown[form] = self.unknown.get(form, 0) + 1
        return "" if missing else printed


def _begins_again(level: Level, after: int) -> bool:
    """Whether a level deeper than `after` starts again; lvlRestart counts levels from 1."""
    return level.restart is None or (level.restart > 0 and after < level.restart)
