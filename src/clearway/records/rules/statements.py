"""Rules on doubles: a signatory endorses a statement once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, pairwise

from clearway.matching import NameIndex, Sameness, named, own_names
from clearway.matching.letters import has_lookalikes, is_mixed, looks_like
from clearway.problems import Place, Problem, Severity, nearest, quoted
from clearway.records.endorsing import closing_of, normalised, text_sha256
from clearway.records.fields.text import illegible
from clearway.records.kinds.draft import Completeness
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import Endorsement, SignatoryKind, Statement, StatementVersion
from clearway.records.rules.subject import Subject

# --- Rules on the names of those who sign


def check_legible_name(subject: Subject) -> Iterator[Problem]:
    """The name of a signatory or an organisation must be one that people can read."""
    process = subject.process
    named: Iterable[Endorsement | Organisation] = chain(process.endorsements, process.organisations)
    for record in named:
        found = illegible(record.name)
        if found:
            must = "name must be one that people can read"
            yield Problem(
                record.at("name"), "legible-name", must, found, "Write it as it is to be read"
            )


def check_homograph(subject: Subject) -> Iterator[Problem]:
    """A name must not look like a registered organisation's and have other letters.

    It is an error where one word mixes two scripts, as no real name does, and else a warning.
    """
    process = subject.process
    known: dict[str, tuple[str, Organisation]] = {}
    for organisation in process.organisations:
        for name in own_names(organisation):
            if not has_lookalikes(name):
                known.setdefault(looks_like(name), (name, organisation))
    named: Iterable[Endorsement | Organisation] = chain(process.organisations, process.endorsements)
    for record in named:
        found = known.get(looks_like(record.name)) if has_lookalikes(record.name) else None
        if found is None:
            continue
        name, organisation = found
        yield Problem(
            record.at("name"),
            "homograph",
            "name must be written with the letters that it is read as",
            f"this one looks like {quoted(name)} of {organisation.origin.path}, "
            "and has letters of another script",
            "If it is that one, copy its name; if not, add what tells the two apart",
            severity=Severity.ERROR if is_mixed(record.name) else Severity.WARNING,
        )


# --- Rules on statements: an endorsed text does not change unmarked


def check_statement_text(subject: Subject) -> Iterator[Problem]:
    """The text of an endorsed statement must be that of its last version, where it stands here."""
    endorsed = {e.statement for e in subject.process.endorsements}
    for statement in subject.process.statements:
        if statement.text is not Completeness.FULL:
            continue
        if not normalised(statement.body):
            must = "text must say how much of the statement is held here: full, outline or none"
            found = "it is full, but there is nothing after its fields"
            remedy = "Correct the word, or add the text"
            yield Problem(statement.at("text"), "statement-text", must, found, remedy)
        elif statement.versions or statement.id in endorsed:
            yield from _unmarked(statement, subject.today)


def _unmarked(statement: Statement, today: date) -> Iterator[Problem]:
    sha256 = text_sha256(statement.body)
    if not statement.versions:
        must = "a statement that is endorsed, and whose text stands here, must have versions"
        remedy = (
            f"Run clearway seal {statement.id}, or add the line versions: and below it "
            f"  - {entry(statement, today)}"
        )
        yield Problem(statement.at(), "statement-text", must, "it has none", remedy)
    elif sha256 != statement.versions[-1].sha256:
        last = statement.versions[-1]
        must = f"the text of a statement must be that of its last version, {last.id}"
        older = [version.id for version in statement.versions if version.sha256 == sha256]
        found = (
            f"it is that of {older[0]}" if older else f"it was changed, and its sha256 is {sha256}"
        )
        remedy = (
            f"Undo the change; or, if it is a new version, run clearway seal {statement.id} "
            f"or add at the end of versions:   - {entry(statement, today)}"
        )
        place = Place(statement.origin.path, statement.origin.body_line)
        yield Problem(place, "statement-text", must, found, remedy)


def entry(statement: Statement, today: date) -> str:
    """The version that the text of a statement now is, as an entry for its file.

    Since when a first version has been so is not known; a further one begins today.
    """
    day = f"date: {today}, " if statement.versions else ""
    return f"{{id: {next_version(statement)}, {day}sha256: {text_sha256(statement.body)}}}"


def next_version(statement: Statement) -> str:
    """An id for one version more: v and a number that none has yet."""
    taken = {version.id for version in statement.versions}
    number = len(taken) + 1
    while f"v{number}" in taken:
        number += 1
    return f"v{number}"


def check_text_order(subject: Subject) -> Iterator[Problem]:
    """The versions of a statement must stand in the order of their dates."""
    for statement in subject.process.statements:
        latest: date | None = None
        for index, version in enumerate(statement.versions):
            if version.date is None:
                continue
            if latest is not None and version.date.last_day < latest:
                must = "versions must stand in the order of their dates, oldest first"
                found = f"{version.id} is of {version.date}, before the one above it"
                place = statement.at("versions", index, "date")
                yield Problem(place, "text-order", must, found, "Move it up, or correct date")
            latest = max(latest or date.min, version.date.first_day)


def check_version_text(subject: Subject) -> Iterator[Problem]:
    """Each version of a statement must have another text than the one before it."""
    for statement in subject.process.statements:
        for index, (before, after) in enumerate(pairwise(statement.versions), start=1):
            if before.sha256 == after.sha256:
                must = "each version must have another text than the one above it"
                found = f"{before.id} and {after.id} have the same sha256"
                place = statement.at("versions", index, "sha256")
                yield Problem(place, "version-text", must, found, "Remove one of the two")


# --- Rules on endorsements: who signs, when, and which text


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
            remedy = "Write it as affiliation: instead: a person signs for no organisation"
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


# --- Rules on doubles: a signatory endorses a statement once


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
