"""The register of bodies that other records refer to."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.fields import (
    Address,
    Country,
    GroupRef,
    Line,
    OrganisationRef,
    Part,
    Text,
    Texts,
)
from clearway.records.kinds.parts import Contested
from clearway.records.record import Record


class OrganisationRelation(Part):
    """How an organisation stands to another one."""

    type: Text
    """What it is to the other one, such as chapter of."""
    organisation: OrganisationRef | None = None
    """The other organisation, by its name in the register."""
    name: Line | None = None
    """The other organisation's name, if it is not in the register."""


class Basis(StrEnum):
    """On what a country or group of an organisation rests."""

    SEEN = "seen"
    """A source says so."""
    LABEL = "label"
    """A source uses that very word."""
    DESCRIPTION = "description"
    """Our reading of how a source describes it."""
    NAME = "name"
    """Its own name says so."""


class Organisation(Record):
    """A body that endorsements, submissions and annotations refer to."""

    KIND: ClassVar[str] = "organisation"

    name: Line
    """Its name, as it writes it."""
    other_names: tuple[Text, ...] = ()
    """Its name in other languages or spellings."""
    acronyms: tuple[Line, ...] = ()
    """Its short names."""
    former_names: tuple[Line, ...] = ()
    """Names that it had before."""
    country: Country | None = None
    """The country of its seat, by its code."""
    country_basis: Basis | None = None
    """How the country is known."""
    city: Line | None = None
    """The city of its seat."""
    group: GroupRef | None = None
    """The stakeholder group that it belongs to."""
    group_basis: Basis | None = None
    """How the group is known."""
    url: Address | None = None
    """Its home page."""
    parent: OrganisationRef | None = None
    """The organisation that it is part of, by its name in the register."""
    relations: tuple[OrganisationRelation, ...] = ()
    """What else it is to other organisations."""
    contested: tuple[Contested, ...] = ()
    """Facts on which a source disagrees."""
    note: Texts = ()
    """What else readers should know."""
