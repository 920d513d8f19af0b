"""A file as rows, whatever its format."""

from __future__ import annotations

from pathlib import Path

from clearway.intake.endorsements.columns import known_header
from clearway.intake.endorsements.delimited import read_delimited
from clearway.intake.endorsements.encoding import decoded
from clearway.intake.endorsements.spreadsheet import read_spreadsheet
from clearway.intake.endorsements.table import NotATable, Sheet

MOST_BYTES = 256 * 1024 * 1024

_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "it is an old Excel file (.xls) or one with a password; save it as .xlsx "
    "without a password",
    b"%PDF-": "it is a PDF; ask for the answers as .csv or .xlsx",
    b"\x1f\x8b": "it is compressed; unpack it first",
    b"<!DOC": "it is a web page; export the answers as .csv or .xlsx",
    b"<html": "it is a web page; export the answers as .csv or .xlsx",
}


def read_sheet(path: Path, encoding: str | None, separator: str | None) -> Sheet:
    """The rows of a file, whose content tells its format. Raises NotATable, OSError."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise NotATable(f"it has {size >> 20:,} MiB; at most {MOST_BYTES >> 20} are read")
    content = path.read_bytes()
    for begins, says in _FOREIGN.items():
        if content.lstrip()[: len(begins)] == begins:
            raise NotATable(says)
    if content.startswith(b"PK\x03\x04"):
        return read_spreadsheet(content)
    text, how, example = decoded(content, encoding)
    return read_delimited(text, how, example, known_header, separator)
