"""Feeds: which events go into which file, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, groupby

from ics import Calendar

from clearway.history.revisions import NO_REVISIONS, Revisions
from clearway.insight.agenda.occasions import Occasion, OccasionKind
from clearway.language import N_
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.calendars import content_lines as lines
from clearway.publish.calendars.events import CalendarEntry, EventMaker, PageUrl
from clearway.publish.calendars.vanished import Vanished, vanished
from clearway.publish.calendars.zones import ZoneRule, vtimezone, zone_rule, zone_rules
from clearway.publish.page import Site
from clearway.records.dates.calendar_place import calendar_place
from clearway.records.model import Process

PRODUCT = "-//Clearway//Clearway//EN"
LARGEST = 1_000_000
"""Octets that a feed stays under: Google takes no larger one."""
MOST_EVENTS = 1_000
"""Events in a feed: some programs stop reading after about as many."""
HEAD = 10_000
"""Octets kept free for what stands before zones and events, mostly less than a thousand."""
REFRESH = timedelta(hours=6)
"""How often a client is asked to look again."""
FOLDER = "calendar/"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a feed is about: everything, a kind of event, a topic, a stage, or a single event.

    `name` is its place below calendar/. `group` is 'kind', 'topic' or 'stage', and '' for a single
    event.
    """

    group: str
    name: str
    title: str
    description: str
    color: str
    holds: Callable[[CalendarEntry], bool]


def _of_kinds(*kinds: OccasionKind) -> Callable[[CalendarEntry], bool]:
    return lambda entry: entry.kind in kinds


KINDS = (
    Selection(
        "kind",
        "all",
        N_("all dates"),
        N_("All dates that are known to the day"),
        "teal",
        _of_kinds(*OccasionKind),
    ),
    Selection(
        "kind",
        "consultations",
        N_("consultations"),
        N_("Sessions where negotiators hear others"),
        "steelblue",
        _of_kinds(OccasionKind.CONSULTATION),
    ),
    Selection(
        "kind",
        "deadlines",
        N_("deadlines"),
        N_("Submissions that are due, and registrations that close"),
        "chocolate",
        _of_kinds(OccasionKind.DEADLINE, OccasionKind.SILENCE_PROCEDURE),
    ),
    Selection(
        "kind",
        "meetings",
        N_("meetings"),
        N_("Meetings other than consultations"),
        "seagreen",
        _of_kinds(OccasionKind.MEETING, OccasionKind.NEGOTIATION),
    ),
)
"""No two but 'all' hold the same event, so that a reader who takes two sees nothing twice."""


def selections(process: Process, language: str) -> tuple[Selection, ...]:
    """All feeds of many events: by kind, by topic, by stage."""
    profile = process.profile
    topics, stages = (
        [(each.id, formatting.in_language(each.title, language)) for each in part]
        for part in (profile.topics, profile.stages)
    )
    return (
        *(replace(k, title=_(k.title), description=_(k.description)) for k in KINDS),
        *(
            Selection(
                "topic",
                f"topic/{id}",
                title,
                _("Dates on {title}").format(title=title),
                "teal",
                _on_topic(id),
            )
            for id, title in topics
        ),
        *(
            Selection(
                "stage",
                f"stage/{id}",
                title,
                _("Dates of {title}").format(title=title),
                "teal",
                _of_stage(id),
            )
            for id, title in stages
        ),
    )


def _on_topic(id: str) -> Callable[[CalendarEntry], bool]:
    return lambda entry: id in entry.topics


