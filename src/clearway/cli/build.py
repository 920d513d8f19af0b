"""Commands that make a site, or show one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clearway.atomic import Busy, NotOurs, told_error
from clearway.cli.arguments import AS_OF, COULD_NOT_RUN, ROOT, told_settings
from clearway.history import read_history
from clearway.history.revisions import read_revisions
from clearway.problems import as_text
from clearway.site.build import write_outputs
from clearway.site.product import read_product


@click.command()
@ROOT
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@AS_OF
def build(root: Path, site_dir: Path | None, as_of: str | None) -> None:
    """Check the records below ROOT, then build the site; on a problem the old one stays."""
    from clearway.site.build import BuildFailed, build_site

    settings = told_settings(as_of)
    try:
        folder = site_dir or root / "site"
        warnings = build_site(root, folder, settings)
    except BuildFailed as error:
        click.echo(error.problems, nl=False, err=True)
        click.echo(str(error), err=True)
        sys.exit(1 if error.problems else COULD_NOT_RUN)
    click.echo("".join(f"{line}\n" for line in warnings), nl=False, err=True)
    click.echo(f"Built {folder.resolve()} as of {settings.as_of}.")


@click.command()
@ROOT
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
def serve(root: Path, address: str) -> None:
    """Preview the site of ROOT; rebuilds on change, and keeps the last good one on a problem."""
    from clearway.site.build import serve_site

    sys.exit(serve_site(root, address))


@click.command()
@ROOT
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@AS_OF
def outputs(root: Path, folder: Path, as_of: str | None) -> None:
    """Write the pages, feeds and data of ROOT into FOLDER, with no theme around them."""
    settings = told_settings(as_of)
    revisions = read_revisions(root, settings.clock)
    product = read_product(root, settings, read_history(root), revisions)
    click.echo(as_text(product.problems), nl=False, err=True)
    if product.outputs is None:
        sys.exit(1)
    try:
        number = write_outputs(root, product.outputs, settings, folder)
    except OSError as error:
        click.echo(told_error(error), err=True)
        sys.exit(COULD_NOT_RUN)
    except (Busy, NotOurs) as error:
        click.echo(f"Nothing was written: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo("".join(f"{line}\n" for line in revisions.warnings), nl=False, err=True)
    click.echo(f"Wrote {number} files into {folder}.")
