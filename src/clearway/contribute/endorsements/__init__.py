"""Import of endorsements from the export of a form, CSV or Excel.

    sheet = read_sheet(Path("answers.csv"), None, None)
    plan = plan_import(with_headers(sheet), loaded, Wishes(statement="ten-steps"), today)
    store(plan, root)

`sheets` reads rows of any format into a `table`; `columns` finds out what each column holds; `rows`
reads one row; `judging` compares it with the records, and its `verdicts` make up the plan; `store`
writes the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from clearway.contribute.endorsements.answer_days import Order, lacks_zone, order_of
from clearway.contribute.endorsements.columns import (
    Broken,
    Column,
    ImportTable,
    Raw,
    TableRow,
    columns_of,
)
from clearway.contribute.endorsements.geography import groups_by_name
from clearway.contribute.endorsements.judging import Choices, Outcome, RowJudge, RowVerdict
from clearway.contribute.endorsements.phrases import Field
from clearway.contribute.endorsements.register import Register
from clearway.contribute.endorsements.rows import ImportForm, Period, Why, read_signatory
from clearway.contribute.endorsements.sheets import read_sheet
from clearway.contribute.endorsements.store import (
    Provenance,
    changed_text,
    endorsement_text,
    move_into,
    organisation_text,
    read_back,
    written_aside,
)
from clearway.errors import AnswerError, InputError
from clearway.problems import Problem, quoted
from clearway.records.editing.layout import record_path
from clearway.records.editing.yaml_writing import Written
from clearway.records.endorsing import closing_of
from clearway.records.fields import nearest
from clearway.records.kinds.statement import SignatoryKind, Statement, Verification
from clearway.records.model import Process
from clearway.records.reading.load import Loaded, uncollected

# --- Options and plan


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of an import, beside the file."""

    statement: str
    mapped: Mapping[str, Field] = field(default_factory=dict)
    kind: SignatoryKind | None = None
    order: Order | None = None
    zone: str | None = None
    source: str | None = None
    verified: Verification = Verification.FORM
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: a verdict for each row, and the text of each file, in order.

    `made_by` names, for each file, the rows (by their place in `verdicts`) that need it.
    """

    statement: Statement
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    rows: tuple[Raw, ...]
    verdicts: tuple[RowVerdict, ...]
    files: Mapping[str, str]
    made_by: Mapping[str, tuple[int, ...]]
    loaded: Loaded
    today: date

    @property
    def left_out(self) -> list[tuple[RowVerdict, Raw]]:
        """The rows that a person has to check."""
        return [
            (verdict, raw)
            for verdict, raw in zip(self.verdicts, self.rows, strict=True)
            if verdict.outcome not in (Outcome.NEW, Outcome.SAME, Outcome.UNNAMED)
            and not verdict.is_written
        ]

    @property
    def unnamed(self) -> int:
        """How many rows sign without a name. They are counted in the statement's own record."""
        return sum(verdict.outcome is Outcome.UNNAMED for verdict in self.verdicts)

    @property
    def unnamed_recorded(self) -> int:
        counted = self.statement.unnamed
        return (counted.individuals or 0) if counted else 0


# --- How the rows are to be read, from all columns and dates together


_FILLED = 0.5
"""The share of rows that fill a column, from which it is told that nothing of it is taken."""


def _unused(table: ImportTable, columns: Sequence[Column]) -> Iterator[str]:
    """What is said of columns that most rows fill and that are of no known use."""
    rows = [raw for raw in table.rows if isinstance(raw, TableRow)]
    for column in columns:
        if column.field is None and rows:
            filled = sum(bool("".join(_cells(raw, [column.index])).strip()) for raw in rows)
            if filled >= _FILLED * len(rows):
                name = column.header or column.letter
                yield (
                    f"{filled:,} of {len(rows):,} rows fill {quoted(name, 40)}, which is not used; "
                    f'say what it is, such as --map "{name}=affiliation", or "{name}=ignore"'
                )


