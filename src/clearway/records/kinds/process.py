"""The process itself, and the vocabularies that its records use."""

from __future__ import annotations

from typing import ClassVar

from clearway.records.fields import (
    Day,
    DraftRef,
    Id,
    LanguageTag,
    Line,
    Part,
    RecordRef,
    Text,
    Zone,
)
from clearway.records.kinds.parts import Link
from clearway.records.record import Record


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
