"""CSV and its relatives (RFC 4180, and what programs make of it) into rows.

A quotation mark that is never closed would swallow all that follows. So where a row breaks the
grammar, its first line is told as broken, and reading goes on at the next line that makes a whole
row.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator

from clearway.intake.endorsements.table import Broken, NotATable, Raw, Row, Sheet, is_blank

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "the sign |"}

_SAMPLE_LINES = 60
_MOST_SHOWN = 200
"""Characters of a broken line that a report repeats."""

_QUOTES = (
    "a quotation mark in it is not closed, or stands inside a text",
    'Close it, or write it twice: ""',
)


def read_delimited(
    text: str, how: str, example: str, knows: Callable[[str], bool], separator: str | None = None
) -> Sheet:
    """The rows of a text. `knows` tells a header that is known, which helps to see the separator.

    Raises NotATable for a text without rows.
    """
    lines = io.StringIO(text, newline="").readlines()
    skipped = 0
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].rstrip("\r\n")) == 5:
        # Excel's own way of saying which separator follows.
        separator, skipped = separator or lines[0][4], 1
    if not any(line.strip() for line in lines[skipped:]):
        raise NotATable("it is empty; export it again")
    sample = lines[skipped : skipped + _SAMPLE_LINES]
    sign = separator or max(SEPARATORS, key=lambda s: _fits(sample, s, knows))
    rows = tuple(_rows(lines, skipped, sign, _width(sample, sign)))
    between = SEPARATORS.get(sign, f"the sign {sign}")
    return Sheet(rows, f"{how}, with {between} between the cells", example)


def _fits(sample: list[str], sign: str, knows: Callable[[str], bool]) -> tuple[int, float, int]:
    """How well a separator explains a text: known headers, rows of one width, and that width."""
    rows = _sampled(sample, sign)
    known = max((sum(map(knows, row)) for row in rows), default=0)
    width = _width(sample, sign)
    alike = sum(len(row) == width for row in rows) / len(rows) if rows and width > 1 else 0.0
    return known, alike, width


def _width(sample: list[str], sign: str) -> int:
    """The number of cells that most rows have."""
    counts = Counter(len(row) for row in _sampled(sample, sign) if not is_blank(tuple(row)))
    return max(counts, key=lambda n: (counts[n], n), default=1)


def _sampled(sample: list[str], sign: str) -> list[list[str]]:
    try:
        return list(csv.reader(sample, delimiter=sign))
    except csv.Error:  # a cell beyond the reader's limit
        return [line.split(sign) for line in sample]


def _rows(lines: list[str], first: int, sign: str, width: int) -> Iterator[Raw]:
    at, lost = first, None
    reader = _reader(lines, at, sign)
    begun = at
    while True:
        before = reader.line_num
        try:
            cells = tuple(next(reader))
        except StopIteration:
            break
        except csv.Error:
            at = begun + before
            # What follows a break belongs to it until a row is whole again.
            lost = lost if lost is not None else at
            if lost == at:
                yield _broken(lines[at], at, sign)
            begun = at + 1
            reader = _reader(lines, begun, sign)
            continue
        if is_blank(cells):
            continue
        if lost is not None and len(cells) != width:
            continue
        lost = None
        yield Row(begun + before + 1, cells)


def _reader(lines: list[str], start: int, sign: str) -> csv._reader:  # type: ignore[name-defined]
    return csv.reader((lines[i] for i in range(start, len(lines))), delimiter=sign, strict=True)


def _broken(line: str, at: int, sign: str) -> Broken:
    shown = tuple(cell[:_MOST_SHOWN] for cell in line[: 4 * _MOST_SHOWN].rstrip().split(sign))
    if len(line) > csv.field_size_limit():
        reason = f"one of its cells holds more than {csv.field_size_limit():,} characters"
        return Broken(at + 1, shown, reason, "Shorten it")
    return Broken(at + 1, shown, *_QUOTES)
