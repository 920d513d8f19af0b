"""All changes together, and what is missing of them.

Covers: clearway.history.
"""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from clearway.history import SHALLOW, last_changed, read_history
from tests.repositories import Repository


def test_a_file_changed_last_on_the_day_of_its_latest_commit(repository: Repository) -> None:
    assert last_changed(read_history(repository.folder).commits) == {
        "data/asks/lamps.yaml": date(2024, 1, 6),
        "data/asks/lanterns.yaml": date(2024, 1, 6),
        "data/asks/light.yaml": date(2024, 1, 5),
    }


def test_a_shallow_copy_says_that_it_holds_a_part(repository: Repository, tmp_path: Path) -> None:
    part = Repository(tmp_path)
    part.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", "part")
    found = read_history(tmp_path / "part")
    # Of the commit at which the copy is cut off it is not known what it changed.
    assert (found.commits, found.notice) == ((), f"{SHALLOW}.")
    part.git("clone", "--quiet", "--depth=2", f"file://{repository.folder}", "more")
    more = read_history(tmp_path / "more")
    assert [c.request for c in more.commits] == [13]
    assert more.notice == f"{SHALLOW}."


def test_a_long_history_takes_few_runs_of_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Repository.new(tmp_path / "tracker")
    for number in range(8):
        made.write("data/a.yaml", f"{number}\n")
        made.commit(f"Number {number}", day=number)
    git, runs = shutil.which("git"), tmp_path / "runs"
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho run >>{runs}\nexec {git} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    assert len(read_history(made.folder).commits) == 8
    # One of them asks for the names of programs that the repository would have run.
    assert runs.read_text() == "run\n" * 4
