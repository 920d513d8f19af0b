"""The feeds as files: read back with `icalendar`, and held against the rules on raw bytes.

Covers: clearway.publish.calendars, clearway.publish.calendars.description,
clearway.publish.calendars.events, clearway.records.dates.calendar_place.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from clearway.insight.agenda.occasions import occasions
from clearway.publish.calendars import CalendarFeed
from clearway.publish.calendars.feeds import LARGEST
from clearway.records.kinds.consultation import Consultation
from clearway.records.model import Process
from tests.publish.calendars.folders import (
    AS_OF,
    GOLDEN,
    NAMES,
    feeds_of,
    feeds_of_case,
    process_of,
)

DAY = timedelta(days=1)


def all_feeds() -> Iterable[CalendarFeed]:
    for name in NAMES:
        yield from feeds_of_case(name)


def calendar(
    feed: CalendarFeed,
) -> Any:  # values of icalendar have types that are told at run time only
    return Calendar.from_ical(feed.content)


def events(feed: CalendarFeed) -> list[Any]:
    return list(calendar(feed).events)


def vevents(feed: CalendarFeed) -> list[bytes]:
    return re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", feed.content, re.DOTALL)


# --- whole files ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_case_gives_the_bytes_of_its_golden_file(name: str) -> None:
    everything = feeds_of_case(name)[0]
    assert everything.path == "calendar/all.ics"
    assert everything.content.decode() == (GOLDEN / f"{name}.ics").read_bytes().decode()


def test_every_golden_file_has_its_case() -> None:
    assert sorted(path.stem for path in GOLDEN.iterdir()) == NAMES


# --- octets --------------------------------------------------------------------------------


def test_every_line_ends_in_crlf_and_has_at_most_75_octets() -> None:
    for feed in all_feeds():
        assert feed.content.endswith(b"\r\n")
        lines = feed.content[:-2].split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert not any(b"\r" in line or b"\n" in line for line in lines)
        assert not any(line.endswith(b" ") or not line.strip() for line in lines)


def test_no_line_ends_inside_a_character() -> None:
    for feed in all_feeds():
        for line in feed.content.split(b"\r\n"):
            line.decode("utf-8")


def test_there_is_no_byte_order_mark_control_or_backslash() -> None:
    for feed in all_feeds():
        text = feed.content.decode()
        assert not text.startswith("\ufeff")
        assert re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2028]", text) is None
        assert re.search(r"\\[^n,;]", text.replace("\r\n ", "")) is None


def test_hostile_text_makes_no_component_of_its_own() -> None:
    everything = feeds_of_case("hostile")[0]
    assert [str(event["uid"]) for event in events(everything)] == [
        "breaks@parks.example.org",
        "signs@parks.example.org",
        "spaces@parks.example.org",
        "place@parks.example.org",
    ]


# --- what is in them -----------------------------------------------------------------------


def test_properties_come_before_components_and_zones_before_events() -> None:
    for feed in all_feeds():
        text = feed.content.decode()
        begins = [text.find(f"\r\nBEGIN:{name}") for name in ("VTIMEZONE", "VEVENT")]
        last_property = text.find("\r\nURL:")
        found = [last_property, *(at for at in begins if at >= 0)]
        assert found == sorted(found)


def test_a_feed_names_itself_and_has_neither_method_nor_uid() -> None:
    for feed in all_feeds():
        read = calendar(feed)
        assert str(read["version"]) == "2.0"
        # icalendar leaves the escapes of these two as they are.
        names = [str(read[name]).replace("\\", "") for name in ("name", "x-wr-calname")]
        assert names == [feed.title.replace("\\", "＼")] * 2
        assert read["source"] == f"https://parks.example.org/{feed.path}"
        assert read["refresh-interval"].params["VALUE"] == "DURATION"
        assert str(read["x-published-ttl"]) == "PT6H"
        assert "method" not in read
        assert "uid" not in read


def test_every_zone_that_is_used_is_there_once_and_no_other() -> None:
    for feed in all_feeds():
        text = feed.content.decode().replace("\r\n ", "")
        declared = re.findall(r"^TZID:(.*?)\r$", text, re.MULTILINE)
        used = set(re.findall(r"TZID=([^:;]+):", text))
        assert declared == sorted(used or ({"Europe/Zurich"} if not feed.events else set()))


@pytest.mark.parametrize("name", ["zones", "dst"])
def test_times_are_those_of_the_zone_database(name: str) -> None:
    """Read by the VTIMEZONE alone: the names are replaced, so that no client can know them."""
    spans = {f"{o.id}@parks.example.org": o.span for o in occasions(process_of(name))}
    content = feeds_of_case(name)[0].content
    anonymous = re.sub(rb"(TZID[=:])([A-Za-z_/]+)", rb"\1Nowhere/\2", content)
    read: Any = Calendar.from_ical(anonymous)
    for event in read.events:
        span = spans[str(event["uid"])]
        assert span is not None
        assert event["dtstart"].dt.astimezone(UTC) == span.utc.start
        if span.start != span.end:
            assert event["dtend"].dt.astimezone(UTC) == span.utc.end


def test_one_occasion_is_the_same_bytes_in_every_feed() -> None:
    for name in NAMES:
        everything, *others = feeds_of_case(name)
        known = set(vevents(everything))
        for feed in others:
            assert set(vevents(feed)) <= known
            assert len(vevents(feed)) == feed.events


def test_every_occasion_with_a_day_is_in_all_and_in_a_feed_of_its_own() -> None:
    for name in NAMES:
        found = {feed.path: feed for feed in feeds_of_case(name)}
        dated = [o for o in occasions(process_of(name)) if o.place]
        assert found["calendar/all.ics"].events == len(dated)
        for occasion in dated:
            assert found[f"calendar/{occasion.id}.ics"].events == 1


def test_an_end_is_later_than_the_start_and_never_left_out() -> None:
    for feed in all_feeds():
        for event in events(feed):
            assert event["dtend"].dt > event["dtstart"].dt


def test_recurring_ical_events_finds_whole_days_on_these_days_only() -> None:
    everything = calendar(feeds_of_case("span")[0])
    query = recurring_ical_events.of(everything)

    def on(day: date) -> list[str]:
        return sorted(str(event["uid"]).partition("@")[0] for event in query.at(day))

    assert on(date(2024, 2, 27)) == []
    assert on(date(2024, 2, 28)) == ["exhibition"]
    assert on(date(2024, 2, 29)) == ["exhibition", "leap-day"]
    assert on(date(2024, 3, 1)) == ["exhibition"]
    assert on(date(2024, 3, 2)) == []
    assert on(date(2025, 1, 2)) == ["holidays"]
    assert on(date(2025, 1, 3)) == []


def test_a_renamed_record_keeps_its_uid_and_its_feeds() -> None:
    singles = [feed for feed in feeds_of_case("renamed") if not feed.topic]
    assert [feed.path for feed in singles] == [
        "calendar/second-name.ics",
        "calendar/first-name.ics",
        "calendar/middle-name.ics",
    ]
    assert {str(event["uid"]) for feed in singles for event in events(feed)} == {
        "first-name@parks.example.org"
    }


def test_two_feeds_never_claim_one_address() -> None:
    process = Process(process_of("empty").profile, consultations=(session("all", 1),))
    with pytest.raises(ValueError, match=re.escape("two feeds at calendar/all.ics")):
        feeds_of(process)


# --- many ----------------------------------------------------------------------------------


def session(id: str, number: int) -> Consultation:
    """A made-up session, the `number`th of one a day from New Year 2024 on."""
    day = date(2024, 1, 1) + timedelta(days=number)
    return Consultation.model_validate(
        {
            "id": id,
            "title": f"Session {number} of many, with a title of a usual length",
            "when": f"{day}T10:00/12:00",
            "zone": "Europe/Zurich",
            "modality": "hybrid",
            "venue": {"name": "Room K", "city": "Geneva", "country": "CH"},
            "registration": {"url": f"https://parks.example.org/register/{number}"},
            "note": "A note as long as notes are. " * 4,
            "source": "https://parks.example.org/",
        }
    )


def many(per_day: int, days: int) -> Process:
    sessions = (session(f"s-{i:05d}", i // per_day) for i in range(per_day * days))
    return Process(process_of("empty").profile, consultations=tuple(sessions))


def paths(feeds: Iterable[CalendarFeed], topic: str) -> list[tuple[str, int]]:
    return [(feed.path, feed.events) for feed in feeds if feed.topic == topic]


def test_of_more_than_a_thousand_events_what_lies_ahead_comes_first() -> None:
    found = feeds_of(many(per_day=2, days=800))
    assert max(len(feed.content) for feed in found) < LARGEST
    assert paths(found, "all") == [
        ("calendar/all.ics", 1000),
        ("calendar/all-2024.ics", 732),
        ("calendar/all-2025.ics", 730),
        ("calendar/all-2026.ics", 138),
    ]
    years = [(f.first_year, f.last_year) for f in found if f.topic == "all"]
    assert years == [(2024, 2026), (2024, 2024), (2025, 2025), (2026, 2026)]
    assert [f.is_part for f in found if f.topic == "all"] == [False, True, True, True]
    assert found[1].title == "Parks plan: all dates, 2024"
    days = [event["dtstart"].dt.date() for event in events(found[0])]
    # As of 1 June 2025: from that day on, then back from the day before.
    ahead = (date(2026, 3, 11) - AS_OF).days * 2
    assert (days[0], days[ahead - 1], days[ahead]) == (AS_OF, date(2026, 3, 11) - DAY, AS_OF - DAY)
    assert days[-1] == AS_OF - DAY * ((1000 - ahead) // 2)


def test_a_feed_stays_under_a_megabyte() -> None:
    long = session("long", 1).model_copy(update={"note": ("A long note. " * 3000,)})
    process = Process(
        process_of("empty").profile,
        consultations=tuple(
            long.model_copy(update={"id": f"long-{number}"}) for number in range(30)
        ),
    )
    found = [feed for feed in feeds_of(process) if feed.topic == "all"]
    assert [feed.events for feed in found] == [23, 23, 7]
    assert all(LARGEST / 5 < len(feed.content) < LARGEST for feed in found)


def test_a_year_that_is_too_large_is_split_in_parts() -> None:
    found = feeds_of(many(per_day=5, days=360))
    parts = [feed for feed in found if feed.topic == "consultations"]
    assert [feed.path for feed in parts] == [
        "calendar/consultations.ics",
        "calendar/consultations-2024.ics",
        "calendar/consultations-2024-2.ics",
    ]
    whole, first, second = parts
    assert max(len(feed.content) for feed in parts) < LARGEST
    assert (whole.events, first.events, second.events) == (1000, 1000, 800)
    assert second.title == "Parks plan: consultations, 2024, part 2"


# --- the same bytes everywhere -------------------------------------------------------------

DIGEST = """
import hashlib
from tests.publish.calendars.folders import NAMES, feeds_of, process_of
sum = hashlib.sha256()
for name in NAMES:
    for feed in feeds_of(process_of(name)):
        sum.update(feed.path.encode() + feed.content)
print(sum.hexdigest())
"""


def test_bytes_do_not_depend_on_hash_seed_time_zone_or_locale(root: Path) -> None:
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "3", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "ar_EG.UTF-8"},
    ]
    sums = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env=os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"} | around,
            cwd=root,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for around in surroundings
    }
    assert len(sums) == 1


def test_a_zone_is_the_same_in_all_feeds() -> None:
    """A program that reads two of them keeps one VTIMEZONE of each name."""
    for name in NAMES:
        everything, *others = feeds_of_case(name)
        known = set(re.findall(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE", everything.content, re.DOTALL))
        for feed in others:
            zones = re.findall(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE", feed.content, re.DOTALL)
            assert set(zones) <= known or not feed.events


def test_zurich_in_july_is_two_hours_ahead_of_utc() -> None:
    """A date that is known for sure, so that the comparison above is not with itself alone."""
    geneva = datetime(2025, 7, 9, 16, 45, tzinfo=ZoneInfo("Europe/Zurich"))
    assert geneva.astimezone(UTC) == datetime(2025, 7, 9, 14, 45, tzinfo=UTC)
