"""Sessions in which those who negotiate hear others, and what was said there."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.dates.ledger import Announcement
from clearway.records.fields import (
    Address,
    AddressOrNone,
    CalendarDate,
    ConsultationRef,
    Count,
    DraftRef,
    GroupRef,
    Id,
    LanguageTag,
    Line,
    Part,
    StageRef,
    Text,
    Texts,
    TopicRef,
    YesNo,
)
from clearway.records.kinds.parts import Contested, Link, Modality, Venue
from clearway.records.record import DatedRecord, Record


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
