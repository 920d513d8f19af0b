"""Rules on endorsements: who signs, when, and which text."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.problems import Problem
from clearway.records.closing import closing_of
from clearway.records.model import Endorsement, SignatoryKind, Statement, StatementVersion
from clearway.records.rules.subject import Subject


def check_endorsement_kind(subject: Subject) -> Iterator[Problem]:
    """An organisation's endorsement must name it in the register; a person's must not be one."""
    for e in subject.process.endorsements:
        if e.kind is SignatoryKind.ORGANISATION and e.organisation is None:
            must = "an endorsement by an organisation must have the field organisation"
            found = "it is not given here"
            remedy = "Add the id of its file in data/organisations/, and that file if it has none"
            yield Problem(e.at(), "endorsement-kind", must, found, remedy)
        if e.kind is SignatoryKind.ORGANISATION and e.affiliation is not None:
            must = "affiliation must be left to endorsements by individuals"
            found = f"this one is by an organisation and has {e.affiliation}"
            remedy = "Remove the line; a parent is written in the organisation's own file"
            yield Problem(e.at("affiliation"), "endorsement-kind", must, found, remedy)
        if e.kind is SignatoryKind.INDIVIDUAL and e.organisation is not None:
            must = "organisation must be left to endorsements by organisations"
            found = f"this one is by an individual and has {e.organisation}"
            remedy = "Write it as affiliation: instead: who signs as a person signs for nobody else"
            yield Problem(e.at("organisation"), "endorsement-kind", must, found, remedy)


def check_endorsed_in_time(subject: Subject) -> Iterator[Problem]:
    """An endorsement must be dated no later than the day on which its statement closes, in the
    zone of the closing or else of the process."""
    zone = subject.process.profile.zone
    closing = {s.id: closing_of(s, zone) for s in subject.process.statements}
    for e in subject.process.endorsements:
        closes = closing.get(e.statement)
        if closes and e.date and closes.is_late(e.date):
            must = f"date must not be later than {closes}, when endorsement closed"
            remedy = "Correct the date; an endorsement that came late cannot be added"
            yield Problem(e.at("date"), "endorsed-in-time", must, f"it is {e.date}", remedy)


def check_endorsed_version(subject: Subject) -> Iterator[Problem]:
    """The text that an endorsement names must be a version of its statement, and there by then."""
    statements = {s.id: s for s in subject.process.statements}
    for e in subject.process.endorsements:
        statement = statements.get(e.statement)
        if statement is None or e.sha256 is None:
            continue
        found = _other_version(e, statement)
        if found:
            must = "sha256 must be that of a version of the statement, on or after its date"
            remedy = (
                f"Copy it from the versions in {statement.origin.path}, "
                "or remove the line while it is not known which text was endorsed"
            )
            yield Problem(e.at("sha256"), "endorsed-version", must, found, remedy)


def _other_version(e: Endorsement, statement: Statement) -> str | None:
    version = version_of(statement, e.sha256)
    if version is None:
        return f"{statement.id} has no version with {str(e.sha256)[:12]}…"
    if e.date and version.date and e.date.last_day < version.date.first_day:
        return f"it is that of {version.id} of {version.date}, and date is {e.date}"
    return None


def version_of(statement: Statement, sha256: str | None) -> StatementVersion | None:
    """The first version of a statement that has this text."""
    return next((v for v in statement.versions if v.sha256 == sha256), None)


def check_withdrawn_after(subject: Subject) -> Iterator[Problem]:
    """An endorsement must not have been withdrawn before it was given."""
    for e in subject.process.endorsements:
        if e.withdrawn and e.date and e.withdrawn.date.last_day < e.date.first_day:
            must = f"the date of withdrawn must not be earlier than {e.date}, the endorsement's own"
            found, remedy = f"it is {e.withdrawn.date}", "Correct one of the two dates"
            place = e.at("withdrawn", "date")
            yield Problem(place, "withdrawn-after", must, found, remedy)
