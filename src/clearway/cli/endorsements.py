"""import endorsements: the answers to a form into records."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clearway.cli.command import EXISTING_FILE, FILE, INTO, PROBLEMS, Command, read_settings_now
from clearway.problems import printable, quoted, shortened
from clearway.records.kinds.statement import SignatoryKind, Verification
from clearway.safe_files import read_file

if TYPE_CHECKING:
    from clearway.contribute.endorsements import Plan, Wishes
    from clearway.contribute.endorsements.columns import Column, ImportTable
    from clearway.contribute.endorsements.judging import RowVerdict
    from clearway.contribute.endorsements.phrases import Field

_SHOWN = 10
"""Rows of each outcome that are shown, unless all are asked for."""


@dataclass(frozen=True)
class ImportOptions:
    """What is given on the command line; fields are named as click names the parameters."""

    file: Path
    statement: str
    mapped: tuple[str, ...]
    dry: bool
    kind: str | None
    order: str | None
    zone: str | None
    encoding: str | None
    separator: str | None
    source: str | None
    verified: str
    accept: bool
    update: bool
    report: Path | None
    all_: bool
    root: Path

    @property
    def report_path(self) -> Path:
        """Where rows that were left out are listed."""
        return self.report or self.file.with_name(f"{self.file.stem}-left-out.csv")


@click.command(name="endorsements", cls=Command, failure="{file} was not imported")
@click.argument("file", type=EXISTING_FILE)
@click.option("--statement", required=True, metavar="ID", help="The statement they endorse.")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="COLUMN=FIELD",
    help='What a column holds, where it is not seen: "Your name=name". May be given repeatedly.',
)
@click.option("--dry-run", "dry", is_flag=True, help="Show what would be done; write nothing.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in SignatoryKind]),
    help="What all are, where no column says it.",
)
@click.option(
    "--dates",
    "order",
    type=click.Choice(["day-first", "month-first"]),
    help="How to read 3/4/2025, where no date of the file shows it.",
)
@click.option("--zone", metavar="PLACE", help="The zone of the file's times: Europe/Zurich.")
@click.option("--encoding", metavar="NAME", help="The file's encoding, where it is guessed wrong.")
@click.option("--separator", metavar="SIGN", help="What parts the cells, where guessed wrong.")
@click.option("--source", metavar="URL|TEXT", help="Where the list was published, or what it is.")
@click.option(
    "--verified",
    type=click.Choice([way.value for way in Verification]),
    default=Verification.FORM.value,
    show_default=True,
    help="How it is known that they endorse.",
)
@click.option("--accept-doubtful", "accept", is_flag=True, help="Write doubtful rows, too.")
@click.option("--update", is_flag=True, help="Change records that rows say otherwise.")
@click.option(
    "--report",
    type=FILE,
    metavar="FILE",
    help="Where to list rows that were left out.  [default: FILE-left-out.csv beside FILE]",
)
@click.option("--all", "all_", is_flag=True, help="Show every row, not the first ones of a sort.")
@INTO
def import_endorsements(**parameters: Any) -> None:
    """Read the answers to a form, FILE (.csv, .tsv, .xlsx), into one record a signatory.

    Running it again changes nothing. E-mail addresses are never kept. Ends with 1 where rows were
    left out, which are listed with the reason in a file of their own.
    """
    options = ImportOptions(**parameters)
    wishes = _wishes(options)
    table = _read_table(options, wishes)
    plan = _make_plan(options, wishes, table)
    _print_columns(plan.columns, plan.notes)
    done = _write(options, plan)
    _print_rows(done.verdicts, table.counted, all_=options.all_)
    _print_summary(options, done)
    is_short = done.unnamed > done.unnamed_recorded
    sys.exit(PROBLEMS if done.left_out or is_short else 0)


# --- What is given, checked


def _wishes(options: ImportOptions) -> Wishes:
    from clearway.contribute.endorsements import Wishes
    from clearway.contribute.endorsements.answer_days import Order
    from clearway.contribute.endorsements.judging import Choices

    return Wishes(
        options.statement,
        dict(_mapping(part) for part in options.mapped),
        SignatoryKind(options.kind) if options.kind else None,
        Order(options.order) if options.order else None,
        _zone(options.zone),
        options.source,
        Verification(options.verified),
        Choices(options.accept, options.update),
    )


def _mapping(part: str) -> tuple[str, Field]:
    from clearway.contribute.endorsements.columns import FIELDS
    from clearway.contribute.endorsements.phrases import Field

    column, sign, name = part.rpartition("=")
    if not sign or name.strip() not in FIELDS:
        raise click.BadParameter(
            f'write it as "COLUMN=FIELD"; a field is one of {", ".join(FIELDS)}',
            param_hint="--map",
        )
    return column.strip(), Field(name.strip())


def _zone(name: str | None) -> str | None:
    from clearway.records.fields.dates import zones

    if name is not None and name not in zones():
        raise click.BadParameter("write it as Europe/Zurich, or UTC", param_hint="--zone")
    return name


def _separator(sign: str | None) -> str | None:
    sign = "\t" if sign in ("tab", "\\t") else sign
    if sign is not None and (len(sign) != 1 or sign in '"\r\n'):
        raise click.BadParameter("one sign, or tab", param_hint="--separator")
    return sign


# --- The steps of an import


def _read_table(options: ImportOptions, wishes: Wishes) -> ImportTable:
    from clearway.contribute.endorsements import read_sheet
    from clearway.contribute.endorsements.columns import with_headers

    sheet = read_sheet(options.file, options.encoding, _separator(options.separator))
    table = with_headers(sheet, wishes.mapped)
    click.echo(f"Read {options.file}: {_counted(len(table.rows), 'row')}. {table.read_as}.")
    if table.example:
        click.echo(
            f"The encoding is a guess. Are these right? {printable(table.example)}. "
            "If not, say --encoding."
        )
    return table


def _make_plan(options: ImportOptions, wishes: Wishes, table: ImportTable) -> Plan:
    from clearway.contribute.endorsements import plan_import
    from clearway.records.reading.load import read_process

    loaded = read_process(options.root)
    with _progress(len(table.rows), "Comparing") as tick:
        return plan_import(
            table,
            loaded,
            wishes,
            read_settings_now().today,
            {"title": options.file.name},
            lambda path: read_file(options.root, path).decode("utf-8"),
            tick,
        )


def _write(options: ImportOptions, plan: Plan) -> Plan:
    from clearway.atomic import write_whole
    from clearway.contribute.endorsements import store
    from clearway.contribute.endorsements.store import report_text

    with _progress(len(plan.files), "Checking and writing") as step:
        done = store(plan, options.root, dry=options.dry, step=step)
    # A report of an earlier run is replaced, so that it lists nothing that is done.
    if not options.dry and (done.left_out or options.report_path.exists()):
        write_whole(options.report_path, report_text(done.columns, done.left_out).encode())
    return done


@contextmanager
def _progress(length: int, label: str) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty() or length < 200:
        yield lambda: None
        return
    steps = max(1, length // 200)
    with click.progressbar(
        length=length, label=label, file=sys.stderr, update_min_steps=steps
    ) as bar:
        yield lambda: bar.update(1)


# --- What is printed


def _print_columns(columns: Sequence[Column], notes: Sequence[str]) -> None:
    from clearway.contribute.endorsements.phrases import Field

    click.echo("\nColumns:")
    wide = max((min(len(column.header), 40) for column in columns), default=0)
    for column in columns:
        what = f"is the {column.field.replace('-', ' ')}" if column.field else "is not used"
        if column.field is Field.CONTACT:
            what = "is never kept"
        elif column.field is Field.IGNORE:
            what = "is not used"
        header = printable(shortened(column.header or column.letter, 40))
        click.echo(f"  {header:<{wide}}  {what}")
    for note in notes:
        click.echo(f"  ({printable(note)})")


_HEADS = {
    "new": "New",
    "same": "Same as recorded",
    "changed": "Changed",
    "doubtful": "Doubtful",
    "refused": "Refused",
}


def _print_rows(verdicts: Sequence[RowVerdict], counted: str, *, all_: bool) -> None:
    from clearway.contribute.endorsements.judging import Outcome

    width = shutil.get_terminal_size().columns
    for outcome in Outcome:
        rows = [verdict for verdict in verdicts if verdict.outcome is outcome]
        if not rows or outcome is Outcome.UNNAMED:
            continue
        click.echo(f"\n{_HEADS[outcome]}: {len(rows):,}")
        for verdict in rows if all_ else rows[:_SHOWN]:
            click.echo(_row_text(verdict, counted, width))
        if not all_ and len(rows) > _SHOWN:
            click.echo(f"          and {len(rows) - _SHOWN:,} more")


def _row_text(verdict: RowVerdict, counted: str, width: int) -> str:
    """'  line 12  Ann Lee: why. What to do.', folded to the terminal."""
    head = f"  {counted} {verdict.line:>5}  "
    why = verdict.why
    text = quoted(verdict.who, 60)[1:-1] or "(no name)"
    if why is not None:
        text += f": {why.reason}" + (f". {why.remedy}." if why.remedy else "")
    if verdict.notes:
        text += f" ({'; '.join(verdict.notes)})"
    return textwrap.fill(
        text,
        max(width, 60),
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _print_summary(options: ImportOptions, plan: Plan) -> None:
    from clearway.contribute.endorsements.judging import Outcome

    numbers = {o: sum(verdict.outcome is o for verdict in plan.verdicts) for o in Outcome}
    listed = [o for o in Outcome if numbers[o] or o is not Outcome.UNNAMED]
    by_outcome = ", ".join(f"{numbers[o]:,} {o.value}" for o in listed)
    click.echo(f"\n{_counted(len(plan.verdicts), 'row')}: {by_outcome}.")
    if plan.unnamed:
        click.echo(_unnamed(plan))
    files = _counted(len(plan.files), "file")
    if options.dry:
        click.echo(f"Nothing was written; without --dry-run {files} would be.")
        return
    click.echo(f"{files} written." if plan.files else "Nothing had to be written.")
    if plan.left_out:
        click.echo(f"Left out, with the reasons: {options.report_path}")


def _unnamed(plan: Plan) -> str:
    """How many signed without a name, and where that number belongs."""
    from clearway.records.editing.layout import record_path

    rows, recorded = f"{_counted(plan.unnamed, 'row')} without a name", plan.unnamed_recorded
    if recorded >= plan.unnamed:
        return f"{rows}: no record is made; the statement counts {recorded:,}."
    return (
        f"{rows}: no record is made. Write how many signed so in "
        f"{record_path('statement', plan.statement.id)}:\n"
        f"unnamed:\n  individuals: {plan.unnamed}\n  source: (where that can be read)"
    )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
