"""Who proposed what on a paragraph of a draft."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from clearway.records.fields import DraftRef, Line, OrganisationRef, Part, Text, TopicRef, Verbatim
from clearway.records.record import Record


class AnnotationType(StrEnum):
    """A proposal asks for a change, or for none; a note tells something about a paragraph."""

    PROPOSAL = "proposal"
    NOTE = "note"


class Action(StrEnum):
    """What a proposal asks for."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"
    ALTERNATIVE = "alternative"
    RETAIN = "retain"
    RESERVE = "reserve"
    SUPPORT = "support"
    COMMENT = "comment"


class Stance(StrEnum):
    """How somebody else stands to a proposal."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    RESERVE = "reserve"
    FLEXIBLE = "flexible"


class ProposalStatus(StrEnum):
    """How far the negotiation of a proposal has come, as a source says it."""

    OPEN = "open"
    AGREED = "agreed"
    AD_REFERENDUM = "ad-referendum"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Quote(Part):
    """Words of a paragraph, with as many before and after as make them the only ones.

    Without `exact` it is the place between `prefix` and `suffix`.
    """

    exact: Verbatim | None = None
    prefix: Verbatim | None = None
    suffix: Verbatim | None = None


class Position(Part):
    """How others stand to a proposal."""

    by: tuple[OrganisationRef, ...]
    stance: Stance
    note: Text | None = None


class Annotation(Record):
    """What somebody proposed on a paragraph of a draft, or a note on it.

    Its draft is the name of its file. Without a quote it is about the whole paragraph. `to` is
    where a paragraph should go: 'after 14', 'before 3', or 'to be decided'.
    """

    KIND: ClassVar[str] = "annotation"

    draft: DraftRef
    type: AnnotationType = AnnotationType.PROPOSAL
    paragraph: Line
    quote: Quote | None = None
    action: Action | None = None
    text: Text | None = None
    to: Line | None = None
    by: tuple[OrganisationRef, ...] = ()
    positions: tuple[Position, ...] = ()
    condition: Text | None = None
    status: ProposalStatus | None = None
    topic: TopicRef | None = None

    @property
    def ref(self) -> str:
        return f"{self.KIND}:{self.draft}/{self.id}"
