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
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

FULL = "The disk is full"


class Busy(Exception):
    """Another program is writing there; the message says where."""


class NotOurs(Exception):
    """A folder that holds what the program did not make, and that it therefore leaves alone."""


def told_error(error: OSError) -> str:
    """One line on what the operating system refused: 'Could not write site: Permission denied'."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        # The name would often be that of the file that was being copied.
        return f"{FULL} ({error.strerror}); make room and try again"
    where = f" {error.filename}" if error.filename else ""
    return f"Could not write{where}: {error.strerror}"


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file anew, or leaves the old one untouched and raises OSError."""
    with writing_whole(path) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written that takes the place of `path` when the block ends well."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # such as /dev/stdout
        with path.open("wb") as file:
            yield file
        return
    fresh = target.with_name(f".{target.name}.new")
    try:
        # A fixed name: what a killed program left is taken up by the next.
        with os.fdopen(_locked(fresh), "w+b") as file:
            file.truncate()
            yield file
            mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
            os.fchmod(file.fileno(), mode)
            file.flush()
            # A name that is on the disk before its content would be an empty file after a crash.
            os.fsync(file.fileno())
            fresh.replace(target)
    except BlockingIOError:
        raise OSError(errno.EBUSY, "another program is writing it", str(path)) from None
    except BaseException as error:
        fresh.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)
        raise


def _locked(path: Path) -> int:
    """A file that nobody else holds, made where it is missing. Raises BlockingIOError."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _same(handle, path):
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

    `mark` is the path of a file that every folder has that was made so. Raises NotOurs before
    anything is made where `folder` holds files but not that one, Busy where another program is
    at it, OSError where the disk refuses. What a killed program left behind is cleared first.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = folder.with_name(f".{folder.name}.new")
    with _alone(work):
        old = work / "old"
        if old.exists() and not folder.exists():
            # Killed between the two steps of `_replace`, where there is no single one.
            old.rename(folder)
        _clear(work)
        if folder.exists() and any(folder.iterdir()) and not (folder / mark).is_file():
            raise NotOurs(f"{folder} holds other files (it has no {mark}); name a new folder")
        # A name of its own: a child of a killed program may still be writing into its folder.
        fresh = Path(tempfile.mkdtemp(dir=work))
        try:
            yield fresh
            fresh.chmod(0o755)
            _replace(fresh, folder, old)
        finally:
            _clear(work)


@contextmanager
def alone_in(work: Path) -> Iterator[Path]:
    """An empty folder below `work`, which no other program enters meanwhile. Raises Busy.

    What a killed program left there is cleared first, and all of it afterwards.
    """
    with _alone(work):
        _clear(work)
        try:
            yield Path(tempfile.mkdtemp(dir=work))
        finally:
            _clear(work)


def _clear(work: Path) -> None:
    """Removes what is left in it, but for the lock."""
    for left in work.iterdir():
        if left.name != "lock":
            # What can't be removed now is in nobody's way; the next one tries again.
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """Holds the folder `work`, which is there only meanwhile. Raises Busy."""
    lock = _hold(work)
    try:
        yield
    finally:
        # Removed while it is held: who opened it before finds another one, or none, at its name.
        (work / "lock").unlink(missing_ok=True)
        # Who waits for it may have begun in it already: then the folder is theirs to remove.
        with contextlib.suppress(OSError):
            work.rmdir()
        os.close(lock)


def _hold(work: Path) -> int:
    """The lock goes with the process that holds it, however that ends."""
    while True:
        work.mkdir(mode=0o755, exist_ok=True)
        try:
            return _locked(work / "lock")
        except FileNotFoundError:  # the one before us has just removed its folder
            continue
        except BlockingIOError:
            where = work.with_name(work.name.removeprefix(".").removesuffix(".new"))
            raise Busy(f"{where} is being written by another program; try again later") from None


def _same(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _replace(fresh: Path, folder: Path, old: Path) -> None:
    """Gives `fresh` the name `folder`; what had it is at `fresh` or at `old` afterwards."""
    if not folder.exists():
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
