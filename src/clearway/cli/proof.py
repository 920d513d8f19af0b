"""Commands that hold a site against what it says of itself, or take it along."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clearway.cli.arguments import COULD_NOT_RUN
from clearway.engines.whole import told_error
from clearway.publish.manifest import NAME, Difference, Manifest, NotAManifest, manifest_of


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
    from clearway.engines import verify as engine

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
    from clearway.engines import verify as engine

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
    from clearway.engines import verify as engine
    from clearway.engines.offline import write_zip

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
