"""Columns along time: by day, week or month, none where there was nothing."""

from datetime import date, timedelta

import pytest

from clearway.publish.charts import columns
from clearway.publish.charts.column_chart import ChartColumn, Unit

START = date(2025, 3, 3)


def days(*numbers: int, step: int = 1) -> list[tuple[date, int]]:
    return [
        (START + timedelta(days=n * step), number) for n, number in enumerate(numbers) if number
    ]


def test_three_days() -> None:
    chart = columns(days(4, 0, 0, 2))
    assert chart.columns == (
        ChartColumn(date(2025, 3, 3), 4, 66.0, 22.0, 28, 86.0),
        ChartColumn(date(2025, 3, 6), 2, 546.0, 65.0, 28, 43.0),
    )
    assert (chart.unit, chart.first, chart.last) == (Unit.DAY, START, date(2025, 3, 6))
    assert chart.most.first == START


@pytest.mark.parametrize(
    ("length", "unit", "first", "number"),
    [
        (62, Unit.DAY, date(2025, 3, 3), 62),
        (63, Unit.WEEK, date(2025, 3, 3), 9),
        (434, Unit.WEEK, date(2025, 3, 3), 62),
        (435, Unit.MONTH, date(2025, 3, 1), 15),
    ],
)
def test_many_days_are_weeks_and_many_weeks_months(
    length: int, unit: Unit, first: date, number: int
) -> None:
    chart = columns(days(*[1] * length))
    assert (chart.unit, chart.columns[0].first, len(chart.columns)) == (unit, first, number)
    assert sum(column.number for column in chart.columns) == length


def test_every_column_lies_in_the_picture_and_is_seen() -> None:
    chart = columns(days(100_000, 1, 3, step=9))
    for column in chart.columns:
        assert 0 <= column.x <= column.x + column.width <= chart.width
        assert column.height >= 1
        assert column.y + column.height == chart.ground
