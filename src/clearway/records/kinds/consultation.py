"""Sessions in which those who negotiate hear others, and what was said there."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import model_validator

from clearway.records.dates.ledger import Announcement
from clearway.records.fields import (
    Address,
    AddressOrNone,
    CalendarDate,
    ConsultationRef,
    Count,
    DraftRef,
    GroupRef,
    Hashtags,
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
from clearway.records.kinds.parts import (
    Contested,
    Link,
    Modality,
    Repeats,
    Session,
    Venue,
    expanded,
)
from clearway.records.record import DatedRecord, Record


class Registration(Part):
    """How one registers, and until when."""

    url: Address | None = None
    """Where one registers."""
    closes: Announcement | None = None
    """The last day to register, written like any other date."""
    note: Text | None = None
    """What one must know to register."""


class Headcount(Part):
    """How many, in all and by group where that was counted."""

    said: Text | None = None
    """How many, in the words of the source."""
    count: Count | None = None
    """How many, as a number."""
    groups: dict[GroupRef, Count] = {}
    """How many of each group, one group a line."""
    took_part: tuple[GroupRef, ...] = ()
    """Groups that took part, as a source says, if they were not counted."""


class Consultation(DatedRecord):
    """A session in which those who negotiate hear others.

    `gathering` is what would have taken place anyway and of which it was a part.
    """

    KIND: ClassVar[str] = "consultation"

    title: Text
    """What it is called, as the invitation has it."""
    label: Line | None = None
    """A shorter name for charts, such as the city."""
    stage: StageRef | None = None
    """The stage of the process that it belongs to."""
    modality: Modality | None = None
    """How people take part."""
    venue: Venue | None = None
    """Where it takes place."""
    also_at: tuple[Venue, ...] = ()
    """Further places at which it takes place at the same time, such as a second city."""
    gathering: Text | None = None
    """The larger meeting that it was part of and that would have taken place anyway."""
    convenor: Texts = ()
    """Who called it."""
    hosts: Texts = ()
    """Who received it, such as a city or two governments, if others called it."""
    organiser: Texts = ()
    """Who ran it, if others than those who called it."""
    moderators: tuple[Line, ...] = ()
    """Who moderated it."""
    present: Texts = ()
    """Who else was there that readers would look for, such as officials."""
    draft: DraftRef | None = None
    """The draft that was talked about."""
    topics: tuple[TopicRef, ...] = ()
    """The topics that were talked about."""
    registration: Registration | None = None
    """How one registers, and until when."""
    languages: tuple[LanguageTag, ...] = ()
    """The languages in which one could follow."""
    who_may_observe: Text | None = None
    """Who may be there or watch, as the invitation says it."""
    who_may_speak: Text | None = None
    """Who may speak, as the invitation says it."""
    speakers: Headcount | None = None
    """How many spoke."""
    participants: Headcount | None = None
    """How many were there."""
    repeats: Repeats | None = None
    """A meeting that comes again and again: its first time, and the rule."""
    sessions: tuple[Session, ...] = ()
    """Sessions on days or at hours of their own. Each is an event in calendars."""
    join: Address | None = None
    """The address by which one joins online."""
    stream: AddressOrNone | None = None
    """Where one could watch it live, or none if there was no stream."""
    webcast: Text | None = None
    """What a source says of a stream or webcast whose address is not known, such as UN Web TV."""
    hashtags: Hashtags = ()
    """The hashtags under which it is talked about, with or without the sign."""
    recording: AddressOrNone | None = None
    """Where one can watch it now, or none if there is no recording."""
    transcript: AddressOrNone | None = None
    """Where one can read every word, or none if there is no transcript."""
    documents: tuple[Link, ...] = ()
    """Documents and pages that belong to it."""
    contested: tuple[Contested, ...] = ()
    """Facts other than the date on which a source disagrees."""

    _expanded = model_validator(mode="before")(expanded)


class Standing(StrEnum):
    CONSENSUS = "consensus"
    """Those who spoke agreed."""
    DIVERGENCE = "divergence"
    """Those who spoke disagreed."""
    UNDER_DISCUSSION = "under-discussion"
    """It was left open."""


class Point(Part):
    """One thing that was said at a consultation. `asks: no` where it only informs."""

    id: Id
    """A name for this point, used in its address."""
    title: Text
    """The point in a few words."""
    text: Text
    """What was said, in your own words."""
    topic: TopicRef
    """The topic that it is about."""
    asks: YesNo | None = None
    """Write no if it only informs and asks for nothing."""
    standing: Standing | None = None
    """How far those who spoke agreed, if a source says so."""
    groups: tuple[GroupRef, ...] = ()
    """The groups that said it, if a source names them."""


class Summary(Record):
    """What was said at a consultation, point by point."""

    KIND: ClassVar[str] = "summary"

    title: Text
    """What the summary is called."""
    consultation: ConsultationRef
    """The consultation that it is of."""
    author: Text | None = None
    """Who wrote it."""
    official: YesNo | None = None
    """Whether those who run the process published it."""
    published: CalendarDate | None = None
    """The day on which it came out."""
    url: Address | None = None
    """Its address."""
    points: tuple[Point, ...] = ()
    """What was said, one entry for each point."""
