"""One occasion as an event of the library `ics`, and that event as a VEVENT.

Each event is made once, and every feed that holds it has the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ics import Event
from ics.grammar.parse import ContentLine

from clearway.history.revisions import Revisions, sequence_number
from clearway.insight.agenda.occasions import Occasion, OccasionKind, dated_title
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.calendars import content_lines as lines
from clearway.publish.calendars.description import description
from clearway.publish.calendars.vanished import Vanished
from clearway.publish.calendars.zones import ZoneRule
from clearway.publish.labels import label
from clearway.records.dates.calendar_place import CalendarPlace
from clearway.records.dates.ledger import Evidence
from clearway.records.dates.when import Span
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.parts import Modality, Venue
from clearway.records.model import Process

PageUrl = Callable[[Occasion], str]
"""The whole address of the page that shows an occasion."""

LAST_MINUTE = timedelta(minutes=1)
"""How long something takes that has one time of day: a deadline of 23:59 ends with that minute.
RFC 5545 3.8.2.2 wants an end later than the start, and clients guess one where there is none."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event that every feed takes over as it is, and what tells which feeds these are.

    `ids` are the names of its own feed. `lasts_until` is the last day on which feeds of many
    events hold it; None: for good.
    """

    event: Event
    text: str
    octets: int
    ids: tuple[str, ...]
    kind: OccasionKind
    stage: str | None
    topics: tuple[str, ...]
    days: tuple[date, date]
    lasts_until: date | None = None

    @property
    def year(self) -> int:
        return self.days[0].year

    @property
    def zone(self) -> str | None:
        """The zone that its times are written in; None for whole days, and for UTC."""
        return None if self.event.all_day else lines.zone_of(self.event.begin.datetime)

    @property
    def order(self) -> tuple[date, bool, datetime, date, str]:
        """Sorts by first day; within a day whole days first, then by instant; the id settles it."""
        begin = self.event.begin.datetime
        return (self.days[0], not self.event.all_day, begin, self.days[1], self.ids[0])


@dataclass(frozen=True, slots=True)
class EventMaker:
    """Makes events; what is the same for all of them.

    `rules` are the zones that times are written in, by their names.
    """

    process: Process
    language: str
    page_url: PageUrl
    no_page: str
    """The address that an event has whose record is gone."""
    revisions: Revisions
    rules: Mapping[str, ZoneRule]

    def of_occasion(self, occasion: Occasion, place: CalendarPlace) -> CalendarEntry:
        """The event of an occasion that has a place in a calendar."""
        sequence, modified = self._stamps(occasion.key, occasion)
        begin, end = self._bounds(place, occasion.shown.span, occasion.kind)
        event = Event(
            name=title(self.process, occasion, self.language),
            begin=begin,
            end=end,
            uid=self.uid(occasion.key),
            description=description(self.process, occasion, self.page_url),
            last_modified=modified,
            location=_location(occasion),
            url=self.page_url(occasion),
            # A reader who follows a process is not busy all the while.
            transparent=True,
            categories=self._categories(occasion.kind, occasion.stage, occasion.topics),
            status=status(occasion),
            geo=_geo(occasion.venue),
        )
        event.extra.append(ContentLine("SEQUENCE", {}, str(sequence)))
        event.extra.extend(_conferences(occasion))
        days = (place.start.first_day, place.end.last_day)
        return self._entry(event, occasion, days, is_timed=occasion.shown.span is not None)

    def of_vanished(self, gone: Vanished, place: CalendarPlace) -> CalendarEntry:
        """The event of a date that is no more, from what it was last."""
        sequence, modified = self._stamps(gone.key, gone.now)
        begin, end = self._bounds(place, gone.span, gone.kind)
        url = self.page_url(gone.now) if gone.now else self.no_page
        named, words = _gone(gone, modified)
        event = Event(
            name=f"{named}: {_named(self.process, gone.title)}",
            begin=begin,
            end=end,
            uid=self.uid(gone.key),
            description=f"{url}\n{words}",
            last_modified=modified,
            url=url,
            transparent=True,
            categories=self._categories(gone.kind, gone.stage, gone.topics),
            status="CANCELLED",
        )
        event.extra.append(ContentLine("SEQUENCE", {}, str(sequence)))
        days = (place.start.first_day, place.end.last_day)
        return self._entry(event, gone, days, is_timed=gone.span is not None)

    def uid(self, key: str) -> str:
        """The permanent UID: what a calendar knows the event by, also after a renaming."""
        return f"{key}@{self.process.profile.authority[0]}"

    def _entry(
        self, event: Event, of: Occasion | Vanished, days: tuple[date, date], *, is_timed: bool
    ) -> CalendarEntry:
        if not is_timed:
            event.make_all_day()
        until = days[1] + timedelta(days=366) if isinstance(of, Vanished) else None
        text = vevent(event)
        octets = len(text.encode())
        return CalendarEntry(event, text, octets, of.ids, of.kind, of.stage, of.topics, days, until)

    def _stamps(self, key: str, occasion: Occasion | None) -> tuple[int, datetime]:
        """SEQUENCE, and the moment of the last change.

        Without a history these are of the last announcement, on the same scale; where none is
        known, of the day that the process was opened. Never of the clock: feeds of the same
        records must be the same bytes.
        """
        history = self.revisions.events.get(key)
        if history is not None:
            modified = datetime.fromtimestamp(history.modified, UTC)
            return sequence_number(history.sequence), modified
        known = occasion.ledger.modified if occasion else None
        announced = _midnight(known or self.process.profile.opened)
        return sequence_number(int(announced.timestamp())), announced

    def _bounds(
        self, place: CalendarPlace, span: Span | None, kind: OccasionKind
    ) -> tuple[datetime, datetime]:
        """Start and end; of whole days the first and the last, at midnight in UTC."""
        if span is None:
            return _midnight(place.start.first_day), _midnight(place.end.last_day)
        start = span.end if kind.is_deadline else span.start
        end = span.end
        if start == end:
            end = (span.utc.end + LAST_MINUTE).astimezone(span.end.tzinfo)
        if self._can_be_local(start) and self._can_be_local(end):
            return start, end
        return start.astimezone(UTC), end.astimezone(UTC)

    def _can_be_local(self, moment: datetime) -> bool:
        """Whether calendars read a time in its zone as it is meant.

        01:00 may come twice in the night in which clocks are put back, and half of the clients take
        the first of the two.
        """
        zone = lines.zone_of(moment)
        if zone is None:
            return True
        is_once = moment.utcoffset() == moment.replace(fold=1 - moment.fold).utcoffset()
        rule = self.rules.get(zone)
        return is_once and rule is not None and rule.is_true(moment)

    def _categories(
        self, kind: OccasionKind, stage: str | None, topics: Iterable[str]
    ) -> Iterator[str]:
        yield formatting.capitalize_first(label(kind).text)
        profile = self.process.profile
        named = {s.id: s.title for s in profile.stages if s.id == stage}
        named |= {f"topic {t.id}": t.title for t in profile.topics if t.id in set(topics)}
        for title in named.values():
            yield formatting.in_language(title, self.language)


def title(process: Process, occasion: Occasion, language: str = "en") -> str:
    """What stands in a calendar among a reader's own dates: 'WSIS+20: Rev.1 published'.

    The process comes first, for narrow views show the beginning only, and is not said twice.
    A calendar shows a day as if it were certain, and many clients hide the status; so doubt and
    cancellation are said here.
    """
    of_record = formatting.in_language(occasion.record.title, language)
    own = occasion.session.title if occasion.session else None
    session = formatting.in_language(own, language) if own else None
    if occasion.session and occasion.title == occasion.record.title:
        session = ""  # a time of a meeting that comes again
    named = _named(process, dated_title(of_record, occasion.loc, session))
    doubts = ", ".join(_doubts(occasion))
    if doubts:
        named = f"{named} ({doubts})"
    if occasion.ledger.postponed:
        return _("Postponed: {title}").format(title=named)
    return _("Cancelled: {title}").format(title=named) if occasion.is_cancelled else named


def _named(process: Process, title: str) -> str:
    process_name = str(process.profile.short_title)
    named = " ".join(title.split())
    return named if process_name.casefold() in named.casefold() else f"{process_name}: {named}"


def _doubts(occasion: Occasion) -> Iterator[str]:
    """What keeps a date from being certain, in a word or two each."""
    when = occasion.shown.when
    if when.start is None and not occasion.kind.is_deadline:
        yield _("by this day")
    if when.end is None:
        yield _("from this day")
    if when.approximate:
        yield _("about this day")
    if when.uncertain:
        yield _("day uncertain")
    if occasion.evidence is not Evidence.SEEN:
        yield label(occasion.evidence).text
    if occasion.ledger.disputed:
        yield _("date disputed")


def status(occasion: Occasion) -> str:
    """STATUS (RFC 5545 3.8.1.11)."""
    if occasion.is_off:
        return "CANCELLED"
    return "CONFIRMED" if occasion.certain else "TENTATIVE"


def _gone(gone: Vanished, modified: datetime) -> tuple[str, str]:
    """What is said of an event that has no day any more, before its title and below it."""
    since = formatting.day(modified.date())
    if gone.now is None:
        form = _("This date was taken out of the record on {day}.")
        return _("Removed"), form.format(day=since)
    postponed = gone.now.ledger.postponed
    if postponed is not None:
        form = _("Postponed; new date not known ({announced}).")
        said = form.format(announced=formatting.announced(postponed))
        reason = postponed.after.reason
        return _("Postponed"), f"{said}\n{reason}" if reason else said
    now = formatting.when(gone.now.when)
    form = _("This day was withdrawn on {day}. What is recorded now: {now}.")
    return _("Withdrawn"), form.format(day=since, now=now)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _location(occasion: Occasion) -> str | None:
    venue = occasion.venue
    if venue and (venue.name or venue.city or venue.country):
        return " ".join(formatting.where(venue, occasion.modality, occasion.also_at).split())
    return _("Online") if occasion.modality is Modality.VIRTUAL else None


def _geo(venue: Venue | None) -> tuple[float, float] | None:
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def _conferences(occasion: Occasion) -> Iterator[ContentLine]:
    """Where one joins and watches (RFC 7986 5.11)."""
    record = occasion.record
    if not occasion.has_room or not isinstance(record, Consultation | Milestone):
        return
    join = record.join if isinstance(record, Consultation) else None
    for name, address in ((_("Join"), join), (_("Watch"), occasion.stream)):
        if address is not None and address != "none":
            yield ContentLine("CONFERENCE", {"FEATURE": ["VIDEO"], "LABEL": [name]}, address)


# --- an event as it is written -------------------------------------------------------------


def vevent(event: Event) -> str:
    """The VEVENT of an event."""
    return lines.component("VEVENT", _properties(event))


def _properties(event: Event) -> Iterator[str]:
    yield lines.text("UID", event.uid)
    yield lines.instant("DTSTAMP", event.last_modified.datetime)
    yield lines.instant("LAST-MODIFIED", event.last_modified.datetime)
    yield from (lines.integer(x.name, int(x.value)) for x in event.extra if x.name == "SEQUENCE")
    yield from _dates(event)
    yield lines.text("SUMMARY", event.name)
    yield lines.text("STATUS", event.status)
    yield lines.text("TRANSP", "TRANSPARENT" if event.transparent else "OPAQUE")
    if event.location:
        yield lines.text("LOCATION", event.location)
    if event.geo:
        yield lines.position("GEO", *event.geo)
    yield lines.uri("URL", event.url)
    for extra in event.extra:
        if extra.name == "CONFERENCE":
            parameters = {name: ",".join(values) for name, values in extra.params.items()}
            yield lines.uri("CONFERENCE", extra.value, VALUE="URI", **parameters)
    yield lines.texts("CATEGORIES", event.categories)
    yield lines.text("DESCRIPTION", event.description)


def _dates(event: Event) -> Iterator[str]:
    begin, end = event.begin.datetime, event.end.datetime
    if event.all_day:
        # The end of whole days is the day after (RFC 5545 3.6.1); `ics` counts that way.
        yield lines.day("DTSTART", begin)
        yield lines.day("DTEND", end)
    else:
        yield lines.instant("DTSTART", begin)
        yield lines.instant("DTEND", end)
