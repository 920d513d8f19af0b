"""Commands on statements."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clearway.cli.arguments import COULD_NOT_RUN, INTO, told_settings
from clearway.records.load import read_process
from clearway.records.model import Process, Statement
from clearway.records.when import NotAWhen, read_day


@click.command()
@click.argument("statement")
@click.option("--id", "id_", metavar="ID", help="The version's id; v1, v2 and so on if not given.")
@click.option(
    "--date",
    "day",
    metavar="DATE",
    help="Since when the text is so. For a further version, today if not given.",
)
@click.option("--note", metavar="TEXT", help="What changed, in a sentence.")
@INTO
def seal(statement: str, id_: str | None, day: str | None, note: str | None, root: Path) -> None:
    """Add the text of STATEMENT, as it now stands, to its versions.

    Who endorsed an earlier version goes on endorsing that one.
    """
    from clearway.intake.lists import CannotAdd
    from clearway.intake.sealing import CannotSeal, new_version, sealed

    process = read_process(root).process
    found = _statement(process, statement) if process else None
    if process is None or found is None:
        click.echo(f"There is no readable statement {statement}; see clearway check", err=True)
        sys.exit(COULD_NOT_RUN)
    path = root / found.origin.path
    try:
        # Since when a first version has been so is not known here; a further one begins today.
        since = told_settings().today if found.versions else None
        version = new_version(found, read_day(day) if day else since, id_, note)
        if version is None:
            click.echo(f"The last version, {found.versions[-1].id}, is this text already.")
            return
        raw = path.read_bytes().decode("utf-8")
        text = sealed(raw.replace("\r\n", "\n"), version)
        path.write_bytes((text.replace("\n", "\r\n") if "\r\n" in raw else text).encode())
    except (CannotSeal, CannotAdd, NotAWhen, UnicodeDecodeError, OSError) as error:
        click.echo(f"{path} was not changed: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo(f"Added version {version.id} to {found.origin.path}, sha256 {version.sha256}")
    earlier = sum(e.statement == found.id for e in process.endorsements)
    if earlier and found.versions:
        click.echo(f"{earlier} endorsements stay with the text that they name.", err=True)


def _statement(process: Process, id: str) -> Statement | None:
    return next((statement for statement in process.statements if statement.id == id), None)
