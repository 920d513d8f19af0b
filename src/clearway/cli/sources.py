"""Looking whether the addresses that records rest on are still there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from clearway.cli.arguments import COULD_NOT_RUN, ROOT, deliver, told_settings
from clearway.insight.sources import (
    Sight,
    State,
    longest_unseen_first,
    source_problems,
    sources_file,
    with_copies,
    with_sights,
)
from clearway.problems import Problem, as_text, has_errors
from clearway.records.cited import cited
from clearway.records.fields import Address
from clearway.records.homes import HOMES
from clearway.records.kinds.sighting import bare
from clearway.records.model import Process
from clearway.records.rules import check as check_records


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that asks other servers."""
    for option in (
        click.option("--most", default=1000, show_default=True, help="Requests in all."),
        click.option(
            "--pause",
            default=1.0,
            show_default=True,
            metavar="SECONDS",
            help="Between two requests to one server.",
        ),
        click.option("--local", is_flag=True, help="Also ask servers on this machine's network."),
    ):
        command = option(command)
    return command


def look_at_sources(process: Process, most: int, pause: float, *, local: bool) -> dict[str, Sight]:
    """Asks every address, those that were not seen for longest first; says how it went."""
    from clearway.engines.links import Manners, look

    sights = look(longest_unseen_first(process), Manners(most, pause, local))
    states = Counter(sight.state for sight in sights.values())
    told = ", ".join(f"{states[state]} {state}" for state in State if states[state])
    click.echo(f"{len(sights)} addresses: {told or 'none'}.", err=True)
    return sights


def links_told(process: Process, most: int, pause: float, *, local: bool) -> tuple[Problem, ...]:
    """The problems of all addresses, for `clearway check --links`."""
    return source_problems(process, look_at_sources(process, most, pause, local=local))


@click.command()
@ROOT
@click.option(
    "--copy",
    "copies",
    nargs=2,
    multiple=True,
    metavar="ADDRESS COPY",
    help="Note where a copy of an address is kept, and ask nobody.",
)
@asking
def archive(
    root: Path, copies: tuple[tuple[str, str], ...], most: int, pause: float, local: bool
) -> None:
    """Ask each source whether it is still there, and note it in data/sources.yaml.

    It asks slowly: one request at a time to each server. Prints the addresses that are not well,
    each at the place where it stands.
    """
    settings = told_settings()
    checked = check_records(root, settings.today)
    if checked.process is None or has_errors(checked.problems):
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(1)
    process, target = checked.process, root / HOMES["sightings"].pattern
    before = target.read_text("utf-8") if target.exists() else ""
    if copies:
        known = with_copies(process, _read_copies(process, copies))
        deliver(sources_file(known, before), target)
        click.echo(f"Noted {len(copies)} in {target}.", err=True)
        return
    sights = look_at_sources(process, most, pause, local=local)
    deliver(sources_file(with_sights(process, sights, settings.today), before), target)
    problems = source_problems(process, sights)
    click.echo(as_text(problems), nl=False)
    sys.exit(1 if has_errors(problems) else 0)


def _read_copies(process: Process, copies: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    address, named = TypeAdapter[str](Address), cited(process)
    found = {}
    for url, copy in copies:
        if bare(url) not in named:
            click.echo(f"No record names {url}; write it as it stands in the record.", err=True)
            sys.exit(COULD_NOT_RUN)
        try:
            found[bare(url)] = address.validate_python(copy)
        except ValidationError:
            click.echo(f"A copy is an address that begins with https://: not {copy}", err=True)
            sys.exit(COULD_NOT_RUN)
    return found
