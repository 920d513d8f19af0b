"""Feeds of a record with a history: when each piece came, what was corrected or taken out.

Covers: clearway.insight.changes.chronicle.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest

from clearway.history.revisions import read_revisions
from clearway.publish.page import Site
from clearway.publish.syndication import feeds, files
from clearway.publish.syndication.documents import PER_ARCHIVE
from clearway.records.rules import check
from tests.history.edits import (
    ADDED_TO_LEDGER,
    AT_TEN,
    BASE,
    CANCELLED,
    CLOSING,
    LIST,
    MOVED,
    PROCESS,
    RENAMED,
    WHEN,
    put,
)
from tests.repositories import Repository

SITE = Site("https://library.example/dates/")
TODAY = date(2026, 11, 22)


def tracker(folder: Path, *texts: str) -> Repository:
    made = Repository.new(folder)
    made.write("data/process.yaml", PROCESS)
    for day, text in enumerate(texts):
        made.write(LIST, text)
        made.commit(f"Step {day}", day=day)
    return made


def written(made: Repository) -> Mapping[str, bytes]:
    process = check(made.folder, TODAY).process
    assert process is not None
    revisions = read_revisions(made.folder, TODAY)
    return files(process, SITE, feeds(process, SITE, TODAY, revisions))


def told(made: Repository, path: str = "feeds/dates.atom") -> list[tuple[str, str]]:
    """Day of `updated` and title of every entry about the opening, the latest first."""
    found: Any = feedparser.parse(written(made)[path])
    assert not found.bozo
    return [(e.updated[:10], e.title) for e in found.entries if "Opening" in e.title]


ANNOUNCED = "The meeting “Opening”: 1 December 2026"


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (MOVED, "The date of “Opening” was corrected here from 1 December 2026 to 8 December 2026"),
        (
            put(WHEN, f"{WHEN}/2026-12-02"),
            "The date of “Opening” was corrected here from 1 December 2026 to 1–2 December 2026",
        ),
        (
            AT_TEN,
            "The date of “Opening” was corrected here from 1 December 2026 to 1 December 2026, "
            "10:00–11:00 Zurich (CET)",
        ),
        (
            put(WHEN, f"{WHEN}\n  venue:\n    city: Bern"),
            "The place of “Opening” is now known: Bern",
        ),
        (
            put(WHEN, f"{WHEN}\n  stream: https://x.example/"),
            "The address of the stream of “Opening” is now known: https://x.example/",
        ),
    ],
)
def test_a_correction_is_told_when_it_came(after: str, title: str, tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE, after)
    first, second = told(made)
    assert first == ("2024-01-02", title)
    assert second[0] == "2024-01-01"
    assert first in told(made, "feeds/all.atom")


def test_a_zone_that_was_wrong(tmp_path: Path) -> None:
    made = tracker(tmp_path, AT_TEN, put("Europe/Zurich", "Europe/London", AT_TEN))
    assert told(made)[0] == (
        "2024-01-02",
        "The date of “Opening” was corrected here from 1 December 2026, 10:00–11:00 Zurich (CET) "
        "to 1 December 2026, 10:00–11:00 London (GMT)",
    )


def test_what_is_announced_is_no_correction(tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE, ADDED_TO_LEDGER)
    (day, title), second = told(made)
    assert (day, title.partition(";")[0]) == (
        "2024-01-02",
        "The meeting “Opening” moved from 1 to 8 December 2026, seven days later",
    )
    assert second == ("2024-01-01", ANNOUNCED)


def test_a_lost_cancellation_is_told(tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE, CANCELLED, BASE)
    titles = told(made)
    assert titles[0] == (
        "2024-01-03",
        "The meeting “Opening” is no longer cancelled: 1 December 2026",
    )
    assert titles[1][0] == "2024-01-03"
    assert titles[1][1].startswith("The meeting “Opening” was cancelled")
    assert titles[1][1].endswith("(taken out of the record)")


def test_what_is_taken_out_stays_and_says_so(tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE, CLOSING)
    assert told(made) == [("2024-01-02", f"{ANNOUNCED} (taken out of the record)")]
    found: Any = feedparser.parse(written(made)["feeds/dates.atom"])
    (entry,) = (e for e in found.entries if "Opening" in e.title)
    assert entry.link == f"{SITE.url}changes/"
    assert "This was taken out of the record on 2 January 2024." in entry.content[0].value


def test_a_rename_or_a_typo_is_no_news(tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE, RENAMED, put("title: Opening", "title: The Opening", RENAMED))
    assert told(made) == [("2024-01-01", "The meeting “The Opening”: 1 December 2026")]


def test_when_it_was_announced_is_told_apart(tmp_path: Path) -> None:
    made = tracker(tmp_path, put(WHEN, f"{WHEN}\n  announced: 2023-11-05"))
    found: Any = feedparser.parse(written(made)["feeds/all.atom"])
    (entry,) = found.entries
    assert (entry.published, entry.updated) == ("2023-11-05T00:00:00Z", "2024-01-01T12:00:00Z")


def test_a_full_archive_stays_whatever_comes(tmp_path: Path) -> None:
    """Also where what comes was announced long before, and where an old date is corrected."""

    def many(number: int) -> str:
        return "".join(
            f"- id: e{n}\n  title: Event {n}\n  kind: meeting\n  when: 2026-0{n % 9 + 1}-01\n"
            f"  announced: 202{n % 4}-01-01\n  source: https://library.example/e\n\n"
            for n in range(number)
        )

    made = tracker(tmp_path, many(2 * PER_ARCHIVE + 5))
    first = written(made)
    assert "feeds/dates-1.atom" in first
    made.write(LIST, many(2 * PER_ARCHIVE + 30).replace("when: 2026-01-01", "when: 2026-01-02"))
    made.commit("More, and corrections", day=9)
    second = written(made)
    assert ids(second["feeds/dates-1.atom"]) == ids(first["feeds/dates-1.atom"])
    assert len(ids(second["feeds/dates.atom"])) > len(ids(first["feeds/dates.atom"]))


def ids(raw: bytes) -> list[str]:
    found: Any = feedparser.parse(raw)
    return [entry.id for entry in found.entries]
