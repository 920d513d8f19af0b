"""Which feeds there are, which news each holds, and each piece of news as an entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import quote

from clearway.history.revisions import NO_REVISIONS, Revisions
from clearway.insight.changes import (
    Chronicled,
    News,
    NewsKind,
    announcement_key,
    chronicle,
    drafts_of,
    every_news,
    is_announced,
    topics_of,
)
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.page import Site, address
from clearway.publish.render import View, macro
from clearway.publish.sentences import Names, news_sentence, plain
from clearway.publish.sentences.sentence import Sentence
from clearway.publish.sentences.sentence import told as told_in
from clearway.publish.syndication.documents import FeedEntry, FeedHead, documents
from clearway.records.dates.ledger import Ledger
from clearway.records.dates.transitions import TransitionKind
from clearway.records.fields import Source, Text
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.process import Topic
from clearway.records.model import Process
from clearway.records.references import announcements


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of news, its entry, and what puts it in its place among the others for good."""

    news: News
    entry: FeedEntry
    order: tuple[datetime, date]

    @property
    def is_known(self) -> bool:
        """Whether it is known when it was announced; a change is told in any case."""
        return self.news.at is not None or self.news.kind is not NewsKind.ANNOUNCED


def entries(
    process: Process,
    site: Site,
    as_of: date,
    news: Iterable[News],
    chronicle: Mapping[str, Chronicled],
) -> tuple[Told, ...]:
    """Every piece of news with its entry, the latest first.

    To the news that the records tell come, from their history, what was corrected and what is not
    told any more. Without a history `updated` is the day of the announcement, or the day on which
    the process was opened. Never the clock: the same records give the same bytes.
    """
    found = _entries(_Writer(process, site), as_of, news, chronicle)
    made = sorted(found, key=lambda told: told.news.key)
    return tuple(sorted(made, key=lambda told: told.order, reverse=True))


def _entries(
    writer: _Writer, as_of: date, news: Iterable[News], chronicle: Mapping[str, Chronicled]
) -> Iterator[Told]:
    left = dict(chronicle)
    for piece in news:
        known = left.pop(piece.key, None)
        if known is None or known.gone is not None:
            announced = datetime.combine(piece.at or writer.opened, time.min, UTC)
            known = Chronicled(piece, announced, announced, piece.at)
        yield writer.told(piece, known)
    for known in left.values():
        # What is in the record and has no day of announcement was announced by when it came.
        if known.news.day is None or known.news.day <= as_of:
            yield writer.told(known.news, known)


class _Writer:
    """Writes entries; what is the same for all of them."""

    def __init__(self, process: Process, site: Site) -> None:
        self._process = process
        self._site = site
        self.opened = process.profile.opened
        self._names = Names(process)
        view = _Whole(process, site, "", process.profile.opened)
        self._content = macro(view, "entry.html", "content")

    def told(self, piece: News, known: Chronicled) -> Told:
        said = news_sentence(self._names, piece)
        title = plain(said).removesuffix(".")
        if known.gone is not None:
            said = _taken_out(said, known.gone)
            title = _("{title} (taken out of the record)").format(title=title)
        is_there = piece.record.ref in self._process.records
        entry = FeedEntry(
            id=tag(self._process, piece.key),
            title=title,
            updated=known.gone or known.since,
            published=None if piece.correction else piece.day,
            link=self._site.absolute(address(piece.record) if is_there else "changes/"),
            html=self._content(said, _reason(piece), self._sources(piece)).strip(),
            category=str(piece.kind),
        )
        return Told(piece, entry, (known.came, known.told_on or date.min))

    def _sources(self, piece: News) -> tuple[Source, ...]:
        """Those that are an address, or a record that is still there."""
        found = piece.step.after.source if piece.step else piece.record.source
        return tuple(s for s in found if not s.ref or s.ref in self._process.records)


def _taken_out(said: Sentence, gone: datetime) -> Sentence:
    form = _("{sentence} This was taken out of the record on {day}.")
    return told_in(form, sentence=said, day=formatting.day(gone.date()))


def _reason(piece: News) -> Text | None:
    return piece.step.after.reason if piece.step else None


def tag(process: Process, name: str) -> str:
    """A name for good (RFC 4151): by the identity of the process, wherever the site moves."""
    domain, day = process.profile.authority
    return f"tag:{quote(domain.strip().lower(), safe='')},{day}:{quote(name, safe='/:~?')}"


class _Whole(View):
    """A view whose links are whole addresses, for what is read elsewhere."""

    def link(self, target: object) -> str:
        found = target if isinstance(target, str) else address(target)  # type: ignore[arg-type]
        return self.site.absolute(found)


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
        (_("{process}: everything that changes").format(process=name), EVERYTHING),
        (_("{process}: new dates and dates that move").format(process=name), DATES),
    )


def draft_feed(draft: Draft) -> tuple[str, str]:
    """Title and address of what one follows on a draft's page."""
    return _("{title}: what happens to it").format(
        title=draft.title
    ), f"{FOLDER}draft-{draft.id}.atom"


def topic_feed(topic: Topic) -> tuple[str, str]:
    return _("{title}: what happens on it").format(
        title=topic.title
    ), f"{FOLDER}topic-{topic.id}.atom"


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
