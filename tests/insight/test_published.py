"""What the check says of dates, records and names that were published and would be taken back.

Covers: clearway.history.published.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from clearway.history.published import read_published_events
from clearway.insight.published import published_problems
from clearway.problems import as_text
from clearway.records.rules import check
from tests.history.edits import (
    ADDED_TO_LEDGER,
    BASE,
    CANCELLED,
    CLOSING,
    EDITS,
    LIST,
    MOVED,
    PROCESS,
    RENAMED,
    put,
)
from tests.repositories import Repository

TODAY = date(2026, 11, 22)


def tracker(folder: Path) -> Repository:
    made = Repository.new(folder)
    made.write("data/process.yaml", PROCESS)
    made.write(LIST, BASE)
    made.commit("First", day=120)
    return made


def warnings(made: Repository) -> str:
    process, published = check(made.folder, TODAY).process, read_published_events(made.folder)
    assert process is not None
    assert published is not None
    return as_text(published_problems(published, process))


def test_an_overwritten_date_is_told_before_it_is_committed(tmp_path: Path) -> None:
    made = tracker(tmp_path)
    assert warnings(made) == ""
    made.write(LIST, MOVED)
    assert warnings(made) == (
        "data/milestones.yaml:4:9: warning[overwritten-date] a date that was announced must stay "
        "in dates when another one follows; 2026-12-01, committed on 2024-04-30, is not there any "
        "more. Write it as an entry of dates, the new one below it; leave it out only if no source "
        "ever announced it.\n"
    )
    made.commit("Overwritten", day=121)
    assert warnings(made) == ""


def test_a_removed_record_is_told(tmp_path: Path) -> None:
    made = tracker(tmp_path)
    made.write(LIST, CLOSING)
    assert warnings(made) == (
        "data/milestones.yaml:1:1: warning[removed-record] a record with a date must stay, so that "
        "subscribers are told what became of it; milestone opening, committed on 2024-04-30, is "
        "not there any more. If it has another id, write was: opening in it; if it will not take "
        "place, put it back and say that it is cancelled.\n"
    )


@pytest.mark.parametrize(
    "text", [ADDED_TO_LEDGER, CANCELLED, RENAMED, put("title: Opening", "title: The opening")]
)
def test_what_keeps_the_date_is_no_warning(text: str, tmp_path: Path) -> None:
    made = tracker(tmp_path)
    made.write(LIST, text)
    assert warnings(made) == ""


def test_another_identity_is_told(tmp_path: Path) -> None:
    made = tracker(tmp_path)
    without = PROCESS.replace("identity: library.example,2025-01-08\n", "")
    made.write("data/process.yaml", without)
    assert warnings(made) == ""
    made.write("data/process.yaml", without.replace("domain: library", "domain: books"))
    assert warnings(made) == (
        "data/process.yaml:5:9: warning[changed-identity] what calendars and feed readers know all "
        "events and entries by must not change; it was library.example,2025-01-08, and is "
        "books.example,2025-01-08. Write the line identity: library.example,2025-01-08.\n"
    )
    made.write("data/process.yaml", PROCESS.replace("identity: library", "identity: books"))
    assert "data/process.yaml:7:11: warning[changed-identity]" in warnings(made)


def test_what_was_published_goes_before_what_was_committed(tmp_path: Path) -> None:
    made = tracker(tmp_path)
    commit = made.git("rev-parse", "HEAD")
    made.git("switch", "--quiet", "--orphan", "gh-pages")
    made.write("manifest.json", json.dumps({"commit": commit}))
    made.commit("Published", day=121)
    made.git("switch", "--quiet", "main")
    made.write(LIST, MOVED)
    made.commit("Overwritten", day=122)
    assert "2026-12-01, published on 2024-04-30, is not there any more" in warnings(made)


def test_without_a_repository_nothing_is_compared(tmp_path: Path) -> None:
    assert read_published_events(tmp_path) is None


def test_every_edit_can_be_compared(tmp_path: Path) -> None:
    """Whatever was written before: the comparison ends with values, never with an error."""
    made = tracker(tmp_path)
    for day, edit in enumerate(EDITS, start=1):
        made.write(LIST, edit.texts[0])
        made.commit(edit.name, day=day)
        made.write(LIST, edit.texts[-1])
        if check(made.folder, TODAY).process is not None:
            warnings(made)