def _of_stage(id: str) -> Callable[[CalendarEntry], bool]:
    return lambda entry: entry.stage == id


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """One file that calendars subscribe to.

    `path` is relative to the site's root. `topic` is the name of its selection, and '' for the feed
    of a single event. `first_year` and `last_year` are those in which its events begin, None where
    it has none. `is_part` tells a feed that was split off because all events together would be too
    large a file.
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
    group: str = ""


def feeds(
    process: Process,
    occasions: Sequence[Occasion],
    site: Site,
    page_url: PageUrl,
    as_of: date,
    revisions: Revisions = NO_REVISIONS,
) -> tuple[CalendarFeed, ...]:
    """The feeds of a process: those of many events, then one for each event.

    A record that was renamed keeps its feeds at the old addresses, and so does a date that is no
    more; feeds of many events keep that for a year after its day. A selection whose file would be
    too large also comes in one file a year; its own file then holds what lies ahead, and as much of
    the past as fits. Raises ValueError where two feeds claim one address.
    """
    gone = vanished(revisions, occasions)
    rules = zone_rules(_moments((*occasions, *gone)))
    maker = EventMaker(
        process, site.language, page_url, site.absolute("roadmap/"), revisions, rules
    )
    entries = tuple(sorted(_entries(maker, occasions, gone), key=lambda entry: entry.order))
    of_zones = sum(len(vtimezone(rule, 2000)) for rule in rules.values())
    press = Press(
        process, site, rules, _first_years(entries), as_of, room=LARGEST - HEAD - of_zones
    )
    many = chain.from_iterable(
        press.selection(each, entries) for each in selections(process, site.language)
    )
    single = chain.from_iterable(press.single(entry) for entry in entries)
    found = (*many, *single)
    paths = [feed.path for feed in found]
    if len(paths) != len(set(paths)):
        twice = sorted({path for path in paths if paths.count(path) > 1})
        raise ValueError(f"two feeds at {', '.join(twice)}")
    return found


def _moments(dated: Iterable[Occasion | Vanished]) -> Iterator[datetime]:
    for one in dated:
        if one.span is not None:
            yield from (one.span.start, one.span.end)


def _first_years(entries: Iterable[CalendarEntry]) -> dict[str, int]:
    """The year of the first event of each zone that has times of day."""
    found: dict[str, int] = {}
    for entry in entries:
        if entry.zone is not None:
            found[entry.zone] = min(found.get(entry.zone, entry.year), entry.year)
    return found


def _entries(
    maker: EventMaker, occasions: Iterable[Occasion], gone: Iterable[Vanished]
) -> Iterator[CalendarEntry]:
    for occasion in occasions:
        if occasion.place is not None:
            yield maker.of_occasion(occasion, occasion.place)
    for one in gone:
        is_deadline = one.kind.is_deadline
        place = calendar_place(one.when, is_deadline=is_deadline)
        if place is not None:
            yield maker.of_vanished(one, place)


@dataclass(frozen=True, slots=True)
class Press:
    """Makes feeds of entries: what is the same for all of them."""

    process: Process
    site: Site
    rules: Mapping[str, ZoneRule]
    first_years: Mapping[str, int]
    """From when on each zone is written: the same in all feeds, since a program that reads several
    keeps one VTIMEZONE of each name."""
    as_of: date
    room: int
    """Octets for the events of one file: what its head and all zones leave."""

    def selection(
        self, selection: Selection, entries: Sequence[CalendarEntry]
    ) -> Iterator[CalendarFeed]:
        """The feed of a selection, and those of its years where it is too large for one file."""
        own = [e for e in entries if selection.holds(e) and self._is_kept(e)]
        title = f"{self.process.profile.short_title}: {selection.title}"
        if self._fit(own):
            yield self._feed(selection, selection.name, title, own)
            return
        yield self._feed(selection, selection.name, title, self._nearest(own))
        for suffix, part in self._parts(own):
            name = f"{title}, {suffix.removeprefix('-').replace('-', ', part ')}"
            yield self._feed(selection, selection.name + suffix, name, part, is_part=True)

    def single(self, entry: CalendarEntry) -> Iterator[CalendarFeed]:
        """The feed of one event, at its own address and at those it had before."""
        color = next((kind.color for kind in KINDS[1:] if kind.holds(entry)), KINDS[0].color)
        about = _("One date of {process}").format(process=self.process.profile.short_title)
        title = entry.event.name
        selection = Selection("", "", title, about, color, lambda other: other is entry)
        for id in entry.ids:
            yield self._feed(selection, id, title, (entry,))

    def _is_kept(self, entry: CalendarEntry) -> bool:
        return entry.lasts_until is None or self.as_of <= entry.lasts_until

    def _feed(
        self,
        selection: Selection,
        name: str,
        title: str,
        entries: Sequence[CalendarEntry],
        *,
        is_part: bool = False,
    ) -> CalendarFeed:
        path = f"{FOLDER}{name}.ics"
        text = self._text(selection, title, path, entries)
        years = [entry.year for entry in entries]
        return CalendarFeed(
            path=path,
            topic=selection.name,
            title=title,
            description=selection.description,
            content=text.encode(),
            events=len(entries),
            first_year=min(years, default=None),
            last_year=max(years, default=None),
            is_part=is_part,
            group=selection.group,
        )

    # --- a feed as it is written -----------------------------------------------------------

    def _text(
        self, selection: Selection, title: str, path: str, entries: Sequence[CalendarEntry]
    ) -> str:
        # `Calendar.events` is a set, whose order is another one in every run: it stays empty.
        calendar = Calendar(creator=PRODUCT)
        calendar.scale = "GREGORIAN"
        head = self._head(calendar, selection, title, path)
        events = (entry.text for entry in entries)
        return lines.component("VCALENDAR", chain(head, self._zones(entries), events))

    def _head(
        self, calendar: Calendar, selection: Selection, title: str, path: str
    ) -> Iterator[str]:
        page = self.site.absolute(FOLDER)
        description = _("{about}. More: {page}").format(about=selection.description, page=page)
        yield lines.text("VERSION", "2.0")
        yield lines.text("PRODID", calendar.creator)
        yield lines.text("CALSCALE", calendar.scale)
        yield lines.text("NAME", title)
        yield lines.text("X-WR-CALNAME", title)
        yield lines.text("DESCRIPTION", description)
        yield lines.text("X-WR-CALDESC", description)
        yield lines.text("COLOR", selection.color)
        yield lines.duration("REFRESH-INTERVAL", REFRESH, VALUE="DURATION")
        yield lines.duration("X-PUBLISHED-TTL", REFRESH)
        yield lines.uri("SOURCE", self.site.current(path), VALUE="URI")
        yield lines.uri("URL", page)

    def _zones(self, entries: Sequence[CalendarEntry]) -> Iterator[str]:
        """Each zone that the events use, once.

        RFC 5545 3.6 wants a calendar to hold a component: one without events has its own zone.
        """
        if not entries:
            profile = self.process.profile
            year = profile.opened.year
            rule = zone_rule(profile.zone, year) or zone_rule("UTC", year)
            assert rule is not None
            yield vtimezone(rule, year)
        for zone in sorted({entry.zone for entry in entries if entry.zone is not None}):
            yield vtimezone(self.rules[zone], self.first_years[zone])

    # --- what does not fit into one file ---------------------------------------------------

    def _nearest(self, entries: Sequence[CalendarEntry]) -> Sequence[CalendarEntry]:
        """What lies ahead, the nearest first, then the latest past, as far as it fits."""
        ahead = [entry for entry in entries if entry.days[1] >= self.as_of]
        past = [entry for entry in entries if entry.days[1] < self.as_of]
        return next(self._filled((*ahead, *reversed(past))))

    def _parts(
        self, entries: Sequence[CalendarEntry]
    ) -> Iterator[tuple[str, Sequence[CalendarEntry]]]:
        """All entries by year, a full year in numbered parts.

        Each comes with what follows its selection's name in its address: '-2025', '-2025-2'.
        """
        for year, of_year in groupby(entries, key=lambda entry: entry.year):
            for number, part in enumerate(self._filled(tuple(of_year)), start=1):
                yield f"-{year}" if number == 1 else f"-{year}-{number}", part

    def _filled(self, entries: Sequence[CalendarEntry]) -> Iterator[Sequence[CalendarEntry]]:
        """Parts as full as they may be, in the order of the entries."""
        part: list[CalendarEntry] = []
        room = self.room
        for entry in entries:
            if part and (entry.octets > room or len(part) == MOST_EVENTS):
                yield part
                part, room = [], self.room
            part.append(entry)
            room -= entry.octets
        yield part

    def _fit(self, entries: Sequence[CalendarEntry]) -> bool:
        octets = sum(entry.octets for entry in entries)
        return octets <= self.room and len(entries) <= MOST_EVENTS
