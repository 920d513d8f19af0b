"""import endorsements: the answers to a form into records."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearway.atomic import write_whole
from clearway.cli.arguments import COULD_NOT_RUN, INTO, told_settings
from clearway.problems import quoted
from clearway.records.kinds.statement import SignatoryKind, Verification

if TYPE_CHECKING:
    from clearway.contribute.endorsements.columns import Column
    from clearway.contribute.endorsements.phrases import Field
    from clearway.contribute.endorsements.verdicts import RowVerdict

_SHOWN = 10
"""Rows of each outcome that are shown, unless all are asked for."""

LEFT_OUT = 1
"""The exit code of an import that left rows out for somebody to look at."""


@click.command(name="endorsements")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
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
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to list rows that were left out.  [default: FILE-left-out.csv beside FILE]",
)
@click.option("--all", "all_", is_flag=True, help="Show every row, not the first ones of a sort.")
@INTO
def import_endorsements(
    file: Path,
    statement: str,
    mapped: tuple[str, ...],
    dry: bool,
    kind: str | None,
    order: str | None,
    zone: str | None,
    encoding: str | None,
    separator: str | None,
    source: str | None,
    verified: str,
    accept: bool,
    update: bool,
    report: Path | None,
    all_: bool,
    root: Path,
) -> None:
    """Read the answers to a form, FILE (.csv, .tsv, .xlsx), into one record a signatory.

    Running it again changes nothing. E-mail addresses are never kept. Ends with 1 where rows were
    left out, which are listed with the reason in a file of their own.
    """
    from clearway.contribute.endorsements import Cannot, Wishes, plan_import, read_sheet, store
    from clearway.contribute.endorsements.columns import Unclear, with_headers
    from clearway.contribute.endorsements.days import Order
    from clearway.contribute.endorsements.store import CannotStore, report_text
    from clearway.contribute.endorsements.table import NotATable
    from clearway.contribute.endorsements.verdicts import Choices
    from clearway.records.editing.yaml_writing import CannotWrite
    from clearway.records.reading.load import read_process

    told = dict(_mapping(part) for part in mapped)
    wishes = Wishes(
        statement,
        told,
        SignatoryKind(kind) if kind else None,
        Order(order) if order else None,
        _zone(zone),
        source,
        Verification(verified),
        Choices(accept, update),
    )
    today = told_settings().today
    try:
        sheet = read_sheet(file, encoding, _separator(separator))
        table = with_headers(sheet, told)
        click.echo(f"Read {file}: {_counted(len(table.rows), 'row')}. {table.read_as}.")
        if table.example:
            click.echo(
                f"The encoding is a guess. Are these right? {table.example}. "
                "If not, say --encoding."
            )
        loaded = read_process(root)
        with _progress(len(table.rows), "Comparing") as tick:
            plan = plan_import(
                table,
                loaded,
                wishes,
                today,
                {"title": file.name},
                lambda path: (root / path).read_text(encoding="utf-8"),
                tick,
            )
        _tell_columns(plan.columns, plan.notes)
        with _progress(len(plan.files), "Checking and writing") as step:
            done = store(plan, root, dry=dry, step=step)
        beside = report or file.with_name(f"{file.stem}-left-out.csv")
        if not dry and (done.left_out or beside.exists()):
            write_whole(beside, report_text(done.columns, done.left_out).encode())
    except (NotATable, Cannot, CannotStore, CannotWrite, OSError) as error:
        stop = "" if str(error).endswith("?") else "."
        click.echo(f"{file} was not imported: {error}{stop}", err=True)
        sys.exit(COULD_NOT_RUN)
    except Unclear as error:
        click.echo(f"{file} was not imported. {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    _tell_rows(done.verdicts, table.counted, all_=all_)
    _tell_end(done.verdicts, len(done.files), beside if done.left_out else None, dry=dry)
    sys.exit(LEFT_OUT if done.left_out else 0)


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


def _tell_columns(columns: Sequence[Column], notes: Sequence[str]) -> None:
    from clearway.contribute.endorsements.phrases import Field

    click.echo("\nColumns:")
    wide = max((min(len(column.header), 40) for column in columns), default=0)
    for column in columns:
        what = f"is the {column.field.replace('-', ' ')}" if column.field else "is not used"
        if column.field is Field.CONTACT:
            what = "is never kept"
        elif column.field is Field.IGNORE:
            what = "is not used"
        click.echo(f"  {_cut(column.header or column.letter, 40):<{wide}}  {what}")
    for note in notes:
        click.echo(f"  ({note})")


def _tell_rows(verdicts: Sequence[RowVerdict], counted: str, *, all_: bool) -> None:
    from clearway.contribute.endorsements.verdicts import Outcome

    width = shutil.get_terminal_size().columns
    for outcome in Outcome:
        rows = [verdict for verdict in verdicts if verdict.outcome is outcome]
        if not rows:
            continue
        click.echo(f"\n{_HEADS[outcome]}: {len(rows):,}")
        for verdict in rows if all_ else rows[:_SHOWN]:
            click.echo(_told(verdict, counted, width))
        if not all_ and len(rows) > _SHOWN:
            click.echo(f"          and {len(rows) - _SHOWN:,} more")


_HEADS = {
    "new": "New",
    "same": "Same as recorded",
    "changed": "Changed",
    "doubtful": "Doubtful",
    "refused": "Refused",
}


def _told(verdict: RowVerdict, counted: str, width: int) -> str:
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


def _tell_end(
    verdicts: Sequence[RowVerdict], files: int, report: Path | None, *, dry: bool
) -> None:
    from clearway.contribute.endorsements.verdicts import Outcome

    counts = {o: sum(verdict.outcome is o for verdict in verdicts) for o in Outcome}
    told = ", ".join(f"{counts[o]:,} {o.value}" for o in Outcome)
    click.echo(f"\n{_counted(len(verdicts), 'row')}: {told}.")
    if dry:
        click.echo(f"Nothing was written; without --dry-run {_counted(files, 'file')} would be.")
        return
    click.echo(f"{_counted(files, 'file')} written." if files else "Nothing had to be written.")
    if report:
        click.echo(f"Left out, with the reasons: {report}")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
