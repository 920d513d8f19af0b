"""What changed lately, as the records tell it."""

from datetime import date

import pytest

from clearway.insight.changes import News, NewsKind, drafts_of, every_news, news, topics_of
from clearway.publish import formatting
from clearway.records.model import Process
from clearway.records.rules import check
from tests.running import ROOT, TRACKERS


@pytest.fixture(scope="module")
def process() -> Process:
    found = check(TRACKERS / "library", date(2026, 11, 22)).process
    assert found is not None
    return found


def line(change: News) -> str:
    step = change.step
    move = f", {formatting.shift(step)}, {formatting.announced(step)}" if step and step.days else ""
    return f"{change.day} {change.kind} {change.record.ref}{move}"


def test_the_latest_comes_first(process: Process) -> None:
    assert [line(change) for change in news(process, date(2024, 12, 31))] == [
        "2024-06-03 adopted draft:second-draft",
        "2024-05-06 published draft:second-draft",
        "2024-05-02 cancelled milestone:reading-night",
        "2024-04-29 announced milestone:vote",
        "2024-03-10 published statement:open-on-saturdays",
        "2024-02-20 submitted submission:friends-first-draft",
        "2024-02-12 moved milestone:wishes, 14 days later, announced on 12 February 2024, "
        "three days before it fell due",
        "2024-02-10 published summary:2024-02-08-hall",
        "2024-02-01 published draft:first-draft",
        "2024-01-10 announced consultation:2024-02-08-hall",
        "2024-01-10 announced milestone:wishes",
    ]


@pytest.mark.parametrize(
    ("as_of", "number"),
    [
        (date(2024, 1, 9), 0),
        (date(2024, 1, 31), 2),
        (date(2024, 2, 1), 3),
        (date(2024, 2, 11), 4),
        (date(2024, 2, 12), 5),
        (date(2024, 5, 5), 9),
    ],
)
def test_nothing_is_told_before_its_day(process: Process, as_of: date, number: int) -> None:
    assert len(news(process, as_of)) == number


def test_a_piece_of_news_has_a_name_for_good(process: Process) -> None:
    """By the first id that its record had; also where no day is known on which it was told."""
    assert [(piece.day, piece.key) for piece in every_news(process, date(2024, 12, 31))] == [
        (date(2024, 6, 3), "draft:second-draft/adopted"),
        (date(2024, 5, 6), "draft:second-draft/published"),
        (date(2024, 5, 2), "milestone:long-night/cancelled"),
        (date(2024, 4, 29), "milestone:vote/announced"),
        (date(2024, 3, 10), "statement:open-on-saturdays/published"),
        (date(2024, 2, 20), "submission:friends-first-draft/submitted"),
        (date(2024, 2, 12), "milestone:wishes/moved/2024-02-29"),
        (date(2024, 2, 10), "summary:2024-02-08-hall/published"),
        (date(2024, 2, 1), "draft:first-draft/published"),
        (date(2024, 1, 10), "consultation:2024-02-08-hall/announced"),
        (date(2024, 1, 10), "milestone:wishes/announced"),
        (None, "consultation:2024-02-08-hall-registration/announced"),
        (None, "draft:first-draft/announced"),
        (None, "draft:second-draft/announced"),
        (None, "milestone:first-year/announced"),
        (None, "milestone:long-night/announced"),
        (None, "statement:open-on-saturdays-closes/announced"),
        (None, "statement:open-on-saturdays/announced"),
    ]


def test_what_editors_judged_is_no_news_of_the_process() -> None:
    shipped = check(ROOT, date(2026, 11, 22)).process
    assert shipped is not None
    today = date(2026, 11, 22)
    kinds = {piece.kind for piece in every_news(shipped, today)}
    assert kinds - {piece.kind for piece in news(shipped, today)} == {NewsKind.JUDGED}
    (privacy,) = (p for p in every_news(shipped, today) if p.key.startswith("ask:privacy/"))
    assert (privacy.key, topics_of(shipped, privacy), drafts_of(shipped, privacy)) == (
        "ask:privacy/judged/2026-11-22",
        frozenset({"privacy"}),
        frozenset({"zero-draft", "rev1"}),
    )
