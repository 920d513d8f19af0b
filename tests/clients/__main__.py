"""Does every calendar program read in our feeds what the records say?

Usage: python -m tests.clients [ROOT]      (`make clients`)

Builds every feed of the records in ROOT, and the feed of all dates of each case of
tests/publish/calendars, lets each program read them under two local zones, and compares. Not a
part of `make test`, for it needs npm, a C compiler and libical. What it installs goes into
build/clients.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from clearway.history.revisions import EPOCH, NO_REVISIONS, Revisions, read_revisions
from clearway.insight.agenda.occasions import Occasion, OccasionKind, occasions
from clearway.publish.calendars import CalendarFeed, feeds
from clearway.publish.calendars.events import title
from clearway.publish.calendars.vanished import Vanished, vanished
from clearway.publish.page import Site, address
from clearway.records.model import Process
from clearway.records.reading.load import read_process
from tests.history.edits import BASE, CANCELLED, CLOSING, LIST, PROCESS
from tests.publish.calendars.folders import AS_OF, NAMES, process_of
from tests.publish.calendars.test_feeds import many
from tests.repositories import Repository
from tools.serving import serving

HERE = Path(__file__).parent
BUILD = Path("build/clients")
SITE = Site("https://clearway.example.org/")
# One with summer time and one without, west and east. The clocks of neither are put back in the
# nights of the cases: khal prints what its local clock shows, which would not tell the hour.
ZONES = ("America/Santiago", "Asia/Kathmandu")
FIELDS = ("start", "end", "zone", "status", "sequence", "title")

Found = dict[str, list[dict[str, Any]]]
"""Events by the path of their feed."""
Client = Callable[[Path, str], Found]
"""Reads all feeds below a folder, as a machine in that zone does."""


# --- what must be found --------------------------------------------------------------------


def expected(process: Process, occasion: Occasion, revisions: Revisions) -> dict[str, Any]:
    span, place = occasion.span, occasion.place
    assert place is not None
    start: str = place.start.day.isoformat()
    end: str = (place.end.day + timedelta(days=1)).isoformat()
    if span:
        first = span.utc.end if occasion.kind is OccasionKind.DEADLINE else span.utc.start
        last = span.utc.end if span.utc.end > first else span.utc.end + timedelta(minutes=1)
        start, end = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (first, last))
    status = "CONFIRMED" if occasion.certain else "TENTATIVE"
    known = revisions.events.get(occasion.key)
    announced = occasion.ledger.modified or process.profile.opened
    return {
        "uid": f"{occasion.key}@{process.profile.authority[0]}",
        "start": start,
        "end": end,
        "zone": None,  # as the feed writes it, see `zones_written`
        "status": "CANCELLED" if occasion.is_cancelled else status,
        "sequence": known.sequence - EPOCH if known else seconds_since_2020(announced),
        # A wide backslash stands for one, for two clients read an escaped one wrongly.
        "title": title(process, occasion).replace("\\", "＼"),
    }


def seconds_since_2020(day: date) -> int:
    return (day - date(2020, 1, 1)).days * 86_400


def expected_of_gone(process: Process, gone: Vanished, revisions: Revisions) -> dict[str, Any]:
    """Of a date that was a whole day and is no more."""
    assert gone.span is None
    said = "Removed" if gone.now is None else "Withdrawn"
    name = str(process.profile.short_title)
    titled = gone.title if name.casefold() in gone.title.casefold() else f"{name}: {gone.title}"
    return {
        "uid": f"{gone.key}@{process.profile.authority[0]}",
        "start": gone.when.first_day.isoformat(),
        "end": (gone.when.last_day + timedelta(days=1)).isoformat(),
        "zone": None,
        "status": "CANCELLED",
        "sequence": revisions.events[gone.key].sequence - EPOCH,
        "title": f"{said}: {titled}",
    }


def write_feeds(
    process: Process,
    folder: Path,
    revisions: Revisions = NO_REVISIONS,
    is_wanted: Callable[[CalendarFeed], bool] = lambda feed: True,
) -> Found:
    """Writes feeds of a process below a folder, and tells what is in them."""
    everything = occasions(process)
    page_url = partial(_page_url, SITE)
    made = [expected(process, o, revisions) for o in everything if o.place]
    made += [expected_of_gone(process, v, revisions) for v in vanished(revisions, everything)]
    wanted = {one["uid"]: one for one in made}
    found: Found = {}
    for feed in feeds(process, everything, SITE, page_url, AS_OF, revisions):
        if not is_wanted(feed):
            continue
        path = folder / feed.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(feed.content)
        zones = zones_written(feed.content)
        found[str(path)] = [wanted[uid] | {"zone": zone} for uid, zone in zones.items()]
    return found


def zones_written(content: bytes) -> dict[str, str | None]:
    """In which zone the times of each event are written; None for whole days."""
    found: dict[str, str | None] = {}
    uid = ""
    for line in content.decode().replace("\r\n ", "").split("\r\n"):
        if line.startswith("UID:"):
            uid = line.removeprefix("UID:")
        elif line.startswith("DTSTART") and uid:
            named = re.match(r"DTSTART;TZID=([^:]+):", line)
            found[uid] = named[1] if named else "UTC" if line.endswith("Z") else None
            uid = ""
    return found


def of_all_dates(feed: CalendarFeed) -> bool:
    return feed.topic == "all"


def scenario(folder: Path) -> tuple[Process, Revisions]:
    """A small tracker in which dates were moved, cancelled, removed and withdrawn."""
    made = Repository.new(folder)
    made.write("data/process.yaml", PROCESS)
    for day, text in enumerate(SCENARIO):
        made.write(LIST, text)
        made.commit(f"Step {day}", day=day)
    process = read_process(folder).process
    assert process is not None
    return process, read_revisions(folder, AS_OF)


LONE = BASE.removesuffix(CLOSING)
SCENARIO = (
    BASE
    + LONE.replace("opening", "moved")
    + LONE.replace("opening", "off")
    + LONE.replace("opening", "vague"),
    CLOSING
    + LONE.replace("opening", "moved").replace("12-01", "12-08")
    + CANCELLED.removesuffix(CLOSING).replace("opening", "off")
    + LONE.replace("opening", "vague").replace("2026-12-01", "2027-02"),
)


def _page_url(site: Site, occasion: Occasion) -> str:
    return site.absolute(address(occasion.record))


# --- the clients ---------------------------------------------------------------------------


def clients(tools: Path) -> dict[str, Client]:
    python = HERE / "read_icalendar.py"
    return {
        "ical.js (Thunderbird)": partial(_reader, ["node", tools / "read_icaljs.mjs"]),
        "node-ical": partial(_reader, ["node", tools / "read_nodeical.mjs"]),
        "libical": partial(_reader, [tools / "read_libical"]),
        "icalendar": partial(_reader, [sys.executable, python, "icalendar"]),
        "recurring-ical-events": partial(
            _reader, [sys.executable, python, "recurring-ical-events"]
        ),
        "vdirsyncer and khal": partial(_khal, tools / "venv/bin/python"),
    }


def _reader(command: list[str | Path], folder: Path, zone: str) -> Found:
    paths = sorted(str(path) for path in folder.rglob("*.ics"))
    return _run([*command, *paths], zone)


def _khal(python: Path, folder: Path, zone: str) -> Found:
    paths = sorted(folder.rglob("*.ics"))
    with serving(folder) as root, tempfile.TemporaryDirectory() as scratch:
        by_url = {f"{root}/{path.relative_to(folder)}": str(path) for path in paths}
        found = _run([python, HERE / "read_khal.py", scratch, *by_url], zone)
    return {by_url[url]: events for url, events in found.items()}


def _run(command: list[str | Path], zone: str) -> Found:
    around = os.environ | {"TZ": zone, "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, env=around, check=False)
    if done.returncode:
        sys.exit(f"{command[:2]} failed:\n{done.stderr.decode()[-4000:]}")
    found: Found = json.loads(done.stdout)
    return found


# --- what they need ------------------------------------------------------------------------


def install() -> Path:
    """A folder with everything in it, named after what is locked: nothing comes in twice."""
    parts = sorted(path for path in HERE.iterdir() if path.is_file() and path.suffix != ".py")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()[:12]
    tools = (BUILD / digest).absolute()
    if (tools / "whole").exists():
        return tools
    shutil.rmtree(tools, ignore_errors=True)
    tools.mkdir(parents=True)
    for path in parts:
        shutil.copy(path, tools)
    _install_node(tools)
    _install_libical(tools)
    _install_python(tools)
    (tools / "whole").touch()
    return tools


def _install_node(tools: Path) -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        sys.exit("Needed: Node.js 20 or later, with npm.")
    npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(npm, check=True, cwd=tools, stdout=subprocess.DEVNULL)


def _install_libical(tools: Path) -> None:
    known = shutil.which("pkg-config") and subprocess.run(["pkg-config", "libical"], check=False)
    if not known or known.returncode:
        sys.exit("Needed: libical and a C compiler. Debian: apt-get install gcc libical-dev")
    flags = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "libical"], check=True, capture_output=True, text=True
    ).stdout.split()
    command = ["cc", "-Wall", "-Werror", "-o", "read_libical", "read_libical.c", *flags]
    subprocess.run(command, check=True, cwd=tools)


def _install_python(tools: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tools / "venv"], check=True)
    pip: list[str | Path] = [
        tools / "venv/bin/python",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
    ]
    options = ["--quiet", "--require-hashes", "--only-binary", ":all:"]
    lock = tools / "requirements.lock"
    subprocess.run([*pip, *options, "--requirement", lock], check=True, cwd=tools)


# --- comparing -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """How many events a client should have found, and what it found otherwise."""

    client: str
    zone: str
    events: int
    differences: tuple[tuple[str, str], ...]
    """The field, and a sentence."""

    def row(self) -> str:
        counted = Counter(field for field, _ in self.differences)
        marks = (f"{counted[field]} differ" if counted[field] else "agree" for field in COLUMNS)
        return f"{self.client:<24}{self.zone:<20}{self.events:>6}  " + "".join(
            f"{mark:<11}" for mark in marks
        )


COLUMNS = ("events", *FIELDS)
HEAD = f"{'client':<24}{'local zone':<20}{'events':>6}  " + "".join(f"{c:<11}" for c in COLUMNS)


def compare(wanted: Found, found: Found) -> Iterator[tuple[str, str]]:
    """Every difference between what is in the feeds and what a client read."""
    for path, events in wanted.items():
        got = found.get(path, [])
        if len(got) != len(events):
            yield "events", f"{path}: {len(got)} events, not {len(events)}"
        for right, read in _pairs(events, got):
            for field in FIELDS:
                if right[field] != read[field]:
                    sentence = f"{field} is {read[field]!r}, not {right[field]!r}"
                    yield field, f"{path}: {right['uid']}: {sentence}"


def _pairs(
    events: Iterable[dict[str, Any]], got: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Events by their id; by their title and start where a client gives them another id."""
    by_uid = {read["uid"]: read for read in got}
    for right in events:
        read = by_uid.get(right["uid"])
        if read is None and None in by_uid:
            alike = [r for r in got if r["title"] == right["title"]]
            read = next((r for r in alike if r["start"] == right["start"]), (*alike, None)[0])
        yield right, read or dict.fromkeys(FIELDS)


def write_all(root: Path, folder: Path) -> Found:
    record = read_process(root).process
    assert record is not None
    revisions = read_revisions(root, datetime.now(UTC).date())
    wanted = write_feeds(record, folder / "record", revisions)
    for name in NAMES:
        wanted |= write_feeds(process_of(name), folder / name, is_wanted=of_all_dates)
    edited, since = scenario(folder / "repository")
    wanted |= write_feeds(edited, folder / "scenario", since)
    thousands = many(per_day=10, days=500)
    return wanted | write_feeds(thousands, folder / "many", is_wanted=of_all_dates)


def main(root: Path) -> int:
    tools = install()
    results = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        wanted = write_all(root, folder)
        sys.stdout.write(f"{len(wanted)} feeds\n{HEAD}\n")
        for client, read in clients(tools).items():
            for zone in ZONES:
                differences = tuple(compare(wanted, read(folder, zone)))
                events = sum(map(len, wanted.values()))
                results.append(Result(client, zone, events, differences))
                sys.stdout.write(f"{results[-1].row()}\n")
                sys.stdout.flush()
    for result in results:
        for _, sentence in result.differences[:20]:
            sys.stdout.write(f"{result.client}, {result.zone}: {sentence}\n")
    return 1 if any(result.differences for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
