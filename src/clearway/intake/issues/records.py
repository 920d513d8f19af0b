"""Answers to a form as a change of one file: a new record, or an addition to one that is there.

Where a file goes is made of known names and of ids alone, so that no answer can lead elsewhere.
What an answer says is written by `records.writing`, which quotes it; the check then reads it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from anyascii import anyascii

from clearway.intake.endorsements.places import country_of
from clearway.intake.issues.answers import Answers, Refusal
from clearway.intake.issues.edits import CannotEdit, with_moved_date
from clearway.intake.issues.forms import FOR_AN_ORGANISATION
from clearway.records.closing import closing_of
from clearway.records.doubles.letters import spelling
from clearway.records.fields import tidy_id
from clearway.records.homes import DATA, HOME_OF_KIND
from clearway.records.model import (
    DatedRecord,
    Endorsement,
    Organisation,
    Process,
    SignatoryKind,
    Statement,
)
from clearway.records.when import NotAWhen, When, read_when
from clearway.records.wording import nearest, quoted
from clearway.records.writing import CannotWrite, Written, record_text, with_field


@dataclass(frozen=True, slots=True)
class Change:
    """What one file below the tracker's folder is to hold; `is_new` if it is not there yet."""

    path: str
    text: str
    is_new: bool


@dataclass(frozen=True)
class Sent:
    """What an issue stands among: the records, the texts of files, when and where it was opened.

    `at` knows its zone.
    """

    process: Process
    read: Callable[[str], str]
    at: datetime
    source: str = ""

    @property
    def day(self) -> date:
        """Its day where the process is."""
        return self.at.astimezone(ZoneInfo(self.process.profile.zone)).date()

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(record.origin.path for record in self.process)


class _Refused(Exception):
    """An answer that does not fit the records; the message is a sentence."""


def changed(answers: Answers, sent: Sent) -> Change | Refusal:
    """The change that answers ask for, or why there is none."""
    try:
        return _MAKERS[answers.form.name](answers, sent)
    except (_Refused, CannotEdit, CannotWrite) as error:
        sentence = str(error)
        return Refusal((sentence if sentence.endswith((".", "?")) else f"{sentence}.",))


# --- endorsements --------------------------------------------------------------------------


def _endorse(answers: Answers, sent: Sent) -> Change:
    statement = _statement(answers["statement"], sent)
    name, is_organisation = answers["name"], answers["signs"] == FOR_AN_ORGANISATION
    body = _organisation(answers["organisation"] or (name if is_organisation else ""), sent)
    values: dict[str, Written] = {
        "name": name,
        "kind": "organisation" if is_organisation else "individual",
    }
    if body:
        values["organisation" if is_organisation else "affiliation"] = body.id
    if not is_organisation:
        values |= _given(group=_word("group", answers["group"], sent))
        values |= _given(country=_country(answers["country"]))
    values |= _given(role=answers["role"])
    values["date"] = _day_of_endorsement(statement, sent)
    if statement.versions:
        values["sha256"] = statement.versions[-1].sha256
    values |= {"verified": "form", "source": sent.source or statement.ref}
    id = body.id if body and is_organisation else _id(name)
    country = str(values.get("country", ""))
    namesake = sent.process.records.get(f"endorsement:{statement.id}/{id}")
    if isinstance(namesake, Endorsement) and _is_another(namesake, name, country):
        id = f"{id}-{_digest(f'{name} {country} {sent.source}')}"
    there = "{} endorses it already, as the file {} says"
    return _new("endorsement", id, values, sent, (there, name), folder=statement.id)


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
        raise _Refused(f"{quoted(str(statement.title))} took endorsements until {closing}")
    return sent.at.astimezone(ZoneInfo(closing.zone if closing else zone)).date()


