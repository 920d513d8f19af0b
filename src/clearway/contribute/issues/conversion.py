"""Answers to a form as a change of one file: a new record, or an addition to one that is there.

Where a file goes is made of known names and of ids alone, so that no answer can lead elsewhere.
What an answer says is written by `records.writing`, which quotes it; the check then reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from clearway.contribute.issues.answers import (
    NO_ZONE,
    Answers,
    Refusal,
    Sent,
    bracketed,
    country_code,
    digest,
    given,
    id_of,
    in_register,
    names_of,
    organisation_of,
    when_of,
    word_of,
)
from clearway.contribute.new_record import FileChange
from clearway.errors import AnswerError, WriteError
from clearway.matching.letters import spelling
from clearway.problems import nearest, quoted
from clearway.publish.issue_forms import FOR_AN_ORGANISATION
from clearway.records.editing.layout import HOME_OF_KIND, record_path
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.editing.yaml_writing import Written, record_text
from clearway.records.endorsing import closing_of
from clearway.records.kinds.statement import Endorsement, SignatoryKind, Statement
from clearway.records.record import DatedRecord

# --- A record as a new file


def new_record(
    kind: str,
    id: str,
    values: Mapping[str, Written],
    sent: Sent,
    there: tuple[str, ...],
    body: str = "",
    folder: str = "",
) -> FileChange:
    """A new file. `there` is the sentence for the case that it is there already, and what stands
    in it before the path: what somebody wrote is never the sentence itself, whose braces count."""
    path = record_path(kind, id, folder)
    if path in sent.paths:
        sentence, *before = there
        raise AnswerError(sentence.format(*before, path))
    return FileChange(path, record_text(HOME_OF_KIND[kind], values, body), is_new=True)


# --- A date that moved


def moved_date(answers: Answers, sent: Sent) -> FileChange:
    record = _dated(answers["date"], sent)
    stands = record.ledger.standing
    zone, when = answers["zone"], when_of(answers["when"])
    if when.has_time and not zone:
        zone = stands.zone or ""
        if not zone:
            raise AnswerError(NO_ZONE)
    if (when, zone or None) == (stands.when, stands.zone):
        raise AnswerError(f"{answers['when']} is the date that it has here already")
    reading: dict[str, Written] = {"when": answers["when"]}
    reading |= given(
        zone=zone,
        announced=answers["announced"],
        reason=answers["reason"],
        source=answers["source"],
    )
    path = record.origin.path
    return FileChange(path, with_moved_date(sent.read(path), record, reading), is_new=False)


_OF_THE_DATE = ("when", "zone", "printed", "announced")
"""What is said of a single date beside it, and moves into the ledger with it."""


def with_moved_date(text: str, record: DatedRecord, reading: Mapping[str, Written]) -> str:
    """The text of the record's file with a further date. Raises WriteError.

    A record with a single date in `when` gets a ledger `dates` in its place, which begins with that
    date and all that was said of it.
    """
    edits = YamlEdits(text, record.origin.path)
    at = (record.id, "dates") if record.origin.prefix else ("dates",)
    if record.dates:
        edits.append(at, [reading])
    else:
        edits.gather(at, _OF_THE_DATE, ("source",), [reading])
    return edits.text()


def _dated(said: str, sent: Sent) -> DatedRecord:
    """The dated record that is meant: by `kind:id`, id, title, or the address of its page."""
    dated = [record for record in sent.process if isinstance(record, DatedRecord)]
    last = said.partition("#")[0].rstrip("/").rsplit("/", 1)[-1]
    key = said.casefold()
    found = [r for r in dated if key in (r.ref, r.id)] or [
        r for r in dated if key == _title(r).casefold() or last == r.id
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(sorted(record.ref for record in found))
        raise AnswerError(f"{quoted(said)} may be one of several: {names}. Write one of these")
    hint = nearest(said, {_title(r) for r in dated} | {r.id for r in dated}, "Copy its title here")
    raise AnswerError(f"{quoted(said)} is no date that is here. {hint}")


def _title(record: DatedRecord) -> str:
    return " ".join(str(getattr(record, "title", record.id)).split())


# --- Consultations, submissions and organisations that are not there yet


def consultation(answers: Answers, sent: Sent) -> FileChange:
    registration = given(url=answers["register"])
    if answers["closes"]:
        registration["closes"] = {"when": answers["closes"], "source": answers["source"]}
    day = when_of(answers["when"])
    if day.has_time and not answers["zone"]:
        raise AnswerError(NO_ZONE)
    values: dict[str, Written] = {"title": answers["title"], "when": answers["when"]}
    values |= given(
        zone=answers["zone"],
        modality=answers["modality"],
        venue=given(city=answers["city"], country=country_code(answers["country"])),
        convenor=answers["convenor"],
        draft=bracketed(answers["draft"]),
        registration=registration,
        source=answers["source"],
    )
    id = id_of(f"{day.first_day.isoformat()} {answers['city'] or answers['title']}")
    there = ("A consultation of that day and place is in the file {}: correct that one",)
    return new_record("consultation", id, values, sent, there, answers["text"])


def submission(answers: Answers, sent: Sent) -> FileChange:
    by, draft = organisation_of(answers["by"], sent), bracketed(answers["draft"])
    if not by and not answers["behalf"]:
        raise AnswerError("Say from which organisation it is, or on whose behalf")
    values: dict[str, Written] = {"title": answers["title"]}
    values |= given(
        by=[by.id] if by else "",
        on_behalf_of=answers["behalf"],
        date=answers["date"],
        draft=draft,
        source=answers["source"],
    )
    id = f"{by.id}-{draft}" if by and draft else id_of(answers["title"])
    there = ("It is in the file {} already: correct that one, or choose another title",)
    if record_path("submission", id) in sent.paths:
        id = id_of(answers["title"])
    return new_record("submission", id, values, sent, there, answers["text"])


def new_organisation(answers: Answers, sent: Sent) -> FileChange:
    values: dict[str, Written] = {"name": answers["name"]}
    group = word_of("group", answers["group"], sent)
    values |= given(
        acronyms=[answers["acronym"]] if answers["acronym"] else "",
        country=country_code(answers["country"]),
        group=group,
        group_basis="description" if group else "",
        url=answers["url"],
        source=answers["source"],
    )
    name, there = answers["name"], "{} is in the list already: the file {}"
    for known in in_register(name, sent):
        raise AnswerError(there.format(name, known.origin.path))
    return new_record("organisation", id_of(name), values, sent, (there, name))


# --- Who endorses a statement, and who withdraws


def endorse(answers: Answers, sent: Sent) -> FileChange:
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
        raise AnswerError(f"{quoted(str(statement.title))} took endorsements until {closing}")
    return sent.at.astimezone(ZoneInfo(closing.zone if closing else zone)).date()


def withdraw(answers: Answers, sent: Sent) -> FileChange:
    statement = _statement(answers["statement"], sent)
    endorsement = _endorsement(statement, answers["name"], sent)
    path = endorsement.origin.path
    if endorsement.withdrawn:
        since = endorsement.withdrawn.date
        told = f"{endorsement.name} withdrew already, on {since}, as the file {path} says"
        raise AnswerError(told)
    day = when_of(answers["date"]) if answers["date"] else None
    if day and day.first_day > sent.day:
        raise AnswerError(
            f"{quoted(answers['date'])} is still to come. Name a day until {sent.day}"
        )
    withdrawn: dict[str, Written] = {"date": answers["date"] or sent.day}
    withdrawn |= given(source=sent.source, reason=answers["reason"])
    edits = YamlEdits(sent.read(path), path, HOME_OF_KIND["endorsement"].field_order)
    edits.set(("withdrawn",), withdrawn)
    return FileChange(path, edits.text(), is_new=False)


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
        raise AnswerError(f"{quoted(name)} may be one of several: {paths}. Write the file's name")
    shown = {e.name for several in known.values() for e in several}
    otherwise = "Write the name as it stands in the list"
    hint = nearest(name, shown, otherwise)
    raise AnswerError(f"{quoted(name)} is not among those who endorse {statement.id}. {hint}")


def _statement(option: str, sent: Sent) -> Statement:
    return sent.process.find(Statement, bracketed(option))


# --- Answers to a form as a change of one file


def changed(answers: Answers, sent: Sent) -> FileChange | Refusal:
    """The change that answers ask for, or why there is none."""
    try:
        return _MAKERS[answers.form.name](answers, sent)
    except (AnswerError, WriteError) as error:
        sentence = str(error)
        return Refusal((sentence if sentence.endswith((".", "?")) else f"{sentence}.",))


_MAKERS: Mapping[str, Callable[[Answers, Sent], FileChange]] = {
    "endorse": endorse,
    "withdraw": withdraw,
    "consultation": consultation,
    "submission": submission,
    "organisation": new_organisation,
    "moved-date": moved_date,
}
