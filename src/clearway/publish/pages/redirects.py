"""Former addresses of records, each leading on to where the record is now."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish.addresses import address
from clearway.publish.page import relative
from clearway.publish.pages.common import Book
from clearway.publish.render import render_part


def files(book: Book) -> Iterator[tuple[str, str]]:
    """A small page at every former address; works without scripts and from a disk."""
    for record in book.process:
        for old in record.was:
            now = address(record)
            before = address(record.model_copy(update={"id": old}))
            if "#" in before:
                continue
            yield f"{before}index.html", lead_on(book, before, now, relative(before, now))


def lead_on(book: Book, before: str, now: str, link: str) -> str:
    """The page at the address `before` that leads on to `now`, by a link that is relative."""
    canonical = book.site.absolute(now)
    return render_part(book.view(before), "redirect.html", None, to=link, canonical=canonical)
