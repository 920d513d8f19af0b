"""Dates in words, the same wherever one is told: '25 July 2025', '16–17 December 2025'."""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.dates import format_date

from clearway.records.when import Bound, Precision, When

LOCALE = Locale("en")


def day(value: date) -> str:
    """25 July 2025"""
    return format_date(value, "d MMMM y", locale=LOCALE)


def when(value: When) -> str:
    """A When in words, without its time of day: '16–17 December 2025', 'about August 2025'."""
    about = "about " if value.approximate else ""
    doubt = " (uncertain)" if value.uncertain else ""
    return f"{about}{_bounds(value)}{doubt}"


def _bounds(value: When) -> str:
    if value.start is None:
        assert value.end is not None
        return f"by {_bound(value.end)}"
    if value.end is None:
        return f"from {_bound(value.start)}"
    if value.start.day == value.end.day and value.start.precision == value.end.precision:
        return _bound(value.start)
    return _span(value.start, value.end)


def _span(start: Bound, end: Bound) -> str:
    if start.precision is not end.precision or start.precision < Precision.DAY:
        return f"{_bound(start)} to {_bound(end)}"
    if (start.day.year, start.day.month) == (end.day.year, end.day.month):
        return f"{start.day.day}–{_bound(end)}"
    if start.day.year == end.day.year:
        return f"{format_date(start.day, 'd MMMM', locale=LOCALE)} – {_bound(end)}"
    return f"{_bound(start)} – {_bound(end)}"


def _bound(bound: Bound) -> str:
    pattern = {Precision.YEAR: "y", Precision.MONTH: "MMMM y"}.get(bound.precision, "d MMMM y")
    return format_date(bound.day, pattern, locale=LOCALE)
