"""The page that says how to subscribe to the calendars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearway.publish.calendars import Subscription
from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book, index_page
from clearway.publish.syndication import of_site

HERE = "calendar/"


def pages(book: Book, subscriptions: Sequence[Subscription]) -> Iterator[Page]:
    whole = [s for s in subscriptions if not s.feed.is_part]
    page = index_page(
        book,
        HERE,
        "Calendar",
        "Subscribe once: a date that moves here moves in your calendar.",
        "calendar.html",
        subscriptions=whole,
        parts_of={
            s.name: [p for p in subscriptions if p.feed.is_part and p.name == s.name] for s in whole
        },
        refresh=list(_refresh(subscriptions)),
        headings=tuple(Heading(s.name, _title(s)) for s in whole),
        feeds=of_site(book.process),
        title_of=_title,
    )
    yield page


def _title(subscription: Subscription) -> str:
    return "All dates" if subscription.name == "all" else subscription.name.capitalize()


def _refresh(subscriptions: Sequence[Subscription]) -> Iterator[tuple[str, str]]:
    """How often each family of calendars looks again."""
    if subscriptions:
        for way in subscriptions[0].ways:
            yield way.client, way.refresh
