"""The line of drafts: dates, what changed from each to the next, how brackets close."""

from __future__ import annotations

from dataclasses import dataclass

from clearway.insight.lineage import Brackets, Pair, brackets
from clearway.publish.page import Page
from clearway.publish.pages.common import Book, index_page
from clearway.publish.pages.drafts import phrases
from clearway.publish.pages.drafts.places import HERE, comparison_address, short
from clearway.publish.pages.drafts.threads import led_elsewhere
from clearway.records.model import Draft
from clearway.records.when import Precision


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft in line: days since the one before, the step that led to it, open brackets."""

    draft: Draft
    days: int | None
    step: Pair | None
    open: Brackets | None
    annotations: int


def page(book: Book) -> Page:
    line = book.process.drafts_in_line
    told = book.lineage
    entries = [_entry(book, line, index) for index in range(len(line))]
    steps = {(entry.step.old.id, entry.step.new.id) for entry in entries if entry.step}
    made = index_page(
        book,
        HERE,
        "Drafts",
        "Every version of the text, in the order in which they came.",
        "drafts.html",
        entries=entries,
        others=[
            (pair.old.draft, pair.new.draft) for k, pair in told.pairs.items() if k not in steps
        ],
        most=max((entry.open.open for entry in entries if entry.open), default=0),
        held=len(told.texts),
        proposals=len(book.process.annotations),
        phrases=phrases,
        short=short,
        comparison_address=comparison_address,
    )
    refs = tuple(f"thread:{id}" for id in led_elsewhere(book))
    return Page(made.address, made.title, made.description, made.html, refs=refs)


def _entry(book: Book, line: tuple[Draft, ...], index: int) -> Entry:
    draft, told = line[index], book.lineage
    version = told.text(draft)
    return Entry(
        draft,
        _days_since(line, index),
        told.step(told.number[draft.id] - 1) if version else None,
        brackets(version.paragraphs) if version else None,
        sum(1 for annotation in book.process.annotations if annotation.draft == draft.id),
    )


def _days_since(line: tuple[Draft, ...], index: int) -> int | None:
    if index == 0:
        return None
    starts = [draft.ledger.standing.when.start for draft in line[index - 1 : index + 1]]
    days = [s.day for s in starts if s is not None and s.precision >= Precision.DAY]
    return (days[1] - days[0]).days if len(days) == 2 else None
