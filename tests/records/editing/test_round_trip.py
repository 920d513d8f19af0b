"""What is loaded is dumped as it was, or refused with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearway.records.editing.round_trip import NotExactError, dump, load
from tests.records.editing.test_yaml_edits import File, files


@pytest.mark.parametrize(
    "text",
    [
        "a: NO # 1\nb: 'NO'\nc: \"NO\"\nd: 012\ne: 1_0\nf: 16:45\ng: ~\nh:\ni: 2026-05-31T10:00\n",
        "a:   # 1\n  # 2\n  b: c\n\n  # 3\n  d:\n    - e # 4\n    # 5\n\n    - f\n",
        "a:\n- b\n- c:\n  - d\n",
        "a: [b, {c: d}, 'e'] # 1\nf: {g: h}\ni: []\nj: {}\n",
        "a: >-\n  b\n  c\n\n  d\ne: | # 1\n  f\n   g\n\nh: |2-\n    i\n",
        'a: "b \\" é 李 \U0001f600"\n',
        "<<: a\n",
    ],
)
def test_what_stays(text: str) -> None:
    assert dump(load(text.splitlines())) == text


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: b\nc:   d\n", 1, "write 'c: d', not 'c:   d'"),
        ("a: {b: c }\n", 0, "write 'a: {b: c}', not 'a: {b: c }'"),
        ("a: b\n  c\n", 0, "write 'a: b c' in the place of 2 lines"),
        ("a:\n     b: c\n     d: e\n", 1, "indent this line by 2 spaces, not 5"),
        ("a: >-   \n  b\n", 0, "remove the spaces at its end"),
        ('a: "\\u0041"\n', 0, "write 'a: \"A\"', not 'a: \"\\u0041\"'"),
        ("a: |+\n  b\n\n", 2, "a program cannot edit this field; make the change by hand"),
        ("? b\n", 0, "write 'b:', not '? b'"),
        ("a: 'b\n", 0, "a program cannot edit this field; make the change by hand"),
    ],
)
def test_what_would_change(text: str, line: int, message: str) -> None:
    with pytest.raises(NotExactError) as caught:
        load(text.splitlines())
    assert (caught.value.line, str(caught.value)) == (line, message)


def test_every_record_that_is_here() -> None:
    for file in files("as it is"):
        for lines in records(file):
            assert dump(load(lines)).splitlines() == lines, file.path


def records(file: File) -> list[list[str]]:
    """The lines of each record, without the indent of one in a list."""
    lines = file.text.splitlines()
    if Path(file.path).suffix == ".md":
        return [lines[1 : file.document.fence_line - 1]]
    if isinstance(file.value, dict):
        return [lines]
    starts = [file.document.marks.key((n,)).line - 1 for n in range(len(file.value))]
    found = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [[line if line.startswith("#") else line[2:] for line in each] for each in found]
