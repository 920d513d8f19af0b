"""The search for garbage that refers to itself, put off while records are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Meanwhile Python looks for no cycles; also as a decorator.

    Records hold none, and what nothing refers to goes at once all the same. But where a hundred
    thousand of them come into being, all are looked at again and again: a sixth of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
