"""Exports of every kind, as each comes in: what is said, what is left out, and what is written.

files/ holds exports as the programs write them; golden/ what becomes of each in the library's
tracker, whose statement takes endorsements until the end of April 2024.

Covers: clearway.cli.endorsements, clearway.contribute.endorsements,
clearway.contribute.endorsements.register.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clearway.problems import has_errors
from clearway.records.rules import check
from tests.contribute.endorsements.running import added, endorse, files, library

HERE = Path(__file__).parent
FILES, GOLDEN = HERE / "files", HERE / "golden"
NAMES = sorted(path.name for path in FILES.iterdir())


def told(root: Path, name: str) -> str:
    """All that comes of an import, for people to look at."""
    before = files(root)
    done = endorse(root, FILES / name, "--all")
    parts = [done.output.replace(str(FILES), "files").replace(str(root.parent), "beside")]
    left = root.parent / "left.csv"
    if left.exists():
        parts += [f"--- left.csv\n{left.read_bytes().decode('utf-8-sig')}".replace("\r\n", "\n")]
    parts += [f"--- {path}\n{text}" for path, text in added(root, before).items()]
    return "".join(parts)


@pytest.mark.parametrize("name", NAMES)
def test_an_export_comes_in_as_its_golden_file_says_and_once(
    name: str, tmp_path: Path, golden_file: Callable[[Path, str], None]
) -> None:
    root = library(tmp_path / "tracker")
    golden_file(GOLDEN / f"{name}.txt", told(root, name))
    after = files(root)
    again = endorse(root, FILES / name)
    assert ": 0 new, " in again.stdout
    assert "\nNothing had to be written.\n" in again.stdout
    assert files(root) == after
    assert not [path for path in root.iterdir() if path.name != "data"]


def test_every_golden_file_is_asked_for() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [f"{name}.txt" for name in NAMES]


def test_what_a_hostile_export_leaves_passes_the_check(tmp_path: Path) -> None:
    root = library(tmp_path / "tracker")
    endorse(root, FILES / "hostile.csv", "--accept-doubtful", "--update")
    assert not has_errors(check(root, date(2026, 11, 22)).problems)
    assert all("reader.example" not in text for text in files(root).values())
