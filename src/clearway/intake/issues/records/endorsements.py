"""Who endorses a statement, and who withdraws."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from clearway.intake.issues.answers import Answers
from clearway.intake.issues.forms import FOR_AN_ORGANISATION
from clearway.intake.issues.records.files import new_record
from clearway.intake.issues.records.sent import Change, DoesNotFit, Sent
from clearway.intake.issues.records.values import (
    bracketed,
    country_code,
    digest,
    given,
    id_of,
    names_of,
    organisation_of,
    when_of,
    word_of,
)
from clearway.records.closing import closing_of
from clearway.records.doubles.letters import spelling
from clearway.records.model import Endorsement, SignatoryKind, Statement
from clearway.records.wording import nearest, quoted
from clearway.records.writing import Written, with_field


def endorse(answers: Answers, sent: Sent) -> Change:
    statement = _statement(answers["statement"], sent)
    name, is_organisation = answers["name"], answers["signs"] == FOR_AN_ORGANISATION
    body = organisation_of(answers["organisation"] or (name if is_organisation else ""), sent)
    values: dict[str, Written] = {
        "name": name,
        "kind": "organisation" if is_organisation else "individual",
    }
    if body:
        values["organisation" if is_organisation else "affiliation"] = body.id
    if not is_organisation:
        values |= given(group=word_of("group", answers["group"], sent))
        values |= given(country=country_code(answers["country"]))
    values |= given(role=answers["role"])
    values["date"] = _day_of_endorsement(statement, sent)
    if statement.versions:
        values["sha256"] = statement.versions[-1].sha256
    values |= {"verified": "form", "source": sent.source or statement.ref}
    id = body.id if body and is_organisation else id_of(name)
    country = str(values.get("country", ""))
    namesake = sent.process.records.get(f"endorsement:{statement.id}/{id}")
    if isinstance(namesake, Endorsement) and _is_another(namesake, name, country):
        id = f"{id}-{digest(f'{name} {country} {sent.source}')}"
    there = "{} endorses it already, as the file {} says"
    return new_record("endorsement", id, values, sent, (there, name), folder=statement.id)


def _is_another(namesake: Endorsement, name: str, country: str) -> bool:
    """Whether who signs is not who signed under that id, or did and has withdrawn since."""
    if namesake.withdrawn:
        return True
    if namesake.kind is SignatoryKind.ORGANISATION:
        return False
    alike = spelling(namesake.name) == spelling(name)
    return not alike or bool(country and namesake.country and country != namesake.country)


def _day_of_endorsement(statement: Statement, sent: Sent) -> date:
    """The day on which it was sent, where the statement closes."""
    zone = sent.process.profile.zone
    closing = closing_of(statement, zone)
    if closing and closing.is_late(sent.at):
        raise DoesNotFit(f"{quoted(str(statement.title))} took endorsements until {closing}")
    return sent.at.astimezone(ZoneInfo(closing.zone if closing else zone)).date()


def withdraw(answers: Answers, sent: Sent) -> Change:
    statement = _statement(answers["statement"], sent)
    endorsement = _endorsement(statement, answers["name"], sent)
    path = endorsement.origin.path
    if endorsement.withdrawn:
        since = endorsement.withdrawn.date
        told = f"{endorsement.name} withdrew already, on {since}, as the file {path} says"
        raise DoesNotFit(told)
    day = when_of(answers["date"]) if answers["date"] else None
    if day and day.first_day > sent.day:
        raise DoesNotFit(f"{quoted(answers['date'])} is still to come. Name a day until {sent.day}")
    withdrawn: dict[str, Written] = {"date": answers["date"] or sent.day}
    withdrawn |= given(source=sent.source, reason=answers["reason"])
    return Change(path, with_field(sent.read(path), "withdrawn", withdrawn), is_new=False)


def _endorsement(statement: Statement, name: str, sent: Sent) -> Endorsement:
    """The one of that name; of an organisation also by what the register calls it."""
    register = {organisation.id: organisation for organisation in sent.process.organisations}
    known: dict[str, list[Endorsement]] = {}
    for endorsement in sent.process.endorsements:
        if endorsement.statement != statement.id:
            continue
        names = {endorsement.name, endorsement.printed or "", endorsement.id}
        if endorsement.organisation in register:
            names |= names_of(register[endorsement.organisation])
        for one in {spelling(each) for each in names - {""}}:
            known.setdefault(one, []).append(endorsement)
    found = known.get(spelling(name), [])
    found = [one for one in found if not one.withdrawn] or found
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(sorted(one.origin.path for one in found))
        raise DoesNotFit(f"{quoted(name)} may be one of several: {paths}. Write the file's name")
    shown = {e.name for several in known.values() for e in several}
    otherwise = "Write the name as it stands in the list"
    hint = nearest(name, shown, otherwise)
    raise DoesNotFit(f"{quoted(name)} is not among those who endorse {statement.id}. {hint}")


def _statement(option: str, sent: Sent) -> Statement:
    return sent.process.find(Statement, bracketed(option))
