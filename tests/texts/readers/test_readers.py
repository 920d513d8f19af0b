"""Drafts in every format, read and held against what they should give.

Each file of files/ has golden files NAME.accept.md, .reject.md and .annotate.md where its format
knows tracked changes, and NAME.accept.md otherwise: the title, the record's body, the annotations
and the doubts. sources/ says how the binary ones were made.

Covers: clearway.texts.pdf_words, clearway.texts.pdfium, clearway.texts.readers,
clearway.texts.readers.assemble, clearway.texts.readers.blocks, clearway.texts.readers.docx,
clearway.texts.readers.html, clearway.texts.readers.markdown, clearway.texts.readers.document,
clearway.texts.readers.pdf, clearway.texts.readers.plain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from clearway.texts.paragraphs import read_body
from clearway.texts.readers import DraftFileError, Imported, Tracked, draft_text, read_draft

HERE = Path(__file__).parent
FILES = HERE / "files"
GOLDEN = HERE / "golden"
UNREADABLE = {"scanned.pdf"}
KNOWS_CHANGES = {".docx", ".html", ".md"}
NAMES = sorted(p.name for p in FILES.iterdir() if p.name[0] != "." and p.name not in UNREADABLE)
CASES: list[tuple[str, Tracked]] = [
    (name, tracked)
    for name in NAMES
    for tracked in get_args(Tracked)
    if tracked == "accept" or Path(name).suffix in KNOWS_CHANGES
]


@cache
def read(name: str, tracked: Tracked) -> Imported:
    return read_draft(FILES / name, tracked=tracked)


def told(imported: Imported) -> str:
    """All that was read, for people to look at."""
    annotations = [" | ".join(map(repr, astuple(note))) for note in imported.annotations]
    parts = [f"title: {imported.title}", "", draft_text(imported)]
    parts += ["--- annotations", *annotations, "--- doubts", *map(str, imported.doubts)]
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize(("name", "tracked"), CASES)
def test_a_draft_is_read_as_its_golden_file_says(
    name: str, tracked: Tracked, golden_file: Callable[[Path, str], None]
) -> None:
    golden_file(GOLDEN / f"{name}.{tracked}.md", told(read(name, tracked)))


def test_every_golden_file_is_asked_for() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(
        f"{name}.{tracked}.md" for name, tracked in CASES
    )


@pytest.mark.parametrize(("name", "tracked"), CASES)
def test_the_record_gives_back_what_was_read(name: str, tracked: Tracked) -> None:
    imported = read(name, tracked)
    body = read_body(draft_text(imported))
    assert (body.paragraphs, body.footnotes) == (imported.paragraphs, imported.footnotes)


@pytest.mark.parametrize("name", [name for name, tracked in CASES if tracked == "annotate"])
def test_an_annotation_quotes_what_occurs_once(name: str) -> None:
    imported = read(name, "annotate")
    texts = {paragraph.anchor: paragraph.text for paragraph in imported.paragraphs}
    for note in imported.annotations:
        quotation = note.prefix + note.exact + note.suffix
        assert note.placement != "within" or texts[note.anchor].count(quotation) == 1


@pytest.mark.parametrize("name", [name for name, tracked in CASES if tracked == "annotate"])
def test_annotating_keeps_the_text_of_rejecting(name: str) -> None:
    rejected = read(name, "reject")
    annotated = read(name, "annotate")
    assert draft_text(annotated) == draft_text(rejected)


def test_a_scanned_pdf_is_refused() -> None:
    with pytest.raises(DraftFileError) as refusal:
        read_draft(FILES / "scanned.pdf")
    assert str(refusal.value) == (
        "the PDF has no text layer: it is scanned; ask for the Word file, or run text recognition "
        "(OCR) over it first"
    )
