"""Parts that records of several kinds share."""

from __future__ import annotations

from enum import StrEnum

from clearway.records.dates.ledger import Announcement
from clearway.records.fields import (
    Address,
    AddressOrNone,
    Country,
    Id,
    Latitude,
    Line,
    Longitude,
    Part,
    Sources,
    Text,
    YesNo,
)


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
