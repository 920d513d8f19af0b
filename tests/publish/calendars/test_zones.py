"""VTIMEZONE: one offset or one yearly pair of rules, and never an hour that is not the zone's."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from clearway.publish.calendars.zones import vtimezone, zone_rule, zone_rules

PAIRS = {
    "Europe/Zurich": (2020, 2029),
    "America/New_York": (2007, 2029),
    "Australia/Lord_Howe": (2009, 2029),
    "Europe/Dublin": (2020, 2029),
    "Asia/Beirut": (2024, 2029),
}
FIXED = {
    "Africa/Nairobi": (2000, 2029),
    "Asia/Kathmandu": (2000, 2029),
    "Europe/Istanbul": (2017, 2029),
    "Etc/GMT+12": (2000, 2029),
}
NONE = {
    "Africa/Casablanca": (2020, 2026),
    # The year in which clocks were put forward for the last time.
    "Europe/Istanbul": (2016, 2016),
}


def rules_of(zones: dict[str, tuple[int, int]]) -> list[tuple[str, int]]:
    return [(zone, year) for zone, (a, b) in zones.items() for year in range(a, b + 1)]


@pytest.mark.parametrize(("zone", "year"), rules_of(PAIRS | FIXED))
def test_offsets_are_those_of_the_database_through_the_year(zone: str, year: int) -> None:
    rule = zone_rule(zone, year)
    assert rule is not None
    assert (rule.pair is not None) == (zone in PAIRS)
    # Under another name, so that nobody can look up what the component does not say.
    text = vtimezone(rule, year).replace(f"TZID:{zone}", "TZID:Nowhere/Else")
    assert text.count("RRULE") == (2 if rule.pair else 0)
    assert text.count("BEGIN:STANDARD") == 1
    component: Any = Timezone.from_ical(text)
    read = component.to_tz(lookup_tzid=False)
    iana = ZoneInfo(zone)
    at = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=1)
    while at.year == year:
        assert rule.is_true(at.astimezone(iana)), at
        local = at.astimezone(iana)
        if local.utcoffset() == local.replace(fold=1).utcoffset():
            assert local.replace(tzinfo=read).utcoffset() == local.utcoffset(), local
        at += timedelta(hours=7)


@pytest.mark.parametrize(("zone", "year"), rules_of(NONE))
def test_without_a_yearly_pair_there_is_no_rule(zone: str, year: int) -> None:
    assert zone_rule(zone, year) is None


def test_of_a_zone_whose_law_changed_the_latest_rule_is_taken() -> None:
    new_york = ZoneInfo("America/New_York")
    # Between the second and the last Sunday of March: summer since 2007, winter before.
    old, new = (datetime(year, 3, 20, 12, tzinfo=new_york) for year in (2006, 2026))
    rule = zone_rules([old, new, datetime(2026, 1, 1, tzinfo=UTC)])["America/New_York"]
    assert (rule.is_true(old), rule.is_true(new)) == (False, True)
    assert rule.is_true(datetime(2006, 7, 1, tzinfo=new_york))


def test_the_summer_is_daylight_time_in_ireland_too() -> None:
    rule = zone_rule("Europe/Dublin", 2025)
    assert rule is not None
    text = vtimezone(rule, 2025)
    assert text.index("DAYLIGHT") < text.index("TZNAME:IST") < text.index("STANDARD")
