"""Texts that many can endorse, and who does."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from clearway.records.dates.ledger import Announcement
from clearway.records.fields import (
    Address,
    CalendarDate,
    Count,
    Country,
    GroupRef,
    Id,
    Line,
    OrganisationRef,
    Part,
    Sha256,
    Sources,
    StageRef,
    StatementRef,
    Text,
    Texts,
)
from clearway.records.kinds.draft import Completeness
from clearway.records.kinds.parts import Link
from clearway.records.record import DatedRecord, Record


class EndorsementPeriod(Part):
    """From when until when a statement takes endorsements; both days belong to it."""

    opens: CalendarDate | None = None
    """The first day on which one can endorse."""
    closes: Announcement | None = None
    """The last day on which one can endorse, written like any other date."""
    how: Text | None = None
    """How one endorses, in your own words."""
    url: Address | None = None
    """Where one endorses elsewhere."""

    def is_open(self, day: date) -> bool:
        """Whether one can endorse on a day; a start or end that is not known excludes no day."""
        if self.opens and self.opens.first_day > day:
            return False
        return not (self.closes and self.closes.ledger.standing.when.last_day < day)


class Support(Part):
    """How many had endorsed by a day, where their names are not held here."""

    when: CalendarDate | None = None
    """The day on which they were counted."""
    organisations: Count | None = None
    """How many organisations."""
    individuals: Count | None = None
    """How many people who sign for themselves."""
    source: Sources
    """Where that can be read."""


class StatementVersion(Part):
    """One text of a statement, known by the SHA-256 of its normalised text.

    The versions of a statement stand oldest first; endorsements name the hash that they endorse.
    """

    id: Id
    """A name for this text, such as first."""
    date: CalendarDate | None = None
    """The day from which the text read so."""
    sha256: Sha256
    """The fingerprint of the text. A program makes it: clearway seal."""
    source: Sources = ()
    """Where the text can be read."""
    note: Text | None = None
    """What changed in it."""


class Statement(DatedRecord):
    """A text that many can endorse; its dates say when it was published.

    `text` tells whether the body is the statement's own text (full), or the editors' words.
    """

    KIND: ClassVar[str] = "statement"

    title: Text
    """What it is called."""
    label: Line | None = None
    """A shorter name."""
    description: Text | None = None
    """What it is about, in a sentence or two."""
    text: Completeness = Completeness.NONE
    """How much of its own text is here. Leave it out if the words below are yours."""
    versions: tuple[StatementVersion, ...] = ()
    """The texts that people put their names to, oldest first."""
    stage: StageRef | None = None
    """The stage of the process that it belongs to."""
    authors: tuple[OrganisationRef, ...] = ()
    """Who wrote it, by their names in the register."""
    addressed_to: Texts = ()
    """To whom it speaks."""
    documents: tuple[Link, ...] = ()
    """Documents and pages that belong to it."""
    follows: StatementRef | None = None
    """The earlier statement that it builds on."""
    endorsement: EndorsementPeriod | None = None
    """From when until when one can endorse it, and how."""
    snapshot: Text | None = None
    """Which names are here, if they are not all."""
    support: tuple[Support, ...] = ()
    """How many had endorsed by a day, if the names are not here."""
    unnamed: Support | None = None
    """How many signed without a name, besides those whose names are here."""


class SignatoryKind(StrEnum):
    ORGANISATION = "organisation"
    """An organisation signs."""
    INDIVIDUAL = "individual"
    """A person signs, and for no one else."""


class Verification(StrEnum):
    """How it is known that a signatory endorses."""

    PULL_REQUEST = "pull-request"
    """The signatory proposed this file."""
    FORM = "form"
    """The signatory filled in a form."""
    E_MAIL = "e-mail"
    """The signatory wrote to the editors. The address is not kept."""
    LIST = "list"
    """Those who gather the names published it in a list."""


class Withdrawal(Part):
    """That a signatory no longer endorses, and since when; the record stays."""

    date: CalendarDate
    """The day since which it no longer counts."""
    source: Sources = ()
    """Where that can be read."""
    reason: Text | None = None
    """Why, in the words of the signatory."""


class Endorsement(Record):
    """One signatory of one statement. Its statement is the folder that it lies in.

    `sha256` is that of the text endorsed, `different_from` names endorsements of the same
    statement that look like this one and are another's.
    """

    KIND: ClassVar[str] = "endorsement"

    statement: StatementRef
    """The statement. The folder of the file says it."""
    name: Line
    """The name as it is to be shown."""
    kind: SignatoryKind
    """Who signs."""
    organisation: OrganisationRef | None = None
    """The organisation that signs, by its name in the register."""
    affiliation: OrganisationRef | None = None
    """Where a person who signs belongs. It does not sign by that."""
    printed: Line | None = None
    """What is printed beside the name in the list, word for word."""
    role: Text | None = None
    """The role of a person who signs."""
    group: GroupRef | None = None
    """The stakeholder group."""
    country: Country | None = None
    """The country, by its code."""
    date: CalendarDate | None = None
    """The day on which they signed."""
    number: Count | None = None
    """The number in the list, if it has numbers."""
    sha256: Sha256 | None = None
    """The fingerprint of the text that was signed. Leave it out if that is not known."""
    verified: Verification | None = None
    """How it is known that they signed."""
    withdrawn: Withdrawal | None = None
    """Write this if they no longer endorse. The record stays."""
    different_from: tuple[Id, ...] = ()
    """Endorsements that look like this one and are somebody else's."""

    @property
    def ref(self) -> str:
        return f"{self.KIND}:{self.statement}/{self.id}"
