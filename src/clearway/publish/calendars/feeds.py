"""Feeds: which events go into which file, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, groupby

from ics import Calendar, Event

from clearway.insight.agenda import Occasion, OccasionKind
from clearway.publish.calendars import content_lines as lines
from clearway.publish.calendars.content_lines import vtimezone
from clearway.publish.calendars.events import PageUrl, calendar_event, vevent
from clearway.publish.page import Site
from clearway.records.model import Process

PRODUCT = "-//Clearway//Clearway//EN"
LARGEST = 1_000_000
"""Octets that a feed stays under: Google takes no larger one."""
HEAD = 10_000
"""Octets kept free for what stands before zones and events, mostly less than a thousand."""
REFRESH = timedelta(hours=6)
"""How often a client is asked to look again."""
FOLDER = "calendar/"


@dataclass(frozen=True, slots=True)
class FeedTopic:
    """What a feed is about: everything, one kind, or a single occasion."""

    name: str
    title: str
    description: str
    color: str
    kinds: tuple[OccasionKind, ...]


TOPICS = (
    FeedTopic(
        "all", "all dates", "Every date that is known to the day", "teal", tuple(OccasionKind)
    ),
    FeedTopic(
        "consultations",
        "consultations",
        "Sessions in which those who negotiate hear others",
        "steelblue",
        (OccasionKind.CONSULTATION,),
    ),
    FeedTopic(
        "deadlines",
        "deadlines",
        "What has to be handed in, and registrations that close",
        "chocolate",
        (OccasionKind.DEADLINE,),
    ),
    FeedTopic(
        "meetings",
        "meetings",
        "Meetings other than consultations",
        "seagreen",
        (OccasionKind.MEETING,),
    ),
)
"""No two but 'all' hold the same event, so that a reader who takes two sees nothing twice."""


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """One file that calendars subscribe to.

    `path` is relative to the site's root. `topic` is 'all', 'consultations', 'deadlines' or
    'meetings', and '' for the feed of a single occasion. `first_year` and `last_year` are those
    in which its events begin, None where it has none. `is_part` tells a feed that was split off
    because all events of its topic would be too large a file.
    """

    path: str
    topic: str
    title: str
    description: str
    content: bytes
    events: int
    first_year: int | None = None
    last_year: int | None = None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An occasion and the event that every feed takes over as it is."""

    occasion: Occasion
    event: Event
    text: str
    octets: int

    @property
    def year(self) -> int:
        return self.occasion.first_day.year

    @property
    def zone(self) -> str | None:
        """The zone that its times are written in; None for whole days, and for UTC."""
        return None if self.event.all_day else lines.zone_of(self.event.begin.datetime)


def feeds(
    process: Process, occasions: Sequence[Occasion], site: Site, page_url: PageUrl
) -> tuple[CalendarFeed, ...]:
    """The feeds of a process: by topic, then one for each occasion that is dated to the day.

    A record that was renamed keeps its feeds at the old addresses. A topic whose file would be
    larger than `LARGEST` also comes in one file a year, and its own file then holds the latest
    years that fit. Raises ValueError where two feeds claim one address.
    """
    entries = tuple(_entries(process, occasions, page_url))
    years = Years.of(process, entries)
    of_zones = sum(len(zone) for zone in years.zones(entry.zone for entry in entries))
    press = Press(process, site, years, room=LARGEST - HEAD - of_zones)
    by_topic = chain.from_iterable(press.topic(topic, entries) for topic in TOPICS)
    single = chain.from_iterable(press.single(entry) for entry in entries)
    found = (*by_topic, *single)
    paths = [feed.path for feed in found]
    if len(paths) != len(set(paths)):
        twice = sorted({path for path in paths if paths.count(path) > 1})
        raise ValueError(f"two feeds at {', '.join(twice)}")
    return found


def _entries(
    process: Process, occasions: Iterable[Occasion], page_url: PageUrl
) -> Iterator[CalendarEntry]:
    for occasion in occasions:
        if occasion.is_dated:
            event = calendar_event(process, occasion, page_url)
            text = vevent(event)
            yield CalendarEntry(occasion, event, text, len(text.encode()))


@dataclass(frozen=True, slots=True)
class Years:
    """The years for which zones are written: the same in all feeds, for clients mix them up."""

    first: int
    last: int

    @classmethod
    def of(cls, process: Process, entries: Sequence[CalendarEntry]) -> Years:
        opened = process.profile.opened.year
        return cls(
            min((e.occasion.first_day.year for e in entries), default=opened),
            max((e.occasion.last_day.year for e in entries), default=opened),
        )

    def zones(self, names: Iterable[str | None]) -> Iterator[str]:
        """The VTIMEZONE of each zone once, in the order of the alphabet."""
        for name in sorted({name for name in names if name not in (None, "UTC")}, key=str):
            yield vtimezone(str(name), self.first, self.last)


