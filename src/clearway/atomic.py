"""Files and folders that are there whole, or as they were before; never half.

A new file or folder is made beside the old one, on the same disk, and takes its name in one step
of the operating system. Whatever ends the program before that step leaves the old one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from clearway.errors import FolderError
from clearway.safe_files import open_parent

FULL = "the disk is full"


def os_error_message(error: OSError) -> str:
    """One line on what the operating system refused.

    >>> os_error_message(PermissionError(13, "Permission denied", "site"))
    'could not read or write site: Permission denied'
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        # The name would often be that of the file that was being copied.
        return f"{FULL} ({error.strerror}); make room and try again"
    where = f" {error.filename}" if error.filename else ""
    return f"could not read or write{where}: {error.strerror}"


def write_whole(path: Path, content: bytes, root: Path | None = None) -> None:
    """Replaces a file as a whole, or leaves the old one untouched and raises OSError.

    See `writing_whole`.
    """
    with writing_whole(path, root) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path, root: Path | None = None) -> Iterator[IO[bytes]]:
    """A file to be written that takes the place of `path` when the block ends well.

    With `root` the path is relative to it, folders that are missing are made, and no link on the
    way is followed. Without, whoever calls chose the folder: devices and what lies below /dev and
    /proc are written to as they are. A link at the path itself is always refused, since whoever
    made it would choose what is overwritten. Raises OSError.
    """
    if root is None and _is_device(path):
        with path.open("wb") as file:
            yield file
        return
    shown, folder = (path, path.parent) if root is None else (root / path, root)
    name = path.name if root is None else path
    with open_parent(folder, name, make=True) as handle, _writing(handle, path.name, shown) as file:
        yield file


def _is_device(path: Path) -> bool:
    target = Path(os.path.realpath(path.parent)) / path.name
    return target.exists() and (not target.is_file() or target.parts[1] in ("dev", "proc"))


