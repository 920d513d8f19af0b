"""Kills a release at random moments and looks whether records and branch are whole each time.

Usage: python -m tools.kills_release TRACKER [--moments 50] [--seed 1]

The records of TRACKER are laid out as a repository, in which one version is published.
Then another one is released again and again, each time killed (SIGKILL) at a moment drawn by lot;
half of the moments lie about its end, where the branch is written. Afterwards the branch must
be at the commit where it was or hold the new version whole, the records must pass the check, and
the same command must go on from there.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from clearway.records.rules import check
from tools.kills import RUN, Tally, kill, lay_out

BRANCH = "refs/heads/gh-pages"
TODAY, EPOCH = date(2026, 11, 22), "1795348800"
VERSION = ("release", "probe", "--as-of", "2024-06-05")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tracker", type=Path)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        tally = kill_releases(
            _repository(lay_out(given.tracker / "data", Path(name) / "tracker")),
            given.moments,
            given.seed,
        )
    print(f"{given.moments} kills: " + ", ".join(f"{n} {k}" for k, n in tally.outcomes.items()))
    print("\n".join(tally.broken) or "Branch and records were whole each time.")
    sys.exit(1 if tally.broken else 0)


def _repository(root: Path) -> Path:
    _git(root, "init", "--quiet", "--initial-branch", "main")
    _git(root, "config", "user.name", "Test")
    _git(root, "config", "user.email", "test@example.org")
    _run(root, "release", "first", "--as-of", "2024-02-29").communicate()
    return root


def kill_releases(root: Path, moments: int, seed: int) -> Tally:
    """Releases and kills; each release that went through is taken back before the next."""
    tally, lot = Tally(Counter(), []), random.Random(seed)  # noqa: S311 - the same moments
    records, branch = root / "data" / "versions.yaml", _git(root, "rev-parse", BRANCH)
    before = records.read_bytes()
    began = time.monotonic()
    _run(root, *VERSION).communicate()
    took, whole = time.monotonic() - began, _git(root, "rev-parse", f"{BRANCH}^{{tree}}")
    after = records.read_bytes()
    for number in range(moments):
        _git(root, "update-ref", BRANCH, branch)
        records.write_bytes(before)
        late = lot.random() < 0.5
        moment = took * (lot.uniform(0.9, 1.3) if late else lot.uniform(0, 0.9))
        releasing = _run(root, *VERSION)
        time.sleep(moment)
        kill(releasing, group=number % 2 == 0)
        now = _git(root, "rev-parse", BRANCH)
        new = _git(root, "rev-parse", f"{BRANCH}^{{tree}}") == whole
        tally.outcomes["the old branch" if now == branch else "the new one"] += 1
        if now != branch and not new:
            tally.broken.append(f"{number}: the branch is neither old nor new")
        if records.read_bytes() not in (before, after) or check(root, TODAY).problems:
            tally.broken.append(f"{number}: the records are not whole")
    _git(root, "update-ref", BRANCH, branch)
    _run(root, *VERSION).communicate()
    if _git(root, "rev-parse", f"{BRANCH}^{{tree}}") != whole:
        tally.broken.append("the same command did not go on from there")
    left = [path.name for path in (root / ".git").glob("clearway*")]
    tally.broken += [f"left behind: {name}" for name in left]
    return tally


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, check=True)
    return done.stdout.decode().strip()


def _run(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*RUN, *arguments],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


if __name__ == "__main__":
    main()
