"""An import from beginning to end: a table into a plan, and a plan into records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from clearway.intake.endorsements.columns import columns_of
from clearway.intake.endorsements.files import (
    Provenance,
    changed_text,
    endorsement_text,
    organisation_text,
)
from clearway.intake.endorsements.form import form_of
from clearway.intake.endorsements.phrases import Field
from clearway.intake.endorsements.plan import Cannot, Plan, Wishes
from clearway.intake.endorsements.register import Register
from clearway.intake.endorsements.signatory import Form, Refused, Why, read_signatory
from clearway.intake.endorsements.standing import Outcome, Standings, Verdict
from clearway.intake.endorsements.store import move_into, read_back, written_aside
from clearway.intake.endorsements.table import Broken, Raw, Row, Table
from clearway.problems import Problem
from clearway.records.fields import nearest
from clearway.records.garbage import uncollected
from clearway.records.load import Loaded
from clearway.records.model import Process, Statement
from clearway.records.wording import quoted
from clearway.records.writing import Written


@uncollected()
def plan_import(
    table: Table,
    loaded: Loaded,
    wishes: Wishes,
    today: date,
    default_source: Written,
    read_text: Callable[[str], str],
    tick: Callable[[], None] = lambda: None,
) -> Plan:
    """What an import of a table would do. Raises Cannot, Unclear.

    `read_text` gives the text of a record that is to be changed; `tick` is called once a row.
    """
    process = loaded.process
    if process is None:
        raise Cannot("the records cannot be read; run clearway check, and mend what it says first")
    statement = _statement(process, wishes.statement)
    columns = columns_of(table, wishes.mapped)
    form, notes = form_of(table, columns, process, statement, wishes, today)
    taken = _taken(loaded)
    standings = Standings(
        statement,
        (e for e in process.endorsements if e.statement == statement.id),
        Register(process.organisations, taken["organisation"]),
        (
            ref.partition("/")[2]
            for ref in taken["endorsement"]
            if ref.partition("/")[0] == statement.id
        ),
        wishes.choices,
    )
    verdicts = []
    for raw in table.rows:
        verdicts.append(_verdict(raw, form, standings))
        tick()
    known = Provenance(statement, _source(statement, wishes, default_source), wishes.verified)
    files, made_by = _files(verdicts, standings, known, read_text)
    if len(statement.versions) > 1 and not any(c.field is Field.DATE for c in columns):
        notes += ("which version of the text they endorse is not known, as there is no date",)
    return Plan(
        statement, columns, notes, table.rows, tuple(verdicts), files, made_by, loaded, today
    )


@uncollected()
def store(plan: Plan, root: Path, *, dry: bool, step: Callable[[], None] = lambda: None) -> Plan:
    """Checks the files of a plan and, but for a dry run, writes them; gives the plan as it went.

    Rows whose files the check refuses are refused. Raises CannotStore, OSError.
    """
    if not plan.files:
        return plan
    with written_aside(root, plan.files, keep=not dry) as aside:
        done = _without(plan, read_back(aside, plan.files, plan.loaded, plan.today))
        if not dry:
            move_into(root, aside, list(done.files), step)
    return done


def _statement(process: Process, id: str) -> Statement:
    known = {statement.id: statement for statement in process.statements}
    if id not in known:
        otherwise = f"The statements are {', '.join(known) or 'none yet'}"
        raise Cannot(f"there is no statement {quoted(id)}. {nearest(id, known, otherwise)}")
    return known[id]


def _taken(loaded: Loaded) -> Mapping[str, list[str]]:
    """Ids that are or were in use, by kind; those of records with problems, too."""
    found: dict[str, list[str]] = {"organisation": [], "endorsement": []}
    assert loaded.process is not None
    for record in (*loaded.process.organisations, *loaded.process.endorsements):
        found[record.KIND].append(record.ref.partition(":")[2])
        owner = record.ref.partition(":")[2].removesuffix(record.id)
        found[record.KIND].extend(f"{owner}{old}" for old in record.was)
    for ref in loaded.broken:
        kind, _, id = ref.partition(":")
        if kind in found:
            found[kind].append(id)
    return found


def _verdict(raw: Raw, form: Form, standings: Standings) -> Verdict:
    if isinstance(raw, Broken):
        shown = " ".join(" ".join(raw.cells).split())
        return Verdict(raw.line, shown, Outcome.REFUSED, Why(raw.reason, raw.remedy))
    try:
        return standings.judge(read_signatory(raw, form))
    except Refused as refused:
        return Verdict(raw.line, _who(raw, form), Outcome.REFUSED, refused.why)


def _who(row: Row, form: Form) -> str:
    """What names a row that could not be read: its first cell that holds a name."""
    for column in (Field.NAME, Field.GIVEN, Field.ORGANISATION, Field.FAMILY):
        for index in form.places.get(column, ()):
            if index < len(row.cells) and row.cells[index].strip():
                return row.cells[index]
    return ""


def _source(statement: Statement, wishes: Wishes, default: Written) -> Written:
    """Where the records were read, as told; else the statement's page for endorsing."""
    if wishes.source is not None:
        is_address = wishes.source.startswith(("https://", "http://"))
        return wishes.source if is_address else {"title": wishes.source}
    url = statement.endorsement.url if statement.endorsement else None
    return url or default


def _files(
    verdicts: Sequence[Verdict],
    standings: Standings,
    known: Provenance,
    read_text: Callable[[str], str],
) -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """Organisations first: no file that is moved into place refers to one that is not there."""
    makers: dict[str, list[int]] = {}
    users: dict[str, list[int]] = {}
    for index, verdict in enumerate(verdicts):
        if verdict.is_written and verdict.id is not None:
            makers.setdefault(verdict.id, []).append(index)
    for id, rows in makers.items():
        body = standings.entries[id].organisation
        if body is not None:
            users.setdefault(body.id, []).extend(rows)
    files: dict[str, str] = {}
    made_by: dict[str, tuple[int, ...]] = {}
    for body in standings.organisations:
        path = f"data/organisations/{body.id}.yaml"
        files[path], made_by[path] = organisation_text(body, known.source), tuple(users[body.id])
    for id, rows in makers.items():
        path = f"data/endorsements/{known.statement.id}/{id}.yaml"
        made_by[path] = tuple(rows)
        entry = standings.entries[id]
        if entry.path is None:
            files[path] = endorsement_text(entry, known)
        else:
            changes = tuple(change for row in rows for change in verdicts[row].changes)
            files[path] = changed_text(read_text(path), entry, changes)
    return files, made_by


def _without(plan: Plan, wrong: Mapping[str, Problem]) -> Plan:
    """The plan without the files that the check refuses, and the rows that need them refused."""
    if not wrong:
        return plan
    verdicts = list(plan.verdicts)
    for path, problem in wrong.items():
        for index in plan.made_by[path]:
            why = Why(f"{problem.must}; {problem.found}", problem.remedy)
            verdicts[index] = replace(
                verdicts[index], outcome=Outcome.REFUSED, why=why, is_written=False
            )
    kept = {
        path: text
        for path, text in plan.files.items()
        if path not in wrong and any(verdicts[i].is_written for i in plan.made_by[path])
    }
    return replace(plan, verdicts=tuple(verdicts), files=kept)
