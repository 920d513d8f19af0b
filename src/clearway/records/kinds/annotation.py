"""Who proposed what on a paragraph of a draft."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.fields import DraftRef, Line, OrganisationRef, Part, Text, TopicRef, Verbatim
from clearway.records.record import Record


class AnnotationType(StrEnum):
    """A proposal asks for a change, or for none; a note tells something about a paragraph."""

    PROPOSAL = "proposal"
    """It asks for a change, or for none."""
    NOTE = "note"
    """It tells something about the paragraph."""


class Action(StrEnum):
    """What a proposal asks for."""

    INSERT = "insert"
    """Add words."""
    DELETE = "delete"
    """Take words out."""
    REPLACE = "replace"
    """Put other words in their place."""
    MOVE = "move"
    """Put the paragraph elsewhere."""
    ALTERNATIVE = "alternative"
    """Another text for the paragraph, beside the one that is there."""
    RETAIN = "retain"
    """Leave it as it is."""
    RESERVE = "reserve"
    """Keep the right to come back to it."""
    SUPPORT = "support"
    """Agree with it."""
    COMMENT = "comment"
    """Remark on it without asking for a change."""


class Stance(StrEnum):
    """How somebody else stands to a proposal."""

    SUPPORT = "support"
    """They are for it."""
    OPPOSE = "oppose"
    """They are against it."""
    RESERVE = "reserve"
    """They keep the right to come back to it."""
    FLEXIBLE = "flexible"
    """They can live with either."""


class ProposalStatus(StrEnum):
    """How far the negotiation of a proposal has come, as a source says it."""

    OPEN = "open"
    """It is still talked about."""
    AGREED = "agreed"
    """It was agreed."""
    AD_REFERENDUM = "ad-referendum"
    """It was agreed, and those who agreed must still ask at home."""
    WITHDRAWN = "withdrawn"
    """Whoever proposed it took it back."""
    SUPERSEDED = "superseded"
    """Another proposal took its place."""


class Quote(Part):
    """Words of a paragraph, with as many before and after as make them the only ones.

    Without `exact` it is the place between `prefix` and `suffix`.
    """

    exact: Verbatim | None = None
    """The words of the draft, letter by letter."""
    prefix: Verbatim | None = None
    """The words just before, if the same words occur twice."""
    suffix: Verbatim | None = None
    """The words just after, if the same words occur twice."""


class Position(Part):
    """How others stand to a proposal."""

    by: tuple[OrganisationRef, ...]
    """The organisations, by their names in the register."""
    stance: Stance
    """Whether they are for it."""
    note: Text | None = None
    """What they said about it, in your own words."""


class Annotation(Record):
    """What somebody proposed on a paragraph of a draft, or a note on it.

    Its draft is the name of its file. Without a quote it is about the whole paragraph. `to` is
    where a paragraph should go: 'after 14', 'before 3', or 'to be decided'.
    """

    KIND: ClassVar[str] = "annotation"

    draft: DraftRef
    """The draft. The name of the file says it."""
    type: AnnotationType = AnnotationType.PROPOSAL
    """Whether somebody asks for something."""
    paragraph: Line
    """The number of the paragraph."""
    quote: Quote | None = None
    """The words that it is about, if it is not about the whole paragraph."""
    action: Action | None = None
    """What the proposal asks for."""
    text: Text | None = None
    """The words that are proposed, or what the note says."""
    to: Line | None = None
    """Where a paragraph should move: after 14, before 3, or to be decided."""
    by: tuple[OrganisationRef, ...] = ()
    """Whose proposal it is, by their names in the register."""
    positions: tuple[Position, ...] = ()
    """What others think of it."""
    condition: Text | None = None
    """What would have to happen first."""
    status: ProposalStatus | None = None
    """How far it got, as a source says."""
    topic: TopicRef | None = None
    """The topic that it is about."""

    @property
    def ref(self) -> str:
        return f"{self.KIND}:{self.draft}/{self.id}"
