"""Time zones as iCalendar gives them (VTIMEZONE, RFC 5545 section 3.6.5), from the IANA database.

Outlook reads a zone as one yearly pair of rules and ignores anything else (MS-STANOICAL 2.2.47).
So a zone is written as one offset, or as one STANDARD and one DAYLIGHT with a rule each. Where no
such pair is true for an event (Morocco puts its clocks back for Ramadan; the law was changed in
between), the event's times are written in UTC instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from clearway.publish.calendars.content_lines import component, content_line

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class YearlyChange:
    """When clocks are put forward or back each year: on the nth such weekday of a month, or the
    last (-1), as the clocks show `clock`; from `before` to `after`, both from UTC.
    """

    month: int
    week: int
    weekday: int
    clock: time
    before: timedelta
    after: timedelta
    name: str

    def in_year(self, year: int) -> datetime:
        """What the clocks show as they change, by the offset before.

        >>> two = time(2)
        >>> change = YearlyChange(3, -1, 6, two, timedelta(hours=1), timedelta(hours=2), "CEST")
        >>> str(change.in_year(2026))
        '2026-03-29 02:00:00'
        """
        if self.week > 0:
            first = datetime.combine(date(year, self.month, 1), self.clock)
            days = (self.weekday - first.weekday()) % 7 + 7 * (self.week - 1)
            return first + timedelta(days=days)
        following = date(year + self.month // 12, self.month % 12 + 1, 1)
        last = datetime.combine(following - timedelta(days=1), self.clock)
        return last - timedelta(days=(last.weekday() - self.weekday) % 7)

    @property
    def rule(self) -> str:
        return f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={self.week}{_WEEKDAYS[self.weekday]}"


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """A zone as one offset (`name` is what it is called), or as a yearly pair of changes."""

    zone: str
    offset: timedelta
    name: str
    pair: tuple[YearlyChange, YearlyChange] | None = None
    """The change forward, and the one back."""

    def offset_at(self, moment: datetime) -> timedelta:
        """What a calendar makes of a moment that it reads by this rule."""
        if self.pair is None:
            return self.offset
        moment = moment.astimezone(UTC).replace(tzinfo=None)
        years = range(moment.year - 1, moment.year + 2)
        changes = ((c.in_year(y) - c.before, c.after) for c in self.pair for y in years)
        return max(change for change in changes if change[0] <= moment)[1]

    def is_true(self, moment: datetime) -> bool:
        """Whether that is what the zone's clocks show."""
        return self.offset_at(moment) == moment.astimezone(ZoneInfo(self.zone)).utcoffset()


def zone_rules(moments: Iterable[datetime]) -> Mapping[str, ZoneRule]:
    """One rule for each zone of these moments, true in the year of the latest; none for UTC.

    A zone without such a rule is left out.
    """
    latest: dict[str, int] = {}
    for moment in moments:
        if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key != "UTC":
            zone = moment.tzinfo.key
            latest[zone] = max(latest.get(zone, moment.year), moment.year)
    rules = {zone: zone_rule(zone, year) for zone, year in latest.items()}
    return {zone: rule for zone, rule in sorted(rules.items()) if rule is not None}


@cache
def zone_rule(zone: str, year: int) -> ZoneRule | None:
    """The one rule that a zone's clocks follow in a year and in one beside it; None without one."""
    iana = ZoneInfo(zone)
    changes = {y: _changes(iana, y) for y in (year - 1, year, year + 1)}
    for years in ((year - 1, year, year + 1), (year, year + 1), (year - 1, year)):
        found = [change for y in years for change in changes[y]]
        pair = _pair(found, years)
        if pair:
            return ZoneRule(zone, min(c.after for c in pair), "", pair)
    if changes[year]:
        return None
    middle = datetime(year, 7, 1, tzinfo=UTC).astimezone(iana)
    return ZoneRule(zone, middle.utcoffset() or timedelta(0), middle.tzname() or "")


