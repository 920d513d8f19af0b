"""Dates in sentences: what both dates of a move share is said once.

Covers: clearway.publish.sentences.news.
"""

from datetime import date

import pytest

from clearway.insight.changes import News, NewsKind
from clearway.publish import formatting
from clearway.publish.sentences import Names, news_sentence, plain
from clearway.records.dates.ledger import Ledger, LedgerEntry
from clearway.records.dates.when import read_when
from clearway.records.kinds.milestone import Milestone

WISHES = {"id": "wishes", "title": "Wishes", "kind": "deadline", "source": "https://a.example/"}


def entry(**fields: str) -> LedgerEntry:
    return LedgerEntry.model_validate({"source": "https://a.example/", **fields})


def reading(when: str, **more: str) -> LedgerEntry:
    return entry(when=when, **more)


def said(*readings: LedgerEntry) -> str:
    """What news say of the last step of a ledger."""
    record = Milestone.model_validate({**WISHES, "when": "2025"})
    ledger = Ledger(readings, (), ())
    step = ledger.transitions[-1]
    news = News(None, NewsKind(step.kind.value), record, "key", (), ledger, step)
    return plain(news_sentence(Names(None), news))


UNSAID = "; announcement day not recorded."


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2025-07-15", "2025-07-25", " moved from 15 to 25 July 2025, ten days later"),
        ("2025-07-25", "2025-07-15", " moved from 25 to 15 July 2025, ten days earlier"),
        ("2025-07-30", "2025-08-02", " moved from 30 July to 2 August 2025, three days later"),
        (
            "2024-12-30",
            "2025-01-02",
            " moved from 30 December 2024 to 2 January 2025, three days later",
        ),
        ("2025-07", "2025-09", " moved from July 2025 to September 2025"),
        ("2025-07", "2025-07-09", " is now known to the day: 9 July 2025 (before: July 2025)"),
        (
            "../2025-11-07",
            "2025-11-07",
            " kept its date: 7 November 2025 (announced for: by 7 November 2025)",
        ),
        (
            "2025-12-16/2025-12-17",
            "2025-12-17/2025-12-18",
            " moved from 16–17 December 2025 to 17–18 December 2025, one day later",
        ),
        ("unknown", "2025-07-09", " now has a date: 9 July 2025"),
        ("2025-07-09", "unknown", " was postponed from 9 July 2025; new date not known"),
    ],
)
def test_a_step_says_what_both_dates_share_once(old: str, new: str, words: str) -> None:
    """A move never hides that nobody recorded when it was announced; a day that was kept may."""
    unsaid = UNSAID if "moved" in words or "postponed" in words else "."
    assert said(reading(old), reading(new)) == f"The deadline “Wishes”{words}{unsaid}"


OFF = "2025-07-15"


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (
            [{"when": OFF}, {"status": "cancelled", "announced": "2025-07-01"}],
            " was cancelled (it was to be on 15 July 2025); announced on 1 July 2025,"
            " 14 days before.",
        ),
        (
            [{"when": OFF}, {"status": "postponed", "announced": "2025-07-16"}],
            " was postponed from 15 July 2025; new date not known; announced on 16 July 2025,"
            " one day after.",
        ),
        (
            [{"when": OFF}, {"status": "cancelled"}, {"status": "reinstated"}],
            " is on again, on the same date: 15 July 2025; announcement day not recorded.",
        ),
        (
            [{"when": OFF}, {"status": "postponed"}, {"status": "reinstated", "when": "2025-08"}],
            " is on again, on another date: August 2025; announcement day not recorded.",
        ),
        (
            [{"when": OFF}, {"status": "postponed"}, {"when": "2025-07-25"}],
            " moved from 15 to 25 July 2025, ten days later; announcement day not recorded.",
        ),
        (
            [{"when": "2025-08", "printed": "end of August"}, {"when": "2025-08-29"}],
            " is now known to the day: 29 August 2025 (before: August 2025, printed “end of"
            " August”).",
        ),
    ],
)
def test_a_step_that_is_no_move_says_what_it_is(entries: list[dict[str, str]], words: str) -> None:
    assert said(*(entry(**fields) for fields in entries)) == f"The deadline “Wishes”{words}"


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
    ledger = Ledger((reading(when, announced="2025-06-01"),), (), ())
    news = News(date(2025, 6, 1), NewsKind.ANNOUNCED, record, "key", (), ledger)
    sentence = plain(news_sentence(Names(None), news))
    assert sentence == f"The deadline “Wishes” was announced{told}"


def test_a_move_says_when_it_was_announced_and_its_hours() -> None:
    zone = {"zone": "Europe/Zurich"}
    assert said(
        reading("2025-07-09T16:45/17:45", **zone),
        reading("2025-07-09T17:00/18:00", announced="2025-07-03", **zone),
    ) == (
        "The deadline “Wishes” moved from 9 July 2025, 16:45–17:45 Zurich (CEST) to 9 July 2025, "
        "17:00–18:00 Zurich (CEST); announced on 3 July 2025, six days before it fell due."
    )


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
    assert formatting.on(read_when(when)) == words
