"""Rules on commitments: which point of which statement, and by what it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt

from clearway.problems import Problem
from clearway.records.kinds.commitment import Commitment, Fulfilment
from clearway.records.model import Statement
from clearway.records.rules.subject import Subject


def check_commitment_point(subject: Subject) -> Iterator[Problem]:
    """A commitment must be a numbered point of its statement, and the only one for it."""
    statements = {statement.id: numbers(statement) for statement in subject.process.statements}
    taken: dict[tuple[str, int], str] = {}
    for commitment in subject.process.commitments:
        place, own = commitment.at("number"), (commitment.statement, commitment.number)
        there = statements.get(commitment.statement)
        if there and commitment.number not in there:
            must = f"number must be that of a point of statement {commitment.statement}"
            found = f"it is {commitment.number}, and the points are {there[0]} to {there[-1]}"
            remedy = "Write the number of the point"
            yield Problem(place, "commitment-point", must, found, remedy)
        if own in taken:
            must = "a point of a statement must be one commitment"
            found = f"{taken[own]} is of the same point"
            remedy = "Correct statement or number, or remove one of the two"
            yield Problem(place, "commitment-point", must, found, remedy)
        taken.setdefault(own, commitment.ref)


def numbers(statement: Statement) -> tuple[int, ...]:
    """The numbers of the list items in a statement's text, in order; empty where it has none."""
    tokens = MarkdownIt("commonmark", {"html": False}).parse(statement.body)
    items = (t.info for t in tokens if t.type == "list_item_open" and t.level == 1)
    return tuple(int(info) for info in items if info.isdecimal())


def check_commitment_text(subject: Subject) -> Iterator[Problem]:
    """A commitment must have its text and what it is judged by, or say that its text is unknown."""
    for commitment in subject.process.commitments:
        wrong = _other_text(commitment)
        if wrong:
            must = "a commitment must have text and rules or a judgement, or else text_unknown"
            yield Problem(commitment.at(), "commitment-text", must, *wrong)


def _other_text(commitment: Commitment) -> tuple[str, str] | None:
    """What is and what to do."""
    judged = bool(commitment.rules or commitment.judgement)
    if commitment.text and commitment.text_unknown:
        return "it has both text and text_unknown", "Remove one of the two"
    if not (commitment.text or commitment.text_unknown):
        return "it has neither text nor text_unknown", "Add text:, or text_unknown: with the reason"
    if commitment.text_unknown and judged:
        return "its text is unknown, and yet it is judged", "Remove rules and judgement"
    if commitment.text and not judged:
        return "nothing says by what it is judged", "Add rules: or judgement:"
    return None


def check_commitment_settled(subject: Subject) -> Iterator[Problem]:
    """What an editor could not judge must say what would settle it."""
    for commitment in subject.process.commitments:
        judgement = commitment.judgement
        open_ = commitment.text_unknown or (judgement and judgement.verdict is Fulfilment.UNKNOWN)
        if open_ and not commitment.settled_by:
            must = "a commitment that is not judged must have the field settled_by"
            remedy = "Add settled_by: with the records or sources that would settle it"
            place = commitment.at("judgement", "verdict") if judgement else commitment.at()
            found = "it is not given here"
            yield Problem(place, "commitment-settled", must, found, remedy)


def check_judgement_evidence(subject: Subject) -> Iterator[Problem]:
    """A judgement must have evidence unless it is unknown."""
    for commitment in subject.process.commitments:
        judgement = commitment.judgement
        if judgement and judgement.verdict is not Fulfilment.UNKNOWN and not judgement.evidence:
            must = "a judgement must have the field evidence, unless it is unknown"
            found = f"it is {judgement.verdict}, and nothing tells why"
            remedy = "Add evidence: with a text and its source, or write unknown"
            place = commitment.at("judgement", "verdict")
            yield Problem(place, "judgement-evidence", must, found, remedy)
