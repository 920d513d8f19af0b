"""One good and one bad case per rule, found by folder: small data folders in, whole output out.

Covers: clearway.records.fields, clearway.records.fields.base, clearway.records.fields.codes,
clearway.records.fields.dates, clearway.records.fields.text, clearway.records.reading.refusals,
clearway.records.rules, clearway.records.rules.asks, clearway.records.rules.contact,
clearway.records.rules.drafts, clearway.records.rules.general, clearway.records.rules.ids,
clearway.records.rules.statements, clearway.records.rules.subject.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from clearway.problems import as_text
from clearway.records.rules import check
from tests.records.folders import BASE, CASES, lay_out
from tests.records.remedies import followed

TODAY = date(2026, 11, 22)
GOOD = sorted((CASES / "good").iterdir())
BAD = sorted((CASES / "bad").iterdir())
SOURCE = Path(__file__).resolve().parent.parent.parent / "src" / "clearway"

RULE_AT = {"Problem": 1, "mistake": 0, "_Clauses": 0, "_refuse": 1}
"""What makes a problem, and which of its arguments names the rule."""

# No folder can hold what root may not read; test_text.py reads a file that is gone.
WITHOUT_A_FOLDER = {"unreadable"}


def output(root: Path) -> str:
    return as_text(check(root, TODAY).problems)


def rules_in_the_code() -> Iterator[str]:
    """Every rule that is named where a problem is made."""
    for path in sorted(SOURCE.rglob("records/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            at = RULE_AT.get(name)
            rule = node.args[at] if at is not None and len(node.args) > at else None
            if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
                yield rule.value


def test_the_base_is_good(tmp_path: Path) -> None:
    assert output(lay_out(tmp_path)) == ""
    assert check(BASE, TODAY).process is not None


@pytest.mark.parametrize("case", GOOD, ids=lambda path: path.name)
def test_good(case: Path, tmp_path: Path) -> None:
    assert output(lay_out(tmp_path, case)) == ""


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.name)
def test_bad(case: Path, tmp_path: Path, golden_file: Callable[[Path, str], None]) -> None:
    golden_file(case / "expected.txt", output(lay_out(tmp_path, case)))


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.name)
def test_a_remedy_that_names_a_value_settles_its_problem(case: Path, tmp_path: Path) -> None:
    """Each is followed by itself: the problem is gone, and the file is no worse to read."""
    root = lay_out(tmp_path, case)
    before = check(root, TODAY).problems
    for problem in before:
        file = root / problem.place.path
        raw = file.read_bytes() if file.is_file() else b""
        # A remedy about the name of a file, or its encoding, has no place in a line.
        if not raw or problem.rule in ("unknown-file", "encoding", "line-ends"):
            continue
        new = followed(raw.decode("utf-8", "replace"), problem)
        if new is None:
            continue
        file.write_text(new, encoding="utf-8")
        after = check(root, TODAY).problems
        file.write_bytes(raw)
        assert problem not in after, str(problem)
        unread = {each.place.line for each in after if each.rule == "yaml"}
        known = {each.place.line for each in before if each.rule == "yaml"}
        assert problem.place.line not in unread - known, str(problem)


@pytest.mark.parametrize("rule", sorted(set(rules_in_the_code()) - WITHOUT_A_FOLDER))
def test_every_rule_has_a_good_and_a_bad_case(rule: str) -> None:
    assert (CASES / "good" / rule).is_dir()
    assert f"[{rule}] " in (CASES / "bad" / rule / "expected.txt").read_text(encoding="utf-8")


def test_what_bad_cases_expect_is_a_rule_of_the_code() -> None:
    told = re.compile(r"^[^ ]+:\d+:\d+: error\[([a-z-]+)\] ", re.MULTILINE)
    expected = "".join((case / "expected.txt").read_text(encoding="utf-8") for case in BAD)
    assert set(told.findall(expected)) <= set(rules_in_the_code())


def test_problems_of_records_are_told_without_a_profile(tmp_path: Path) -> None:
    """A mistake in process.yaml hides no other, and words that it lists are not called missing."""
    root = lay_out(tmp_path, CASES / "bad" / "reference")
    with (root / "data" / "process.yaml").open("a", encoding="utf-8") as profile:
        profile.write("motto: Read\n")
    loaded = check(root, TODAY)
    assert loaded.process is None
    rules = [(p.place.path, p.rule) for p in loaded.problems if " group " not in str(p)]
    assert ("data/organisations/archive.yaml", "reference") in rules
    assert ("data/process.yaml", "unknown-field") in rules
    assert not [p for p in loaded.problems if "must name a topic" in p.must]
