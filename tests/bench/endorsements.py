"""Very many endorse one statement: python -m tests.bench.endorsements [NUMBER …], 100,000 at most.

For each number of signatories (see signatories.py): the answers to a form imported, the records
checked, and the site built, each in a process of its own; then what was written. Growth is the
exponent e in 'time grows with the number to the e': 1 is linear. Times are of the processor, so
that what else the machine does does not count.
"""

from __future__ import annotations

import csv
import gzip
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.bench.__main__ import Cost, growth, program, run, told
from tests.bench.signatories import STATEMENT, day, name_of, write_tracker

NUMBERS = (1_000, 10_000, 100_000)
LIMIT = 3_600
"""Seconds after which a step is stopped."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands below the statement's address on the site that was built; sizes in bytes."""

    pages: int
    largest: int
    largest_sent: int
    own_sent: int
    index_files: int
    largest_index: int
    search_index: int


def measure(folder: Path, number: int) -> tuple[dict[str, Cost | None], Written]:
    found: dict[str, Cost | None] = {}
    empty, tracker = folder / f"empty-{number}", folder / f"many-{number}"
    write_tracker(empty, 0)
    form = folder / f"answers-{number}.csv"
    write_form(form, number)
    arguments = ("--statement", STATEMENT, "--accept-doubtful", "--root", empty)
    found["import"] = told("import", _run("import", "endorsements", form, *arguments))
    shutil.rmtree(empty)
    write_tracker(tracker, number)
    found["check"] = told("check", _run("check", tracker))
    site = folder / f"site-{number}"
    found["build"] = told("build", _run("build", tracker, "--site-dir", site))
    shutil.rmtree(tracker)
    written = weighed(site)
    shutil.rmtree(site)
    return found, written


def _run(*arguments: str | Path) -> Cost | None:
    return run(program("clearway"), *arguments, limit=LIMIT)[0]


def write_form(path: Path, number: int) -> None:
    """The same people as answers to a form."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("Timestamp", "Your name", "Are you signing as", "Country"))
        for n in range(number):
            name, country = name_of(n)
            rows.writerow((f"{day(n)} 10:00:00", name, "Individual", country))


def weighed(site: Path) -> Written:
    below = site / "statements" / STATEMENT
    pages = sorted(below.rglob("*.html"))
    index = sorted((below / "endorsements" / "index").glob("*.json"))
    largest = max(pages, key=lambda page: page.stat().st_size)
    return Written(
        len(pages),
        largest.stat().st_size,
        max(_sent(page) for page in pages),
        _sent(below / "index.html"),
        len(index),
        max(file.stat().st_size for file in index),
        max(file.stat().st_size for file in (site / "search").iterdir()),
    )


def _sent(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def report(found: dict[int, tuple[dict[str, Cost | None], Written]]) -> Iterator[str]:
    numbers = sorted(found)
    yield "signatories".ljust(26) + "".join(f"{number:>20,}" for number in numbers) + "   growth"
    for step in found[numbers[0]][0]:
        costs = {number: found[number][0][step] for number in numbers}
        cells = (
            f"{cost.busy:.1f} s {cost.megabytes:5.0f} MB" if cost else "stopped"
            for cost in costs.values()
        )
        known = [(number, cost.busy) for number, cost in costs.items() if cost]
        exponents = (growth(a[1], b[1], b[0] / a[0]) for a, b in pairwise(known))
        yield (
            step.ljust(26) + "".join(f"{cell:>20}" for cell in cells) + "   " + " ".join(exponents)
        )
    lines = {
        "pages": "pages",
        "largest page": "largest",
        "largest page, sent": "largest_sent",
        "statement's page, sent": "own_sent",
        "files to search names": "index_files",
        "largest of these": "largest_index",
        "largest file of the search": "search_index",
    }
    for title, field in lines.items():
        sizes = (getattr(found[number][1], field) for number in numbers)
        yield title.ljust(26) + "".join(f"{size:>20,}" for size in sizes)


def main(arguments: list[str]) -> int:
    numbers = [int(argument) for argument in arguments] or list(NUMBERS)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            print(f"measuring {number:,} …", file=sys.stderr, flush=True)
            found[number] = measure(Path(folder), number)
    print("\n".join(report(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
