"""Dates in sentences: what both dates of a move share is said once.

Covers: clearway.publish.sentences.news.
"""

from datetime import date

import pytest

from clearway.insight.changes import News, NewsKind, is_refinement
from clearway.publish.sentences import Names, news_sentence, plain
from clearway.publish.sentences.dates import on
from clearway.records.dates.ledger import Ledger, Move, Reading
from clearway.records.dates.when import read_when
from clearway.records.kinds.milestone import Milestone

WISHES = {"id": "wishes", "title": "Wishes", "kind": "deadline", "source": "https://a.example/"}


def reading(when: str, **more: str) -> Reading:
    return Reading.model_validate({"when": when, "source": "https://a.example/", **more})


def moved(*readings: Reading) -> str:
    record = Milestone.model_validate({**WISHES, "when": "2025"})
    ledger = Ledger(readings, (), None)
    news = News(None, NewsKind.MOVED, record, "key", (), ledger, ledger.moves[-1])
    return plain(news_sentence(Names(None), news))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2025-07-15", "2025-07-25", " moved from 15 to 25 July 2025, ten days later."),
        ("2025-07-25", "2025-07-15", " moved from 25 to 15 July 2025, ten days earlier."),
        ("2025-07-30", "2025-08-02", " moved from 30 July to 2 August 2025, three days later."),
        (
            "2024-12-30",
            "2025-01-02",
            " moved from 30 December 2024 to 2 January 2025, three days later.",
        ),
        ("2025-07", "2025-09", " moved from July 2025 to September 2025."),
        ("2025-07", "2025-07-09", " is now known to the day: 9 July 2025 (before: July 2025)."),
        (
            "../2025-11-07",
            "2025-11-07",
            " is now known to the day: 7 November 2025 (before: by 7 November 2025).",
        ),
        (
            "2025-12-16/2025-12-17",
            "2025-12-17/2025-12-18",
            " moved from 16–17 December 2025 to 17–18 December 2025, one day later.",
        ),
    ],
)
def test_a_move_says_what_both_dates_share_once(old: str, new: str, told: str) -> None:
    assert moved(reading(old), reading(new)) == f"The deadline “Wishes”{told}"


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2025-07-15", " for 15 July 2025."),
        # Not 'announced by July': that would be the day of the announcement.
        ("../2025-07", ": by July 2025."),
        ("2025-07-15/..", ": from 15 July 2025."),
    ],
)
def test_what_was_announced_is_not_when(when: str, told: str) -> None:
    record = Milestone.model_validate({**WISHES, "when": when})
    ledger = Ledger((reading(when, announced="2025-06-01"),), (), None)
    news = News(date(2025, 6, 1), NewsKind.ANNOUNCED, record, "key", (), ledger)
    said = plain(news_sentence(Names(None), news))
    assert said == f"The deadline “Wishes” was announced{told}"


def test_a_move_says_when_it_was_told_and_its_hours() -> None:
    zone = {"zone": "Europe/Zurich"}
    assert moved(
        reading("2025-07-09T16:45/17:45", **zone),
        reading("2025-07-09T17:00/18:00", announced="2025-07-03", **zone),
    ) == (
        "The deadline “Wishes” moved from 9 July 2025, 16:45–17:45 Zurich (CEST) to 9 July 2025, "
        "17:00–18:00 Zurich (CEST); told on 3 July 2025, six days before it fell due."
    )


@pytest.mark.parametrize(
    ("old", "new", "refines"),
    [
        ("2025-07", "2025-07-09", True),
        ("2025-07-09~", "2025-07-09", True),
        ("2025-07", "2025-08-09", False),
        ("2025-07-09", "2025-07-09/2025-07-10", False),
        ("2025", "2025-07", False),
        ("2025-07-01/..", "2025-07-20", True),
    ],
)
def test_a_date_that_is_only_known_better_did_not_move(old: str, new: str, refines: bool) -> None:
    assert is_refinement(Move(reading(old), reading(new))) is refines


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2025-07-09", "on 9 July 2025"),
        ("2025-07", "in July 2025"),
        ("../2025-05-30", "by 30 May 2025"),
        ("2025-12-09~", "about 9 December 2025"),
    ],
)
def test_a_date_has_the_word_that_goes_before_it(when: str, words: str) -> None:
    assert on(read_when(when)) == words
