"""New and changed records onto the disk: written aside, read back, checked, and moved into place.

Whatever the check would refuse stays out. Each file is moved whole; so an import that is stopped
leaves whole files, and running it again completes it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

from clearway.problems import Problem, Severity
from clearway.records.load import Loaded, read_process
from clearway.records.model import Process, Record
from clearway.records.rules import RULES
from clearway.records.rules.subject import subject_of

ASIDE = ".clearway-import"
"""Where files wait, in the tracker's folder: on the same disk, so that a move is one step."""


class CannotStore(ValueError):
    """Nothing was written; the message says why."""


@contextmanager
def written_aside(root: Path, files: Mapping[str, str], *, keep: bool) -> Iterator[Path]:
    """The files in a folder of their own, which goes away in the end.

    `keep` tells that they are to be moved into `root`, and not only looked at.
    """
    if keep:
        aside = root / ASIDE
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
    else:
        aside = Path(tempfile.mkdtemp(prefix="clearway-"))
    try:
        for folder in {PurePosixPath(path).parent for path in files}:
            (aside / folder).mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            (aside / path).write_bytes(text.encode())
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def read_back(
    aside: Path, names: Collection[str], loaded: Loaded, today: date
) -> Mapping[str, Problem]:
    """The first error that the check finds in each file that waits, beside all that is recorded.

    Raises CannotStore where the waiting files would make another record wrong.
    """
    waiting = read_process(aside)
    process = loaded.process
    assert process is not None
    added = waiting.process or waiting.rest
    assert added is not None
    whole = replace(loaded, process=_together(process, added))
    found = [p for p in waiting.problems if p.rule != "no-process"]
    found += _errors(whole, today)
    wrong: dict[str, Problem] = {}
    elsewhere = []
    for problem in found:
        if problem.severity is not Severity.ERROR:
            continue
        if problem.place.path in names:
            wrong.setdefault(problem.place.path, problem)
        else:
            elsewhere.append(problem)
    if elsewhere:
        before = set(_errors(loaded, today))
        for problem in elsewhere:
            if problem in before:
                continue
            # Of two that do not go together, the check may tell of the one that was there.
            cause = next((name for name in names if name in problem.found), None)
            if cause is None:
                raise CannotStore(f"a record that is there would become wrong: {problem}")
            wrong.setdefault(cause, problem)
    return wrong


def move_into(root: Path, aside: Path, paths: list[str], step: Callable[[], None]) -> None:
    """Moves files into place, in this order; each is there whole or not at all. Raises OSError."""
    for folder in {PurePosixPath(path).parent for path in paths}:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for path in paths:
        (aside / path).replace(root / path)
        step()


def _errors(loaded: Loaded, today: date) -> list[Problem]:
    subject = subject_of(loaded, today)
    assert subject is not None
    return [problem for rule in RULES for problem in rule(subject)]


def _together(process: Process, added: Process) -> Process:
    """The records that are there, with those that were added, or that take their place."""
    return replace(
        process,
        endorsements=_merged(process.endorsements, added.endorsements),
        organisations=_merged(process.organisations, added.organisations),
    )


R = TypeVar("R", bound=Record)


def _merged(old: tuple[R, ...], new: tuple[R, ...]) -> tuple[R, ...]:
    found = {record.ref: record for record in old} | {record.ref: record for record in new}
    return tuple(sorted(found.values(), key=lambda record: record.ref))
