"""Rules on the paragraphs of a draft's text."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.problems import Place, Problem
from clearway.records.model import Completeness
from clearway.records.paragraphs.checks import findings
from clearway.records.rules.subject import Subject


def check_paragraphs(subject: Subject) -> Iterator[Problem]:
    """A draft held in full must have numbers, brackets and references that hold together."""
    for draft in subject.process.drafts:
        if draft.text is not Completeness.FULL:
            continue
        for found in findings(draft.body, draft.origin.body_line):
            place = Place(draft.origin.path, found.line, found.column)
            yield Problem(place, found.rule, found.must, found.found, found.remedy)
