"""What is fuzzed: each target takes any bytes, and may refuse them only as it says it does.

A target raises nothing for what it refuses; AssertionError, or any other error, is a find.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from lxml import html

from clearway.contribute.endorsements.columns import columns_of, known_header, with_headers
from clearway.contribute.endorsements.encoding import decoded
from clearway.contribute.endorsements.sheets import read_delimited
from clearway.contribute.issues import Refusal, Sent, converted, reader
from clearway.errors import ClearwayError, InputError, WriteError
from clearway.problems import as_text
from clearway.publish.issue_forms import forms
from clearway.publish.page import Site
from clearway.publish.pages.common import Book
from clearway.publish.render import View
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.model import Process
from clearway.records.reading.files import parse_document
from clearway.records.rules import check
from clearway.redline import BETWEEN_PARAGRAPHS, Paragraph, compare
from clearway.texts.paragraphs import read_paragraphs
from clearway.texts.readers import draft_text
from clearway.texts.readers.document import DraftFileError, Imported
from clearway.texts.readers.docx import read_docx
from clearway.texts.readers.html import read_html
from clearway.texts.readers.markdown import read_markdown
from clearway.texts.readers.pdf import check_streams
from clearway.texts.readers.plain import read_plain

LIBRARY = Path(__file__).parent.parent / "publish" / "trackers" / "library"
TODAY = date(2026, 11, 22)


@cache
def process() -> Process:
    found = check(LIBRARY, TODAY).process
    assert found is not None
    return found


@cache
def view() -> View:
    site = Site("https://wsis20.example/tracker/")
    return Book(process(), site, TODAY).view("")


def yaml(content: bytes) -> None:
    """The YAML reader: every problem lies in the file, and is one line."""
    for path in ("data/milestones.yaml", "data/drafts/x.md"):
        _, problems = parse_document(content, path)
        lines = re.split("\r\n|[\r\n]", content.decode("utf-8", "replace"))
        assert as_text(problems).count("\n") == len(problems)
        for problem in problems:
            assert 1 <= problem.place.line <= len(lines)


def editing(content: bytes) -> None:
    """An edit in place: it is read back, and no other line changes."""
    text = content.decode("utf-8", "replace")
    note = "a new: note # here"
    try:
        edits = YamlEdits(text, "x.yaml")
        edits.set(["note"], note)
        changed = edits.text()
    except WriteError:
        return
    read, problems = parse_document(changed.encode(), "x.yaml")
    before, _ = parse_document(text.encode(), "x.yaml")
    assert read is not None
    assert not problems
    assert isinstance(read.value, dict)
    old = before.value if before is not None and isinstance(before.value, dict) else {}
    assert read.value == {**old, "note": note}


_SCHEMES = re.compile(r"(https?:|mailto:|[./#?]|[\w%-]*/|$)", re.IGNORECASE)


def markdown(content: bytes) -> None:
    """Markdown of a record: no element, attribute or link that runs."""
    shown = view().markdown(content.decode("utf-8", "replace"))
    for element in html.fragment_fromstring(shown, create_parent="div").iter():
        if isinstance(element.tag, str):
            assert element.tag not in ("script", "img", "svg", "iframe", "style", "object"), shown
            assert not any(name.startswith("on") for name in element.attrib), shown
            assert _SCHEMES.match(element.get("href", "")), shown


def issue(content: bytes) -> None:
    """An issue by a form: it is refused, or changes one file of the tracker that can be read."""
    text = content.decode("utf-8", "replace")
    number, _, body = text.partition("\n")
    names = [form.name for form in forms(process())]
    name = names[len(number) % len(names)]
    sent = Sent(process(), reader(LIBRARY), datetime(2024, 3, 1, tzinfo=UTC), "https://x.example/1")
    with suppress(ClearwayError):
        change = converted(body, sent, name)
        if not isinstance(change, Refusal):
            assert re.fullmatch(r"data/[a-z0-9./-]+", change.path)
            assert ".." not in change.path
            document, problems = parse_document(change.text.encode(), change.path)
            assert document is not None
            assert not problems


def table(content: bytes) -> None:
    """A table of signatories: rows of cells, or a refusal."""
    with suppress(InputError):
        text, _, _ = decoded(content)
        sheet = read_delimited(text, "CSV", "row 1", known_header)
        columns_of(with_headers(sheet), {})


def _draft(read: Callable[[bytes], Imported], content: bytes) -> None:
    with suppress(DraftFileError):
        imported = read(content)
        read_paragraphs(draft_text(imported))


def web_page(content: bytes) -> None:
    """A draft in HTML."""
    _draft(lambda given: read_html(given, "accept"), content)


def draft_markdown(content: bytes) -> None:
    """A draft in Markdown."""
    _draft(lambda given: read_markdown(given, "reject"), content)


def plain(content: bytes) -> None:
    """A draft in plain text."""
    _draft(read_plain, content)


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"/>',
}


def word(content: bytes) -> None:
    """A Word file with this in its body, and as its numbering."""
    body, _, numbering = content.partition(b"\0")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        head = f'<w:document xmlns:w="{_WORD}"><w:body>'.encode()
        archive.writestr("word/document.xml", head + body + b"</w:body></w:document>")
        if numbering:
            head = f'<w:numbering xmlns:w="{_WORD}">'.encode()
            archive.writestr("word/numbering.xml", head + numbering + b"</w:numbering>")
    _draft(lambda given: read_docx(given, "accept"), packed.getvalue())


def pdf(content: bytes) -> None:
    """What is looked at in a PDF before a reader opens it."""
    with suppress(DraftFileError):
        check_streams(b"%PDF-1.7\n" + content)


def redline(content: bytes) -> None:
    """A comparison: its passages spell both texts."""
    old, _, new = content.decode("utf-8", "replace").partition("\0")
    before, after = (
        [Paragraph(f"{n}", each) for n, each in enumerate(text.split("\n")) if each.strip()]
        for text in (old, new)
    )
    links = compare(before, after).links
    assert sorted(n for link in links for n in link.old) == list(range(len(before)))
    assert sorted(n for link in links for n in link.new) == list(range(len(after)))
    for link in links:
        told = [before[n].text for n in link.old], [after[n].text for n in link.new]
        for texts, op in zip(told, "-+", strict=True):
            spelled = "".join(run.text for run in link.words if run.op in ("=", op))
            assert spelled == BETWEEN_PARAGRAPHS.join(texts)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        yaml, editing, markdown, issue, table, web_page, draft_markdown, plain, word, pdf, redline
    )
}  # fmt: skip
