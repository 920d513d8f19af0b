"""The process itself, and the vocabularies that its records use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from clearway.records.fields import (
    Consistent,
    Contact,
    Country,
    DateOrSpan,
    Day,
    Disagreements,
    Domain,
    DraftRef,
    Id,
    Identity,
    LanguageTag,
    Line,
    OrganisationRef,
    Part,
    RecordRef,
    Sources,
    Text,
    Texts,
    Zone,
    mistake,
)
from clearway.records.kinds.parts import Contested, Link
from clearway.records.record import Record

UNTITLED = "A process"
UNDESCRIBED = "Say in a sentence what is negotiated here, and by whom."
UNNAMED_DOMAIN = "tracker.example"
UNKNOWN_SOURCE = "The page that announces the process: put its address here"
"""What a new tracker holds in the place of an answer. None of it is a fact, so none is published:
`clearway init` writes these, and a rule looks for them."""


class Stage(Part):
    """A part of the process, from one draft to the next, say."""

    id: Id
    """The word that records use for it."""
    title: Text
    """What it is called."""
    description: Text | None = None
    """What happens in it."""


class Group(Part):
    """A stakeholder group, in the process's own terms."""

    id: Id
    """The word that records use for it."""
    title: Text
    """What it is called."""


class Topic(Part):
    id: Id
    """The word that records use for it."""
    title: Text
    """What it is called."""
    description: Text | None = None
    """What belongs to it."""


class RoleHolder(Consistent):
    """Who has a role in the process, such as chair or secretariat, from when until when."""

    id: Id
    """A permanent name for this entry, used in its address."""
    role: Text
    """The role in one, as the process calls it: Co-facilitator, Chair, Secretariat."""
    name: Line | None = None
    """The person or body that has it."""
    office: Text | None = None
    """The office of that person, if a source names one."""
    organisation: OrganisationRef | None = None
    """The organisation that has the role, or that the person is of."""
    country: Country | None = None
    """The country that has the role, or that the person represents, by its code."""
    when: DateOrSpan | None = None
    """From when until when. An end that is not known is written as two dots."""
    source: Sources
    """Where this can be read."""
    contested: tuple[Contested, ...] = ()
    """What another source says of the name, the days or another line of this entry."""
    note: Text | None = None
    """What else readers should know about it."""

    @classmethod
    def disagreements(cls, given: Mapping[str, object]) -> Disagreements:
        """A role must have a holder."""
        if not any(name in given for name in ("name", "organisation", "country")):
            must = "a role must say who has it"
            remedy = "Add name, organisation or country"
            yield (), mistake("role-holder", must, "it names no one", remedy)


class Pair(Part):
    """Two drafts that readers want to see side by side though others came between them."""

    old: DraftRef
    """The earlier draft."""
    new: DraftRef
    """The later draft."""


class Profile(Record):
    """The process itself: what it is, and the vocabularies that its records use.

    `identity` is what calendars and feed readers know its events and entries by; it is never
    changed. Without it, that is its domain and the day on which it was opened. `revised` is the day
    before which no revision of an event may be; it is raised where what was published has higher
    ones (see clearway.history.revisions).
    """

    KIND: ClassVar[str] = "process"

    title: Text
    """Its full name."""
    short_title: Text
    """A shorter name, for headings and calendars."""
    description: Text
    """What it is, in a sentence or two."""
    host: Text | None = None
    """Who runs it."""
    convenors: Texts = ()
    """Who calls its meetings. Meetings that others call are not judged as its own."""
    keeper: Text | None = None
    """Who keeps this record of it, as shown at the foot of each page."""
    contact: Contact | None = None
    """Where one writes to the keeper without an account: an e-mail address, best of an office, or a
    page."""
    domain: Domain
    """A domain name. If there is no identity, dates are named after it: do not change it then."""
    opened: Day
    """The day on which this record of the process began."""
    identity: Identity | None = None
    """What calendars and feed readers know its dates by. Never change it."""
    revised: Day | None = None
    """No change of a date counts as earlier. Write the day that clearway release names."""
    languages: tuple[LanguageTag, ...]
    """The languages of the record. The first is that of texts without a language."""
    zone: Zone
    """The time zone in which a day of the process ends."""
    roles: tuple[RoleHolder, ...] = ()
    """Who chairs, facilitates or keeps the papers, over time."""
    stages: tuple[Stage, ...]
    """The parts of the process, in their order."""
    groups: tuple[Group, ...]
    """The stakeholder groups, as the process calls them."""
    topics: tuple[Topic, ...]
    """What is negotiated."""
    links: tuple[Link, ...] = ()
    """Official pages of the process."""
    culmination: RecordRef | None = None
    """The record of the event that all leads up to. The front page counts down to it."""
    outcome: DraftRef | None = None
    """The draft that was adopted in the end. The front page then leads with it."""
    comparisons: tuple[Pair, ...] = ()
    """Drafts that readers want side by side though others came between them."""

    @property
    def contact_link(self) -> str:
        """The contact as a link, '' where there is none."""
        contact = self.contact or ""
        return f"mailto:{contact}" if contact and "://" not in contact else contact

    @property
    def authority(self) -> tuple[str, str]:
        """The domain and the day by which its events and entries are named for good (RFC 4151)."""
        if self.identity is None:
            return self.domain, self.opened.isoformat()
        domain, _, day = self.identity.rpartition(",")
        return domain, day
