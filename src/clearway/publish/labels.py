"""What each value of an enumeration is called on pages and in feeds: one table for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from clearway.insight.agenda.occasions import OccasionKind
from clearway.insight.asks import FateChange
from clearway.insight.changes import NewsKind
from clearway.insight.lineage import Match
from clearway.insight.scorecard.promises import PromiseState
from clearway.language import N_, gettext
from clearway.records.dates.ledger import Evidence
from clearway.records.dates.transitions import TransitionKind
from clearway.records.kinds.annotation import Action, ProposalStatus, Stance
from clearway.records.kinds.ask import Fate, Judged
from clearway.records.kinds.commitment import Fulfilment
from clearway.records.kinds.consultation import Standing
from clearway.records.kinds.engagement import Nature
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
    "consultation": N_("consultation"),
    "deadline": N_("deadline"),
    "decision": N_("decision"),
    "draft": N_("draft"),
    "endorsement": N_("endorsement"),
    "entry-into-force": N_("entry into force"),
    "meeting": N_("meeting"),
    "negotiation": N_("negotiation"),
    "promise": N_("promise"),
    "publication": N_("publication"),
    "silence-procedure": N_("silence procedure"),
    "statement": N_("statement"),
}
"""What a kind of date is called."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Label]] = {
    MilestoneKind: {kind: Label(_KINDS_OF_DATES[kind]) for kind in MilestoneKind},
    OccasionKind: {kind: Label(_KINDS_OF_DATES[kind]) for kind in OccasionKind},
    SilenceResult: {
        SilenceResult.HELD: Label(N_("not broken"), "leaf"),
        SilenceResult.BROKEN: Label(N_("broken"), "rose"),
    },
    NewsKind: {
        NewsKind.ANNOUNCED: Label(N_("announced")),
        NewsKind.MADE_EXACT: Label(N_("made exact")),
        NewsKind.KEPT: Label(N_("kept")),
        NewsKind.MOVED: Label(N_("moved")),
        NewsKind.CANCELLED: Label(N_("cancelled")),
        NewsKind.POSTPONED: Label(N_("postponed")),
        NewsKind.REINSTATED: Label(N_("reinstated")),
        NewsKind.PUBLISHED: Label(N_("published")),
        NewsKind.KNOWN: Label(N_("known otherwise")),
        NewsKind.ADOPTED: Label(N_("adopted")),
        NewsKind.SUBMITTED: Label(N_("submitted")),
        NewsKind.WITHDRAWN: Label(N_("withdrawn")),
        NewsKind.CORRECTED: Label(N_("corrected")),
        NewsKind.ON_AGAIN: Label(N_("on again")),
        NewsKind.JUDGED: Label(N_("judged")),
    },
    FateChange: {
        FateChange.KEPT: Label(N_("kept")),
        FateChange.LOST: Label(N_("lost")),
        FateChange.REDUCED: Label(N_("removed or weakened")),
        FateChange.REGAINED: Label(N_("regained")),
        FateChange.NEW: Label(N_("new")),
        FateChange.STILL_OUT: Label(N_("still out")),
        FateChange.UNKNOWN: Label(N_("unknown")),
    },
    Nature: {
        Nature.ATTEMPT: Label(N_("attempt")),
        Nature.ADVICE: Label(N_("advice")),
    },
    Standing: {
        Standing.CONSENSUS: Label(N_("agreement"), "leaf"),
        Standing.DIVERGENCE: Label(N_("divergence"), "rose"),
        Standing.UNDER_DISCUSSION: Label(N_("open"), "amber"),
    },
    Basis: {
        Basis.SEEN: Label(N_("a source says so")),
        Basis.LABEL: Label(N_("a source uses that word")),
        Basis.DESCRIPTION: Label(N_("our reading of what a source describes")),
        Basis.NAME: Label(N_("as its name says")),
    },
    Fate: {
        Fate.REFLECTED: Label(N_("reflected"), sign="●"),
        Fate.PARTIAL: Label(N_("partial"), sign="◐"),
        Fate.REMOVED: Label(N_("removed"), sign="✕"),
        Fate.REMOVED_OR_WEAKENED: Label(N_("removed or weakened"), sign="⊖"),
        Fate.ABSENT: Label(N_("absent"), sign="–"),
        Fate.UNKNOWN: Label(N_("unknown"), sign="○"),
    },
    Judged: {
        Judged.SUGGESTED: Label(N_("Suggested by a machine, looked at by no person yet,")),
        Judged.CHECKED: Label(N_("Judged by an editor")),
        Judged.VERIFIED: Label(N_("Judged by two editors")),
    },
    PromiseState: {
        PromiseState.KEPT: Label(N_("kept"), "leaf", "●"),
        PromiseState.KEPT_LATE: Label(N_("kept late"), "amber", "◐"),
        PromiseState.BROKEN: Label(N_("broken"), "rose", "✕"),
        PromiseState.NOT_SEEN: Label(N_("due and not seen"), "amber", "◌"),
        PromiseState.NOT_YET_DUE: Label(N_("not yet due"), sign="→"),
        PromiseState.UNKNOWN: Label(N_("not known"), sign="○"),
    },
    Fulfilment: {
        Fulfilment.MET: Label(N_("met"), "leaf", "●"),
        Fulfilment.PARTLY: Label(N_("partly"), "amber", "◐"),
        Fulfilment.NOT_MET: Label(N_("not met"), "rose", "✕"),
        Fulfilment.UNKNOWN: Label(N_("unknown"), "soft", "○"),
    },
    Evidence: {
        Evidence.SEEN: Label(N_("seen")),
        Evidence.PLANNED: Label(
            N_("planned"),
            sentence=N_("Planned: it was announced beforehand, and no later source was seen."),
        ),
        Evidence.INFERRED: Label(
            N_("inferred"), sentence=N_("Our reading: no source says this outright.")
        ),
        Evidence.WEAK: Label(
            N_("one weak source"),
            sentence=N_("Weak: it rests on one indirect source, which may be mistaken."),
        ),
    },
    TransitionKind: {
        TransitionKind.MADE_EXACT: Label(N_("date made exact"), "sea"),
        TransitionKind.KEPT: Label(N_("date kept"), "leaf"),
        TransitionKind.MOVED: Label(N_("date moved"), "amber"),
        TransitionKind.CANCELLED: Label(N_("cancelled"), "rose"),
        TransitionKind.POSTPONED: Label(N_("postponed"), "rose"),
        TransitionKind.REINSTATED: Label(N_("on again"), "amber"),
    },
    # After one proposer; see `pages.drafts.descriptions.action` for several.
    Action: {
        Action.INSERT: Label(N_("asks to insert")),
        Action.DELETE: Label(N_("asks to delete")),
        Action.REPLACE: Label(N_("asks to replace")),
        Action.MOVE: Label(N_("asks to move")),
        Action.ALTERNATIVE: Label(N_("offers other words")),
        Action.RETAIN: Label(N_("asks to keep")),
        Action.RESERVE: Label(N_("reserves its position")),
        Action.SUPPORT: Label(N_("supports")),
        Action.COMMENT: Label(N_("remarks")),
    },
    ProposalStatus: {
        ProposalStatus.OPEN: Label(N_("open"), "amber"),
        ProposalStatus.AGREED: Label(N_("agreed"), "leaf"),
        ProposalStatus.AD_REFERENDUM: Label(N_("agreed ad referendum"), "leaf"),
        ProposalStatus.WITHDRAWN: Label(N_("withdrawn"), "rose"),
        ProposalStatus.SUPERSEDED: Label(N_("superseded"), "sea"),
    },
    # Before the names of who takes it.
    Stance: {
        Stance.SUPPORT: Label(N_("Supported by")),
        Stance.OPPOSE: Label(N_("Opposed by")),
        Stance.RESERVE: Label(N_("Position reserved by")),
        Stance.FLEXIBLE: Label(N_("Flexible:")),
    },
    Match: {
        Match.THERE: Label(N_("the next draft has these words")),
        Match.NEARLY: Label(N_("the next draft has nearly these words")),
        Match.NOT_THERE: Label(N_("the next draft does not have these words")),
        Match.GONE: Label(N_("the words are not in the next draft")),
        Match.STILL_THERE: Label(N_("the words are still in the next draft")),
        Match.MOVED: Label(N_("the paragraph stands elsewhere in the next draft")),
        Match.NOT_MOVED: Label(N_("the paragraph did not move in the next draft")),
    },
}


