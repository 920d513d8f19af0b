"""Files that are broken, locked, foreign, or made to do harm: one clear line, never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from clearway.texts import pdf_words
from clearway.texts.readers import DraftFileError, docx_parts, draft_text, pdf, plain, read_draft

FILES = Path(__file__).parent / "files"


def refusal(path: Path) -> str:
    with pytest.raises(DraftFileError) as caught:
        read_draft(path)
    message = str(caught.value)
    assert "\n" not in message
    return message


def word_with(part: str, content: bytes) -> bytes:
    """The Word file of files/ with one part replaced or added."""
    out = io.BytesIO()
    source = zipfile.ZipFile(FILES / "word.docx")
    with source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, content)
    return out.getvalue()


def body(text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{space}"><w:body>{text}</w:body></w:document>'.encode()


def pdf_of(stream: bytes) -> bytes:
    """A PDF of one page with a compressed content stream."""
    packed = zlib.compress(stream)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources"
    return b"".join(
        [
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n",
            b"3 0 obj" + page + b"<</Font<</F " + font + b">>>>>>endobj\n",
            b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed),
            packed,
            b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        ]
    )


def right_to_left() -> bytes:
    """A PDF whose font says that its 'A' is an Arabic letter, as those of Arabic texts do."""
    says = b"1 begincodespacerange <00><FF> endcodespacerange 1 beginbfchar <41><0628> endbfchar"
    cmap = b"begincmap " + says + b" endcmap"
    written = pdf_of(b"BT /F 12 Tf 20 200 Td (AAAA AAAA AAAA) Tj ET")
    said = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>"
    written = written.replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", said)
    stream = b"5 0 obj<</Length %d>>stream\n" % len(cmap) + cmap + b"\nendstream endobj\n"
    return written.replace(b"trailer", stream + b"trailer")


def unreadable() -> bytes:
    """A PDF whose fonts no longer say which letters they show."""
    return (FILES / "printed.pdf").read_bytes().replace(b"/ToUnicode", b"/ToUnknown")


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"""

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "the file is empty"),
    "blank.md": (lambda: b" \n\n", "the file holds no text"),
    "empty.html": (lambda: b"", "the file holds no HTML"),
    "blank.html": (lambda: b"<p> </p>", "the file holds no text"),
    "zeros.txt": (
        lambda: b"12. We\x00",
        "the file is no text; save the draft as DOCX, PDF, HTML or plain text",
    ),
    "old.doc": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "it is an old Word file (.doc) or one with a password; save it as DOCX without a password",
    ),
    "rich.rtf": (lambda: b"{\\rtf1 12. We}", "it is an RTF file; save it as DOCX"),
    "picture.png": (lambda: b"\x89PNG\r\n", "it is a picture; ask for a file with text"),
    "open.odt": (
        lambda: b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
        "it is an OpenDocument file; save it as DOCX",
    ),
    "cut.docx": (
        lambda: (FILES / "word.docx").read_bytes()[:2000],
        "the archive is damaged: File is not a zip file",
    ),
    "entities.docx": (
        lambda: word_with("word/document.xml", ENTITIES),
        "the file declares XML entities, which no word processor writes",
    ),
    "wild.docx": (
        lambda: word_with("word/document.xml", b"<w:document"),
        "the Word file is damaged; open it in a word processor and save it again",
    ),
    "nothing.docx": (lambda: word_with("word/document.xml", body("")), "the file holds no text"),
    "locked.pdf": (
        lambda: (FILES.parent / "locked.pdf").read_bytes(),
        "the PDF is encrypted; ask for it without a password, or print it to a new PDF",
    ),
    "arabic.pdf": (
        right_to_left,
        "the PDF is written from right to left, and a PDF keeps such text in the order in which "
        "it was painted, not in which it is read; ask for the Word file, or take the HTML",
    ),
    "letters.pdf": (
        unreadable,
        "the PDF does not say which letters its font LiberationSerif shows, so that its text "
        "cannot be read, as in a scan; ask for the Word file, or run text recognition (OCR) over "
        "it first",
    ),
    "pages.pdf": (
        lambda: pdf_of(b"").replace(b"/Count 1", b"/Count 100000"),
        "the PDF has 100000 pages; at most 600 are read",
    ),
    "cut.pdf": (
        lambda: b"%PDF-1.4\n%%EOF",
        "the PDF is damaged; ask for the file again, or for the Word file",
    ),
    "none.pdf": (
        lambda: pdf_of(b""),
        "the PDF has no text layer: it is scanned; ask for the Word file, or run text recognition "
        "(OCR) over it first",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    content, says = REFUSED[name]
    (tmp_path / name).write_bytes(content())
    assert refusal(tmp_path / name) == says


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_parts, "MAX_TEXT_PART", 4 * 1024 * 1024)
    bomb = tmp_path / "bomb.docx"
    bomb.write_bytes(word_with("word/document.xml", b" " * (5 * 1024 * 1024)))
    assert refusal(bomb) == "the file unpacks to more than 4 MiB, which no draft needs"


