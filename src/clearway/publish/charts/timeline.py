"""Lanes of what is dated, one shape a kind, with the ghost of every date that moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clearway.insight.agenda.occasions import Occasion, OccasionKind
from clearway.language import N_, gettext
from clearway.publish import formatting
from clearway.records.dates.when import Precision, When

LEFT, RIGHT, TOP, LANE, FOOT = 112, 24, 34, 52, 12
WIDTH = 960
_CHARACTER = 6.1
"""Mean width of a character of the labels, in units of the picture."""


class MarkShape(StrEnum):
    SQUARE = "square"
    CIRCLE = "circle"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"


_DEADLINES = frozenset(kind for kind in OccasionKind if kind.is_deadline)
_MEETINGS = (
    frozenset(OccasionKind)
    - _DEADLINES
    - {
        OccasionKind.PUBLICATION,
        OccasionKind.CONSULTATION,
    }
)


LANES: tuple[tuple[str, MarkShape, frozenset[OccasionKind]], ...] = (
    (N_("Publications"), MarkShape.SQUARE, frozenset({OccasionKind.PUBLICATION})),
    (N_("Consultations"), MarkShape.CIRCLE, frozenset({OccasionKind.CONSULTATION})),
    (N_("Deadlines"), MarkShape.TRIANGLE, _DEADLINES),
    (N_("Meetings"), MarkShape.DIAMOND, _MEETINGS),
)


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """One occasion in its lane; `ghosts` are where it stood before it moved."""

    occasion: Occasion
    shape: MarkShape
    x: float
    y: float
    label: str
    ghosts: tuple[float, ...]

    @property
    def says(self) -> str:
        return f"{self.occasion.title}, {formatting.when(self.occasion.when)}"


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of `width` by `height` units, from `first` through `last`."""

    first: date
    last: date
    height: float
    lanes: tuple[tuple[str, float], ...]
    ticks: tuple[Tick, ...]
    marks: tuple[TimelineMark, ...]
    today: float | None
    width: int = WIDTH

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return WIDTH - RIGHT


def timeline(occasions: Iterable[Occasion], first: date, last: date, as_of: date) -> Timeline:
    """The occasions with a day between `first` and `last`, each kind in a lane of its own."""
    meetings = (o for o in occasions if o.session is None)
    shown = [o for o in meetings if first <= o.first_day <= last and _drawn(o.when)]
    lanes = [lane for lane in LANES if any(o.kind in lane[2] for o in shown)]
    marks: list[TimelineMark] = []
    named: list[tuple[str, float]] = []
    for index, (name, shape, kinds) in enumerate(lanes):
        y = TOP + LANE * (index + 0.5)
        named.append((gettext(name), y))
        marks += _marks([o for o in shown if o.kind in kinds], shape, y, first, last)
    today = _x(as_of, first, last) if first <= as_of <= last else None
    height = TOP + LANE * len(lanes) + FOOT
    return Timeline(first, last, height, tuple(named), _ticks(first, last), tuple(marks), today)


def years(occasions: Iterable[Occasion], least: int = 3) -> tuple[int, ...]:
    """The years in which at least so many occasions have a day, the latest first."""
    found = [o.first_day.year for o in occasions if _drawn(o.when)]
    return tuple(sorted({y for y in found if found.count(y) >= least}, reverse=True))


def _drawn(when: When) -> bool:
    return when.start is not None and when.start.precision >= Precision.DAY


def _marks(
    occasions: Sequence[Occasion], shape: MarkShape, y: float, first: date, last: date
) -> list[TimelineMark]:
    """Marks from left to right; a label is left out where it would run into another one."""
    found: list[TimelineMark] = []
    free = float(LEFT)
    for occasion in sorted(occasions, key=lambda o: (o.first_day, o.id)):
        x = _x(occasion.first_day, first, last)
        label = occasion.record.label or occasion.title
        label = "" if occasion.is_derived or len(label) > 20 else label
        half = len(label) * _CHARACTER / 2
        middle = min(max(x, LEFT + half), WIDTH - half)
        if not label or middle - half < free + 4:
            label = ""
        else:
            free = middle + half
        ghosts = tuple(
            _x(m.before.when.first_day, first, last)
            for m in occasion.ledger.moves
            if _drawn(m.before.when) and first <= m.before.when.first_day <= last
        )
        found.append(TimelineMark(occasion, shape, x, y, label, ghosts))
    return found


def _x(day: date, first: date, last: date) -> float:
    share = (day - first).days / max((last - first).days, 1)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _ticks(first: date, last: date) -> tuple[Tick, ...]:
    found = []
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(Tick(_x(day, first, last), formatting.month(day)))
        day = (day + timedelta(days=32)).replace(day=1)
    return tuple(found)
