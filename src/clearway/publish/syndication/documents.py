"""A feed as documents: Atom (RFC 4287) and JSON Feed 1.1, long ones cut into archives.

Archives are those of RFC 5005, section 4: once it is full, an archive holds the same entries for
good. So entries are counted from the oldest, in the order in which they came into the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from lxml import etree

from clearway.publish.page import Site
from clearway.records.model import Process

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
JSON_FEED = "https://jsonfeed.org/version/1.1"

PER_ARCHIVE = 100
"""Entries of an archive. The current document holds as many at least, where there are so many: an
entry that comes late, by a branch that was merged the other way round, finds its place there."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry (RFC 4287, 4.1.2). `html` is its content; its links are whole addresses.

    `updated` is when it came into the record in this form, `published` the day on which it was
    announced, where that is known.
    """

    id: str
    title: str
    updated: datetime
    published: date | None
    link: str
    html: str
    category: str


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What all documents of a feed share: its id for good, its title, the page that it follows."""

    id: str
    title: str
    page: str
    path: str
    """The address of its Atom document; that of JSON Feed lies beside it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One document of a feed; `older` and `newer` are the archives before and after it."""

    path: str
    entries: Sequence[FeedEntry]
    older: str
    newer: str
    is_archive: bool


def documents(
    process: Process, site: Site, head: FeedHead, entries: Sequence[FeedEntry]
) -> dict[str, bytes]:
    """All documents of a feed by their paths; `entries` are the latest first."""
    found = {}
    for part in _parts(head.path, entries):
        found[part.path] = _atom(process, site, head, part)
        found[json_path(part.path)] = _json(process, site, head, part)
    return found


def json_path(path: str) -> str:
    """Where the JSON Feed beside an Atom document is.

    >>> json_path("feeds/all-1.atom")
    'feeds/all-1.json'
    """
    return f"{path.removesuffix('.atom')}.json"


def _parts(path: str, entries: Sequence[FeedEntry]) -> Iterator[_Part]:
    full = max(0, len(entries) // PER_ARCHIVE - 1)
    stem = path.removesuffix(".atom")
    names = [*(f"{stem}-{number}.atom" for number in range(1, full + 1)), path]
    oldest_first = entries[::-1]
    for number, name in enumerate(names):
        start, is_archive = number * PER_ARCHIVE, name != path
        end = start + PER_ARCHIVE if is_archive else len(entries)
        older = names[number - 1] if number else ""
        newer = names[number + 1] if number + 1 < full else ""
        yield _Part(name, oldest_first[start:end][::-1], older, newer, is_archive)


def _updated(process: Process, part: _Part) -> datetime:
    opened = datetime.combine(process.profile.opened, time.min, UTC)
    return max((entry.updated for entry in part.entries), default=opened)


# --- Atom ------------------------------------------------------------------------------------


def _atom(process: Process, site: Site, head: FeedHead, part: _Part) -> bytes:
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "fh": HISTORY})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", site.language)
    _text(feed, "id", head.id)
    _text(feed, "title", head.title)
    # RFC 4287 4.1.1: a feed must name an author where its entries do not.
    author = etree.SubElement(feed, f"{{{ATOM}}}author")
    _text(author, "name", process.profile.title)
    _text(feed, "generator", "Clearway")
    _link(feed, "alternate", site.absolute(head.page), "text/html")
    _link(feed, "self", site.current(part.path), "application/atom+xml")
    if part.is_archive:
        etree.SubElement(feed, f"{{{HISTORY}}}archive")
        _link(feed, "current", site.current(head.path), "application/atom+xml")
    if part.older:
        _link(feed, "prev-archive", site.current(part.older), "application/atom+xml")
    if part.newer:
        _link(feed, "next-archive", site.current(part.newer), "application/atom+xml")
    _text(feed, "updated", instant(_updated(process, part)))
    for entry in part.entries:
        _entry(feed, entry)
    etree.indent(feed)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8") + b"\n"


def _entry(feed: etree._Element, entry: FeedEntry) -> None:
    made = etree.SubElement(feed, f"{{{ATOM}}}entry")
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "updated", instant(entry.updated))
    if entry.published is not None:
        _text(made, "published", day(entry.published))
    _link(made, "alternate", entry.link, "text/html")
    etree.SubElement(made, f"{{{ATOM}}}category").set("term", entry.category)
    content = etree.SubElement(made, f"{{{ATOM}}}content")
    content.set("type", "html")
    content.text = entry.html


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = " ".join(text.split())


def _link(parent: etree._Element, rel: str, href: str, media: str) -> None:
    link = etree.SubElement(parent, f"{{{ATOM}}}link")
    link.set("rel", rel)
    link.set("type", media)
    link.set("href", href)


def instant(moment: datetime) -> str:
    """A moment by RFC 3339.

    >>> instant(datetime(2026, 5, 1, 12, tzinfo=UTC))
    '2026-05-01T12:00:00Z'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def day(known: date) -> str:
    """A day by RFC 3339: its beginning in UTC, for no record says at which hour it was."""
    return f"{known.isoformat()}T00:00:00Z"


# --- JSON Feed -------------------------------------------------------------------------------


def _json(process: Process, site: Site, head: FeedHead, part: _Part) -> bytes:
    feed: dict[str, Any] = {
        "version": JSON_FEED,
        "title": head.title,
        "home_page_url": site.absolute(head.page),
        "feed_url": site.current(json_path(part.path)),
        "language": site.language,
        "authors": [{"name": str(process.profile.title)}],
    }
    if part.older:
        feed["next_url"] = site.current(json_path(part.older))
    feed["items"] = [_item(entry) for entry in part.entries]
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: FeedEntry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_html": entry.html,
        "date_modified": instant(entry.updated),
        "tags": [entry.category],
    }
    return item if entry.published is None else {**item, "date_published": day(entry.published)}
