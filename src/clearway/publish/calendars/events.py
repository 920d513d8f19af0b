"""One occasion as an event of the library `ics`, and that event as a VEVENT."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from ics import Event
from ics.grammar.parse import ContentLine

from clearway.insight.agenda import Occasion
from clearway.publish import words
from clearway.publish.calendars import contentlines as lines
from clearway.publish.calendars.description import description
from clearway.records.model import Consultation, Milestone, Modality, Process, Venue

PageUrl = Callable[[Occasion], str]
"""The whole address of the page that shows an occasion."""

LAST_MINUTE = timedelta(minutes=1)
"""How long something takes that has one time of day: a deadline of 23:59 ends with that minute.
RFC 5545 3.8.2.2 wants an end later than the start, and clients guess one where there is none."""


def calendar_event(process: Process, occasion: Occasion, page_url: PageUrl) -> Event:
    """The event of an occasion that is dated to the day.

    Its extra lines are SEQUENCE and CONFERENCE, which `ics` has no fields for.
    """
    begin, end = bounds(occasion)
    event = Event(
        name=title(process, occasion),
        begin=begin,
        end=end,
        uid=uid(process, occasion),
        description=description(process, occasion, page_url),
        last_modified=_modified(process, occasion),
        location=_location(occasion),
        url=page_url(occasion),
        # A reader who follows a process is not busy all the while.
        transparent=True,
        categories=_categories(process, occasion),
        status=_status(occasion),
        geo=_geo(occasion.venue),
    )
    if occasion.span is None:
        event.make_all_day()
    event.extra.append(ContentLine("SEQUENCE", {}, str(occasion.ledger.sequence)))
    event.extra.extend(_conferences(occasion))
    return event


def uid(process: Process, occasion: Occasion) -> str:
    """The permanent UID: what a calendar knows the event by, also after its record is renamed."""
    record = occasion.record
    first_id = record.was[0] if record.was else record.id
    return f"{first_id}{occasion.id.removeprefix(record.id)}@{process.profile.domain}"


def title(process: Process, occasion: Occasion) -> str:
    """What stands in a calendar among a reader's own dates: 'WSIS+20: Rev.1 published'.

    The process comes first, for narrow views show the beginning only, and is not said twice.
    A calendar shows a day as if it were certain, and many clients hide the status; so doubt and
    cancellation are said here.
    """
    process_name = str(process.profile.short_title)
    named = " ".join(occasion.title.split())
    if process_name.casefold() not in named.casefold():
        named = f"{process_name}: {named}"
    if occasion.when.approximate:
        named += " (about this day)"
    if occasion.when.uncertain:
        named += " (day uncertain)"
    return f"Cancelled: {named}" if occasion.is_cancelled else named


def bounds(occasion: Occasion) -> tuple[datetime, datetime]:
    """Start and end; of whole days the first and the last, at midnight in UTC."""
    span = occasion.span
    if span is None:
        return _midnight(occasion.first_day), _midnight(occasion.last_day)
    if span.start < span.end:
        return span.start, span.end
    end = (span.utc.end + LAST_MINUTE).astimezone(span.end.tzinfo)
    # 01:00 may come twice in the night in which clocks are put back, and half of the clients
    # take the first of the two: then both are written in UTC.
    if end.utcoffset() != end.replace(fold=1 - end.fold).utcoffset():
        return span.utc.start, end.astimezone(UTC)
    return span.start, end


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _modified(process: Process, occasion: Occasion) -> datetime:
    """The day of the last announcement; where none is known, the day the process was opened.

    Never the clock: feeds of the same records must be the same bytes.
    """
    return _midnight(occasion.ledger.modified or process.profile.opened)


def _status(occasion: Occasion) -> str:
    if occasion.is_cancelled:
        return "CANCELLED"
    return "CONFIRMED" if occasion.certain else "TENTATIVE"


def _location(occasion: Occasion) -> str | None:
    venue = occasion.venue
    if venue and (venue.name or venue.city or venue.country):
        return " ".join(words.where(venue, occasion.modality).split())
    return "Online" if occasion.modality is Modality.VIRTUAL else None


def _geo(venue: Venue | None) -> tuple[float, float] | None:
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def _categories(process: Process, occasion: Occasion) -> Iterator[str]:
    yield str(occasion.kind).capitalize()
    if occasion.stage is not None:
        yield next(str(s.title) for s in process.profile.stages if s.id == occasion.stage)


def _conferences(occasion: Occasion) -> Iterator[ContentLine]:
    """Where one joins and watches (RFC 7986 5.11)."""
    record = occasion.record
    if occasion.is_derived or not isinstance(record, Consultation | Milestone):
        return
    join = record.join if isinstance(record, Consultation) else None
    for label, address in (("Join", join), ("Watch", record.stream)):
        if address is not None and address != "none":
            yield ContentLine("CONFERENCE", {"FEATURE": ["VIDEO"], "LABEL": [label]}, address)


# --- an event as it is written -------------------------------------------------------------


def vevent(event: Event) -> str:
    """The VEVENT of an event as `calendar_event` makes it."""
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
