"""Rules on statements: an endorsed text does not change unmarked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from clearway.problems import Place, Problem
from clearway.records.model import Completeness, Statement
from clearway.records.rules.subject import Subject
from clearway.records.statement_text import normalised, text_sha256


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
