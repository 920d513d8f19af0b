"""Dates of the process that are neither consultations nor drafts."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.fields import AddressOrNone, Line, RecordRef, StageRef, Text, TopicRef
from clearway.records.kinds.parts import Contested, Link, Modality, Venue
from clearway.records.record import DatedRecord


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
