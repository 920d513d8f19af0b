"""The rarer commands, which stand under `clearway tools`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearway.cli.command import (
    AS_OF,
    DIRECTORY,
    INTO,
    PROBLEMS,
    ROOT,
    Command,
    deliver,
    exit_code_of,
    read_clean,
    read_settings_now,
)
from clearway.safe_files import read_file, read_text, remove_file

if TYPE_CHECKING:
    from clearway.contribute.record_edits import Suggestion


@click.command(cls=Command, failure="Nothing was written")
@ROOT
@click.argument("folder", type=DIRECTORY)
@AS_OF
def outputs(root: Path, folder: Path, as_of: str | None) -> None:
    """Write the pages, feeds and data of ROOT into FOLDER, with no theme around them."""
    from clearway.history import read_history
    from clearway.history.revisions import read_revisions
    from clearway.problems import as_text
    from clearway.publish.processes import meanwhile
    from clearway.site.build import write_outputs
    from clearway.site.product import read_product

    settings = read_settings_now(as_of)
    revisions = meanwhile(lambda: read_revisions(root, settings.clock))
    product = read_product(root, settings, read_history(root), revisions)
    click.echo(as_text(product.problems), nl=False, err=True)
    if product.outputs is None:
        sys.exit(PROBLEMS)
    number = write_outputs(root, product.outputs, settings, folder)
    click.echo("".join(f"{line}\n" for line in revisions().warnings), nl=False, err=True)
    click.echo(f"Wrote {number} files into {folder}.")


# --- Files made from the types and the records, which are checked in


@click.command(cls=Command)
@click.argument("folder", type=DIRECTORY, default="schemas")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail where they differ.")
def schemas(folder: Path, only_check: bool) -> None:
    """Write the JSON Schemas of all kinds of record, and of the manifest, into FOLDER."""
    from clearway.publish.manifest import manifest_schema
    from clearway.records.schema import schemas as record_schemas

    wanted = {**record_schemas(), "manifest.json": manifest_schema()}
    if not only_check:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            deliver(text, Path(name), folder)
    present = {path.name: read_text(folder, path.name) for path in folder.glob("*.json")}
    sys.exit(
        exit_code_of(wanted, present, folder, "is not what the types say; run clearway schemas")
    )


@click.command(cls=Command)
@ROOT
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail where they differ.")
def forms(root: Path, only_check: bool) -> None:
    """Write the issue forms of ROOT, whose choices come from its records."""
    from clearway.contribute.issues import FOLDER, issue_forms, read_generated_forms
    from clearway.problems import as_text
    from clearway.records.rules import check

    checked = check(root, read_settings_now().today)
    if checked.process is None:
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(PROBLEMS)
    wanted = issue_forms(checked.process)
    if not only_check:
        for name, text in wanted.items():
            deliver(text, Path(FOLDER, name), root)
        for name in read_generated_forms(root).keys() - wanted.keys():
            remove_file(root, Path(FOLDER, name))
    present, message = read_generated_forms(root), "is not what the records say; run clearway forms"
    sys.exit(exit_code_of(wanted, present, root / FOLDER, message))


# --- Edits of records by which the program helps an editor


@click.command(cls=Command)
@ROOT
@click.option("--record", "is_recorded", is_flag=True, help="Write data/concordance.yaml.")
def concordance(root: Path, is_recorded: bool) -> None:
    """List the links between drafts that are unsure, and what to write to settle each."""
    from clearway.insight.lineage import doubtful, lineage, record
    from clearway.records.editing.layout import record_path

    process = read_clean(root, read_settings_now().today)
    lines = lineage(process)
    if is_recorded:
        deliver(record(lines, process.threads), Path(record_path("thread")), root)
        click.echo(f"Recorded the addresses of {len(lines.threads)} paragraphs.")
        return
    for number, each in enumerate(doubtful(lines)):
        click.echo(("\n" if number else "") + each.description)
    new = sum(1 for thread in lines.threads if not thread.recorded)
    if new:
        click.echo(f"{new} paragraphs have no recorded address: run with --record.", err=True)


@click.command(cls=Command, failure="No version was added to {statement}")
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
    from clearway.contribute.record_edits import new_version, sealed
    from clearway.errors import InputError
    from clearway.records.dates.when import read_day
    from clearway.records.reading.load import read_process

    process = read_process(root).process
    record = next((s for s in process.statements if s.id == statement), None) if process else None
    if process is None or record is None:
        raise InputError(f"there is no readable statement {statement}", "see clearway check")
    # Since when a first version has been so is not known here; a further one begins today.
    since = read_settings_now().today if record.versions else None
    version = new_version(record, read_day(day) if day else since, id_, note)
    if version is None:
        click.echo(f"The last version, {record.versions[-1].id}, is this text already.")
        return
    path = record.origin.path
    text = sealed(read_file(root, path).decode("utf-8"), version, path)
    deliver(text, Path(path), root)
    click.echo(f"Added version {version.id} to {record.origin.path}, sha256 {version.sha256}")
    earlier = sum(e.statement == record.id for e in process.endorsements)
    if earlier and record.versions:
        click.echo(f"{earlier} endorsements stay with the text that they name.", err=True)


@click.command(cls=Command, failure="Nothing was erased")
@click.argument("name")
@INTO
@click.option("--write", is_flag=True, help="Do it; without, it is only said what would be done.")
def erase(name: str, root: Path, write: bool) -> None:
    """Take the NAME of a person out of the records, who asked for it.

    An endorsement of that person is counted without a name from then on.
    """
    from clearway.contribute.erasure import erasure, remains, write_erasure

    today = read_settings_now().today
    process = read_clean(root, today)
    found = erasure(root, process, name)
    if not found.texts:
        click.echo(f"No record holds the name {name}.")
    for path, text in found.texts.items():
        click.echo(f"{'removed' if text is None else 'changed'}: {path}")
    for place in found.places:
        click.echo(f"the name at {place}")
    for statement, number in found.counted.items():
        click.echo(f"statement:{statement} counts {number} more without a name")
    if write:
        write_erasure(root, found, today)
    elif found.texts:
        click.echo("Nothing is written yet: run it again with --write.", err=True)
    click.echo("What remains:", err=True)
    for line in remains(root, process, name):
        click.echo(f"- {line}", err=True)


@click.group()
def suggest() -> None:
    """Machine help: lists for an editor to look through, and no judgement."""


@suggest.command("asks", cls=Command, failure="Nothing was written")
@ROOT
@click.option("--least", default=0.3, show_default=True, help="From which score on, 0 to 1.")
@click.option("--write", is_flag=True, help="Add them to the asks' files, marked as suggested.")
def suggest_asks(root: Path, least: float, write: bool) -> None:
    """Point out what may belong to an ask, and which paragraphs may reflect it."""
    from clearway.contribute.record_edits import told, with_suggestions
    from clearway.insight.suggestions import grouped, suggest_paragraphs, suggest_points

    today = read_settings_now().today
    process = read_clean(root, today)
    suggestions: tuple[Suggestion, ...] = (
        *suggest_points(process, least),
        *suggest_paragraphs(process, least),
    )
    click.echo("".join(f"{told(suggestion)}\n" for suggestion in suggestions), nl=False)
    click.echo(f"{len(suggestions)} suggested; no person has judged them.", err=True)
    texts = {}
    for of_one_ask in grouped(suggestions).values() if write else ():
        path = of_one_ask[0].ask.origin.path
        text = read_file(root, path).decode("utf-8")
        texts[path] = with_suggestions(text, of_one_ask, today)
    for path, text in texts.items():
        deliver(text, Path(path), root)
