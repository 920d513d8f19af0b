"""The cases of this folder, and the feeds that come of them."""

import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from clearway.insight.agenda.occasions import Occasion, occasions
from clearway.publish.calendars import CalendarFeed, feeds
from clearway.publish.page import Site, address
from clearway.records.model import Process
from clearway.records.reading.load import read_process

HERE = Path(__file__).parent
CASES = HERE / "cases"
GOLDEN = HERE / "golden"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
AS_OF = date(2025, 6, 1)
SITE = Site("https://parks.example.org/")


def page_url(occasion: Occasion) -> str:
    return SITE.absolute(address(occasion.record))


@cache
def process_of(case: str) -> Process:
    """The records of a case, with the process that all cases share."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(CASES / case / "data", root / "data")
        shutil.copy(CASES / "process.yaml", root / "data")
        loaded = read_process(root)
    assert loaded.problems == ()
    assert loaded.process is not None
    return loaded.process


def feeds_of(process: Process) -> tuple[CalendarFeed, ...]:
    return feeds(process, occasions(process), SITE, page_url, AS_OF)


@cache
def feeds_of_case(name: str) -> tuple[CalendarFeed, ...]:
    return feeds_of(process_of(name))
