"""The command that takes a tracker to another version of the program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearway.cli.command import ROOT, Command, read_clean, read_settings_now

if TYPE_CHECKING:
    from clearway.site.starter.upgrade import FileUpgrade


@click.command(cls=Command, failure="Nothing was upgraded")
@ROOT
@click.option(
    "--to",
    "wheel",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The wheel of the version to upgrade to; the running one otherwise.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
def upgrade(root: Path, wheel: Path | None, dry_run: bool) -> None:
    """Upgrade the tracker in ROOT to another version of the program, keeping your changes."""
    from clearway.site.starter.upgrade import planned, run_wheel, write

    if wheel is not None:
        sys.exit(run_wheel(wheel, ["upgrade", str(root), *(["--dry-run"] if dry_run else [])]))
    plan = planned(root, read_clean(root, read_settings_now().today))
    if not dry_run:
        write(root, plan)
    _show_upgrade(plan, dry_run=dry_run)


def _show_upgrade(plan: tuple[FileUpgrade, ...], *, dry_run: bool) -> None:
    """Each file with what became of it, the changes to texts, and what is left to do."""
    from clearway.site.starter.upgrade import Fate

    for each in plan:
        click.echo(f"{each.fate:8} {each.path}")
    for each in plan:
        if each.fate in (Fate.MERGED, Fate.BESIDE):
            click.echo(f"\n{each.diff}", nl=False)
    if not plan:
        click.echo("Nothing to upgrade: this tracker has this version already.")
        return
    click.echo("")
    for each in plan:
        if each.fate is Fate.BESIDE:
            click.echo(f"To do: you and the program changed the same lines of {each.path}. Take")
            click.echo(f"       over what you want from {each.path}.new, then remove that file.")
        elif each.fate is Fate.KEPT:
            click.echo(f"Left out: {each.path}, which you removed. The program has a new one.")
    if dry_run:
        click.echo("Nothing was written. Run it without --dry-run to upgrade.")
    else:
        click.echo("To do: run make check, look at the changes with git diff, and commit them.")
