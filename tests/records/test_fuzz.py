"""Whatever lies in data/: no traceback, no hang, and every problem told within its file."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clearway.problems import Problem, as_text
from clearway.records.rules import check
from tests.records.folders import BASE, lay_out

TODAY = date(2026, 11, 22)
FILES = tuple(
    sorted(p.relative_to(BASE).as_posix() for p in BASE.rglob("data/**/*") if p.is_file())
)
# On a slow and busy machine these take seconds; what grows with the square takes hours.
SECONDS = 60
SIZES = (32 * 1024, 1024 * 1024 - 16)
"""Bytes: of what is a problem in each line, and of all else (a file may have a mebibyte)."""

fuzz = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.sampled_from(
    "id title when zone source dates kind venue text was url ref 2024-07-05 2024-07-05T16:45 "
    "EST NO vote draft:x https://x.example/ ".split(" ")
)
TREES = st.recursive(
    WORDS | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=25,
)


def check_with(name: str, content: bytes) -> tuple[Problem, ...]:
    """The problems of the base with one file's content exchanged, each held against the file."""
    with tempfile.TemporaryDirectory() as folder:
        root = lay_out(Path(folder))
        (root / name).write_bytes(content)
        begun = perf_counter()
        problems = check(root, TODAY).problems
        assert perf_counter() - begun < SECONDS
        for problem in problems:
            assert_within(root, problem)
        assert as_text(problems).encode("utf-8").count(b"\n") == len(problems)
    return problems


def assert_within(root: Path, problem: Problem) -> None:
    path, line, column = problem.place
    assert (root / path).is_file()
    # As the reader has it: Windows' ends of lines are ends of lines, and nothing else is.
    text = (root / path).read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    lines = text.split("\n")
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1


@fuzz
@given(st.sampled_from(FILES), st.binary(max_size=300))
@example("data/milestones.yaml", b"\xef\xbb\xbf- \xff")
@example("data/milestones.yaml", b"--- !\n? ? ? a\n")
@example("data/drafts/first-draft.md", b"---\n---")
@example("data/drafts/first-draft.md", b"---\n--- \n--- x\n---")
def test_any_bytes(name: str, content: bytes) -> None:
    check_with(name, content)


@fuzz
@given(st.sampled_from(FILES), st.text(max_size=200))
def test_any_text(name: str, content: str) -> None:
    check_with(name, content.encode("utf-8", "surrogatepass"))


@fuzz
@given(st.sampled_from(FILES), TREES)
def test_any_tree(name: str, tree: object) -> None:
    written = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    text = f"---\n{written}\n---\nBody.\n" if name.endswith(".md") else written
    check_with(name, text.encode())


@fuzz
@given(st.sampled_from(FILES), st.data())
def test_any_good_file_with_a_field_exchanged(name: str, data: st.DataObject) -> None:
    lines = (BASE / name).read_text(encoding="utf-8").split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    field, colon, _ = lines[at].partition(": ")
    lines[at] = (
        field + colon + yaml.safe_dump(data.draw(TREES), default_flow_style=True, width=9999)
    )
    check_with(name, "\n".join(lines).encode())


@fuzz
@given(st.sampled_from(FILES), st.data())
def test_any_good_file_with_a_piece_cut_out_or_put_in(name: str, data: st.DataObject) -> None:
    content = (BASE / name).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    check_with(name, content[:start] + data.draw(st.binary(max_size=8)) + content[end:])


DENSE = [b"a: 1\n", b"- a\n", b"- {id: a, b: c}\n", b"\x01\n", b"-\n", b"- {id: X, zone: EST}\n"]
SPARSE = [
    b"[",
    b"{",
    b"- ",
    b"? ",
    b"a: ",
    b"&a ",
    b"*a ",
    b"\x01",
    b'"',
    b"|\n",
    b"a",
    b"!a ",
    b"#",
]


@pytest.mark.parametrize("unit", DENSE + SPARSE, ids=repr)
def test_nothing_hangs(unit: bytes) -> None:
    """One thing over and over, to the size that a file may have."""
    size = SIZES[unit in SPARSE]
    with tempfile.TemporaryDirectory() as folder:
        root = lay_out(Path(folder))
        (root / "data/milestones.yaml").write_bytes(unit * (size // len(unit)))
        draft = b"---\ntitle: x\n---\n" + unit * (size // len(unit))
        (root / "data/drafts/first-draft.md").write_bytes(draft)
        begun = perf_counter()
        assert check(root, TODAY).problems
        assert perf_counter() - begun < SECONDS
