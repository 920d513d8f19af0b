"""The command line: arguments, clock, environment and exit codes; nothing else."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from clearway.engines.product import BadSetting, Settings, read_product, read_settings
from clearway.engines.staged import write_outputs
from clearway.problems import Problem, as_github, as_json, as_text, has_errors
from clearway.records.rules import check as check_records

COULD_NOT_RUN = 2

ROOT = click.argument(
    "root", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
AS_OF = click.option("--as-of", metavar="DATE", help="The day that the site speaks of.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clearway")
def main() -> None:
    """Follow a negotiation in the open: records in, website, calendars and data out."""


@main.command()
@ROOT
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="Lines for people, annotations for GitHub, or a JSON list.",
)
def check(root: Path, form: str) -> None:
    """Read all records below ROOT and print every problem, each with what to do."""
    problems = check_records(root, _settings().today).problems
    click.echo(_FORMS[form](problems), nl=False)
    if form == "text":
        click.echo(_verdict(problems), err=True)
    sys.exit(1 if has_errors(problems) else 0)


@main.command()
@ROOT
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@AS_OF
def build(root: Path, site_dir: Path | None, as_of: str | None) -> None:
    """Check the records below ROOT, then build the site; on a problem the old one stays."""
    from clearway.engines.build import BuildFailed, build_site

    settings = _settings(as_of)
    try:
        built = build_site(root, site_dir or root / "site", settings)
    except BuildFailed as error:
        click.echo(as_text(error.problems), nl=False, err=True)
        click.echo(str(error), err=True)
        sys.exit(1 if error.problems else COULD_NOT_RUN)
    click.echo(f"Built {built} as of {settings.as_of}.")


@main.command()
@ROOT
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
def serve(root: Path, address: str) -> None:
    """Preview the site of ROOT; rebuilds on change, and keeps the last good one on a problem."""
    from clearway.engines.build import serve_site

    sys.exit(serve_site(root, address))


@main.command()
@ROOT
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@AS_OF
def outputs(root: Path, folder: Path, as_of: str | None) -> None:
    """Write the pages, feeds and data of ROOT into FOLDER, with no theme around them."""
    product = read_product(root, _settings(as_of))
    click.echo(as_text(product.problems), nl=False, err=True)
    if product.outputs is None:
        sys.exit(1)
    try:
        number = write_outputs(product.outputs, folder)
    except OSError as error:
        click.echo(f"Could not write {error.filename}: {error.strerror}", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo(f"Wrote {number} files into {folder}.")


def _settings(as_of: str | None = None) -> Settings:
    try:
        return read_settings(os.environ, datetime.now(UTC), as_of)
    except BadSetting as error:
        click.echo(str(error), err=True)
        sys.exit(COULD_NOT_RUN)


def _as_json_text(problems: tuple[Problem, ...]) -> str:
    return json.dumps(as_json(problems), ensure_ascii=False, indent=2) + "\n"


_FORMS = {"text": as_text, "github": as_github, "json": _as_json_text}


def _verdict(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "No problems found."
    number = len(problems)
    return f"{number} problem{'s' if number > 1 else ''} to mend."
