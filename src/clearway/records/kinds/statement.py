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
    closes: Announcement | None = None
    how: Text | None = None
    url: Address | None = None

    def is_open(self, day: date) -> bool:
        """Whether one can endorse on a day; a beginning or end that is not known keeps nobody."""
        if self.opens and self.opens.first_day > day:
            return False
        return not (self.closes and self.closes.ledger.standing.when.last_day < day)


class Support(Part):
    """How many had endorsed by a day, where names are not held here."""

    when: CalendarDate | None = None
    organisations: Count | None = None
    individuals: Count | None = None
    source: Sources


class StatementVersion(Part):
    """One text of a statement, known by the SHA-256 of its normalised text.

    The versions of a statement stand oldest first; endorsements name the hash that they endorse.
    """

    id: Id
    date: CalendarDate | None = None
    sha256: Sha256
    source: Sources = ()
    note: Text | None = None


class Statement(DatedRecord):
    """A text that many can endorse; its dates say when it was published.

    `text` tells whether the body is the statement's own text (full), or the editors' words.
    """

    KIND: ClassVar[str] = "statement"

    title: Text
    label: Line | None = None
    description: Text | None = None
    text: Completeness = Completeness.NONE
    versions: tuple[StatementVersion, ...] = ()
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


class Verification(StrEnum):
    """How it is known that a signatory endorses."""

    PULL_REQUEST = "pull-request"
    """The signatory opened the pull request."""
    FORM = "form"
    """The signatory filled in the form of an issue or of the convenor."""
    E_MAIL = "e-mail"
    """The signatory wrote to the editors; the address is not kept."""
    LIST = "list"
    """The convenor published it in a list."""


class Withdrawal(Part):
    """That a signatory no longer endorses, and since when; the record stays."""

    date: CalendarDate
    source: Sources = ()
    reason: Text | None = None


class Endorsement(Record):
    """One signatory of one statement. Its statement is the folder that it lies in.

    `sha256` is that of the text endorsed, `different_from` names endorsements of the same
    statement that look like this one and are another's.
    """

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
    sha256: Sha256 | None = None
    verified: Verification | None = None
    withdrawn: Withdrawal | None = None
    different_from: tuple[Id, ...] = ()

    @property
    def ref(self) -> str:
        return f"{self.KIND}:{self.statement}/{self.id}"
