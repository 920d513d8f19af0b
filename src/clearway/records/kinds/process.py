"""The process itself, and the vocabularies that its records use."""

from __future__ import annotations

from typing import ClassVar

from clearway.records.fields import (
    Day,
    DraftRef,
    Id,
    Identity,
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
    """The process itself: what it is, and the vocabularies that its records use.

    `identity` is what calendars and feed readers know its events and entries by; it is never
    changed. Without it, that is its domain and the day on which it was opened. `revised` is the day
    before which no revision of an event may be; it is raised where what was published has higher
    ones (see clearway.history.revisions).
    """

    KIND: ClassVar[str] = "process"

    title: Text
    short_title: Text
    description: Text
    host: Text | None = None
    domain: Line
    opened: Day
    identity: Identity | None = None
    revised: Day | None = None
    languages: tuple[LanguageTag, ...]
    zone: Zone
    stages: tuple[Stage, ...]
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    links: tuple[Link, ...] = ()
    culmination: RecordRef | None = None
    outcome: DraftRef | None = None
    comparisons: tuple[Pair, ...] = ()

    @property
    def authority(self) -> tuple[str, str]:
        """The domain and the day by which its events and entries are named for good (RFC 4151)."""
        if self.identity is None:
            return self.domain, self.opened.isoformat()
        domain, _, day = self.identity.rpartition(",")
        return domain, day
