"""Packages of the system are installed when it is their turn."""

from pathlib import Path

import pytest

from tools.venv import run_apt

LOCKED = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 77 (apt-get)"
FULL = "E: You don't have enough free space in /var/cache/apt/archives/."

# Answers to one call after the other: what it prints, and how it ends.
APT = """#!/bin/sh
echo "$@" >> {folder}/calls
read answer < {folder}/answers
sed -i 1d {folder}/answers
test -n "$answer" || exit 0
echo "$answer" >&2
exit 100
"""


@pytest.mark.parametrize(
    ("answers", "patience", "works", "calls", "errors"),
    [
        ([""], 60, True, 1, ""),
        ([LOCKED, LOCKED, ""], 60, True, 3, ""),
        ([FULL], 60, False, 1, f"{FULL}\n"),
        ([LOCKED, FULL], 60, False, 2, f"{FULL}\n"),
        ([LOCKED], 0, False, 1, f"{LOCKED}\n"),
    ],
    ids=["free", "locked twice", "full", "locked, then full", "locked for too long"],
)
def test_another_program_that_installs_is_waited_for(
    answers: list[str],
    patience: float,
    works: bool,
    calls: int,
    errors: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    program = tmp_path / "apt-get"
    program.write_text(APT.format(folder=tmp_path), encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "answers").write_text("\n".join([*answers, ""]), encoding="utf-8")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert run_apt("install", "chromium", patience=patience, pause=0) is works
    asked = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert asked == [f"-qq -o DPkg::Lock::Timeout={patience} install chromium"] * calls
    assert capfd.readouterr().err == errors
