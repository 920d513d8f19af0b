"""Drafts and comparisons as Akoma Ntoso 3.0, OASIS's XML for legal documents.

A draft is a `doc` whose `mainBody` holds sections and paragraphs. A comparison is the same for the
new draft, with `ins` and `del` around what was added and deleted.
http://docs.oasis-open.org/legaldocml/akn-core/v1.0/os/part2-specs/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from clearway.publish.downloads.comparison_rows import DraftFile, Versions, rows
from clearway.redline import Run
from clearway.texts.paragraphs import NumberedParagraph

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_EDITOR = "clearway"
_UNKNOWN_DAY = "0001-01-01"
"""Akoma Ntoso wants a date; one that no draft can have says that it is not known."""

# What XML 1.0 cannot hold at all.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Block:
    """A heading or paragraph to be written."""

    paragraph: NumberedParagraph
    number: str
    runs: Sequence[Run]
    id: str


def text_akn(text: DraftFile) -> bytes:
    blocks = [_Block(p, p.number, (Run("=", p.text),), p.anchor) for p in text.paragraphs]
    return _document(text, "draft", f"/akn/un/doc/{text.id}", blocks, ())


def comparison_akn(versions: Versions) -> bytes:
    """The new draft with what was added and deleted against the old one."""
    blocks = []
    for row in rows(versions):
        if row.kind == "left":
            continue
        for count, (cut, paragraph) in enumerate(
            zip(row.cuts, row.new or row.old, strict=True), start=1
        ):
            id = f"{row.id}--{count}" if row.kind == "deleted" and count > 1 else paragraph.anchor
            own = id if row.new else f"was-{id}"
            blocks.append(_Block(paragraph, cut.number, cut.runs, own))
    uri = f"/akn/un/doc/{versions.new.id}"
    return _document(versions.new, "comparison", uri, blocks, (versions.old,))


def _document(
    text: DraftFile, name: str, uri: str, blocks: Iterable[_Block], before: Sequence[DraftFile]
) -> bytes:
    root = etree.Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})
    doc = _add(root, "doc", name=name)
    _meta(doc, text, uri, before)
    preface = _add(doc, "preface")
    line = _add(preface, "p")
    _add(line, "docTitle").text = _clean(text.title)
    body = _add(doc, "mainBody")
    section: etree._Element = body
    inline: list[tuple[etree._Element, Sequence[Run]]] = []
    for block in blocks:
        if block.paragraph.kind == "h":
            section = _add(body, "section", eId=f"sec_{block.id}")
            _numbered(section, block)
            inline.append((_add(section, "heading"), block.runs))
        else:
            paragraph = _add(section, "paragraph", eId=f"para_{block.id}")
            _numbered(paragraph, block)
            inline.append((_add(_add(paragraph, "content"), "p"), block.runs))
    _fill_empty(body)
    # Before the words: in them every space is text.
    etree.indent(root)
    for element, runs in inline:
        _inline(element, runs)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _fill_empty(body: etree._Element) -> None:
    """A section must hold something: one that is only a heading gets an empty content."""
    for section in body.findall(_tag("section")):
        kinds = {etree.QName(child).localname for child in section}
        if not kinds - {"num", "heading"}:
            _add(_add(section, "content"), "p")
    if not len(body):
        _add(body, "p")


def _meta(doc: etree._Element, text: DraftFile, uri: str, before: Sequence[DraftFile]) -> None:
    day = text.day.isoformat() if text.day else _UNKNOWN_DAY
    meta = _add(doc, "meta")
    identification = _add(meta, "identification", source=f"#{_EDITOR}")
    names = {
        "FRBRWork": uri,
        "FRBRExpression": f"{uri}/{text.language}@",
        "FRBRManifestation": f"{uri}/{text.language}@/main.xml",
    }
    for level, address in names.items():
        part = _add(identification, level)
        _add(part, "FRBRthis", value=address)
        _add(part, "FRBRuri", value=address)
        _add(part, "FRBRdate", date=day, name="publication")
        _add(part, "FRBRauthor", href=f"#{_EDITOR}")
        if level == "FRBRWork":
            _add(part, "FRBRcountry", value="un")
        if level == "FRBRExpression":
            _add(part, "FRBRlanguage", language=text.language)
    references = _add(meta, "references", source=f"#{_EDITOR}")
    for other in before:
        href = f"/akn/un/doc/{other.id}"
        _add(references, "original", eId="old", href=href, showAs=_clean(other.title))
    _add(
        references,
        "TLCOrganization",
        eId=_EDITOR,
        href=f"/ontology/organization/{_EDITOR}",
        showAs="Clearway",
    )


def _numbered(parent: etree._Element, block: _Block) -> None:
    if block.number:
        _add(parent, "num").text = _clean(block.number)


def _inline(parent: etree._Element, runs: Sequence[Run]) -> None:
    """Runs as mixed content."""
    last: etree._Element | None = None
    for run in runs:
        text = _clean(run.text)
        if run.op != "=":
            last = _add(parent, "ins" if run.op == "+" else "del")
            last.text = text
        elif last is None:
            parent.text = (parent.text or "") + text
        else:
            last.tail = (last.tail or "") + text


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _tag(tag), attributes)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
