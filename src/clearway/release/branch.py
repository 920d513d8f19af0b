"""The branch on which the published versions lie, as mike keeps it: one folder for each.

Beside the folders lie, at addresses that never move, copies of what people subscribe to and cite:
every file of the latest version that is not a page, and a small page that leads on to each page.
A manifest lists them, and the manifest of each version.
`latest` is a folder of its own and no symbolic link, for it is another site than any version: it
goes with the records. Copies, since neither an upload to GitHub Pages nor a zip keeps links.

Each change is one commit, and the branch takes it in one step: whatever ends the program before,
the branch is as it was.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import chdir, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePosixPath

from mike import git_utils
from mike.commands import list_versions
from mike.versions import Versions

from clearway.atomic import FULL
from clearway.errors import GitError, ReleaseError
from clearway.history import read_contents
from clearway.history.git import NO_GIT, run_git, safe_git
from clearway.publish.manifest import NAME, VERSIONS, Digest, manifest_of, manifest_text
from clearway.records.model import LATEST

NOT_CURRENT = frozenset({"assets", "search", "static", NAME})
"""What belongs to a version's own pages, or tells of its folder alone."""


@dataclass(frozen=True, slots=True)
class BranchVersion:
    """A built site to be put on the branch: the name of its folder, its title, and its files."""

    name: str
    title: str
    folder: Path


Redirect = Callable[[str], str]
"""The page that leads on from an address below the root to the same page of the latest version."""


def read_git_folder(root: Path) -> Path:
    """Where git keeps what belongs to all its branches. Raises ReleaseError."""
    try:
        found = run_git(root, "rev-parse", "--path-format=absolute", "--git-common-dir")
    except GitError as error:
        if str(error) == NO_GIT:
            raise ReleaseError("git is needed to publish versions, and was not found") from None
        raise ReleaseError(f"{root} is in no git repository", "make it one with git init") from None
    return Path(os.fsdecode(found.removesuffix(b"\n")))


def read_published(root: Path, branch: str) -> frozenset[str]:
    """The names of the versions on the branch. Raises ReleaseError where there is no git."""
    with _git(root, branch):
        # A clone has the branch of the place that it came from under another name.
        git_utils.update_from_upstream("origin", branch)
        return frozenset(str(info.version) for info in list_versions(branch))


def read_branch_files(root: Path, branch: str, *paths: str) -> dict[str, bytes]:
    """What lies on the branch below some paths; nothing where there is no such branch yet."""
    try:
        listed = run_git(root, "ls-tree", "-r", "-z", "--full-tree", branch, "--", *paths)
    except GitError:
        return {}
    ids = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = entry.partition("\t")
        ids[path] = about.split()[2]
    contents = read_contents(root, ids.values())
    return {path: contents[id] for path, id in ids.items() if id in contents}


def write_editions(
    root: Path, branch: str, editions: Iterable[BranchVersion], order: list[str], redirect: Redirect
) -> bool:
    """Puts sites on the branch in one commit; False where all was there already.

    One of them is the latest, from which the copies at the root are made. `order` lists the names
    of all versions as a reader should see them. Raises ReleaseError.
    """
    found = {edition.name: edition for edition in editions}
    latest = found[LATEST]
    taken = sorted(path.name for path in latest.folder.iterdir())
    for name in found:
        if name in taken:
            raise ReleaseError(f"{name} is an address of the site itself", "choose another name")
    with _git(root, branch):
        versions = list_versions(branch)
        for edition in found.values():
            try:
                versions.add(edition.name, edition.title)
            except ValueError as error:  # mike's word on an alias of that name
                raise ReleaseError(f"mike says: {error}") from None
        message = f"Publish {', '.join(name for name in found)}"
        try:
            with git_utils.Commit(branch, message) as commit:
                commit.delete_files([*found, *_left(root, branch, taken, versions)])
                listed = _manifests(root, branch, versions)
                selector = git_utils.FileInfo("versions.json", _listed(versions, order))
                for info in chain(_files(found.values(), redirect), [selector]):
                    commit.add_file(info)
                    listed |= _of_root(info, found)
                for info in _manifest(latest, listed):
                    commit.add_file(info)
                commit.add_file(git_utils.FileInfo(".nojekyll", ""))
        except git_utils.GitEmptyCommit:
            return False
    return True


