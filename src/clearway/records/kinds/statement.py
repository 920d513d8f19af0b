"""Texts that many can endorse, and who does."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.fields import (
    Address,
    CalendarDate,
    Count,
    Country,
    GroupRef,
    Line,
    OrganisationRef,
    Part,
    Sources,
    StageRef,
    StatementRef,
    Text,
    Texts,
)
from clearway.records.kinds.parts import Link
from clearway.records.ledger import Announcement
from clearway.records.record import DatedRecord, Record


class EndorsementPeriod(Part):
    """From when until when a statement takes endorsements; both days belong to it."""

    opens: CalendarDate | None = None
    closes: Announcement | None = None
    how: Text | None = None
    url: Address | None = None


class Support(Part):
    """How many had endorsed by a day, where names are not held here."""

    when: CalendarDate | None = None
    organisations: Count | None = None
    individuals: Count | None = None
    source: Sources


class Statement(DatedRecord):
    """A text that many can endorse; its dates say when it was published."""

    KIND: ClassVar[str] = "statement"

    title: Text
    label: Line | None = None
    description: Text | None = None
    stage: StageRef | None = None
    authors: tuple[OrganisationRef, ...] = ()
    addressed_to: Texts = ()
    documents: tuple[Link, ...] = ()
    follows: StatementRef | None = None
    endorsement: EndorsementPeriod | None = None
    snapshot: Text | None = None
    support: tuple[Support, ...] = ()


class SignatoryKind(StrEnum):
    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"


class Endorsement(Record):
    """One signatory of one statement. Its statement is the folder that it lies in."""

    KIND: ClassVar[str] = "endorsement"

    statement: StatementRef
    name: Line
    kind: SignatoryKind
    organisation: OrganisationRef | None = None
    affiliation: OrganisationRef | None = None
    printed: Line | None = None
    role: Text | None = None
    group: GroupRef | None = None
    country: Country | None = None
    date: CalendarDate | None = None
    number: Count | None = None

    @property
    def ref(self) -> str:
        return f"{self.KIND}:{self.statement}/{self.id}"
