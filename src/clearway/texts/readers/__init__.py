"""Drafts as others send them, DOCX, PDF, HTML, Markdown or plain text, into a record's body.

    imported = read_draft(Path("zero-draft.docx"))
    body = draft_text(imported)
    for doubt in imported.doubts:
        print(doubt)

Every format is read into blocks (`blocks`), its tracked changes are settled, and `assemble`
splits numbers from text. Formats that are only pages of lines (`pdf`, `plain`) go through
`printed_lines` and `printed_paragraphs` first. A format's libraries are loaded when a file of it is
read.
"""

from __future__ import annotations

import re
from pathlib import Path

from clearway.texts.paragraphs import write_paragraphs
from clearway.texts.readers.document import (
    Doubt,
    DraftFileError,
    Imported,
    ImportedAnnotation,
    Tracked,
)

__all__ = [
    "Doubt",
    "DraftFileError",
    "Imported",
    "ImportedAnnotation",
    "Tracked",
    "draft_text",
    "read_draft",
]

MAX_FILE = 64 * 1024 * 1024
MAX_TEXT = 8 * 1024 * 1024

_MARKDOWN = re.compile(rb"^#{2,6} \S|^\[\^[^\]\s]{1,40}\]: ", re.MULTILINE)
"""A heading or a footnote as this program writes them, also into a file that ends in .txt."""

_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "it is an old Word file (.doc) or one with a password; save it as DOCX "
    "without a password",
    b"{\\rtf": "it is an RTF file; save it as DOCX",
    b"\x1f\x8b": "it is compressed; unpack it first",
    b"\x89PNG": "it is a picture; ask for a file with text",
    b"\xff\xd8\xff": "it is a picture; ask for a file with text",
    b"II*\x00": "it is a picture; ask for a file with text",
    b"MM\x00*": "it is a picture; ask for a file with text",
}


def read_draft(path: Path, *, tracked: Tracked = "accept") -> Imported:
    """The draft in a file, whose content and then whose ending tell the format.

    `tracked` says what becomes of tracked changes (Word, HTML, Markdown). Raises DraftFileError
    when the file is of no known format, scanned, locked, damaged or too large; OSError when it
    cannot be read at all.
    """
    size = path.stat().st_size
    if size > MAX_FILE:
        raise DraftFileError(
            f"the file has {size // 1024 // 1024} MiB; at most {MAX_FILE >> 20} are read"
        )
    content = path.read_bytes()
    for begins, says in _FOREIGN.items():
        if content.startswith(begins):
            raise DraftFileError(says)
    if content.startswith(b"PK"):
        return _read_archive(content, tracked)
    if b"%PDF-" in content[:1024]:
        return _read_pdf(content)
    if size > MAX_TEXT:
        raise DraftFileError(f"the text has {size >> 20} MiB; at most {MAX_TEXT >> 20} are read")
    return _read_text(content, path.suffix.lower(), tracked)


def _read_pdf(content: bytes) -> Imported:
    """Read with libraries of the optional dependencies `import`; DraftFileError without them."""
    try:
        from clearway.texts.readers.pdf import read_pdf

        return read_pdf(content)
    except ModuleNotFoundError as error:
        raise DraftFileError(
            f"to read a PDF, run pip install 'clearway[import]' first ({error.name} is missing)"
        ) from error


def _read_archive(content: bytes, tracked: Tracked) -> Imported:
    if b"mimetypeapplication/vnd.oasis.opendocument" in content[:200]:
        raise DraftFileError("it is an OpenDocument file; save it as DOCX")
    from clearway.texts.readers.docx import read_docx

    return read_docx(content, tracked)


def _read_text(content: bytes, suffix: str, tracked: Tracked) -> Imported:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if suffix in (".html", ".htm", ".xhtml") or head.startswith((b"<!doctype html", b"<html")):
        from clearway.texts.readers.html import read_html

        return read_html(content, tracked)
    if suffix in (".md", ".markdown", ".mkd") or _MARKDOWN.search(content):
        from clearway.texts.readers.markdown import read_markdown

        return read_markdown(content, tracked)
    from clearway.texts.readers.plain import read_plain

    return read_plain(content)


def draft_text(imported: Imported) -> str:
    """The body of a draft record: the text below the front matter of data/drafts/<id>.md."""
    return write_paragraphs(imported.paragraphs, imported.footnotes)
