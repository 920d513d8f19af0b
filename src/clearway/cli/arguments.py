"""What commands share: arguments, settings, exit codes, and where a result goes."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from clearway.atomic import told_error, write_whole
from clearway.site.product import BadSetting, Settings, read_settings

COULD_NOT_RUN = 2
"""The exit code of a command that could not run; 1 is that of problems in records."""

ROOT = click.argument(
    "root", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
INTO = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The tracker's folder, which holds data/.",
)
AS_OF = click.option("--as-of", metavar="DATE", help="Show only what was known on that day.")


def told_settings(as_of: str | None = None) -> Settings:
    """Settings from clock and environment; ends the program where one cannot be used."""
    try:
        return read_settings(os.environ, datetime.now(UTC), as_of)
    except BadSetting as error:
        click.echo(str(error), err=True)
        sys.exit(COULD_NOT_RUN)


def deliver(drawn: str | bytes, output: Path | None) -> None:
    """Writes to a file, or to standard output where none is named."""
    content = drawn.encode() if isinstance(drawn, str) else drawn
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        write_whole(output, content)
    except OSError as error:
        click.echo(told_error(error), err=True)
        sys.exit(COULD_NOT_RUN)
