"""Which feeds there are, and which news each holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.insight.changes import (
    News,
    NewsKind,
    announcement_key,
    drafts_of,
    every_news,
    topics_of,
)
from clearway.publish.addresses import address
from clearway.publish.page import Site
from clearway.publish.syndication.atom import documents
from clearway.publish.syndication.entries import Entry, entries, tag
from clearway.records.ledger import Ledger
from clearway.records.model import Draft, Process, Topic
from clearway.records.walk import ledgers

FOLDER = "feeds/"
EVERYTHING = f"{FOLDER}all.atom"
DATES = f"{FOLDER}dates.atom"

_OF_DATES = (NewsKind.ANNOUNCED, NewsKind.MOVED, NewsKind.CANCELLED)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as a reader may take it: where it is, what it is called, and what page it follows.

    `key` is its name for good. `former` are addresses at which it is still written.
    """

    path: str
    key: str
    title: str
    page: str
    entries: tuple[Entry, ...]
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


def feeds(process: Process, site: Site, as_of: date) -> tuple[Feed, ...]:
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


def files(process: Process, site: Site, feeds: tuple[Feed, ...]) -> dict[str, bytes]:
    """The documents of all feeds by their paths."""
    found: dict[str, bytes] = {}
    for feed in feeds:
        for path in (feed.path, *feed.former):
            found |= documents(process, site, feed.title, feed.key, feed.page, path, feed.entries)
    return found


def _feeds(process: Process, site: Site, told: tuple[News, ...]) -> Iterator[Feed]:
    every = list(entries(process, site, told))
    known = [(piece, made) for piece, made in every if piece.day is not None]
    (all_title, _), (dates_title, _) = of_site(process)
    everything = tuple(made for _, made in known)
    yield Feed(EVERYTHING, "feeds/all", all_title, "changes/", everything)
    # Every date is in it, also where it is not known when it was announced: nothing is lost.
    of_dates = tuple(made for piece, made in every if piece.kind in _OF_DATES)
    yield Feed(DATES, "feeds/dates", dates_title, "roadmap/", of_dates)
    by_draft = _by(known, lambda piece: drafts_of(process, piece))
    for draft in process.drafts:
        title, path = draft_feed(draft)
        first = draft.was[0] if draft.was else draft.id
        former = tuple(f"{FOLDER}draft-{id}.atom" for id in draft.was)
        key, found = f"feeds/draft/{first}", by_draft.get(draft.id, ())
        yield Feed(path, key, title, address(draft), tuple(found), former)
    by_topic = _by(known, lambda piece: topics_of(process, piece))
    for topic in process.profile.topics:
        title, path = topic_feed(topic)
        key, found = f"feeds/topic/{topic.id}", by_topic.get(topic.id, ())
        yield Feed(path, key, title, f"topics/{topic.id}/", tuple(found))


def _by(
    known: list[tuple[News, Entry]], subjects: Callable[[News], frozenset[str]]
) -> Mapping[str, list[Entry]]:
    """The entries of each subject, in their order."""
    found: dict[str, list[Entry]] = {}
    for piece, made in known:
        for id in subjects(piece):
            found.setdefault(id, []).append(made)
    return found
