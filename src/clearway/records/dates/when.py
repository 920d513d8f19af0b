"""Dates in words, the same wherever one is told: '25 July 2025', '16–17 December 2025'."""

from __future__ import annotations

import re
import zoneinfo
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum

from clearway.errors import DateError
from clearway.language import date_in_words, gettext, pgettext, span_in_words
from clearway.problems import shown
from clearway.records.dates.date_hints import as_typed, odd_signs, suggestion

# --- Dates as people announce them
#
# A `When` is a date, a time of day or a span, as exact as its source was and no more: a subset of
# the Extended Date/Time Format (EDTF, ISO 8601-2:2019) levels 0 and 1:
#
#     2025                     a year
#     2025-08                  a month
#     2025-12-16               a day
#     2025-12-16/2025-12-17    from one day through another
#     2025-07-09T16:45/17:45   a time of day until another, in the zone named beside it
#     2025-12-09~  2025-11-04? about; uncertain
#     2025-12-09/..            from then on, end not known
#     ../2025-05-30            by then, beginning not known
#
# A ledger may also say `unknown`, which is UNKNOWN below and no form of EDTF.


# The rules of zones come from the pinned tzdata package, never from the machine: the same
# records must give the same bytes everywhere.
zoneinfo.reset_tzpath(to=())


class Precision(IntEnum):
    UNKNOWN = 0
    YEAR = 1
    MONTH = 2
    DAY = 3
    MINUTE = 4


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a When, as exact as its precision: a month's `day` is its first."""

    day: date
    precision: Precision
    clock: time | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def first_day(self) -> date:
        return self.day

    @property
    def last_day(self) -> date:
        """The last day that this bound may mean."""
        if self.precision is Precision.YEAR:
            return date(self.day.year, 12, 31)
        if self.precision is Precision.MONTH:
            return self.day.replace(day=monthrange(self.day.year, self.day.month)[1])
        return self.day


@dataclass(frozen=True, slots=True)
class When:
    """A date or span as written in `text`; an end that is not known is None."""

    text: str
    start: Bound | None
    end: Bound | None

    @property
    def is_unknown(self) -> bool:
        """Whether nothing of it is known (yet)."""
        return self.start is None and self.end is None

    @property
    def precision(self) -> Precision:
        """That of its less exact known end."""
        known = (b.precision for b in (self.start, self.end) if b is not None)
        return min(known, default=Precision.UNKNOWN)

    @property
    def is_open(self) -> bool:
        """Whether its beginning or its end is not known."""
        return self.start is None or self.end is None

    @property
    def is_span(self) -> bool:
        return self.start != self.end

    @property
    def has_time(self) -> bool:
        return self.precision is Precision.MINUTE

    @property
    def to_the_day(self) -> bool:
        """Whether both ends are known at least to the day, so that it fits a calendar."""
        return not self.is_open and self.precision >= Precision.DAY

    @property
    def approximate(self) -> bool:
        return any(b.approximate for b in (self.start, self.end) if b is not None)

    @property
    def uncertain(self) -> bool:
        return any(b.uncertain for b in (self.start, self.end) if b is not None)

    @property
    def is_vague(self) -> bool:
        return self.approximate or self.uncertain

    @property
    def first_day(self) -> date:
        """The earliest day that is named: of an open beginning, that of the end.

        Of a date that is not known it is the last day that there is: after every other.
        """
        known = self.start or self.end
        return known.first_day if known else date.max

    @property
    def last_day(self) -> date:
        """The latest day that is named: of an open end, that of the beginning.

        Of a date that is not known it is the last day that there is.
        """
        known = self.end or self.start
        return known.last_day if known else date.max

    def __str__(self) -> str:
        return self.text


UNKNOWN = When("unknown", None, None)
"""The date of something that will take place, or took place, on a day that is not known."""


@dataclass(frozen=True, slots=True)
class Span:
    """A When with times, placed in a zone: two instants that know their zone."""

    start: datetime
    end: datetime

    @property
    def utc(self) -> Span:
        return Span(self.start.astimezone(UTC), self.end.astimezone(UTC))


