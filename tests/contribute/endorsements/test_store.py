"""Files are checked before they are moved into place, and each is there whole or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

from clearway.contribute.endorsements.store import read_back, written_aside
from clearway.problems import has_errors
from clearway.records.reading.load import read_process
from clearway.records.rules import check
from tests.contribute.endorsements.running import (
    FOLDER,
    STATEMENT,
    added,
    endorse,
    files,
    library,
    rows,
)

ROWS = "Name,Kind\n" + "".join(f"Union {word},organisation\n" for word in "Ada Bel Cor Dov".split())

KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from clearway.contribute.endorsements import Wishes, plan_import, read_sheet, store
from clearway.contribute.endorsements.columns import with_headers
from clearway.records.reading.load import read_process

file, root, statement, most = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
table = with_headers(read_sheet(file, None, None))
plan = plan_import(
    table, read_process(root), Wishes(statement), date(2026, 11, 22), {"title": file.name}, str
)
moved = []
def step():
    moved.append(1)
    if len(moved) == most:
        os.kill(os.getpid(), signal.SIGKILL)
store(plan, root, dry=False, step=step)
"""


def test_an_import_that_is_killed_leaves_whole_files_and_is_completed_by_the_next(
    tmp_path: Path,
) -> None:
    whole = library(tmp_path / "whole" / "tracker")
    endorse(whole, rows(whole, ROWS))
    root = library(tmp_path / "killed" / "tracker")
    file, before = rows(root, ROWS), files(root)
    for most in (1, 5):
        done = subprocess.run(
            [sys.executable, "-c", KILLED, file, root, STATEMENT, str(most)], check=False
        )
        assert done.returncode == -signal.SIGKILL
        assert files(root).items() <= files(whole).items()
        assert not has_errors(check(root, date(2026, 11, 22)).problems)
    assert 0 < len(added(root, before)) < len(added(whole, before))
    endorse(root, file)
    assert files(root) == files(whole)
    assert [path.name for path in root.iterdir()] == ["data"]


def test_what_the_check_would_refuse_stays_out(tmp_path: Path) -> None:
    root = library(tmp_path / "tracker")
    before = files(root)
    done = endorse(root, rows(root, ROWS), "--source", "told by ann@reader.example")
    assert done.exit_code == 1
    assert files(root) == before
    assert (
        "  line     2  Union Ada: no e-mail address or telephone number may stand in a record; "
    ) in done.stdout
    assert "\n4 rows: 0 new, 0 same, 0 changed, 0 doubtful, 4 refused.\n" in done.stdout


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    root = library(tmp_path / "tracker")
    before = files(root)
    done = endorse(root, rows(root, ROWS + "Bo Ek,perhaps\n"), "--dry-run")
    assert done.stdout.endswith(
        "5 rows: 4 new, 0 same, 0 changed, 0 doubtful, 1 refused.\n"
        "Nothing was written; without --dry-run 8 files would be.\n"
    )
    assert files(root) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.csv", "tracker"]


def test_what_cannot_be_imported_is_told(tmp_path: Path) -> None:
    root = library(tmp_path / "tracker")
    file = rows(root, "Name\nAnn Lee\n")
    told = {
        ("--statement", "open-on-sundays", "--kind", "individual"): (
            "there is no statement 'open-on-sundays'. Did you mean open-on-saturdays?"
        ),
        (): (
            "nothing in the file says whether a name is an organisation's or a person's; say "
            "--kind organisation or --kind individual if all are one, or name the column that "
            'says so, for example --map "Who signs?=kind"'
        ),
    }
    for more, message in told.items():
        done = endorse(root, file, *more)
        assert (done.exit_code, done.stderr) == (2, f"{file} was not imported: {message}\n")
    (root / "data" / "process.yaml").write_text("title: [", "utf-8")
    done = endorse(root, file, "--kind", "individual")
    assert done.stderr == (
        f"{file} was not imported: the records cannot be read; run clearway check, and fix what "
        "it says first\n"
    )
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert "old Excel file (.xls)" in endorse(root, tmp_path / "old.xls").stderr
    assert not (root / FOLDER / "ann-lee.yaml").exists()


def test_of_two_that_do_not_go_together_the_new_one_is_to_blame(tmp_path: Path) -> None:
    root = library(tmp_path / "tracker")
    path = f"{FOLDER}/kari.yaml"
    text = "name: kari nordmann\nkind: individual\ndate: 2024-03-11\nsource: https://a.example\n"
    with written_aside(root, {path: text}, keep=False) as aside:
        wrong = read_back(aside, {path}, read_process(root), date(2026, 11, 22))
    (problem,) = wrong.values()
    assert list(wrong) == [path]
    assert problem.place.path == f"{FOLDER}/kari-nordmann.yaml"
    assert problem.found == f"{path} has the name 'kari nordmann' already"
