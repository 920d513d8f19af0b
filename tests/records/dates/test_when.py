"""Dates as they are written: what each names, what is wrong with others, and how they are told."""

from datetime import date

import pytest

from clearway.errors import DateError
from clearway.records.dates.when import (
    Precision,
    place_in,
    read_day,
    read_when,
    when,
)

YEAR, MONTH, DAY, MINUTE = Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.MINUTE


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "words"),
    [
        ("2025", "2025-01-01", "2025-12-31", YEAR, "2025"),
        ("2025-01", "2025-01-01", "2025-01-31", MONTH, "January 2025"),
        ("2025-02", "2025-02-01", "2025-02-28", MONTH, "February 2025"),
        ("2024-02", "2024-02-01", "2024-02-29", MONTH, "February 2024"),
        ("2025-12", "2025-12-01", "2025-12-31", MONTH, "December 2025"),
        ("2025-12-16", "2025-12-16", "2025-12-16", DAY, "16 December 2025"),
        ("2024-02-29", "2024-02-29", "2024-02-29", DAY, "29 February 2024"),
        ("2025-12-16/2025-12-17", "2025-12-16", "2025-12-17", DAY, "16–17 December 2025"),
        ("2025-12-16/2025-12-16", "2025-12-16", "2025-12-16", DAY, "16 December 2025"),
        ("2025-11-30/2025-12-01", "2025-11-30", "2025-12-01", DAY,
         "30 November – 1 December 2025"),
        ("2025-12-31/2026-01-01", "2025-12-31", "2026-01-01", DAY,
         "31 December 2025 – 1 January 2026"),
        ("2025-11/2025-12", "2025-11-01", "2025-12-31", MONTH, "November 2025 to December 2025"),
        ("2025/2026-01-05", "2025-01-01", "2026-01-05", YEAR, "2025 to 5 January 2026"),
        ("2025-12-09/..", "2025-12-09", "2025-12-09", DAY, "from 9 December 2025"),
        ("../2025-05-30", "2025-05-30", "2025-05-30", DAY, "by 30 May 2025"),
        ("../2025-05", "2025-05-01", "2025-05-31", MONTH, "by May 2025"),
        ("2025-12-09~", "2025-12-09", "2025-12-09", DAY, "about 9 December 2025"),
        ("2025-08?", "2025-08-01", "2025-08-31", MONTH, "August 2025 (uncertain)"),
        ("2025%", "2025-01-01", "2025-12-31", YEAR, "about 2025 (uncertain)"),
        ("2025-07-09T16:45", "2025-07-09", "2025-07-09", MINUTE, "9 July 2025"),
        ("2025-07-09T16:45/17:45", "2025-07-09", "2025-07-09", MINUTE, "9 July 2025"),
        ("2025-07-09T23:30/2025-07-10T00:30", "2025-07-09", "2025-07-10", MINUTE,
         "9–10 July 2025"),
        ("1000", "1000-01-01", "1000-12-31", YEAR, "1000"),
        ("2999-12-31", "2999-12-31", "2999-12-31", DAY, "31 December 2999"),
    ],
)  # fmt: skip
def test_what_a_date_names(
    text: str, first: str, last: str, precision: Precision, words: str
) -> None:
    found = read_when(text)
    assert (str(found.first_day), str(found.last_day)) == (first, last)
    assert (found.precision, when(found), str(found)) == (precision, words, text)


@pytest.mark.parametrize(
    ("text", "is_open", "is_span", "to_the_day", "has_time", "vague"),
    [
        ("2025-08", False, False, False, False, False),
        ("2025-08-01", False, False, True, False, False),
        ("2025-08-01~", False, False, True, False, True),
        ("2025-08-01?/2025-08-02", False, True, True, False, True),
        ("2025-08-01/2025-08-02~", False, True, True, False, True),
        ("2025-08-01/..", True, True, False, False, False),
        ("../2025-08-01", True, True, False, False, False),
        ("2025-08-01T10:00", False, False, True, True, False),
        ("2025-08-01T10:00/11:00", False, True, True, True, False),
    ],
)
def test_what_a_date_is(
    text: str, is_open: bool, is_span: bool, to_the_day: bool, has_time: bool, vague: bool
) -> None:
    found = read_when(text)
    assert found.is_open is is_open
    assert found.is_span is is_span
    assert found.to_the_day is to_the_day
    assert found.has_time is has_time
    assert found.is_vague is vague


HOW = (
    "Write a day as 2025-07-25, a month as 2025-08, a time as 2025-07-09T16:45/17:45, "
    "and put ~ after what is about and ? after what is uncertain"
)
PAIR = "Give both ends a time, or neither"


