"""Files below a tracker's folder, opened without following a symbolic link.

Anyone can commit a link. One at `data/drafts` or `docs/page.md` must not lead a command to read or
write anything elsewhere on the machine of whoever reviews the pull request. So each folder on the
way is opened by itself, with O_NOFOLLOW, and the next one relative to it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath, PurePosixPath

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: opening a named pipe must not wait for a writer.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def link_error(path: object) -> OSError:
    """The error of a symbolic link in the way."""
    return OSError(errno.ELOOP, "it is a symbolic link, which is not followed", str(path))


@contextmanager
def open_parent(root: Path, path: str | PurePath, *, make: bool = False) -> Iterator[int]:
    """A descriptor of the folder that holds `path`, which is relative to `root`.

    `root` itself is what the caller chose, and may be a link. With `make` folders that are missing
    are made. Raises OSError; of a link ELOOP, with the link's path.
    """
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        here = PurePath()
        for name in _names(path)[:-1]:
            here /= name
            if make:
                with suppress(FileExistsError):
                    os.mkdir(name, dir_fd=handle)
            inner = _open(name, _FOLDER, handle, root / here)
            os.close(handle)
            handle = inner
        yield handle
    finally:
        os.close(handle)


def read_file(root: Path, path: str | PurePath, most: int | None = None) -> bytes:
    """The content of the file at `path`, which is relative to `root`.

    Raises OSError: ELOOP for a link, FileNotFoundError, EINVAL for what is no file, and EFBIG
    for more than `most` bytes.
    """
    with open_parent(root, path) as handle:
        file = _open(_names(path)[-1], _FILE, handle, root / path)
    with os.fdopen(file, "rb") as opened:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, "it is no file", str(root / path))
        if most is None:
            return opened.read()
        content = opened.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it holds more than {most:,} bytes", str(root / path))
    return content


def read_text(root: Path, path: str | PurePath) -> str:
    """As `read_file`, in UTF-8, with every line ended by a line feed."""
    return read_file(root, path).decode("utf-8").replace("\r\n", "\n")


def file_exists(root: Path, path: str | PurePath) -> bool:
    """Whether there is a file at `path`, which is relative to `root`. Raises OSError for a link."""
    try:
        with open_parent(root, path) as handle:
            mode = os.stat(_names(path)[-1], dir_fd=handle, follow_symlinks=False).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    if stat.S_ISLNK(mode):
        raise link_error(root / path)
    return True


def remove_file(root: Path, path: str | PurePath) -> None:
    """Removes a file or a link, never what a link leads to. Raises OSError."""
    with open_parent(root, path) as handle:
        os.unlink(_names(path)[-1], dir_fd=handle)


def move_file(source: Path, root: Path, path: str | PurePath) -> None:
    """Gives the file `source` the name `path`, relative to `root`, in one step. Raises OSError."""
    with open_parent(root, path, make=True) as handle:
        os.replace(source, _names(path)[-1], dst_dir_fd=handle)


def refuse_links(path: Path) -> None:
    """Raises OSError (ELOOP) where a relative path leads through a symbolic link, or to one.

    For paths that come from the command line: a person who writes `out/page.html` in a checkout
    means the folder `out` in it. A whole path, which begins with '/', is what they chose.
    """
    if path.is_absolute():
        return
    here = Path()
    for name in path.parts:
        here /= name
        if here.is_symlink():
            raise link_error(here)


def odd_entries(root: Path, names: tuple[str, ...]) -> Iterator[tuple[PurePosixPath, int]]:
    """Everything at these paths, and below them, that is neither a file nor a folder.

    Gives the path relative to `root` and the mode (`stat.S_ISLNK`), in the order of the paths.
    A folder that can't be read is passed over: whoever reads its files says so.
    """
    for name in sorted(names):
        with suppress(OSError):
            yield from _odd(root, PurePosixPath(name), (root / name).lstat().st_mode)


def _odd(root: Path, path: PurePosixPath, mode: int) -> Iterator[tuple[PurePosixPath, int]]:
    if stat.S_ISDIR(mode):
        with suppress(OSError):
            for entry in sorted((root / path).iterdir()):
                yield from _odd(root, path / entry.name, entry.lstat().st_mode)
    elif not stat.S_ISREG(mode):
        yield path, mode


def _names(path: str | PurePath) -> tuple[str, ...]:
    """The names of a relative path. Raises ValueError where it could lead upwards."""
    pure = PurePath(path)
    if pure.is_absolute() or not pure.parts or ".." in pure.parts:
        raise ValueError(f"{path} is not below the folder")
    return pure.parts


def _open(name: str, flags: int, folder: int, shown: Path) -> int:
    try:
        return os.open(name, flags, dir_fd=folder)
    except OSError as error:
        # For a link to a folder, systems say ENOTDIR or ELOOP.
        if error.errno in (errno.ELOOP, errno.ENOTDIR) and _is_link(name, folder):
            raise link_error(shown) from None
        error.filename = str(shown)
        raise


def _is_link(name: str, folder: int) -> bool:
    return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
