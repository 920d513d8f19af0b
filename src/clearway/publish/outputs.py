"""Everything that comes out, as one mapping from path to content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain

from clearway.publish.page import Page, by_path
from clearway.publish.pages import (
    consultations,
    drafts,
    milestones,
    organisations,
    statements,
    submissions,
)
from clearway.publish.pages.common import Book

KINDS_OF_PAGES = (milestones, consultations, drafts, submissions, statements, organisations)


class Lost(ValueError):
    """A record that was read and came out nowhere."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """Pages and files by their paths, relative to the site's root."""

    pages: Mapping[str, Page]
    files: Mapping[str, str | bytes]


def outputs(book: Book) -> Outputs:
    """The whole product. Raises Lost where a record that was read is not in it."""
    pages = by_path(chain.from_iterable(kind.pages(book) for kind in KINDS_OF_PAGES))
    found = Outputs(pages, dict(static_files()))
    _check_nothing_is_lost(book, found)
    return found


def static_files() -> Iterator[tuple[str, bytes]]:
    """The style sheet and the script, which are the same for every process."""
    folder = files("clearway.publish") / "static"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        yield f"static/{entry.name}", entry.read_bytes()


def _check_nothing_is_lost(book: Book, found: Outputs) -> None:
    shown = {ref for page in found.pages.values() for ref in page.refs}
    missing = [r for r in book.process if r.ref not in shown and r is not book.process.profile]
    if missing:
        names = ", ".join(f"{r.ref} ({r.place.path}:{r.place.line})" for r in missing)
        raise Lost(f"read, but on no page: {names}")
