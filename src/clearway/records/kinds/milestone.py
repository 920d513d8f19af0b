"""Dates of the process that are neither consultations nor drafts."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.fields import AddressOrNone, Line, RecordRef, StageRef, Text, TopicRef
from clearway.records.kinds.parts import Contested, Link, Modality, Session, Venue
from clearway.records.record import DatedRecord


class MilestoneKind(StrEnum):
    DEADLINE = "deadline"
    """A day by which something is due."""
    MEETING = "meeting"
    """People meet."""
    PUBLICATION = "publication"
    """Something comes out."""
    DECISION = "decision"
    """Something is decided."""


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
    convenor: Text | None = None
    """Who called it."""
    about: tuple[RecordRef, ...] = ()
    """The records that it is about, such as the draft that is due."""
    topics: tuple[TopicRef, ...] = ()
    """The topics that it is about."""
    sessions: tuple[Session, ...] = ()
    """Sessions on days or at hours of their own. Each is an event in calendars."""
    stream: AddressOrNone | None = None
    """Where one could watch it live, or none if there was no stream."""
    recording: AddressOrNone | None = None
    """Where one can watch it now, or none if there is no recording."""
    documents: tuple[Link, ...] = ()
    """Documents and pages that belong to it."""
    contested: tuple[Contested, ...] = ()
    """Facts other than the date on which a source disagrees."""
