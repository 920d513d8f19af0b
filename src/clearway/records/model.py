"""One frozen type per kind of record. The JSON Schemas are generated from these types.

A field that is not given is unknown; unknown is never read as 'no'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, TypeVar

from pydantic import Field

from clearway.records.asks import Ask
from clearway.records.commitments import Commitment
from clearway.records.engagement import Engagement
from clearway.records.fields import (
    Address,
    AddressOrNone,
    CalendarDate,
    ConsultationRef,
    Count,
    Country,
    Day,
    DraftRef,
    GroupRef,
    Id,
    LanguageTag,
    Latitude,
    Line,
    Longitude,
    OrganisationRef,
    Part,
    RecordRef,
    Sources,
    StageRef,
    StatementRef,
    Text,
    Texts,
    TopicRef,
    Verbatim,
    YesNo,
    Zone,
)
from clearway.records.ledger import Announcement
from clearway.records.record import DatedRecord as DatedRecord
from clearway.records.record import Origin as Origin
from clearway.records.record import Record as Record


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


# --- the process ---------------------------------------------------------------------------


class Stage(Part):
    """A part of the process, from one draft to the next, say."""

    id: Id
    title: Text
    description: Text | None = None


class Group(Part):
    """A stakeholder group, in the process's own terms."""

    id: Id
    title: Text


class Topic(Part):
    id: Id
    title: Text
    description: Text | None = None


class Pair(Part):
    """Two drafts that readers want to see side by side though others came between them."""

    old: DraftRef
    new: DraftRef


class Profile(Record):
    """The process itself: what it is, and the vocabularies that its records use."""

    KIND: ClassVar[str] = "process"

    title: Text
    short_title: Text
    description: Text
    host: Text | None = None
    domain: Line
    opened: Day
    languages: tuple[LanguageTag, ...]
    zone: Zone
    stages: tuple[Stage, ...]
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    links: tuple[Link, ...] = ()
    culmination: RecordRef | None = None
    outcome: DraftRef | None = None
    comparisons: tuple[Pair, ...] = ()


# --- what is dated -------------------------------------------------------------------------


class MilestoneKind(StrEnum):
    DEADLINE = "deadline"
    MEETING = "meeting"
    PUBLICATION = "publication"
    DECISION = "decision"


class Access(StrEnum):
    """Who may be in the room, or watch."""

    OPEN = "open"
    """Those who are interested, at least to watch."""
    CLOSED = "closed"
    """Only those who negotiate."""


class Milestone(DatedRecord):
    """A date of the process that is neither a consultation nor a draft."""

    KIND: ClassVar[str] = "milestone"

    title: Text
    label: Line | None = None
    kind: MilestoneKind
    description: Text | None = None
    stage: StageRef | None = None
    modality: Modality | None = None
    access: Access | None = None
    venue: Venue | None = None
    convenor: Text | None = None
    about: tuple[RecordRef, ...] = ()
    topics: tuple[TopicRef, ...] = ()
    stream: AddressOrNone | None = None
    recording: AddressOrNone | None = None
    documents: tuple[Link, ...] = ()
    contested: tuple[Contested, ...] = ()


class Registration(Part):
    """How one registers, and until when."""

    url: Address | None = None
    closes: Announcement | None = None
    note: Text | None = None


class Headcount(Part):
    """How many, in all and by group where that was counted."""

    said: Text | None = None
    count: Count | None = None
    groups: dict[GroupRef, Count] = {}


class Consultation(DatedRecord):
    """A session in which those who negotiate hear others.

    `gathering` is what would have taken place anyway and of which it was a part.
    """

    KIND: ClassVar[str] = "consultation"

    title: Text
    label: Line | None = None
    stage: StageRef | None = None
    modality: Modality | None = None
    venue: Venue | None = None
    gathering: Text | None = None
    convenor: Texts = ()
    organiser: Texts = ()
    moderators: tuple[Line, ...] = ()
    present: Texts = ()
    draft: DraftRef | None = None
    topics: tuple[TopicRef, ...] = ()
    registration: Registration | None = None
    languages: tuple[LanguageTag, ...] = ()
    who_may_observe: Text | None = None
    who_may_speak: Text | None = None
    speakers: Headcount | None = None
    participants: Headcount | None = None
    join: Address | None = None
    stream: AddressOrNone | None = None
    recording: AddressOrNone | None = None
    transcript: AddressOrNone | None = None
    documents: tuple[Link, ...] = ()
    contested: tuple[Contested, ...] = ()


