"""What people put in."""

from __future__ import annotations

from typing import ClassVar

from clearway.records.fields import (
    CalendarDate,
    DraftRef,
    Id,
    OrganisationRef,
    Part,
    Text,
    TopicRef,
    YesNo,
)
from clearway.records.kinds.parts import Copy, Link
from clearway.records.record import Record


class Answer(Part):
    """What a submission says to one question, or on one topic, in the editors' words.

    `asks: no` where it asks for nothing, as far as it is held here.
    """

    id: Id
    """A name for this answer, used in its address."""
    question: Text | None = None
    """The question that was asked."""
    topics: tuple[TopicRef, ...] = ()
    """The topics that the answer is about."""
    asks: YesNo | None = None
    """Write no if it asks for nothing."""
    text: Text
    """What it says, in your own words."""


class Submission(Record):
    """What someone put in, on a draft or to a call."""

    KIND: ClassVar[str] = "submission"

    title: Text
    """What it is called."""
    by: tuple[OrganisationRef, ...] = ()
    """Who sent it, by their names in the register."""
    on_behalf_of: Text | None = None
    """For whom they speak."""
    signatories: Text | None = None
    """How many signed it, or who."""
    date: CalendarDate | None = None
    """The day that it bears."""
    date_note: Text | None = None
    """How the day is known, if it is not on the document."""
    draft: DraftRef | None = None
    """The draft that it is about."""
    call: Text | None = None
    """The call for inputs that it answers."""
    topics: tuple[TopicRef, ...] = ()
    """The topics that it is about."""
    answers: tuple[Answer, ...] = ()
    """What it says, one entry for each question or topic."""
    official_copy: Copy | None = None
    """Whether those who run the process published it."""
    documents: tuple[Link, ...] = ()
    """Documents and pages that belong to it."""
    evidence_note: Text | None = None
    """How it is known, if no one here read the whole of it."""