def label(value: StrEnum) -> Label:
    """The label of a value, in the language of the page.

    >>> label(Fulfilment.NOT_MET)
    Label(text='not met', tone='rose', sign='✕', sentence='')
    """
    found = LABELS[type(value)][value]
    return replace(found, text=gettext(found.text), sentence=gettext(found.sentence))


TERMS = {
    "added": N_("added"),
    "adopted": N_("adopted"),
    "annotations": N_("annotations"),
    "ask-in": N_("in"),
    "ask-out": N_("out"),
    "ask-reduced": N_("removed or weakened"),
    "ask-unknown": N_("unknown"),
    "asks": N_("asks"),
    "at-other-gatherings": N_("at other gatherings"),
    "commitments": N_("commitments"),
    "consultation-per-draft": N_("consultation per draft"),
    "consultations": N_("consultations"),
    "dated": N_("dated"),
    "deleted": N_("deleted"),
    "drafts": N_("drafts"),
    "edited": N_("edited"),
    "endorsements": N_("endorsements"),
    "engagements": N_("engagements"),
    "expected": N_("expected"),
    "group-spoke": N_("group spoke"),
    "input-invited-per-draft": N_("input invited per draft"),
    "known otherwise": N_("known otherwise"),
    "marked-copy-per-draft": N_("marked copy per draft"),
    "merged": N_("merged"),
    "milestones": N_("milestones"),
    "moved": N_("moved"),
    "notice-days": N_("notice days"),
    "notice-working-days": N_("notice working days"),
    "official-text-per-draft": N_("official text per draft"),
    "open-meetings": N_("open meetings"),
    "organisations": N_("organisations"),
    "papers-days": N_("papers days"),
    "papers-working-days": N_("papers working days"),
    "process": N_("process"),
    "profile": N_("profile"),
    "promises": N_("promises"),
    "proposer": N_("proposer"),
    "published": N_("published"),
    "published-within-days": N_("published within days"),
    "same": N_("same"),
    "sightings": N_("sightings"),
    "slips-told-in-time": N_("slips told in time"),
    "speakers-by-group": N_("speakers by group"),
    "split": N_("split"),
    "statements": N_("statements"),
    "status": N_("status"),
    "submissions": N_("submissions"),
    "submissions-published": N_("submissions published"),
    "summaries": N_("summaries"),
    "summaries-published": N_("summaries published"),
    "synthesis-per-draft": N_("synthesis per draft"),
    "threads": N_("threads"),
    "time-zones-served": N_("time zones served"),
    "today": N_("today"),
    "topic": N_("topic"),
    "under way": N_("under way"),
    "transcripts-and-recordings": N_("transcripts and recordings"),
    "versions": N_("versions"),
    "virtual-or-hybrid": N_("virtual or hybrid"),
    "written-input-days": N_("written input days"),
    "written-input-working-days": N_("written input working days"),
}
"""What pages call a list, a rule, a filter, or a state that has no type of its own."""


def term(name: str) -> str:
    """A word of the program in the language of the page; another name is shown as it is.

    >>> term("notice-days"), term("ask-out")
    ('notice days', 'out')
    """
    return gettext(TERMS.get(name, name))
