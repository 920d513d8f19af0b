"""Holding a site against its manifest: a folder, an address, or a build of its repository."""

from __future__ import annotations

import logging
import os
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urljoin

from clearway.errors import GitError, InputError, NoAnswer, RequestError, VerifyError
from clearway.history.git import clone, run_git
from clearway.publish.manifest import (
    MOST_BYTES,
    NAME,
    VERSIONS,
    Difference,
    Digest,
    Manifest,
    differences,
    how_altered,
    manifest_of,
    with_versions,
)
from clearway.publish.page import Site
from clearway.records.editing.layout import record_path
from clearway.release.fetching import CHUNK, answer, leads_to, same_origin
from clearway.release.offline import write_offline
from clearway.safe_files import read_file
from clearway.site.provenance import read_files
from clearway.site.settings import Settings, environment_of

log = logging.getLogger(__name__)

AT_ONCE = 4
"""How many files are asked for at a time: what a browser asks of one server, or less."""

MOST_DETOURS = 3

LONGEST_FILE = 600.0
"""Seconds that one file may take."""

MOST_SILENT = 2 * AT_ONCE
"""Files in a row without an answer after which no further one is asked for."""


class _Unanswered(Difference):
    """A file that could not be compared, since its server did not answer."""


def read_manifest(path: Path) -> Manifest:
    """Raises VerifyError."""
    try:
        return manifest_of(read_file(path.parent, path.name, MOST_BYTES))
    except OSError as error:
        raise VerifyError(f"{path} cannot be read: {error.strerror}") from None
    except InputError as error:
        raise VerifyError(f"{path} is not a manifest to go by: {error}") from None


def verify_folder(folder: Path, manifest: Manifest, given: bytes | None) -> list[Difference]:
    """What is not as listed. `given` is a manifest from elsewhere, which the site's own must be."""
    try:
        there = read_files(folder)
        if manifest.edition == VERSIONS:
            # It tells GitHub Pages how to serve the folder, and is not served itself.
            there.pop(".nojekyll", None)
        found = [*differences(manifest.files, there), *_links(folder, manifest, there)]
        own = read_file(folder, NAME, MOST_BYTES) if (folder / NAME).is_file() else b""
    except OSError as error:
        raise VerifyError(f"{error.filename} cannot be read: {error.strerror}") from None
    return [*found, *_of_manifest(own, given)]


def _links(folder: Path, manifest: Manifest, there: Mapping[str, Digest]) -> Iterator[Difference]:
    """Symbolic links and the like that a manifest lists as `read_files` does."""
    for path in manifest.files.keys() & there.keys():
        is_file = stat.S_ISREG((folder / path).lstat().st_mode)
        if not is_file and manifest.files[path] == there[path]:
            yield Difference(path, "unreadable", "it is no file but a link, pipe or device")


def read_versions(folder: Path, manifest: Manifest) -> Manifest:
    """The manifest with the files of every version that it lists. Raises VerifyError."""

    try:
        return with_versions(manifest, lambda path: read_file(folder, path, MOST_BYTES))
    except OSError as error:
        raise VerifyError(f"{error.filename} cannot be read: {error.strerror}") from None
    except InputError as error:
        raise VerifyError(f"{folder / NAME} is not a manifest to go by: {error}") from None


def _of_manifest(own: bytes, given: bytes | None) -> Iterator[Difference]:
    if given is not None and own != given:
        yield Difference(NAME, "altered" if own else "missing", "not the one that was given")


# --- an address ----------------------------------------------------------------------------


def fetch_manifest(address: str) -> bytes:
    """The text of the manifest of a site at an address that ends in '/'. Raises VerifyError."""
    try:
        content = b"".join(_fetch(urljoin(address, NAME), MOST_BYTES + 1))
    except RequestError as error:
        is_gone = error.cause is NoAnswer.NOT_FOUND
        reason = "is not there" if is_gone else f"cannot be read: {error}"
        raise VerifyError(f"{urljoin(address, NAME)} {reason}") from None
    return content


def fetch_versions(address: str, manifest: Manifest) -> Manifest:
    """As `read_versions`, of a site at an address that ends in '/'. Raises VerifyError."""
    try:
        return with_versions(
            manifest,
            lambda path: fetch_manifest(urljoin(address, quote(path.removesuffix(NAME)))),
        )
    except InputError as error:
        message = f"{urljoin(address, NAME)} is not a manifest to go by: {error}"
        raise VerifyError(message) from None


