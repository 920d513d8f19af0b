"""Git, run to read and never to change.

The only place that runs it to read what is here; release/branch.py publishes a site, and
release/verify.py fetches what others built. A repository may come from anybody: nothing in it is
run (no hook, filter, pager, external diff, signature check or replacement), and nothing is fetched.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from clearway.errors import GitError
from clearway.problems import HIDDEN

NO_GIT = "The program git is not installed here, so the history of the records cannot be told"

NO_REPOSITORY = (
    "These records are in no git repository that can be read here, so their history is not told"
)

_SAFE = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "protocol.allow=never"),
)


def _environment() -> dict[str, str]:
    """This machine's, without settings of git's own; git asks for nothing and fetches nothing."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | {
        "LC_ALL": "C",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def run_git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints. Raises GitError."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; a revision stands behind --end-of-options
            ["git", *_SAFE, *arguments],  # noqa: S607 - git is where the machine has it
            cwd=root,
            env=_environment(),
            input=stdin,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise GitError(NO_GIT) from None
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
            ["git", *_SAFE, *arguments],  # noqa: S607 - git is where the machine has it
            cwd=root,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise GitError(NO_GIT) from None
