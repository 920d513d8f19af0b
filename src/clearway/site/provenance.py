"""What a manifest says that is not in the outputs: files on a disk, git, installed packages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from hashlib import file_digest
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from clearway.errors import GitError
from clearway.history.git import run_git
from clearway.publish.manifest import NAME, Digest, Home, Manifest, manifest_text
from clearway.records.editing.layout import DATA, home_of
from clearway.site.settings import Settings

PROGRAM = "clearway"

_MADE_FROM = (DATA, "docs", "theme", "src")
"""Folders in which a file that git does not know yet would change the site."""

OLDEST = {"python_version": "3.11", "python_full_version": "3.11.0", "sys_platform": "linux"}
"""For which surroundings it is asked what is needed, so that every machine gives one answer."""


def write_manifest(root: Path, folder: Path, settings: Settings, edition: str = "site") -> Manifest:
    """Lists all files below `folder`, made from the records of `root`, in its manifest.json."""
    told = {
        "format": 1,
        "edition": edition,
        "as_of": settings.as_of,
        "only_known": settings.only_known or None,
        "version": settings.site.version or None,
        "commit": read_commit(root),
        "home": Home(
            url=settings.site.url,
            repository=settings.site.repository,
            branch=settings.site.branch,
            forge=settings.site.forge,
        ),
        "program": f"{PROGRAM} {version(PROGRAM)}",
        "dependencies": read_dependencies(),
        "records": read_record_files(root),
        "files": read_files(folder),
    }
    manifest = Manifest.model_validate(told)
    (folder / NAME).write_text(manifest_text(manifest), encoding="utf-8", newline="\n")
    return manifest


def read_files(folder: Path) -> dict[str, Digest]:
    """Every file below a folder but its manifest, by its path; of a link, nothing is followed."""
    found = {}
    for path in _below(folder):
        name = path.relative_to(folder).as_posix()
        if name != NAME:
            found[name] = read_digest(path)
    return found


def _below(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _below(Path(entry.path))
            else:
                yield Path(entry.path)


def read_digest(path: Path) -> Digest:
    """Of a link: of the name that it leads to, which no site has."""
    if path.is_symlink() or not path.is_file():
        return Digest(sha256="0" * 64, size=0)
    with path.open("rb") as file:
        hashed = file_digest(file, "sha256").hexdigest()
        return Digest(sha256=hashed, size=file.tell())


def read_record_files(root: Path) -> dict[str, Digest]:
    """Every file below data/ that holds records, by its path below `root`."""
    data = root / DATA
    return {
        path.relative_to(root).as_posix(): read_digest(path)
        for path in _below(data)
        if home_of(path.relative_to(data)) is not None
    }


def read_commit(root: Path) -> str | None:
    """The commit that the files of `root` are those of; None where git cannot vouch for it.

    So it is without git or a repository, and where a file was changed or added since.
    """
    try:
        head = run_git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        changed = run_git(root, "status", "--porcelain", "--untracked-files=no")
        added = run_git(root, "ls-files", "--others", "--exclude-standard", "--", *_MADE_FROM)
    except GitError:
        return None
    commit = head.decode("ascii", "replace").strip()
    is_one = re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", commit) is not None
    return commit if is_one and not changed and not added else None


def read_dependencies() -> dict[str, str]:
    """The version of every package that the program needs, and that those need, by its name."""
    found: dict[str, str] = {}
    waiting = [Requirement(PROGRAM)]
    asked: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (name, frozenset(wanted.extras)) in asked:
            continue
        asked.add((name, frozenset(wanted.extras)))
        try:
            package = distribution(wanted.name)
        except PackageNotFoundError:
            # Needed in OLDEST and not where this runs: what is not installed made nothing here.
            continue
        found[name] = package.version
        waiting += _needs(package.requires or [], wanted.extras)
    del found[PROGRAM]
    return found


def _needs(lines: list[str], extras: set[str]) -> Iterator[Requirement]:
    for line in lines:
        needed = Requirement(line)
        environments = ({**OLDEST, "extra": extra} for extra in ("", *extras))
        if needed.marker is None or any(map(needed.marker.evaluate, environments)):
            yield needed