class Standing(StrEnum):
    CONSENSUS = "consensus"
    DIVERGENCE = "divergence"
    UNDER_DISCUSSION = "under-discussion"


class Point(Part):
    """One thing that was said at a consultation. `asks: no` where it only informs."""

    id: Id
    title: Text
    text: Text
    topic: TopicRef
    asks: YesNo | None = None
    standing: Standing | None = None
    groups: tuple[GroupRef, ...] = ()


class Summary(Record):
    """What was said at a consultation, point by point."""

    KIND: ClassVar[str] = "summary"

    title: Text
    consultation: ConsultationRef
    author: Text | None = None
    official: YesNo | None = None
    published: CalendarDate | None = None
    url: Address | None = None
    points: tuple[Point, ...] = ()


# --- drafts --------------------------------------------------------------------------------


class Completeness(StrEnum):
    """How much of a draft's text this record holds."""

    FULL = "full"
    OUTLINE = "outline"
    NONE = "none"


class OutlineEntry(Part):
    """What is known of one place in a draft whose text is not held here."""

    id: Id
    paragraph: Line | None = None
    topic: TopicRef | None = None
    text: Text
    source: Sources


class Verdict(StrEnum):
    """What an editor says of paragraphs of two drafts."""

    SAME = "same"
    NOT = "not"


class Correspondence(Part):
    """An editor's word on which paragraphs of an earlier draft became which of this one.

    `same`: all of `from` became all of `to`, and nothing else did. `not`: none of `from` became
    any of `to`; with one of the two left empty, the other has no counterpart at all. `draft` is
    the earlier draft, the previous one where it is not given.
    """

    from_: tuple[Line, ...] = Field((), alias="from")
    to: tuple[Line, ...] = ()
    kind: Verdict
    draft: DraftRef | None = None
    note: Text | None = None


class Draft(DatedRecord):
    """A version of the text that is negotiated; its dates say when it was published.

    Of what those who run the process published: `official_copy` is its text, `marked_copy` one
    with the changes since the previous draft, `synthesis` a report that brings the inputs on it
    together.
    """

    KIND: ClassVar[str] = "draft"

    title: Text
    label: Line | None = None
    symbol: Line | None = None
    description: Text | None = None
    stage: StageRef | None = None
    previous: DraftRef | None = None
    adopted: YesNo = False
    official_copy: Copy | None = None
    marked_copy: Copy | None = None
    synthesis: Copy | None = None
    documents: tuple[Link, ...] = ()
    text: Completeness
    outline: tuple[OutlineEntry, ...] = ()
    concordance: tuple[Correspondence, ...] = ()


class AnnotationType(StrEnum):
    """A proposal asks for a change, or for none; a note tells something about a paragraph."""

    PROPOSAL = "proposal"
    NOTE = "note"


class Action(StrEnum):
    """What a proposal asks for."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"
    ALTERNATIVE = "alternative"
    RETAIN = "retain"
    RESERVE = "reserve"
    SUPPORT = "support"
    COMMENT = "comment"


class Stance(StrEnum):
    """How somebody else stands to a proposal."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    RESERVE = "reserve"
    FLEXIBLE = "flexible"


class ProposalStatus(StrEnum):
    """How far the negotiation of a proposal has come, as a source says it."""

    OPEN = "open"
    AGREED = "agreed"
    AD_REFERENDUM = "ad-referendum"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Quote(Part):
    """Words of a paragraph, with as many before and after as make them the only ones.

    Without `exact` it is the place between `prefix` and `suffix`.
    """

    exact: Verbatim | None = None
    prefix: Verbatim | None = None
    suffix: Verbatim | None = None


