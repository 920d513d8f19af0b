"""Where the values of a file stand."""

from __future__ import annotations

from clearway.problems import Place

Key = str | int
Loc = tuple[Key, ...]
"""The way to a value from the top of a file: ('dates', 0, 'when')."""

Value = str | list["Value"] | dict[str, "Value"]
"""What a file holds, as it was written: texts, lists and fields."""

_LOCS: dict[Loc, Loc] = {}


class Marks:
    """Where every key and value of one file stands.

    `key(loc)` and `value(loc)` give the place of the nearest thing that was written: for a loc
    that is not there, that of what should hold it.
    """

    __slots__ = ("_at", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self._at: dict[Loc, tuple[int, int, int, int]] = {}

    def put(self, loc: Loc, key: tuple[int, int], value: tuple[int, int]) -> None:
        """Remembers line and column of a value and of its key (for an entry of a list: its own)."""
        # The same few ways occur in thousands of files: keep one tuple of each.
        shared = _LOCS.setdefault(loc, loc) if len(loc) < 4 else loc
        self._at[shared] = (*key, *value)

    def key(self, loc: Loc) -> Place:
        return self._near(loc, 0)

    def value(self, loc: Loc) -> Place:
        return self._near(loc, 2)

    def after(self, loc: Loc) -> Place | None:
        """The first thing written behind a value and all that is in it; None at the end."""
        depth, is_past = len(loc), False
        for other, (line, column, _, _) in self._at.items():
            is_past = is_past or other == loc
            if is_past and other[:depth] != loc:
                return Place(self.path, line, column)
        return None

    def __contains__(self, loc: Loc) -> bool:
        return loc in self._at

    def _near(self, loc: Loc, offset: int) -> Place:
        at = self._at
        if loc not in at:
            loc = self._written(loc)
        line, column = at.get(loc, (1, 1, 1, 1))[offset : offset + 2]
        return Place(self.path, line, column)

    def _written(self, loc: Loc) -> Loc:
        """As far along a way as there is something written."""
        found: Loc = ()
        for part in loc:
            if (*found, part) in self._at:
                found = (*found, part)
            elif part != 0:  # of a single value where a list may stand, number 0 is itself
                break
        return found
