"""All changes to the records, with what the files of the latest ones held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from clearway.records.history.contents import read_contents
from clearway.records.history.git import NotRead
from clearway.records.history.log import Commit, read_log


@dataclass(frozen=True, slots=True)
class History:
    """The changes to the records, the latest first; `notice` says what is missing, and why.

    `contents` holds what the files of the latest changes held before and after, by their ids.
    """

    commits: tuple[Commit, ...] = ()
    notice: str = ""
    contents: Mapping[str, bytes] = field(default_factory=dict)


NOT_READ = History(notice="The history of the records was not read.")

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
        commits, is_whole = read_log(root)
    except NotRead as error:
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
