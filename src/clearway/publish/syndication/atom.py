"""Atom documents (RFC 4287), long ones cut into archives (RFC 5005, section 4)."""

from __future__ import annotations

from datetime import date

from lxml import etree

from clearway.publish.page import Site
from clearway.publish.syndication.entries import Entry, tag
from clearway.records.model import Process

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"

PER_ARCHIVE = 100
"""Entries of an archive. They are counted from the oldest, so that a full one stays as it is."""


def documents(
    process: Process,
    site: Site,
    title: str,
    key: str,
    page: str,
    path: str,
    entries: tuple[Entry, ...],
) -> dict[str, bytes]:
    """A feed by its path, with its archives beside it; `entries` are the latest first."""
    full = max(0, len(entries) // PER_ARCHIVE - 1)
    latest = len(entries) - full * PER_ARCHIVE
    stem = path.removesuffix(".atom")
    archives = [f"{stem}-{number}.atom" for number in range(1, full + 1)]
    found = {}
    for number, name in enumerate([*archives, path]):
        oldest_first = entries[::-1]
        is_archive = name != path
        start = number * PER_ARCHIVE
        own = oldest_first[start : start + (PER_ARCHIVE if is_archive else latest)][::-1]
        feed = _feed(process, site, title, key, page)
        _link(feed, "self", site.current(name), "application/atom+xml")
        if is_archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
            _link(feed, "current", site.current(path), "application/atom+xml")
        if number:
            previous = site.current(archives[number - 1])
            _link(feed, "prev-archive", previous, "application/atom+xml")
        if is_archive and number + 1 < len(archives):
            _link(feed, "next-archive", site.current(archives[number + 1]), "application/atom+xml")
        changed = max((entry.updated for entry in own), default=process.profile.opened)
        _text(feed, "updated", _instant(changed))
        for entry in own:
            _entry(feed, entry)
        found[name] = _written(feed)
    return found


def _feed(process: Process, site: Site, title: str, key: str, page: str) -> etree._Element:
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "fh": HISTORY})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", site.language)
    _text(feed, "id", tag(process, key))
    _text(feed, "title", title)
    # RFC 4287 4.1.1: a feed must name an author where its entries do not.
    author = etree.SubElement(feed, f"{{{ATOM}}}author")
    _text(author, "name", process.profile.title)
    _text(feed, "generator", "Clearway")
    _link(feed, "alternate", site.absolute(page), "text/html")
    return feed


def _entry(feed: etree._Element, entry: Entry) -> None:
    made = etree.SubElement(feed, f"{{{ATOM}}}entry")
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "updated", _instant(entry.updated))
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


def _instant(day: date) -> str:
    """RFC 3339. Of a day the beginning, in UTC: no record says at which hour it was told."""
    return f"{day.isoformat()}T00:00:00Z"


def _written(feed: etree._Element) -> bytes:
    etree.indent(feed)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8") + b"\n"
