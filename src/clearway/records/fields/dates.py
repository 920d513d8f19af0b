"""Dates and zones."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from clearway.errors import DateError
from clearway.problems import nearest, shown
from clearway.records.dates.when import UNKNOWN, When, place_in, read_day, read_when
from clearway.records.fields.base import SCALARS, Disagreements, mistake, plain


def _when(value: object) -> When:
    must = "must be a date such as 2025-07-25 or 2025-08"
    if not isinstance(value, str):
        raise mistake("when", must, shown(value), "Write one date")
    try:
        return read_when(value)
    except DateError as error:
        raise mistake("when", must, error.message, error.remedy) from None


_BOUND = r"(\.\.|\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?[?~%]?)"
# A year alone is a number to an editor's YAML reader.
_WHEN_SCHEMA: dict[str, Any] = {
    "type": ["string", "integer"],
    "pattern": rf"^{_BOUND}(/({_BOUND}|\d\d:\d\d))?$",
    "examples": ["2025-07-25", "2025-08", "2025-12-16/2025-12-17", "2025-07-09T16:45/17:45"],
}

DateOrSpan = Annotated[
    When,
    BeforeValidator(_when),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(_WHEN_SCHEMA),
]
"""A When (see clearway.records.dates.when)."""


def _when_or_unknown(value: object) -> When:
    if value == UNKNOWN.text:
        return UNKNOWN
    if isinstance(value, str) and value.strip().strip(".").casefold() in _NOT_KNOWN:
        must = "must be a date such as 2025-07-25 or 2025-08, or unknown"
        raise mistake("when", must, shown(value), f"Write {UNKNOWN.text}")
    return _when(value)


_NOT_KNOWN = frozenset(
    (
        *("tba", "tbc", "tbd", "unknown", "pending", "?", "not known", "not yet known"),
        *("to be announced", "to be confirmed", "to be decided", "to be determined"),
        *("date not yet known", "not yet announced"),
    )
)
"""What people write for a date that is not known yet."""

_WHEN_OR_UNKNOWN_SCHEMA = {
    **_WHEN_SCHEMA,
    "pattern": rf"^(unknown|{_BOUND}(/({_BOUND}|\d\d:\d\d))?)$",
    "examples": [*_WHEN_SCHEMA["examples"], UNKNOWN.text],
}

DateOrUnknown = Annotated[
    When,
    BeforeValidator(_when_or_unknown),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(_WHEN_OR_UNKNOWN_SCHEMA),
]
"""A When, or `unknown` for one that is known to come on a day that is not."""


def _calendar_date(value: object) -> When:
    when = _when(value)
    if when.has_time:
        must = "must be a date without a time of day"
        raise mistake("when", must, shown(value), f"Write {when.first_day}")
    return when


CalendarDate = Annotated[
    When,
    BeforeValidator(_calendar_date),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(_WHEN_SCHEMA),
]
"""A When without a time of day."""


def _day(value: object) -> date:
    must = "must be a day such as 2025-07-25"
    if not isinstance(value, str):
        raise mistake("when", must, shown(value), "Write one day")
    try:
        return read_day(value)
    except DateError as error:
        raise mistake("when", must, error.message, error.remedy) from None


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", "format": "date"}),
]


_DOMAIN = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"


def _domain(value: object) -> str:
    must = "must be a domain name, such as review.example.org"
    text = plain(value, must).strip()
    if len(text) > 253 or not re.fullmatch(_DOMAIN, text, re.ASCII):
        remedy = "Write the name alone, without https:// and without a path"
        raise mistake("domain", must, shown(value), remedy)
    return text


Domain = Annotated[
    str, BeforeValidator(_domain), WithJsonSchema({"type": SCALARS, "pattern": f"^{_DOMAIN}$"})
]
"""A domain name (RFC 1123, section 2.1), by which what is published is named."""


_IDENTITY = r"[A-Za-z0-9.-]+,\d{4}-\d{2}-\d{2}"


def _identity(value: object) -> str:
    must = "must be a domain and a day, such as review.example.org,2026-11-22"
    text = plain(value, must)
    if not re.fullmatch(_IDENTITY, text, re.ASCII):
        remedy = "Write the domain, a comma and the day, as they were when it was first published"
        raise mistake("identity", must, shown(text), remedy)
    _day(text.rpartition(",")[2])
    return text


Identity = Annotated[
    str,
    BeforeValidator(_identity),
    WithJsonSchema({"type": "string", "pattern": f"^{_IDENTITY}$"}),
]
"""A domain and a day, by which names are given for good (RFC 4151, section 2.1)."""


@cache
def zones() -> frozenset[str]:
    """The names that a zone may have: places of the pinned time zone database, and UTC."""
    # Names such as EST and CET are in the database for old systems; readers take them for what
    # clocks show in summer too, which they are not.
    return frozenset(z for z in zoneinfo.available_timezones() if "/" in z) | {"UTC"}


_ABBREVIATION = re.compile(r"[A-Z]{2,5}")
_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*[+\-−–]\s*[0-9]{1,2}(?::?[0-9]{2})?", re.IGNORECASE)
_UTC = re.compile(r"(?:Z|UTC|Zulu|(?:UTC|GMT|Z)?\s*[+\-−–±]\s*0{1,2}(?::?00)?)", re.IGNORECASE)
"""Coordinated Universal Time in other words. (GMT alone is also said of London's summer.)"""
_ANYWHERE = re.compile(r"AoE|anywhere on earth", re.IGNORECASE)


def _zone(value: object) -> str:
    must = "must be a place of the IANA time zone database, such as Europe/Zurich, or UTC"
    text = plain(value, must)
    if text in zones():
        return text
    if _UTC.fullmatch(text.strip()):
        raise mistake("zone", must, shown(text), "Write UTC")
    if _ABBREVIATION.fullmatch(text):
        found = f"it is the abbreviation '{text}', which does not say what clocks show in summer"
        remedy = (
            "Write the place where it is held, such as Europe/Zurich, and keep what the source "
            f"printed, '{text}', in a line printed:"
        )
        raise mistake("zone", must, found, remedy)
    if _OFFSET.fullmatch(text):
        remedy = (
            "Write the place where it is held, such as Europe/Zurich, for an offset changes with "
            f"the seasons; keep what the source printed, '{text}', in a line printed:"
        )
        raise mistake("zone", must, f"it is the offset '{text}'", remedy)
    if _ANYWHERE.fullmatch(text):
        remedy = "Write Etc/GMT+12, which is the name for Anywhere on Earth"
        raise mistake("zone", must, shown(text), remedy)
    otherwise = "Write the continent and a large city of that zone, such as Africa/Nairobi"
    city = text.strip().replace(" ", "_").casefold()
    named = [
        zone
        for zone in sorted(zones())
        if city in (zone.casefold(), zone.rpartition("/")[2].casefold())
    ]
    # Another city may have other clocks: only a slip of a letter is one.
    slip = nearest(text, zones(), otherwise, least=0.9)
    raise mistake("zone", must, shown(text), f"Did you mean {named[0]}?" if named else slip)


Zone = Annotated[
    str,
    BeforeValidator(_zone),
    WithJsonSchema({"type": "string", "pattern": "^(UTC|[A-Za-z_]+/[A-Za-z0-9_+/-]+)$"}),
]


def misplaced(given: Mapping[str, object]) -> Disagreements:
    """A time of day in the field `when` needs a `zone` beside it, in which it exists once."""
    written, zone = given.get("when"), given.get("zone")
    try:
        when = read_when(written) if isinstance(written, str) else None
    except DateError:
        return
    if when is None or not when.has_time:
        return
    if zone is None:
        must = "with a time of day must have its zone beside it"
        remedy = "Add a line such as zone: America/New_York"
        yield ("when",), mistake("zone", must, f"{when} has none", remedy)
    elif isinstance(zone, str) and zone in zones():
        try:
            place_in(when, zone)
        except DateError as error:
            must = "must be a time that the clocks there show, and show once"
            yield ("when",), mistake("zone", must, error.message, error.remedy)
