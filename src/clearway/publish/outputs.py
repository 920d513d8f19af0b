"""Everything that comes out, as one mapping from path to content."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files as package_files
from itertools import chain

from clearway.errors import OutputError
from clearway.insight.agenda.occasions import Occasion
from clearway.publish import syndication
from clearway.publish.calendars import CalendarFeed, feeds, subscriptions
from clearway.publish.exports import with_bundles
from clearway.publish.manifest import manifest_schema
from clearway.publish.page import Page, address, by_path
from clearway.publish.pages import (
    about_site,
    asks,
    changes,
    common,
    drafts,
    guide,
    organisations,
    schedule,
    scorecard,
    statements,
    topics,
)
from clearway.publish.pages.common import Book
from clearway.publish.processes import meanwhile
from clearway.records.editing.layout import HOMES

KINDS_OF_PAGES: tuple[Callable[[Book], Iterator[Page]], ...] = (
    schedule.milestone_pages,
    schedule.consultation_pages,
    schedule.gone_pages,
    drafts.pages,
    organisations.role_pages,
    organisations.submission_pages,
    asks.pages,
    topics.pages,
    statements.pages,
    scorecard.pages,
    scorecard.promise_pages,
    organisations.engagement_pages,
    organisations.position_pages,
    organisations.organisation_pages,
    about_site.version_pages,
    about_site.contributing_pages,
    about_site.by_mail_pages,
    guide.guide_pages,
    about_site.source_pages,
)


@dataclass(frozen=True, slots=True)
class Outputs:
    """Pages and files by their paths, relative to the site's root."""

    pages: Mapping[str, Page]
    files: Mapping[str, str | bytes]


def outputs(book: Book) -> Outputs:
    """The whole product. Raises OutputError where a record that was read is not in it."""
    others = meanwhile(lambda: _files_and_changes(book))
    own = list(chain.from_iterable(pages(book) for pages in KINDS_OF_PAGES))
    calendars, files, changed = others()
    pages = by_path(
        chain(
            own,
            about_site.subscribe_pages(book, subscriptions(book.site.url, calendars)),
            changed,
            about_site.data_pages(book, files),
        )
    )
    _check_nothing_is_lost(book, pages, files)
    return Outputs(pages, files)


def _files_and_changes(
    book: Book,
) -> tuple[tuple[CalendarFeed, ...], dict[str, str | bytes], tuple[Page, ...]]:
    """The calendars, all files, and the pages that say what changed: as much as all other pages."""
    calendars = feeds(
        book.process, book.occasions, book.site, _page_of(book), book.as_of, book.revisions
    )
    followed = syndication.feeds(book.process, book.site, book.as_of, book.revisions)
    files: dict[str, str | bytes] = {
        **dict(static_files()),
        **dict(about_site.machine_files(book)),
        **{feed.path: feed.content for feed in calendars},
        **syndication.files(book.process, book.site, followed),
        **dict(common.files(book)),
        **dict(drafts.files(book)),
        **dict(statements.files(book)),
        **with_bundles(book.process, lambda record: book.site.absolute(book.address(record))),
        "data/schemas/manifest.json": manifest_schema(),
    }
    return calendars, files, tuple(changes.pages(book, syndication.of_site(book.process)))


def _page_of(book: Book) -> Callable[[Occasion], str]:
    return lambda occasion: book.site.absolute(address(occasion.record))


def static_files() -> Iterator[tuple[str, bytes]]:
    """The style sheet and the script, which are the same for every process."""
    folder = package_files("clearway.publish") / "static"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        yield f"static/{entry.name}", entry.read_bytes()


def _check_nothing_is_lost(
    book: Book, pages: Mapping[str, Page], files: Mapping[str, str | bytes]
) -> None:
    # The process itself is what the front page is about.
    shown = {book.process.profile.ref, *(ref for page in pages.values() for ref in page.refs)}
    exported = {ref for home in HOMES.values() for ref in _refs(files[f"data/{home.kind}.json"])}
    missing = [f"{r.ref} on no page" for r in book.process if r.ref not in shown]
    missing += [
        f"{o.record.ref} in no feed"
        for o in book.occasions
        if o.place and f"calendar/{o.id}.ics" not in files
    ]
    followed = syndication.missing_dates(book.process, book.as_of, files)
    missing += [f"{ref} in no Atom feed" for ref in followed]
    missing += [f"{r.ref} in no export" for r in book.process if r.ref not in exported]
    if missing:
        raise OutputError(f"read, but not told: {', '.join(missing)}")


def _refs(export: str | bytes) -> Iterator[str]:
    """The records that an exported file holds; one of them is in memory at a time."""
    text = export if isinstance(export, str) else export.decode()
    read = json.JSONDecoder().raw_decode
    at = text.find("{")
    while at > 0:
        row, end = read(text, at)
        yield row["ref"]
        at = text.find("{", end)
