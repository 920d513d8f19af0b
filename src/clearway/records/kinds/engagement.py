"""What people tried with governments, for others to use."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.fields import (
    CalendarDate,
    Country,
    GroupRef,
    RecordRef,
    Text,
    Texts,
    TopicRef,
)
from clearway.records.record import Record


class Nature(StrEnum):
    """Whether somebody tried something, or says what others could try."""

    ATTEMPT = "attempt"
    ADVICE = "advice"


class Engagement(Record):
    """Who spoke with which government, by what means, and what came of it.

    `who` is a group or a role, never a person's address. `country` is whose government it was
    about; it is left out where it is not about one. The body tells the story.
    """

    KIND: ClassVar[str] = "engagement"

    title: Text
    nature: Nature = Nature.ATTEMPT
    country: Country | None = None
    who: Text
    groups: tuple[GroupRef, ...] = ()
    when: CalendarDate | None = None
    means: Texts = ()
    outcome: Text | None = None
    reusable: Texts = ()
    topics: tuple[TopicRef, ...] = ()
    about: tuple[RecordRef, ...] = ()
