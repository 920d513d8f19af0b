"""Git, run to read; it changes nothing but the repository that `first_commit` makes.

The only place that runs it. A repository may come from anybody: nothing that it names is run (no
hook, filter, pager, external diff, signature check, credential helper or replacement), and nothing
is fetched. `safe_git` does the same for libraries that call git, and `clone` fetches a repository
that a person named.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from clearway.errors import GitError
from clearway.problems import HIDDEN

NO_GIT = "The program git is not installed here, so the history of the records cannot be told"

NO_REPOSITORY = (
    "These records are in no git repository that can be read here, so their history is not told"
)

_OPTIONS = ("--no-pager", "--no-replace-objects", "--literal-pathspecs")

_NO_PROGRAM = {
    "core.alternateRefsCommand": "false",
    "core.askPass": "false",
    "core.editor": "false",
    "core.fsmonitor": "false",
    "core.gitProxy": "",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "false",
    "core.sshCommand": "false",
    "commit.gpgSign": "false",
    "credential.helper": "",
    "diff.external": "",
    "gpg.program": "false",
    "gpg.ssh.program": "false",
    "gpg.x509.program": "false",
    "log.showSignature": "false",
    "protocol.allow": "never",
    # A folder of a tracker that looks like a repository is none.
    "safe.bareRepository": "explicit",
    "tag.gpgSign": "false",
}
"""Settings that name a program or have one run, each as what runs none.

`false` and `cat` are the programs of that name. Filters and the like have names of a repository's
own; see `_drivers`.
"""

_NO_DRIVER = {
    "clean": "",
    "smudge": "",
    "process": "",
    "required": "false",
    "textconv": "cat",
    "command": "false",
    "driver": "false",
}
"""Settings of a filter, diff or merge driver, as in `filter.lfs.clean`, with what runs nothing."""

_MOST_DRIVERS = 500

_KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")
"""Variables of git's own that are kept: who publishes and when, and the person's own settings."""

_KEPT_TO_CLONE = (*_KEPT, "GIT_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_PROXY_COMMAND")


def safe_environment(root: Path) -> dict[str, str]:
    """The environment in which git runs no program that the repository of `root` names.

    For git itself and for programs that call it: nothing is fetched, and no program asks for
    anything. Raises GitError.
    """
    return _environment(_NO_PROGRAM | _drivers(_names_of_settings(root)))


@lru_cache(maxsize=16)
def _names_of_settings(root: Path) -> str:
    """The names of all settings that hold in a folder, each ended by a NUL. Raises GitError.

    Asked once for a folder: nothing that is committed can change them later.
    """
    command = ["git", "config", "--null", "--name-only", "--list"]
    return _run(root, command, _environment(_NO_PROGRAM)).stdout.decode("utf-8", "surrogateescape")


def _drivers(names: str) -> dict[str, str]:
    """For each driver that is among the names of settings, what runs no program. Raises GitError.

    >>> _drivers("core.bare\\0filter.lfs.clean\\0")
    {'filter.lfs.clean': ''}
    """
    found = {}
    for name in names.split("\0"):
        section, _, rest = name.partition(".")
        last = rest.rpartition(".")[2]
        if section in ("filter", "diff", "merge") and last in _NO_DRIVER:
            found[name] = _NO_DRIVER[last]
    if len(found) > _MOST_DRIVERS:
        raise GitError(f"The settings of git here name more than {_MOST_DRIVERS} filters")
    return found


def _environment(
    settings: Mapping[str, str], kept: tuple[str, ...] = _KEPT, protocols: str = ""
) -> dict[str, str]:
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(kept)
    }
    own["GIT_CONFIG_COUNT"] = str(len(settings))
    for number, (name, value) in enumerate(settings.items()):
        own[f"GIT_CONFIG_KEY_{number}"] = name
        own[f"GIT_CONFIG_VALUE_{number}"] = value
    return own | {
        "LC_ALL": "C",
        # Transports that may be used, whatever a repository allows; by default none. Git before
        # 2.44 does not know the next one, and would fetch what a partial clone lacks.
        "GIT_ALLOW_PROTOCOL": protocols,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


@contextmanager
def safe_git(root: Path) -> Iterator[None]:
    """Meanwhile libraries that run git themselves run it as `safe_environment` says.

    Changes the environment of this process. Without git it changes nothing: there is none to run.
    """
    before = dict(os.environ)
    with suppress(GitError):
        safe = safe_environment(root)
        os.environ.clear()
        os.environ.update(safe)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints. Raises GitError."""
    done = _run(root, ["git", *_OPTIONS, *arguments], safe_environment(root), stdin)
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace")
    # A repository that belongs to somebody else is not read either, which git calls dubious.
    if "not a git repository" in said or "dubious ownership" in said:
        raise GitError(NO_REPOSITORY)
    if "does not have any commits" in said:
        return b""
    raise GitError(f"Git could not read the history: {' '.join(HIDDEN.sub(' ', said).split())}")


def start_git(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Git as it runs, to be asked and to answer, for the caller to end. Raises GitError."""
    try:
        return subprocess.Popen(  # noqa: S603 - no shell; what it is asked are ids that git gave
            ["git", *_OPTIONS, *arguments],  # noqa: S607 - git is where the machine has it
            cwd=root,
            env=safe_environment(root),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise GitError(NO_GIT) from None


def clone(repository: str, folder: Path) -> None:
    """Copies the repository at an address or path into `folder`, without its files.

    Git's settings for the whole machine and for the person hold, such as how to reach a server;
    those of any folder do not. Raises GitError.
    """
    there = Path(repository)
    source = str(there.absolute()) if there.exists() else repository
    own = {"core.hooksPath": os.devnull, "core.fsmonitor": "false"}
    fetching = _environment(own, _KEPT_TO_CLONE, "file:git:http:https:ssh")
    folder.parent.mkdir(parents=True, exist_ok=True)
    command = ["git", "clone", "--quiet", "--no-checkout", "--template=", "--", source, str(folder)]
    done = _run(folder.parent, command, fetching)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git says nothing"]
        raise GitError(HIDDEN.sub(" ", said[-1].removeprefix("fatal: ")))


def first_commit(folder: Path, message: str) -> None:
    """Makes a repository of a folder with all its files in one commit on the branch main.

    The name and address of the commit are those of git's settings for the person. Raises GitError,
    also where the folder is in a repository already, which is left as it is.
    """
    environment = _environment(_NO_PROGRAM)
    inside = _run(folder, ["git", "rev-parse", "--is-inside-work-tree"], environment)
    if inside.returncode == 0:
        raise GitError("The folder is in a git repository already")
    for words in (
        ("init", "--quiet", "--template=", "--initial-branch=main"),
        ("add", "--all"),
        ("commit", "--quiet", "--message", message),
    ):
        done = _run(folder, ["git", *words], environment)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [
                "git says nothing"
            ]
            raise GitError(f"git {words[0]} failed: {HIDDEN.sub(' ', said[-1])}")


def _run(
    folder: Path, command: list[str], environment: dict[str, str], stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell
            command, cwd=folder, env=environment, input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise GitError(NO_GIT) from None
