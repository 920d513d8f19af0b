"""Parts that records of several kinds share."""

from __future__ import annotations

from enum import StrEnum

from clearway.records.fields import (
    Address,
    Country,
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
    city: Line | None = None
    country: Country | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class Modality(StrEnum):
    IN_PERSON = "in-person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class Contested(Part):
    """Another reading of a fact that is no date: which field, what it says there, where."""

    field: Line
    reading: Text
    source: Sources
    note: Text | None = None


class Link(Part):
    """A document or page that belongs to a record."""

    title: Text
    url: Address


class Copy(Part):
    """Whether those who run the process put something online, and where.

    `published: no` means that a source says it was not; not given means unknown.
    """

    published: YesNo
    url: Address | None = None
    source: Sources = ()
    note: Text | None = None
