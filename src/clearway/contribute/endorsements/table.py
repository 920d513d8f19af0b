"""What a file of rows holds, whatever its format: cells as text, and on which line they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that can be read. `line` is the file's own, from 1; in a sheet, the row's number."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines of which no row can be made. `cells` are what was found there."""

    line: int
    cells: tuple[str, ...]
    reason: str
    remedy: str


Raw = TableRow | Broken


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a file, the headers among them; `read_as` says how it was read, in words.

    `example` is a text that shows whether a guessed encoding is right.
    """

    rows: tuple[Raw, ...]
    read_as: str
    example: str = ""
    counted: str = "line"
    """What the numbers of its rows count."""


@dataclass(frozen=True, slots=True)
class ImportTable:
    """A sheet whose headers are known: each row has as many cells as there are headers."""

    headers: tuple[str, ...]
    rows: tuple[Raw, ...]
    read_as: str
    example: str = ""
    counted: str = "line"


def is_blank(cells: tuple[str, ...]) -> bool:
    return not any(cell.strip() for cell in cells)
