"""The text of a statement, as it now stands, into its versions."""

from __future__ import annotations

from datetime import date
from typing import Any

from clearway.intake.lists import CannotAdd, with_entries
from clearway.records.fields import tidy_id
from clearway.records.model import Completeness, Statement, StatementVersion
from clearway.records.rules.statements import next_version
from clearway.records.statement_text import normalised, text_sha256
from clearway.records.text import parse_front_matter


class CannotSeal(ValueError):
    """A statement whose text cannot be made a version; the message says why."""


def new_version(
    statement: Statement, day: date | None, id: str | None = None, note: str | None = None
) -> StatementVersion | None:
    """The version that its text now is; None where that is the last one. Raises CannotSeal."""
    if statement.text is not Completeness.FULL or not normalised(statement.body):
        raise CannotSeal("its own text must stand in the file, which then says text: full")
    sha256 = text_sha256(statement.body)
    last = statement.versions[-1] if statement.versions else None
    if last and last.sha256 == sha256:
        return None
    if id and tidy_id(id) != id:
        raise CannotSeal(f"an id is lower-case words joined by hyphens: {tidy_id(id)}")
    if id in {version.id for version in statement.versions}:
        raise CannotSeal(f"it has a version {id} already")
    if last and last.date and day and day < last.date.first_day:
        raise CannotSeal(f"its last version, {last.id}, is of {last.date}, which is later")
    given: dict[str, Any] = {"id": id or next_version(statement), "sha256": sha256}
    given |= {"date": str(day)} if day else {}
    return StatementVersion.model_validate(given | ({"note": note} if note else {}))


def sealed(text: str, version: StatementVersion) -> str:
    """The text of a statement's file with one version more. Raises CannotAdd."""
    before, _ = parse_front_matter(text, "")
    fields, fence, body = _parted(text)
    entry: dict[str, Any] = {"id": version.id}
    entry |= {"date": version.date.first_day} if version.date else {}
    entry |= {"sha256": version.sha256}
    entry |= {"note": str(version.note)} if version.note else {}
    written = f"{with_entries(fields, 'versions', [entry])}{fence}{body}"
    after, problems = parse_front_matter(written, "")
    if before is None or after is None or problems or after.body != before.body:
        raise CannotAdd("its fields are written in a way that nothing can be added to")
    return written


def _parted(text: str) -> tuple[str, str, str]:
    """The fields, the fence after them, and what follows."""
    lines = text.splitlines(keepends=True)
    fences = [at for at, line in enumerate(lines) if line.rstrip() == "---"]
    if len(fences) < 2:
        raise CannotAdd("its fields must stand between two lines ---")
    end = fences[1]
    return "".join(lines[:end]), lines[end], "".join(lines[end + 1 :])
