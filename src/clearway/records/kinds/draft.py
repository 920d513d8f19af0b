"""Versions of the text, and the paragraphs that live through them."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from clearway.records.fields import (
    DraftRef,
    Id,
    Line,
    Part,
    Sources,
    StageRef,
    Text,
    TopicRef,
    YesNo,
)
from clearway.records.kinds.parts import Copy, Link
from clearway.records.record import DatedRecord, Record


class Completeness(StrEnum):
    """How much of a draft's text this record holds."""

    FULL = "full"
    OUTLINE = "outline"
    NONE = "none"


class OutlineEntry(Part):
    """What is known of one place in a draft whose text is not held here."""

    id: Id
    paragraph: Line | None = None
    topic: TopicRef | None = None
    text: Text
    source: Sources


class Verdict(StrEnum):
    """What an editor says of paragraphs of two drafts."""

    SAME = "same"
    NOT = "not"


class Correspondence(Part):
    """An editor's word on which paragraphs of an earlier draft became which of this one.

    `same`: all of `from` became all of `to`, and nothing else did. `not`: none of `from` became
    any of `to`; with one of the two left empty, the other has no counterpart at all. `draft` is
    the earlier draft, the previous one where it is not given.
    """

    from_: tuple[Line, ...] = Field((), alias="from")
    to: tuple[Line, ...] = ()
    kind: Verdict
    draft: DraftRef | None = None
    note: Text | None = None


class Draft(DatedRecord):
    """A version of the text that is negotiated; its dates say when it was published.

    Of what those who run the process published: `official_copy` is its text, `marked_copy` one
    with the changes since the previous draft, `synthesis` a report that brings the inputs on it
    together.
    """

    KIND: ClassVar[str] = "draft"

    title: Text
    label: Line | None = None
    symbol: Line | None = None
    description: Text | None = None
    stage: StageRef | None = None
    previous: DraftRef | None = None
    adopted: YesNo = False
    official_copy: Copy | None = None
    marked_copy: Copy | None = None
    synthesis: Copy | None = None
    documents: tuple[Link, ...] = ()
    text: Completeness
    outline: tuple[OutlineEntry, ...] = ()
    concordance: tuple[Correspondence, ...] = ()


class Thread(Record):
    """The permanent address of one paragraph through all drafts, written when first published.

    `places` lists where it was found then, each as draft#anchor. `clearway concordance --record`
    writes these; what became of a paragraph is worked out anew from the texts.
    """

    KIND: ClassVar[str] = "thread"

    source: Sources = ()
    places: tuple[Line, ...]
