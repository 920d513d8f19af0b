"""The drafts of the example in five formats, each as a file and back: the same text, all counted.

tests/examples/printed/ holds the HTML download of each draft printed to PDF by Chromium without
headers; when a draft of the example changes, print it again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clearway.insight.lineage import DraftVersion, versions
from clearway.publish.downloads.comparison_rows import DraftFile
from clearway.publish.downloads.text_files import text_html, text_text
from clearway.publish.downloads.word import text_docx
from clearway.records.rules import check
from clearway.texts.paragraphs import Body, NumberedParagraph, read_body
from clearway.texts.readers import read_draft
from clearway.texts.readers.document import Imported

ROOT = Path(__file__).parents[3]
PRINTED = ROOT / "tests" / "examples" / "printed"
FORMATS = ("docx", "html", "md", "pdf", "txt")


@pytest.fixture(scope="module")
def drafts() -> dict[str, DraftVersion]:
    process = check(ROOT / "examples" / "library", date(2025, 11, 3)).process
    assert process is not None
    return {version.id: version for version in versions(process)}


def as_file(version: DraftVersion, body: Body, ending: str) -> bytes:
    """The draft as its page offers it, as its record holds it, or as it was printed."""
    text = DraftFile(str(version.draft.title), body.paragraphs, body.footnotes, None, version.id)
    match ending:
        case "pdf":
            return (PRINTED / f"{version.id}.pdf").read_bytes()
        case "docx":
            return text_docx(text)
        case "html":
            return text_html(text).encode()
        case "md":
            return version.draft.body.encode()
        case _:
            return text_text(text).encode()


def spelled(paragraphs: tuple[NumberedParagraph, ...]) -> list[tuple[object, ...]]:
    return [(p.kind, p.number, p.text, p.marks) for p in paragraphs]


def told(ending: str, imported: Imported) -> list[str]:
    lines = [f"{ending}: {imported.balance}"]
    lines += [f"  set aside: {line}" for line in imported.left_out]
    return [*lines, *(f"  doubtful: {doubt}" for doubt in imported.doubts)]


def test_each_draft_comes_back_from_five_formats_and_in_balance(
    drafts: dict[str, DraftVersion],
    tmp_path: Path,
    golden_file: Callable[[Path, str], None],
) -> None:
    lines = []
    for id, version in drafts.items():
        lines.append(f"# {id}")
        body = read_body(version.draft.body)
        for ending in FORMATS:
            path = tmp_path / f"{id}.{ending}"
            path.write_bytes(as_file(version, body, ending))
            imported = read_draft(path)
            assert spelled(imported.paragraphs) == spelled(body.paragraphs), path.name
            notes = [(note.label, note.text) for note in imported.footnotes]
            assert notes == [(note.label, note.text) for note in body.footnotes], path.name
            assert imported.balance is not None
            assert imported.balance.missing == ()
            assert imported.balance.brackets == imported.balance.brackets_before
            lines += told(ending, imported)
    golden_file(ROOT / "tests" / "examples" / "balance.txt", "\n".join(lines) + "\n")
