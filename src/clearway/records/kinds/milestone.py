"""Dates of the process that are neither consultations nor drafts."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import model_validator

from clearway.records.fields import (
    AddressOrNone,
    CalendarDate,
    Hashtags,
    Line,
    Part,
    RecordRef,
    Sources,
    StageRef,
    Text,
    Texts,
    TopicRef,
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
from clearway.records.record import DatedRecord


class MilestoneKind(StrEnum):
    DEADLINE = "deadline"
    """A day by which something is due."""
    MEETING = "meeting"
    """People meet."""
    NEGOTIATION = "negotiation"
    """Those who negotiate meet to work on a text."""
    PUBLICATION = "publication"
    """Something comes out."""
    DECISION = "decision"
    """Something is decided."""
    SILENCE_PROCEDURE = "silence-procedure"
    """A text counts as agreed unless somebody objects by then. Tell more of it in silence."""
    ENTRY_INTO_FORCE = "entry-into-force"
    """What was decided begins to apply."""

    @property
    def is_meeting(self) -> bool:
        return self in (MilestoneKind.MEETING, MilestoneKind.NEGOTIATION)

    @property
    def is_deadline(self) -> bool:
        """Whether something must be done by then."""
        return self in (MilestoneKind.DEADLINE, MilestoneKind.SILENCE_PROCEDURE)


class Access(StrEnum):
    """Who may be in the room, or watch."""

    OPEN = "open"
    """Those who are interested, at least to watch."""
    CLOSED = "closed"
    """Only those who negotiate."""


class SilenceResult(StrEnum):
    HELD = "held"
    """No one objected."""
    BROKEN = "broken"
    """Somebody objected."""


class Silence(Part):
    """A silence procedure: since when it ran, and what came of it.

    Its end is the date of its record, with hour and zone.
    """

    opened: CalendarDate | None = None
    """The day on which the text was put under silence."""
    result: SilenceResult | None = None
    """What came of it, if a source says so. Leave it out while it is unknown."""
    broken_by: Texts = ()
    """Who objected, if a source says so: governments or groups, never persons."""
    source: Sources = ()
    """Where it can be read what came of it."""


class Milestone(DatedRecord):
    """A date of the process that is neither a consultation nor a draft."""

    KIND: ClassVar[str] = "milestone"

    title: Text
    """What it is, as the announcement calls it."""
    label: Line | None = None
    """A shorter name for charts, if the title is long."""
    kind: MilestoneKind
    """What happens on that day."""
    description: Text | None = None
    """What it is about, in a sentence or two."""
    stage: StageRef | None = None
    """The stage of the process that it belongs to."""
    modality: Modality | None = None
    """How people take part."""
    access: Access | None = None
    """Who may be there."""
    venue: Venue | None = None
    """Where it takes place."""
    also_at: tuple[Venue, ...] = ()
    """Further places at which it takes place at the same time, such as a second city."""
    convenor: Text | None = None
    """Who called it."""
    hosts: Texts = ()
    """Who received it, such as a city or two governments, if others called it."""
    silence: Silence | None = None
    """Of a silence procedure: since when it ran, whether it was broken, and by whom."""
    about: tuple[RecordRef, ...] = ()
    """The records that it is about, such as the draft that is due."""
    topics: tuple[TopicRef, ...] = ()
    """The topics that it is about."""
    repeats: Repeats | None = None
    """A meeting that comes again and again: its first time, and the rule."""
    sessions: tuple[Session, ...] = ()
    """Sessions on days or at hours of their own. Each is an event in calendars."""
    stream: AddressOrNone | None = None
    """Where one could watch it live, or none if there was no stream."""
    webcast: Text | None = None
    """What a source says of a stream or webcast whose address is not known, such as UN Web TV."""
    hashtags: Hashtags = ()
    """The hashtags under which it is talked about, with or without the sign."""
    recording: AddressOrNone | None = None
    """Where one can watch it now, or none if there is no recording."""
    documents: tuple[Link, ...] = ()
    """Documents and pages that belong to it."""
    contested: tuple[Contested, ...] = ()
    """Facts other than the date on which a source disagrees."""

    _expanded = model_validator(mode="before")(expanded)
