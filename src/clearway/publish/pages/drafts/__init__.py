"""The line of drafts, each text, every comparison, every paragraph's life, who proposed what."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish.page import Page
from clearway.publish.pages.common import Book
from clearway.publish.pages.drafts import comparison, line, proposers, text, threads
from clearway.publish.pages.drafts.notes import notes


def pages(book: Book) -> Iterator[Page]:
    beside = notes(book)
    yield line.page(book)
    yield from text.pages(book, beside)
    yield from comparison.pages(book, beside)
    yield from threads.pages(book, beside)
    yield from proposers.pages(book, beside)


def files(book: Book) -> Iterator[tuple[str, str | bytes]]:
    """Downloads beside the pages, and former addresses of paragraphs."""
    yield from text.files(book)
    yield from comparison.files(book)
    yield from threads.files(book)
