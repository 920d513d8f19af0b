"""Kills a program at each step that it takes with files (SIGKILL), and looks what it left.

`python -m tests.hostile.kill_each_step FOLDER --steps 1,2,3 -- ARGUMENTS` runs `clearway ARGUMENTS`
once for each step, in a copy of FOLDER of its own, and prints a line of JSON for each: whether it
was killed, and what is there then. Without `--steps` it counts the steps of a whole run.

A step is what changes a folder or begins to write: a file opened for writing, a folder made, a
name given, exchanged or taken away, a program started.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

STEPS = frozenset(
    "os.rename os.mkdir os.rmdir os.remove os.link os.symlink os.chmod os.truncate "
    "ctypes.call_function subprocess.Popen".split()
)
"""Audit events (PEP 578). Folders are exchanged by a function of the system, through ctypes."""

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def counting(last: int) -> Callable[[], int]:
    """Ends this process at step `last`; gives how many steps there were."""
    count = 0

    def hook(event: str, given: tuple[Any, ...]) -> None:
        nonlocal count
        if event in STEPS or (event == "open" and given[2] and given[2] & WRITES):
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return lambda: count


def run(root: Path, arguments: list[str], last: int) -> tuple[bool, int]:
    """Whether a run in `root` was killed at step `last`, and how it ended or how many it took."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.chdir(root)
        with Path(os.devnull).open("w") as silent, contextlib.redirect_stdout(silent):
            counted = counting(last)
            from clearway.cli import main

            try:
                main(arguments, standalone_mode=False)
            finally:
                os.write(writing, str(counted()).encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        steps = int(told.read() or -1)
    return os.WIFSIGNALED(status), steps


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path, help="a copy for each of the steps")
    parser.add_argument("--steps", default="0")
    own = sys.argv[1 : sys.argv.index("--")]
    arguments = sys.argv[sys.argv.index("--") + 1 :]
    wanted = parser.parse_args(own)
    # What every run needs is done once: what is forked goes on from here.
    import clearway.cli
    import clearway.contribute.endorsements
    import clearway.contribute.issues
    import clearway.site.mkdocs_plugin
    from clearway.records.rules import check

    assert clearway.cli
    check(wanted.folders[0], date(2026, 11, 22))
    for folder, step in zip(wanted.folders, map(int, wanted.steps.split(",")), strict=True):
        killed, steps = run(folder, arguments, step)
        sys.stdout.write(json.dumps({"killed": killed, "steps": steps}) + "\n")


if __name__ == "__main__":
    main()
