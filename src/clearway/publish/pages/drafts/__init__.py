"""The line of drafts, each text, every comparison, every paragraph's life, who proposed what."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish.page import Page
from clearway.publish.pages.common import Book
from clearway.publish.pages.drafts import comparison, line, proposers, text, threads


def pages(book: Book) -> Iterator[Page]:
    yield line.page(book)
    yield from text.pages(book)
    yield from comparison.pages(book)
    yield from threads.pages(book)
    yield from proposers.pages(book)


def files(book: Book) -> Iterator[tuple[str, str | bytes]]:
    """Downloads beside the pages, and former addresses of paragraphs."""
    yield from text.files(book)
    yield from comparison.files(book)
    yield from threads.files(book)
