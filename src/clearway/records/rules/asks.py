"""Rules on commitments: which point of which statement, and by what it is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt

from clearway.problems import Place, Problem, nearest, quoted
from clearway.records.kinds.ask import Ask, Fate, Finding, Scope, Treatment
from clearway.records.kinds.commitment import Commitment, Fulfilment
from clearway.records.kinds.consultation import Summary
from clearway.records.kinds.statement import Statement
from clearway.records.kinds.submission import Submission
from clearway.records.references import named, paragraphs_of
from clearway.records.rules.subject import Subject
from clearway.texts.paragraphs import NumberedParagraph

# --- Rules on asks: where they come from, and what drafts did with them


RANGE = re.compile(r"(?P<first>\S{1,100}?)\s*[-–]\s*(?P<last>\S+)")
"""Paragraphs from one to another; a name such as p12-a is tried as a single one first."""


def check_ask_raised(subject: Subject) -> Iterator[Problem]:
    """An ask must come from a point or an answer that there is, or name another source."""
    for ask in subject.process.asks:
        if not ask.raised and not ask.source:
            must = "an ask must name where it was raised, or a source of its own"
            found = "raised is unknown, and there is no source"
            remedy = "Add source: with the address of the page where the ask can be read"
            yield Problem(ask.at("raised"), "ask-raised", must, found, remedy)
        for field, index, raised in _places(ask):
            ref, _, part = raised.partition("#")
            record = subject.process.records.get(ref)
            if part and record is not None and part not in _parts(record):
                must = f"{field} must name a part that {ref} has"
                found = f"it has none called {quoted(part)}"
                remedy = nearest(part, _parts(record), f"Look it up in {record.place.path}")
                yield Problem(ask.at(field, index), "ask-raised", must, found, remedy)


def _places(ask: Ask) -> Iterator[tuple[str, int, str]]:
    for index, raised in enumerate(ask.raised):
        yield "raised", index, raised
    for index, raised in enumerate(ask.suggested):
        yield "suggested", index, raised


def _parts(record: object) -> tuple[str, ...]:
    if isinstance(record, Summary):
        return tuple(point.id for point in record.points)
    return tuple(a.id for a in record.answers) if isinstance(record, Submission) else ()


def check_position_holder(subject: Subject) -> Iterator[Problem]:
    """A position must be that of one country, or of one group of countries."""
    for position in subject.process.positions:
        if (position.country is None) == (position.bloc is None):
            must = "a position must have a country or a bloc, and not both"
            found, remedy = "it has neither", "Add one of them"
            if position.country:
                found, remedy = "it has both", "Write a position of its own for each"
            yield Problem(position.place, "position-holder", must, found, remedy)


def check_ask_scope(subject: Subject) -> Iterator[Problem]:
    """Only an ask about the text has fates in drafts; one about the process has commitments."""
    for ask in subject.process.asks:
        if ask.scope is Scope.PROCESS and ask.fates:
            must = "fates must be left to asks about the text"
            found = "this one is about the process"
            remedy = "Correct scope, or name commitments in place of fates"
            yield Problem(ask.at("fates"), "ask-scope", must, found, remedy)
        if ask.scope is Scope.TEXT and ask.commitments:
            must = "commitments must be left to asks about the process"
            found = "this one is about the text"
            remedy = "Correct scope, or say in fates what became of it"
            yield Problem(ask.at("commitments"), "ask-scope", must, found, remedy)


def check_fate_once(subject: Subject) -> Iterator[Problem]:
    """An ask must have one fate in each draft."""
    for ask, index, treatment in _treatments(subject):
        if treatment.draft in {t.draft for t in ask.fates[:index]}:
            must = "fates must hold each draft once"
            found = f"{treatment.draft} stands here a second time"
            yield Problem(_at(ask, index, "draft"), "fate-once", must, found, "Make one of the two")


def check_fate_evidence(subject: Subject) -> Iterator[Problem]:
    """A fate must have evidence unless it is unknown."""
    for ask, index, treatment in _treatments(subject):
        if treatment.fate is not Fate.UNKNOWN and treatment.evidence is None:
            must = "a fate must have the field evidence, unless it is unknown"
            found = f"it is {treatment.fate}, and nothing tells where that can be seen"
            remedy = "Add evidence: with a source, or write unknown"
            yield Problem(_at(ask, index, "fate"), "fate-evidence", must, found, remedy)


def check_fate_removed(subject: Subject) -> Iterator[Problem]:
    """What a draft removed or weakened must have been in an earlier one."""
    before = _earlier(subject)
    for ask, index, treatment in _treatments(subject):
        present = {t.draft for t in ask.fates if t.fate.is_present and not t.is_suggested}
        is_less = treatment.fate in (Fate.REMOVED, Fate.REMOVED_OR_WEAKENED)
        if is_less and not present & before.get(treatment.draft, set()):
            must = "what is removed must be partial or reflected in an earlier draft"
            found = f"no draft before {treatment.draft} is said to have had it"
            remedy = "Write absent, or add the draft that had it, with evidence"
            yield Problem(_at(ask, index, "fate"), "fate-removed", must, found, remedy)


def _earlier(subject: Subject) -> Mapping[str, set[str]]:
    """For each draft those that came before it."""
    previous = {draft.id: draft.previous for draft in subject.process.drafts}
    found: dict[str, set[str]] = {}
    for id, at in previous.items():
        found[id] = set()
        while at is not None and at not in found[id]:
            found[id].add(at)
            at = previous.get(at)
    return found


def check_fate_paragraph(subject: Subject) -> Iterator[Problem]:
    """A paragraph that shows a fate must be one of that draft, where the draft's text is held."""
    texts = {draft.id: paragraphs_of(draft) for draft in subject.process.drafts}
    for ask, index, treatment in _treatments(subject):
        paragraphs = texts.get(treatment.draft)
        if paragraphs is None or treatment.evidence is None:
            continue
        for place, name in _named_in(ask, index, treatment.evidence):
            if not _all_there(paragraphs, name):
                numbers = {p.number for p in paragraphs if p.number}
                must = f"paragraph must name paragraphs that draft {treatment.draft} has"
                remedy = nearest(name, numbers, "Look its number up")
                found = f"none is called {quoted(name)}"
                yield Problem(place, "fate-paragraph", must, found, remedy)


def _named_in(ask: Ask, index: int, evidence: Finding) -> Iterator[tuple[Place, str]]:
    for number, name in enumerate(evidence.paragraph):
        yield _at(ask, index, "evidence", "paragraph", number), name


def _all_there(paragraphs: tuple[NumberedParagraph, ...], name: str) -> bool:
    if named(paragraphs, name):
        return True
    ends = RANGE.fullmatch(name)
    return ends is not None and all(named(paragraphs, end) for end in ends.group("first", "last"))


def _treatments(subject: Subject) -> Iterator[tuple[Ask, int, Treatment]]:
    for ask in subject.process.asks:
        for index, treatment in enumerate(ask.fates):
            yield ask, index, treatment


def _at(ask: Ask, index: int, *loc: str | int) -> Place:
    return ask.at("fates", index, *loc)


# --- Rules on commitments: which point of which statement, and by what it is judged


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