@pytest.mark.parametrize(
    ("text", "found", "remedy"),
    [
        ("", "it is empty", "Write a date such as 2025-07-25, or 2025-08 for a month"),
        ("soon", "it is 'soon'", HOW),
        ("7/7/2024", "it is '7/7/2024'", "Write 2024-07-07"),
        ("1/2/3/4", "it is '1/2/3/4'", "Write at most one '/', between the start and the end"),
        ("2025-01-01/2025-01-02/2025-01-03", "it is '2025-01-01/2025-01-02/2025-01-03'",
         "Write at most one '/', between the start and the end"),
        ("2025-02-01/soon", "it is '2025-02-01/soon'", HOW),
        ("2025-02-01T10:00/25:00",
         "it is '2025-02-01T10:00/25:00', a time that no clock shows",
         "Write hours and minutes between 00:00 and 23:59"),
        ("../..", "it is '../..'", "Write at least one of the two ends"),
        ("0999", "it is '0999'", "Write a year between 1000 and 2999"),
        ("3000", "it is '3000'", "Write a year between 1000 and 2999"),
        ("2025-13", "it is '2025-13', a month that is in no calendar",
         "Write a month between 01 and 12"),
        ("2025-00", "it is '2025-00', a month that is in no calendar",
         "Write a month between 01 and 12"),
        ("2025-01-32", "it is '2025-01-32', a day that is in no calendar",
         "The last day of that month is 2025-01-31"),
        ("2025-12-32", "it is '2025-12-32', a day that is in no calendar",
         "The last day of that month is 2025-12-31"),
        ("2025-06-30T24:00", "it is '2025-06-30T24:00', a time that no clock shows",
         "Write hours and minutes between 00:00 and 23:59"),
        ("2025-06-31", "it is '2025-06-31', a day that is in no calendar",
         "The last day of that month is 2025-06-30"),
        ("2025-02-29", "it is '2025-02-29', a day that is in no calendar",
         "The last day of that month is 2025-02-28"),
        ("2025-02-00", "it is '2025-02-00', a day that is in no calendar",
         "Write 2025-02 while the day is not known"),
        ("2025-02-01T24:00", "it is '2025-02-01T24:00', a time that no clock shows",
         "Write hours and minutes between 00:00 and 23:59"),
        ("2025-02-01T23:60", "it is '2025-02-01T23:60', a time that no clock shows",
         "Write hours and minutes between 00:00 and 23:59"),
        ("2025-02-02/2025-02-01", "it is '2025-02-02/2025-02-01', which ends before it starts",
         "Look both up: the earlier one comes first"),
        ("2025-02-01T11:00/10:59", "it is '2025-02-01T11:00/10:59', which ends before it starts",
         "Where it ends on the next day, write 2025-02-01T11:00/2025-02-02T10:59; else look it up"),
        ("2025-02-01T11:00/2025-02-02",
         "it is '2025-02-01T11:00/2025-02-02', where one end has a time of day and the other has "
         "none", PAIR),
        ("2025-02-01T11:00/..",
         "it is '2025-02-01T11:00/..', with a time of day and an open end",
         "Write the times that are known, or the days without a time"),
    ],
)  # fmt: skip
def test_what_is_no_date(text: str, found: str, remedy: str) -> None:
    with pytest.raises(DateError) as caught:
        read_when(text)
    assert (caught.value.message, caught.value.remedy) == (found, remedy)
    assert str(caught.value) == f"{found}. {remedy}"


@pytest.mark.parametrize(
    "text", ["2025-02-01/2025-02-01", "2025-02-01T11:00/11:00", "2025-02/2025-02-01"]
)
def test_an_end_may_be_the_start(text: str) -> None:
    assert read_when(text).text == text


def test_one_plain_day() -> None:
    assert read_day("2025-07-25") == date(2025, 7, 25)


@pytest.mark.parametrize(
    "text",
    ["2025-07", "2025-07-25~", "2025-07-25/2025-07-26", "2025-07-25/..", "../2025-07-25",
     "2025-07-25T10:00"],
)  # fmt: skip
def test_no_plain_day(text: str) -> None:
    with pytest.raises(DateError) as caught:
        read_day(text)
    assert str(caught.value) == f"it is '{text}'. Write one day such as 2025-07-25"


@pytest.mark.parametrize(
    ("text", "zone", "start", "end"),
    [
        ("2025-07-09T16:45/17:45", "UTC", "2025-07-09T16:45", "2025-07-09T17:45"),
        ("2025-07-09T16:45/17:45", "Europe/Zurich", "2025-07-09T14:45", "2025-07-09T15:45"),
        ("2025-01-09T16:45", "Europe/Zurich", "2025-01-09T15:45", "2025-01-09T15:45"),
        # The last minute before the clocks are put forward, and the first after it.
        ("2025-03-30T01:59", "Europe/Zurich", "2025-03-30T00:59", "2025-03-30T00:59"),
        ("2025-03-30T03:00", "Europe/Zurich", "2025-03-30T01:00", "2025-03-30T01:00"),
        # The last minute before they are put back that comes once, and the first after it.
        ("2025-10-26T01:59", "Europe/Zurich", "2025-10-25T23:59", "2025-10-25T23:59"),
        ("2025-10-26T03:00", "Europe/Zurich", "2025-10-26T02:00", "2025-10-26T02:00"),
    ],
)
def test_times_in_a_zone(text: str, zone: str, start: str, end: str) -> None:
    found = place_in(read_when(text), zone).utc
    assert (found.start.isoformat(), found.end.isoformat()) == (
        f"{start}:00+00:00",
        f"{end}:00+00:00",
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2025-03-30T02:00", "02:00 does not exist on 2025-03-30"),
        ("2025-03-30T02:59", "02:59 does not exist on 2025-03-30"),
        ("2025-10-26T02:00", "02:00 comes twice on 2025-10-26"),
        ("2025-10-26T02:59", "02:59 comes twice on 2025-10-26"),
    ],
)
def test_times_that_a_zone_does_not_have_once(text: str, problem: str) -> None:
    with pytest.raises(DateError) as caught:
        place_in(read_when(text), "Europe/Zurich")
    assert caught.value.message.startswith(problem)
