"""What git knows of the records: who changed which file when, and what a file held before.

`git` runs it, `log` reads what it tells of each change, `contents` what files held; `changes` is
all of that together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path, PurePosixPath

from clearway.errors import GitError
from clearway.history.git import NO_GIT, NO_REPOSITORY, run_git
from clearway.history.log import Commit, Touch, day_of, read_log
from clearway.language import N_
from clearway.problems import HIDDEN
from clearway.records.editing.layout import DATA
from clearway.records.reading.files import MOST_BYTES

# --- What files held, by the ids of their contents or as a commit has them


@dataclass(frozen=True, slots=True)
class Revision:
    """The files of the records as a commit holds them; `left_out` are those that are no files."""

    id: str
    day: date | None
    files: Mapping[PurePosixPath, bytes]
    left_out: tuple[str, ...] = ()


def read_contents(root: Path, ids: Iterable[str], most: int | None = None) -> dict[str, bytes]:
    """The contents that these ids name, at most that many bytes of them.

    What is missing or too large for a record is left out.
    """
    wanted = "".join(f"{id}\n" for id in dict.fromkeys(ids))
    try:
        sizes = run_git(root, "cat-file", "--batch-check", stdin=wanted.encode()).decode()
        small = list(_small(sizes.splitlines(), most))
        raw = run_git(root, "cat-file", "--batch", stdin="".join(f"{i}\n" for i in small).encode())
    except GitError:
        return {}
    return dict(_batch(raw))


def read_revision(root: Path, revision: str) -> Revision:
    """The files below `root`/data as `revision` (a commit, branch or tag) holds them.

    Raises GitError with a sentence for people.
    """
    commit = _commit(root, revision)
    stamp = run_git(root, "log", "-1", "--no-show-signature", "--format=%ct", commit).decode()
    entries = run_git(root, "ls-tree", "-r", "-z", commit, "--", f"{DATA}/").decode(
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
    return Revision(commit, day_of(stamp.strip()), files, tuple(sorted(odd)))


def _commit(root: Path, revision: str) -> str:
    named = f"{revision}^{{commit}}"
    try:
        found = run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
    except GitError as error:
        if str(error) in (NO_GIT, NO_REPOSITORY):
            raise
        message = (
            f"there is no version, folder or revision '{HIDDEN.sub('', revision)}'; a history "
            "that was rewritten, or of which this copy holds a part, may have had it"
        )
        raise GitError(message) from None
    return found.decode().strip()


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


# --- All changes to the records, with what the files of the latest ones held


@dataclass(frozen=True, slots=True)
class History:
    """The changes to the records, the latest first; `notice` says what is missing, and why.

    `contents` holds what the files of the latest changes held before and after, by their ids.
    """

    commits: tuple[Commit, ...] = ()
    notice: str = ""
    contents: Mapping[str, bytes] = field(default_factory=dict)


NOT_READ = History(notice=N_("The history of the records was not read."))

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
    """All changes below `root`/data, by four runs of git however many there are.

    Never raises: without git, or with part of the history only, the notice says so.
    """
    try:
        commits, is_whole = read_log(root)
    except GitError as error:
        return History(notice=f"{error}.")
    notice = "" if is_whole else f"{SHALLOW}."
    wanted = dict.fromkeys(id for commit in commits for id in _contents_of(commit))
    return History(commits, notice, read_contents(root, islice(wanted, MOST_CONTENTS), MOST_READ))


def _contents_of(commit: Commit) -> Iterator[str]:
    if len(commit.touched) <= MOST_FILES:
        for touch in commit.touched:
            yield from filter(None, (touch.before, touch.after))


def last_changed(commits: Iterable[Commit]) -> dict[str, date]:
    """The day on which each file changed last, by its path below the tracker's root."""
    found: dict[str, date] = {}
    for commit in commits:
        for touch in commit.touched:
            if commit.day is not None:
                found.setdefault(touch.path, commit.day)
    return found


# --- What git knows of the records: who changed which file when, and what a file held before


__all__ = [
    "NOT_READ",
    "NO_GIT",
    "NO_REPOSITORY",
    "SHALLOW",
    "Commit",
    "GitError",
    "History",
    "Revision",
    "Touch",
    "last_changed",
    "read_contents",
    "read_history",
    "read_revision",
]
