"""VTIMEZONE: offsets are those of the zone database, hour by hour."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from clearway.publish.calendars.content_lines import vtimezone

BY_RULE = ["Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Europe/Dublin"]
ONE_BY_ONE = ["Africa/Casablanca", "America/Santiago", "Africa/Nairobi", "Asia/Kathmandu"]
AS_LAW_CHANGED = [
    ("Europe/Istanbul", 2014, 2018),
    ("Europe/Moscow", 2009, 2016),
    ("Pacific/Apia", 2009, 2013),
    ("Asia/Beirut", 2021, 2024),
]


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [(zone, 2015, 2028) for zone in BY_RULE + ONE_BY_ONE] + AS_LAW_CHANGED,
)
def test_offsets_are_those_of_the_database(zone: str, first: int, last: int) -> None:
    # Under another name, so that nobody can look up what the component does not say.
    text = vtimezone(zone, first, last).replace(f"TZID:{zone}", "TZID:Nowhere/Else")
    component: Any = Timezone.from_ical(text)
    read = component.to_tz(lookup_tzid=False)
    iana = ZoneInfo(zone)
    at = datetime(first, 1, 1, tzinfo=UTC)
    while at.year <= last:
        local = at.astimezone(iana)
        if local.utcoffset() == local.replace(fold=1).utcoffset():
            assert local.replace(tzinfo=read).utcoffset() == local.utcoffset(), local
        at += timedelta(hours=7)


@pytest.mark.parametrize("zone", BY_RULE)
def test_what_follows_a_rule_is_written_as_a_rule(zone: str) -> None:
    assert vtimezone(zone, 2024, 2027).count("RRULE") == 2


@pytest.mark.parametrize("zone", ONE_BY_ONE)
def test_what_follows_no_rule_is_written_change_by_change(zone: str) -> None:
    assert "RRULE" not in vtimezone(zone, 2024, 2027)


def test_the_summer_is_daylight_time_in_ireland_too() -> None:
    text = vtimezone("Europe/Dublin", 2025, 2025)
    assert text.index("DAYLIGHT") < text.index("TZNAME:IST") < text.index("STANDARD")
