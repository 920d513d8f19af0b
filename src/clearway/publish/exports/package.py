"""The Frictionless data package that describes the tables (specs.frictionlessdata.io)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from clearway.publish.exports.tables import Column, Table
from clearway.records.model import Process

_LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}


def data_package(process: Process, tables: Sequence[Table]) -> dict[str, Any]:
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


def _resource(table: Table, kinds: set[str]) -> dict[str, Any]:
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


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.name in ("ref", "id"):
        field["constraints"] = {"required": True}
    return field
