"""The page with the text of every record that can be added, to copy or to open in the editor."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish.doors import PAGE
from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book
from clearway.publish.render import render


def pages(book: Book) -> Iterator[Page]:
    doors = (*book.doors.endorsing.values(), *book.doors.kinds.values())
    yield Page(
        PAGE,
        "Add to the record",
        "Each kind of record as a file that is begun: copy it, or open it in the editor.",
        render(book.view(PAGE), "contributing.html", doors=doors, lists=_lists(book)),
        headings=tuple(Heading(door.id, door.label) for door in doors),
        listed=False,
    )


def _lists(book: Book) -> frozenset[str]:
    """The files that hold several records and are there already."""
    held = (*book.process.milestones, *book.process.annotations)
    return frozenset(record.place.path for record in held)