def _withdraw(answers: Answers, sent: Sent) -> Change:
    statement = _statement(answers["statement"], sent)
    endorsement = _endorsement(statement, answers["name"], sent)
    path = endorsement.origin.path
    if endorsement.withdrawn:
        since = endorsement.withdrawn.date
        raise _Refused(f"{endorsement.name} withdrew already, on {since}, as the file {path} says")
    day = _when(answers["date"]) if answers["date"] else None
    if day and day.first_day > sent.day:
        raise _Refused(f"{quoted(answers['date'])} is still to come. Name a day until {sent.day}")
    withdrawn: dict[str, Written] = {"date": answers["date"] or sent.day}
    withdrawn |= _given(source=sent.source, reason=answers["reason"])
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
            names |= _names(register[endorsement.organisation])
        for one in {spelling(each) for each in names - {""}}:
            known.setdefault(one, []).append(endorsement)
    found = known.get(spelling(name), [])
    found = [one for one in found if not one.withdrawn] or found
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(sorted(one.origin.path for one in found))
        raise _Refused(f"{quoted(name)} may be one of several: {paths}. Write the file's name")
    shown = {e.name for several in known.values() for e in several}
    otherwise = "Write the name as it stands in the list"
    hint = nearest(name, shown, otherwise)
    raise _Refused(f"{quoted(name)} is not among those who endorse {statement.id}. {hint}")


def _statement(option: str, sent: Sent) -> Statement:
    return sent.process.find(Statement, _bracketed(option))


# --- consultations, submissions, organisations ---------------------------------------------


def _consultation(answers: Answers, sent: Sent) -> Change:
    registration = _given(url=answers["register"])
    if answers["closes"]:
        registration["closes"] = {"when": answers["closes"], "source": answers["source"]}
    day = _when(answers["when"])
    if day.has_time and not answers["zone"]:
        raise _Refused(_ZONE)
    values: dict[str, Written] = {"title": answers["title"], "when": answers["when"]}
    values |= _given(
        zone=answers["zone"],
        modality=answers["modality"],
        venue=_given(city=answers["city"], country=_country(answers["country"])),
        convenor=answers["convenor"],
        draft=_bracketed(answers["draft"]),
        registration=registration,
        source=answers["source"],
    )
    id = _id(f"{day.first_day.isoformat()} {answers['city'] or answers['title']}")
    there = ("A consultation of that day and place is in the file {}: correct that one",)
    return _new("consultation", id, values, sent, there, answers["text"])


def _submission(answers: Answers, sent: Sent) -> Change:
    by, draft = _organisation(answers["by"], sent), _bracketed(answers["draft"])
    if not by and not answers["behalf"]:
        raise _Refused("Say from which organisation it is, or on whose behalf")
    values: dict[str, Written] = {"title": answers["title"]}
    values |= _given(
        by=[by.id] if by else "",
        on_behalf_of=answers["behalf"],
        date=answers["date"],
        draft=draft,
        source=answers["source"],
    )
    id = f"{by.id}-{draft}" if by and draft else _id(answers["title"])
    there = ("It is in the file {} already: correct that one, or choose another title",)
    if _path("submission", id) in sent.paths:
        id = _id(answers["title"])
    return _new("submission", id, values, sent, there, answers["text"])


def _new_organisation(answers: Answers, sent: Sent) -> Change:
    values: dict[str, Written] = {"name": answers["name"]}
    group = _word("group", answers["group"], sent)
    values |= _given(
        acronyms=[answers["acronym"]] if answers["acronym"] else "",
        country=_country(answers["country"]),
        group=group,
        group_basis="description" if group else "",
        url=answers["url"],
        source=answers["source"],
    )
    name, there = answers["name"], "{} is in the list already: the file {}"
    for known in _of_the_register(name, sent):
        raise _Refused(there.format(name, known.origin.path))
    return _new("organisation", _id(name), values, sent, (there, name))


# --- dates ---------------------------------------------------------------------------------


