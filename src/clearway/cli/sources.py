"""Asking whether the addresses that records rest on are still there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from clearway.cli.command import (
    PROBLEMS,
    ROOT,
    Command,
    deliver,
    read_clean,
    read_settings_now,
    request_options,
)
from clearway.errors import InputError
from clearway.insight.sources import (
    Sight,
    SourceState,
    longest_unseen_first,
    source_problems,
    sources_file,
    with_copies,
    with_sights,
)
from clearway.problems import as_text, has_errors
from clearway.records.editing.layout import record_path
from clearway.records.fields import Address
from clearway.records.kinds.sighting import bare
from clearway.records.model import Process
from clearway.records.references import cited
from clearway.safe_files import file_exists, read_file


def look_at_sources(process: Process, most: int, pause: float, *, local: bool) -> dict[str, Sight]:
    """Asks every address, those that were not seen for longest first; says how it went."""
    from clearway.release.links import Manners, look

    sights = look(longest_unseen_first(process), Manners(most, pause, local))
    states = Counter(sight.state for sight in sights.values())
    summary = ", ".join(f"{states[state]} {state}" for state in SourceState if states[state])
    click.echo(f"{len(sights)} addresses: {summary or 'none'}.", err=True)
    return sights


@click.command(cls=Command, failure="Nothing was noted")
@ROOT
@click.option(
    "--copy",
    "copies",
    nargs=2,
    multiple=True,
    metavar="ADDRESS COPY",
    help="Note where a copy of an address is kept, without a request to the archive.",
)
@request_options
def archive(
    root: Path, copies: tuple[tuple[str, str], ...], most: int, pause: float, local: bool
) -> None:
    """Ask each source whether it is still there, and note it in data/sources.yaml.

    It asks slowly: one request at a time to each server. Prints the addresses that are not well,
    each at the place where it stands.
    """
    today = read_settings_now().today
    process, target = read_clean(root, today), Path(record_path("sighting"))
    before = read_file(root, target).decode("utf-8") if file_exists(root, target) else ""
    if copies:
        known = with_copies(process, _read_copies(process, copies))
        deliver(sources_file(known, before), target, root)
        click.echo(f"Noted {len(copies)} in {root / target}.", err=True)
        return
    sights = look_at_sources(process, most, pause, local=local)
    deliver(sources_file(with_sights(process, sights, today), before), target, root)
    problems = source_problems(process, sights)
    click.echo(as_text(problems), nl=False)
    sys.exit(PROBLEMS if has_errors(problems) else 0)


def _read_copies(process: Process, copies: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    address, cited_urls = TypeAdapter[str](Address), cited(process)
    accepted = {}
    for url, copy in copies:
        if bare(url) not in cited_urls:
            raise InputError(f"no record names {url}", "write it as it stands in the record")
        try:
            accepted[bare(url)] = address.validate_python(copy)
        except ValidationError:
            message = f"a copy is an address that begins with https://: not {copy}"
            raise InputError(message) from None
    return accepted
