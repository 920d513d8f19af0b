"""Each edit in a real repository: what subscribers had before, and what they have after it.

`recurring-ical-events` stands for a program that keeps old and new copies of an event and takes
the one of the higher revision.

Covers: clearway.publish.calendars.vanished.
"""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import recurring_ical_events
from icalendar import Calendar

from clearway.history.revisions import read_revisions
from clearway.insight.agenda.occasions import Occasion, occasions
from clearway.problems import has_errors
from clearway.publish.calendars import feeds
from clearway.publish.page import Site, address
from clearway.records.rules import check
from tests.history.edits import (
    BASE,
    EDITS,
    LIST,
    MOVED,
    POSTPONED,
    PROCESS,
    REINSTATED,
    RISES,
    TODAY,
    Edit,
    put,
)
from tests.repositories import Repository

SITE = Site("https://library.example/dates/")
AS_OF = date(2026, 11, 20)
OPENING = "opening@library.example"

Feeds = dict[str, bytes]
"""What each file holds, by its path."""


def page_url(occasion: Occasion) -> str:
    return SITE.absolute(address(occasion.record))


def published(made: Repository, as_of: date = AS_OF) -> Feeds | None:
    """The feeds of a tracker as it is now; None where it has errors, so that nothing is made."""
    checked = check(made.folder, date(2026, 11, 22))
    if checked.process is None or has_errors(checked.problems):
        return None
    revisions = read_revisions(made.folder, TODAY)
    assert revisions.notice == ""
    process = checked.process
    found = feeds(process, occasions(process), SITE, page_url, as_of, revisions)
    return {feed.path: feed.content for feed in found}


def read(content: bytes) -> dict[str, Any]:
    """The events of a feed by their UID; what a strict reader refuses fails here."""
    calendar = Calendar.from_ical(content)
    found = {str(event["uid"]): event for event in calendar.events}
    assert len(found) == len(calendar.events)
    assert all(part.errors == [] for part in (calendar, *calendar.events))
    return found


def seen(*contents: bytes) -> list[tuple[str, str, str]]:
    """What a program shows that keeps the events of all these, oldest first.

    Its titles are not compared: of two copies with one SEQUENCE it takes the first, though the
    stamps tell the later one.
    """
    merged = Calendar()
    for content in contents:
        for event in Calendar.from_ical(content).events:
            merged.add_component(event)
    between = recurring_ical_events.of(merged).between(date(2026, 10, 1), date(2027, 2, 1))
    return sorted(
        (str(e["uid"]), str(e["dtstart"].dt), str(e["status"]))
        for e in between
        if e["uid"] != "opened@library.example"
    )


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_subscribers_get_what_is_so_now(edit: Edit, tmp_path: Path) -> None:
    made = Repository.new(tmp_path)
    made.write("data/process.yaml", PROCESS)
    versions: list[Feeds] = []
    for day, text in enumerate(edit.texts):
        made.write(LIST, text)
        made.commit(f"Step {day}", day=day)
        feeds_now = published(made)
        versions += [feeds_now] if feeds_now is not None else []
    for before, after in pairwise(versions):
        old, new = (read(feeds["calendar/all.ics"]) for feeds in (before, after))
        assert before.keys() <= after.keys(), "an address was lost"
        # Another name of a record that is there is no event that is gone.
        assert old.keys() - new.keys() <= {"opened@library.example"}, "an event was lost"
        for uid, event in old.items():
            if uid not in new:
                continue
            assert new[uid]["sequence"] >= event["sequence"]
            assert new[uid]["dtstamp"].dt >= event["dtstamp"].dt
            assert new[uid]["dtstamp"].dt == new[uid]["last-modified"].dt
            moved = any(event[n].to_ical() != new[uid][n].to_ical() for n in SIGNIFICANT)
            assert not moved or new[uid]["sequence"] > event["sequence"]
            changed = without_stamps(event) != without_stamps(new[uid])
            assert not changed or new[uid]["dtstamp"].dt > event["dtstamp"].dt
        # Whatever the order in which a program got them.
        now = seen(after["calendar/all.ics"])
        assert seen(before["calendar/all.ics"], after["calendar/all.ics"]) == now
        assert seen(after["calendar/all.ics"], before["calendar/all.ics"]) == now
    if len(versions) > 1:
        uid = f"{edit.key}@library.example"
        first, last = (
            read(feeds["calendar/all.ics"])[uid] for feeds in versions[:: len(versions) - 1]
        )
        assert (last["sequence"] > first["sequence"]) == (edit.sequence == RISES)
        assert (last["dtstamp"].dt > first["dtstamp"].dt) == (edit.modified == RISES)


SIGNIFICANT = ("dtstart", "dtend", "status")


def without_stamps(event: Any) -> bytes:
    copy = event.copy()
    for name in ("dtstamp", "last-modified", "sequence"):
        copy.pop(name)
    raw: bytes = copy.to_ical()
    return raw


# --- what is no more -----------------------------------------------------------------------------


def tracker(folder: Path, *texts: str) -> Repository:
    made = Repository.new(folder)
    made.write("data/process.yaml", PROCESS)
    for day, text in enumerate(texts):
        made.write(LIST, text)
        made.commit(f"Step {day}", day=day)
    return made


