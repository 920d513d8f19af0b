"""What files held in old commits, read one after the other from one running `git cat-file`.

`read_contents` of this package reads many at once and holds them all; a walk over thousands of
versions of one file needs two of them at a time.
"""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from clearway.history.git import start_git
from clearway.records.reading.files import MOST_BYTES

_KEPT = 8
"""Contents that are kept: what a commit found before it is what the last one left."""


class Blobs:
    """Contents of files by their ids, while it is open. Git is run to read, and fetches nothing."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._kept: dict[str, bytes | None] = {}
        self._git: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._git is None:
            return
        for stream in (self._git.stdin, self._git.stdout):
            assert stream is not None
            with suppress(BrokenPipeError):
                stream.close()
        self._git.wait()

    def read(self, id: str) -> bytes | None:
        """What the file with this id held; None where this copy of the repository lacks it.

        None, too, for what is too large for a record. Raises GitError without git.
        """
        if id not in self._kept:
            self._kept[id] = self._ask(id)
            if len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return self._kept[id]

    def _ask(self, id: str) -> bytes | None:
        self._git = git = self._git or start_git(self._root, "cat-file", "--batch")
        assert git.stdin is not None
        assert git.stdout is not None
        try:
            git.stdin.write(f"{id}\n".encode())
            git.stdin.flush()
        except BrokenPipeError:
            return None
        # '<id> blob <bytes>', a line feed, the content, a line feed; or '<id> missing'. In a clone
        # without contents git ends at the first that it would have to fetch, and stays ended.
        head = git.stdout.readline().split()
        if len(head) != 3:
            return None
        size = int(head[2])
        if size > MOST_BYTES or head[1] != b"blob":
            _skip(git.stdout, size + 1)
            return None
        return git.stdout.read(size + 1)[:-1]


def _skip(stream: IO[bytes], size: int) -> None:
    """Reads on without keeping: one commit may have held a file of any size."""
    while size > 0:
        size -= len(stream.read(min(size, MOST_BYTES))) or size
