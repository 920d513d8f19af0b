"""Which feeds there are, and which news each holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.history.revisions import NO_REVISIONS, Revisions
from clearway.insight.changes import (
    News,
    NewsKind,
    announcement_key,
    chronicle,
    drafts_of,
    every_news,
    is_announced,
    topics_of,
)
from clearway.publish.page import Site, address
from clearway.publish.syndication.documents import FeedEntry, FeedHead, documents
from clearway.publish.syndication.entries import Told, entries, tag
from clearway.records.dates.ledger import Ledger
from clearway.records.dates.transitions import TransitionKind
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.process import Topic
from clearway.records.model import Process
from clearway.records.references import announcements

FOLDER = "feeds/"
EVERYTHING = f"{FOLDER}all.atom"
DATES = f"{FOLDER}dates.atom"

_OF_DATES = (
    NewsKind.ANNOUNCED,
    *(NewsKind(kind.value) for kind in TransitionKind),
    NewsKind.CORRECTED,
    NewsKind.ON_AGAIN,
)


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


def feeds(
    process: Process, site: Site, as_of: date, revisions: Revisions = NO_REVISIONS
) -> tuple[AtomFeed, ...]:
    """Every feed, with all that it ever held, the latest first."""
    news = every_news(process, as_of)
    told = entries(process, site, as_of, news, chronicle(process, revisions))
    return tuple(_feeds(process, told))


def missing_dates(process: Process, as_of: date, files: Mapping[str, str | bytes]) -> list[str]:
    """The records of which a date that was told until `as_of` is in no document of `DATES`."""
    stem = DATES.removesuffix(".atom")
    own = (raw for path, raw in files.items() if _is_of(path, stem) and isinstance(raw, bytes))
    held = {id.decode() for raw in own for id in _ID.findall(raw)}
    return [
        record.ref
        for record in process
        for loc, announcement in announcements(record)
        if _told_until(announcement.ledger, as_of)
        and tag(process, announcement_key(record, loc, announcement)) not in held
    ]


_ID = re.compile(rb"<id>([^<]*)</id>")


def _is_of(path: str, stem: str) -> bool:
    return path.startswith(stem) and path.endswith(".atom")


def _told_until(ledger: Ledger, as_of: date) -> bool:
    announced = ledger.readings[0].announced
    if not is_announced(ledger):
        return False
    return announced is None or announced.first_day <= as_of


def files(process: Process, site: Site, feeds: tuple[AtomFeed, ...]) -> dict[str, bytes]:
    """The documents of all feeds by their paths."""
    found: dict[str, bytes] = {}
    for feed in feeds:
        for path in (feed.path, *feed.former):
            head = FeedHead(tag(process, feed.key), feed.title, feed.page, path)
            found |= documents(process, site, head, feed.entries)
    return found


def _feeds(process: Process, every: tuple[Told, ...]) -> Iterator[AtomFeed]:
    known = [told for told in every if told.is_known]
    (all_title, _), (dates_title, _) = of_site(process)
    yield AtomFeed(EVERYTHING, "feeds/all", all_title, "changes/", _of(known))
    # Every date is in it, also where it is not known when it was announced: nothing is lost.
    of_dates = _of(told for told in every if told.news.kind in _OF_DATES)
    yield AtomFeed(DATES, "feeds/dates", dates_title, "roadmap/", of_dates)
    by_draft = _by(known, lambda piece: drafts_of(process, piece))
    for draft in (*process.drafts, *_drafts_gone(process, known)):
        title, path = draft_feed(draft)
        former = tuple(f"{FOLDER}draft-{id}.atom" for id in draft.was)
        key, found = f"feeds/draft/{draft.first_id}", by_draft.get(draft.id, ())
        page = address(draft) if draft.ref in process.records else "changes/"
        yield AtomFeed(path, key, title, page, tuple(found), former)
    by_topic = _by(known, lambda piece: topics_of(process, piece))
    for topic in process.profile.topics:
        title, path = topic_feed(topic)
        key, found = f"feeds/topic/{topic.id}", by_topic.get(topic.id, ())
        yield AtomFeed(path, key, title, f"topics/{topic.id}/", tuple(found))


def _of(told: Iterable[Told]) -> tuple[FeedEntry, ...]:
    return tuple(each.entry for each in told)


def _drafts_gone(process: Process, told: Iterable[Told]) -> tuple[Draft, ...]:
    """The drafts of which there was a feed and is no record any more."""
    taken = {id for draft in process.drafts for id in (draft.id, *draft.was)}
    found: dict[str, Draft] = {}
    for each in told:
        record = each.news.record
        if isinstance(record, Draft) and taken.isdisjoint((record.id, *record.was)):
            found.setdefault(record.first_id, record)
    return tuple(found.values())


def _by(
    known: Iterable[Told], subjects: Callable[[News], frozenset[str]]
) -> Mapping[str, list[FeedEntry]]:
    """The entries of each subject, in their order."""
    found: dict[str, list[FeedEntry]] = {}
    for told in known:
        for id in subjects(told.news):
            found.setdefault(id, []).append(told.entry)
    return found
