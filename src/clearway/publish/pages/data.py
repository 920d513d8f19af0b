"""The page that leads to the open data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearway.publish.page import Page
from clearway.publish.pages.common import Book, index_page
from clearway.publish.pages.home import counts
from clearway.records.homes import HOMES

HERE = "data/"


def pages(book: Book, files: Mapping[str, str | bytes]) -> Iterator[Page]:
    """`files` are the exports by their paths."""
    rows = []
    for name, number in counts(book).items():
        kind = HOMES[name].kind
        rows.append((name, number, f"data/{kind}.json", f"data/{kind}.csv"))
    yield index_page(
        book,
        HERE,
        "Open data",
        "Every record as JSON and CSV, with a data package and the schemas.",
        "data.html",
        files=rows,
        schemas=[p for p in sorted(files) if p.startswith("data/schemas/")],
    )
