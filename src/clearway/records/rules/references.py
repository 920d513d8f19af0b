"""Rules on what records refer to."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.problems import Place, Problem
from clearway.records.places import Loc
from clearway.records.rules.subject import Subject
from clearway.records.walk import references, references_of_fragment


def check_reference(subject: Subject) -> Iterator[Problem]:
    """What a record refers to must be there."""
    for record in subject.process:
        for loc, kind, id in references(record):
            if not subject.has(kind, id):
                yield from _missing(subject, record.at(*loc), loc, kind, id)
    for fragment in subject.fragments:
        for loc, kind, id in references_of_fragment(fragment):
            if not subject.has(kind, id):
                yield from _missing(subject, fragment.at(*loc), loc, kind, id)


def _missing(subject: Subject, place: Place, loc: Loc, kind: str, id: str) -> Iterator[Problem]:
    names = [part for part in loc if isinstance(part, str)]
    # The names of fields end at a list or, where ids are the names themselves, before the id.
    field = names[-2] if len(names) > 1 and names[-1] == id else names[-1]
    problem = subject.missing(place, field, kind, id)
    if problem is not None:
        yield problem
