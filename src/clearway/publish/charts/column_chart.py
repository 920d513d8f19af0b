"""Columns along time: how many on each day, or each week or month where there are many days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WIDTH, HEIGHT, TOP, BOTTOM = 640, 130, 22, 22
MOST_COLUMNS = 62
"""More days than these are drawn as weeks, more weeks as months."""


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """The stretch of time that begins on `first`, how many fell into it, and where it is drawn."""

    first: date
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Columns:
    """A picture of `width` by `height` units. Of stretches without any there is no column."""

    unit: Unit
    columns: tuple[ChartColumn, ...]
    first: date
    last: date
    most: ChartColumn
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - BOTTOM


def columns(counted: Sequence[tuple[date, int]]) -> Columns:
    """The picture of counts by day; there is at least one, and days are in order."""
    first, last = counted[0][0], counted[-1][0]
    unit = _unit(first, last)
    numbers: Counter[date] = Counter()
    for day, number in counted:
        numbers[_BEGIN[unit](day)] += number
    stretches = list(_stretches(unit, _BEGIN[unit](first), last))
    step, largest = WIDTH / len(stretches), max(numbers.values())
    drawn = tuple(
        _column(start, numbers[start], place * step, step, largest)
        for place, start in enumerate(stretches)
        if numbers[start]
    )
    # Of several that are largest the earliest.
    return Columns(unit, drawn, first, last, max(drawn, key=lambda column: column.number))


def _column(start: date, number: int, x: float, step: float, largest: int) -> ChartColumn:
    full = HEIGHT - TOP - BOTTOM
    height = max(round(full * number / largest, 1), 1.0)
    width = min(step * 0.8, 28)
    left = x + (step - width) / 2
    y = round(HEIGHT - BOTTOM - height, 1)
    return ChartColumn(start, number, round(left, 1), y, round(width, 1), height)


def _unit(first: date, last: date) -> Unit:
    days = (last - first).days + 1
    if days <= MOST_COLUMNS:
        return Unit.DAY
    return Unit.WEEK if days <= 7 * MOST_COLUMNS else Unit.MONTH


_BEGIN: dict[Unit, Callable[[date], date]] = {
    Unit.DAY: lambda day: day,
    Unit.WEEK: lambda day: day - timedelta(days=day.weekday()),
    Unit.MONTH: lambda day: day.replace(day=1),
}


def _stretches(unit: Unit, start: date, last: date) -> Iterator[date]:
    """The first day of each stretch until `last`."""
    length = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 32}[unit]
    while start <= last:
        yield start
        start = _BEGIN[unit](start + timedelta(days=length))
