"""Where a change is shown when the words allow several places.

'A, B, C' after 'A, C' may have gained 'B, ' or ', B': both spell the same. A run that begins and
ends with a clause reads best.
"""

from __future__ import annotations

from collections.abc import Sequence

from clearway.insight.redline.matching import Block

_STOPS = {".": 3, ";": 3, "?": 3, "!": 3, ":": 2, ",": 2}
_PAIRS = frozenset(("()", "[]", "{}", "“”", '""'))


def slid(blocks: Sequence[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The same blocks with every pure insertion and deletion at its best place."""
    moved = list(blocks)
    for k in range(len(moved) - 1):
        left, right = moved[k], moved[k + 1]
        gone = right.old - left.old - left.size
        come = right.new - left.new - left.size
        if gone and come:
            continue
        words, start = (old, left.old + left.size) if gone else (new, left.new + left.size)
        shift = _best_shift(words, start, start + gone + come, (left.size - 1, right.size - 1))
        moved[k] = left._replace(size=left.size + shift)
        moved[k + 1] = Block(right.old + shift, right.new + shift, right.size - shift)
    return moved


def _best_shift(words: Sequence[str], start: int, end: int, room: tuple[int, int]) -> int:
    """How far words [start, end) slide, at most `room` to the left and right; 0 among equals."""
    shifts = [0]
    for step, most in ((-1, room[0]), (1, room[1])):
        shift = 0
        while abs(shift) < most:
            leaving, entering = (start + shift, end + shift)
            if step < 0:
                leaving, entering = leaving - 1, entering - 1
            if words[leaving] != words[entering]:
                break
            shift += step
            shifts.append(shift)
    return max(shifts, key=lambda k: (_clarity(words, start + k, end + k), -abs(k)))


def _clarity(words: Sequence[str], start: int, end: int) -> int:
    """How well words [start, end) stand for themselves."""
    before = _STOPS.get(words[start - 1], 0) if start else 3
    paired = words[start] + words[end - 1] in _PAIRS
    return before + _STOPS.get(words[end - 1], 0) + 3 * paired
