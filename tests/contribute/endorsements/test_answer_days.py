"""Dates as programs and people write them; what is ambiguous is never guessed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from clearway.contribute.endorsements.answer_days import Order, lacks_zone, order_of, read_moment
from clearway.errors import AnswerError

ZURICH = ZoneInfo("Europe/Zurich")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025-05-31", "2025-05-31"),
        ("2025-05-31 14:02:12", "2025-05-31 14:02"),
        ("2025-05-31T14:02:12+00:00", "2025-05-31 16:02"),
        ("2025-05-31T22:30:00Z", "2025-06-01 00:30"),
        ("2025/05/31 11:02:12 PM GMT+2", "2025-05-31 23:02"),
        ("2025/05/31 12:02:12 AM GMT-5", "2025-05-31 07:02"),
        ("2025/05/31 午後 2:02:12", "2025-05-31 14:02"),
        ("2025. 5. 31 오전 9:02:12", "2025-05-31 09:02"),
        ("2025年5月31日", "2025-05-31"),
        ("31.05.2025", "2025-05-31"),
        ("1.5.2025", "2025-05-01"),
        ("31/05/2025 14.02.12", "2025-05-31 14:02"),
        ("5/31/2025 2:02 pm", "2025-05-31 14:02"),
        ("5/5/2025", "2025-05-05"),
        ("31 May 2025", "2025-05-31"),
        ("May 31, 2025", "2025-05-31"),
        ("31 de mayo de 2025", "2025-05-31"),
        ("31 мая 2025 г.", "2025-05-31"),
        ("1er juin 2025", "2025-06-01"),
    ],
)
def test_a_date_is_read(text: str, found: str) -> None:
    moment = read_moment(text, None, ZURICH)
    assert (f"{moment.at:%Y-%m-%d %H:%M}" if moment.at else str(moment.day)) == found


@pytest.mark.parametrize("text", ["3/4/2025", "12-11-2025 10:00"])
def test_what_may_be_two_days_is_neither(text: str) -> None:
    with pytest.raises(AnswerError, match="day first or with the month first"):
        read_moment(text, None, ZURICH)


def test_an_order_decides() -> None:
    assert str(read_moment("3/4/2025", Order.DAY, ZURICH).day) == "2025-04-03"
    assert str(read_moment("3/4/2025", Order.MONTH, ZURICH).day) == "2025-03-04"
    assert str(read_moment("3.4.2025", Order.MONTH, ZURICH).day) == "2025-04-03"


@pytest.mark.parametrize(
    "text",
    ["soon", "2025", "45808.58", "2025-13-45", "31/31/2025", "31/05/25", "May 2025", "30 Feb"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(AnswerError):
        read_moment(text, None, ZURICH)


def test_a_column_proves_its_order() -> None:
    day = [(2, "3/4/2025"), (3, "31/5/2025 10:00"), (4, "1/2/2025")]
    assert order_of(day) == (Order.DAY, "line 3: 31/5/2025")
    assert order_of([(2, "5/31/2025")]) == (Order.MONTH, "line 2: 5/31/2025")
    assert order_of([(2, "5/31/2025"), (3, "31/5/2025")]) == (None, "")
    assert order_of([(2, "3/4/2025"), (3, "31.5.2025"), (4, "2025-05-31")]) == (None, "")


def test_which_times_lack_their_zone() -> None:
    assert lacks_zone("2025-05-31 14:02:12")
    assert not any(map(lacks_zone, ("2025-05-31", "2025-05-31 14:02Z", "2:02:12 PM GMT+2")))
