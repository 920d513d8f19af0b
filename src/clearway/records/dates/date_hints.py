"""Dates in other spellings, and how to write them here."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAY_FIRST = re.compile(
    r"(?:[A-Za-z]+,\s+)?(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<month>[A-Za-z]{3,9})\.?"
    r"(?:,?\s+(?P<year>[0-9]{4}))?"
)
_MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]+,\s+)?(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
    r"(?:,?\s+(?P<year>[0-9]{4}))?"
)
_MONTH_ONLY = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>[0-9]{4})")
_DOTS = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
_SLASHES = re.compile(r"(?P<one>[0-9]{1,2})/(?P<other>[0-9]{1,2})/(?P<year>[0-9]{4})")
_LOOSE = re.compile(r"(?P<year>[0-9]{4})[-./](?P<month>[0-9]{1,2})[-./](?P<day>[0-9]{1,2})")
_WITH_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?::[0-9]{2})?\s*(?P<zone>Z|[+-][0-9:]+|[A-Za-z/_]+)?"
)
_WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME_ONLY = re.compile(r"[0-9]{1,2}[:.][0-9]{2}.*")


_DASHES = "‐‑‒–—―−"
_QUOTES = "“”„‟‘’‚‛«»\"'"
_SPACES = "\u00a0\u2007\u2009\u202f"
_UNSEEN = "\u00ad\u200b\u2060"
_TYPED = str.maketrans(dict.fromkeys(_DASHES, "-") | dict.fromkeys(_QUOTES + _SPACES + _UNSEEN, ""))


def as_typed(text: str) -> str:
    """A date with the hyphens that a keyboard has, and without quotation marks in it.

    >>> as_typed("“2025–07–25”")
    '2025-07-25'
    """
    return text.translate(_TYPED)


def odd_signs(text: str) -> str:
    """What a word processor put into a date, in words: 'a dash in place of the hyphen'."""
    found = []
    if any(sign in text for sign in _DASHES):
        found.append("a dash in place of the hyphen")
    if any(sign in text for sign in _QUOTES):
        found.append("quotation marks in it")
    if any(sign in text for sign in _SPACES):
        found.append("a non-breaking space in it")
    if any(sign in text for sign in _UNSEEN):
        found.append("a sign in it that cannot be seen")
    return " and ".join(found)


def suggestion(text: str) -> str | None:
    """What to write for a date in another spelling, as a remedy; None where that is not plain.

    A day that no calendar has is not proposed.

    >>> suggestion("3 May 2025"), suggestion("30.02.2025")
    ('Write 2025-05-03', 'Write the day that is meant; no calendar has 2025-02-30')
    """
    text = text.strip()
    for pattern, remedy in _REMEDIES:
        match = pattern.fullmatch(text)
        if match:
            return _possible(remedy(match))
    return None


def _possible(remedy: str | None) -> str | None:
    for written in _WRITTEN_DAY.findall(remedy or ""):
        try:
            date.fromisoformat(written)
        except ValueError:
            return f"Write the day that is meant; no calendar has {written}"
    return remedy


def _named(match: re.Match[str]) -> str | None:
    month = match["month"].casefold()
    numbers = [n for n, name in enumerate(_MONTHS, start=1) if name.startswith(month)]
    if not numbers:
        return None
    parts = match.groupdict()
    if "day" not in parts:
        return f"Write {parts['year']}-{numbers[0]:02d}"
    month_day = f"{numbers[0]:02d}-{int(parts['day']):02d}"
    if parts["year"]:
        return f"Write {parts['year']}-{month_day}"
    return f"Write it with its year: YYYY-{month_day}"


def _numbered(match: re.Match[str]) -> str:
    return f"Write {match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"


def _ambiguous(match: re.Match[str]) -> str:
    """25/7/2025 can only be July; 7/6/2025 may be June or July."""
    one, other, year = int(match["one"]), int(match["other"]), match["year"]
    if one > 12 or one == other:
        return f"Write {year}-{other:02d}-{one:02d}"
    if other > 12:
        return f"Write {year}-{one:02d}-{other:02d}"
    return f"Write {year}-{other:02d}-{one:02d} or {year}-{one:02d}-{other:02d}, as is meant"


def _timed(match: re.Match[str]) -> str:
    better = f"{match['day']}T{int(match['hour']):02d}:{match['minute']}"
    if match["zone"] == "Z":
        return f"Write {better}, and UTC in a line zone:"
    if match["zone"]:
        return f"Write {better}, and the zone in a line zone: such as America/New_York"
    return f"Write {better}"


def _dayless(match: re.Match[str]) -> str:
    return "Write the day before the time, such as 2025-07-09T16:45"


_REMEDIES = (
    (_DAY_FIRST, _named),
    (_MONTH_FIRST, _named),
    (_MONTH_ONLY, _named),
    (_DOTS, _numbered),
    (_SLASHES, _ambiguous),
    (_LOOSE, _numbered),
    (_WITH_TIME, _timed),
    (_TIME_ONLY, _dayless),
)
