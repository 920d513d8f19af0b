"""Which feeds there are, and which news each holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from lxml import etree

from clearway.insight.changes import (
    News,
    NewsKind,
    announcement_key,
    drafts_of,
    every_news,
    topics_of,
)
from clearway.publish.page import Site
from clearway.publish.render import View, macro
from clearway.publish.sentences import Names, news_sentence, plain
from clearway.publish.urls import address
from clearway.records.dates.ledger import Ledger
from clearway.records.dates.transitions import TransitionKind
from clearway.records.fields import Source, Text
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.process import Topic
from clearway.records.model import Process
from clearway.records.references import ledgers

# --- Atom documents (RFC 4287), long ones cut into archives (RFC 5005, section 4)


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
    entries: tuple[FeedEntry, ...],
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


def _entry(feed: etree._Element, entry: FeedEntry) -> None:
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


# --- A piece of news as an entry of a feed


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry (RFC 4287, 4.1.2). `html` is its content; its links are whole addresses."""

    id: str
    title: str
    updated: date
    link: str
    html: str
    category: str


def entries(process: Process, site: Site, told: Iterable[News]) -> Iterator[tuple[News, FeedEntry]]:
    """Each piece of news with its entry.

    `updated` is the day on which it was announced, or by which it had been; where none is known,
    the day the process was opened, as in the calendars. Never the clock: the same records give the
    same bytes.
    """
    names = Names(process)
    content = macro(_Whole(process, site, "", process.profile.opened), "entry.html", "content")
    for piece in told:
        said = news_sentence(names, piece)
        yield (
            piece,
            FeedEntry(
                id=tag(process, piece.key),
                title=plain(said).removesuffix("."),
                updated=piece.at or process.profile.opened,
                link=site.absolute(address(piece.record)),
                html=content(said, _reason(piece), _sources(piece)).strip(),
                category=str(piece.kind),
            ),
        )


def tag(process: Process, name: str) -> str:
    """A name for good (RFC 4151): by the identity of the process, wherever the site moves."""
    domain, day = process.profile.authority
    return f"tag:{quote(domain.strip().lower(), safe='')},{day}:{quote(name, safe='/:~?')}"


class _Whole(View):
    """A view whose links are whole addresses, for what is read elsewhere."""

    def link(self, target: object) -> str:
        found = target if isinstance(target, str) else address(target)  # type: ignore[arg-type]
        return self.site.absolute(found)


def _reason(piece: News) -> Text | None:
    return piece.step.after.reason if piece.step else None


def _sources(piece: News) -> tuple[Source, ...]:
    return piece.step.after.source if piece.step else piece.record.source


# --- Which feeds there are, and which news each holds


FOLDER = "feeds/"
EVERYTHING = f"{FOLDER}all.atom"
DATES = f"{FOLDER}dates.atom"

_OF_DATES = (NewsKind.ANNOUNCED, *(NewsKind(kind.value) for kind in TransitionKind))


@dataclass(frozen=True, slots=True)
class AtomFeed:
    """A feed as a reader may take it: where it is, what it is called, and what page it follows.

    `key` is its name for good. `former` are addresses at which it is still written.
    """

    path: str
    key: str
    title: str
    page: str
    entries: tuple[FeedEntry, ...]
    former: tuple[str, ...] = ()


def of_site(process: Process) -> tuple[tuple[str, str], ...]:
    """Title and address of the feeds that are about the process as a whole."""
    name = process.profile.short_title
    return (
        (f"{name}: everything that changes", EVERYTHING),
        (f"{name}: new dates and dates that move", DATES),
    )


def draft_feed(draft: Draft) -> tuple[str, str]:
    """Title and address of what one follows on a draft's page."""
    return f"{draft.title}: what happens to it", f"{FOLDER}draft-{draft.id}.atom"


def topic_feed(topic: Topic) -> tuple[str, str]:
    return f"{topic.title}: what happens on it", f"{FOLDER}topic-{topic.id}.atom"


def feeds(process: Process, site: Site, as_of: date) -> tuple[AtomFeed, ...]:
    """Every feed, with all that it ever held, the latest first."""
    return tuple(_feeds(process, site, every_news(process, as_of)))


def missing_dates(process: Process, as_of: date, files: Mapping[str, str | bytes]) -> list[str]:
    """The records of which a date that was told until `as_of` is in no document of `DATES`."""
    stem = DATES.removesuffix(".atom")
    own = (raw for path, raw in files.items() if _is_of(path, stem) and isinstance(raw, bytes))
    held = {id.decode() for raw in own for id in _ID.findall(raw)}
    return [
        record.ref
        for record, loc, ledger in ledgers(process)
        if _told_until(ledger, as_of) and tag(process, announcement_key(record, loc)) not in held
    ]


_ID = re.compile(rb"<id>([^<]*)</id>")


def _is_of(path: str, stem: str) -> bool:
    return path.startswith(stem) and path.endswith(".atom")


def _told_until(ledger: Ledger, as_of: date) -> bool:
    announced = ledger.readings[0].announced
    return announced is None or announced.first_day <= as_of


def files(process: Process, site: Site, feeds: tuple[AtomFeed, ...]) -> dict[str, bytes]:
    """The documents of all feeds by their paths."""
    found: dict[str, bytes] = {}
    for feed in feeds:
        for path in (feed.path, *feed.former):
            found |= documents(process, site, feed.title, feed.key, feed.page, path, feed.entries)
    return found


def _feeds(process: Process, site: Site, told: tuple[News, ...]) -> Iterator[AtomFeed]:
    every = list(entries(process, site, told))
    known = [(piece, made) for piece, made in every if piece.at is not None]
    (all_title, _), (dates_title, _) = of_site(process)
    everything = tuple(made for _, made in known)
    yield AtomFeed(EVERYTHING, "feeds/all", all_title, "changes/", everything)
    # Every date is in it, also where it is not known when it was announced: nothing is lost.
    of_dates = tuple(made for piece, made in every if piece.kind in _OF_DATES)
    yield AtomFeed(DATES, "feeds/dates", dates_title, "roadmap/", of_dates)
    by_draft = _by(known, lambda piece: drafts_of(process, piece))
    for draft in process.drafts:
        title, path = draft_feed(draft)
        former = tuple(f"{FOLDER}draft-{id}.atom" for id in draft.was)
        key, found = f"feeds/draft/{draft.first_id}", by_draft.get(draft.id, ())
        yield AtomFeed(path, key, title, address(draft), tuple(found), former)
    by_topic = _by(known, lambda piece: topics_of(process, piece))
    for topic in process.profile.topics:
        title, path = topic_feed(topic)
        key, found = f"feeds/topic/{topic.id}", by_topic.get(topic.id, ())
        yield AtomFeed(path, key, title, f"topics/{topic.id}/", tuple(found))


def _by(
    known: list[tuple[News, FeedEntry]], subjects: Callable[[News], frozenset[str]]
) -> Mapping[str, list[FeedEntry]]:
    """The entries of each subject, in their order."""
    found: dict[str, list[FeedEntry]] = {}
    for piece, made in known:
        for id in subjects(piece):
            found.setdefault(id, []).append(made)
    return found
