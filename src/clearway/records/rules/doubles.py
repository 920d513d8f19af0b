"""Rules on doubles: a signatory endorses a statement once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearway.problems import Problem, Severity
from clearway.records.doubles import NameIndex, Sameness, named
from clearway.records.model import Endorsement
from clearway.records.rules.subject import Subject
from clearway.records.wording import nearest, quoted


def check_endorsement_double(subject: Subject) -> Iterator[Problem]:
    """A signatory must endorse a statement once; two that look alike must say that they are two.

    What is certain is an error, what is likely a warning. It is told of the later one of two, and
    once. One that was withdrawn may be followed by a new one.
    """
    register = {organisation.id: organisation for organisation in subject.process.organisations}
    empty: NameIndex[Endorsement] = NameIndex(register.values())
    indexes: dict[str, NameIndex[Endorsement]] = {}
    standing = (e for e in subject.process.endorsements if e.withdrawn is None)
    for e in sorted(standing, key=_given):
        index = indexes.get(e.statement) or indexes.setdefault(e.statement, empty.another())
        names = named(e, register)
        for other, sameness in index.matches(**names):
            if other.id not in e.different_from and e.id not in other.different_from:
                yield _double(e, other, sameness)
                break
        index.add(e, **names)


def _given(e: Endorsement) -> tuple[date, str, str]:
    return (e.date.first_day if e.date else date.min), e.statement, e.id


def _double(e: Endorsement, other: Endorsement, sameness: Sameness) -> Problem:
    must = "a signatory may endorse a statement only once"
    two = f"if they are two, add different_from: [{', '.join((*e.different_from, other.id))}] here"
    if sameness is Sameness.EXACT:
        same = e.organisation is not None and e.organisation == other.organisation
        what = f"the organisation {e.organisation}" if same else f"the name {quoted(other.name)}"
        found = f"{other.origin.path} has {what} already"
        remedy = f"Keep one of the two files; {two}"
        return Problem(e.at("name"), "endorsement-double", must, found, remedy)
    found = f"this may be the {other.kind} {quoted(other.name)} of {other.origin.path}"
    remedy = f"If they are one, keep one of the two files; {two}"
    return Problem(
        e.at("name"), "endorsement-double", must, found, remedy, severity=Severity.WARNING
    )


def check_different_from(subject: Subject) -> Iterator[Problem]:
    """different_from must name other endorsements of the same statement."""
    known: dict[str, set[str]] = {}
    for ref in subject.ids.get("endorsement", ()):
        statement, _, id = ref.partition("/")
        known.setdefault(statement, set()).add(id)
    for e in subject.process.endorsements:
        for index, id in enumerate(e.different_from):
            others = known.get(e.statement, set()) - {e.id}
            if id not in others:
                must = "different_from must name another endorsement of the same statement"
                found = "it names its own" if id == e.id else f"{e.statement} has none {quoted(id)}"
                otherwise = "Write the name of the other file without .yaml, or remove it"
                remedy = nearest(id, others, otherwise)
                yield Problem(e.at("different_from", index), "different-from", must, found, remedy)
