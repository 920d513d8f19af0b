"""What icalendar and recurring-ical-events read: a reader and files as arguments, JSON out.

Usage: python read_icalendar.py icalendar|recurring-ical-events FILE...
"""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import recurring_ical_events
from icalendar import Calendar


def moment(value: date) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


def read(reader: str, path: str) -> list[dict[str, Any]]:
    # Only what the file itself says of a zone: nothing may be known from elsewhere.
    content = Path(path).read_bytes()
    calendar: Any = Calendar.from_ical(content)
    events: Iterable[Any] = calendar.events
    if reader == "recurring-ical-events":
        events = recurring_ical_events.of(calendar).between((1990, 1, 1), (2090, 1, 1))
    return [event(found) for found in events]


def event(found: Any) -> dict[str, Any]:
    return {
        "uid": str(found["uid"]),
        "start": moment(found["dtstart"].dt),
        "end": moment(found["dtend"].dt),
        "zone": zone(found["dtstart"]),
        "status": str(found["status"]),
        "sequence": int(found["sequence"]),
        "title": str(found["summary"]),
    }


def zone(start: Any) -> str | None:
    if not isinstance(start.dt, datetime):
        return None
    return str(start.params.get("TZID", "UTC"))


def main(reader: str, paths: list[str]) -> None:
    json.dump({path: read(reader, path) for path in paths}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
