"""Commands that publish versions of a site, compare a site with its manifest, or pack it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from clearway.cli.command import (
    EXISTING_DIRECTORY,
    EXISTING_FILE,
    FILE,
    INTO,
    PROBLEMS,
    Command,
    read_settings_now,
)
from clearway.errors import InputError
from clearway.publish.manifest import NAME, Difference, Manifest, manifest_of
from clearway.safe_files import refuse_links


@click.command(cls=Command, failure="Nothing was published")
@click.argument("version", required=False)
@INTO
@click.option("--as-of", metavar="DATE", help="The day that it speaks of; today by default.")
@click.option("--title", metavar="TEXT", help="What readers choose it by.")
@click.option("--replace", "again", is_flag=True, help="Publish again what is published already.")
@click.option("--branch", default="gh-pages", show_default=True, help="Where the versions lie.")
def release(
    version: str | None, root: Path, as_of: str | None, title: str | None, again: bool, branch: str
) -> None:
    """Publish VERSION, with every version of data/versions.yaml that is not published yet.

    The latest site and the addresses that never move are built again each time; without VERSION
    that is all. Nothing leaves this machine: push the branch when you have looked at it.
    """
    from clearway.release.publishing import Wanted, release

    if version is None and (as_of or title or again):
        raise click.UsageError("--as-of, --title and --replace are of a VERSION; name one.")
    day = read_settings_now(as_of).as_of if as_of else None
    settings = read_settings_now()
    settings = replace(settings, as_of=settings.today, only_known=False)
    wanted = Wanted(version, day, title, again) if version else None
    done = release(root, settings, wanted, branch)
    for released in done.versions:
        click.echo(f"Released {released.id} as of {released.as_of}.")
    if done.changed:
        click.echo(f"It is on the branch {branch}. To publish it: git push origin {branch}")
    else:
        click.echo(f"All of it was on the branch {branch} already.")


@click.command(cls=Command, failure="Nothing was verified")
@click.argument("target", metavar="FOLDER|ADDRESS")
@click.option(
    "--manifest",
    "given",
    type=EXISTING_FILE,
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
        raise InputError("--rev says which commit of a repository", "add --against REPOSITORY")
    manifest, differences = _compare_with_manifest(target, given)
    if against:
        with engine.rebuilt(against, rev, manifest) as site:
            differences += _compare_with_rebuilt(manifest, engine.read_manifest(site / NAME))
    click.echo("".join(f"{line}\n" for line in map(str, differences)), nl=False)
    click.echo(_summary(target, manifest, len(differences), given, against), err=True)
    sys.exit(PROBLEMS if differences else 0)


def _compare_with_manifest(
    target: str, given: Path | None
) -> tuple[Manifest, list[Difference | str]]:
    """The manifest to go by, and what of the target is not as it lists."""
    from clearway.release import verify as engine

    text = None
    if given is not None:
        engine.read_manifest(given)
        text = given.read_bytes()
    if not engine.is_address(target):
        folder = Path(target)
        refuse_links(folder)
        if not folder.is_dir():
            raise InputError(f"{target} is no folder and no address (https://…)")
        manifest = engine.read_versions(folder, engine.read_manifest(given or folder / NAME))
        return manifest, list(engine.verify_folder(folder, manifest, text))
    address = f"{target.partition('#')[0].removesuffix(NAME).rstrip('/')}/"
    try:
        manifest = manifest_of(text or engine.fetch_manifest(address))
    except InputError as error:
        raise InputError(f"{address}{NAME} is not a manifest to go by: {error}") from None
    manifest = engine.fetch_versions(address, manifest)
    return manifest, list(engine.verify_address(address, manifest, text))


def _compare_with_rebuilt(manifest: Manifest, rebuilt: Manifest) -> list[Difference | str]:
    """What the repository gives that the manifest does not list so."""
    from clearway.publish.manifest import differences

    words = {"missing": "left out", "extra": "added", "altered": "altered"}
    lines: list[Difference | str] = []
    for name in ("records", "files"):
        for each in differences(getattr(rebuilt, name), getattr(manifest, name)):
            lines.append(f"not from the repository: {each.path} {words[each.what]}")
    for package, version in manifest.dependencies.items():
        here = rebuilt.dependencies.get(package)
        if here != version and lines:
            lines.append(f"note: it was built with {package} {version}; here is {here or 'none'}")
    return lines


def _summary(
    target: str, manifest: Manifest, number: int, given: Path | None, against: str | None
) -> str:
    if number:
        return f"{target} is not what its manifest lists."
    size = f"{len(manifest.files)} files, {manifest.size / 1e6:.1f} MB"
    by = f"as {given} lists it" if given else "as its own manifest lists it"
    also = f", and as {against} gives it" if against else ""
    return f"{target} is whole, {by}{also}: {size}, as of {manifest.as_of}."


@click.command(name="zip", cls=Command, failure="Nothing was packed")
@click.argument("site", type=EXISTING_DIRECTORY, default="site")
@click.option(
    "-o",
    "--output",
    type=FILE,
    default="site.zip",
    show_default=True,
    metavar="FILE",
)
def zip_(site: Path, output: Path) -> None:
    """Pack a built SITE into one file that can be unpacked and read without a network."""
    from clearway.release import verify as engine
    from clearway.release.offline import write_zip

    manifest = engine.read_manifest(site / NAME)
    if manifest.edition != "site":
        message = f"{site} is no site as a server gives it, but '{manifest.edition}'"
        raise InputError(message)
    differences = engine.verify_folder(site, manifest, None)
    if differences:
        click.echo("".join(f"{each}\n" for each in differences), nl=False)
        click.echo(f"Nothing was packed: {site} is not what its manifest lists.", err=True)
        sys.exit(PROBLEMS)
    number = write_zip(site, output)
    click.echo(f"Packed {number} files into {output}. Unpack it and open index.html.")
