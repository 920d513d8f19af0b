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
    PROCESS = "process"


class Fate(StrEnum):
    """What a draft does with an ask. `removed`: an earlier draft had it, this one does not."""

    ABSENT = "absent"
    PARTIAL = "partial"
    REFLECTED = "reflected"
    REMOVED = "removed"
    UNKNOWN = "unknown"

    @property
    def is_present(self) -> bool:
        return self in (Fate.PARTIAL, Fate.REFLECTED)


class Judged(StrEnum):
    """Who says so."""

    SUGGESTED = "suggested"
    """A machine, and nobody has looked yet."""
    CHECKED = "checked"
    """An editor."""
    VERIFIED = "verified"
    """A second editor too."""


class Grounds(StrEnum):
    """On what a fate rests."""

    SAID = "said"
    """A source says so."""
    INFERRED = "inferred"
    """The editors read it out of what a source says, as from 'restore', that it was there."""


class Finding(Part):
    """Where a draft's treatment of an ask can be read.

    `paragraph` names paragraphs of that draft: '45', or '50-54' for a range.
    """

    paragraph: Lines = ()
    source: Sources
    note: Text | None = None


class Treatment(Part):
    """What one draft does with an ask, who judged that, and on what day."""

    draft: DraftRef
    fate: Fate
    evidence: Finding | None = None
    judged: Judged
    basis: Grounds = Grounds.SAID
    date: Day

    @property
    def is_suggested(self) -> bool:
        """Whether only a machine says so."""
        return self.judged is Judged.SUGGESTED


class Ask(Record):
    """Something that people want, in the editors' words.

    `raised` names where it was asked for, which is its source: points of summaries
    (`summary:<id>#<point>`) and submissions or their answers (`submission:<id>#<answer>`).
    `groups` are those known to have raised it. A draft without a treatment is unknown. `suggested`
    are places that a machine proposes for `raised`; an editor moves them there, or removes them.
    """

    KIND: ClassVar[str] = "ask"

    title: Text
    topic: TopicRef
    scope: Scope = Scope.TEXT
    text: Text
    raised: Raised
    suggested: tuple[RaisedAt, ...] = ()
    groups: tuple[GroupRef, ...] = ()
    fates: tuple[Treatment, ...] = ()
    commitments: tuple[CommitmentRef, ...] = ()
    note: Texts = ()
    source: Sources = ()
