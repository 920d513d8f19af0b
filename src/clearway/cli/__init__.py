"""The command line: arguments, clock, environment and exit codes; nothing else."""

from __future__ import annotations

import click

from clearway.cli import build, check, compare, create, imports, release


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clearway")
def main() -> None:
    """Follow a negotiation in the open: records in, website, calendars and data out."""


for _command in (
    check.check,
    build.build,
    build.serve,
    build.outputs,
    release.verify,
    release.zip_,
    release.release,
    release.archive,
    check.schemas,
    compare.compare,
    compare.changes,
    compare.concordance,
    imports.import_,
    check.seal,
    check.suggest,
    create.new,
    create.forms,
    create.init,
):
    main.add_command(_command)
