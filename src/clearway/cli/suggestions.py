"""Commands by which the machine proposes, and decides nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clearway.cli.arguments import COULD_NOT_RUN, ROOT, deliver, told_settings
from clearway.problems import as_text, has_errors
from clearway.records.rules import check as check_records


@click.group()
def suggest() -> None:
    """Machine help: lists for an editor to look through, and no judgement."""


@suggest.command("asks")
@ROOT
@click.option("--least", default=0.3, show_default=True, help="From which score on, 0 to 1.")
@click.option("--write", is_flag=True, help="Add them to the asks' files, marked as suggested.")
def suggest_asks(root: Path, least: float, write: bool) -> None:
    """Point out what may belong to an ask, and which paragraphs may reflect it."""
    from clearway.insight.suggestions import grouped, suggest_paragraphs, suggest_points
    from clearway.intake.lists import CannotAdd
    from clearway.intake.suggestions import Suggestion, told, with_suggestions

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
