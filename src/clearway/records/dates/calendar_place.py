"""Where a date is put into a calendar, which knows nothing but days and hours."""

from __future__ import annotations

from typing import NamedTuple

from clearway.records.dates.when import Bound, Precision, When


class CalendarPlace(NamedTuple):
    """The first and the last day or minute of a date in a calendar."""

    start: Bound
    end: Bound

    @property
    def has_time(self) -> bool:
        return self.start.clock is not None


def calendar_place(when: When, *, is_deadline: bool = False) -> CalendarPlace | None:
    """Where a date is put into a calendar; None where no day of it is known.

    A deadline is put where it ends, for that is what people must not miss; what has only one end,
    on that one.

    >>> from clearway.records.dates.when import read_when
    >>> place = calendar_place(read_when("2026-05-04/2026-05-08"))
    >>> str(place.start.day), str(place.end.day)
    ('2026-05-04', '2026-05-08')
    >>> place = calendar_place(read_when("2026-05-04/2026-05-08"), is_deadline=True)
    >>> str(place.start.day), str(place.end.day)
    ('2026-05-08', '2026-05-08')
    >>> str(calendar_place(read_when("../2026-05-08")).start.day)  # by then
    '2026-05-08'
    >>> str(calendar_place(read_when("2026-05-04/..")).end.day)  # from then on
    '2026-05-04'
    >>> calendar_place(read_when("2026-05")) is None
    True
    """
    start, end = when.start, when.end
    if (is_deadline and end is not None) or start is None:
        start = end
    end = end or start
    if start is None or end is None or min(start.precision, end.precision) < Precision.DAY:
        return None
    return CalendarPlace(start, end)
