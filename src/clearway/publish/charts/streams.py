"""Streams of asks from draft to draft: how many are in, out and unknown, and who moves where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

WIDTH, TOP, FULL, BLOCK, GAP = 960, 40, 260, 22, 10
LEFT, RIGHT = 60, 60


class StreamState(StrEnum):
    """Where an ask stands in one draft."""

    IN = "in"
    REDUCED = "reduced"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StreamBlock:
    """All asks of one state in one draft."""

    state: StreamState
    number: int
    x: float
    y: float
    height: float
    inferred: int = 0
    """How many of them rest on the editors' reading of what a source says."""

    @property
    def inferred_height(self) -> float:
        return round(self.height * self.inferred / self.number, 1) if self.number else 0.0


@dataclass(frozen=True, slots=True)
class Stream:
    """The asks that go from one block to another; `path` is the outline of an SVG path."""

    before: StreamState
    after: StreamState
    number: int
    path: str


@dataclass(frozen=True, slots=True)
class Streams:
    """A picture of `width` by `height` units; `columns` are the drafts' names and places."""

    columns: tuple[tuple[str, float], ...]
    blocks: tuple[StreamBlock, ...]
    streams: tuple[Stream, ...]
    height: float = TOP + FULL + 2 * GAP + 16
    width: int = WIDTH
    block: int = BLOCK


def streams(
    names: Sequence[str],
    ways: Sequence[Sequence[StreamState]],
    inferred: Sequence[Sequence[bool]],
) -> Streams:
    """The picture of asks through drafts: `names` of the drafts, and each ask's state in each.

    `inferred` tells of each state whether it is only inferred. Every way is as long as `names`;
    without asks or drafts the picture is empty.
    """
    if not ways or len(names) < 2:
        return Streams((), (), ())
    unit = FULL / len(ways)
    places = [_place(index, len(names)) for index in range(len(names))]
    columns = [
        _column([(way[i], own[i]) for way, own in zip(ways, inferred, strict=True)], x, unit)
        for i, x in enumerate(places)
    ]
    found: list[Stream] = []
    for index, (left, right) in enumerate(pairwise(columns)):
        moves = Counter((way[index], way[index + 1]) for way in ways)
        found += _streams(left, right, moves, unit)
    return Streams(
        tuple(zip(names, places, strict=True)),
        tuple(block for column in columns for block in column.values() if block.number),
        tuple(found),
    )


def _place(index: int, number: int) -> float:
    return round(LEFT + index * (WIDTH - LEFT - RIGHT - BLOCK) / (number - 1), 1)


def _column(
    states: Sequence[tuple[StreamState, bool]], x: float, unit: float
) -> dict[StreamState, StreamBlock]:
    y = float(TOP)
    found = {}
    for state in StreamState:
        own = [is_inferred for each, is_inferred in states if each is state]
        number, height = len(own), round(len(own) * unit, 1)
        found[state] = StreamBlock(state, number, x, round(y, 1), height, sum(own))
        y += number * unit + (GAP if number else 0)
    return found


def _streams(
    left: dict[StreamState, StreamBlock],
    right: dict[StreamState, StreamBlock],
    moves: Counter[tuple[StreamState, StreamState]],
    unit: float,
) -> list[Stream]:
    """Streams between two columns, in the order of states, so that few of them cross."""
    starts = {state: left[state].y for state in StreamState}
    ends = {state: right[state].y for state in StreamState}
    found = []
    for before in StreamState:
        for after in StreamState:
            number = moves[before, after]
            if not number:
                continue
            thick = number * unit
            path = _ribbon(
                left[before].x + BLOCK, starts[before], right[after].x, ends[after], thick
            )
            found.append(Stream(before, after, number, path))
            starts[before] += thick
            ends[after] += thick
    return found


def _ribbon(x1: float, y1: float, x2: float, y2: float, thick: float) -> str:
    middle = (x1 + x2) / 2
    return (
        f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        f"v{thick:.1f}"
        f"C{middle:.1f} {y2 + thick:.1f} {middle:.1f} {y1 + thick:.1f} {x1:.1f} {y1 + thick:.1f}z"
    )
