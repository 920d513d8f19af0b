"""Edits of record files: a version of a statement, and suggestions for asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from clearway.errors import WriteError
from clearway.insight.suggestions import ParagraphSuggestion, PointSuggestion
from clearway.problems import quoted
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.editing.yaml_writing import Written
from clearway.records.endorsing import normalised, text_sha256
from clearway.records.fields import Source, is_id, tidy_id
from clearway.records.kinds.ask import Ask
from clearway.records.kinds.draft import Completeness
from clearway.records.kinds.statement import Statement, StatementVersion
from clearway.records.rules.statements import next_version

# --- The current text of a statement as one of its versions


def new_version(
    statement: Statement, day: date | None, id: str | None = None, note: str | None = None
) -> StatementVersion | None:
    """The version that its text now is; None where that is the last one. Raises WriteError."""
    if statement.text is not Completeness.FULL or not normalised(statement.body):
        raise WriteError("its own text must stand in the file, which then says text: full")
    sha256 = text_sha256(statement.body)
    last = statement.versions[-1] if statement.versions else None
    if last and last.sha256 == sha256:
        return None
    if id and not is_id(id):
        raise WriteError(f"an id is lower-case words joined by hyphens: {tidy_id(id)}")
    if id in {version.id for version in statement.versions}:
        raise WriteError(f"it has a version {id} already")
    if last and last.date and day and day < last.date.first_day:
        raise WriteError(f"its last version, {last.id}, is of {last.date}, which is later")
    given: dict[str, Any] = {"id": id or next_version(statement), "sha256": sha256}
    given |= {"date": str(day)} if day else {}
    return StatementVersion.model_validate(given | ({"note": note} if note else {}))


def sealed(text: str, version: StatementVersion, path: str) -> str:
    """The text of a statement's file with one version more. Raises WriteError."""
    entry: dict[str, Written] = {"id": version.id}
    entry |= {"date": version.date.first_day} if version.date else {}
    entry |= {"sha256": version.sha256}
    entry |= {"note": str(version.note)} if version.note else {}
    edits = YamlEdits(text, path, HOME_OF_KIND[Statement.KIND].field_order)
    edits.append(("versions",), [entry])
    return edits.text()


# --- Suggestions in the files of asks, each marked as not yet judged


Suggestion = PointSuggestion | ParagraphSuggestion


def with_suggestions(text: str, suggestions: Sequence[Suggestion], today: date) -> str:
    """The text of an ask's file with the suggestions for it; everything else stays as it is.

    Points go into `suggested`, which is no source of the ask. Passages go into `fates` as `partial`
    and `suggested`, with `inferred` as their ground. Raises WriteError.
    """
    path = suggestions[0].ask.origin.path
    edits = YamlEdits(text, path, HOME_OF_KIND[Ask.KIND].field_order)
    points = [s.ref for s in suggestions if isinstance(s, PointSuggestion)]
    passages = [_fate(s, today) for s in suggestions if isinstance(s, ParagraphSuggestion)]
    if points:
        edits.append(("suggested",), points)
    if passages:
        edits.append(("fates",), passages)
    return edits.text()


def _fate(suggestion: ParagraphSuggestion, today: date) -> dict[str, Written]:
    evidence: dict[str, Written] = (
        {"paragraph": suggestion.paragraph} if suggestion.paragraph else {}
    )
    evidence["source"] = [_source(source) for source in suggestion.source]
    evidence["note"] = why(suggestion)
    return {
        "draft": suggestion.draft.id,
        "fate": "partial",
        "evidence": evidence,
        "judged": "suggested",
        "basis": "inferred",
        "date": today,
    }


def why(suggestion: Suggestion) -> str:
    """'Suggested, as both have e-waste, toxic (62 of 100).'"""
    words = ", ".join(suggestion.shared)
    return f"Suggested, as both have {words} ({suggestion.score * 100:.0f} of 100)."


def told(suggestion: Suggestion) -> str:
    """One line: the ask's file, what is suggested, and why."""
    if isinstance(suggestion, PointSuggestion):
        what = f"{suggestion.ref} may belong to it: {quoted(suggestion.text)}"
    else:
        at = f", {suggestion.paragraph}" if suggestion.paragraph else ", in its outline"
        what = f"draft:{suggestion.draft.id}{at}, may reflect it: {quoted(suggestion.text)}"
    return f"{suggestion.ask.origin.path}: {what}. {why(suggestion)}"


def _source(source: Source) -> str | dict[str, str]:
    if source.ref or source.url:
        return str(source.ref or source.url)
    return {"title": str(source.title)}
