"""New and changed records onto the disk: written aside, read back, checked, and moved into place.

Whatever the check would refuse stays out. Each file is moved whole; so an import that is stopped
leaves whole files, and running it again completes it.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

from clearway.atomic import alone_in
from clearway.contribute.endorsements.columns import Column, Raw
from clearway.contribute.endorsements.judging import FieldDifference, RecordedEntry, RowVerdict
from clearway.contribute.endorsements.phrases import Field
from clearway.contribute.endorsements.register import KnownOrganisation
from clearway.contribute.endorsements.rows import without_contact
from clearway.errors import WriteError
from clearway.problems import HIDDEN, Problem, Severity
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.editing.yaml_writing import Written, record_text
from clearway.records.kinds.statement import Statement, StatementVersion, Verification
from clearway.records.model import Process
from clearway.records.reading.load import Loaded, read_process
from clearway.records.record import Record
from clearway.records.rules import RULES
from clearway.records.rules.subject import subject_of
from clearway.safe_files import move_file

# --- What rows make, as the text of files


_ENDORSEMENT, _ORGANISATION = HOME_OF_KIND["endorsement"], HOME_OF_KIND["organisation"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What all records of one import have: where it was read, how it is known, of which text."""

    statement: Statement
    source: Written
    verified: Verification


def endorsement_text(entry: RecordedEntry, known: Provenance) -> str:
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


def organisation_text(body: KnownOrganisation, source: Written) -> str:
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


def changed_text(text: str, entry: RecordedEntry, changes: tuple[FieldDifference, ...]) -> str:
    """A record with the fields that rows say otherwise; all else stays as it was written.

    Of several changes of one field the last one counts. Raises WriteError.
    """
    values: dict[str, str] = {}
    for change in changes:
        if change.field != "affiliation":
            values[change.field] = change.new
            continue
        values["printed"] = f"{entry.name}, {change.new}"
        if entry.affiliation and not entry.affiliation.startswith("~"):
            values["affiliation"] = entry.affiliation
    edits = YamlEdits(text, entry.path or "", _ENDORSEMENT.field_order)
    for name, value in values.items():
        edits.set((name,), value)
    return edits.text()


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


# --- The rows that were left out, as a file that can be mended and imported in its turn


HEADERS = ("line", "outcome", "reason", "remedy")

_LONGEST = 1000

# A spreadsheet runs what begins like this (OWASP, CSV injection).
_FORMULA = re.compile(r"^\s*[=+\-@\t\r|]")


def report_text(columns: Sequence[Column], left_out: Sequence[tuple[RowVerdict, Raw]]) -> str:
    """CSV (RFC 4180) of the rows that were left out: line, outcome, reason, remedy, own cells.

    Contact data is not in it, and no cell runs as a formula. It begins with a byte-order mark, by
    which Excel knows UTF-8.
    """
    kept = [c for c in columns if c.field is not Field.CONTACT]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*HEADERS, *(safe(column.header) for column in kept)])
    for verdict, raw in left_out:
        why = verdict.why
        cells = [raw.cells[c.index] if c.index < len(raw.cells) else "" for c in kept]
        more = [cell for cell in raw.cells[len(columns) :] if cell.strip()]
        said = (verdict.outcome, why.reason if why else "", why.remedy if why else "")
        writer.writerow([verdict.line, *map(safe, said), *map(safe, [*cells, *more])])
    return "\ufeff" + text.getvalue()


def safe(cell: str) -> str:
    """A cell as text that no spreadsheet takes for a formula, and that holds nothing unseen."""
    text, _ = without_contact(cell[:_LONGEST])
    seen = HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{seen}" if _FORMULA.match(seen) else seen


# --- New and changed records onto the disk: written aside, read back, checked, and moved into place


ASIDE = "clearway-import"
"""Beside which files wait, in the tracker's folder: on the same disk, so a move is one step."""


@contextmanager
def written_aside(root: Path, files: Mapping[str, str], *, keep: bool) -> Iterator[Path]:
    """The files in a folder of their own, which goes away in the end.

    `keep` tells that they are to be moved into `root`, and not only looked at. Raises FolderError
    where another import runs.
    """
    with ExitStack() as stack:
        if keep:
            aside = stack.enter_context(alone_in(root / ASIDE))
        else:
            aside = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="clearway-")))
        for folder in {PurePosixPath(path).parent for path in files}:
            (aside / folder).mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            (aside / path).write_bytes(text.encode())
        yield aside


def read_back(
    aside: Path, names: Collection[str], loaded: Loaded, today: date
) -> Mapping[str, Problem]:
    """The first error that the check finds in each file that waits, beside all that is recorded.

    Raises WriteError where the waiting files would make another record wrong.
    """
    waiting = read_process(aside)
    process = loaded.process
    assert process is not None
    added = waiting.process or waiting.rest
    assert added is not None
    whole = replace(loaded, process=_together(process, added))
    found = [p for p in waiting.problems if p.rule != "no-process"]
    found += _errors(whole, today)
    wrong: dict[str, Problem] = {}
    elsewhere = []
    for problem in found:
        if problem.severity is not Severity.ERROR:
            continue
        if problem.place.path in names:
            wrong.setdefault(problem.place.path, problem)
        else:
            elsewhere.append(problem)
    if elsewhere:
        before = set(_errors(loaded, today))
        for problem in elsewhere:
            if problem in before:
                continue
            # Of two that do not go together, the check may tell of the one that was there.
            cause = next((name for name in names if name in problem.found), None)
            if cause is None:
                raise WriteError(f"a record that is there would become wrong: {problem}")
            wrong.setdefault(cause, problem)
    return wrong


def move_into(root: Path, aside: Path, paths: list[str], step: Callable[[], None]) -> None:
    """Moves files into place, in this order; each is there whole or not at all. Raises OSError."""
    for path in paths:
        move_file(aside / path, root, path)
        step()


def _errors(loaded: Loaded, today: date) -> list[Problem]:
    subject = subject_of(loaded, today)
    assert subject is not None
    return [problem for rule in RULES for problem in rule(subject)]


def _together(process: Process, added: Process) -> Process:
    """The records that are there, with those that were added, or that take their place."""
    return replace(
        process,
        endorsements=_merged(process.endorsements, added.endorsements),
        organisations=_merged(process.organisations, added.organisations),
    )


R = TypeVar("R", bound=Record)


def _merged(old: tuple[R, ...], new: tuple[R, ...]) -> tuple[R, ...]:
    found = {record.ref: record for record in old} | {record.ref: record for record in new}
    return tuple(sorted(found.values(), key=lambda record: record.ref))
