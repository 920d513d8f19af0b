"""The table of hostile cases in SECURITY.md: as many tests as it says, of each kind."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.running import ROOT

LEAST = 700

ROW = re.compile(r"^\| (?P<kind>[^|]+) \| (?P<least>[0-9]+) \| (?P<files>`tests/[^|]+`) \|$", re.M)
"""A row of the table; that of the threat model has no number."""


def table() -> list[tuple[str, int, list[str]]]:
    """Each kind, how many cases it has at least, and the files that they are in."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = ROW.finditer(text)
    return [(row["kind"], int(row["least"]), re.findall("`([^`]+)`", row["files"])) for row in rows]


def test_there_are_enough_kinds_and_cases() -> None:
    rows = table()
    assert len(rows) > 12
    assert sum(least for _, least, _ in rows) >= LEAST
    files = Counter(file for _, _, files in rows for file in files)
    assert set(files.values()) == {1}
    for file in files:
        assert (ROOT / file).is_file(), file


def test_each_kind_has_as_many_cases_as_the_table_says(request: pytest.FixtureRequest) -> None:
    """Of the files that this run collected as a whole; a run of all tests has all of them."""
    chosen = request.config.getoption("keyword") or any(
        "::" in each for each in request.config.args
    )
    if chosen:
        pytest.skip("only some tests of a file were chosen")
    cases = Counter(item.nodeid.partition("::")[0] for item in request.session.items)
    lines = []
    for kind, least, files in table():
        if all(cases[file] for file in files):
            found = sum(cases[file] for file in files)
            assert found >= least, kind
            lines.append(f"{found:5}  {kind}")
    print("\n".join(["", *lines]))  # noqa: T201 - pytest -s shows it
