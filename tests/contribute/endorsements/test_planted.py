"""An export in which it is known what every row is comes in with exactly that report."""

import subprocess
from pathlib import Path

import pytest

from tests.contribute.endorsements.planted import (
    STATEMENT,
    files_of,
    planted,
    report,
    write_records,
)
from tests.running import run

ROWS = 2_000


def imported(root: Path) -> "subprocess.CompletedProcess[str]":
    file = root.parent / "export.csv"
    return run(
        "clearway", "import", "endorsements", file, "--statement", STATEMENT, "--root", root,
        cwd=root,
    )  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = planted(ROWS)
    (tmp_path / "export.csv").write_bytes(made.content)
    write_records(made, tmp_path / "tracker")
    return tmp_path / "tracker"


def test_everything_is_reported_and_nothing_changes_the_second_time(root: Path) -> None:
    made = planted(ROWS)
    counts = made.counts
    before = dict(files_of(root))
    first = imported(root)
    assert (first.returncode, first.stderr) == (1, "")
    told = ", ".join(f"{counts[o]:,} {o}" for o in OUTCOMES)
    assert f"\n{ROWS:,} rows: {told}.\n" in first.stdout
    left = root.parent / "export-left-out.csv"
    assert left.read_bytes().decode() == report(made)
    after = dict(files_of(root))
    assert set(made.paths.values()) == {p for p in after.keys() - before.keys() if STATEMENT in p}
    assert b"@" not in b"".join(after.values())
    assert {path: after[path] for path in before} == before
    assert run("clearway", "check", root, cwd=root).returncode == 0
    second = imported(root)
    told = (
        f"0 new, {counts['new'] + counts['same']:,} same, {counts['changed']:,} changed, "
        f"{counts['doubtful']:,} doubtful, {counts['refused']:,} refused"
    )
    assert f"\n{ROWS:,} rows: {told}.\nNothing had to be written.\n" in second.stdout
    assert left.read_bytes().decode() == report(made, again=True)
    assert dict(files_of(root)) == after


OUTCOMES = ("new", "same", "changed", "doubtful", "refused")
