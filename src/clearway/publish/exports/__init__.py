"""Open data: every record as JSON and as CSV, with a Frictionless data package and the schemas.

JSON holds a record whole, with what follows from its ledgers. CSV holds one row a record; what
does not fit a row is joined, flattened or left as JSON in its cell (see `tables`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from clearway.publish.exports.package import data_package
from clearway.publish.exports.tables import Table, table
from clearway.publish.exports.whole import whole
from clearway.records.homes import HOMES
from clearway.records.model import Process, Record
from clearway.records.schema import schema_name, schemas

__all__ = ["PageUrl", "exports"]

PageUrl = Callable[[Record], str]
"""The address of the page that shows a record."""

FOLDER = "data"


def exports(process: Process, page_url: PageUrl) -> dict[str, str]:
    """Each file below the site's root by its path, such as 'data/milestone.csv'."""
    files: dict[str, str] = {}
    tables: list[Table] = []
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
    return files


def _records(process: Process, attribute: str) -> tuple[Record, ...]:
    found: Record | tuple[Record, ...] = getattr(process, attribute)
    return found if isinstance(found, tuple) else (found,)


def _index(tables: list[Table]) -> Iterator[dict[str, object]]:
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
