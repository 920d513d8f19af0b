"""Proposals, comparisons and the steps of a life in words."""

from __future__ import annotations

from clearway.insight.lineage import ComparedPair, Match, ProposalFate, Statistics, ThreadMoment
from clearway.publish import labels
from clearway.records.kinds.annotation import Action, Annotation, ProposalStatus, Stance


def statistics(counts: Statistics) -> str:
    """48 paragraphs: 31 the same, 9 edited. 212 words added, 148 deleted."""
    parts = [
        (counts.same, "the same"),
        (counts.edited, "edited"),
        (counts.added, "added"),
        (counts.deleted, "deleted"),
        (counts.moved, "moved"),
        (counts.split, "split"),
        (counts.merged, "merged"),
    ]
    told = ", ".join(f"{number:,} {what}" for number, what in parts if number)
    moved = f" Of those edited, split or merged, {counts.moved_too:,} moved too." * bool(
        counts.moved_too
    )
    return (
        f"{_number(counts.paragraphs, 'paragraph')}: {told}.{moved} "
        f"{_number(counts.words_added, 'word')} added, {counts.words_deleted:,} deleted."
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def shares(counts: Statistics) -> list[tuple[str, int, float]]:
    """Kind, number and per cent of all, for a picture; what is none is left out."""
    parts = [
        ("same", counts.same),
        ("edited", counts.edited),
        ("moved", counts.moved),
        ("split", counts.split),
        ("merged", counts.merged),
        ("added", counts.added),
        ("deleted", counts.deleted),
    ]
    total = sum(number for _, number in parts) or 1
    return [(kind, number, round(100 * number / total, 2)) for kind, number in parts if number]


_ACTIONS = {
    Action.INSERT: "asks to insert",
    Action.DELETE: "asks to delete",
    Action.REPLACE: "asks to replace",
    Action.MOVE: "asks to move",
    Action.ALTERNATIVE: "offers other words",
    Action.RETAIN: "asks to keep",
    Action.RESERVE: "reserves its position",
    Action.SUPPORT: "supports",
    Action.COMMENT: "remarks",
}


def action(annotation: Annotation) -> str:
    """'asks to delete'; for several proposers 'ask to delete'."""
    assert annotation.action is not None, "the check asks for it"
    verb, _, rest = _ACTIONS[annotation.action].partition(" ")
    if len(annotation.by) > 1:
        verb = "reserve" if verb == "reserves" else verb.removesuffix("s")
        rest = rest.replace("its", "their")
    return f"{verb} {rest}".strip()


_STATUSES = {
    ProposalStatus.OPEN: ("open", "amber"),
    ProposalStatus.AGREED: ("agreed", "leaf"),
    ProposalStatus.AD_REFERENDUM: ("agreed ad referendum", "leaf"),
    ProposalStatus.WITHDRAWN: ("withdrawn", "rose"),
    ProposalStatus.SUPERSEDED: ("superseded", "sea"),
}


def status(value: ProposalStatus) -> str:
    return _STATUSES[value][0]


def status_tone(value: ProposalStatus) -> str:
    return _STATUSES[value][1]


_STANCES = {
    Stance.SUPPORT: "Supported by",
    Stance.OPPOSE: "Opposed by",
    Stance.RESERVE: "Position reserved by",
    Stance.FLEXIBLE: "Flexible:",
}


def stance(value: Stance) -> str:
    return _STANCES[value]


_MATCHES = {
    Match.THERE: "the next draft has these words",
    Match.NEARLY: "the next draft has nearly these words",
    Match.NOT_THERE: "the next draft does not have these words",
    Match.GONE: "the words are not in the next draft",
    Match.STILL_THERE: "the words are still in the next draft",
    Match.MOVED: "the paragraph stands elsewhere in the next draft",
    Match.NOT_MOVED: "the paragraph did not move in the next draft",
}


def match(fate: ProposalFate) -> str:
    return _MATCHES[fate.match]


def step(moment: ThreadMoment, pair_: ComparedPair | None) -> str:
    """What happened to a paragraph on its way into a draft."""
    numbers = ""
    if pair_ is not None and moment.beside:
        others = [
            (pair_.new if version == moment.version else pair_.old).paragraphs[index].number
            for version, index in moment.beside
        ]
        numbers = " and ".join(number for number in others if number)
    said = {
        "first": "in the first text",
        "added": "new",
        "same": "the same",
        "edited": "edited",
        "moved": "moved",
        "returned": "back again",
        "split": f"split; the rest became {numbers}" if numbers else "split",
        "merged": f"merged from {numbers}" if numbers else "merged",
    }[moment.how]
    moved = ", moved" if moment.moved and moment.how != "moved" else ""
    return f"{said}{moved}{', renumbered' if moment.renumbered else ''}"


def percent(confidence: float) -> str:
    return f"{confidence:.0%}"


def brackets(open_: int, alternatives: int) -> str:
    """'3 open brackets, 1 with alternatives'; empty when nothing is open."""
    if not open_:
        return ""
    beside = f", {labels.count(alternatives, 'choice')}" if alternatives else ""
    return f"{labels.count(open_, 'open bracket')}{beside}"
