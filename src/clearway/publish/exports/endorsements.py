"""The endorsements of one statement as files of their own: CSV for spreadsheets, JSON whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from clearway.publish.exports.tables import cell_text
from clearway.records.model import Endorsement, Organisation

Shown = tuple[Endorsement, Organisation | None]
PageUrl = Callable[[Endorsement], str]

COLUMNS = (
    "id", "name", "printed", "kind", "organisation", "affiliation", "role", "group", "country",
    "date", "version", "sha256", "verified", "withdrawn", "page",
)  # fmt: skip


def as_csv(signed: Iterable[Shown], versions: dict[str, str], page_url: PageUrl) -> str:
    """RFC 4180; cells are guarded against spreadsheets as in the whole tables (see `tables`)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(signed, versions, page_url):
        writer.writerow([cell_text(row.get(column)) for column in COLUMNS])
    return text.getvalue()


def as_json(
    statement: str, signed: Iterable[Shown], versions: dict[str, str], page_url: PageUrl
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
    signed: Iterable[Shown], versions: dict[str, str], page_url: PageUrl
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
