"""`clearway suggest asks` as people run it.

Covers: clearway.contribute.record_edits.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.insight.reviewed import HERE
from tests.insight.test_suggestions import SATURDAYS, TOLD
from tests.records.folders import lay_out
from tests.running import TODAY, run

SAID = "".join(f"{line}\n" for line in TOLD)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path, HERE / "review")


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(root.rglob("data/**/*")) if path.is_file()}


def test_it_writes_nothing_unless_told_to(root: Path) -> None:
    before = contents(root)
    done = run("clearway", "suggest", "asks", cwd=root)
    assert (done.returncode, done.stdout) == (0, SAID)
    assert done.stderr == "2 suggested; no person has judged them.\n"
    assert contents(root) == before


def test_it_writes_into_the_file_of_the_ask(root: Path) -> None:
    before = contents(root)
    done = run("clearway", "suggest", "asks", "--write", cwd=root)
    assert (done.returncode, done.stdout) == (0, SAID)
    written = root / "data" / "asks" / "saturdays.yaml"
    assert written.read_text("utf-8") == SATURDAYS.replace("2024-06-20", TODAY)
    changed = [path for path, content in contents(root).items() if before[path] != content]
    assert changed == [written]
    assert run("clearway", "check", cwd=root).returncode == 0


def test_it_asks_for_records_without_problems(root: Path) -> None:
    (root / "data" / "asks" / "empty.yaml").write_text("title: Empty\n", encoding="utf-8")
    done = run("clearway", "suggest", "asks", cwd=root)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("data/asks/empty.yaml:1:1: error[missing] an ask must have")


def test_it_writes_nothing_where_one_file_cannot_be_edited(root: Path) -> None:
    path = root / "data" / "asks" / "saturdays.yaml"
    text = path.read_text("utf-8")
    spaced = "suggested: [ summary:2024-05-08-online#toys ]\n"
    path.write_text(text + spaced, encoding="utf-8")
    before = contents(root)
    done = run("clearway", "suggest", "asks", "--write", cwd=root)
    assert done.returncode == 2
    line = text.count("\n") + 1
    assert done.stderr.endswith(
        f"Nothing was written: data/asks/saturdays.yaml:{line}: write 'suggested: "
        "[summary:2024-05-08-online#toys]', not 'suggested: [ summary:2024-05-08-online#toys ]'\n"
    )
    assert contents(root) == before
