"""The page of all addresses that records rest on: who names each, and whether it is still there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from clearway.publish.page import Page
from clearway.publish.pages.common import Book, index_page
from clearway.records.cited import cited
from clearway.records.model import Endorsement, Record

HERE = "sources/"

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One address: the first records that name it, each with its name, and how many more do."""

    url: str
    label: str
    records: tuple[tuple[Record, str], ...]
    more: int
    id: str
    seen: date | None
    archived: str | None


def pages(book: Book) -> Iterator[Page]:
    rows = tuple(_rows(book))
    page = index_page(
        book,
        HERE,
        "Sources",
        "Every address that this record rests on, and what names it.",
        "sources.html",
        rows=rows,
        is_tested=bool(book.process.sightings),
    )
    yield replace(page, refs=tuple(sighting.ref for sighting in book.process.sightings))


def _rows(book: Book) -> Iterator[Row]:
    known = book.process.sighted
    named = cited(book.process)
    for url in sorted({*named, *known}, key=_by_host):
        found = dict.fromkeys(_page_of(book, c.record).ref for c in named.get(url, ()))
        records = tuple((book.process.records[ref], _called(book, ref)) for ref in found)
        sighting = known.get(url)
        seen = sighting.seen if sighting else None
        yield Row(
            url,
            url.partition("://")[2].removeprefix("www.").rstrip("/"),
            records[:MOST_NAMED],
            len(records[MOST_NAMED:]),
            sighting.id if sighting else "",
            seen if seen and seen <= book.as_of else None,
            sighting.archived if sighting else None,
        )


def _called(book: Book, ref: str) -> str:
    record = book.process.records[ref]
    return str(getattr(record, "title", None) or getattr(record, "name", record.id))


def _page_of(book: Book, record: Record) -> Record:
    """The record on whose page this one is read: thousands sign one statement."""
    if isinstance(record, Endorsement):
        return book.process.records[f"statement:{record.statement}"]
    return record


def _by_host(url: str) -> tuple[str, str]:
    return (urlsplit(url).hostname or "").removeprefix("www."), url
