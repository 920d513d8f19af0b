"""Looking whether the addresses that records rest on are still there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from clearway.atomic import told_error
from clearway.cli.arguments import COULD_NOT_RUN, INTO, ROOT, deliver, told_settings
from clearway.insight.sources import (
    Sight,
    SourceState,
    longest_unseen_first,
    source_problems,
    sources_file,
    with_copies,
    with_sights,
)
from clearway.problems import Problem, as_text, has_errors
from clearway.publish.manifest import NAME, Difference, Manifest, NotAManifest, manifest_of
from clearway.records.editing.layout import HOMES
from clearway.records.fields import Address
from clearway.records.kinds.sighting import bare
from clearway.records.model import Process
from clearway.records.rules import check as check_records
from clearway.records.source_urls import cited

# --- The command that publishes versions of the site


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
    from clearway.release.publishing import ReleaseFailed, Wanted, release

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


# --- Commands that hold a site against what it says of itself, or take it along


@click.command()
@click.argument("target", metavar="FOLDER|ADDRESS")
@click.option(
    "--manifest",
    "given",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Hold it against this manifest, not against the one that the site carries.",
)
@click.option(
    "--against", metavar="REPOSITORY", help="Build it again from this repository, and compare."
)
@click.option("--rev", metavar="COMMIT", help="From this commit, not the one in the manifest.")
def verify(target: str, given: Path | None, against: str | None, rev: str | None) -> None:
    """Hold a site against its manifest and name each missing, extra or altered file.

    The repository given with --against is built with the program that is in it: name one whose
    code you trust.
    """
    from clearway.release import verify as engine

    if rev and not against:
        click.echo("--rev says which commit of a repository: add --against REPOSITORY", err=True)
        sys.exit(COULD_NOT_RUN)
    try:
        manifest, found = _held(target, given)
        if against:
            with engine.rebuilt(against, rev, manifest) as site:
                again = engine.read_manifest(site / NAME)
                found += _again(manifest, again)
    except (engine.NotVerified, OSError) as error:
        told = told_error(error) if isinstance(error, OSError) else str(error)
        click.echo(f"Nothing was verified: {told}", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo("".join(f"{line}\n" for line in map(str, found)), nl=False)
    click.echo(_verdict(target, manifest, len(found), given, against), err=True)
    sys.exit(1 if found else 0)


def _held(target: str, given: Path | None) -> tuple[Manifest, list[Difference | str]]:
    """The manifest to go by, and what is not as it lists."""
    from clearway.release import verify as engine

    text = None
    if given is not None:
        engine.read_manifest(given)
        text = given.read_bytes()
    if not engine.is_address(target):
        folder = Path(target)
        if not folder.is_dir():
            raise engine.NotVerified(f"{target} is no folder and no address (https://…)")
        manifest = engine.read_versions(folder, engine.read_manifest(given or folder / NAME))
        return manifest, list(engine.verify_folder(folder, manifest, text))
    address = f"{target.partition('#')[0].removesuffix(NAME).rstrip('/')}/"
    try:
        manifest = manifest_of(text or engine.fetch_manifest(address))
    except NotAManifest as error:
        raise engine.NotVerified(f"{address}{NAME} is not a manifest to go by: {error}") from None
    manifest = engine.fetch_versions(address, manifest)
    return manifest, list(engine.verify_address(address, manifest, text))


def _again(manifest: Manifest, again: Manifest) -> list[Difference | str]:
    """What the repository gives that the manifest does not list so."""
    from clearway.publish.manifest import differences

    words = {"missing": "left out", "extra": "added", "altered": "altered"}
    found: list[Difference | str] = []
    for name in ("records", "files"):
        for each in differences(getattr(again, name), getattr(manifest, name)):
            found.append(f"not from the repository: {each.path} {words[each.what]}")
    for package, version in manifest.dependencies.items():
        here = again.dependencies.get(package)
        if here != version and found:
            found.append(f"note: it was built with {package} {version}; here is {here or 'none'}")
    return found


def _verdict(
    target: str, manifest: Manifest, number: int, given: Path | None, against: str | None
) -> str:
    if number:
        return f"{target} is not what its manifest lists."
    size = f"{len(manifest.files)} files, {manifest.size / 1e6:.1f} MB"
    by = f"as {given} lists it" if given else "as its own manifest lists it"
    also = f", and as {against} gives it" if against else ""
    return f"{target} is whole, {by}{also}: {size}, as of {manifest.as_of}."


@click.command(name="zip")
@click.argument(
    "site", type=click.Path(exists=True, file_okay=False, path_type=Path), default="site"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default="site.zip",
    show_default=True,
    metavar="FILE",
)
def zip_(site: Path, output: Path) -> None:
    """Pack a built SITE into one file that can be unpacked and read without a network."""
    from clearway.release import verify as engine
    from clearway.release.offline import write_zip

    try:
        manifest = engine.read_manifest(site / NAME)
        if manifest.edition != "site":
            message = f"{site} is no site as a server gives it, but '{manifest.edition}'"
            raise engine.NotVerified(message)
        found = engine.verify_folder(site, manifest, None)
        if found:
            click.echo("".join(f"{each}\n" for each in found), nl=False)
            click.echo(f"Nothing was packed: {site} is not what its manifest lists.", err=True)
            sys.exit(1)
        number = write_zip(site, output)
    except (engine.NotVerified, OSError) as error:
        told = told_error(error) if isinstance(error, OSError) else str(error)
        click.echo(f"Nothing was packed: {told}", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo(f"Packed {number} files into {output}. Unpack it and open index.html.")


# --- Looking whether the addresses that records rest on are still there


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
    from clearway.release.links import Manners, look

    sights = look(longest_unseen_first(process), Manners(most, pause, local))
    states = Counter(sight.state for sight in sights.values())
    told = ", ".join(f"{states[state]} {state}" for state in SourceState if states[state])
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