def verify_address(address: str, manifest: Manifest, given: bytes | None) -> list[Difference]:
    """What is not as listed. What a server has besides cannot be seen from outside."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = pool.map(lambda item: _differs(address, *item), manifest.files.items())
        try:
            found = [difference for difference in _unless_silent(asked) if difference is not None]
        except VerifyError:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    own = b"" if given is None else fetch_manifest(address)
    return sorted([*found, *_of_manifest(own, given)])


def _unless_silent(asked: Iterable[Difference | None]) -> Iterator[Difference | None]:
    """What was found of each file. Raises VerifyError where the server is there no more."""
    silent = 0
    for number, found in enumerate(asked, 1):
        silent = silent + 1 if isinstance(found, _Unanswered) else 0
        if silent == MOST_SILENT:
            message = f"after {number - silent} files the server answered no more: {found}"
            raise VerifyError(message)
        yield found


def _differs(address: str, path: str, listed: Digest) -> Difference | None:
    hashed, size = sha256(), 0
    try:
        # One byte more than listed shows that there is more; the rest need not come.
        for chunk in _fetch(urljoin(address, quote(path)), listed.size + 1):
            hashed.update(chunk)
            size += len(chunk)
    except RequestError as error:
        if error.cause is NoAnswer.NOT_FOUND:
            return Difference(path, "missing")
        is_silent = error.cause is NoAnswer.SILENT
        return (_Unanswered if is_silent else Difference)(path, "unreadable", str(error))
    if size > listed.size:
        return Difference(path, "altered", f"more than the {listed.size} bytes that are listed")
    if size != listed.size or hashed.hexdigest() != listed.sha256:
        return Difference(path, "altered", how_altered(listed, size))
    return None


def _fetch(url: str, most: int) -> Iterator[bytes]:
    """At most so many bytes of a file. Raises RequestError."""
    for _ in range(MOST_DETOURS):
        with answer(url, seconds=LONGEST_FILE) as found:
            if found.status in (404, 410):
                raise RequestError(f"the server answers {found.status}", NoAnswer.NOT_FOUND)
            if 300 <= found.status < 400:
                target = leads_to(url, found.headers.get("Location", ""))
                if not same_origin(url, target):
                    raise RequestError("the server sends to another site, which is not asked")
                url = target
                continue
            if found.status != 200:
                raise RequestError(f"the server answers {found.status}")
            if found.headers.get("Content-Encoding", "identity") != "identity":
                raise RequestError("the server sends it packed, though asked not to")
            left = most
            while left and (chunk := found.body.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk
            return
    raise RequestError("the server sends from one address to the next")


# --- a repository --------------------------------------------------------------------------


@contextmanager
def rebuilt(repository: str, revision: str | None, manifest: Manifest) -> Iterator[Path]:
    """The same site, built again from a repository. Raises VerifyError.

    It runs the program that is in the repository (and its macros), with the packages installed
    here: to verify is to trust that code, or to have read it.
    """
    if manifest.edition == VERSIONS:
        raise VerifyError("a version is built again, not all of them", "name one: …/latest")
    wanted = revision or manifest.commit
    if wanted is None:
        raise VerifyError("the manifest names no commit", "name one: --rev COMMIT")
    with tempfile.TemporaryDirectory(prefix="clearway-verify-") as name:
        source, site = Path(name, "clone"), Path(name, "site")
        log.info("Building the site again from the commit %s", wanted)
        _check_out(repository, wanted, source)
        _build(source, _tracker_of(source, manifest), site, manifest)
        if manifest.edition == "offline":
            write_offline(site, Path(name, "offline"))
            site = Path(name, "offline")
        yield site


def _tracker_of(clone: Path, manifest: Manifest) -> Path:
    """The folder in the repository that holds the records that the manifest lists."""
    first = min(manifest.records, default=record_path("process"))
    if (clone / first).is_file():
        return clone
    found = sorted(path.parents[first.count("/")] for path in clone.rglob(f"*/{first}"))
    for folder in found:
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise VerifyError(f"the repository has no {first} beside a mkdocs.yml at that commit")


def _check_out(repository: str, wanted: str, folder: Path) -> None:
    """The files of a repository at a commit, in `folder`. Raises VerifyError."""
    failed = "the repository cannot be read"
    try:
        clone(repository, folder)
    except GitError as error:
        raise VerifyError(f"{failed}: {error}") from None
    named = ("--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
    try:
        commit = run_git(folder, "rev-parse", *named).decode().strip()
        run_git(folder, "checkout", "--quiet", "--detach", commit)
    except GitError:
        raise VerifyError(f"{failed}: there is no such commit in it") from None


def _build(clone: Path, tracker: Path, site: Path, manifest: Manifest) -> None:
    own = clone / "src"
    program = {"PYTHONPATH": str(own)} if (own / "clearway").is_dir() else {}
    # A site of its own day is built as on that day; what was known then may be built on any.
    today = datetime.now(UTC).date() if manifest.only_known else manifest.as_of
    home = Site(**manifest.home.model_dump(), version=manifest.version or "")
    settings = Settings(today, manifest.as_of, home, bool(manifest.only_known))
    how = "build" if manifest.edition != "outputs" else "outputs"
    where = ["--site-dir", str(site)] if how == "build" else [str(site)]
    command = [sys.executable, "-c", "from clearway.cli import main; main()", how, str(tracker)]
    done = subprocess.run(  # noqa: S603 - no shell
        [*command, *where],
        env={**os.environ, **environment_of(settings), **program},
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise VerifyError(f"it could not be built again:\n{done.stderr.strip()}")


def is_address(target: str) -> bool:
    return re.match(r"https?://", target, re.I) is not None