def test_a_pdf_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_STREAM", 1024 * 1024)
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(pdf_of(b" " * (2 * 1024 * 1024)))
    assert refusal(bomb) == "a page of the PDF unpacks to more than 1 MiB"


def forms_within_forms() -> bytes:
    """A PDF of 2 KB whose page draws a form ten times, which draws another ten times, and so on."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</XObject<</X %d 0 R>>>>"
    inner = b"".join(
        b"%d 0 obj<<%b/Length 60>>stream\n%b\nendstream endobj\n"
        % (10 + depth, form % (11 + depth), b"/X Do " * 10)
        for depth in range(9)
    )
    written = pdf_of(b"/X Do " * 10).replace(b"<</Font", b"<</XObject<</X 10 0 R>>/Font")
    last = b"19 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 9>>stream\n0 0 m 9 9\n"
    return written.replace(b"trailer", inner + last + b"endstream endobj\ntrailer")


def test_a_pdf_cannot_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_words, "MAX_MEMORY", 256 << 20)
    (tmp_path / "forms.pdf").write_bytes(forms_within_forms())
    assert refusal(tmp_path / "forms.pdf") == (
        "the PDF is damaged, or takes too much time or memory to read; print it to a new PDF, or "
        "ask for the Word file"
    )


def test_a_text_that_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "MAX_SIGNS", 3)
    (tmp_path / "long.txt").write_text("a\n" * 5)
    assert refusal(tmp_path / "long.txt") == "the text has more than 3 signs, which no draft has"


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.docx"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    assert refusal(path) == "the file has 65 MiB; at most 64 are read"


@pytest.mark.parametrize("name", ["word.docx", "printed.pdf", "page.html", "typed.md", "typed.txt"])
def test_damage_ends_in_a_draft_or_in_a_refusal(name: str, tmp_path: Path) -> None:
    """Bytes are changed by lot, always the same lot."""
    lot = random.Random(7)  # noqa: S311 - not a secret
    content = (FILES / name).read_bytes()
    for _ in range(6 if name.endswith("pdf") else 40):
        damaged = bytearray(content)
        for _ in range(lot.choice((1, 5, 50))):
            damaged[lot.randrange(len(damaged))] = lot.randrange(256)
        path = tmp_path / name
        path.write_bytes(damaged[: lot.choice((len(damaged), len(damaged) // 2))])
        with suppress(DraftFileError):
            draft_text(read_draft(path))


PECULIAR = [
    "# 12. We",
    "[^1]: We",
    "-",
    "•",
    "12.",
    "(a)",
    "[12.",
    "[[12.] We",
    "12. # We",
    "# # We",
    "OP 4. [^x] [^",
    "12. 13. We",
    "- - We",
    "12. - We",
    "[12]. [^2]",
    "\u2028",
    "&#12; <b",
    "alt 12. [deleted]",
]


@pytest.mark.parametrize("text", PECULIAR)
def test_peculiar_paragraphs_are_still_written(text: str, tmp_path: Path) -> None:
    """Whatever a paragraph begins with, the record reads back as it was imported."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    word = body(f"<w:p><w:r><w:t>We</w:t></w:r></w:p><w:p><w:r><w:t>{escaped}</w:t></w:r></w:p>")
    (tmp_path / "a.docx").write_bytes(word_with("word/document.xml", word))
    (tmp_path / "a.html").write_text(f"<p>We</p><p>{escaped}</p>", "utf-8")
    (tmp_path / "a.md").write_text(f"We\n\n{text}\n", "utf-8")
    (tmp_path / "a.txt").write_text(f"We\n\n{text}\n", "utf-8")
    for path in sorted(tmp_path.iterdir()):
        imported = read_draft(path)
        assert draft_text(imported).startswith("We\n")


def test_nested_markup_does_not_exhaust_the_stack(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 100 + "12. We" + "</div>" * 100)
    assert draft_text(read_draft(path)) == "12. We\n"
    for depth in (400, 5000):
        path.write_text("<div>" * depth + "12. We" + "</div>" * depth)
        assert refusal(path) == (
            "the HTML is nested more deeply than any draft; copy its text into a new file"
        )
