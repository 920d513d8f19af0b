"""Dates as exports write them.

ISO 8601 (LimeSurvey, Nextcloud, cells of Excel), '2025/05/31 2:02:12 PM GMT+2' (Google Forms),
'31/05/2025' and '5/31/2025' (Google Sheets, by the country of its owner), '31.05.2025', and words.
Whether the day or the month comes first is read from the whole column, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import cache

from babel import Locale

from clearway.contribute.endorsements.phrases import plain
from clearway.errors import AnswerError


class Order(StrEnum):
    """Which number of a date comes first."""

    DAY = "day-first"
    MONTH = "month-first"


@dataclass(frozen=True, slots=True)
class ParsedDay:
    """A day, and the time of day where it is given."""

    day: date
    at: datetime | None = None


_YEAR_FIRST = re.compile(
    r"(\d{4})([-/.年]) ?(\d{1,2})[-/.月] ?(\d{1,2})[.日]?(?!\d)(.*)", re.DOTALL
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})(?!\d)(.*)", re.DOTALL)
_CLOCK = re.compile(
    # A run of spaces is taken whole (*+), never again in another way.
    r"[T,\s]*+(?:(?P<half>午前|午後|오전|오후|上午|下午)\s*+)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)"
    r"(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?\s*+(?:(?P<noon>[ap]\.?\s?m\.?)\s*+)?"
    r"(?:(?:GMT|UTC)?(?P<sign>[+-])(?P<off>\d{1,2})(?::?(?P<rest>\d\d))?|(?P<utc>Z|UTC|GMT))?",
    re.IGNORECASE,
)
_AFTER_NOON = ("午後", "오후", "下午")
_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl", "ru")
_HOW = "Write the day as in 2025-05-31"


def order_of(texts: Iterable[tuple[int, str]]) -> tuple[Order | None, str]:
    """The order that a column of (line, text) proves, and its proof in words.

    None where no date of it has a day beyond 12, or where two contradict each other.
    """
    proofs: dict[Order, str] = {}
    for line, text in texts:
        match = _YEAR_LAST.fullmatch(text.strip())
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        shown = f"line {line}: {match[1]}{match[2]}{match[3]}{match[2]}{match[4]}"
        if first > 12 >= second:
            proofs.setdefault(Order.DAY, shown)
        elif second > 12 >= first:
            proofs.setdefault(Order.MONTH, shown)
    return next(iter(proofs.items())) if len(proofs) == 1 else (None, "")


_ZONED = re.compile(r"(?:Z|UTC|GMT|[+-]\d{1,2}(?::?\d\d)?)\s*", re.IGNORECASE)


def lacks_zone(text: str) -> bool:
    """Whether a text has a time of day and no zone.

    >>> lacks_zone("2025-05-31 14:00"), lacks_zone("2025-05-31T14:00Z"), lacks_zone("2025-05-31")
    (True, False, False)
    """
    _, colon, rest = text.partition(":")
    return bool(colon) and not _ZONED.search(rest)


def read_moment(text: str, order: Order | None, zone: tzinfo) -> ParsedDay:
    """The moment of a text, in `zone`; a time without a zone is taken to be of it.

    Raises AnswerError.

    >>> from datetime import UTC
    >>> read_moment("31/05/2025", Order.DAY, UTC).day
    datetime.date(2025, 5, 31)
    """
    bare = text.strip()
    if match := _YEAR_FIRST.fullmatch(bare):
        return _moment(bare, int(match[1]), int(match[3]), int(match[4]), match[5], zone)
    if match := _YEAR_LAST.fullmatch(bare):
        first, second = int(match[1]), int(match[3])
        if match[2] != "." and order is None and first <= 12 and second <= 12 and first != second:
            raise AnswerError(
                f"the date {bare[:30]!r} can be read with the day first or with the month first",
                "Write it as year, month and day, or say --dates day-first or --dates month-first",
            )
        is_month_first = match[2] != "." and (
            order is Order.MONTH or (order is None and second > 12)
        )
        day, month = (second, first) if is_month_first else (first, second)
        return _moment(bare, int(match[4]), month, day, match[5], zone)
    return _in_words(bare, zone)


def _in_words(text: str, zone: tzinfo) -> ParsedDay:
    """'31 May 2025', 'May 31, 2025', '31 de mayo de 2025'."""
    words = plain(text.split(":")[0])
    months = {_months()[word] for word in words.split() if word in _months()}
    numbers = [int(number) for number in re.findall(r"[0-9]{1,4}", words)]
    years = [n for n in numbers if 1900 <= n < 3000]
    days = [n for n in numbers if 1 <= n <= 31]
    if len(months) != 1 or len(years) != 1 or not days:
        raise AnswerError(f"{text[:30]!r} is no date that is known here", _HOW)
    return _moment(text, years[0], months.pop(), days[0], "", zone)


@cache
def _months() -> Mapping[str, int]:
    numbers: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for form in ("format", "stand-alone"):
                for number, name in Locale(language).months[form][width].items():
                    numbers.setdefault(plain(name), number)
    return numbers


def _moment(text: str, year: int, month: int, day: int, rest: str, zone: tzinfo) -> ParsedDay:
    try:
        day_ = date(year, month, day)
    except ValueError:
        raise AnswerError(f"{text[:30]!r} is a day that no calendar has", _HOW) from None
    clock = _CLOCK.match(rest)
    if clock is None:
        return ParsedDay(day_)
    try:
        at = datetime.combine(day_, _time(clock), _zone(clock) or zone).astimezone(zone)
    except (ValueError, OverflowError):
        return ParsedDay(day_)
    return ParsedDay(at.date(), at)


def _time(clock: re.Match[str]) -> time:
    hour = int(clock["hour"])
    is_late = (clock["noon"] or "").lower().startswith("p") or clock["half"] in _AFTER_NOON
    if clock["noon"] or clock["half"]:
        hour = hour % 12 + (12 if is_late else 0)
    return time(hour, int(clock["minute"]), int(clock["second"] or 0))


def _zone(clock: re.Match[str]) -> tzinfo | None:
    if clock["utc"]:
        return UTC
    if clock["sign"]:
        shift = timedelta(hours=int(clock["off"]), minutes=int(clock["rest"] or 0))
        return timezone(-shift if clock["sign"] == "-" else shift)
    return None
