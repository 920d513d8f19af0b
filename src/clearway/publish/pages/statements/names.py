"""All who endorse a statement that many do, on pages by the first letters of their names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from clearway.publish import words
from clearway.publish.directory import Shelf, walk
from clearway.publish.page import Page
from clearway.publish.pages.common import Book
from clearway.publish.render import render
from clearway.publish.roll import Roll, Signatory


def pages(book: Book, roll: Roll) -> Iterator[Page]:
    """The page that leads to all names, and those that hold them."""
    yield _page(book, roll, roll.shelf, None, None)
    shelves = [shelf for shelf in walk(roll.shelf) if shelf.path]
    # From names to names, past the pages that only lead on.
    held = [shelf for shelf in shelves if shelf.items]
    before = {b.path: a for a, b in pairwise(held)}
    after = {a.path: b for a, b in pairwise(held)}
    for shelf in shelves:
        yield _page(book, roll, shelf, before.get(shelf.path), after.get(shelf.path))


def _page(
    book: Book,
    roll: Roll,
    shelf: Shelf[Signatory],
    before: Shelf[Signatory] | None,
    after: Shelf[Signatory] | None,
) -> Page:
    here = roll.page_of(shelf)
    title = "All names" if not shelf.path else words.shelf_title(shelf.script, shelf.label)
    html = render(
        book.view(here),
        "names.html",
        roll=roll,
        shelf=shelf,
        title=title,
        before=before,
        after=after,
    )
    return Page(
        here,
        f"{title} · {roll.statement.title}",
        f"Who endorses {roll.statement.title}: {title.lower()}.",
        html,
        roll.statement.place,
        refs=tuple(signatory.endorsement.ref for signatory in shelf.items),
        listed=False,
    )
