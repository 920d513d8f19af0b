"""All data in one download: a spreadsheet with a sheet for each kind, and a zip of all files.

The spreadsheet is OpenDocument (ISO/IEC 26300), which Excel, LibreOffice and Google read. Both are
stored and not compressed: what zlib makes of the same bytes differs from machine to machine, and a
site must be the same everywhere.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from clearway.publish.exports.tables import ExportColumn, ExportTable
from clearway.records.editing.field_hints import field_docs
from clearway.records.record import Record

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)

_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MEDIA_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""

# What XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ADDED = {
    "ref": "Kind and id: what other records call it.",
    "page": "The address of its page.",
    "file": "The file of the record.",
    "start": "The first day of the date that stands.",
    "end": "The last day of the date that stands.",
    "start_utc": "The first instant, in UTC, where a time is known.",
    "end_utc": "The last instant, in UTC, where a time is known.",
    "moves": "How often the date was moved.",
    "notice_days": "Days of notice of the date that stands.",
    "open_brackets": "How many places of its text are in open square brackets.",
    "choices": "How many places of its text leave a choice.",
    "agreed_ad_ref": "How many paragraphs are marked as agreed, pending approval at home.",
    "dates": "The whole ledger of the date, as JSON.",
    "body": "The text of the record, in Markdown.",
}
"""Columns that are no field of a record."""


def spreadsheet(tables: Sequence[tuple[ExportTable, type[Record]]]) -> bytes:
    """A sheet that says what each column holds, then a sheet for each kind."""
    told = [("Sheet", "Column", "Type", "What it holds")]
    for table, model in tables:
        told += [(table.kind, c.name, c.type, about(c, model)) for c in table.columns]
    sheets = [_sheet("columns", told[0], told[1:], ())]
    for table, _ in tables:
        names = tuple(column.name for column in table.columns)
        sheets.append(_sheet(table.kind, names, table.rows, table.columns))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_NAMESPACES} '
        f'office:version="1.2"><office:body><office:spreadsheet>{"".join(sheets)}'
        "</office:spreadsheet></office:body></office:document-content>\n"
    )
    # The first entry says what the file is.
    return archive(
        {"mimetype": _MEDIA_TYPE, "content.xml": content, "META-INF/manifest.xml": _MANIFEST}
    )


def about(column: ExportColumn, model: type[Record]) -> str:
    """What a column holds: the description of the field that it comes from."""
    docs = field_docs(model)
    fields = [name for name in docs if f"{column.name}_".startswith(f"{name}_")]
    return " ".join(docs[max(fields, key=len)].split()) if fields else _ADDED.get(column.name, "")


def _sheet(
    name: str,
    head: Iterable[str],
    rows: Iterable[Sequence[str]],
    columns: Sequence[ExportColumn],
) -> str:
    lines = "".join(_row(row, columns) for row in rows)
    return (
        f"<table:table table:name={quoteattr(name)}>"
        f"<table:table-header-rows>{_row(tuple(head), ())}</table:table-header-rows>{lines}"
        "</table:table>\n"
    )


def _row(cells: Sequence[str], columns: Sequence[ExportColumn]) -> str:
    types = [column.type for column in columns] or ["string"] * len(cells)
    written = "".join(_cell(cell, type_) for cell, type_ in zip(cells, types, strict=True))
    return f"<table:table-row>{written}</table:table-row>"


def _cell(text: str, type_: str) -> str:
    """A cell. Text is never a formula here, so the apostrophe that guards it in CSV is left out."""
    if not text:
        return "<table:table-cell/>"
    if type_ == "integer":
        return (
            f'<table:table-cell office:value-type="float" office:value="{int(text)}">'
            f"<text:p>{int(text)}</text:p></table:table-cell>"
        )
    plain = _NOT_XML.sub("", text.removeprefix("'"))
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in plain.splitlines() or [""])
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of files by their paths, in their order; the same bytes on every machine."""
    found = io.BytesIO()
    with ZipFile(found, "w", ZIP_STORED) as zipped:
        for path, content in _encoded(files):
            entry = ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, content)
    return found.getvalue()


def _encoded(files: Mapping[str, str | bytes]) -> Iterator[tuple[str, bytes]]:
    for path, content in files.items():
        yield path, content.encode() if isinstance(content, str) else content
