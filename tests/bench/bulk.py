"""What a bulk import costs, and that its report is exactly right at any size:
python -m tests.bench.bulk [ROWS …].

The export is made up, with planted doubles, late, broken and hostile rows (see
tests/contribute/endorsements/planted.py). It comes in twice; the second time must change nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.__main__ import Cost, growth, program, run
from tests.contribute.endorsements.planted import (
    STATEMENT,
    files_of,
    planted,
    report,
    write_records,
)

SIZES = (1_000, 10_000, 100_000)


def measured(folder: Path, rows: int) -> tuple[Cost, Cost]:
    """What the first and the second import cost. Ends the bench where a report is wrong."""
    made, root = planted(rows), folder / "tracker"
    write_records(made, root)
    export, left = folder / "export.csv", folder / "export-left-out.csv"
    export.write_bytes(made.content)
    costs = []
    for again in (False, True):
        before = dict(files_of(root)) if again else {}
        cost, _ = run(
            program("clearway"), "import", "endorsements", export, "--statement", STATEMENT,
            "--root", root, good=(1,),
        )  # fmt: skip
        if cost is None:
            raise SystemExit("stopped, as it took too long")
        if left.read_bytes().decode() != report(made, again=again):
            raise SystemExit(f"the report of {rows:,} rows is not what was planted")
        if again and dict(files_of(root)) != before:
            raise SystemExit("the second import changed something")
        costs.append(cost)
    return costs[0], costs[1]


def told(found: dict[int, tuple[Cost, Cost]]) -> Iterator[str]:
    sizes = list(found)
    for which, name in enumerate(("first", "again")):
        for at, size in enumerate(sizes):
            cost = found[size][which]
            line = f"{name} {size:>8,} rows: {cost.seconds:7.1f} s, {cost.busy:7.1f} s busy"
            line += f" {cost.megabytes:6.0f} MB"
            if at:
                before = found[sizes[at - 1]][which].busy
                line += f"   growth {growth(before, cost.busy, size / sizes[at - 1])}"
            yield line


def main(arguments: list[str]) -> int:
    found = {}
    for size in [int(argument) for argument in arguments] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found[size] = measured(Path(folder), size)
    print("\n".join(told(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
