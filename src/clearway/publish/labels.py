"""What each value of an enumeration is called on pages and in feeds: one table for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clearway.insight.agenda.occasions import OccasionKind
from clearway.insight.lineage import Match
from clearway.insight.scorecard.promises import PromiseState
from clearway.records.dates.ledger import Evidence
from clearway.records.dates.transitions import TransitionKind
from clearway.records.kinds.annotation import Action, ProposalStatus, Stance
from clearway.records.kinds.ask import Fate, Judged
from clearway.records.kinds.commitment import Fulfilment
from clearway.records.kinds.consultation import Standing
from clearway.records.kinds.milestone import MilestoneKind, SilenceResult
from clearway.records.kinds.organisation import Basis


@dataclass(frozen=True, slots=True)
class Label:
    """A value in words, and how it looks where it has a tone of its own or a sign.

    `tone` is a colour of the style sheet, `sign` one character that never stands without the words
    near it, `sentence` says the same in full.
    """

    text: str
    tone: str = ""
    sign: str = ""
    sentence: str = ""


_KINDS_OF_DATES = {
    "silence-procedure": "silence procedure",
    "entry-into-force": "entry into force",
}
"""What a kind of date is called where its name is not the word."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Label]] = {
    MilestoneKind: {kind: Label(_KINDS_OF_DATES.get(kind, kind)) for kind in MilestoneKind},
    OccasionKind: {kind: Label(_KINDS_OF_DATES.get(kind, kind)) for kind in OccasionKind},
    SilenceResult: {
        SilenceResult.HELD: Label("not broken", "leaf"),
        SilenceResult.BROKEN: Label("broken", "rose"),
    },
    Standing: {
        Standing.CONSENSUS: Label("agreement", "leaf"),
        Standing.DIVERGENCE: Label("divergence", "rose"),
        Standing.UNDER_DISCUSSION: Label("open", "amber"),
    },
    Basis: {
        Basis.SEEN: Label("a source says so"),
        Basis.LABEL: Label("a source uses that word"),
        Basis.DESCRIPTION: Label("our reading of what a source describes"),
        Basis.NAME: Label("as its name says"),
    },
    Fate: {
        Fate.REFLECTED: Label("reflected", sign="●"),
        Fate.PARTIAL: Label("partial", sign="◐"),
        Fate.REMOVED: Label("removed", sign="✕"),
        Fate.REMOVED_OR_WEAKENED: Label("removed or weakened", sign="⊖"),
        Fate.ABSENT: Label("absent", sign="–"),
        Fate.UNKNOWN: Label("unknown", sign="○"),
    },
    Judged: {
        Judged.SUGGESTED: Label("Suggested by a machine, looked at by no person yet,"),
        Judged.CHECKED: Label("Judged by an editor"),
        Judged.VERIFIED: Label("Judged by two editors"),
    },
    PromiseState: {
        PromiseState.KEPT: Label("kept", "leaf", "●"),
        PromiseState.KEPT_LATE: Label("kept late", "amber", "◐"),
        PromiseState.BROKEN: Label("broken", "rose", "✕"),
        PromiseState.NOT_SEEN: Label("due and not seen", "amber", "◌"),
        PromiseState.NOT_YET_DUE: Label("not yet due", sign="→"),
        PromiseState.UNKNOWN: Label("not known", sign="○"),
    },
    Fulfilment: {
        Fulfilment.MET: Label("met", "leaf", "●"),
        Fulfilment.PARTLY: Label("partly", "amber", "◐"),
        Fulfilment.NOT_MET: Label("not met", "rose", "✕"),
        Fulfilment.UNKNOWN: Label("unknown", "soft", "○"),
    },
    Evidence: {
        Evidence.SEEN: Label("seen"),
        Evidence.PLANNED: Label(
            "planned",
            sentence="Planned: it was announced beforehand, and no later source was seen.",
        ),
        Evidence.INFERRED: Label("inferred", sentence="Our reading: no source says this outright."),
        Evidence.WEAK: Label(
            "one weak source",
            sentence="Weak: it rests on one indirect source, which may be mistaken.",
        ),
    },
    TransitionKind: {
        TransitionKind.MADE_EXACT: Label("date made exact", "sea"),
        TransitionKind.KEPT: Label("date kept", "leaf"),
        TransitionKind.MOVED: Label("date moved", "amber"),
        TransitionKind.CANCELLED: Label("cancelled", "rose"),
        TransitionKind.POSTPONED: Label("postponed", "rose"),
        TransitionKind.REINSTATED: Label("on again", "amber"),
    },
    # After one proposer; see `pages.drafts.descriptions.action` for several.
    Action: {
        Action.INSERT: Label("asks to insert"),
        Action.DELETE: Label("asks to delete"),
        Action.REPLACE: Label("asks to replace"),
        Action.MOVE: Label("asks to move"),
        Action.ALTERNATIVE: Label("offers other words"),
        Action.RETAIN: Label("asks to keep"),
        Action.RESERVE: Label("reserves its position"),
        Action.SUPPORT: Label("supports"),
        Action.COMMENT: Label("remarks"),
    },
    ProposalStatus: {
        ProposalStatus.OPEN: Label("open", "amber"),
        ProposalStatus.AGREED: Label("agreed", "leaf"),
        ProposalStatus.AD_REFERENDUM: Label("agreed ad referendum", "leaf"),
        ProposalStatus.WITHDRAWN: Label("withdrawn", "rose"),
        ProposalStatus.SUPERSEDED: Label("superseded", "sea"),
    },
    # Before the names of who takes it.
    Stance: {
        Stance.SUPPORT: Label("Supported by"),
        Stance.OPPOSE: Label("Opposed by"),
        Stance.RESERVE: Label("Position reserved by"),
        Stance.FLEXIBLE: Label("Flexible:"),
    },
    Match: {
        Match.THERE: Label("the next draft has these words"),
        Match.NEARLY: Label("the next draft has nearly these words"),
        Match.NOT_THERE: Label("the next draft does not have these words"),
        Match.GONE: Label("the words are not in the next draft"),
        Match.STILL_THERE: Label("the words are still in the next draft"),
        Match.MOVED: Label("the paragraph stands elsewhere in the next draft"),
        Match.NOT_MOVED: Label("the paragraph did not move in the next draft"),
    },
}


def label(value: StrEnum) -> Label:
    """The label of a value.

    >>> label(Fulfilment.NOT_MET)
    Label(text='not met', tone='rose', sign='✕', sentence='')
    """
    return LABELS[type(value)][value]
