"""Statements, and who endorses them."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.publish.pages.statements import names
from clearway.publish.pages.statements.counts import charts, texts
from clearway.publish.pages.statements.files import files
from clearway.publish.roll import Roll
from clearway.records.model import Completeness, Statement

__all__ = ["files", "has_opened", "is_closed", "pages"]

HERE = "statements/"


def pages(book: Book) -> Iterator[Page]:
    everything = sorted(
        book.process.statements, key=lambda s: (s.ledger.standing.when.first_day, s.id)
    )
    rolls = [book.rolls[statement.id] for statement in everything]
    yield index_page(
        book,
        HERE,
        "Statements",
        "Texts about how the process should be run, and who endorses them.",
        "statements.html",
        statements=[(roll.statement, roll.tally) for roll in reversed(rolls)],
    )
    for roll in rolls:
        yield _page(book, roll)
        if roll.is_long:
            yield from names.pages(book, roll)


def has_opened(book: Book, statement: Statement) -> bool:
    """Whether endorsement has begun; also where it is not known when it did."""
    opens = statement.endorsement and statement.endorsement.opens
    return not (opens and opens.first_day > book.as_of)


def is_closed(book: Book, statement: Statement) -> bool:
    closes = statement.endorsement and statement.endorsement.closes
    return bool(closes and closes.ledger.standing.when.last_day < book.as_of)


def _page(book: Book, roll: Roll) -> Page:
    statement = roll.statement
    headings = []
    if statement.body:
        is_own = statement.text is Completeness.FULL
        headings.append(Heading("text", "The text" if is_own else "What it asks"))
    if roll.everybody:
        headings.append(Heading("endorsements", "Who endorses it"))
    shown = [signatory for part in roll.on_page for signatory in part]
    return record_page(
        book,
        statement,
        "statement.html",
        (("Statements", HERE),),
        first_words(f"{statement.title}. {statement.description or statement.body}"),
        refs=tuple(signatory.endorsement.ref for signatory in shown),
        headings=tuple(headings),
        roll=roll,
        texts=texts(roll),
        charts=charts(book, roll.tally),
        opened=has_opened(book, statement),
        closed=is_closed(book, statement),
    )
