"""Git's log as the way that the branch of the records went.

Names and messages are data. No e-mail address leaves this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from clearway.history.git import run_git
from clearway.problems import HIDDEN
from clearway.records.editing.layout import DATA


@dataclass(frozen=True, slots=True)
class Touch:
    """A file that a commit changed: its path below the tracker's root, and its content's ids.

    `before` is empty for a file that was added, `after` for one that was removed. A file that was
    renamed is one of each.
    """

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One change to the records as it came into the branch: a commit, or all that a merge brought.

    `day` is that of the committer, in UTC, and None where git's own date cannot be one. `authors`
    are those whose work it is; of a merge, those of what was merged. `request` is the number of
    the pull request where the message has it.
    """

    id: str
    day: date | None
    authors: tuple[str, ...]
    title: str
    request: int | None
    touched: tuple[Touch, ...]


_FIELDS = ("%H", "%P", "%ct", "%aN", "%D", "%s", "%b")

_LOG = (
    "--topo-order",
    # Every commit on the way, each with those before it that touched the records, too.
    "--full-history",
    "--parents",
    # What a merge brought, as one change.
    "--diff-merges=first-parent",
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--no-show-signature",
    "--no-color",
    # Marks the commits at which a shallow copy is cut off.
    "--decorate=full",
    "--encoding=UTF-8",
    "--relative",
    f"--format=tformat:{'%x00'.join(_FIELDS)}",
)


def read_log(root: Path) -> tuple[tuple[Commit, ...], bool]:
    """All changes below `root`/data, the latest first, and whether these are all there ever were.

    Raises GitError.
    """
    found = read_entries(root)
    return tuple(_mainline(found)), not any(entry.is_cut for entry in found)


def read_entries(root: Path, revision: str = "HEAD") -> tuple[LogEntry, ...]:
    """Every commit that touched `root`/data and every merge, the latest first. Raises GitError."""
    # Without a name it is HEAD, which may have no commit yet.
    named = () if revision == "HEAD" else ("--end-of-options", revision)
    raw = run_git(root, "log", *_LOG, *named, "--", DATA)
    return tuple(_entries(raw.decode("utf-8", "replace")))


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A commit as git's log has it; `touched` is where it differs from its first parent."""

    id: str
    parents: tuple[str, ...]
    stamp: str
    author: str
    is_cut: bool
    subject: str
    body: str
    touched: tuple[Touch, ...]


_RAW = re.compile(r"\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*")


def _entries(raw: str) -> Iterator[LogEntry]:
    tokens = iter(raw.split("\0"))
    token = next(tokens, "")
    while token:
        id = token
        parents, stamp, author, names, subject, body = (next(tokens, "") for _ in _FIELDS[1:])
        touched = []
        token = next(tokens, "")
        while match := _RAW.fullmatch(token):
            path = next(tokens, "")
            before, after = ("" if set(i) == {"0"} else i for i in match.groups())
            touched.append(Touch(path, before, after))
            token = next(tokens, "")
        is_cut = "grafted" in names.split(", ")
        own = () if is_cut else tuple(touched)
        yield LogEntry(id, tuple(parents.split()), stamp, author, is_cut, subject, body, own)


def _mainline(found: tuple[LogEntry, ...]) -> Iterator[Commit]:
    """The way that the branch itself went, the latest first, each step with all that it brought."""
    known = {entry.id: entry for entry in found}
    way = []
    here = found[0] if found else None
    while here is not None:
        way.append(here)
        here = known.get(here.parents[0]) if here.parents else None
    seen: set[str] = set()
    commits = []
    for entry in reversed(way):
        brought = _brought(entry, known, seen)
        seen.add(entry.id)
        if entry.touched and not entry.is_cut:
            commits.append(_told(entry, brought))
    yield from reversed(commits)


def _brought(entry: LogEntry, known: Mapping[str, LogEntry], seen: set[str]) -> list[LogEntry]:
    """The commits that a merge brought in, oldest first; each is looked at once in all."""
    waiting, brought = list(entry.parents[1:]), []
    while waiting:
        id = waiting.pop()
        if id in known and id not in seen:
            seen.add(id)
            brought.append(known[id])
            waiting.extend(known[id].parents)
    return brought[::-1]


_REQUEST = re.compile(r"\(#(\d{1,9})\)|Merge pull request #(\d{1,9})")

_GITLAB = re.compile(r"See merge request \S*!(\d{1,9})")


def _told(entry: LogEntry, brought: list[LogEntry]) -> Commit:
    lines = [line for line in entry.body.splitlines() if line.strip()]
    is_plain_merge = re.match(r"Merge (pull request|branch|remote-tracking)", entry.subject)
    title = lines[0] if is_plain_merge and lines else entry.subject
    numbers = _REQUEST.search(entry.subject) or _GITLAB.search(entry.body)
    request = int(next(filter(None, numbers.groups()))) if numbers else None
    authors = dict.fromkeys(_name(e.author) for e in brought if len(e.parents) < 2)
    if request is not None:
        title = title.replace(f"(#{request})", "")
    return Commit(
        entry.id,
        day_of(entry.stamp),
        tuple(authors) or (_name(entry.author),),
        _line(title),
        request,
        entry.touched,
    )


def _name(text: str) -> str:
    """A name without an e-mail address; of one that is nothing else, what stands before '@'."""
    return _line(text) or _line(text.replace("<", " ").partition("@")[0]) or "somebody"


def _line(text: str) -> str:
    """One line without the words that are e-mail addresses.

    >>> _line("Lamps, by <kari@library.example> @ noon")
    'Lamps, by @ noon'
    """
    return " ".join(word for word in HIDDEN.sub(" ", text).split() if "@" not in word[1:-1])


def day_of(stamp: str) -> date | None:
    try:
        return datetime.fromtimestamp(int(stamp), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
