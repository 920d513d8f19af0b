"""Commands that build a site, or preview one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clearway.cli.command import AS_OF, DIRECTORY, ROOT, Command, read_settings_now


@click.command(cls=Command, failure="Nothing was built")
@ROOT
@click.option("--site-dir", type=DIRECTORY, metavar="DIR")
@AS_OF
def build(root: Path, site_dir: Path | None, as_of: str | None) -> None:
    """Check the records below ROOT, then build the site; on a problem the old one stays."""
    from clearway.site.build import build_site

    settings = read_settings_now(as_of)
    folder = site_dir or root / "site"
    warnings = build_site(root, folder, settings)
    click.echo("".join(f"{line}\n" for line in warnings), nl=False, err=True)
    click.echo(f"Built {folder.resolve()} as of {settings.as_of}.")


@click.command(cls=Command)
@ROOT
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
def serve(root: Path, address: str) -> None:
    """Preview the site of ROOT; rebuilds on change, and keeps the last good one on a problem."""
    from clearway.site.build import serve_site

    sys.exit(serve_site(root, address))
