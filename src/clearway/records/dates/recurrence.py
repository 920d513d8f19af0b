"""Recurring meetings: a first time and a rule (RFC 5545, section 3.3.10) become sessions.

It works on plain values, as they were written, because the history of a record is read that way,
too. Times of day are those of the clock there: a meeting at ten stays at ten when clocks change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from clearway.errors import DateError
from clearway.records.dates.when import Precision, When, place_in, read_day, read_when

REPEATS = "repeats"
SESSIONS = "sessions"

MOST_TIMES = 400
"""How many times a meeting may come again: one on each working day of more than a year."""

_PARTS = frozenset(
    "FREQ INTERVAL COUNT UNTIL BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS WKST".split()
)
"""What a rule may say. Hours are those of the first time."""

_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)


def read_rule(text: str) -> str:
    """The rule without the name before it. Raises DateError with what is wrong and what to write.

    >>> read_rule("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=8")
    'FREQ=WEEKLY;BYDAY=TU;COUNT=8'
    """
    rule = text.strip().removeprefix("RRULE:")
    example = "Write it such as FREQ=WEEKLY;BYDAY=TU;COUNT=8"
    pairs = [part.partition("=") for part in rule.split(";")]
    names = [name for name, _, value in pairs if value]
    odd = [name for name in names if name not in _PARTS]
    if odd or len(names) < len(pairs) or len(names) != len(set(names)):
        wrong = f"{odd[0]} is not taken" if odd else "it is not a list of parts, each given once"
        raise DateError(wrong, example)
    values = {name: value for name, _, value in pairs}
    if values.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise DateError("FREQ is none of DAILY, WEEKLY, MONTHLY and YEARLY", example)
    if ("COUNT" in values) == ("UNTIL" in values):
        ends = "both COUNT and UNTIL are given" if "COUNT" in values else "it has no end"
        raise DateError(ends, "Give one of COUNT and UNTIL, such as COUNT=8 or UNTIL=20250527")
    if "UNTIL" in values and not _UNTIL.fullmatch(values["UNTIL"]):
        raise DateError("UNTIL is no day", "Write it such as UNTIL=20250527")
    try:
        _times(values, datetime.combine(date(2000, 1, 1), time.min))
    except (ValueError, KeyError, IndexError) as error:
        raise DateError(f"it cannot be read ({error})", example) from None
    return rule


def _times(values: Mapping[str, str], begin: datetime) -> Iterator[datetime]:
    """The times of a rule; UNTIL is left to `_until`."""
    # Few records have a rule, and every command would wait for the library.
    from dateutil.rrule import rrulestr

    rule = ";".join(f"{name}={value}" for name, value in values.items() if name != "UNTIL")
    return iter(rrulestr(rule, dtstart=begin))


def days_of(rule: str, first: When, zone: str | None) -> tuple[date, ...]:
    """The days of a rule, the first time's included. Raises DateError where they do not fit."""
    if first.start is None or first.precision < Precision.DAY:
        raise DateError(f"{first} is no day", "Write the day of the first time")
    values = dict(part.split("=", 1) for part in read_rule(rule).split(";"))
    begin = datetime.combine(first.start.day, first.start.clock or time.min)
    times = _until(_times(values, begin), values.get("UNTIL"), zone)
    found = tuple(each.date() for each in islice(times, MOST_TIMES + 1))
    if len(found) > MOST_TIMES:
        raise DateError(f"it comes more than {MOST_TIMES} times", "Give an earlier end")
    if not found or found[0] != begin.date():
        remedy = "Write as the first time one on which the rule falls"
        raise DateError(f"{begin.date()}, the first time, is no day of the rule", remedy)
    return found


def _until(times: Iterator[datetime], until: str | None, zone: str | None) -> Iterator[datetime]:
    """The times that are not after UNTIL, a day there, or a moment in UTC (with a Z) or there."""
    matched = _UNTIL.fullmatch(until) if until else None
    if matched is None:
        yield from times
        return
    year, month, day, hour, minute, second = (int(n or 0) for n in matched.groups()[:6])
    last = datetime.combine(date(year, month, day), time(hour, minute, second))
    if matched[4] is None:
        last = datetime.combine(last.date(), time.max)
    elif matched[7] and zone:
        last = last.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    for each in times:
        if each > last:
            return
        yield each


def on_day(first: When, day: date) -> str:
    """The date of the first time, on another day.

    >>> on_day(read_when("2025-03-04T10:00/13:00"), date(2025, 3, 11))
    '2025-03-11T10:00/13:00'
    >>> on_day(read_when("2025-03-04/2025-03-05"), date(2025, 3, 11))
    '2025-03-11/2025-03-12'
    """
    assert first.start is not None
    start, end = first.start, first.end
    begins = f"{day}T{start.clock:%H:%M}" if start.clock else f"{day}"
    if end is None or end == start:
        return begins
    last = day + timedelta(days=(end.day - start.day).days)
    clock = f"{end.clock:%H:%M}" if end.clock else ""
    if last == day:
        return f"{begins}/{clock}"
    return f"{begins}/{last}T{clock}" if clock else f"{begins}/{last}"


def skipped_by_clocks(first: When, days: tuple[date, ...], zone: str | None) -> DateError | None:
    """What is wrong with the first time that the clocks of its zone do not show, or show twice."""
    for day in days if zone and first.has_time else ():
        try:
            place_in(read_when(on_day(first, day)), zone or "")
        except DateError as error:
            return error
    return None


def with_occurrences(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a meeting with each time of its rule among its sessions.

    A session that is written with the day of a time as its id takes the place of that time: so one
    is moved or cancelled. Without dates of its own the meeting lasts from the first time to the
    last. Where the rule cannot be read the fields are as they were.
    """
    repeats = fields.get(REPEATS)
    try:
        days, first = _read(repeats)
    except (DateError, TypeError):
        return dict(fields)
    assert isinstance(repeats, Mapping)
    sessions = fields.get(SESSIONS) or []
    written = sessions if isinstance(sessions, list) else [sessions]
    taken = {each.get("id") for each in written if isinstance(each, Mapping)}
    shared = {name: repeats[name] for name in ("zone", "announced", "source") if name in repeats}
    if "evidence" in fields:
        shared["evidence"] = fields["evidence"]
    found = [
        {"id": day.isoformat(), "when": on_day(first, day), **shared}
        for day in days
        if day.isoformat() not in taken
    ]
    whole: dict[str, Any] = {}
    if "when" not in fields and "dates" not in fields:
        whole["when"] = f"{days[0]}/{days[-1]}" if len(days) > 1 else f"{days[0]}"
        if "announced" in shared and "announced" not in fields:
            whole["announced"] = shared["announced"]
    return {**fields, **whole, SESSIONS: [*written, *found]}


def _read(repeats: object) -> tuple[tuple[date, ...], When]:
    """The days on which it is held, and the first time."""
    if not isinstance(repeats, Mapping):
        raise TypeError
    when, rule, zone = (repeats.get(name) for name in ("when", "rule", "zone"))
    if not (isinstance(when, str) and isinstance(rule, str)):
        raise TypeError
    first = read_when(when)
    days = days_of(rule, first, zone if isinstance(zone, str) else None)
    listed = repeats.get("skips") or []
    skips = {read_day(str(day)) for day in (listed if isinstance(listed, list) else [listed])}
    held = tuple(day for day in days if day not in skips)
    if not held or skipped_by_clocks(first, held, zone if isinstance(zone, str) else None):
        raise TypeError
    return held, first
