"""The page of all addresses that records rest on: who names each, and whether it is still there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from urllib.parse import quote, urlsplit

from clearway.language import N_
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.calendars import Subscription
from clearway.publish.contribute_links import PAGE
from clearway.publish.issue_forms import IssueForm, forms, mail_text
from clearway.publish.page import Heading, Page, relative
from clearway.publish.pages.common import Book, index_page
from clearway.publish.pages.home import counts
from clearway.publish.render import plain_text, render, render_alone
from clearway.publish.source_names import SourceName
from clearway.publish.syndication import of_site
from clearway.records.editing.layout import HOMES
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.statement import Endorsement
from clearway.records.kinds.version import Version
from clearway.records.model import LATEST, Process
from clearway.records.record import Record
from clearway.records.references import cited

# --- The page with the text of every record that can be added, to copy or to open in the editor


def contributing_pages(book: Book) -> Iterator[Page]:
    contribute_links = (
        *book.contribute_links.endorsing.values(),
        *book.contribute_links.kinds.values(),
    )
    yield Page(
        PAGE,
        _("Add to the record"),
        _("A template for each kind of record: copy it, or open it in the editor."),
        render(
            book.view(PAGE),
            "contributing.html",
            contribute_links=contribute_links,
            lists=_lists(book),
        ),
        headings=tuple(Heading(way.id, way.label) for way in contribute_links),
        listed=False,
    )


BY_MAIL = "contribute/by-mail/"

MOST_MAIL = 1900
"""How many bytes a link to a mail program may have: some cut what is longer than 2,000."""


def by_mail_pages(book: Book) -> Iterator[Page]:
    """The forms as mails, for who has no account; only where the process has a contact."""
    contact = book.process.profile.contact
    if not contact:
        return
    asked = forms(book.process)
    is_page = "://" in contact
    yield Page(
        BY_MAIL,
        _("Contribute by mail"),
        _("The questions of each form as a mail: no account is needed."),
        render(
            book.view(BY_MAIL),
            "by_mail.html",
            forms=[(form, mail_text(form), "" if is_page else _mail(form)) for form in asked],
            contact=contact,
            contact_link=book.process.profile.contact_link,
        ),
        headings=tuple(Heading(form.name, form.title) for form in asked),
        listed=False,
    )


def _mail(form: IssueForm) -> str:
    """What follows the address in a link that opens a mail; hints are left out where too long."""
    found = ""
    for with_hints in (True, False):
        body = mail_text(form, with_hints=with_hints).replace("\n", "\r\n")
        found = f"?subject={quote(form.title)}&body={quote(body)}"
        if len(found) <= MOST_MAIL:
            break
    return found


def _lists(book: Book) -> frozenset[str]:
    """The files that hold several records and are there already."""
    held = (*book.process.milestones, *book.process.annotations)
    return frozenset(record.place.path for record in held)


# --- The page that leads to the open data


HERE = "data/"


def data_pages(book: Book, files: Mapping[str, str | bytes]) -> Iterator[Page]:
    """`files` are the exports by their paths."""
    rows = []
    for name, number in counts(book).items():
        kind = HOMES[name].kind
        rows.append((name, number, f"data/{kind}.json", f"data/{kind}.csv"))
    yield index_page(
        book,
        HERE,
        _("Open data"),
        _("Every record as JSON and CSV, with a data package and the schemas."),
        "data.html",
        files=rows,
        schemas=[p for p in sorted(files) if p.startswith("data/schemas/")],
    )


# --- The page that says how to subscribe to the calendars


SUBSCRIBE_HERE = "calendar/"


def subscribe_pages(book: Book, subscriptions: Sequence[Subscription]) -> Iterator[Page]:
    whole = [s for s in subscriptions if not s.feed.is_part]
    kinds, topics, stages = (
        [s for s in whole if s.feed.group == group] for group in ("kind", "topic", "stage")
    )
    choices = [
        (heading, id, [s for s in all_ if s.feed.events], [s for s in all_ if not s.feed.events])
        for heading, id, all_ in (
            (_("By topic"), "topics", topics),
            (_("By stage"), "stages", stages),
        )
        if all_
    ]
    title_of = partial(_title, book.process)
    page = index_page(
        book,
        SUBSCRIBE_HERE,
        _("Calendar"),
        _("Subscribe once. When a date moves here, it moves in your calendar."),
        "calendar.html",
        kinds=kinds,
        choices=choices,
        anchor=lambda subscription: subscription.name.replace("/", "-"),
        parts_of={
            s.name: [p for p in subscriptions if p.feed.is_part and p.name == s.name] for s in whole
        },
        refresh=list(_refresh(subscriptions)),
        headings=(
            *(Heading(s.name, title_of(s)) for s in kinds),
            *(Heading(id, heading) for heading, id, _, _ in choices),
            Heading("how", _("If a button does nothing")),
            Heading("when", _("When a change reaches you")),
        ),
        feeds=of_site(book.process),
        title_of=title_of,
    )
    yield page


def _title(process: Process, subscription: Subscription) -> str:
    if subscription.feed.group != "kind":
        return subscription.title.removeprefix(f"{process.profile.short_title}: ")
    return formatting.capitalize_first(_(_CALENDARS[subscription.name]))


_CALENDARS = {
    "all": N_("all dates"),
    "consultations": N_("consultations"),
    "deadlines": N_("deadlines"),
    "meetings": N_("meetings"),
}


def _refresh(subscriptions: Sequence[Subscription]) -> Iterator[tuple[str, str]]:
    """How often each family of calendars looks again."""
    if subscriptions:
        for way in subscriptions[0].ways:
            yield way.client, way.refresh


# --- The page that lists the versions of the site, and what each shows


VERSIONS_HERE = "versions/"


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A version, the records that it shows, and the link to it where it lies beside this site."""

    version: Version
    shows: Process
    link: str | None

    @property
    def text(self) -> Draft | None:
        """The last draft that had come out."""
        return self.shows.drafts_out[-1] if self.shows.drafts_out else None