# ASCII only: \d alone would take the digits of every script, which calendars could not read.
_BOUND = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<clock>\d\d:\d\d))?)?)?"
    r"(?P<mark>[?~%]?)",
    re.ASCII,
)
_CLOCK = re.compile(r"\d\d:\d\d", re.ASCII)

# Reckoning beyond these would leave the years that Python and iCalendar can write.
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


def read_when(text: str) -> When:
    """The When that `text` writes. Raises DateError with what is wrong and what to write."""
    is_ = shown(text)
    if not text:
        raise DateError("it is empty", "Write a date such as 2025-07-25, or 2025-08 for a month")
    typed = as_typed(text)
    if typed != text:
        raise DateError(f"{is_}, with {odd_signs(text)}", _rewritten(typed))
    parts = text.split("/")
    if len(parts) > 2:
        better = suggestion(text)
        raise DateError(is_, better or "Write at most one '/', between the start and the end")
    start = _read_bound(parts[0], text)
    end = _read_end(parts[1], start, text) if len(parts) == 2 else start
    if start is None and end is None:
        raise DateError(is_, "Write at least one of the two ends")
    if any(b is not None and b.clock for b in (start, end)):
        _check_times(start, end, is_)
    if start and end and _ends_before(start, end):
        remedy = "Look both up: the earlier one comes first"
        if start.clock and _CLOCK.fullmatch(parts[1]):
            # A meeting that goes on past midnight; the other order would last all day.
            end_there = f"{_next_day(start)}T{parts[1]}"
            remedy = f"Where it ends on the next day, write {parts[0]}/{end_there}; else look it up"
        raise DateError(f"{is_}, which ends before it starts", remedy)
    return When(text, start, end)


def _next_day(bound: Bound) -> date:
    return bound.day + timedelta(days=1)


def _rewritten(text: str) -> str:
    """The remedy for a date that was typed with other signs."""
    try:
        read_when(text)
    except DateError as error:
        return error.remedy
    return f"Write {text}"


def read_day(text: str) -> date:
    """A plain day such as 2025-07-25. Raises DateError."""
    when = read_when(text)
    plain = when.start is not None and not when.is_span and not when.is_vague
    if not plain or when.precision is not Precision.DAY:
        raise DateError(shown(text), "Write one day such as 2025-07-25")
    return when.first_day


def place_in(when: When, zone: str) -> Span:
    """The instants of a When with times, in the IANA zone `zone`.

    Raises DateError for a time of day that the clocks of the zone skip or show twice on that day
    (RFC 5545 3.3.5 would read the first of the two; people would not know).
    """
    assert when.start is not None
    assert when.end is not None
    tz = zoneinfo.ZoneInfo(zone)
    return Span(_instant(when.start, tz), _instant(when.end, tz))


def _instant(bound: Bound, zone: zoneinfo.ZoneInfo) -> datetime:
    assert bound.clock is not None
    local = datetime.combine(bound.day, bound.clock, zone)
    if local.astimezone(UTC).astimezone(zone).time() != bound.clock:
        raise DateError(
            f"{bound.clock:%H:%M} does not exist on {bound.day} in {zone.key}, "
            "where the clocks are put forward",
            "Write the time as UTC with zone: UTC, or ask the convenor what is meant",
        )
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise DateError(
            f"{bound.clock:%H:%M} comes twice on {bound.day} in {zone.key}, "
            "where the clocks are put back",
            "Write the time as UTC with zone: UTC",
        )
    return local


def _check_times(start: Bound | None, end: Bound | None, is_: str) -> None:
    """Where one end has a time of day, the other must have one too."""
    if start is None or end is None:
        remedy = "Write the times that are known, or the days without a time"
        raise DateError(f"{is_}, with a time of day and an open end", remedy)
    if start.clock is None or end.clock is None:
        found = f"{is_}, where one end has a time of day and the other has none"
        raise DateError(found, "Give both ends a time, or neither")


