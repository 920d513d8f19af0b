"""The line of drafts, and the page of each."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish import words
from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.records.model import Draft, OutlineEntry, Topic
from clearway.records.when import Precision

HERE = "drafts/"


def pages(book: Book) -> Iterator[Page]:
    line = in_line(book.process.drafts)
    yield index_page(
        book,
        HERE,
        "Drafts",
        "Every version of the text, in the order in which they came.",
        "drafts.html",
        drafts=[(draft, _days_since(line, index)) for index, draft in enumerate(line)],
    )
    for index, draft in enumerate(line):
        yield _page(book, draft, line[index + 1] if index + 1 < len(line) else None)


def in_line(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Drafts in the order in which they came: by `previous`, then by date."""
    depth: dict[str, int] = {}
    previous = {draft.id: draft.previous for draft in drafts}
    for draft in drafts:
        count, at = 0, draft.previous
        while at is not None:
            count, at = count + 1, previous.get(at)
        depth[draft.id] = count
    return tuple(
        sorted(drafts, key=lambda d: (depth[d.id], d.ledger.standing.when.first_day, d.id))
    )


def _days_since(line: tuple[Draft, ...], index: int) -> int | None:
    if index == 0:
        return None
    starts = [draft.ledger.standing.when.start for draft in line[index - 1 : index + 1]]
    days = [s.day for s in starts if s is not None and s.precision >= Precision.DAY]
    return (days[1] - days[0]).days if len(days) == 2 else None


def _page(book: Book, draft: Draft, following: Draft | None) -> Page:
    outline = list(by_topic(book, draft.outline))
    headings = [Heading("outline", "What is known of it")] if outline else []
    process = book.process
    return record_page(
        book,
        draft,
        "draft.html",
        (("Drafts", HERE),),
        first_words(f"{draft.title}, {words.when(draft.ledger.standing.when)}. {_says(draft)}"),
        headings=tuple(headings),
        outline=outline,
        next=following,
        consultations=[c for c in process.consultations if c.draft == draft.id],
        submissions=[s for s in process.submissions if s.draft == draft.id],
    )


def _says(draft: Draft) -> str:
    return draft.description or draft.body


def by_topic(
    book: Book, entries: tuple[OutlineEntry, ...]
) -> Iterator[tuple[Topic | None, list[OutlineEntry]]]:
    """Outline entries under their topics, in the order of the process's topics."""
    for topic in (*book.process.profile.topics, None):
        found = [e for e in entries if e.topic == (topic.id if topic else None)]
        if found:
            yield topic, found
