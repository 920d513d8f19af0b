"""A Word file's parts as XML trees, opened with care.

python-docx opens the package and parses without resolving entities. Before it unpacks anything,
the sizes that the archive declares and those it really has are held against limits, so that a
small file cannot fill the memory.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml import etree

from clearway.intake.draft.model import NotADraft, first_line

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
    """The parts of a Word file. NotADraft when it is no Word file, damaged, or too large."""
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
        raise NotADraft(_DAMAGED) from error
    if "wordprocessingml" not in main.content_type and "ms-word" not in main.content_type:
        raise NotADraft(f"the file is no Word document but {main.content_type}; save it as DOCX")
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
    """NotADraft when the archive is damaged, locked, or unpacks to more than a draft can need.

    The sizes are counted while unpacking, because an archive can lie about them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.infolist()
            if len(names) > MAX_PARTS:
                raise NotADraft(f"the archive has {len(names)} parts; a Word file has far fewer")
            if any(name.flag_bits & 1 for name in names):
                raise NotADraft("the archive is encrypted; save the draft without a password")
            total = 0
            for name in names:
                total += _checked_size(archive, name, MAX_UNPACKED - total)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        if isinstance(error, NotADraft):
            raise
        raise NotADraft(f"the archive is damaged: {first_line(error)}") from error


def _checked_size(archive: zipfile.ZipFile, name: zipfile.ZipInfo, left: int) -> int:
    is_text = name.filename.endswith((".xml", ".rels"))
    limit = min(left, MAX_TEXT_PART) if is_text else left
    size = 0
    with archive.open(name) as part:
        head = part.read(4096)
        size = len(head)
        if is_text and b"<!DOCTYPE" in head:
            raise NotADraft("the file declares XML entities, which no word processor writes")
        while size <= limit and (chunk := part.read(1 << 20)):
            size += len(chunk)
    if size > limit:
        raise NotADraft(
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
        raise NotADraft(_DAMAGED) from error


def value(element: etree._Element | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of the element at a path such as 'pPr/numPr/numId', or None."""
    found = child(element, path)
    return None if found is None else found.get(W + attribute)


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    """The element at a path of Word names below another, or None."""
    if element is None:
        return None
    return element.find("/".join(W + name for name in path.split("/")))


def is_on(element: etree._Element | None) -> bool:
    """Whether a property such as w:b stands there and is not switched off."""
    return element is not None and element.get(W + "val") not in ("0", "false", "off", "none")
