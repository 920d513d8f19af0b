"""Lines are put in the place of others; the ends of all others stay."""

from __future__ import annotations

import pytest

from clearway.records.editing.round_trip import LineEdits

TEXT = "a\r\nb\nc\n"


@pytest.mark.parametrize(
    ("text", "puts", "after"),
    [
        (TEXT, [], TEXT),
        (TEXT, [(1, 2, ["x", "y"])], "a\r\nx\r\ny\r\nc\n"),
        (TEXT, [(1, 1, ["x"]), (1, 1, ["y"])], "a\r\nx\r\ny\r\nb\nc\n"),
        (TEXT, [(2, 3, []), (0, 1, ["x"])], "x\r\nb\n"),
        # lines that are the same keep their ends
        (TEXT, [(0, 3, ["a", "b", "x", "c"])], "a\r\nb\nx\r\nc\n"),
        # a text without a line feed at its end has none afterwards
        ("a\nb", [(2, 2, ["x"])], "a\nb\nx"),
        ("a\nb", [(1, 2, [])], "a"),
        ("a", [(0, 1, [])], ""),
        ("", [(0, 0, ["x"])], "x\n"),
        # added within lines that go
        (TEXT, [(0, 2, []), (1, 1, ["x"])], "x\r\nc\n"),
    ],
)
def test_lines(text: str, puts: list[tuple[int, int, list[str]]], after: str) -> None:
    edits = LineEdits(text)
    for start, end, lines in puts:
        edits.put(start, end, lines)
    assert edits.text() == after


def test_no_line_is_edited_twice() -> None:
    edits = LineEdits(TEXT)
    edits.put(0, 2, ["x"])
    edits.put(1, 3, ["y"])
    with pytest.raises(AssertionError, match="a line is edited twice"):
        edits.text()
