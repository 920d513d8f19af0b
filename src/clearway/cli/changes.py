"""The command that says what changed in the records."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clearway.cli.arguments import COULD_NOT_RUN, INTO, deliver


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="Sentences, every field for programs, or one page.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@INTO
def changes(old: str, new: str, form: str, output: Path | None, root: Path) -> None:
    """Say what changed in the records from OLD to NEW.

    Each is a version of the site (rev1), a folder that holds data/ (./copy), or a git revision
    (main, v1, 3f2c1ab).
    """
    from clearway.intake.editions import Edition, NoSuchRecords, read_edition, unread_in
    from clearway.publish.changelog import Side, as_html, as_json, as_text, report

    def side(edition: Edition) -> Side:
        for line in edition.left_out:
            click.echo(f"Left out of {edition.title}: {line}", err=True)
        return Side(edition.name, edition.title, edition.process, edition.as_of, edition.left_out)

    try:
        before, after = read_edition(old, root), read_edition(new, root)
    except NoSuchRecords as error:
        click.echo(f"Nothing was compared: {error}.", err=True)
        sys.exit(COULD_NOT_RUN)
    found = report(side(before), side(after), unread_in(before, after))
    deliver({"text": as_text, "json": as_json, "html": as_html}[form](found), output)
