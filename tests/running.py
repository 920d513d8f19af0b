"""The program as people run it: the command line in a process of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from clearway.history import NO_REPOSITORY
from clearway.history.revisions import PREVIEW
from clearway.site.mkdocs_plugin import NO_ADDRESS

ROOT = Path(__file__).resolve().parent.parent
TRACKERS = ROOT / "tests" / "publish" / "trackers"

TODAY = "2026-11-22"
"""The day on which the tests run, whenever they run."""
EPOCH = "1795348800"
"""The same as SOURCE_DATE_EPOCH: noon of that day, UTC."""

WITHOUT_GIT = f"warning: {NO_REPOSITORY}. {PREVIEW}\n"
"""What a tracker is told that lies in no repository, as those of tests mostly do."""

WITHOUT_ADDRESS = f"{NO_ADDRESS}\n"
"""What one is told who builds for publication and does not say where that will be."""

URL = "https://wsis20.example/tracker/"
REPOSITORY = "https://forge.example/wsis20/tracker"


def run(
    program: str, *arguments: str | Path, cwd: Path, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Runs a program of the virtual environment. Settings of this machine's own do not reach it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CLEARWAY_")}
    fixed = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=cwd,
        env=own | fixed | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def build(root: Path, site: Path, as_of: str = "") -> None:
    """Builds the site of a tracker as if it were published at `URL`. Raises AssertionError.

    Without a day it is the site of `TODAY`, with one what could be known on that day.
    """
    done = run(
        "clearway",
        "build",
        root,
        "--site-dir",
        site,
        *(["--as-of", as_of] if as_of else []),
        cwd=root,
        CLEARWAY_SITE_URL=URL,
        CLEARWAY_REPOSITORY=REPOSITORY,
    )
    assert (done.returncode, done.stderr.replace(WITHOUT_GIT, "")) == (0, "")


def tracker(folder: Path, name: str) -> Path:
    """A whole tracker in `folder`: ours, but with the records of tests/publish/trackers/`name`."""
    shutil.copytree(TRACKERS / name / "data", folder / "data")
    return around(folder)


def around(folder: Path) -> Path:
    """A whole tracker: ours, with the records that are in `folder` or will be."""
    for part in ("mkdocs.yml", "macros.py"):
        shutil.copy(ROOT / part, folder / part)
    shutil.copytree(ROOT / "docs", folder / "docs")
    return folder
