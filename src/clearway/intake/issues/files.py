"""The change that an issue asks for, onto the disk: written only if the check finds nothing new."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from clearway.intake.issues.records import Change
from clearway.problems import Problem, has_errors
from clearway.records.load import Loaded
from clearway.records.rules import check


def read_body(path: Path) -> str:
    """The text of an issue. Raises OSError, UnicodeDecodeError."""
    return path.read_text(encoding="utf-8")


def reader(root: Path) -> Callable[[str], str]:
    """Reads a file of the tracker by its path below `root`."""
    return lambda path: (root / path).read_text(encoding="utf-8")


def written(root: Path, change: Change, before: Loaded, today: date) -> tuple[Problem, ...]:
    """Makes the change and gives the problems that it brings; with an error it is taken back.

    Nothing but the file of the change is touched. Raises OSError, FileExistsError among them.
    """
    path = root / change.path
    path.parent.mkdir(parents=True, exist_ok=True)
    old = None if change.is_new else path.read_bytes()
    _put(path, change.text.encode(), is_new=change.is_new)
    problems: tuple[Problem, ...] = ()
    is_good = False
    try:
        known = frozenset(before.problems)
        problems = tuple(p for p in check(root, today).problems if p not in known)
        is_good = not has_errors(problems)
    finally:
        if not is_good:
            _take_back(path, old)
    return problems


def _put(path: Path, content: bytes, *, is_new: bool) -> None:
    if is_new:
        with path.open("xb") as file:
            file.write(content)
        return
    # Another name first: who reads meanwhile finds the old file or the new one, whole.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    fresh = Path(name)
    fresh.chmod(path.stat().st_mode)
    fresh.replace(path)


def _take_back(path: Path, old: bytes | None) -> None:
    if old is not None:
        _put(path, old, is_new=False)
        return
    path.unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()