def version_pages(book: Book) -> Iterator[Page]:
    entries = [
        VersionEntry(version, book.known_on(version.as_of), _link(book, version.id))
        for version in reversed(book.process.versions_in_line)
    ]
    page = index_page(
        book,
        VERSIONS_HERE,
        _("Versions"),
        _("The site as it was known on earlier days, at addresses that do not change."),
        "versions.html",
        entries=entries,
        latest=_link(book, LATEST),
        headings=tuple(Heading(e.version.id, str(e.version.title)) for e in entries),
    )
    yield replace(page, refs=tuple(entry.version.ref for entry in entries))


def _link(book: Book, id: str) -> str | None:
    """A site that was built alone has no other beside it."""
    here = book.site.version
    return relative(f"{here}/{VERSIONS_HERE}", f"{id}/") if here else None


# --- The page of all addresses that records rest on: who names each, and whether it is still there


SOURCES_HERE = "sources/"

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One address: the first records that name it, each with its name, and how many more do."""

    url: str
    name: SourceName
    label: str
    records: tuple[tuple[Record, str], ...]
    more: int
    id: str
    seen: date | None
    archived: str | None


def source_pages(book: Book) -> Iterator[Page]:
    rows = tuple(_rows(book))
    page = index_page(
        book,
        SOURCES_HERE,
        _("Sources"),
        _("Every address that this record is based on, and the records that cite it."),
        "sources.html",
        rows=rows,
        untitled=sum(not row.name.has_title for row in rows),
        is_tested=bool(book.process.sightings),
    )
    yield replace(page, refs=tuple(sighting.ref for sighting in book.process.sightings))


def _rows(book: Book) -> Iterator[SourceRow]:
    known = book.process.sighted
    named = cited(book.process)
    for url in sorted({*named, *known}, key=_by_host):
        found = dict.fromkeys(_page_of(book, c.record).ref for c in named.get(url, ()))
        records = tuple((book.process.records[ref], _called(book, ref)) for ref in found)
        sighting = known.get(url)
        seen = sighting.seen if sighting else None
        yield SourceRow(
            url,
            book.source_names[url],
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


# --- What browsers and search engines look for beside the pages


MOST_SHORT = 16
"""How many letters the short name of a search may have (OpenSearch 1.1)."""


def machine_files(book: Book) -> Iterator[tuple[str, str]]:
    """robots.txt, the search for browsers, and the manifest of the site as an app."""
    profile, site = book.process.profile, book.site
    # All addresses are those of the latest version.
    home = site.absolute("")
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.absolute('sitemap.xml')}\n"
    search = render_alone(
        "opensearch.xml",
        short=str(profile.short_title)[:MOST_SHORT],
        description=plain_text(profile.description)[:1024],
        home=home,
        icon=site.current("static/icon-48.png"),
    )
    yield "opensearch.xml", search
    icons = [
        {"src": f"static/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (48, 512)
    ]
    app = {
        "name": str(profile.title),
        "short_name": str(profile.short_title),
        "description": plain_text(profile.description),
        "lang": site.language,
        "start_url": "./",
        "display": "browser",
        "theme_color": "#0d4a5a",
        "background_color": "#fbfaf6",
        "icons": icons,
    }
    yield "site.webmanifest", json.dumps(app, ensure_ascii=False, indent=1) + "\n"
