"""What git knows of the records: who changed which file when, and what a file held before.

The only place that runs git, and only to read. A repository may come from anybody: nothing in it
is run (no hook, filter, pager, external diff, signature check or replacement), nothing is fetched,
and names and messages are data. No e-mail address leaves this module.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path, PurePosixPath

from clearway.records.homes import DATA
from clearway.records.text import MOST_BYTES
from clearway.records.wording import HIDDEN


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


@dataclass(frozen=True, slots=True)
class History:
    """The changes to the records, the latest first; `notice` says what is missing, and why.

    `contents` holds what the files of the latest changes held before and after, by their ids.
    """

    commits: tuple[Commit, ...] = ()
    notice: str = ""
    contents: Mapping[str, bytes] = field(default_factory=dict)


NOT_READ = History(notice="The history of the records was not read.")


def last_changed(commits: Iterable[Commit]) -> dict[str, date]:
    """The day on which each file changed last, by its path below the tracker's root."""
    found: dict[str, date] = {}
    for commit in commits:
        for touch in commit.touched:
            if commit.day is not None:
                found.setdefault(touch.path, commit.day)
    return found


@dataclass(frozen=True, slots=True)
class Revision:
    """The files of the records as a commit holds them; `left_out` are those that are no files."""

    id: str
    day: date | None
    files: Mapping[PurePosixPath, bytes]
    left_out: tuple[str, ...] = ()


class NotRead(Exception):
    """Git could not tell; the message is a sentence without a stop that says why."""


NO_GIT = "The program git is not installed here, so the history of the records cannot be told"
NO_REPOSITORY = (
    "These records are in no git repository that can be read here, so their history is not told"
)
SHALLOW = (
    "This was made from a copy that holds only the latest part of the history; "
    "what came before is in the repository"
)


MOST_FILES = 40
"""Files of one commit up to which one reads what it changed; of more, it is enough how many."""

MOST_CONTENTS = 2_000
MOST_READ = 64 * 1024 * 1024
"""Contents, and bytes of them, that are read for all commits together, the latest first, so that a
long history does not make every build slow. Of earlier commits it is told which files they touched.
Not bounded by the clock: the same history gives the same pages."""


def read_history(root: Path) -> History:
    """All changes below `root`/data, by three runs of git however many there are.

    Never raises: without git, or with part of the history only, the notice says so.
    """
    try:
        raw = _run_git(root, "log", *_LOG, "--", DATA)
    except NotRead as error:
        return History(notice=f"{error}.")
    found = tuple(_entries(raw.decode("utf-8", "replace")))
    notice = f"{SHALLOW}." if any(entry.is_cut for entry in found) else ""
    commits = tuple(_mainline(found))
    wanted = dict.fromkeys(id for commit in commits for id in _contents_of(commit))
    return History(commits, notice, read_contents(root, islice(wanted, MOST_CONTENTS), MOST_READ))


def _contents_of(commit: Commit) -> Iterator[str]:
    if len(commit.touched) <= MOST_FILES:
        for touch in commit.touched:
            yield from filter(None, (touch.before, touch.after))


def read_contents(root: Path, ids: Iterable[str], most: int | None = None) -> dict[str, bytes]:
    """The contents that these ids name, at most that many bytes of them.

    What is missing or too large for a record is left out.
    """
    wanted = "".join(f"{id}\n" for id in dict.fromkeys(ids))
    try:
        sizes = _run_git(root, "cat-file", "--batch-check", stdin=wanted.encode()).decode()
        small = list(_small(sizes.splitlines(), most))
        raw = _run_git(root, "cat-file", "--batch", stdin="".join(f"{i}\n" for i in small).encode())
    except NotRead:
        return {}
    return dict(_batch(raw))