def _moved(answers: Answers, sent: Sent) -> Change:
    record = _dated(answers["date"], sent)
    stands = record.ledger.standing
    zone, when = answers["zone"], _when(answers["when"])
    if when.has_time and not zone:
        zone = stands.zone or ""
        if not zone:
            raise _Refused(_ZONE)
    if (when, zone or None) == (stands.when, stands.zone):
        raise _Refused(f"{answers['when']} is the date that it has here already")
    reading: dict[str, Written] = {"when": answers["when"]}
    reading |= _given(
        zone=zone,
        announced=answers["announced"],
        reason=answers["reason"],
        source=answers["source"],
    )
    path = record.origin.path
    return Change(path, with_moved_date(sent.read(path), record, reading), is_new=False)


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
        raise _Refused(f"{quoted(said)} may be one of several: {names}. Write one of these")
    hint = nearest(said, {_title(r) for r in dated} | {r.id for r in dated}, "Copy its title here")
    raise _Refused(f"{quoted(said)} is no date that is here. {hint}")


def _title(record: DatedRecord) -> str:
    return " ".join(str(getattr(record, "title", record.id)).split())


# --- what several of them need -------------------------------------------------------------


def _new(
    kind: str,
    id: str,
    values: Mapping[str, Written],
    sent: Sent,
    there: tuple[str, ...],
    body: str = "",
    folder: str = "",
) -> Change:
    """A new file. `there` is the sentence for the case that it is there already, and what stands
    in it before the path: what somebody wrote is never the sentence itself, whose braces count."""
    path = _path(kind, id, folder)
    if path in sent.paths:
        sentence, *before = there
        raise _Refused(sentence.format(*before, path))
    return Change(path, record_text(HOME_OF_KIND[kind], values, body), is_new=True)


def _path(kind: str, id: str, folder: str = "") -> str:
    home = HOME_OF_KIND[kind]
    return "/".join(name for name in (DATA, home.place, folder, id + home.suffix) if name)


def _id(text: str) -> str:
    """An id from a text in any script; from its hash where no letter of it can stand in one."""
    kept = tidy_id(anyascii(text))[:60].strip("-")
    return kept or f"id-{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _given(**values: Written) -> dict[str, Written]:
    """The fields of which something is known."""
    return {name: value for name, value in values.items() if value not in ("", {}, None)}


def _bracketed(option: str) -> str:
    """The id at the end of a choice: 'Zero Draft [zero-draft]'. A choice that is none is ''."""
    found = re.search(r"\[([a-z0-9-]+)\]$", option)
    return found[1] if found else tidy_id(option)


def _word(vocabulary: str, title: str, sent: Sent) -> str:
    """The id of a word of the process by its title; a text that is none stays, for the check."""
    for word in sent.process.vocabularies[vocabulary].values():
        if " ".join(word.title.split()) == title:
            return word.id
    return title


def _country(text: str) -> str:
    """A country's code from its name in any language, or a code; else the text, for the check."""
    return country_of(text) or text


def _organisation(text: str, sent: Sent) -> Organisation | None:
    """The entry of the register that is meant, by its id or one of its names."""
    if not text:
        return None
    register, found = sent.process.organisations, _of_the_register(text, sent)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(organisation.id for organisation in found)
        raise _Refused(f"{quoted(text)} may be one of several: {ids}. Write one of these")
    hint = nearest(text, {name for o in register for name in _names(o) - {o.id}}, "")
    raise _Refused(
        f"{quoted(text)} is not in the list of organisations. {hint}{' ' if hint else ''}If it is "
        "not there, add it first, by the form for organisations; then edit this issue"
    )


def _of_the_register(name: str, sent: Sent) -> list[Organisation]:
    """The entries that have a name of these letters."""
    key = spelling(name)
    return [o for o in sent.process.organisations if key in map(spelling, _names(o))]


def _names(organisation: Organisation) -> set[str]:
    return {
        organisation.id,
        organisation.name,
        *map(str, organisation.other_names),
        *organisation.acronyms,
        *organisation.former_names,
    }


def _when(text: str) -> When:
    try:
        return read_when(text)
    except NotAWhen as error:
        raise _Refused(f"{quoted(text)} is no date. {error.remedy}") from None


_ZONE = "A time of day needs the place whose time it is: name its time zone, such as Europe/Zurich"


_MAKERS: Mapping[str, Callable[[Answers, Sent], Change]] = {
    "endorse": _endorse,
    "withdraw": _withdraw,
    "consultation": _consultation,
    "submission": _submission,
    "organisation": _new_organisation,
    "moved-date": _moved,
}
