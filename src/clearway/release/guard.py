"""No calendar is published that tells subscribers less than they have.

A program that has an event takes a new copy of it by its revision. So each event that was published
must be there again, with no lower SEQUENCE, and with a higher one where its dates or its status
differ. The history sees to that (see clearway.history.revisions), unless it was rewritten, or
the program or the zone database reads the same records otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from clearway.history.revisions import EPOCH
from clearway.records.editing.layout import record_path
from clearway.records.fields.dates import zones

FEED = "feeds/all.atom"
"""The feed that tells by which identity entries are named."""

MOST_NAMED = 5
"""Events that a message names; the others are counted."""


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """What a program compares of an event. `times` are its start, its end and its status."""

    uid: str
    sequence: int
    times: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.uid.rpartition("@")[0]

    @property
    def domain(self) -> str:
        return self.uid.rpartition("@")[2]


def published_events(files: Mapping[str, bytes]) -> dict[str, PublishedEvent]:
    r"""The events of all calendars below calendar/ of a site, by their UID.

    >>> lines = "BEGIN:VEVENT UID:a@x SEQUENCE:7 DTSTART;VALUE=DATE:20260501 END:VEVENT "
    >>> feed = lines.replace(" ", "\r\n").encode()
    >>> published_events({"calendar/all.ics": feed})
    {'a@x': PublishedEvent(uid='a@x', sequence=7, times=('20260501', '', ''))}
    """
    found: dict[str, PublishedEvent] = {}
    for path, content in files.items():
        if re.fullmatch(r"calendar/[^/]+\.ics", path):
            found |= {event.uid: event for event in _events(content)}
    return found


_LINE = re.compile(
    r"(?P<name>UID|SEQUENCE|STATUS|DTSTART|DTEND)(?:;TZID=(?P<zone>[^:;]+)|;VALUE=DATE)?:(?P<value>.*)"
)


def _events(content: bytes) -> Iterator[PublishedEvent]:
    """Of our own feeds, which never write the same otherwise."""
    lines = content.decode("utf-8", "replace").replace("\r\n ", "").split("\r\n")
    fields: dict[str, str] = {}
    for line in lines:
        if line == "BEGIN:VEVENT":
            fields = {}
        elif line == "END:VEVENT":
            sequence = fields.get("SEQUENCE", "")
            times = tuple(fields.get(name, "") for name in ("DTSTART", "DTEND", "STATUS"))
            number = int(sequence) if sequence.isdecimal() else 0
            yield PublishedEvent(fields.get("UID", ""), number, times)
        elif found := _LINE.fullmatch(line):
            fields[found["name"]] = _in_utc(found["value"], found["zone"])


def _in_utc(value: str, zone: str | None) -> str:
    """A time in a zone as UTC, as which it may be written elsewhere; all else as it is.

    >>> _in_utc("20260701T120000", "Europe/Zurich")
    '20260701T100000Z'
    """
    if zone is None or zone not in zones():
        return value
    try:
        local = datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return value
    return f"{local.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def refusals(
    before: Mapping[str, bytes], after: Mapping[str, bytes], opened: str
) -> tuple[str, ...]:
    """Why files may not take the place of others: a line each with what to do; none where they may.

    `opened` is the day that stands in the identity where the records have none of their own.
    """
    old, new = published_events(before), published_events(after)
    domains = {event.domain for event in new.values()}
    renamed = sorted({event.domain for event in old.values()} - domains)
    if renamed and domains:
        return (_identity(before, renamed[0], opened),)
    return tuple(_refusals(old, new, {path for path in after if path.startswith("calendar/")}))


def _identity(before: Mapping[str, bytes], domain: str, opened: str) -> str:
    tag = re.search(rb"<id>tag:([^<,]*),([0-9-]+):", before.get(FEED, b""))
    day = tag[2].decode() if tag else opened
    return (
        f"every event that was published ends in @{domain}, and none would now; programs would "
        f"keep all old ones. Add this line to {record_path('process')}: identity: {domain},{day}"
    )


def _refusals(
    old: Mapping[str, PublishedEvent], new: Mapping[str, PublishedEvent], paths: Iterable[str]
) -> Iterator[str]:
    # A record that took back an earlier name has the feed of its later one, too.
    own = {path.removeprefix("calendar/").removesuffix(".ics") for path in paths}
    lost = [event for uid, event in old.items() if uid not in new and event.name not in own]
    if lost:
        yield (
            f"{_named(lost)} would be gone from calendars without a word. Put the record back and "
            "say that it is cancelled, or list its id under was: in the record that took its place"
        )
    both = [(event, new[uid]) for uid, event in old.items() if uid in new]
    fallen = [now for was, now in both if now.sequence < was.sequence]
    same = [n for w, n in both if n.sequence == w.sequence and n.times != w.times]
    if fallen or same:
        behind = [was.sequence for was, now in both if now in fallen or now in same]
        parts = [f"the revision of {_named(fallen)} would fall"] if fallen else []
        parts += [f"{_named(same)} would differ with the revision that it has"] if same else []
        yield (
            f"{'; '.join(parts)}; programs would keep the old dates. Add this line to "
            f"{record_path('process')} and commit it: revised: {_day_after(max(behind))}"
        )


def _named(events: Iterable[PublishedEvent]) -> str:
    names = sorted(event.name for event in events)
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _day_after(sequence: int) -> date:
    """The first day whose beginning is later than a SEQUENCE.

    >>> str(_day_after(0)), str(_day_after(86_400))
    ('2020-01-02', '2020-01-03')
    """
    return datetime.fromtimestamp(EPOCH + sequence, UTC).date() + timedelta(days=1)
