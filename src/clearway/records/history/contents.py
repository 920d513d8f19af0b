"""What files held, by the ids of their contents or as a commit has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from clearway.records.history.git import NO_GIT, NO_REPOSITORY, NotRead, run_git
from clearway.records.history.log import day_of
from clearway.records.homes import DATA
from clearway.records.text import MOST_BYTES
from clearway.records.wording import HIDDEN


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
    except NotRead:
        return {}
    return dict(_batch(raw))


def read_revision(root: Path, revision: str) -> Revision:
    """The files below `root`/data as `revision` (a commit, branch or tag) holds them.

    Raises NotRead with a sentence for people.
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
    except NotRead as error:
        if str(error) in (NO_GIT, NO_REPOSITORY):
            raise
        message = (
            f"there is no version, folder or revision '{HIDDEN.sub('', revision)}'; a history "
            "that was rewritten, or of which this copy holds a part, may have had it"
        )
        raise NotRead(message) from None
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
