"""Time zones as iCalendar gives them (VTIMEZONE, RFC 5545 section 3.6.5), from the IANA database.

A zone whose clocks are put forward and back by one rule in all the years asked for is written as
two yearly rules, which every client reads. Any other is written change by change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from clearway.publish.calendars.contentlines import component, content_line

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Change:
    """The moment from which a zone's clocks show `after` instead of `before` (both from UTC)."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def local(self) -> datetime:
        """What the clocks show as they change, by the offset before."""
        return (self.at + self.before).replace(tzinfo=None)


@cache
def vtimezone(zone: str, first_year: int, last_year: int) -> str:
    """The VTIMEZONE of an IANA zone, true from `first_year` through `last_year` in UTC."""
    changes = _changes(ZoneInfo(zone), first_year - 1, last_year + 1)
    rules = _by_rule(changes, last_year - first_year + 3)
    observances = rules if rules is not None else list(_one_by_one(changes))
    return component("VTIMEZONE", [content_line("TZID", zone), *observances])


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[Change, ...]:
    """Every change from the first through the last year, after what holds as they begin."""
    at = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    found = [_change(zone, at, _offset(zone, at))]
    while at < end:
        following = at + timedelta(days=1)
        if _offset(zone, at) != _offset(zone, following):
            found.append(_change(zone, _moment(zone, at, following), _offset(zone, at)))
        at = following
    return tuple(found)


def _change(zone: ZoneInfo, at: datetime, before: timedelta) -> Change:
    return Change(at, before, _offset(zone, at), at.astimezone(zone).tzname() or "")


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


# --- how the changes are written -----------------------------------------------------------


def _by_rule(changes: Sequence[Change], years: int) -> list[str] | None:
    """Two yearly rules, where each of `years` has just these two changes; else None."""
    yearly = changes[1:]
    forward = [c for c in yearly if c.after > c.before]
    back = [c for c in yearly if c.after < c.before]
    if len(forward) != years or len(back) != years:
        return None
    rules = [_rule(forward), _rule(back)]
    if None in rules:
        return None
    return [
        _observance("DAYLIGHT", forward[0], rules[0]),
        _observance("STANDARD", back[0], rules[1]),
    ]


def _rule(changes: Sequence[Change]) -> str | None:
    """The one rule that all these changes follow, such as the last Sunday of March."""
    alike = {
        (c.local.year - i, c.local.month, c.local.weekday(), c.local.time(), c.before, c.after)
        for i, c in enumerate(changes)
    }
    if len(alike) != 1:
        return None
    month, weekday = changes[0].local.month, _WEEKDAYS[changes[0].local.weekday()]
    which = {(c.local.day - 1) // 7 + 1 for c in changes}
    is_last = all((c.local + timedelta(days=7)).month != month for c in changes)
    if len(which) > 1 and not is_last:
        return None
    number = -1 if is_last else which.pop()
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={number}{weekday}"


def _one_by_one(changes: Sequence[Change]) -> Iterator[str]:
    """Each change by itself.

    The larger of two offsets is named daylight time, also where the law has it the other way
    round (Ireland).
    """
    usual = min(change.after for change in changes)
    for change in changes:
        yield _observance("DAYLIGHT" if change.after > usual else "STANDARD", change, None)


def _observance(name: str, change: Change, rule: str | None) -> str:
    lines = [
        content_line("DTSTART", f"{change.local:%Y%m%dT%H%M%S}"),
        content_line("TZOFFSETFROM", _offset_text(change.before)),
        content_line("TZOFFSETTO", _offset_text(change.after)),
        content_line("TZNAME", change.name),
    ]
    if rule:
        lines.insert(1, content_line("RRULE", rule))
    return component(name, lines)


def _offset_text(offset: timedelta) -> str:
    """+0545; with seconds where an offset of long ago has them (RFC 5545 3.3.14)."""
    sign = "-" if offset < timedelta(0) else "+"
    hours, rest = divmod(abs(offset) // timedelta(seconds=1), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02d}{minutes:02d}" + (f"{seconds:02d}" if seconds else "")
