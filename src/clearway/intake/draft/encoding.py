"""Bytes of a text file as text."""

from __future__ import annotations

import codecs
import re

from clearway.intake.draft.model import Doubt, NotADraft

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)


def decoded(content: bytes, doubts: list[Doubt], *, is_html: bool = False) -> str:
    """The text, by its byte-order mark, an HTML file's own word, UTF-8, or Windows-1252.

    The last is a guess and told as a doubt. NotADraft when the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _by(content, encoding)
    if b"\x00" in content:
        raise NotADraft("the file is no text; save the draft as DOCX, PDF, HTML or plain text")
    declared = _DECLARED.search(content[:4096]) if is_html else None
    if declared:
        try:
            return _by(content, codecs.lookup(declared[1].decode("ascii")).name)
        except LookupError:
            doubts.append(Doubt(None, None, "the file names an encoding that nobody knows"))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        doubts.append(Doubt(None, None, "the file is not UTF-8; it is read as Windows-1252"))
        return content.decode("cp1252", errors="replace")


def _by(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding, errors="replace")
    except (UnicodeError, LookupError) as error:
        raise NotADraft(f"the file says it is {encoding}, and is not") from error
