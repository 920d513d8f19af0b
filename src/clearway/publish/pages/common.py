"""Former addresses of records, each leading on to where the record is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from clearway.history import NOT_READ, Commit, History, last_changed
from clearway.history.revisions import NO_REVISIONS, Revisions
from clearway.insight.agenda.occasions import Occasion, occasions
from clearway.insight.knowledge import as_known
from clearway.insight.lineage import Lineage, lineage
from clearway.insight.synthesis import raised_by
from clearway.publish import formatting
from clearway.publish.calendars import DateFeed, date_feed
from clearway.publish.citation import page_citation
from clearway.publish.contribute_links import ContributeLinks
from clearway.publish.page import Heading, Page, Site, address, relative
from clearway.publish.render import View, plain_text, render, render_part
from clearway.publish.signatories import SignatoryList, signatory_lists
from clearway.publish.source_names import SourceName, source_names
from clearway.publish.structured import breadcrumbs, listing, structured
from clearway.records.kinds.ask import Ask
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.statement import Endorsement
from clearway.records.model import Process
from clearway.records.record import Record

# --- What the pages of all kinds share: how a record becomes a page, and what belongs to it


Trail = tuple[tuple[str, str | None], ...]
"""Titles and addresses from the front page to here; the last has no address."""

Feeds = tuple[tuple[str, str], ...]
"""Titles and addresses of the feeds of a page."""


@dataclass(frozen=True)
class Book:
    """What all pages are made of: the records, the site, the day, and what git knows."""

    process: Process
    site: Site
    as_of: date
    history: History = NOT_READ
    revisions: Revisions = NO_REVISIONS
    is_past_day: bool = False
    """Whether the records are those that could be known on `as_of`, and no others."""

    @cached_property
    def _known(self) -> dict[date, Process]:
        return {}

    def known_on(self, day: date) -> Process:
        """The records as they could have been known at the end of a day, without versions of the
        site and sightings of sources: those are no part of what a day knew."""
        if day not in self._known:
            process = replace(self.process, versions=(), sightings=())
            self._known[day] = as_known(process, day)
        return self._known[day]

    def view(self, here: str) -> View:
        return View(
            self.process,
            self.site,
            here,
            self.as_of,
            self.address,
            self.last_changed,
            self.is_past_day,
            self.source_names,
        )

    @cached_property
    def source_names(self) -> Mapping[str, SourceName]:
        """What each address is called that records cite."""
        return source_names(self.process)

    @cached_property
    def commits(self) -> tuple[Commit, ...]:
        """The changes to the records until the day that the site speaks of."""
        found = self.history.commits
        return tuple(c for c in found if c.day is None or c.day <= self.as_of)

    @cached_property
    def last_changed(self) -> Mapping[str, date]:
        """The day on which each file of records changed last."""
        return last_changed(self.commits)

    def address(self, record: Record) -> str:
        """Where a record is shown; an endorsement may be on one of many pages."""
        if isinstance(record, Endorsement):
            return self.signatory_lists[record.statement].address(record.id)
        return address(record)

    @cached_property
    def signatory_lists(self) -> Mapping[str, SignatoryList]:
        """Who endorses each statement, by its id."""
        return {
            signatory_list.statement.id: signatory_list
            for signatory_list in signatory_lists(self.process, formatting.language())
        }

    @cached_property
    def number(self) -> int:
        """How many records there are, the process itself included."""
        return len(self.process.records)

    @cached_property
    def lineage(self) -> Lineage:
        """The texts of all drafts compared and followed, once for all pages."""
        return lineage(self.process)

    @cached_property
    def occasions(self) -> tuple[Occasion, ...]:
        return occasions(self.process)

    @cached_property
    def own_occasion(self) -> dict[str, Occasion]:
        """The occasion of each record's own dates, by the record's ref."""
        return {o.record.ref: o for o in self.occasions if not o.is_derived}

    @cached_property
    def about(self) -> dict[str, tuple[Milestone, ...]]:
        """The milestones that are about a record, by that record's ref."""
        found: dict[str, tuple[Milestone, ...]] = {}
        for milestone in self.process.milestones:
            for ref in milestone.about:
                found[ref] = (*found.get(ref, ()), milestone)
        return found

    @cached_property
    def asks(self) -> Mapping[str, tuple[Ask, ...]]:
        """The asks by the point, answer or submission that they come from."""
        return raised_by(self.process)

    @cached_property
    def contribute_links(self) -> ContributeLinks:
        return ContributeLinks(self.process, self.site, self.as_of)

    @cached_property
    def date_feeds(self) -> Mapping[str, tuple[DateFeed, ...]]:
        """The feeds of the dates of each record, its own first, by the record's ref."""
        found: dict[str, tuple[DateFeed, ...]] = {}
        for occasion in sorted(self.occasions, key=_by_place):
            if occasion.place is not None:
                ref = occasion.record.ref
                found[ref] = (*found.get(ref, ()), date_feed(self.site, occasion))
        return found


