"""What was asked for, and what each draft did with it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.fields import (
    CommitmentRef,
    Day,
    DraftRef,
    GroupRef,
    Lines,
    Part,
    Raised,
    RaisedAt,
    Sources,
    Text,
    Texts,
    TopicRef,
)
from clearway.records.record import Record


class Scope(StrEnum):
    """Whether one asks for words in the text, or for another way of running the process."""

    TEXT = "text"
    """For words in the text."""
    PROCESS = "process"
    """For another way of running the process."""


class Fate(StrEnum):
    """What a draft does with an ask. `removed`: an earlier draft had it, this one does not."""

    ABSENT = "absent"
    """The draft does not have it."""
    PARTIAL = "partial"
    """The draft has a part of it."""
    REFLECTED = "reflected"
    """The draft has it."""
    REMOVED = "removed"
    """An earlier draft had it, this one does not."""
    REMOVED_OR_WEAKENED = "removed-or-weakened"
    """A source says that it was removed or weakened, and not which of the two."""
    UNKNOWN = "unknown"
    """It is not known."""

    @property
    def is_present(self) -> bool:
        return self in (Fate.PARTIAL, Fate.REFLECTED)


class Judged(StrEnum):
    """Who says so."""

    SUGGESTED = "suggested"
    """A program, and no editor has looked yet."""
    CHECKED = "checked"
    """An editor."""
    VERIFIED = "verified"
    """A second editor as well."""


class Grounds(StrEnum):
    """On what a fate rests."""

    SAID = "said"
    """A source says so."""
    INFERRED = "inferred"
    """Editors read it out of what a source says."""


class Finding(Part):
    """Where a draft's treatment of an ask can be read.

    `paragraph` names paragraphs of that draft: '45', or '50-54' for a range.
    """

    paragraph: Lines = ()
    """The paragraphs of the draft: a number, or a range such as 50-54."""
    source: Sources
    """Where it can be read."""
    note: Text | None = None
    """What it says there, in your own words."""


class Treatment(Part):
    """What one draft does with an ask, who judged that, and on what day."""

    draft: DraftRef
    """The draft."""
    fate: Fate
    """What the draft does with it."""
    evidence: Finding | None = None
    """Where that can be read. Only unknown needs none."""
    judged: Judged
    """Who judged it."""
    basis: Grounds = Grounds.SAID
    """What the judgement rests on. Leave it out if a source says so."""
    date: Day
    """The day on which it was judged."""

    @property
    def is_suggested(self) -> bool:
        """Whether only a machine says so."""
        return self.judged is Judged.SUGGESTED


class Ask(Record):
    """Something that people want, in the editors' words.

    `raised` names where it was asked for, which is its source: points of summaries
    (`summary:<id>#<point>`) and submissions or their answers (`submission:<id>#<answer>`). It is
    empty where no source says that; then the ask has another source.
    `groups` are those known to have raised it. A draft without a treatment is unknown. `suggested`
    are places that a machine proposes for `raised`; an editor moves them there, or removes them.
    """

    KIND: ClassVar[str] = "ask"

    title: Text
    """What is asked for, in a few words."""
    topic: TopicRef
    """The topic that it is about."""
    scope: Scope = Scope.TEXT
    """What it asks for. Leave it out if it is words in the text."""
    text: Text
    """What is asked for, in your own words."""
    raised: Raised
    """Where it was asked: a point of a summary, a submission, or one of its answers. Write unknown
    if no source says so."""
    suggested: tuple[RaisedAt, ...] = ()
    """Places that a program proposes for raised. Move them there, or delete them."""
    groups: tuple[GroupRef, ...] = ()
    """The groups that asked for it, as far as it is known."""
    fates: tuple[Treatment, ...] = ()
    """What each draft did with it. A draft that is not listed is unknown."""
    commitments: tuple[CommitmentRef, ...] = ()
    """The points of statements that ask for the same."""
    note: Texts = ()
    """What else readers should know."""
    source: Sources = ()
    """A further source, if raised does not say it all. Needed if raised is unknown."""
