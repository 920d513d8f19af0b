"""The command line: arguments, clock, environment and exit codes; nothing else."""

from __future__ import annotations

import click

from clearway.cli import drafts, intake, records, site, statements, suggestions


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clearway")
def main() -> None:
    """Follow a negotiation in the open: records in, website, calendars and data out."""


for _command in (
    records.check,
    site.build,
    site.serve,
    site.outputs,
    records.schemas,
    drafts.compare,
    drafts.concordance,
    intake.import_,
    statements.seal,
    suggestions.suggest,
):
    main.add_command(_command)
