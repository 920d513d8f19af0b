"""Lines of a text put in the place of others; every other line stays, with the end that it has.

>>> edits = LineEdits("a\\r\\nb\\r\\nc")
>>> edits.put(1, 2, ["x", "y"])
>>> edits.text()
'a\\r\\nx\\r\\ny\\r\\nc'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Splice:
    """Lines that take the place of those from `start` up to `end`."""

    start: int
    end: int
    lines: tuple[str, ...]


class LineEdits:
    """The lines of a text, numbered from 0 as they were, and what is put in their place.

    New lines end as the first line does. A text that ends with a line feed has an empty last line.
    """

    def __init__(self, text: str) -> None:
        *ended, last = text.split("\n")
        self.lines = [*(line.removesuffix("\r") for line in ended), last]
        self._ends = [*("\r\n" if line.endswith("\r") else "\n" for line in ended), ""]
        self._splices: list[_Splice] = []

    def __getitem__(self, number: int) -> str:
        return self.lines[number]

    def __len__(self) -> int:
        return len(self.lines)

    def is_empty(self, number: int) -> bool:
        return not self.lines[number].strip()

    def put(self, start: int, end: int, lines: Iterable[str]) -> None:
        """Puts lines in the place of others; those that are alike at both ends are left alone."""
        new = list(lines)
        while new and start < end and new[0] == self.lines[start]:
            start += 1
            del new[0]
        while new and start < end and new[-1] == self.lines[end - 1]:
            end -= 1
            del new[-1]
        if new or start < end:
            self._splices.append(_Splice(start, end, tuple(new)))

    def text(self) -> str:
        """The text with all lines in their places. No line may be taken twice."""
        found: list[tuple[str, str]] = []
        at = 0
        for splice in sorted(self._splices, key=lambda each: (each.start, each.end)):
            assert splice.start >= at or splice.start == splice.end, "a line is edited twice"
            found += self._kept(at, splice.start)
            found += ((line, "") for line in splice.lines)
            at = max(at, splice.end)
        found += self._kept(at, len(self.lines))
        if not found:
            return ""
        usual = self._ends[0] or "\n"
        return "".join(f"{line}{end or usual}" for line, end in found[:-1]) + found[-1][0]

    def _kept(self, start: int, end: int) -> Iterable[tuple[str, str]]:
        return zip(self.lines[start:end], self._ends[start:end], strict=True)
