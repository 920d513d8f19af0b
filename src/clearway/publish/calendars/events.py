"""One occasion as an event of the library `ics`, and that event as a VEVENT."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from ics import Event
from ics.grammar.parse import ContentLine

from clearway.insight.agenda import Occasion, OccasionKind
from clearway.publish import labels
from clearway.publish.calendars import content_lines as lines
from clearway.records.dates.ledger import Announcement, Evidence, Reading
from clearway.records.fields import Source
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.parts import Modality, Venue
from clearway.records.kinds.statement import Statement
from clearway.records.model import Process

# --- What the description of an event says, line by line
#
# Many clients hide every field but title, time and description, so all that a reader needs to act
# stands here again, the address of the page first.


DOUBTS = {
    Evidence.PLANNED: "Planned: it was announced beforehand, and no later source was seen.",
    Evidence.INFERRED: "Our reading: no source says this outright.",
    Evidence.WEAK: "Weak: it rests on one indirect source, which may be mistaken.",
}

TAKE_THEIR_TIME = (OccasionKind.CONSULTATION, OccasionKind.MEETING)
"""Kinds of which a reader wants to know when they end."""


def description(process: Process, occasion: Occasion, page_url: Callable[[Occasion], str]) -> str:
    """Lines in the order in which a reader needs them; the first is the page's address."""
    return "\n".join(
        (
            page_url(occasion),
            *_cancellation(occasion),
            *_what(occasion),
            *_place(occasion),
            *_time(occasion),
            *_ways_in(occasion),
            *_moves(occasion),
            *_other_readings(process, occasion),
            *_printed(occasion),
            *_doubts(occasion),
            *_notes(occasion),
            *_sources(process, occasion),
        )
    )


def _cancellation(occasion: Occasion) -> Iterator[str]:
    cancelled = occasion.ledger.cancelled
    if cancelled:
        on = "on" if cancelled.date.to_the_day else "in"
        told = f"Cancelled; told {on} {labels.when(cancelled.date)}"
        yield f"{told}: {cancelled.reason}" if cancelled.reason else f"{told}."


def _what(occasion: Occasion) -> Iterator[str]:
    record = occasion.record
    if not occasion.is_derived and not isinstance(record, Consultation) and record.description:
        yield str(record.description)


def _place(occasion: Occasion) -> Iterator[str]:
    how = occasion.modality
    if how is not None:
        yield f"How: {labels.modality(how)}"
    if occasion.venue is not None:
        # Without the modality: it stands in the line above.
        yield from _line("Where", labels.where(occasion.venue, None))


def _time(occasion: Occasion) -> Iterator[str]:
    span = occasion.span
    if span is not None:
        place = labels.zone_place(span)
        utc = "" if place == "UTC" else f" = {labels.clock_utc(span)}"
        yield f"Time: {labels.clock(span)} {place}{utc}"
        if span.start == span.end and occasion.kind in TAKE_THEIR_TIME:
            yield "When it ends is not known."


def _ways_in(occasion: Occasion) -> Iterator[str]:
    """Where one joins, watches, registers or endorses, and until when."""
    record = occasion.record
    if isinstance(record, Statement) and record.endorsement and occasion.is_derived:
        yield from _line("Endorse", record.endorsement.url)
    if isinstance(record, Consultation | Milestone) and not occasion.is_derived:
        yield from _line("Join", record.join if isinstance(record, Consultation) else None)
        yield from _line("Watch", record.stream)
    if isinstance(record, Consultation):
        yield from _registration(record, occasion.is_derived)


def _registration(consultation: Consultation, is_its_closing: bool) -> Iterator[str]:
    registration = consultation.registration
    if registration is None:
        return
    yield from _line("Register", registration.url)
    if registration.closes and not is_its_closing:
        yield f"Registration closes: {_standing_in_words(registration.closes)}"
    if registration.note:
        yield str(registration.note)


def _line(label: str, value: str | None) -> Iterator[str]:
    """'none' is what a record says of an address that was looked for and is not there."""
    if value and value != "none":
        yield f"{label}: {value}"


def _moves(occasion: Occasion) -> Iterator[str]:
    """From the latest move back."""
    for move in reversed(occasion.ledger.moves):
        yield f"Moved from {reading_in_words(move.before)}; {labels.told(move)}."
        if move.after.reason:
            yield str(move.after.reason)


def _other_readings(process: Process, occasion: Occasion) -> Iterator[str]:
    for reading in occasion.ledger.disputed:
        said = f"Another source says {reading_in_words(reading)}"
        where = "; ".join(_source(process, source) for source in reading.source)
        yield f"{said} ({where})." if where else f"{said}."
        if reading.note:
            yield str(reading.note)


def _standing_in_words(announcement: Announcement) -> str:
    ledger = announcement.ledger
    shown = reading_in_words(ledger.standing)
    if ledger.cancelled:
        return f"{shown}, cancelled"
    if ledger.moves:
        return f"{shown} (moved from {reading_in_words(ledger.moves[-1].before)})"
    return shown


def reading_in_words(reading: Reading) -> str:
    """'15 July 2025'; '9 July 2025, 16:45–17:45 Zurich (CEST)'."""
    span = reading.span
    if span is None:
        return labels.when(reading.when)
    return f"{labels.when(reading.when)}, {labels.clock(span)} {labels.zone_place(span)}"


def _printed(occasion: Occasion) -> Iterator[str]:
    if occasion.standing.printed:
        yield f"As the source prints it: {occasion.standing.printed}"


def _doubts(occasion: Occasion) -> Iterator[str]:
    if occasion.evidence in DOUBTS:
        yield DOUBTS[occasion.evidence]
    if occasion.when.approximate or occasion.when.uncertain:
        yield f"The source gives the date as {labels.when(occasion.when)}."


def _notes(occasion: Occasion) -> Iterator[str]:
    if occasion.standing.note:
        yield str(occasion.standing.note)
    yield from occasion.note


def _sources(process: Process, occasion: Occasion) -> Iterator[str]:
    """Each once: those of the date that stands, then those of the record."""
    of_all: Iterable[Source] = (*occasion.standing.source, *occasion.announcement.source)
    for shown in dict.fromkeys(_source(process, source) for source in of_all):
        yield f"Source: {shown}"


def _source(process: Process, source: Source) -> str:
    """The title of a source and its address; of another record its title."""
    record = process.records.get(source.ref or "")
    of_record = getattr(record, "title", source.ref)
    return " – ".join(str(part) for part in (source.title, of_record, source.url) if part)


# --- One occasion as an event of the library `ics`, and that event as a VEVENT


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
        return " ".join(labels.where(venue, occasion.modality).split())
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