def form_of(
    table: ImportTable,
    columns: tuple[Column, ...],
    process: Process,
    statement: Statement,
    wishes: Wishes,
    today: date,
) -> tuple[ImportForm, tuple[str, ...]]:
    """How the rows are to be read, and the assumptions made for it, in words."""
    notes: list[str] = []
    held = {column.field for column in columns}
    tells = {Field.KIND, Field.ORGANISATION, Field.GIVEN, Field.FAMILY} & held
    if wishes.kind is None and not tells:
        raise InputError(
            "nothing in the file says whether a name is an organisation's or a person's; "
            "say --kind organisation or --kind individual if all are one, or name the column "
            'that says so, for example --map "Who signs?=kind"'
        )
    period = _period(process, statement, today)
    dated = [column.index for column in columns if column.field is Field.DATE]
    order, proof = order_of((raw.line, cell) for raw in table.rows for cell in _cells(raw, dated))
    if order is not None and wishes.order is None:
        notes.append(f"dates have the {order.value.replace('-', ' ')}, as {proof} shows")
    if any(lacks_zone(cell) for raw in table.rows for cell in _cells(raw, dated)):
        zone = wishes.zone or period.zone.key
        notes.append(f"times of day without a zone are taken to be those of {zone}")
    notes += _unused(table, columns)
    form = ImportForm(
        columns,
        groups_by_name(process.profile.groups),
        period,
        wishes.order or order,
        wishes.kind,
        ZoneInfo(wishes.zone) if wishes.zone else None,
    )
    return form, tuple(notes)


def _cells(raw: Raw, places: Sequence[int]) -> Iterator[str]:
    """What a row that can be read holds at these places."""
    if isinstance(raw, TableRow):
        yield from (raw.cells[index] for index in places if index < len(raw.cells))


def _period(process: Process, statement: Statement, today: date) -> Period:
    closing = closing_of(statement, process.profile.zone)
    zone = ZoneInfo(closing.zone if closing else process.profile.zone)
    endorsement = statement.endorsement
    opens = endorsement.opens.first_day if endorsement and endorsement.opens else None
    return Period(zone, today, opens, closing)


# --- A table into a plan, and a plan into records


