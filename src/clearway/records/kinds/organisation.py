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
    organisation: OrganisationRef | None = None
    name: Line | None = None


class Basis(StrEnum):
    """On what a country or group of an organisation rests."""

    SEEN = "seen"
    LABEL = "label"
    DESCRIPTION = "description"
    NAME = "name"


class Organisation(Record):
    """A body that endorsements, submissions and annotations refer to."""

    KIND: ClassVar[str] = "organisation"

    name: Line
    other_names: tuple[Text, ...] = ()
    acronyms: tuple[Line, ...] = ()
    former_names: tuple[Line, ...] = ()
    country: Country | None = None
    country_basis: Basis | None = None
    city: Line | None = None
    group: GroupRef | None = None
    group_basis: Basis | None = None
    url: Address | None = None
    parent: OrganisationRef | None = None
    relations: tuple[OrganisationRelation, ...] = ()
    contested: tuple[Contested, ...] = ()
    note: Texts = ()
