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
    question: Text | None = None
    topics: tuple[TopicRef, ...] = ()
    asks: YesNo | None = None
    text: Text


class Submission(Record):
    """What someone put in, on a draft or to a call."""

    KIND: ClassVar[str] = "submission"

    title: Text
    by: tuple[OrganisationRef, ...] = ()
    on_behalf_of: Text | None = None
    signatories: Text | None = None
    date: CalendarDate | None = None
    date_note: Text | None = None
    draft: DraftRef | None = None
    call: Text | None = None
    topics: tuple[TopicRef, ...] = ()
    answers: tuple[Answer, ...] = ()
    official_copy: Copy | None = None
    documents: tuple[Link, ...] = ()
    evidence_note: Text | None = None