def _by_place(occasion: Occasion) -> tuple[str, ...]:
    """Where a date is in its record: sessions come in the order of the record.

    Of a meeting that comes again they are in the order of their dates, which is the one given.
    """
    if occasion.session is not None and getattr(occasion.record, "repeats", None):
        return (str(occasion.loc[0]),)
    return tuple(f"{step:06}" if isinstance(step, int) else str(step) for step in occasion.loc)


def record_page(
    book: Book,
    record: Record,
    template: str,
    trail: Trail,
    description: str,
    refs: tuple[str, ...] = (),
    headings: tuple[Heading, ...] = (),
    follow: Feeds = (),
    **values: Any,
) -> Page:
    """The page of one record; `refs` are further records that it shows whole."""
    here = address(record)
    dates = book.date_feeds.get(record.ref, ())
    title = str(getattr(record, "title", None) or getattr(record, "name", record.id))
    html = render(
        book.view(here),
        template,
        record=record,
        trail=(*trail, (title, None)),
        described=[
            structured(book.process, book.site, record),
            breadcrumbs(book.site, book.process.profile.title, (*trail, (title, here))),
        ],
        cited=page_citation(book.site, book.process.profile, here, title, book.as_of),
        about=book.about.get(record.ref, ()),
        dates=dates,
        follow=follow,
        contribute_links=book.contribute_links.of_record(record),
        **values,
    )
    refs = (record.ref, *refs)
    calendars = tuple((date.title, date.path) for date in dates)
    return Page(
        here,
        title,
        description,
        html,
        record.place,
        headings,
        refs,
        feeds=follow,
        calendars=calendars,
    )


def index_page(
    book: Book,
    here: str,
    title: str,
    description: str,
    template: str,
    headings: tuple[Heading, ...] = (),
    follow: Feeds = (),
    calendars: Feeds = (),
    **values: Any,
) -> Page:
    """A page that lists records; `follow` and `calendars` are the feeds of its own."""
    contribute_links = book.contribute_links.of_list(here)
    html = render(
        book.view(here),
        template,
        as_of=book.as_of,
        follow=follow,
        contribute_links=contribute_links,
        **values,
    )
    html += as_data(book.view(here), [listing(book.process, book.site, here, title, description)])
    return Page(
        here, title, description, html, headings=headings, feeds=follow, calendars=calendars
    )


def as_data(view: View, described: list[dict[str, Any]]) -> str:
    """Descriptions as blocks of JSON-LD."""
    return "".join(render_part(view, "parts.html", "ld", each) for each in described)


def first_words(text: str, most: int = 155) -> str:
    """The beginning of a Markdown text for search engines, as plain text ended at a word."""
    plain = plain_text(text)
    if len(plain) <= most:
        return plain
    return f"{plain[:most].rsplit(' ', 1)[0].rstrip(',;:')} …"


# --- Former addresses of records, each leading on to where the record is now


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
