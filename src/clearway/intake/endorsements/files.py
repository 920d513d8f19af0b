"""What rows make, as the text of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clearway.intake.endorsements.register import Known
from clearway.intake.endorsements.standing import Change, Entry
from clearway.records.homes import HOME_OF_KIND
from clearway.records.model import Statement, StatementVersion, Verification
from clearway.records.writing import Written, record_text, with_field

_ENDORSEMENT, _ORGANISATION = HOME_OF_KIND["endorsement"], HOME_OF_KIND["organisation"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What all records of one import have: where it was read, how it is known, of which text."""

    statement: Statement
    source: Written
    verified: Verification


def endorsement_text(entry: Entry, known: Provenance) -> str:
    """The file of a new endorsement.

    What the register says of an organisation is not said again. Beside a person's name stands the
    affiliation as it was written, and its entry in the register where there is one.
    """
    row, body = entry.source, entry.organisation
    assert row is not None
    version = endorsed_version(known.statement, row.date)
    affiliation = entry.affiliation or ""
    values: dict[str, Written] = {
        "name": entry.name,
        "printed": f"{entry.name}, {row.affiliation}" if row.affiliation else None,
        "kind": entry.kind.value,
        "organisation": body.id if body else None,
        "affiliation": None if affiliation.startswith("~") else affiliation or None,
        "role": entry.role,
        "group": entry.group if body is None or body.group != entry.group else None,
        "country": entry.country if body is None or body.country != entry.country else None,
        "date": str(entry.date) if entry.date else None,
        "sha256": version.sha256 if version else None,
        "verified": known.verified.value,
        "different_from": list(entry.accepted_beside) or None,
        "source": known.source,
    }
    return record_text(_ENDORSEMENT, _said(values))


def organisation_text(body: Known, source: Written) -> str:
    """The register's entry of an organisation that signs and was not in it."""
    values: dict[str, Written] = {
        "name": body.name,
        "country": body.country,
        "country_basis": "label" if body.country else None,
        "group": body.group,
        "group_basis": "label" if body.group else None,
        "source": source,
    }
    return record_text(_ORGANISATION, _said(values))


def changed_text(text: str, entry: Entry, changes: tuple[Change, ...]) -> str:
    """A record with the fields that a row says otherwise; all else stays as it was written."""
    for change in changes:
        if change.field != "affiliation":
            text = with_field(text, change.field, change.new)
            continue
        text = with_field(text, "printed", f"{entry.name}, {change.new}")
        if entry.affiliation and not entry.affiliation.startswith("~"):
            text = with_field(text, "affiliation", entry.affiliation)
    return text


def endorsed_version(statement: Statement, day: date | None) -> StatementVersion | None:
    """The text that stood on a day; None where that is not known.

    Without a day it is known only where there is one text.
    """
    versions = statement.versions
    if len(versions) == 1 and (day is None or versions[0].date is None):
        return versions[0]
    if day is None:
        return None
    standing = [v for v in versions if v.date is not None and v.date.last_day <= day]
    return standing[-1] if standing else None


def _said(values: Mapping[str, Written]) -> dict[str, Written]:
    return {name: value for name, value in values.items() if value is not None}