@dataclass(frozen=True, slots=True)
class Press:
    """Makes feeds of entries: what is the same for all of them."""

    process: Process
    site: Site
    years: Years
    room: int
    """Octets for the events of one file: what its head and all zones leave."""

    def topic(self, topic: FeedTopic, entries: Sequence[CalendarEntry]) -> Iterator[CalendarFeed]:
        """The feed of a topic, and those of its years where it is too large for one file."""
        own = tuple(e for e in entries if e.occasion.kind in topic.kinds)
        title = f"{self.process.profile.short_title}: {topic.title}"
        parts = list(self._parts(own))
        latest = tuple(self._latest(own, parts))
        yield self._feed(topic, topic.name, title, latest)
        if len(parts) > 1:
            for suffix, part in parts:
                name = f"{title}, {suffix.removeprefix('-').replace('-', ', part ')}"
                yield self._feed(topic, topic.name + suffix, name, part, is_part=True)

    def single(self, entry: CalendarEntry) -> Iterator[CalendarFeed]:
        """The feed of one occasion, at its own address and at those it had before."""
        record = entry.occasion.record
        suffix = entry.occasion.id.removeprefix(record.id)
        kind = entry.occasion.kind
        color = next((t.color for t in TOPICS[1:] if kind in t.kinds), TOPICS[0].color)
        about = f"One date of {self.process.profile.short_title}"
        topic = FeedTopic("", entry.event.name, about, color, (kind,))
        for id in (record.id, *record.was):
            yield self._feed(topic, id + suffix, entry.event.name, (entry,))

    def _feed(
        self,
        topic: FeedTopic,
        name: str,
        title: str,
        entries: Sequence[CalendarEntry],
        is_part: bool = False,
    ) -> CalendarFeed:
        path = f"{FOLDER}{name}.ics"
        text = self._text(topic, title, path, entries)
        years = [entry.year for entry in entries]
        return CalendarFeed(
            path=path,
            topic=topic.name,
            title=title,
            description=topic.description,
            content=text.encode(),
            events=len(entries),
            first_year=min(years, default=None),
            last_year=max(years, default=None),
            is_part=is_part,
        )

    # --- a feed as it is written -----------------------------------------------------------

    def _text(
        self, topic: FeedTopic, title: str, path: str, entries: Sequence[CalendarEntry]
    ) -> str:
        # `Calendar.events` is a set, whose order is another one in every run: it stays empty.
        calendar = Calendar(creator=PRODUCT)
        calendar.scale = "GREGORIAN"
        head = self._head(calendar, topic, title, path)
        events = (entry.text for entry in entries)
        return lines.component("VCALENDAR", chain(head, self._zones(entries), events))

    def _head(self, calendar: Calendar, topic: FeedTopic, title: str, path: str) -> Iterator[str]:
        page = self.site.absolute(FOLDER)
        description = f"{topic.description}. More: {page}"
        yield lines.text("VERSION", "2.0")
        yield lines.text("PRODID", calendar.creator)
        yield lines.text("CALSCALE", calendar.scale)
        yield lines.text("NAME", title)
        yield lines.text("X-WR-CALNAME", title)
        yield lines.text("DESCRIPTION", description)
        yield lines.text("X-WR-CALDESC", description)
        yield lines.text("COLOR", topic.color)
        yield lines.duration("REFRESH-INTERVAL", REFRESH, VALUE="DURATION")
        yield lines.duration("X-PUBLISHED-TTL", REFRESH)
        yield lines.uri("SOURCE", self.site.current(path), VALUE="URI")
        yield lines.uri("URL", page)

    def _zones(self, entries: Sequence[CalendarEntry]) -> Iterator[str]:
        """Each zone that the events use, once.

        RFC 5545 3.6 wants a calendar to hold a component: one without events has its own zone.
        """
        used = {e.zone for e in entries} if entries else {self.process.profile.zone}
        return self.years.zones(used)

    # --- what does not fit into one file ---------------------------------------------------

    def _parts(
        self, entries: Sequence[CalendarEntry]
    ) -> Iterator[tuple[str, tuple[CalendarEntry, ...]]]:
        """All entries in one part where they fit; else by year, a full year in numbered parts.

        Each comes with what follows its topic's name in its address: '-2025', '-2025-2'.
        """
        if self._fit(entries):
            yield "", tuple(entries)
            return
        for year, of_year in groupby(entries, key=lambda entry: entry.year):
            for number, part in enumerate(self._filled(tuple(of_year)), start=1):
                yield f"-{year}" if number == 1 else f"-{year}-{number}", part

    def _filled(self, entries: Sequence[CalendarEntry]) -> Iterator[tuple[CalendarEntry, ...]]:
        """Parts as full as they may be, in the order of the entries."""
        part: list[CalendarEntry] = []
        room = self.room
        for entry in entries:
            if part and entry.octets > room:
                yield tuple(part)
                part, room = [], self.room
            part.append(entry)
            room -= entry.octets
        yield tuple(part)

    def _latest(
        self,
        entries: Sequence[CalendarEntry],
        parts: Sequence[tuple[str, tuple[CalendarEntry, ...]]],
    ) -> Iterator[CalendarEntry]:
        """The last parts that fit into one file together."""
        start = len(entries) - len(parts[-1][1])
        for _, part in reversed(parts[:-1]):
            if not self._fit(entries[start - len(part) :]):
                break
            start -= len(part)
        return iter(entries[start:])

    def _fit(self, entries: Sequence[CalendarEntry]) -> bool:
        return sum(entry.octets for entry in entries) <= self.room
