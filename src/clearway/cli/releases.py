"""The command that publishes versions of the site."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from clearway.cli.arguments import COULD_NOT_RUN, INTO, told_settings
from clearway.problems import as_text


@click.command()
@click.argument("version", required=False)
@INTO
@click.option("--as-of", metavar="DATE", help="The day that it speaks of; today by default.")
@click.option("--title", metavar="TEXT", help="What readers choose it by.")
@click.option("--replace", "again", is_flag=True, help="Publish anew what is published already.")
@click.option("--branch", default="gh-pages", show_default=True, help="Where the versions lie.")
def release(
    version: str | None, root: Path, as_of: str | None, title: str | None, again: bool, branch: str
) -> None:
    """Publish VERSION, with every version of data/versions.yaml that is not published yet.

    The latest site and the addresses that never move are made anew each time; without VERSION that
    is all. Nothing leaves this machine: push the branch when you have looked at it.
    """
    from clearway.engines.release import ReleaseFailed, Wanted, release

    if version is None and (as_of or title or again):
        raise click.UsageError("--as-of, --title and --replace are of a VERSION; name one.")
    day = told_settings(as_of).as_of if as_of else None
    settings = told_settings()
    settings = replace(settings, as_of=settings.today, only_known=False)
    wanted = Wanted(version, day, title, again) if version else None
    try:
        done = release(root, settings, wanted, branch)
    except ReleaseFailed as error:
        click.echo(as_text(error.problems), nl=False, err=True)
        click.echo(str(error), err=True)
        sys.exit(1 if error.problems else COULD_NOT_RUN)
    for released in done.versions:
        click.echo(f"Released {released.id} as of {released.as_of}.")
    if done.changed:
        click.echo(f"It is on the branch {branch}. To publish it: git push origin {branch}")
    else:
        click.echo(f"All of it was on the branch {branch} already.")
