"""Parts that records of several kinds share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from clearway.errors import DateError
from clearway.records.dates.ledger import Announcement
from clearway.records.dates.recurrence import (
    days_of,
    read_rule,
    skipped_by_clocks,
    with_occurrences,
)
from clearway.records.dates.when import read_when
from clearway.records.fields import (
    Address,
    AddressOrNone,
    CalendarDate,
    Consistent,
    Country,
    DateOrSpan,
    Day,
    Disagreements,
    Id,
    Latitude,
    Line,
    Longitude,
    Part,
    Sources,
    Text,
    YesNo,
    Zone,
    misplaced,
    mistake,
    one_or_many,
)
from clearway.records.fields.base import plain
from clearway.records.fields.dates import zones


class Venue(Part):
    name: Line | None = None
    """The building and room."""
    city: Line | None = None
    """The city."""
    country: Country | None = None
    """The country, by its code."""
    latitude: Latitude | None = None
    """How far north, copied from a map. South of the equator it begins with a minus."""
    longitude: Longitude | None = None
    """How far east, copied from a map. West of Greenwich it begins with a minus."""


class Modality(StrEnum):
    IN_PERSON = "in-person"
    """In a room only."""
    VIRTUAL = "virtual"
    """Online only."""
    HYBRID = "hybrid"
    """In a room, and others take part online."""


class Session(Announcement):
    """One session of a meeting, on a day or at hours of its own. It is an event in calendars.

    What it does not say is as at the meeting.
    """

    id: Id
    """Its permanent name within the record, such as morning-1."""
    title: Text | None = None
    """What it is called, if it has a name of its own."""
    modality: Modality | None = None
    """How one can take part in it, if that differs."""
    venue: Venue | None = None
    """Where it is, if that differs."""
    stream: AddressOrNone | None = None
    """Where it can be watched live. Write none if a source says that there is no such place."""
    recording: AddressOrNone | None = None
    """Where it can be watched afterwards. Write none if a source says that there is none."""


def _rule(value: object) -> str:
    text = plain(value)
    try:
        return read_rule(text)
    except DateError as error:
        must = "must be a recurrence rule of calendars (RFC 5545)"
        raise mistake("repeats", must, error.message, error.remedy) from None


RecurrenceRule = Annotated[
    str,
    BeforeValidator(_rule),
    WithJsonSchema({"type": "string", "pattern": r"^(RRULE:)?[A-Z]+=[^;=]+(;[A-Z]+=[^;=]+)+$"}),
]
"""When a meeting comes again, as calendars write it."""


class Repeats(Consistent):
    """A meeting that comes again and again: its first time, and the rule. Each time is a session.

    To move or cancel one time, write it under sessions with its day as the id.
    """

    when: DateOrSpan
    """The first time, with its hours."""
    zone: Zone | None = None
    """The time zone of the place, if you write a time of day."""
    rule: RecurrenceRule
    """How it comes again: weekly on Tuesdays, eight times, is FREQ=WEEKLY;BYDAY=TU;COUNT=8."""
    skips: tuple[Day, ...] = ()
    """Days of the rule on which it is not held, known from the beginning."""
    announced: CalendarDate | None = None
    """The day on which these times were made known."""
    source: Sources
    """Where the times can be read."""

    @classmethod
    def disagreements(cls, given: Mapping[str, object]) -> Disagreements:
        """The rule must fall on the first day and on the skipped ones, at times that there are."""
        yield from misplaced(given)
        when, rule, zone = (given.get(name) for name in ("when", "rule", "zone"))
        if not (isinstance(when, str) and isinstance(rule, str)):
            return
        try:
            first = read_when(when)
            read_rule(rule)
        except DateError:  # told at its own field
            return
        place = zone if isinstance(zone, str) and zone in zones() else None
        must = "must be a first time and a rule that fit together"
        try:
            days = days_of(rule, first, place)
        except DateError as error:
            yield ("rule",), mistake("repeats", must, error.message, error.remedy)
            return
        listed = one_or_many(given.get("skips", []))
        skips = [str(day) for day in (listed if isinstance(listed, list) else [])]
        known = {day.isoformat() for day in days}
        for day in skips:
            if day not in known:
                remedy = "Correct it, or remove it"
                must_skip = "must name days of the rule"
                found = f"{day} is none"
                yield ("skips",), mistake("repeats", must_skip, found, remedy)
        held = tuple(day for day in days if day.isoformat() not in skips)
        wrong = skipped_by_clocks(first, held, place)
        if wrong:
            remedy = "Put that day into skips, and the time that is meant into sessions"
            yield ("when",), mistake("repeats", must, wrong.message, remedy)
        if not held:
            yield ("skips",), mistake("repeats", must, "every day is skipped", "Leave one")


def expanded(value: Any) -> Any:
    """The fields of a meeting with each time of its rule among its sessions."""
    return with_occurrences(value) if isinstance(value, dict) else value


def is_time_of_rule(repeats: Repeats | None, session: Session) -> bool:
    """Whether a session is a time of a meeting's rule, as its id says: it is a day."""
    return repeats is not None and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", session.id))


class Contested(Part):
    """Another reading of a fact that is no date: which field, what it says there, where."""

    field: Line
    """The line of this record that the other source says differently."""
    reading: Text
    """What the other source says there."""
    source: Sources
    """Where that can be read."""
    note: Text | None = None
    """What else readers should know about it."""


class Link(Part):
    """A document or page that belongs to a record."""

    title: Text
    """What the document or page is called."""
    url: Address
    """Its address."""


class Copy(Part):
    """Whether those who run the process put something online, and where.

    `published: no` means that a source says it was not; not given means unknown.
    """

    published: YesNo
    """Whether it was put online. Write no only if a source says so."""
    url: Address | None = None
    """Its address."""
    source: Sources = ()
    """Where it can be read that it was published, or was not."""
    note: Text | None = None
    """What else readers should know about it."""
