"""Fuzzing guided by coverage, with atheris: `make fuzz`, or python -m tests.fuzz --seconds 600.

Each target of tests/fuzz/targets.py runs for its share of the time, in a process of its own. What
is found is written to tests/fuzz/found; to read one again: python -m tests.fuzz yaml FILE.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

CORPUS = Path(__file__).parent / "corpus"
LONGEST = 4096
"""Bytes of an input: what is longer is slow, and says little more."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", help="some of the targets, or one and files")
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    parser.add_argument("--new", type=Path, default=None, help="a folder for inputs that are new")
    wanted = parser.parse_args()
    known = sorted(path.name for path in CORPUS.iterdir())
    names = [name for name in wanted.targets if name in known] or known
    files = [Path(each) for each in wanted.targets if each not in known]
    if files:
        from tests.fuzz.targets import TARGETS

        for path in files:
            TARGETS[names[0]](path.read_bytes())
        return 0
    if len(names) == 1:
        _fuzz(names[0], wanted.seconds, wanted.new)
    each = str(max(wanted.seconds // len(names), 1))
    more = ["--new", str(wanted.new)] if wanted.new else []
    own = [sys.executable, "-m", "tests.fuzz"]
    failed = [name for name in names if subprocess.call([*own, name, "--seconds", each, *more])]
    if failed:
        sys.stderr.write(f"found something in: {', '.join(failed)}\n")
    return len(failed)


def _fuzz(name: str, seconds: int, new: Path | None) -> NoReturn:
    """Ends this process: with 0 where nothing was found."""
    import atheris

    with atheris.instrument_imports(include=["clearway"]):
        from tests.fuzz.targets import TARGETS
    folders = [CORPUS / name]
    if new is not None:
        folders.insert(0, new / name)  # the first is what is added to
    found = CORPUS.parent / "found"
    for folder in (*folders, found):
        folder.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={found}/{name}-",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
    ]
    atheris.Setup([f"fuzz-{name}", *options, *map(str, folders)], TARGETS[name])
    atheris.Fuzz()
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main())
