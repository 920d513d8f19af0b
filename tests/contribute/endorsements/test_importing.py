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
from tests.contribute.endorsements.running import STATEMENT, added, endorse, files, library, rows

HERE = Path(__file__).parent
FILES, GOLDEN = HERE / "files", HERE / "golden"
NAMES = sorted(path.name for path in FILES.iterdir())
OPTIONS = {"anonymous.csv": ("--kind", "individual")}


def told(root: Path, name: str) -> str:
    """All that comes of an import, for people to look at."""
    before = files(root)
    done = endorse(root, FILES / name, "--all", *OPTIONS.get(name, ()))
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
    again = endorse(root, FILES / name, *OPTIONS.get(name, ()))
    assert ": 0 new, " in again.stdout
    assert "\nNothing had to be written.\n" in again.stdout
    assert files(root) == after
    assert not [path for path in root.iterdir() if path.name != "data"]


@pytest.mark.parametrize(
    ("counted", "told", "code"),
    [
        (
            "",
            "no record is made. Write how many signed so in data/statements/open-on-saturdays.md:\n"
            "unnamed:\n  individuals: 2\n  source: (where that can be read)\n",
            1,
        ),
        ("1", "no record is made. Write how many signed so in ", 1),
        ("2", "no record is made; the statement counts 2.\n", 0),
        ("25", "no record is made; the statement counts 25.\n", 0),
    ],
)
def test_who_signs_without_a_name_is_counted_in_the_statement(
    counted: str, told: str, code: int, tmp_path: Path
) -> None:
    root = library(tmp_path / "tracker")
    if counted:
        statement = root / "data" / "statements" / f"{STATEMENT}.md"
        unnamed = f"unnamed: {{individuals: {counted}, source: https://friends.example/a}}\n---\n"
        fields, _, body = statement.read_text("utf-8")[4:].partition("---\n")
        statement.write_text(f"---\n{fields}{unnamed}{body}", "utf-8")
    table = rows(root, "name,kind\nAna Lopez,individual\nAnonymous,individual\nAnon,person\n")
    done = endorse(root, table)
    assert f"\n2 rows without a name: {told}" in done.stdout
    assert done.exit_code == code
    assert not (root.parent / "left.csv").exists()


def test_a_statement_with_problems_is_said_to_have_them(tmp_path: Path) -> None:
    root = library(tmp_path / "tracker")
    text = (
        "---\ntitle: Open letter\nwhen: 2025-03-10\ntext: summary\nsource: https://a.example\n---\n"
    )
    (root / "data" / "statements" / "letter.md").write_text(text, "utf-8")
    done = endorse(root, rows(root, "name\nKari Nordmann\n"), statement="letter")
    assert done.exit_code == 2
    assert done.stderr.endswith(
        "the statement letter has problems. Run clearway check and fix them first\n"
    )


def test_every_golden_file_is_asked_for() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [f"{name}.txt" for name in NAMES]


def test_what_a_hostile_export_leaves_passes_the_check(tmp_path: Path) -> None:
    root = library(tmp_path / "tracker")
    endorse(root, FILES / "hostile.csv", "--accept-doubtful", "--update")
    assert not has_errors(check(root, date(2026, 11, 22)).problems)
    assert all("reader.example" not in text for text in files(root).values())
