"""Kills a build at random moments and looks whether the site is whole each time.

Usage: python -m tools.kills TRACKER [--moments 50] [--seed 1]

The records of TRACKER are copied, and their site is built as of two days in turn. Each build is a
process group that is killed (SIGKILL, which no program can answer) at a moment drawn by lot; half
of the moments lie about its end, where folders change places, and reach beyond it, for a build on a
busy machine may take longer than the first one took. Every second kill leaves MkDocs running
without the program that began it. While it runs, the site is looked for all the time.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from clearway.publish.manifest import NAME
from clearway.release.verify import read_manifest, verify_folder

ROOT = Path(__file__).resolve().parent.parent
DAYS = ("2024-05-30", "2024-06-20")
RUN = (sys.executable, "-c", "from clearway.cli import main; main()")


@dataclass
class Tally:
    """What became of the builds, and what was found broken, in words."""

    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tracker", type=Path)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        root = lay_out(given.tracker / "data", Path(name) / "tracker")
        tally = kill_builds(root, given.moments, given.seed)
    print(f"{given.moments} kills: " + ", ".join(f"{n} {k}" for k, n in tally.outcomes.items()))
    print("\n".join(tally.broken) or "The site was whole each time, and nothing was left behind.")
    sys.exit(1 if tally.broken else 0)


def lay_out(data: Path, folder: Path) -> Path:
    """Our own tracker with other records."""
    shutil.copytree(data, folder / "data")
    shutil.copytree(ROOT / "docs", folder / "docs")
    for part in ("mkdocs.yml", "macros.py"):
        shutil.copy(ROOT / part, folder / part)
    return folder


def kill_builds(root: Path, moments: int, seed: int) -> Tally:
    """Builds and kills; ends with a build that is let through, which must clear what is left."""
    tally, lot = Tally(), random.Random(seed)  # noqa: S311 - the same moments each time
    began = time.monotonic()
    _start(root, DAYS[0]).communicate()
    took = time.monotonic() - began
    records = _records(root)
    for number in range(moments):
        late = lot.random() < 0.5
        moment = took * (lot.uniform(0.9, 1.3) if late else lot.uniform(0, 0.9))
        before = _day(root)
        wanted = DAYS[1] if before == DAYS[0] else DAYS[0]
        build = _start(root, wanted)
        gone = _watch(root, build, moment)
        kill(build, group=number % 2 == 0)
        if gone:
            tally.broken.append(f"{number}: there was no site for a moment")
        tally.broken += [f"{number}: {each}" for each in _what_is_broken(root)]
        tally.outcomes["the old site" if _day(root) == before else "the new one"] += 1
    _start(root, DAYS[0]).communicate()
    tally.broken += _what_is_broken(root)
    left = sorted(path.name for path in root.iterdir() if path.name.startswith("."))
    tally.broken += [f"left behind: {name}" for name in left]
    if _records(root) != records:
        tally.broken.append("the records are not as they were")
    return tally


def _start(root: Path, day: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*RUN, "build", str(root), "--as-of", day],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _watch(root: Path, build: subprocess.Popen[bytes], seconds: float) -> bool:
    """Waits for the moment; whether the site was ever not there meanwhile."""
    end, manifest, gone = time.monotonic() + seconds, root / "site" / NAME, False
    while time.monotonic() < end and build.poll() is None:
        gone = gone or not manifest.exists()
        time.sleep(0.0005)
    return gone


def kill(build: subprocess.Popen[bytes], *, group: bool) -> None:
    with contextlib.suppress(ProcessLookupError):  # it may have ended by itself
        (os.killpg if group else os.kill)(build.pid, signal.SIGKILL)
    build.communicate()


def _what_is_broken(root: Path) -> list[str]:
    site = root / "site"
    if not (site / NAME).is_file():
        return ["there is no site"]
    return [str(each) for each in verify_folder(site, read_manifest(site / NAME), None)]


def _day(root: Path) -> str:
    return read_manifest(root / "site" / NAME).as_of.isoformat()


def _records(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.glob("data/**/*") if path.is_file()}


if __name__ == "__main__":
    main()