def vtimezone(rule: ZoneRule, first_year: int) -> str:
    """The VTIMEZONE of a zone for events from `first_year` on."""
    year = first_year - 1
    if rule.pair is None:
        start = datetime.combine(date(year, 1, 1), time.min)
        observances = [_observance("STANDARD", start, rule.offset, rule.offset, rule.name, "")]
    else:
        # The larger of two offsets is named daylight time, also where the law has it the other way
        # round (Ireland).
        names = ("DAYLIGHT", "STANDARD")
        observances = [
            _observance(name, c.in_year(year), c.before, c.after, c.name, c.rule)
            for name, c in zip(names, rule.pair, strict=True)
        ]
    return component("VTIMEZONE", [content_line("TZID", rule.zone), *observances])


def _observance(
    name: str, start: datetime, before: timedelta, after: timedelta, label: str, rule: str
) -> str:
    lines = [content_line("DTSTART", f"{start:%Y%m%dT%H%M%S}")]
    if rule:
        lines.append(content_line("RRULE", rule))
    lines += [
        content_line("TZOFFSETFROM", _offset_text(before)),
        content_line("TZOFFSETTO", _offset_text(after)),
        content_line("TZNAME", label),
    ]
    return component(name, lines)


def _offset_text(offset: timedelta) -> str:
    """+0545; with seconds where an offset of long ago has them (RFC 5545 3.3.14).

    >>> _offset_text(timedelta(hours=-3, minutes=-30))
    '-0330'
    """
    sign = "-" if offset < timedelta(0) else "+"
    hours, rest = divmod(abs(offset) // timedelta(seconds=1), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02d}{minutes:02d}" + (f"{seconds:02d}" if seconds else "")


# --- the changes of a zone's clocks, from the database ------------------------------------------


@dataclass(frozen=True, slots=True)
class _OffsetChange:
    """The moment from which a zone's clocks show `after` instead of `before`, both from UTC."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def local(self) -> datetime:
        """What the clocks show as they change, by the offset before."""
        return (self.at + self.before).replace(tzinfo=None)


def _changes(zone: ZoneInfo, year: int) -> tuple[_OffsetChange, ...]:
    """Every change in a year, as UTC has it."""
    at, end = (datetime(y, 1, 1, tzinfo=UTC) for y in (year, year + 1))
    found = []
    while at < end:
        following = at + timedelta(days=1)
        if _offset(zone, at) != _offset(zone, following):
            moment = _moment(zone, at, following)
            name = moment.astimezone(zone).tzname() or ""
            found.append(_OffsetChange(moment, _offset(zone, at), _offset(zone, moment), name))
        at = following
    return tuple(found)


def _moment(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first minute in (before, after] that has the offset of `after`."""
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        if _offset(zone, middle) == _offset(zone, after):
            after = middle
        else:
            before = middle
    return after


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _pair(
    changes: Sequence[_OffsetChange], years: Sequence[int]
) -> tuple[YearlyChange, YearlyChange] | None:
    """The two rules that all changes follow, where there is one forward and one back each year."""
    forward = [c for c in changes if c.after > c.before]
    back = [c for c in changes if c.after < c.before]
    if [c.local.year for c in forward] != list(years) or [c.local.year for c in back] != list(
        years
    ):
        return None
    first, second = _yearly(forward), _yearly(back)
    return (first, second) if first and second else None


def _yearly(changes: Sequence[_OffsetChange]) -> YearlyChange | None:
    """The one rule that all these changes follow, such as the last Sunday of March."""
    one = changes[0]
    month, weekday = one.local.month, one.local.weekday()
    alike = {(c.local.month, c.local.weekday(), c.local.time(), c.before, c.after) for c in changes}
    weeks = {(c.local.day - 1) // 7 + 1 for c in changes}
    is_last = all((c.local + timedelta(days=7)).month != month for c in changes)
    if len(alike) != 1 or (len(weeks) > 1 and not is_last):
        return None
    week = -1 if is_last else weeks.pop()
    return YearlyChange(month, week, weekday, one.local.time(), one.before, one.after, one.name)
