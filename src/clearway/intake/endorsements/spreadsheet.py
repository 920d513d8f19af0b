"""The rows of an Excel workbook (Office Open XML, ECMA-376), read as a stream."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from clearway.intake.endorsements.table import NotATable, Raw, Row, Sheet, is_blank

_MOST_UNPACKED = 1024 * 1024 * 1024
_MOST_PARTS = 5000
_DAMAGED = "the workbook is damaged; open it in a spreadsheet program and save it again"


def read_spreadsheet(content: bytes) -> Sheet:
    """The rows of the first visible sheet that has any. Raises NotATable.

    A date comes as ISO 8601 writes it, so that nothing about it is ambiguous; a formula as its
    own text, since what it once gave is not to be trusted.
    """
    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                # Programs write sizes that are too small, and the reader would stop there.
                sheet.reset_dimensions()
                rows = tuple(_rows(sheet.iter_rows(values_only=True)))
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
        raise NotATable(_DAMAGED) from error
    raise NotATable("none of its sheets has a row; export it again")


def _rows(values: Iterator[tuple[object, ...]]) -> Iterator[Raw]:
    for number, row in enumerate(values, start=1):
        cells = tuple(_text(value) for value in row)
        if not is_blank(cells):
            yield Row(number, cells)


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
                raise NotATable(_what_it_is(archive))
            size = 0
            for part in parts[:_MOST_PARTS]:
                with archive.open(part) as stream:
                    if b"<!DOCTYPE" in (head := stream.read(4096)):
                        raise NotATable("the workbook declares XML entities, which none needs")
                    size += len(head)
                    while size <= _MOST_UNPACKED and (chunk := stream.read(1 << 20)):
                        size += len(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotATable(_DAMAGED) from error
    if len(parts) > _MOST_PARTS or size > _MOST_UNPACKED:
        raise NotATable("the workbook unpacks to more than any export needs")


def _what_it_is(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if any(name.lower().endswith((".csv", ".tsv")) for name in names):
        return "it is a ZIP archive, as Google Forms gives; unpack it, and import the file in it"
    if "content.xml" in names:
        return "it is an OpenDocument file; save it as .xlsx or .csv"
    return "it is an archive, and no Excel workbook; save it as .xlsx or .csv"
