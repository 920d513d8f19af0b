"""The command line: arguments, clock, environment and exit codes; nothing else."""

from __future__ import annotations

import click

from clearway.cli import (
    changes,
    doors,
    drafts,
    intake,
    proof,
    records,
    releases,
    site,
    sources,
    statements,
    suggestions,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clearway")
def main() -> None:
    """Follow a negotiation in the open: records in, website, calendars and data out."""


for _command in (
    records.check,
    site.build,
    site.serve,
    site.outputs,
    proof.verify,
    proof.zip_,
    releases.release,
    sources.archive,
    records.schemas,
    drafts.compare,
    changes.changes,
    drafts.concordance,
    intake.import_,
    statements.seal,
    suggestions.suggest,
    doors.new,
    doors.forms,
    doors.init,
):
    main.add_command(_command)