@contextmanager
def _writing(folder: int, name: str, shown: Path) -> Iterator[IO[bytes]]:
    """As `writing_whole`, of a name in an open folder."""
    fresh = f".{name}.new"
    try:
        mode = _mode(folder, name, shown)
        # A fixed name: what a killed program left is taken up by the next.
        with os.fdopen(_locked(fresh, folder), "w+b") as file:
            file.truncate()
            yield file
            os.fchmod(file.fileno(), mode)
            file.flush()
            # A name that is on the disk before its content would be an empty file after a crash.
            os.fsync(file.fileno())
            os.replace(fresh, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BlockingIOError:
        raise OSError(errno.EBUSY, "another program is writing it", str(shown)) from None
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename = str(shown)
            if error.errno == errno.ELOOP:  # a link, which is not ours to remove
                raise
        with contextlib.suppress(FileNotFoundError):
            os.unlink(fresh, dir_fd=folder)
        raise


def _mode(folder: int, name: str, shown: Path) -> int:
    """The permissions of the file that is replaced, or of a new one. A link raises OSError."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return 0o666 & ~_umask()
    if stat.S_ISLNK(mode):
        raise OSError(errno.ELOOP, "it is a link; name the file that it leads to", str(shown))
    return mode & 0o7777


def _locked(name: str | Path, folder: int | None = None) -> int:
    """A file that no other program holds, made where it is missing; a link is never followed.

    `name` is relative to the open folder, where one is given. Raises BlockingIOError where another
    program holds it, OSError (ELOOP) where it is a link.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    while True:
        try:
            handle = os.open(name, flags, 0o600, dir_fd=folder)
        except OSError as error:
            if error.errno == errno.ELOOP:
                error.strerror = f"{Path(name).name} beside it is a link; remove that"
            raise
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _same(handle, name, folder):
                return handle
        except BlockingIOError:
            os.close(handle)
            raise
        os.close(handle)  # who held it has just given the name to another file


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def made_aside(folder: Path, mark: str) -> Iterator[Path]:
    """An empty folder that takes the place of `folder` when the block ends well.

    `mark` is the path of a file that every folder has that was made so. Raises FolderError before
    anything is made where `folder` is a link, or holds files but not that one; also where another
    program is at it; OSError where the disk refuses. What a killed program left is cleared first.
    """
    # The name itself is not resolved: a link there would choose what is replaced.
    folder = Path.cwd() / folder
    if folder.name in ("", ".."):
        folder = folder.resolve()
    folder = folder.parent.resolve() / folder.name
    if folder.is_symlink():
        raise FolderError(f"{folder} is a link", "name the folder that it leads to")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _work_folder(folder) as work:
        old, fresh = work / "old", work / "new"
        if folder.exists() and any(folder.iterdir()) and not (folder / mark).is_file():
            raise FolderError(f"{folder} holds other files (it has no {mark})", "name a new folder")
        fresh.mkdir()
        yield fresh
        _let_read(fresh)
        _replace(fresh, folder, old)


def _let_read(folder: Path) -> None:
    """Whoever serves the folder may read all of it, also where a umask hides new files."""
    folder.chmod(0o755)
    for here, folders, files in os.walk(folder):
        for path in (Path(here, name) for name in (*folders, *files)):
            mode = path.lstat().st_mode
            needed = 0o555 if stat.S_ISDIR(mode) else 0o444
            if not stat.S_ISLNK(mode) and mode & needed != needed:
                path.chmod(stat.S_IMODE(mode) | needed)


@contextmanager
def alone_in(place: Path) -> Iterator[Path]:
    """An empty folder beside `place`, for as long as no other program asks for one there.

    Raises FolderError where one does. What a killed program left there is cleared first, and the
    folder afterwards.
    """
    with _work_folder(place.parent.resolve() / place.name) as work:
        fresh = work / "new"
        fresh.mkdir()
        yield fresh


_MADE_HERE = ".made-here"
"""The file by which a work folder is known: it holds the folder's own device and inode.

A folder of the same name that came with a repository can't hold them: they are chosen when it is
written to the disk.
"""


@contextmanager
def _work_folder(target: Path) -> Iterator[Path]:
    """A new folder of an unpredictable name beside `target`, removed afterwards.

    Raises FolderError where another program has one. It is locked for as long as its process
    lives, however that ends. Work folders for the same target that no process holds were left by
    a killed one and are cleared.
    """
    prefix = f".{target.name}.new."
    while True:
        work = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
        with contextlib.suppress(FileNotFoundError):  # another run took it for a leftover
            handle = _locked(work / _MADE_HERE)
            break
    try:
        os.write(handle, _identity(work))
        _clear_leftovers(target, prefix, work)
        yield work
    finally:
        _remove(work)
        # Once more: a child of a killed run may have been writing until now.
        with contextlib.suppress(FolderError):
            _clear_leftovers(target, prefix, work)
        os.close(handle)


def _clear_leftovers(target: Path, prefix: str, own: Path) -> None:
    """Removes the work folders of killed runs. Raises FolderError where a run is alive."""
    for other in target.parent.iterdir():
        if other == own or not other.name.startswith(prefix):
            continue
        if _made_here(other):
            _clear_leftover(other, target)
        else:
            with contextlib.suppress(OSError):
                other.rmdir()  # killed before it had its mark; only an empty folder goes


def _remove(work: Path) -> None:
    """Removes a work folder, its mark last.

    What can't be removed now, such as the folder into which a child of a killed program is still
    writing, keeps the mark, and the next run tries again.
    """
    with contextlib.suppress(FileNotFoundError):
        for path in work.iterdir():
            if path.name != _MADE_HERE:
                shutil.rmtree(path, ignore_errors=True)
        if [path.name for path in work.iterdir()] == [_MADE_HERE]:
            (work / _MADE_HERE).unlink()
            work.rmdir()


def _identity(folder: Path) -> bytes:
    state = folder.lstat()
    return f"{state.st_dev}:{state.st_ino}".encode()


def _made_here(folder: Path) -> bool:
    """Whether a run of this program made the folder, on this disk, where it now is."""
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            return False
        handle = os.open(folder / _MADE_HERE, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:  # it was not, or it has just been removed by the run that made it
        return False
    with os.fdopen(handle, "rb") as file:
        content = file.read(100)
    # An empty mark: the run was killed, or is, before it could write there.
    return content == _identity(folder) or (
        not content and [path.name for path in folder.iterdir()] == [_MADE_HERE]
    )


def _clear_leftover(work: Path, target: Path) -> None:
    """Removes the work folder of a killed run. Raises FolderError where its run is alive."""
    try:
        handle = os.open(work / _MADE_HERE, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:  # its run has just ended
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if (work / "old").is_dir() and not os.path.lexists(target):
            # Killed between the two steps of `_replace`, where there is no single one.
            (work / "old").rename(target)
        _remove(work)
    except BlockingIOError:
        message = f"{target} is being written by another program"
        raise FolderError(message, "try again later") from None
    finally:
        os.close(handle)


def _same(handle: int, name: str | Path, folder: int | None) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(name, dir_fd=folder))
    except FileNotFoundError:
        return False


def _replace(fresh: Path, folder: Path, old: Path) -> None:
    """Gives `fresh` the name `folder`; what had it is at `fresh` or at `old` afterwards."""
    if not os.path.lexists(folder):
        fresh.rename(folder)
    elif not exchange(fresh, folder):
        folder.rename(old)
        fresh.rename(folder)


def exchange(one: Path, other: Path) -> bool:
    """Lets two paths change places in one step; False where system or disk have no such step."""
    libc = ctypes.CDLL(None, use_errno=True)
    here, a, b = -100, os.fsencode(one), os.fsencode(other)  # AT_FDCWD of Linux
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        done = libc.renameat2(here, a, here, b, 2)  # RENAME_EXCHANGE, renameat2(2)
    elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        done = libc.renamex_np(a, b, 2)  # RENAME_SWAP, renamex_np(2)
    else:
        return False
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))
