"""What khal shows of what vdirsyncer brought: addresses of feeds as arguments, JSON out.

Usage: python read_khal.py FOLDER ADDRESS...

Runs under the Python that has both installed. FOLDER must be empty. vdirsyncer gives every event
that it fetched by http an id of its own, so what comes out has none.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

VDIRSYNCER = """
[pair feed{number}]
a = "remote{number}"
b = "local{number}"
collections = null

[storage remote{number}]
type = "http"
url = "{address}"

[storage local{number}]
type = "filesystem"
path = "{folder}/feed{number}"
fileext = ".ics"
"""

KHAL = """
[sqlite]
path = {folder}/khal.db

[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M

[calendars]
"""

CALENDAR = """
[[feed{number}]]
path = {folder}/feed{number}
readonly = True
"""

SHOWN = "{calendar}|{uid}|{start-long}|{end-long}|{status}|{title}"


def program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def fetch(folder: Path, addresses: list[str]) -> None:
    config = folder / "vdirsyncer.conf"
    pairs = (
        VDIRSYNCER.format(number=number, address=address, folder=folder)
        for number, address in enumerate(addresses)
    )
    config.write_text(f'[general]\nstatus_path = "{folder}/status"\n{"".join(pairs)}')
    for number, _ in enumerate(addresses):
        (folder / f"feed{number}").mkdir()
    for command in ("discover", "sync"):
        subprocess.run(
            [program("vdirsyncer"), "-c", str(config), command],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


def show(folder: Path, addresses: list[str], zone: str) -> list[str]:
    """Every event of every calendar once, as khal prints it in its local zone."""
    config = folder / "khal.conf"
    calendars = (CALENDAR.format(number=n, folder=folder) for n, _ in enumerate(addresses))
    config.write_text(KHAL.format(folder=folder, zone=zone) + "".join(calendars))
    command = [program("khal"), "-c", str(config), "list", "--once", "--day-format", ""]
    listed = subprocess.run(
        [*command, "--format", SHOWN, "2010-01-01", "2040-01-01"],
        check=True,
        capture_output=True,
        text=True,
    )
    return [line for line in listed.stdout.splitlines() if line.strip()]


def items(folder: Path) -> Iterator[tuple[str, Any]]:
    """The event of each file that vdirsyncer wrote, by the id that it gave it."""
    for path in sorted(folder.glob("feed*/*.ics")):
        calendar: Any = Calendar.from_ical(path.read_bytes())
        for event in calendar.events:
            yield f"{path.parent.name}|{event['uid']}", event


def event(line: str, known: dict[str, Any], zone: ZoneInfo) -> tuple[str, dict[str, Any]]:
    calendar, uid, start, end, status, title = line.split("|", 5)
    item = known[f"{calendar}|{uid}"]
    whole_days = not isinstance(item["dtstart"].dt, datetime)
    return calendar, {
        "uid": None,
        "start": start if whole_days else in_utc(start, zone),
        # khal shows the last day, the others the day after it.
        "end": after(end) if whole_days else in_utc(end, zone),
        "zone": None if whole_days else str(item["dtstart"].params.get("TZID", "UTC")),
        "status": status.strip(),
        "sequence": int(item["sequence"]),
        "title": title,
    }


def in_utc(text: str, zone: ZoneInfo) -> str:
    local = datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=zone)
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def after(text: str) -> str:
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat()


def main(folder: Path, addresses: list[str]) -> None:
    zone = os.environ["TZ"]
    fetch(folder, addresses)
    known = dict(items(folder))
    found: dict[str, list[dict[str, Any]]] = {address: [] for address in addresses}
    for line in show(folder, addresses, zone):
        calendar, shown = event(line, known, ZoneInfo(zone))
        found[addresses[int(calendar.removeprefix("feed"))]].append(shown)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
