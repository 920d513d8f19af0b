"""What the description of an event says, line by line.

Many clients hide every field but title, time and description, so all that a reader needs to act
stands here again, the address of the page first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from clearway.insight.agenda.occasions import Occasion, OccasionKind
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.labels import label
from clearway.records.dates.ledger import Announcement, Evidence, Reading
from clearway.records.fields import Source
from clearway.records.kinds.commitment import Promise
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.statement import Statement
from clearway.records.model import Process

TAKE_THEIR_TIME = (
    OccasionKind.CONSULTATION,
    OccasionKind.MEETING,
    OccasionKind.NEGOTIATION,
)
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
    last = occasion.ledger.last
    if last and occasion.is_off:
        form = _("Cancelled; {announced}")
        if occasion.ledger.postponed:
            form = _("Postponed; new date not known; {announced}")
        said = form.format(announced=formatting.announced(last))
        yield f"{said}: {last.after.reason}" if last.after.reason else f"{said}."


def _what(occasion: Occasion) -> Iterator[str]:
    record = occasion.record
    if isinstance(record, Promise):
        yield _("Promised by: {value}").format(value=record.by)
        yield from [str(record.text)] if record.text else []
    elif occasion.has_room and not isinstance(record, Consultation) and record.description:
        yield str(record.description)


def _place(occasion: Occasion) -> Iterator[str]:
    how = occasion.modality
    if how is not None:
        yield _("How: {value}").format(value=formatting.modality(how))
    if occasion.venue is not None:
        # Without the modality: it stands in the line above.
        yield from _line(_("Where"), formatting.where(occasion.venue, None, occasion.also_at))


def _time(occasion: Occasion) -> Iterator[str]:
    span = occasion.span
    if span is None and occasion.kind.is_deadline and occasion.zone is not None:
        yield _("Time: until the end of the day {place}").format(
            place=formatting.in_zone(occasion.zone)
        )
    if span is not None:
        place = formatting.zone_place(span)
        utc = "" if place == "UTC" else f" = {formatting.clock_utc(span)}"
        yield _("Time: {time}").format(time=f"{formatting.clock(span)} {place}{utc}")
        if span.start == span.end and occasion.kind in TAKE_THEIR_TIME:
            yield _("When it ends is not known.")


def _ways_in(occasion: Occasion) -> Iterator[str]:
    """Where one joins, watches, registers or endorses, and until when."""
    record = occasion.record
    if isinstance(record, Statement) and record.endorsement and occasion.is_derived:
        yield from _line(_("Endorse"), record.endorsement.url)
    if isinstance(record, Consultation | Milestone) and occasion.has_room:
        yield from _line(_("Join"), record.join if isinstance(record, Consultation) else None)
        yield from _line(_("Watch"), occasion.stream)
        yield from _line(_("Webcast"), record.webcast if not occasion.stream else None)
        yield from _line(_("Hashtags"), formatting.hashtags(record.hashtags))
    if isinstance(record, Consultation):
        yield from _registration(record, not occasion.has_room)


def _registration(consultation: Consultation, is_its_closing: bool) -> Iterator[str]:
    registration = consultation.registration
    if registration is None:
        return
    yield from _line(_("Register"), registration.url)
    if registration.closes and not is_its_closing:
        yield _("Registration closes: {value}").format(
            value=_standing_in_words(registration.closes)
        )
    if registration.note:
        yield str(registration.note)


def _line(name: str, value: str | None) -> Iterator[str]:
    """'none' is what a record says of an address that was looked for and is not there."""
    if value and value != "none":
        yield f"{name}: {value}"


def _moves(occasion: Occasion) -> Iterator[str]:
    """From the latest move back."""
    for move in reversed(occasion.ledger.moves):
        form = _("Moved from {date}; {announced}.")
        yield form.format(date=reading_in_words(move.before), announced=formatting.announced(move))
        if move.after.reason:
            yield str(move.after.reason)


def _other_readings(process: Process, occasion: Occasion) -> Iterator[str]:
    for reading in occasion.ledger.disputed:
        said = _("Another source says {date}").format(date=reading_in_words(reading))
        where = "; ".join(_source(process, source) for source in reading.source)
        yield f"{said} ({where})." if where else f"{said}."
        if reading.note:
            yield str(reading.note)


def _standing_in_words(announcement: Announcement) -> str:
    ledger = announcement.ledger
    shown = reading_in_words(ledger.standing)
    if ledger.cancelled:
        return _("{date}, cancelled").format(date=shown)
    if ledger.moves:
        form = _("{date} (moved from {before})")
        return form.format(date=shown, before=reading_in_words(ledger.moves[-1].before))
    return shown


def reading_in_words(reading: Reading) -> str:
    """'15 July 2025'; '9 July 2025, 16:45–17:45 Zurich (CEST)'."""
    span = reading.span
    if span is None:
        return formatting.when(reading.when)
    return (
        f"{formatting.when(reading.when)}, {formatting.clock(span)} {formatting.zone_place(span)}"
    )


def _printed(occasion: Occasion) -> Iterator[str]:
    if occasion.standing.printed:
        yield _("As the source prints it: {value}").format(value=occasion.standing.printed)


def _doubts(occasion: Occasion) -> Iterator[str]:
    if occasion.evidence is not Evidence.SEEN:
        yield label(occasion.evidence).sentence
    if occasion.when.is_open or (occasion.place and occasion.place.start != occasion.when.start):
        # The calendar shows one day of several.
        yield _("When: {value}").format(value=formatting.when(occasion.when))
    if occasion.when.approximate or occasion.when.uncertain:
        form = _("The source gives the date as {date}.")
        yield form.format(date=formatting.when(occasion.when))


def _notes(occasion: Occasion) -> Iterator[str]:
    if occasion.standing.note:
        yield str(occasion.standing.note)
    yield from occasion.note


def _sources(process: Process, occasion: Occasion) -> Iterator[str]:
    """Each once: those of the date that stands, then those of the record."""
    of_all: Iterable[Source] = (*occasion.standing.source, *occasion.announcement.source)
    for shown in dict.fromkeys(_source(process, source) for source in of_all):
        yield _("Source: {value}").format(value=shown)


def _source(process: Process, source: Source) -> str:
    """The title of a source and its address; of another record its title."""
    record = process.records.get(source.ref or "")
    of_record = getattr(record, "title", source.ref)
    return " – ".join(str(part) for part in (source.title, of_record, source.url) if part)