def _files(editions: Iterable[BranchVersion], redirect: Redirect) -> Iterator[git_utils.FileInfo]:
    for edition in editions:
        for file in git_utils.walk_real_files(str(edition.folder)):
            path = Path(file.path).relative_to(edition.folder).as_posix()
            yield git_utils.FileInfo(f"{edition.name}/{path}", file.data)
            if edition.name == LATEST and path.partition("/")[0] not in NOT_CURRENT:
                page = PurePosixPath(path).name == "index.html"
                address = path.removesuffix("index.html")
                yield git_utils.FileInfo(path, redirect(address) if page else file.data)


def _manifests(root: Path, branch: str, versions: Versions) -> dict[str, Digest]:
    """Those of the versions that are on the branch already, with their fingerprints."""
    found = {}
    for info in versions:
        path = f"{info.version}/{NAME}"
        with suppress(GitError):
            found[path] = _digest(run_git(root, "cat-file", "blob", f"{branch}:{path}"))
    return found


def _of_root(info: git_utils.FileInfo, names: Container[str]) -> dict[str, Digest]:
    """What the manifest of the root lists of a file: of a version, its manifest alone."""
    folder, _, below = info.path.partition("/")
    return {} if folder in names and below != NAME else {info.path: _digest(info.data)}


def _digest(content: bytes) -> Digest:
    return Digest(sha256=sha256(content).hexdigest(), size=len(content))


def _manifest(latest: BranchVersion, listed: dict[str, Digest]) -> Iterator[git_utils.FileInfo]:
    """The manifest of the root. With those that it lists, it speaks for every file of the branch.

    It is made from the same records as the latest site.
    """
    own = latest.folder / NAME
    if own.is_file():
        told = {"edition": VERSIONS, "version": None, "files": listed}
        whole = manifest_of(own.read_bytes()).model_copy(update=told)
        yield git_utils.FileInfo(NAME, manifest_text(whole))


def _left(root: Path, branch: str, taken: list[str], versions: Versions) -> Iterator[str]:
    """What lies at the root from the latest version before; all else there is somebody's own."""
    kept = {name for info in versions for name in (str(info.version), *info.aliases)}
    yield from sorted({*taken, *_names(root, f"{branch}:{LATEST}")} - kept)


def _names(root: Path, tree: str) -> list[str]:
    """The names in a folder of a branch; none where it is not there."""
    try:
        found = run_git(root, "ls-tree", "-z", "--name-only", "--full-tree", tree)
    except GitError:
        return []
    return os.fsdecode(found).split("\0")[:-1]


@contextmanager
def _git(root: Path, branch: str) -> Iterator[None]:
    """Where git works; what it refuses is told in one line."""
    try:
        # mike asks the git of the folder that the program runs in.
        with chdir(root), safe_git(root):
            yield
    except git_utils.GitBranchDiverged as error:
        # Versions are recorded in data/, so that none is lost where the other branch is taken.
        there = f"git branch --force {branch} origin/{branch}"
        raise ReleaseError(f"{error}", f"take that one with {there}, then try again") from None
    except git_utils.GitError as error:
        raise ReleaseError(_told(str(error))) from None


def _told(error: str) -> str:
    if "user.name" in error or "user.email" in error:
        return "git does not know who you are; say so with git config user.name and user.email"
    said = [line.strip() for line in error.splitlines() if line.strip()]
    if any(words in error for words in (os.strerror(errno.ENOSPC), "Out of diskspace")):
        return f"{FULL} ({os.strerror(errno.ENOSPC)}); make room and try again"
    fatal = [line for line in said if line.startswith("fatal:")]
    return f"git could not do it: {(fatal or said)[0].removeprefix('fatal: ')}"


def _listed(versions: Versions, order: list[str]) -> str:
    """The list that the selector reads, in the order in which it shows them."""
    place = {name: index for index, name in enumerate(order)}
    infos = sorted(versions, key=lambda info: place.get(str(info.version), len(place)))
    return json.dumps([info.to_json() for info in infos], indent=2) + "\n"
