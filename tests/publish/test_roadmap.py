"""The roadmap: all dates, and a page for each choice by which they can be narrowed.

Covers: clearway.publish.pages.schedule.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from clearway.publish.page import Page, Site
from clearway.publish.pages.common import Book
from clearway.publish.pages.schedule import roadmap_pages, roadmap_views
from clearway.records.rules import check
from tests.running import ROOT

DAY = date(2026, 11, 22)


def review() -> Book:
    process = check(ROOT, DAY).process
    assert process is not None
    return Book(process, Site("https://hours.example/"), DAY)


BOOK = review()
ALL = tuple(o for o in BOOK.occasions if o.session is None)
PAGES: dict[str, Page] = {page.address: page for page in roadmap_pages(BOOK)}


def rows(page: Page) -> list[str]:
    return re.findall(r'<li class="cw-row cw-row--line"[^>]*>', page.html)


def test_each_date_is_ahead_or_past_and_of_one_kind() -> None:
    for group in ("time", "kind"):
        views = [view for view in roadmap_views(BOOK, ALL) if view.group == group]
        found = Counter(o.id for view in views for o in view.occasions)
        assert found == Counter(o.id for o in ALL)


def test_a_choice_has_a_page_with_just_its_dates() -> None:
    assert len(rows(PAGES["roadmap/"])) == len(ALL)
    for view in roadmap_views(BOOK, ALL):
        page = PAGES[view.address]
        assert len(rows(page)) == len(view.occasions) > 0
        assert not page.listed
    moved = PAGES["roadmap/change/moved/"]
    assert "1 date as of 22 November 2026." in " ".join(moved.html.split())
    assert "15 July 2025" in moved.html
    assert "25 July 2025" in moved.html


def test_a_row_says_what_a_script_filters_by() -> None:
    for view in roadmap_views(BOOK, ALL):
        marked = [
            row
            for row in rows(PAGES["roadmap/"])
            if view.value in re.findall(rf'data-{view.group}="([^"]*)"', row)[0].split()
        ]
        assert len(marked) == len(view.occasions), view.address


def test_the_line_of_today_is_between_what_is_ahead_and_what_is_past() -> None:
    html = PAGES["roadmap/"].html
    places = [html.index(f'id="{id}"') for id in ("ahead", "someday", "today", "y2026", "y2025")]
    assert places == sorted(places)
    assert 'id="today"' not in PAGES["roadmap/time/ahead/"].html
