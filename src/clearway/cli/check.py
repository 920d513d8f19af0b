"""The command that checks the records."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from clearway.cli.command import PROBLEMS, ROOT, Command, read_settings_now
from clearway.cli.sources import request_options
from clearway.problems import (
    Problem,
    Severity,
    as_github,
    as_json,
    as_text,
    has_errors,
    in_file_order,
)


@click.command(cls=Command)
@ROOT
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="Lines for people, annotations for GitHub, or a JSON list.",
)
@click.option("--links", is_flag=True, help="Also ask whether each source is still there.")
@request_options
def check(root: Path, form: str, links: bool, most: int, pause: float, local: bool) -> None:
    """Read all records below ROOT and print every problem, each with what to do."""
    from clearway.cli.sources import look_at_sources
    from clearway.history.published import read_published_events
    from clearway.insight.published import published_problems
    from clearway.insight.sources import source_problems
    from clearway.records.rules import check as check_records

    checked = check_records(root, read_settings_now().today)
    problems = checked.problems
    # What cannot be read is not gone: with errors nothing is compared.
    if checked.process is not None and not has_errors(problems):
        published = read_published_events(root)
        if published is not None:
            found = published_problems(published, checked.process)
            problems = in_file_order((*problems, *found))
    if links and checked.process is not None:
        sights = look_at_sources(checked.process, most, pause, local=local)
        problems = in_file_order((*problems, *source_problems(checked.process, sights)))
    click.echo(_FORMS[form](problems), nl=False)
    if form == "text":
        click.echo(_summary(problems), err=True)
    sys.exit(PROBLEMS if has_errors(problems) else 0)


def _as_json_text(problems: tuple[Problem, ...]) -> str:
    return json.dumps(as_json(problems), ensure_ascii=False, indent=2) + "\n"


_FORMS = {"text": as_text, "github": as_github, "json": _as_json_text}


def _summary(problems: tuple[Problem, ...]) -> str:
    """'2 problems to fix, 1 to look at.': errors stop the build, warnings do not."""
    if not problems:
        return "No problems found."
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    errors = len(problems) - warnings
    to_fix = f"{errors} problem{'s' if errors > 1 else ''} to fix" if errors else "None to fix"
    return f"{to_fix}, {warnings} to look at." if warnings else f"{to_fix}."
