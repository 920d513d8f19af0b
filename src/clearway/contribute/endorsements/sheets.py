"""A file as rows, whatever its format."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

from clearway.contribute.endorsements.columns import (
    Broken,
    Raw,
    Sheet,
    TableRow,
    is_blank,
    known_header,
)
from clearway.contribute.endorsements.encoding import decoded
from clearway.errors import InputError

# --- CSV and its relatives (RFC 4180, and what programs make of it) into rows
#
# A quotation mark that is never closed would swallow all that follows. So where a row breaks the
# grammar, its first line is told as broken, and reading goes on at the next line that makes a whole
# row.


SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "the sign |"}

_SAMPLE_LINES = 60
_LONGEST_CELL = 131_072
"""Characters; the limit that Python's csv has by itself."""

_MOST_SHOWN = 200
"""Characters of a broken line that a report repeats."""

_QUOTES = (
    "a quotation mark in it is not closed, or stands inside a text",
    'Close it, or write it twice: ""',
)


def read_delimited(
    text: str, how: str, example: str, knows: Callable[[str], bool], separator: str | None = None
) -> Sheet:
    """The rows of a text. `knows` tells a header that is known, which helps to see the separator.

    Raises InputError for a text without rows.
    """
    lines = io.StringIO(text, newline="").readlines()
    skipped = 0
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].rstrip("\r\n")) == 5:
        # Excel's own way of saying which separator follows.
        separator, skipped = separator or lines[0][4], 1
    if not any(line.strip() for line in lines[skipped:]):
        raise InputError("it is empty", "export it again")
    sample = lines[skipped : skipped + _SAMPLE_LINES]
    sign = separator or max(SEPARATORS, key=lambda s: _fits(sample, s, knows))
    rows = tuple(_rows(lines, skipped, sign, _width(sample, sign)))
    between = SEPARATORS.get(sign, f"the sign {sign}")
    return Sheet(rows, f"{how}, with {between} between the cells", example)


def _fits(sample: list[str], sign: str, knows: Callable[[str], bool]) -> tuple[int, float, int]:
    """How well a separator explains a text: known headers, rows of one width, and that width."""
    rows = _sampled(sample, sign)
    known = max((sum(map(knows, row)) for row in rows), default=0)
    width = _width(sample, sign)
    alike = sum(len(row) == width for row in rows) / len(rows) if rows and width > 1 else 0.0
    return known, alike, width


def _width(sample: list[str], sign: str) -> int:
    """The number of cells that most rows have."""
    counts = Counter(len(row) for row in _sampled(sample, sign) if not is_blank(tuple(row)))
    return max(counts, key=lambda n: (counts[n], n), default=1)


def _sampled(sample: list[str], sign: str) -> list[list[str]]:
    try:
        return list(csv.reader(sample, delimiter=sign))
    except csv.Error:  # a cell beyond the reader's limit
        return [line.split(sign) for line in sample]


def _rows(lines: list[str], first: int, sign: str, width: int) -> Iterator[Raw]:
    at, lost = first, None
    reader = _reader(lines, at, sign)
    start = at
    while True:
        before = reader.line_num
        try:
            cells = tuple(next(reader))
        except StopIteration:
            break
        except csv.Error:
            at = start + before
            # What follows a break belongs to it until a row is whole again.
            lost = lost if lost is not None else at
            if lost == at:
                yield _broken(lines[at], at, sign)
            start = at + 1
            reader = _reader(lines, start, sign)
            continue
        if is_blank(cells):
            continue
        if lost is not None and len(cells) != width:
            continue
        lost = None
        yield TableRow(start + before + 1, cells)


def _reader(lines: list[str], start: int, sign: str) -> csv._reader:  # type: ignore[name-defined]
    # The limit belongs to the whole process, and other libraries raise it.
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader((lines[i] for i in range(start, len(lines))), delimiter=sign, strict=True)


def _broken(line: str, at: int, sign: str) -> Broken:
    shown = tuple(cell[:_MOST_SHOWN] for cell in line[: 4 * _MOST_SHOWN].rstrip().split(sign))
    if len(line) > _LONGEST_CELL:
        reason = f"one of its cells holds more than {_LONGEST_CELL:,} characters"
        return Broken(at + 1, shown, reason, "Shorten it")
    return Broken(at + 1, shown, *_QUOTES)


# --- The rows of an Excel workbook (Office Open XML, ECMA-376), read as a stream


_MOST_UNPACKED = 1024 * 1024 * 1024
_MOST_PARTS = 5000
_DAMAGED = "the workbook is damaged; open it in a spreadsheet program and save it again"


def read_spreadsheet(content: bytes) -> Sheet:
    """The rows of the first visible sheet that has any. Raises InputError.

    A date comes as ISO 8601 writes it, so that nothing about it is ambiguous; a formula as its
    own text, since what it once gave is not to be trusted. Read with a library of the optional
    dependencies `import`.
    """
    _check_archive(content)
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ModuleNotFoundError as error:
        raise InputError(
            "to read an Excel workbook, run pip install 'clearway[import]' first "
            f"({error.name} is missing)"
        ) from error
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                # Programs write sizes that are too small, and the reader would stop there.
                sheet.reset_dimensions()
                rows = tuple(_worksheet_rows(sheet.iter_rows(values_only=True)))
                if rows:
                    return Sheet(rows, f"Excel, sheet {sheet.title!r}", counted="row")
        finally:
            book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        zlib.error,
        ParseError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        EOFError,
    ) as error:
        raise InputError(_DAMAGED) from error
    raise InputError("none of its sheets has a row", "export it again")


def _worksheet_rows(values: Iterator[tuple[object, ...]]) -> Iterator[Raw]:
    for number, row in enumerate(values, start=1):
        cells = tuple(_text(value) for value in row)
        if not is_blank(cells):
            yield TableRow(number, cells)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(timespec="seconds")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _check_archive(content: bytes) -> None:
    """Refuses what unpacks to more than any export. The reader itself would unpack it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise InputError(_what_it_is(archive))
            size = 0
            for part in parts[:_MOST_PARTS]:
                with archive.open(part) as stream:
                    if b"<!DOCTYPE" in (head := stream.read(4096)):
                        raise InputError("the workbook declares XML entities, which none needs")
                    size += len(head)
                    while size <= _MOST_UNPACKED and (chunk := stream.read(1 << 20)):
                        size += len(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(_DAMAGED) from error
    if len(parts) > _MOST_PARTS or size > _MOST_UNPACKED:
        raise InputError("the workbook unpacks to more than any export needs")


def _what_it_is(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if any(name.lower().endswith((".csv", ".tsv")) for name in names):
        return "it is a ZIP archive, as Google Forms gives; unpack it, and import the file in it"
    if "content.xml" in names:
        return "it is an OpenDocument file; save it as .xlsx or .csv"
    return "it is an archive, and no Excel workbook; save it as .xlsx or .csv"


# --- A file as rows, whatever its format


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
    """The rows of a file, whose content tells its format. Raises InputError, OSError."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise InputError(f"it has {size >> 20:,} MiB; at most {MOST_BYTES >> 20} are read")
    content = path.read_bytes()
    for begins, says in _FOREIGN.items():
        if content.lstrip()[: len(begins)] == begins:
            raise InputError(says)
    if content.startswith(b"PK\x03\x04"):
        return read_spreadsheet(content)
    text, how, example = decoded(content, encoding)
    return read_delimited(text, how, example, known_header, separator)
