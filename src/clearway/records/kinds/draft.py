"""Versions of the text, and the paragraphs that live through them."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from clearway.records.dates.ledger import Evidence, Reading
from clearway.records.fields import (
    Address,
    DraftRef,
    Id,
    LanguageTag,
    Line,
    MilestoneRef,
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
    """The whole text is below the second line of three hyphens."""
    OUTLINE = "outline"
    """Only what sources say of single places, listed under outline."""
    NONE = "none"
    """Nothing of the text is here."""


class OutlineEntry(Part):
    """What is known of one place in a draft whose text is not held here."""

    id: Id
    """A name for this place, used in its address."""
    paragraph: Line | None = None
    """The number of the paragraph, if a source gives it."""
    topic: TopicRef | None = None
    """The topic that it is about."""
    text: Text
    """What the draft says there, in your own words."""
    source: Sources
    """Where that can be read."""


class Verdict(StrEnum):
    """What an editor says of paragraphs of two drafts."""

    SAME = "same"
    """These paragraphs became those."""
    NOT = "not"
    """None of these paragraphs became any of those."""


class Correspondence(Part):
    """An editor's word on which paragraphs of an earlier draft became which of this one.

    `same`: all of `from` became all of `to`, and nothing else did. `not`: none of `from` became
    any of `to`; with one of the two left empty, the other has no counterpart at all. `draft` is
    the earlier draft, the previous one where it is not given.
    """

    from_: tuple[Line, ...] = Field((), alias="from")
    """The paragraphs of the earlier draft, by their numbers."""
    to: tuple[Line, ...] = ()
    """The paragraphs of this draft, by their numbers."""
    kind: Verdict
    """Whether they correspond."""
    draft: DraftRef | None = None
    """The earlier draft. Leave it out if that is the previous one."""
    note: Text | None = None
    """Why you think so."""


class LanguageCopy(Part):
    """Where the official text of a draft is in another language."""

    language: LanguageTag
    """The language, such as fr."""
    url: Address
    """The address of the text in that language."""
    source: Sources = ()
    """Where it can be read that this is the official text in that language."""


class Draft(DatedRecord):
    """A version of the text that is negotiated; `when` is its official publication.

    The day that is printed on it, and the day on which it became known otherwise, are fields of
    their own. It was adopted on the date of the decision that `adopted_by` names.

    Of what those who run the process published: `official_copy` is its text, `marked_copy` one
    with the changes since the previous draft, `synthesis` a report that brings the inputs on it
    together.
    """

    KIND: ClassVar[str] = "draft"

    title: Text
    """What it is called on its first page."""
    label: Line | None = None
    """A shorter name for charts."""
    symbol: Line | None = None
    """The official number of the document."""
    description: Text | None = None
    """What is special about it, in a sentence or two."""
    stage: StageRef | None = None
    """The stage of the process that it belongs to."""
    previous: DraftRef | None = None
    """The draft that came before it."""
    dated: Reading | None = None
    """The day that is printed on it, if that is not the day on which it was published."""
    known_otherwise: Reading | None = None
    """When its text became known without being published, such as by a leaked copy, and where."""
    adopted: YesNo = False
    """Write yes if it was adopted, and by which decision."""
    adopted_by: MilestoneRef | None = None
    """The decision that adopted it. Its date is the date of the adoption."""
    official_copy: Copy | None = None
    """Whether those who run the process published its text."""
    languages: tuple[LanguageCopy, ...] = ()
    """Where its official text is in other languages."""
    marked_copy: Copy | None = None
    """Whether they published a copy that marks the changes since the draft before it."""
    synthesis: Copy | None = None
    """Whether they published a report on what was put in before it."""
    documents: tuple[Link, ...] = ()
    """Documents and pages that belong to it."""
    text: Completeness
    """How much of its text is here."""
    outline: tuple[OutlineEntry, ...] = ()
    """What sources say of single places in a draft whose text is not here."""
    concordance: tuple[Correspondence, ...] = ()
    """Paragraphs that the program pairs wrongly with those of an earlier draft."""

    @property
    def is_published(self) -> bool:
        """Whether those who run the process published it, on a date that is known."""
        return self.evidence is not Evidence.PLANNED and not self.ledger.standing.when.is_unknown


class Translation(Record):
    """The text of a draft in another of its languages, as it was published.

    Its draft is the folder that it lies in, and the name of its file is the language. It may be as
    authentic as the text that the draft itself holds.
    """

    KIND: ClassVar[str] = "translation"

    id: LanguageTag
    """The language, such as fr. The name of the file says it."""
    draft: DraftRef
    """The draft. The folder of the file says it."""
    title: Line | None = None
    """What it is called on its first page, in that language."""
    note: Text | None = None
    """What readers should know about it, such as who translated it."""

    @property
    def ref(self) -> str:
        return f"{self.KIND}:{self.draft}/{self.id}"


class Thread(Record):
    """The permanent address of one paragraph through all drafts, written when first published.

    `places` lists where it was found then, each as draft#anchor. `clearway concordance --record`
    writes these; what became of a paragraph is computed again from the texts.
    """

    KIND: ClassVar[str] = "thread"

    source: Sources = ()
    """Left out: the places say where it comes from."""
    places: tuple[Line, ...]
    """Where the paragraph was found, as draft#paragraph."""
