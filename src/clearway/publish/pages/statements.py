"""Statements, and who endorses them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearway.insight.endorsements import Tally, tally
from clearway.publish import words
from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.records.model import Statement

HERE = "statements/"


@dataclass(frozen=True, slots=True)
class Bars:
    """How many of each; `share` is in percent of the largest."""

    title: str
    rows: tuple[tuple[str, int, float], ...]


def pages(book: Book) -> Iterator[Page]:
    everything = sorted(
        book.process.statements, key=lambda s: (s.ledger.standing.when.first_day, s.id)
    )
    tallied = [(statement, tally(book.process, statement)) for statement in everything]
    yield index_page(
        book,
        HERE,
        "Statements",
        "Texts about how the process should be run, and who endorses them.",
        "statements.html",
        statements=list(reversed(tallied)),
    )
    for statement, counted in tallied:
        yield _page(book, statement, counted)


def has_opened(book: Book, statement: Statement) -> bool:
    """Whether endorsement has begun; also where it is not known when it did."""
    opens = statement.endorsement and statement.endorsement.opens
    return not (opens and opens.first_day > book.as_of)


def is_closed(book: Book, statement: Statement) -> bool:
    closes = statement.endorsement and statement.endorsement.closes
    return bool(closes and closes.ledger.standing.when.last_day < book.as_of)


def _page(book: Book, statement: Statement, counted: Tally) -> Page:
    headings = []
    if statement.body:
        headings.append(Heading("text", "What it asks"))
    if counted.total:
        headings.append(Heading("endorsements", "Who endorses it"))
    signed = [e for e, _ in (*counted.organisations, *counted.individuals)]
    return record_page(
        book,
        statement,
        "statement.html",
        (("Statements", HERE),),
        first_words(f"{statement.title}. {statement.description or statement.body}"),
        refs=tuple(e.ref for e in signed),
        headings=tuple(headings),
        tally=counted,
        bars=_bars(book, counted),
        opened=has_opened(book, statement),
        closed=is_closed(book, statement),
    )


def _bars(book: Book, counted: Tally) -> tuple[Bars, ...]:
    if not counted.organisations:
        return ()
    groups = book.process.vocabularies["group"]
    by_group = tuple((str(groups[g].title) if g else "unknown", n) for g, n in counted.by_group())
    by_country = tuple((words.country(c) if c else "unknown", n) for c, n in counted.by_country())
    return (
        Bars("Organisations by group", _shares(by_group)),
        Bars("Organisations by seat", _shares(by_country)),
    )


def _shares(rows: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int, float], ...]:
    most = max(number for _, number in rows)
    return tuple((name, number, round(100 * number / most, 1)) for name, number in rows)