def _read_end(text: str, start: Bound | None, whole: str) -> Bound | None:
    if _CLOCK.fullmatch(text) and start is not None and start.clock is not None:
        return _read_bound(f"{start.day}T{text}", whole)
    return _read_bound(text, whole)


def _read_bound(text: str, whole: str) -> Bound | None:
    if text == "..":
        return None
    match = _BOUND.fullmatch(text)
    if match is None:
        raise DateError(shown(whole), suggestion(whole) or _HOW)
    year, month, day, clock, mark = match.group("year", "month", "day", "clock", "mark")
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        remedy = f"Write a year between {_FIRST_YEAR} and {_LAST_YEAR}"
        raise DateError(shown(whole), remedy)
    precision = Precision(1 + bool(month) + bool(day) + bool(clock))
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        at = time(int(clock[:2]), int(clock[3:])) if clock else None
    except ValueError:
        found, remedy = _nearest(match)
        raise DateError(f"{shown(whole)}, {found}", remedy) from None
    return Bound(first, precision, at, mark in ("~", "%"), mark in ("?", "%"))


def _ends_before(start: Bound, end: Bound) -> bool:
    if start.clock is not None and end.clock is not None:
        return (end.day, end.clock) < (start.day, start.clock)
    return end.last_day < start.first_day


def _nearest(match: re.Match[str]) -> tuple[str, str]:
    """What is wrong with numbers that make no date or time, and what to write."""
    no_day = "a day that is in no calendar"
    year, month, day = (int(part or 1) for part in match.group("year", "month", "day"))
    if not 1 <= month <= 12:
        return "a month that is in no calendar", "Write a month between 01 and 12"
    last = monthrange(year, month)[1]
    if day > last:
        return no_day, f"The last day of that month is {year}-{month:02d}-{last}"
    if day == 0:
        return no_day, f"Write {year}-{month:02d} while the day is not known"
    return "a time that no clock shows", "Write hours and minutes between 00:00 and 23:59"


_HOW = (
    "Write a day as 2025-07-25, a month as 2025-08, a time as 2025-07-09T16:45/17:45, "
    "and put ~ after what is about and ? after what is uncertain"
)


# --- Dates in words, the same wherever one is told: '25 July 2025', '16–17 December 2025'


def day(value: date) -> str:
    """25 July 2025"""
    return date_in_words(value, "long")


def when(value: When) -> str:
    """A When in words, without its time of day.

    >>> when(read_when("2025-12-16/2025-12-17")), when(read_when("2025-08~"))
    ('16–17 December 2025', 'about August 2025')
    >>> when(UNKNOWN)
    'date not known'
    """
    if value.is_unknown:
        return gettext("date not known")
    shown = _bounds(value)
    if value.approximate:
        shown = gettext("about {date}").format(date=shown)
    return gettext("{date} (uncertain)").format(date=shown) if value.uncertain else shown


def _bounds(value: When) -> str:
    if value.start is None:
        assert value.end is not None
        return _open_date(value.end, end=True)
    if value.end is None:
        return _open_date(value.start, end=False)
    if value.start.day == value.end.day and value.start.precision == value.end.precision:
        return _bound(value.start)
    return _span(value.start, value.end)


def _span(start: Bound, end: Bound) -> str:
    if start.precision is not end.precision or start.precision < Precision.DAY:
        return gettext("{first} to {last}").format(first=_bound(start), last=_bound(end))
    return span_in_words(start.day, end.day)


def _open_date(bound: Bound, *, end: bool) -> str:
    """'by 30 May 2025', 'from August 2025': a span of which only one end is known."""
    is_day = bound.precision >= Precision.DAY
    if end:
        form = pgettext("a day", "by {date}") if is_day else pgettext("a month", "by {date}")
    else:
        form = pgettext("a day", "from {date}") if is_day else pgettext("a month", "from {date}")
    return form.format(date=_bound(bound))


def _bound(bound: Bound) -> str:
    form = {Precision.YEAR: "y", Precision.MONTH: "yMMMM"}.get(bound.precision, "long")
    return date_in_words(bound.day, form)
