"""Content lines of iCalendar: value types, escaping, folding (RFC 5545 sections 3.1 to 3.3).

Every function takes what is meant and returns one folded line, CRLF at its end. Whatever text
comes in, nothing can break out of its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from clearway.problems import HIDDEN

CRLF = "\r\n"
LIMIT = 75
"""Octets in a line, its CRLF not counted (RFC 5545 3.1)."""


# --- lines by the type of their value ------------------------------------------------------


def text(name: str, value: str, **parameters: str) -> str:
    """A line of TEXT (3.3.11); line breaks in `value` stay, as do all signs that are seen."""
    return content_line(name, escaped(value), parameters)


def texts(name: str, values: Iterable[str]) -> str:
    """A line of several TEXTs, in the order of the alphabet."""
    return content_line(name, ",".join(sorted({escaped(value) for value in values})))


def uri(name: str, value: str, **parameters: str) -> str:
    """A line of a URI (3.3.13), in ASCII: it is not escaped, only percent-encoded where needed."""
    return content_line(name, quote(value, safe="%:/?#[]@!$&'()*+,;=~-._"), parameters)


def integer(name: str, value: int) -> str:
    return content_line(name, str(value))


def position(name: str, latitude: float, longitude: float) -> str:
    """A line of two decimal degrees, as of GEO (3.8.1.6)."""
    return content_line(name, f"{latitude:.6f};{longitude:.6f}")


def duration(name: str, value: timedelta, **parameters: str) -> str:
    """A line of a DURATION of whole hours (3.3.6)."""
    return content_line(name, f"PT{value // timedelta(hours=1)}H", parameters)


def day(name: str, value: date) -> str:
    """A line of a DATE (3.3.4)."""
    return content_line(name, f"{value:%Y%m%d}", {"VALUE": "DATE"})


def instant(name: str, value: datetime) -> str:
    """A line of a DATE-TIME (3.3.5): in UTC, or local with its IANA zone as TZID."""
    zone = zone_of(value)
    if zone is None:
        return content_line(name, f"{value.astimezone(UTC):%Y%m%dT%H%M%S}Z")
    return content_line(name, f"{value:%Y%m%dT%H%M%S}", {"TZID": zone})


def zone_of(value: datetime) -> str | None:
    """The IANA zone by which a time is written; None where it is written in UTC."""
    key = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None
    return None if key == "UTC" else key


def component(name: str, lines: Iterable[str]) -> str:
    """Lines, and components after them, between BEGIN and END."""
    return f"BEGIN:{name}{CRLF}{''.join(lines)}END:{name}{CRLF}"


# --- how a line is written -----------------------------------------------------------------


def content_line(name: str, value: str, parameters: dict[str, str] | None = None) -> str:
    """`value` must already be as its type is written."""
    for key, parameter in (parameters or {}).items():
        name += f";{key}={_parameter(parameter)}"
    return folded(f"{name}:{value}")


# Printable ASCII without , ; \ and with single spaces between: most values, and quick to tell.
_PLAIN = re.compile(r"[!-+\--:<-\[\]-~]+(?: [!-+\--:<-\[\]-~]+)*")
_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_ESCAPED = str.maketrans({"\n": "\\n", ";": "\\;", ",": "\\,"})


def escaped(value: str) -> str:
    r"""TEXT as it is written.

    Line breaks of every kind become \n. Spaces in a row become one, and none stands at the end of
    a line. What is never seen (controls, directions of writing that a reader cannot see) goes.
    A backslash becomes its wide form '＼': two clients read an escaped one wrongly.
    """
    if _PLAIN.fullmatch(value):
        return value
    plain = _BREAK.sub("\n", value).replace("\\", "＼").replace("\t", " ")
    plain = _SPACES.sub(" ", HIDDEN.sub("", plain))
    return _AROUND_BREAK.sub("\n", plain).strip().translate(_ESCAPED)


def _parameter(value: str) -> str:
    """A parameter's value (3.2): in quotes where it has signs that would end it."""
    plain = HIDDEN.sub("", " ".join(value.split())).replace('"', "'").replace("\\", "＼")
    return f'"{plain}"' if re.search("[:;,]", plain) else plain


def folded(line: str) -> str:
    """A line in parts of at most 75 octets, the later ones after a space, each with its CRLF.

    No part ends inside a character, after a space (mail and editors trim those) or after a
    backslash (which belongs to the sign that follows), given that spaces stand alone.
    """
    octets = line.encode()
    if len(octets) <= LIMIT:
        return line + CRLF
    parts, start, room = [], 0, LIMIT
    while len(octets) - start > room:
        end = _place_to_fold(octets, start + room)
        parts.append(octets[start:end])
        start, room = end, LIMIT - 1
    parts.append(octets[start:])
    return b"\r\n ".join(parts).decode() + CRLF


def _place_to_fold(octets: bytes, latest: int) -> int:
    """The last good place up to `latest`, a few characters before it at most.

    Best is a place inside a word; before a space is next, then between any two characters.
    """
    ends = [end for end in range(latest, latest - 16, -1) if octets[end] & 0xC0 != 0x80]
    closed = [end for end in ends if octets[end - 1] not in b" \\"]
    inside = (end for end in closed if octets[end] != 0x20)
    return next(inside, next(iter(closed), ends[0]))
