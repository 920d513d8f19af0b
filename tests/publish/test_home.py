"""The front page: its state in a sentence, its figures, how to attend, and what happened lately.

Covers: clearway.publish.pages.home.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from clearway.insight.agenda import agenda
from clearway.insight.scorecard.promises import promises
from clearway.publish.page import Site
from clearway.publish.pages import home
from clearway.publish.pages.common import Book
from clearway.publish.render import heading_text
from clearway.records.model import Process
from clearway.records.rules import check
from tests.running import ROOT

SITE = Site("https://hours.example/")


def process_of(folder: str) -> Process:
    process = check(ROOT / folder, date(2026, 11, 22)).process
    assert process is not None
    return process


HOURS, REVIEW = process_of("examples/library"), process_of(".")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("process", "day", "said"),
    [
        (REVIEW, date(2025, 12, 16), "running"),
        (REVIEW, date(2025, 12, 17), "running"),
        (REVIEW, date(2025, 12, 18), "One of its promises fell due and has not been seen."),
        (REVIEW, date(2026, 9, 30), "One of its promises fell due and has not been seen."),
        (REVIEW, date(2026, 10, 1), "Two of its promises fell due and have not been seen."),
        (HOURS, date(2025, 10, 6), "running"),
        (HOURS, date(2025, 10, 7), "Opening hours ended: its text was adopted on 6 October 2025."),
    ],
)
def test_the_heading_says_whether_the_process_runs_or_is_over(
    process: Process, day: date, said: str
) -> None:
    assert said in home.state(process, agenda(process, day), promises(process, day))


def test_before_the_end_the_nearest_day_leads() -> None:
    now = agenda(REVIEW, date(2025, 11, 10))
    first = home.nearest(now)
    assert first is not None
    assert now.next is not None
    assert date(2025, 11, 10) < first.first_day < now.next.first_day
    assert home.nearest(agenda(REVIEW, date(2026, 11, 22))) is None


def test_each_figure_leads_to_its_list() -> None:
    html = home.figures(Book(REVIEW, SITE, date(2026, 11, 22)))
    assert re.findall(r'href="([^"]+)"', html) == ["drafts/", "asks/", "scorecard/", "promises/"]
    assert "promises due, not seen" in words(html)


def test_what_is_not_known_of_the_next_meeting_is_asked_for() -> None:
    found = words(home.lead(Book(REVIEW, SITE, date(2026, 11, 22))))
    missing = "the official page, how to register, the hours, whether one can watch from afar"
    assert f"Not known yet {missing}. Do you know? Tell us" in found


def test_how_to_attend_is_not_asked_of_a_deadline() -> None:
    found = words(home.lead(Book(REVIEW, SITE, date(2025, 7, 24))))
    deadline, meeting = found.split("What it leads up to")
    assert "Written inputs on the Elements Paper close" in deadline
    assert "Not known yet" not in deadline
    assert "Not known yet" in meeting


def test_what_happened_lately_ends_on_the_day_of_the_site_and_has_no_plans() -> None:
    for day in (date(2025, 6, 20), date(2025, 12, 17), date(2026, 11, 22)):
        found = home.recent(Book(REVIEW, SITE, day), 6)
        days = [one.day for one in found]
        assert days == sorted(days, reverse=True)
        assert max(days) <= day
        assert not [o for o in found if o.occasion and o.occasion.evidence == "planned"]
    assert found[0].day.year == 2026


def test_a_heading_of_records_is_no_markup() -> None:
    assert heading_text("*A* `b` [c](d) <e> {{ f }}") == (
        "&#42;A&#42; &#96;b&#96; &#91;c&#93;&#40;d&#41; &#60;e&#62; &#123;&#123; f &#125;&#125;"
    )
