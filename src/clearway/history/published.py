"""What subscribers have: the events as they were published last, read from git."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from clearway.errors import GitError
from clearway.history.blobs import Blobs
from clearway.history.event_states import EventState, kind_of
from clearway.history.file_states import Differences, FileTree
from clearway.history.git import run_git
from clearway.history.log import day_of
from clearway.records.editing.layout import DATA

BRANCHES = ("refs/heads/gh-pages", "refs/remotes/origin/gh-pages")
"""Where `clearway release` publishes by default: here, and where this was cloned from."""


@dataclass(frozen=True, slots=True)
class Published:
    """The events of a commit, by what they are known by for good, and the files that hold them.

    `day` is that of the commit, `identity` by what its events were named. `is_site` tells whether
    that commit was published; otherwise it is only the last one.
    """

    day: date | None
    is_site: bool
    events: Mapping[str, EventState] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def read_published_events(root: Path) -> Published | None:
    """The events of the commit that was published last; without one, of the last commit.

    None where git knows of neither.
    """
    commit = next(filter(None, (_made_from(root, branch) for branch in BRANCHES)), None)
    try:
        return read_events(root, commit or "HEAD", is_site=commit is not None)
    except GitError:
        return None


def _made_from(root: Path, branch: str) -> str | None:
    """The commit of the records that a branch was made from, where this copy has it."""
    try:
        text = run_git(root, "cat-file", "blob", f"{branch}:manifest.json")
        commit = json.loads(text).get("commit")
        if not isinstance(commit, str) or not re.fullmatch(r"[0-9a-f]{40,64}", commit):
            return None
        run_git(root, "cat-file", "-e", f"{commit}^{{commit}}")
    except (GitError, ValueError, AttributeError):
        return None
    return commit


def read_events(root: Path, commit: str, *, is_site: bool) -> Published:
    """The events that the files below `root`/data held in a commit. Raises GitError."""
    stamp = run_git(root, "log", "-1", "--no-show-signature", "--format=%ct", commit).decode()
    listed = run_git(root, "ls-tree", "-r", "-z", commit, "--", f"{DATA}/")
    tree = FileTree()
    with Blobs(root) as blobs:
        for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            about, _, path = entry.partition("\t")
            if kind_of(path):
                tree.change(path, "", about.split()[2], blobs, Differences())
    events: dict[str, EventState] = {}
    for key in tree.paths:
        state = tree.known_event(key).state
        if state is not None and state.is_dated:
            events[key] = state
    files = {key: tree.paths[key][0] for key in events}
    return Published(day_of(stamp.strip()), is_site, events, files, dict(tree.words))
