"""Commands by which the machine proposes, and decides nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from clearway.cli.arguments import COULD_NOT_RUN, INTO, ROOT, deliver, told_settings
from clearway.cli.release import asking, links_told
from clearway.problems import (
    Problem,
    Severity,
    as_github,
    as_json,
    as_text,
    has_errors,
    in_file_order,
)
from clearway.publish.manifest import manifest_schema
from clearway.records.dates.when import NotAWhen, read_day
from clearway.records.kinds.statement import Statement
from clearway.records.model import Process
from clearway.records.reading.load import read_process
from clearway.records.rules import check as check_records
from clearway.records.schema import schemas as all_schemas

# --- Commands on the records themselves


@click.command()
@ROOT
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="Lines for people, annotations for GitHub, or a JSON list.",
)
@click.option("--links", is_flag=True, help="Also ask whether each source is still there.")
@asking
def check(root: Path, form: str, links: bool, most: int, pause: float, local: bool) -> None:
    """Read all records below ROOT and print every problem, each with what to do."""
    checked = check_records(root, told_settings().today)
    problems = checked.problems
    if links and checked.process is not None:
        found = links_told(checked.process, most, pause, local=local)
        problems = in_file_order((*problems, *found))
    click.echo(_FORMS[form](problems), nl=False)
    if form == "text":
        click.echo(_verdict(problems), err=True)
    sys.exit(1 if has_errors(problems) else 0)


def _as_json_text(problems: tuple[Problem, ...]) -> str:
    return json.dumps(as_json(problems), ensure_ascii=False, indent=2) + "\n"


_FORMS = {"text": as_text, "github": as_github, "json": _as_json_text}


def _verdict(problems: tuple[Problem, ...]) -> str:
    """'2 problems to mend, 1 to look at.': errors stop the build, warnings do not."""
    if not problems:
        return "No problems found."
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    errors = len(problems) - warnings
    to_mend = f"{errors} problem{'s' if errors > 1 else ''} to mend" if errors else "None to mend"
    return f"{to_mend}, {warnings} to look at." if warnings else f"{to_mend}."


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="schemas")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail where they differ.")
def schemas(folder: Path, only_check: bool) -> None:
    """Write the JSON Schemas of all kinds of record, and of the manifest, into FOLDER."""
    wanted = {**all_schemas(), "manifest.json": manifest_schema()}
    if not only_check:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            deliver(text, folder / name)
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    differ = sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
    for name in differ:
        click.echo(f"{folder / name} is not what the types say; run clearway schemas", err=True)
    sys.exit(1 if differ else 0)


# --- Commands on statements


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
    from clearway.contribute.record_edits import CannotSeal, new_version, sealed
    from clearway.records.editing.lists import CannotAdd

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


# --- Commands by which the machine proposes, and decides nothing


@click.group()
def suggest() -> None:
    """Machine help: lists for an editor to look through, and no judgement."""


@suggest.command("asks")
@ROOT
@click.option("--least", default=0.3, show_default=True, help="From which score on, 0 to 1.")
@click.option("--write", is_flag=True, help="Add them to the asks' files, marked as suggested.")
def suggest_asks(root: Path, least: float, write: bool) -> None:
    """Point out what may belong to an ask, and which paragraphs may reflect it."""
    from clearway.contribute.record_edits import Suggestion, told, with_suggestions
    from clearway.insight.suggestions import grouped, suggest_paragraphs, suggest_points
    from clearway.records.editing.lists import CannotAdd

    today = told_settings().today
    checked = check_records(root, today)
    if checked.process is None or has_errors(checked.problems):
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(1)
    process = checked.process
    found: tuple[Suggestion, ...] = (
        *suggest_points(process, least),
        *suggest_paragraphs(process, least),
    )
    click.echo("".join(f"{told(suggestion)}\n" for suggestion in found), nl=False)
    click.echo(f"{len(found)} suggested; nobody has judged them.", err=True)
    texts = {}
    for suggestions in grouped(found).values() if write else ():
        path = root / suggestions[0].ask.origin.path
        try:
            texts[path] = with_suggestions(path.read_text("utf-8"), suggestions, today)
        except CannotAdd as error:
            click.echo(f"{path}: {error}; nothing was written", err=True)
            sys.exit(COULD_NOT_RUN)
    for path, text in texts.items():
        deliver(text, path)