def read_revision(root: Path, revision: str) -> Revision:
    """The files below `root`/data as `revision` (a commit, branch or tag) holds them.

    Raises NotRead with a sentence for people.
    """
    commit = _commit(root, revision)
    stamp = _run_git(root, "log", "-1", "--no-show-signature", "--format=%ct", commit).decode()
    entries = _run_git(root, "ls-tree", "-r", "-z", commit, "--", f"{DATA}/").decode(
        "utf-8", "surrogateescape"
    )
    found, odd = {}, []
    for entry in entries.split("\0")[:-1]:
        (mode, _, id), path = entry.partition("\t")[0].split(), entry.partition("\t")[2]
        if mode in ("100644", "100755"):
            found[PurePosixPath(path)] = id
        else:
            odd.append(path)
    contents = read_contents(root, found.values())
    odd += [str(path) for path, id in found.items() if id not in contents]
    files = {path: contents[id] for path, id in found.items() if id in contents}
    return Revision(commit, _day(stamp.strip()), files, tuple(sorted(odd)))


def _commit(root: Path, revision: str) -> str:
    named = f"{revision}^{{commit}}"
    try:
        found = _run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
    except NotRead as error:
        if str(error) in (NO_GIT, NO_REPOSITORY):
            raise
        message = (
            f"there is no version, folder or revision '{HIDDEN.sub('', revision)}'; a history "
            "that was rewritten, or of which this copy holds a part, may have had it"
        )
        raise NotRead(message) from None
    return found.decode().strip()


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


def _run_git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints. Raises NotRead."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {
        "LC_ALL": "C",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
    try:
        done = subprocess.run(  # noqa: S603 - no shell; a revision stands behind --end-of-options
            ["git", *_SAFE, *arguments],  # noqa: S607 - git is where the machine has it
            cwd=root,
            env=environment,
            input=stdin,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise NotRead(NO_GIT) from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace")
    # A repository that belongs to somebody else is not read either, which git calls dubious.
    if "not a git repository" in said or "dubious ownership" in said:
        raise NotRead(NO_REPOSITORY)
    if "does not have any commits" in said:
        return b""
    raise NotRead(f"Git could not read the history: {' '.join(HIDDEN.sub(' ', said).split())}")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A commit as git's log has it."""

    id: str
    parents: tuple[str, ...]
    stamp: str
    author: str
    is_cut: bool
    subject: str
    body: str
    touched: tuple[Touch, ...]


_RAW = re.compile(r"\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*")


def _entries(raw: str) -> Iterator[_Entry]:
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
        yield _Entry(id, tuple(parents.split()), stamp, author, is_cut, subject, body, own)


def _mainline(found: tuple[_Entry, ...]) -> Iterator[Commit]:
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


def _brought(entry: _Entry, known: Mapping[str, _Entry], seen: set[str]) -> list[_Entry]:
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
_E_MAIL = re.compile(r"<?\S+@\S+>?")


def _told(entry: _Entry, brought: list[_Entry]) -> Commit:
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
        _day(entry.stamp),
        tuple(authors) or (_name(entry.author),),
        _line(title),
        request,
        entry.touched,
    )


def _name(text: str) -> str:
    """A name without an e-mail address; of one that is nothing else, what stands before '@'."""
    return _line(text) or _line(text.replace("<", " ").partition("@")[0]) or "somebody"


def _line(text: str) -> str:
    return " ".join(_E_MAIL.sub(" ", HIDDEN.sub(" ", text)).split())


def _day(stamp: str) -> date | None:
    try:
        return datetime.fromtimestamp(int(stamp), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _small(lines: Iterable[str], most: int | None) -> Iterator[str]:
    """The ids that can be read: of lines '<id> blob <bytes>', or '<id> missing'."""
    total = 0
    for line in lines:
        parts = line.split()
        if len(parts) == 3 and parts[1] == "blob" and int(parts[2]) <= MOST_BYTES:
            total += int(parts[2])
            if most is not None and total > most:
                return
            yield parts[0]


def _batch(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Of `git cat-file --batch`: '<id> blob <bytes>', a line feed, the content, a line feed."""
    at = 0
    while at < len(raw):
        end = raw.index(b"\n", at)
        id, _, size = raw[at:end].decode().split()
        start, at = end + 1, end + 2 + int(size)
        yield id, raw[start : at - 1]