@uncollected()
def plan_import(
    table: ImportTable,
    loaded: Loaded,
    wishes: Wishes,
    today: date,
    default_source: Written,
    read_text: Callable[[str], str],
    tick: Callable[[], None] = lambda: None,
) -> Plan:
    """What an import of a table would do. Raises InputError.

    `read_text` gives the text of a record that is to be changed; `tick` is called once a row.
    """
    process = loaded.process
    if process is None:
        raise InputError(
            "the records cannot be read", "run clearway check, and fix what it says first"
        )
    statement = _statement(loaded, process, wishes.statement)
    columns = columns_of(table, wishes.mapped)
    form, notes = form_of(table, columns, process, statement, wishes, today)
    taken = _taken(loaded)
    judge = RowJudge(
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
        verdicts.append(_verdict(raw, form, judge))
        tick()
    known = Provenance(statement, _source(statement, wishes, default_source), wishes.verified)
    files, made_by = _files(verdicts, judge, known, read_text)
    if len(statement.versions) > 1 and not any(c.field is Field.DATE for c in columns):
        notes += ("which version of the text they endorse is not known, as there is no date",)
    return Plan(
        statement, columns, notes, table.rows, tuple(verdicts), files, made_by, loaded, today
    )


@uncollected()
def store(plan: Plan, root: Path, *, dry: bool, step: Callable[[], None] = lambda: None) -> Plan:
    """Checks the files of a plan and writes them, unless `dry`; gives the resulting plan.

    Rows whose files the check refuses are refused. Raises WriteError, OSError.
    """
    if not plan.files:
        return plan
    with written_aside(root, plan.files, keep=not dry) as aside:
        done = _without(plan, read_back(aside, plan.files, plan.loaded, plan.today))
        if not dry:
            move_into(root, aside, list(done.files), step)
    return done


def _statement(loaded: Loaded, process: Process, id: str) -> Statement:
    known = {statement.id: statement for statement in process.statements}
    if f"statement:{id}" in loaded.broken:
        raise InputError(
            f"the statement {id} has problems", "Run clearway check and fix them first"
        )
    if id not in known:
        otherwise = f"The statements are {', '.join(known) or 'none yet'}"
        raise InputError(f"there is no statement {quoted(id)}. {nearest(id, known, otherwise)}")
    return known[id]


def _taken(loaded: Loaded) -> Mapping[str, list[str]]:
    """Ids that are or were in use, by kind; those of records with problems, too."""
    ids: dict[str, list[str]] = {"organisation": [], "endorsement": []}
    assert loaded.process is not None
    for record in (*loaded.process.organisations, *loaded.process.endorsements):
        ids[record.KIND].append(record.ref.partition(":")[2])
        owner = record.ref.partition(":")[2].removesuffix(record.id)
        ids[record.KIND].extend(f"{owner}{old}" for old in record.was)
    for ref in loaded.broken:
        kind, _, id = ref.partition(":")
        if kind in ids:
            ids[kind].append(id)
    return ids


def _verdict(raw: Raw, form: ImportForm, judge: RowJudge) -> RowVerdict:
    if isinstance(raw, Broken):
        shown = " ".join(" ".join(raw.cells).split())
        return RowVerdict(raw.line, shown, Outcome.REFUSED, Why(raw.reason, raw.remedy))
    try:
        signatory = read_signatory(raw, form)
        if not signatory.name:
            return RowVerdict(raw.line, _who(raw, form), Outcome.UNNAMED)
        return judge.judge(signatory)
    except AnswerError as error:
        why = Why(error.message, error.remedy)
        return RowVerdict(raw.line, _who(raw, form), Outcome.REFUSED, why)


def _who(row: TableRow, form: ImportForm) -> str:
    """The name for a row that could not be read: its first cell that holds one."""
    for column in (Field.NAME, Field.GIVEN, Field.ORGANISATION, Field.FAMILY):
        for index in form.places.get(column, ()):
            if index < len(row.cells) and row.cells[index].strip():
                return row.cells[index]
    return ""


def _source(statement: Statement, wishes: Wishes, default: Written) -> Written:
    """The source of the records: the given one, else the statement's page for endorsing."""
    if wishes.source is not None:
        is_address = wishes.source.startswith(("https://", "http://"))
        return wishes.source if is_address else {"title": wishes.source}
    url = statement.endorsement.url if statement.endorsement else None
    return url or default


def _files(
    verdicts: Sequence[RowVerdict],
    judge: RowJudge,
    known: Provenance,
    read_text: Callable[[str], str],
) -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """The texts of the files; organisations first, so that no file refers to a missing one."""
    makers: dict[str, list[int]] = {}
    users: dict[str, list[int]] = {}
    for index, verdict in enumerate(verdicts):
        if verdict.is_written and verdict.id is not None:
            makers.setdefault(verdict.id, []).append(index)
    for id, rows in makers.items():
        body = judge.entries[id].organisation
        if body is not None:
            users.setdefault(body.id, []).extend(rows)
    files: dict[str, str] = {}
    made_by: dict[str, tuple[int, ...]] = {}
    for body in judge.organisations:
        path = record_path("organisation", body.id)
        files[path], made_by[path] = organisation_text(body, known.source), tuple(users[body.id])
    for id, rows in makers.items():
        path = record_path("endorsement", id, known.statement.id)
        made_by[path] = tuple(rows)
        entry = judge.entries[id]
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


__all__ = ["Plan", "Wishes", "plan_import", "read_sheet", "store"]
