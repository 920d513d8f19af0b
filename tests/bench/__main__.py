"""How time and memory grow with the record: `make bench`, or python -m tests.bench [SIZE …].

Each step runs in a process of its own, on made-up records of 1, 10 and 100 times the shipped
number. For comparison, MkDocs Material alone builds the same pages, written in Markdown, with
search and a short navigation: what someone would use who writes such a site by hand.
"""

from __future__ import annotations

import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.bench.plain import write_plain
from tests.bench.records import write_tracker

SIZES = (1, 10, 100)
LIMIT = 900
"""Seconds after which a step is stopped."""
FEEDS = """
import sys, time
from datetime import date
from pathlib import Path
from clearway.insight.agenda.occasions import occasions
from clearway.publish.calendars import feeds
from clearway.publish.page import Site
from clearway.records.rules import check
process = check(Path(sys.argv[1]), date(2026, 11, 22)).process
start = time.perf_counter()
day = date(2026, 11, 22)
made = feeds(process, occasions(process), Site("https://site.example/"), lambda occasion: "", day)
print(time.perf_counter() - start, file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds from start to end, and the most memory, in MB.

    `busy` are the seconds of a processor, which others on the same machine do not lengthen.
    """

    seconds: float
    megabytes: float
    busy: float = 0.0


def run(
    *command: str | Path, good: tuple[int, ...] = (0,), limit: float = LIMIT
) -> tuple[Cost | None, str]:
    """Runs a program, alone; gives no cost where it was stopped, and what it wrote.

    Ends the bench where its exit code is not a `good` one.
    """
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795348800"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        start = time.perf_counter()
        child = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env=environment,
        )
        status = None
        while status is None:
            pid, code, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                status = os.waitstatus_to_exitcode(code)
            elif time.perf_counter() - start > limit:
                child.kill()
                os.wait4(child.pid, 0)
                return None, ""
            else:
                time.sleep(0.02)
        seconds = time.perf_counter() - start
        said.seek(0)
        words = said.read()
    if status not in good:
        raise SystemExit(f"{command[0]} failed:\n{words}")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Cost(seconds, usage.ru_maxrss / unit, usage.ru_utime + usage.ru_stime), words


def told(step: str, cost: Cost | None) -> Cost | None:
    """The same cost, shown as soon as it is known."""
    shown = f"{cost.seconds:.2f} s, {cost.megabytes:.0f} MB" if cost else "not run, or stopped"
    print(f"  {step}: {shown}", file=sys.stderr, flush=True)
    return cost


def program(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def measure(folder: Path, times: int) -> tuple[int, dict[str, Cost | None]]:
    """Every step on a record of that size, by its name, and how many pages the record has."""
    tracker = folder / f"times-{times}"
    tracker.mkdir()
    pages = write_tracker(tracker, times)
    clearway = program("clearway")
    found: dict[str, Cost | None] = {}
    found["check"] = told("check", run(clearway, "check", tracker)[0])
    cost, said = run(sys.executable, "-c", FEEDS, tracker)
    found["feeds alone"] = told("feeds", cost and Cost(float(said), cost.megabytes))
    written = folder / f"outputs-{times}"
    found["outputs"] = told("outputs", run(clearway, "outputs", tracker, written)[0])
    found["build"] = told("build", run(clearway, "build", tracker)[0])
    found["plain MkDocs"] = told("plain MkDocs", rival(folder / f"rival-{times}", written))
    return pages, found


def rival(folder: Path, outputs: Path) -> Cost | None:
    """MkDocs with Material on the same pages in Markdown."""
    write_plain(outputs, folder)
    cost, _ = run(program("mkdocs"), "build", "--quiet", "--config-file", folder / "mkdocs.yml")
    return cost


def growth(smaller: float, larger: float, times: float) -> str:
    """The exponent e in 'time grows with size to the e'."""
    return f"{math.log(larger / smaller) / math.log(times):.2f}"


def report(found: dict[int, tuple[int, dict[str, Cost | None]]]) -> Iterator[str]:
    sizes = sorted(found)
    yield f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores"
    yield "pages of records: " + ", ".join(f"{found[size][0]:,} at {size}×" for size in sizes)
    yield "step".ljust(16) + "".join(f"{f'{size}×':>22}" for size in sizes) + "   growth"
    for step in found[sizes[0]][1]:
        costs = {size: found[size][1][step] for size in sizes}
        cells = (
            f"{cost.seconds:.2f} s {cost.megabytes:5.0f} MB" if cost else "not run"
            for cost in costs.values()
        )
        known = [(size, cost.seconds) for size, cost in costs.items() if cost]
        exponents = (f"{growth(a[1], b[1], b[0] / a[0])}" for a, b in pairwise(known))
        yield (
            step.ljust(16) + "".join(f"{cell:>22}" for cell in cells) + "   " + " ".join(exponents)
        )
    for size in sizes:
        ours, theirs = (found[size][1][step] for step in ("build", "plain MkDocs"))
        if ours and theirs:
            wall, busy = ours.seconds / theirs.seconds, ours.busy / theirs.busy
            yield (
                f"build at {size}×: {wall:.2f} of plain MkDocs' time, "
                f"{busy:.2f} of its processor time"
            )


def main(arguments: list[str]) -> int:
    sizes = [int(argument) for argument in arguments] or list(SIZES)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            print(f"measuring {size}× …", file=sys.stderr, flush=True)
            found[size] = measure(Path(folder), size)
    print("\n".join(report(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
