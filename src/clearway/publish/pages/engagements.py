"""What people tried with their own government."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish import words
from clearway.publish.page import Page
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.records.kinds.engagement import Engagement

HERE = "engagement/"


def pages(book: Book) -> Iterator[Page]:
    yield index_page(
        book,
        HERE,
        "Talking with governments",
        "What people tried with their own government, what came of it, and what others can use.",
        "engagements.html",
        by_country=list(_by_country(book)),
    )
    for engagement in book.process.engagements:
        yield record_page(
            book,
            engagement,
            "engagement.html",
            (("Talking with governments", HERE),),
            first_words(f"{engagement.title}. {engagement.body}"),
        )


def _by_country(book: Book) -> Iterator[tuple[str | None, list[Engagement]]]:
    """Engagements by country in the order of the countries' names; without one at the end."""
    codes = {e.country for e in book.process.engagements}
    named = sorted((c for c in codes if c), key=words.country)
    for code in (*named, *([None] if None in codes else [])):
        yield code, [e for e in book.process.engagements if e.country == code]