class Position(Part):
    """How others stand to a proposal."""

    by: tuple[OrganisationRef, ...]
    stance: Stance
    note: Text | None = None


class Annotation(Record):
    """What somebody proposed on a paragraph of a draft, or a note on it.

    Its draft is the name of its file. Without a quote it is about the whole paragraph. `to` is
    where a paragraph should go: 'after 14', 'before 3', or 'to be decided'.
    """

    KIND: ClassVar[str] = "annotation"

    draft: DraftRef
    type: AnnotationType = AnnotationType.PROPOSAL
    paragraph: Line
    quote: Quote | None = None
    action: Action | None = None
    text: Text | None = None
    to: Line | None = None
    by: tuple[OrganisationRef, ...] = ()
    positions: tuple[Position, ...] = ()
    condition: Text | None = None
    status: ProposalStatus | None = None
    topic: TopicRef | None = None

    @property
    def ref(self) -> str:
        return f"{self.KIND}:{self.draft}/{self.id}"


class Thread(Record):
    """The permanent address of one paragraph through all drafts, written when first published.

    `places` lists where it was found then, each as draft#anchor. `clearway concordance --record`
    writes these; what became of a paragraph is worked out anew from the texts.
    """

    KIND: ClassVar[str] = "thread"

    source: Sources = ()
    places: tuple[Line, ...]


# --- inputs --------------------------------------------------------------------------------


class Answer(Part):
    """What a submission says to one question, or on one topic, in the editors' words.

    `asks: no` where it asks for nothing, as far as it is held here.
    """

    id: Id
    question: Text | None = None
    topics: tuple[TopicRef, ...] = ()
    asks: YesNo | None = None
    text: Text


class Submission(Record):
    """What someone put in, on a draft or to a call."""

    KIND: ClassVar[str] = "submission"

    title: Text
    by: tuple[OrganisationRef, ...] = ()
    on_behalf_of: Text | None = None
    signatories: Text | None = None
    date: CalendarDate | None = None
    date_note: Text | None = None
    draft: DraftRef | None = None
    call: Text | None = None
    topics: tuple[TopicRef, ...] = ()
    answers: tuple[Answer, ...] = ()
    official_copy: Copy | None = None
    documents: tuple[Link, ...] = ()
    evidence_note: Text | None = None


# --- statements and who endorses them ------------------------------------------------------


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


# --- all of them ---------------------------------------------------------------------------


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Process:
    """Everything that a folder of records holds, each kind in the order of its ids."""

    profile: Profile
    milestones: tuple[Milestone, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    summaries: tuple[Summary, ...] = ()
    drafts: tuple[Draft, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    threads: tuple[Thread, ...] = ()
    submissions: tuple[Submission, ...] = ()
    asks: tuple[Ask, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    engagements: tuple[Engagement, ...] = ()

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every record by its `kind:id`, in the order of kinds and ids.

        An endorsement's id is unique within its statement, `endorsement:<statement>/<id>`, and an
        annotation's within its draft.
        """
        return {record.ref: record for record in self}

    def __iter__(self) -> Iterator[Record]:
        yield self.profile
        for name in KINDS_IN_ORDER:
            yield from getattr(self, name)

    @cached_property
    def vocabularies(self) -> Mapping[str, Mapping[str, Stage | Group | Topic]]:
        """The process's own words: 'stage', 'group' and 'topic', each by id."""
        return {
            "stage": {stage.id: stage for stage in self.profile.stages},
            "group": {group.id: group for group in self.profile.groups},
            "topic": {topic.id: topic for topic in self.profile.topics},
        }

    def find(self, kind: type[R], id: str) -> R:
        """The record of that kind and id. Raises KeyError where there is none."""
        record = self.records[f"{kind.KIND}:{id}"]
        assert isinstance(record, kind)
        return record


KINDS_IN_ORDER = tuple(f.name for f in fields(Process) if f.name != "profile")
