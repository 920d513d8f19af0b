"""`clearway seal`, and what the check then says of a text that changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clearway.cli import main
from clearway.records.endorsing import text_sha256
from tests.records.folders import lay_out
from tests.running import EPOCH

SATURDAYS = """---
title: Open on Saturdays
when: 2024-03-10
text: full
source: https://friends.example/saturdays
---

Open the branches on Saturdays.
"""
FIRST, SECOND = "Open the branches on Saturdays.", "Open every branch on Saturdays."
SUMS = {text: text_sha256(text) for text in (FIRST, SECOND)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    statement(tmp_path).write_text(SATURDAYS, encoding="utf-8")
    return tmp_path


def run(command: str, *arguments: str, cwd: Path) -> Result:
    """In this process: the command line of its own is tests/test_cli.py's."""
    where = [str(cwd)] if command == "check" else ["--root", str(cwd)]
    ran = CliRunner(env={"SOURCE_DATE_EPOCH": EPOCH})
    return ran.invoke(main, [command, *arguments, *where], catch_exceptions=False)


def statement(root: Path) -> Path:
    return root / "data" / "statements" / "saturdays.md"


def test_a_changed_text_is_caught_until_it_is_a_version_of_its_own(root: Path) -> None:
    path = statement(root)
    assert "saturdays.md:2:1: error[statement-text]" in run("check", cwd=root).stdout

    done = run("seal", "saturdays", cwd=root)
    said = f"Added version v1 to data/statements/saturdays.md, sha256 {SUMS[FIRST]}\n"
    assert (done.exit_code, done.stdout, done.stderr) == (0, said, "")
    assert run("check", cwd=root).stderr == "No problems found.\n"

    path.write_text(path.read_text("utf-8").replace(FIRST, SECOND), encoding="utf-8")
    done = run("check", cwd=root)
    entry = f"- {{id: v2, date: 2026-11-22, sha256: {SUMS[SECOND]}}}"
    assert done.stdout == (
        "data/statements/saturdays.md:11:1: error[statement-text] the text of a statement must be "
        f"that of its last version, v1; it was changed, and its sha256 is {SUMS[SECOND]}. Undo the "
        "change; or, if it is a new version, run clearway seal saturdays or add at the end of "
        f"versions:   {entry}.\n"
    )

    # What the check says to add does as well as the command.
    by_hand = path.read_text("utf-8").replace("source:", f"  {entry}\nsource:")
    by_command = run("seal", "saturdays", "--note", "Every branch: 'all'.", cwd=root)
    assert by_command.stderr == "2 endorsements stay with the text that they name.\n"
    assert path.read_text("utf-8") == SATURDAYS.replace(FIRST, SECOND).replace(
        "source:",
        "versions:\n"
        f"  - id: v1\n    sha256: {SUMS[FIRST]}\n"
        f"  - id: v2\n    date: 2026-11-22\n    sha256: {SUMS[SECOND]}\n"
        "    note: \"Every branch: 'all'.\"\n"
        "source:",
    )
    for text in (by_hand, path.read_text("utf-8")):
        path.write_text(text, encoding="utf-8")
        assert run("check", cwd=root).stderr == "No problems found.\n"

    done = run("seal", "saturdays", cwd=root)
    assert (done.exit_code, done.stdout) == (0, "The last version, v2, is this text already.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "there is no readable statement nothing; see clearway check"),
        (["saturdays", "--id", "V 1"], "an id is lower-case words joined by hyphens: v-1"),
        (["saturdays", "--id", "first"], "it has a version first already"),
        (["saturdays", "--date", "2024-01-31"], "its last version, first, is of 2024-02-01, which"),
        (["saturdays", "--date", "soon"], "it is 'soon'. Write a day as 2025-07-25"),
    ],
)
def test_what_cannot_be_a_version_changes_nothing(
    root: Path, arguments: list[str], said: str
) -> None:
    version = f"versions:\n  - id: first\n    date: 2024-02-01\n    sha256: {SUMS[SECOND]}\n"
    text = SATURDAYS.replace("source:", f"{version}source:")
    statement(root).write_text(text, encoding="utf-8")
    done = run("seal", *arguments, cwd=root)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert statement(root).read_text("utf-8") == text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("text: full", "text: none", "its own text must stand in the file"),
        (
            "source:",
            f"versions: [{{id: v1, sha256: {'a' * 64} }}]\nsource:",
            f"saturdays.md:5: write 'versions: [{{id: v1, sha256: {'a' * 64}}}]', not",
        ),
    ],
)
def test_a_file_that_takes_none(root: Path, old: str, new: str, said: str) -> None:
    text = SATURDAYS.replace(old, new)
    statement(root).write_text(text, encoding="utf-8")
    done = run("seal", "saturdays", cwd=root)
    assert (done.exit_code, statement(root).read_text("utf-8")) == (2, text)
    assert said in done.stderr


def test_lines_end_as_they_did(root: Path) -> None:
    statement(root).write_bytes(SATURDAYS.replace("\n", "\r\n").encode())
    assert run("seal", "saturdays", cwd=root).exit_code == 0
    written = statement(root).read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n") == 11
    assert run("check", cwd=root).exit_code == 0


def test_what_is_to_be_looked_at_stops_nothing(root: Path) -> None:
    statement(root).write_text(SATURDAYS.replace("text: full\n", ""), encoding="utf-8")
    folder = root / "data" / "endorsements" / "saturdays"
    kari = (folder / "kari-nordmann.yaml").read_text("utf-8")
    (folder / "nordmann.yaml").write_text(kari.replace("Kari Nordmann", "Nordmann, Kari"), "utf-8")
    done = run("check", cwd=root)
    assert (done.exit_code, done.stderr) == (0, "None to fix, 1 to look at.\n")
    assert "nordmann.yaml:2:7: warning[endorsement-double]" in done.stdout
    (folder / "kari.yaml").write_text(kari, "utf-8")
    done = run("check", cwd=root)
    assert (done.exit_code, done.stderr) == (1, "1 problem to fix, 1 to look at.\n")
