"""What governments want, and what people tried with them, for others to use."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.fields import (
    CalendarDate,
    Country,
    DraftRef,
    GroupRef,
    RecordRef,
    Text,
    Texts,
    TopicRef,
)
from clearway.records.record import Record


class GovernmentPosition(Record):
    """What a government, or several together, want on one topic, as far as a source says so.

    `draft` is the draft on which they said it; it is left out where it is about none.
    """

    KIND: ClassVar[str] = "position"

    title: Text
    """The position in a few words."""
    country: Country | None = None
    """The country whose government it is, by its code."""
    bloc: Text | None = None
    """The group of countries whose position it is, such as a regional group."""
    topic: TopicRef
    """The topic that it is about."""
    draft: DraftRef | None = None
    """The draft on which it was taken."""
    text: Text | None = None
    """What it is, in your own words."""
    when: CalendarDate | None = None
    """The day on which it was said."""


class Nature(StrEnum):
    """Whether somebody tried something, or says what others could try."""

    ATTEMPT = "attempt"
    """Somebody tried it."""
    ADVICE = "advice"
    """Somebody says what others could try."""


class Engagement(Record):
    """Who spoke with which government, by what means, and what came of it.

    `who` is a group or a role, never a person's address. `country` is whose government it was
    about; it is left out where it is not about one. The body tells the story.
    """

    KIND: ClassVar[str] = "engagement"

    title: Text
    """What was tried, in a few words."""
    nature: Nature = Nature.ATTEMPT
    """Whether somebody tried it."""
    country: Country | None = None
    """The country whose government it was about, by its code."""
    who: Text
    """Who tried it: a group or a role, never a person."""
    groups: tuple[GroupRef, ...] = ()
    """The stakeholder groups that they belong to."""
    when: CalendarDate | None = None
    """When it was."""
    means: Texts = ()
    """By what means."""
    outcome: Text | None = None
    """What came of it."""
    reusable: Texts = ()
    """What others can use."""
    topics: tuple[TopicRef, ...] = ()
    """The topics that it was about."""
    about: tuple[RecordRef, ...] = ()
    """The records that it was about."""
