"""What goes wrong around the program: kills, a full disk, folders that are shut, no git.

Each time it works, or ends with one clear line; what was there before is whole, and the same
command succeeds once the fault is gone.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from clearway.publish.manifest import NAME
from clearway.records.rules import check
from clearway.release.verify import read_manifest, verify_folder
from tests.contribute.issues.filled import filled
from tests.contribute.issues.test_issues import ENDORSE
from tests.running import EPOCH, ROOT, TRACKERS, WITHOUT_ADDRESS, WITHOUT_GIT, run, tracker


def killed_at(folders: list[Path], steps: list[int], *arguments: str) -> list[dict[str, int]]:
    done = subprocess.run(
        [
            sys.executable, "-m", "tests.hostile.kill_each_step", *map(str, folders),
            "--steps", ",".join(map(str, steps)), "--", *arguments,
        ],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def contents(root: Path, below: str = "data") -> Mapping[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / below).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


TODAY = date(2026, 11, 22)
SOURCE = "https://forge.example/library/tracker/issues/12"
CSV = "Name,Kind,Country\nAda Muster,Individual,Norway\nZwei Beispiel,Individual,Kenya\n"
IMPORT = (
    "import", "endorsements", "rows.csv", "--statement", "open-on-saturdays", "--accept-doubtful",
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "whole"
    shutil.copytree(TRACKERS / "library" / "data", root / "data")
    (root / "rows.csv").write_text(CSV, "utf-8")
    return root


def copies(root: Path, number: int) -> list[Path]:
    found = [root.with_name(f"copy-{n}") for n in range(number)]
    for folder in found:
        shutil.copytree(root, folder)
    return found


def test_an_import_killed_at_any_step_leaves_whole_records(library: Path) -> None:
    before = contents(library)
    [whole] = copies(library, 1)
    [counted] = killed_at([whole], [0], *IMPORT)
    after = contents(whole)
    assert len(after) > len(before)
    assert counted["steps"] > 5
    shutil.rmtree(whole)
    steps = list(range(1, counted["steps"] + 1))
    folders = copies(library, len(steps))
    for folder, told in zip(folders, killed_at(folders, steps, *IMPORT), strict=True):
        assert told["killed"]
        for path, content in contents(folder).items():
            assert content in (before.get(path), after.get(path)), (folder, path)
        assert check(folder, TODAY).problems == ()
    again = folders[::6]
    for folder, told in zip(again, killed_at(again, [0] * len(again), *IMPORT), strict=True):
        assert told["steps"] >= 0
        assert contents(folder) == after
        assert list((folder / "data").rglob(".*")) == []


def test_an_issue_killed_at_any_step_leaves_whole_records(library: Path) -> None:
    body = filled(library, "endorse", **ENDORSE)
    (library / "issue.md").write_text(body, "utf-8")
    command = ("import", "issue", "issue.md", "--date", "2024-04-02", "--source", SOURCE)
    before = contents(library)
    [whole] = copies(library, 1)
    [counted] = killed_at([whole], [0], *command)
    after = contents(whole)
    assert len(after) == len(before) + 1
    shutil.rmtree(whole)
    steps = list(range(1, counted["steps"] + 1))
    folders = copies(library, len(steps))
    for folder, told in zip(folders, killed_at(folders, steps, *command), strict=True):
        assert told["killed"]
        assert contents(folder) in (before, after), folder
        left = [problem.found for problem in check(folder, TODAY).problems]
        assert left in ([], ["this one was left by a command that was ended while it wrote"])
    again = [folder for folder in folders if contents(folder) == before][-3:]
    for folder, told in zip(again, killed_at(again, [0] * len(again), *command), strict=True):
        assert (told["steps"] >= 0, contents(folder)) == (True, after)
        assert list((folder / "data").rglob(".*")) == []


# --- The site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracker with a site."""
    root = tracker(tmp_path_factory.mktemp("built") / "whole", "library")
    assert run("clearway", "build", cwd=root).returncode == 0
    return root


def is_whole(root: Path) -> bool:
    manifest = read_manifest(root / "site" / NAME)
    return not verify_folder(root / "site", manifest, None)


def test_a_build_killed_at_its_first_and_last_steps_leaves_a_whole_site(
    built: Path,
) -> None:
    """All steps between these write files in a folder beside the site, see tests/test_atomic.py."""
    [whole] = copies(built, 1)
    [counted] = killed_at([whole], [0], "build")
    shutil.rmtree(whole)
    last = counted["steps"]
    assert last > 50
    steps = [2, last // 2, *range(last - 3, last + 1)]
    folders = copies(built, len(steps))
    for folder, told in zip(folders, killed_at(folders, steps, "build"), strict=True):
        assert told["killed"]
        assert is_whole(folder), folder
    [again] = killed_at(folders[2:3], [0], "build")
    assert again["steps"] > 50
    assert is_whole(folders[2])
    assert sorted(each.name for each in folders[2].iterdir()) == sorted(
        each.name for each in built.iterdir()
    )


# --- A disk that is full, folders that are shut


def limited(*, size: int = 0, as_anybody: bool = False, mask: int = 0o022) -> Callable[[], None]:
    """What a process does before it begins: files of at most `size` bytes; root's rights away."""

    def limit() -> None:
        os.umask(mask)
        if size:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        if as_anybody:
            # Root without these two rights (capabilities(7)) is held to the modes of files.
            for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
                ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, right, 0, 0, 0)

    return limit


PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


NO_CACHE = {"PYTHONDONTWRITEBYTECODE": "1"}
"""Python would put the compiled macros beside them."""


def clearway(
    root: Path, *arguments: str, limit: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("clearway")), *arguments],
        cwd=root,
        env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": EPOCH, **NO_CACHE, **environment},
        preexec_fn=limit,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines of an error, without what a tracker in no repository is told."""
    assert "Traceback" not in done.stderr
    known = (WITHOUT_GIT.strip(), WITHOUT_ADDRESS.strip(), "No problems found.")
    return [line for line in done.stderr.splitlines() if line not in known]


WRITING = {
    "build": ("build",),
    "import": IMPORT,
    "new": ("new", "organisation", "--id", "new-one"),
}


@pytest.fixture
def here(built: Path, tmp_path: Path) -> Path:
    root = tmp_path / "tracker"
    shutil.copytree(built, root)
    (root / "rows.csv").write_text(CSV, "utf-8")
    return root


@pytest.mark.parametrize("name", ["build", "import"])
def test_on_a_full_disk_all_stays_as_it_was(name: str, here: Path) -> None:
    before = contents(here, ".")
    size = 100 if name == "import" else 30_000
    done = clearway(here, *WRITING[name], limit=limited(size=size))
    assert done.returncode != 0
    [line] = said(done)
    assert "the disk is full" in line
    assert "make room and try again" in line
    assert contents(here, ".") == before
    assert is_whole(here)


@pytest.mark.parametrize("name", ["build", "import", "new"])
def test_in_a_folder_that_is_read_only_all_stays_as_it_was(name: str, here: Path) -> None:
    before = contents(here, ".")
    folders = [here, *(path for path in here.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        done = clearway(here, *WRITING[name], limit=limited(as_anybody=True))
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert done.returncode != 0
    [line] = said(done)
    assert "Permission denied" in line
    assert contents(here, ".") == before


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("data/milestones.yaml", "must be readable; it is not (Permission denied)"),
        ("mkdocs.yml", "Permission denied"),
        ("docs/about.md", "Permission denied"),
        ("data", "Permission denied"),
        ("rows.csv", "is not readable"),
    ],
)
def test_a_file_that_may_not_be_read_is_named(path: str, told: str, here: Path) -> None:
    (here / path).chmod(0o000)
    try:
        command = IMPORT if path == "rows.csv" else ("build",)
        done = clearway(here, *command, limit=limited(as_anybody=True))
    finally:
        (here / path).chmod(0o755)
    assert done.returncode != 0
    lines = [line for line in said(done) if told in line]
    assert lines
    assert Path(path).name in lines[0]
    assert is_whole(here)


def test_what_is_served_can_be_read_under_every_mask(here: Path) -> None:
    shutil.rmtree(here / "site")
    done = clearway(here, "build", limit=limited(mask=0o077))
    assert (done.returncode, said(done)) == (0, [])
    for path in (here / "site").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


# --- Clock, git


@pytest.mark.parametrize("clock", ["0"])
def test_a_clock_that_is_wrong_is_said_or_does_no_harm(clock: str, here: Path) -> None:
    for command in (("check",), ("build",)):
        done = clearway(here, *command, SOURCE_DATE_EPOCH=clock)
        assert "Traceback" not in done.stderr + done.stdout
        assert done.returncode in (0, 1)
        assert is_whole(here)


@pytest.mark.parametrize("clock", ["", "-1", "soon", "1e9", "99999999999999", "253402300800"])
def test_a_clock_that_is_none_is_one_line(clock: str, here: Path) -> None:
    done = clearway(here, "check", SOURCE_DATE_EPOCH=clock)
    assert len(said(done)) == (1 if done.returncode else 0)
    assert "Traceback" not in done.stdout


def test_without_git_it_builds_and_says_so(here: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = clearway(here, "build", PATH=str(tmp_path / "empty"))
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) <= 2
    assert "Traceback" not in done.stderr
    assert is_whole(here)


def test_without_git_nothing_is_released(here: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = clearway(here, "release", "first", PATH=str(tmp_path / "empty"))
    assert done.returncode != 0
    [line] = said(done)
    assert "git" in line
