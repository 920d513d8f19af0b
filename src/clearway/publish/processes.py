"""Work on a second processor, while this process goes on with other work."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")

BUFFER = 1 << 18
"""Bytes that are passed on at a time."""


def meanwhile(work: Callable[[], Result]) -> Callable[[], Result]:
    """Starts work in a copy of this process; gives the function that waits for its result.

    The result comes back pickled, once; what the work raises is raised by that function. Where a
    copy would do harm or bring nothing, the work is done when its result is asked for: with one
    processor, without fork (Windows), and beside a thread that may hold a lock at this moment.

    >>> result = meanwhile(lambda: 6 * 7)
    >>> result()
    42
    """
    if not can_fork():
        return cache(work)
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(work, here, there, os.getpid()), daemon=True)
    child.start()
    there.close()

    def result() -> Result:
        try:
            with os.fdopen(here.fileno(), "rb", BUFFER, closefd=False) as file:
                value, error = pickle.load(file)  # noqa: S301 - from a copy of this process
        except (EOFError, pickle.UnpicklingError):
            # It was killed, perhaps for want of memory: here there may be enough by now.
            value, error = work(), None
        child.join()
        if error is not None:
            raise error
        found: Result = value
        return found

    return cache(result)


def can_fork() -> bool:
    """Whether there is a second processor for a copy of this process, and no other thread."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return hasattr(os, "fork") and processors > 1 and threading.active_count() == 1


def _send(work: Callable[[], object], own: Connection, to: Connection, parent: int) -> None:
    own.close()  # else the copy would wait for itself when its parent is gone
    _end_with(parent)
    message: tuple[object, Exception | None]
    try:
        message = (work(), None)
    except Exception as error:  # noqa: BLE001 - raised again where the result is asked for
        message = (None, error)
    # As a stream: of a hundred megabytes of files, no process holds another copy in one piece.
    with os.fdopen(to.fileno(), "wb", BUFFER, closefd=False) as file:
        pickle.dump(message, file, pickle.HIGHEST_PROTOCOL)
    to.close()


def _end_with(parent: int) -> None:
    """Has Linux end this process when its parent is killed: it holds the parent's locks, too.

    Elsewhere it ends when it cannot send its result.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG, prctl(2)
        if os.getppid() != parent:
            os._exit(1)
