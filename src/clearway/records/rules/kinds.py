"""Rules on single kinds of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clearway.problems import Problem
from clearway.records.model import Completeness, Draft
from clearway.records.rules.subject import Subject


def check_draft_text(subject: Subject) -> Iterator[Problem]:
    """A draft must hold as much of its text as its field text says."""
    for draft in subject.process.drafts:
        found = _other_text(draft)
        if found:
            must = "text must say how much of the draft is held here: full, outline or none"
            found = f"it is {draft.text}, but {found}"
            remedy = "Correct the word, or add the text"
            yield Problem(draft.at("text"), "draft-text", must, found, remedy)


def _other_text(draft: Draft) -> str | None:
    has_body = bool(draft.body.strip())
    if draft.text is Completeness.FULL and not has_body:
        return "there is nothing after its fields"
    if draft.text is Completeness.NONE and (has_body or draft.outline):
        return "there is a text or an outline"
    if draft.text is Completeness.OUTLINE and not (draft.outline or has_body):
        return "there is no outline"
    return None


def check_previous(subject: Subject) -> Iterator[Problem]:
    """Drafts must follow one another without a circle."""
    previous = {draft.id: draft.previous for draft in subject.process.drafts}
    for draft in subject.process.drafts:
        if _leads_back(draft.id, previous):
            must = "previous must name an earlier draft"
            found = f"following it from {draft.id} leads back to {draft.id}"
            remedy = "Name the draft that came before, or remove the line for the first one"
            yield Problem(draft.at("previous"), "previous", must, found, remedy)


def _leads_back(id: str, previous: Mapping[str, str | None]) -> bool:
    seen, at = {id}, previous[id]
    while at is not None and at not in seen:
        seen.add(at)
        at = previous.get(at)
    return at == id
