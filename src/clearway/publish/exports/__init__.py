"""Open data: every record as JSON and as CSV, with a Frictionless data package and the schemas.

JSON holds a record whole, with what follows from its ledgers. CSV holds one row a record; what
does not fit a row is joined, flattened or left as JSON in its cell (see `tables`).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from clearway.publish.exports.bundles import archive, spreadsheet
from clearway.publish.exports.record_json import whole
from clearway.publish.exports.tables import ExportColumn, ExportTable, cell_text, table
from clearway.records.editing.layout import HOMES
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import Endorsement
from clearway.records.model import Process
from clearway.records.record import Record
from clearway.records.schema import schema_name, schemas

# --- The endorsements of one statement as files of their own: CSV for spreadsheets, JSON whole


Shown = tuple[Endorsement, Organisation | None]
EndorsementUrl = Callable[[Endorsement], str]

COLUMNS = (
    "id", "name", "printed", "kind", "organisation", "affiliation", "role", "group", "country",
    "date", "version", "sha256", "verified", "withdrawn", "page",
)  # fmt: skip


def as_csv(signed: Iterable[Shown], versions: dict[str, str], page_url: EndorsementUrl) -> str:
    """RFC 4180; cells are guarded against spreadsheets as in the whole tables (see `tables`)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(signed, versions, page_url):
        writer.writerow([cell_text(row.get(column)) for column in COLUMNS])
    return text.getvalue()


def as_json(
    statement: str, signed: Iterable[Shown], versions: dict[str, str], page_url: EndorsementUrl
) -> str:
    """One endorsement a line; what is not known of one is not in it."""
    text = io.StringIO()
    text.write(f'{{"statement": {json.dumps(statement)}, "endorsements": [')
    for number, row in enumerate(_rows(signed, versions, page_url)):
        text.write(",\n" if number else "\n")
        known = {name: value for name, value in row.items() if value is not None}
        text.write(json.dumps(known, ensure_ascii=False))
    text.write("\n]}\n")
    return text.getvalue()


def _rows(
    signed: Iterable[Shown], versions: dict[str, str], page_url: EndorsementUrl
) -> Iterator[dict[str, Any]]:
    """An organisation's group and country are those of the register."""
    for e, body in signed:
        of = body if e.organisation and body else e
        yield {
            "id": e.id,
            "name": e.name,
            "printed": e.printed,
            "kind": e.kind.value,
            "organisation": e.organisation,
            "affiliation": e.affiliation,
            "role": str(e.role) if e.role else None,
            "group": of.group,
            "country": of.country,
            "date": str(e.date) if e.date else None,
            "version": versions.get(e.sha256 or ""),
            "sha256": e.sha256,
            "verified": e.verified.value if e.verified else None,
            "withdrawn": str(e.withdrawn.date) if e.withdrawn else None,
            "page": page_url(e),
        }


# --- The Frictionless data package that describes the tables (specs.frictionlessdata.io)


_LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}


def data_package(process: Process, tables: Sequence[ExportTable]) -> dict[str, Any]:
    """Descriptor of the CSV files; paths are relative to the folder that it lies in."""
    profile = process.profile
    kinds = {table.kind for table in tables}
    return {
        "profile": "tabular-data-package",
        "name": profile.id,
        "title": str(profile.title),
        "description": str(profile.description),
        "licenses": [_LICENCE],
        "sources": [
            {
                "title": str(source.title or source.url),
                **({"path": source.url} if source.url else {}),
            }
            for source in profile.source
            if source.title or source.url
        ],
        "resources": [_resource(table, kinds) for table in tables],
    }


def _resource(table: ExportTable, kinds: set[str]) -> dict[str, Any]:
    content = table.csv.encode("utf-8")
    return {
        "profile": "tabular-data-resource",
        "name": table.kind,
        "path": f"{table.kind}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": ["ref"],
            "missingValues": [""],
            "foreignKeys": [
                {"fields": [c.name], "reference": {"resource": c.refers, "fields": ["id"]}}
                for c in table.columns
                if c.refers in kinds
            ],
        },
    }


def _field(column: ExportColumn) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.name in ("ref", "id"):
        field["constraints"] = {"required": True}
    return field


# --- Open data: every record as JSON and as CSV, with a Frictionless data package and the schemas


__all__ = ["PageUrl", "exports", "with_bundles"]

PageUrl = Callable[[Record], str]
"""The address of the page that shows a record."""

FOLDER = "data"

ALL_SHEETS = f"{FOLDER}/all.ods"
"""All tables as sheets of one file."""

ALL_FILES = f"{FOLDER}/all.zip"
"""All of them in one file."""


def exports(process: Process, page_url: PageUrl) -> dict[str, str]:
    """Each file below the site's root by its path, such as 'data/milestone.csv'."""
    return _exports(process, page_url)[0]


def with_bundles(process: Process, page_url: PageUrl) -> dict[str, str | bytes]:
    """As `exports`, with all tables in one spreadsheet, and all those files in a zip."""
    files, tables = _exports(process, page_url)
    models = [home.model for home in HOMES.values()]
    sheets = spreadsheet(list(zip(tables, models, strict=True)))
    found: dict[str, str | bytes] = {**files, ALL_SHEETS: sheets}
    zipped = {path.removeprefix(f"{FOLDER}/"): text for path, text in sorted(files.items())}
    return found | {ALL_FILES: archive(zipped)}


def _exports(process: Process, page_url: PageUrl) -> tuple[dict[str, str], list[ExportTable]]:
    files: dict[str, str] = {}
    tables: list[ExportTable] = []
    for attribute, home in HOMES.items():
        records = _records(process, attribute)
        tables.append(table(home.model, records, page_url))
        files[f"{FOLDER}/{home.kind}.json"] = _json_list(
            whole(record, page_url(record)) for record in records
        )
        files[f"{FOLDER}/{home.kind}.csv"] = tables[-1].csv
    files[f"{FOLDER}/datapackage.json"] = _json(data_package(process, tables))
    files[f"{FOLDER}/index.json"] = _json(list(_index(tables)))
    files |= {f"{FOLDER}/schemas/{name}": text for name, text in schemas().items()}
    return files, tables


def _records(process: Process, attribute: str) -> tuple[Record, ...]:
    found: Record | tuple[Record, ...] = getattr(process, attribute)
    return found if isinstance(found, tuple) else (found,)


def _index(tables: list[ExportTable]) -> Iterator[dict[str, object]]:
    """What there is, for programs: paths are relative to the folder of this file."""
    for found, home in zip(tables, HOMES.values(), strict=True):
        yield {
            "kind": found.kind,
            "records": len(found.rows),
            "json": f"{found.kind}.json",
            "csv": f"{found.kind}.csv",
            "schema": f"schemas/{schema_name(home)}",
        }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _json_list(values: Iterable[object]) -> str:
    """What `_json` gives for the list; of a hundred thousand, one is in the making at a time."""
    written = (_json(value).rstrip().replace("\n", "\n ") for value in values)
    text = ",\n ".join(written)
    return f"[\n {text}\n]\n" if text else "[]\n"
