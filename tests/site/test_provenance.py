"""The same bytes in other surroundings, and a whole site whatever kills the build."""

import errno
import os
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clearway.errors import BuildError, FolderError
from clearway.publish.manifest import NAME
from clearway.release.verify import read_manifest, verify_folder
from clearway.site.build import build_site
from clearway.site.settings import read_settings
from tests.running import TRACKERS, WITHOUT_ADDRESS, WITHOUT_GIT, run, tracker
from tools.kills import kill_builds, lay_out
from tools.reproduce import compared, write_backwards

RECORDS = TRACKERS / "library" / "data"


SURROUNDINGS = (
    {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242"},
)


def built(root: Path, **surroundings: str) -> Path:
    done = run("clearway", "build", root, "--as-of", "2024-05-30", cwd=root, **surroundings)
    assert (done.returncode, done.stderr) == (0, WITHOUT_GIT + WITHOUT_ADDRESS)
    return root


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small tracker and its site, which no test changes."""
    root = tracker(tmp_path_factory.mktemp("here") / "tracker", "library")
    return built(root, **SURROUNDINGS[0])


def test_other_surroundings_give_the_same_bytes(here: Path, tmp_path: Path) -> None:
    """`make reproduce` does it with the real record, another user and another Python."""
    there = tracker(tmp_path / "another folder" / "ü", "library")
    write_backwards(there)
    built(there, **SURROUNDINGS[1], SOURCE_DATE_EPOCH="1801440000", HOME=str(tmp_path))
    assert list(compared(here / "site", there / "site")) == []

    page = there / "site" / "about" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<html", b"<HTML", 1))
    (there / "site" / "more").touch()
    told = list(compared(here / "site", there / "site"))
    assert told[0].splitlines()[0] == "differs: about/index.html"
    assert told[0].splitlines()[1].startswith("  byte ")
    assert "<html" in told[0].splitlines()[2] and "<HTML" in told[0].splitlines()[3]
    assert told[1:] == ["only in the second: more"]


def test_a_build_that_is_killed_leaves_a_whole_site(tmp_path: Path) -> None:
    """`make kills` does it at fifty moments."""
    tally = kill_builds(lay_out(RECORDS, tmp_path / "tracker"), moments=6, seed=3)
    assert (tally.broken, tally.outcomes.total()) == ([], 6)


def limited(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    """Runs a command that may write no file beyond 20 KiB, as where a disk is full."""
    return subprocess.run(
        [Path(sys.executable).with_name(str(command[0])), *command[1:]],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_480, 20_480)),
        capture_output=True,
        text=True,
        check=False,
    )


FULL = f"the disk is full ({os.strerror(errno.EFBIG)}); make room and try again\n"


def test_a_full_disk_is_told_in_one_line_and_the_old_site_stays(here: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in here.iterdir())
    done = limited("clearway", "build", here, "--as-of", "2024-06-20")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"Nothing was built: {FULL}")
    done = limited("clearway", "outputs", here, tmp_path / "out")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"Nothing was written: {FULL}")
    done = limited("clearway", "zip", here / "site", "-o", tmp_path / "site.zip")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"Nothing was packed: {FULL}")

    assert sorted(path.name for path in here.iterdir()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == []
    manifest = read_manifest(here / "site" / NAME)
    assert str(manifest.as_of) == "2024-05-30"
    assert verify_folder(here / "site", manifest, None) == []


def test_the_records_are_never_built_over(tmp_path: Path) -> None:
    root = tracker(tmp_path / "tracker", "library")
    settings = read_settings({}, datetime(2024, 6, 20, tzinfo=UTC))
    for folder, told in (
        (root, f"{root} holds the records themselves; name another folder"),
        (tmp_path, f"{tmp_path} holds the records themselves; name another folder"),
        (
            root / "data",
            f"{root / 'data'} holds other files (it has no index.html); name a new folder",
        ),
    ):
        with pytest.raises((BuildError, FolderError)) as failed:
            build_site(root, folder, settings)
        assert str(failed.value) == told
    assert (root / "data" / "process.yaml").is_file()
