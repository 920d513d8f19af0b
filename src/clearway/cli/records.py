"""Commands on the records themselves."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from clearway.cli.arguments import ROOT, deliver, told_settings
from clearway.cli.sources import asking, links_told
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
from clearway.records.rules import check as check_records
from clearway.records.schema import schemas as all_schemas


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