def opening(made: Repository, as_of: date = AS_OF) -> Any:
    feeds = published(made, as_of)
    assert feeds is not None
    return read(feeds["calendar/all.ics"]).get(OPENING)


GONE = put("- id: opening", "- id: opened")


def test_a_removed_date_stays_cancelled_for_a_year_after_its_day(tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE, GONE)
    event = opening(made)
    assert event["status"] == "CANCELLED"
    assert event["summary"] == "Removed: Library: Opening"
    assert event["dtstart"].dt == date(2026, 12, 1)
    assert event["url"] == f"{SITE.url}roadmap/"
    assert "This date was taken out of the record on 2 January 2024." in event["description"]
    assert opening(made, date(2026, 12, 1) + timedelta(days=366)) is not None
    assert opening(made, date(2026, 12, 1) + timedelta(days=367)) is None


def test_its_own_feed_stays_for_good(tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE, GONE)
    long_after = published(made, date(2031, 1, 1))
    assert long_after is not None
    assert [str(uid) for uid in read(long_after["calendar/opening.ics"])] == [OPENING]


def test_a_day_that_becomes_a_month_is_withdrawn(tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE, put("when: 2026-12-01", "when: 2027-02"))
    event = opening(made)
    assert (event["status"], event["dtstart"].dt) == ("CANCELLED", date(2026, 12, 1))
    assert event["summary"] == "Withdrawn: Library: Opening"
    assert "What is recorded now: February 2027." in event["description"]
    assert event["url"] == f"{SITE.url}milestones/opening/"
    made.write(LIST, MOVED)
    made.commit("A day again", day=2)
    again = opening(made)
    assert (again["status"], again["dtstart"].dt) == ("CONFIRMED", date(2026, 12, 8))
    assert again["sequence"] > event["sequence"]


def test_what_is_postponed_without_a_date_stays_on_its_old_day(tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE, POSTPONED, REINSTATED)
    again = opening(made)
    assert (again["status"], again["dtstart"].dt) == ("CONFIRMED", date(2026, 12, 3))
    made.write(LIST, POSTPONED)
    event = opening(made)
    assert (event["status"], event["dtstart"].dt) == ("CANCELLED", date(2026, 12, 1))
    assert event["summary"] == "Postponed: Library: Opening"
    said = "Postponed; new date not known; announced on 1 October 2026, 61 days before."
    assert said in event["description"]
    # The record says so itself: a preview without a history shows it too.
    process = check(made.folder, date(2026, 11, 22)).process
    assert process is not None
    found = feeds(process, occasions(process), SITE, page_url, AS_OF)
    assert read(found[0].content)[OPENING]["status"] == "CANCELLED"


def test_the_name_that_a_record_has_now_is_never_cancelled(tmp_path: Path) -> None:
    """Renamed without `was:` first and with it later: two UIDs were published, one lives."""
    made = tracker(tmp_path, BASE, GONE, put("- id: opening", "- id: opened\n  was: [opening]"))
    feeds = published(made)
    assert feeds is not None
    found = read(feeds["calendar/all.ics"])
    assert {uid: str(event["status"]) for uid, event in found.items()} == {
        OPENING: "CONFIRMED",
        "closing@library.example": "CONFIRMED",
    }
    assert read(feeds["calendar/opened.ics"]).keys() == {OPENING}


def test_ids_of_events_do_not_hang_on_domain_or_opened(tmp_path: Path) -> None:
    made = tracker(tmp_path, BASE)
    before = published(made)
    process = PROCESS.replace("domain: library.example", "domain: books.example")
    made.write("data/process.yaml", process.replace("opened: 2025-01-08", "opened: 2025-01-01"))
    made.commit("Another home", day=1)
    after = published(made)
    assert before is not None
    assert after is not None
    both = (read(feeds["calendar/all.ics"]).keys() for feeds in (before, after))
    assert len({frozenset(uids) for uids in both}) == 1


def test_a_raised_floor_raises_every_event(tmp_path: Path) -> None:
    """After a rewritten history one committed line lifts all above what was published."""
    made = tracker(tmp_path, BASE, GONE)
    before = published(made)
    made.git("switch", "--quiet", "--orphan", "again")
    made.write("data/process.yaml", PROCESS)
    made.write(LIST, GONE)
    made.commit("All in one", day=-100)
    made.write("data/process.yaml", PROCESS.replace("languages", "revised: 2024-06-01\nlanguages"))
    made.commit("Raised", day=-99)
    after = published(made)
    assert before is not None
    assert after is not None
    old, new = (read(feeds["calendar/all.ics"]) for feeds in (before, after))
    floor = (date(2024, 6, 1) - date(2020, 1, 1)).days * 86_400
    assert {event["sequence"] for event in new.values()} == {floor}
    assert max(event["sequence"] for event in old.values()) < floor
    made.write(LIST, GONE.replace("2026-12-05", "2026-12-06"))
    made.commit("Moved", day=-98)
    once_more = published(made)
    assert once_more is not None
    moved = read(once_more["calendar/closing.ics"])["closing@library.example"]
    assert moved["sequence"] == floor + 1
