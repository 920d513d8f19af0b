"""The roadmap, and the page of each milestone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearway.insight.agenda import Status
from clearway.publish import words
from clearway.publish.charts import Timeline, timeline, years
from clearway.publish.page import Page
from clearway.publish.pages.common import Book, first_words, index_page, record_page

HERE = "roadmap/"


def pages(book: Book) -> Iterator[Page]:
    yield _roadmap(book)
    for milestone in book.process.milestones:
        date_ = words.when(milestone.ledger.standing.when)
        text = f"{milestone.title}, {date_}. {milestone.description or ''}"
        trail = (("Roadmap", HERE),)
        yield record_page(book, milestone, "milestone.html", trail, first_words(text))


def _roadmap(book: Book) -> Page:
    everything = book.occasions
    coming = [o for o in everything if o.status(book.as_of) is not Status.PAST]
    past = [o for o in everything if o.status(book.as_of) is Status.PAST]
    dated = [o for o in coming if o.is_dated]
    rough = [o for o in coming if not o.is_dated]
    sections = [("Ahead", "ahead", dated), ("Ahead, day not known", "someday", rough)]
    for year in sorted({o.last_day.year for o in past}, reverse=True):
        found = [o for o in reversed(past) if o.last_day.year == year]
        sections.append((str(year), f"y{year}", found))
    return index_page(
        book,
        HERE,
        "Roadmap",
        "Every date of the process, with what was announced before and what other sources say.",
        "roadmap.html",
        charts=[(year, year_chart(book, year)) for year in years(everything)],
        parts_=sections,
    )


def year_chart(book: Book, year: int) -> Timeline:
    """The picture of one year."""
    return timeline(book.occasions, date(year, 1, 1), date(year, 12, 31), book.as_of)
