"""Content lines: whatever goes in comes out again, on lines that the standard allows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Event

from clearway.problems import HIDDEN
from clearway.publish.calendars import content_lines as lines

# How long one example takes says nothing on a busy machine.
unhurried = settings(deadline=None)

ZURICH = ZoneInfo("Europe/Zurich")
ANYTHING = st.text(max_size=400)
NASTY = st.text(alphabet="\r\n\t \\;,:\"'^=aé漢👩\u200d\u0301\u2028\x00\ufeffשBEGIN", max_size=400)


def event(written: list[str]) -> Any:
    return Event.from_ical(lines.component("VEVENT", written))


def plain(value: str) -> str:
    """What a reader is to see of a text, said in another way than the code under test says it."""
    for line_break in ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
        value = value.replace(line_break, "\n")
    seen = HIDDEN.sub("", value.replace("\\", "＼").replace("\t", " "))
    return "\n".join(" ".join(line.split()) for line in seen.split("\n")).strip()


@unhurried
@given(ANYTHING | NASTY)
def test_a_text_comes_back_and_its_lines_keep_the_rules(value: str) -> None:
    written = lines.text("SUMMARY", value)
    octets = written.encode()
    assert octets.endswith(b"\r\n")
    for line in octets[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert not line.endswith((b" ", b"\\"))
        assert b"\n" not in line and b"\r" not in line
        line.decode()
    read = event([written])
    assert str(read["summary"]) == plain(value)


@unhurried
@given(st.lists(NASTY.filter(plain), min_size=1, max_size=5))
def test_several_texts_come_back_in_order(values: list[str]) -> None:
    written = lines.texts("CATEGORIES", values)
    read = event([written])
    assert sorted(read["categories"].cats) == sorted({plain(value) for value in values})


@unhurried
@given(ANYTHING | NASTY)
def test_an_address_stays_on_its_line_and_in_ascii(value: str) -> None:
    written = lines.uri("URL", f"https://parks.example.org/{value}")
    unfolded = written.replace("\r\n ", "")
    assert unfolded.count("\r\n") == 1
    assert unfolded.isascii()
    assert " " not in unfolded


@unhurried
@given(ANYTHING | NASTY)
def test_a_parameter_stays_in_its_quotes(value: str) -> None:
    written = lines.text("COMMENT", "end", LABEL=value)
    read = event([written])
    assert str(read["comment"]) == "end"


@unhurried
@given(st.text(alphabet="ab é漢👩 ", min_size=60, max_size=400))
def test_a_line_is_the_same_once_unfolded(value: str) -> None:
    assert lines.folded(value).replace("\r\n ", "") == f"{value}\r\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (lines.day("DTSTART", date(2025, 7, 9)), "DTSTART;VALUE=DATE:20250709\r\n"),
        (
            lines.instant("DTSTART", datetime(2025, 7, 9, 16, 45, tzinfo=ZURICH)),
            "DTSTART;TZID=Europe/Zurich:20250709T164500\r\n",
        ),
        (
            lines.instant("DTSTART", datetime(2025, 7, 9, 16, 45, tzinfo=ZoneInfo("UTC"))),
            "DTSTART:20250709T164500Z\r\n",
        ),
        (
            lines.instant("DTSTAMP", datetime(2025, 7, 9, tzinfo=UTC)),
            "DTSTAMP:20250709T000000Z\r\n",
        ),
        (lines.integer("SEQUENCE", 2), "SEQUENCE:2\r\n"),
        (lines.position("GEO", 46.2217, -6.14), "GEO:46.221700;-6.140000\r\n"),
        (
            lines.duration("REFRESH-INTERVAL", timedelta(hours=6), VALUE="DURATION"),
            "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n",
        ),
        (lines.texts("CATEGORIES", ["b", "a, c", "b"]), "CATEGORIES:a\\, c,b\r\n"),
        (lines.text("X", "y", LABEL='a "b": c'), "X;LABEL=\"a 'b': c\":y\r\n"),
        (lines.text("X", "é" * 37), f"X:{'é' * 36}\r\n é\r\n"),
    ],
)
def test_a_value_is_written_as_its_type(written: str, expected: str) -> None:
    assert written == expected
