"""The page that lists the versions of the site, and what each shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from clearway.insight.knowledge import as_known
from clearway.publish.page import Heading, Page, relative
from clearway.publish.pages.common import Book, index_page
from clearway.records.model import LATEST, Draft, Process, Version

HERE = "versions/"


@dataclass(frozen=True, slots=True)
class Entry:
    """A version, the records that it shows, and the link to it where it lies beside this site."""

    version: Version
    shows: Process
    link: str | None

    @property
    def text(self) -> Draft | None:
        """The last draft that had come out."""
        return self.shows.drafts_out[-1] if self.shows.drafts_out else None


def pages(book: Book) -> Iterator[Page]:
    entries = [
        Entry(version, as_known(book.process, version.as_of), _link(book, version.id))
        for version in reversed(book.process.versions_in_line)
    ]
    page = index_page(
        book,
        HERE,
        "Versions",
        "The site as it could have been known on earlier days, kept under addresses that stay.",
        "versions.html",
        entries=entries,
        latest=_link(book, LATEST),
        headings=tuple(Heading(e.version.id, str(e.version.title)) for e in entries),
    )
    yield replace(page, refs=tuple(entry.version.ref for entry in entries))


def _link(book: Book, id: str) -> str | None:
    """A site that was built alone has no other beside it."""
    here = book.site.version
    return relative(f"{here}/{HERE}", f"{id}/") if here else None
