"""Two drafts side by side, or rather in one column: what was kept, edited, moved, split, merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from clearway.insight.lineage import LOW, Pair
from clearway.publish.downloads import (
    Row,
    comparison_akn,
    comparison_docx,
    comparison_html,
    comparison_json,
    comparison_text,
    rows,
)
from clearway.publish.downloads.rows import Shown, joined_numbers, shown_alone, side
from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book
from clearway.publish.pages.drafts import phrases
from clearway.publish.pages.drafts.notes import Note, Notes
from clearway.publish.pages.drafts.places import (
    HERE,
    as_versions,
    comparison_address,
    downloads,
    proposer_address,
    short,
    thread_address,
)
from clearway.publish.render import render

Side = list[tuple[str, tuple[Shown, ...]]]
"""Number and runs of each paragraph on one side of a row."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stand together: changed ones in the open, a run of unchanged ones folded."""

    folded: bool
    rows: tuple[Row, ...]

    @property
    def says(self) -> str:
        """What is folded: '11 paragraphs unchanged, 3 to 13'."""
        count = len(self.rows)
        numbers = [n for n in (joined_numbers(row.new) for row in self.rows) if n]
        span = f": {numbers[0]}" if numbers else ""
        if len(numbers) > 1:
            span += f" to {numbers[-1]}"
        return f"{count} paragraph{'s' if count > 1 else ''} unchanged{span}"


def pages(book: Book, beside: Notes) -> Iterator[Page]:
    for pair in book.lineage.pairs.values():
        yield _page(book, beside, pair)


def _page(book: Book, beside: Notes, pair: Pair) -> Page:
    old, new = pair.old.draft, pair.new.draft
    here = comparison_address(old.id, new.id)
    found = rows(as_versions(book.site, pair))
    title = f"What changed from {short(old)} to {short(new)}"
    said = phrases.statistics(pair.statistics)
    html = render(
        book.view(here),
        "comparison.html",
        trail=(("Drafts", HERE), (short(old), f"drafts/{old.id}/"), (f"to {short(new)}", None)),
        title=title,
        old=old,
        new=new,
        said=said,
        counts=pair.statistics,
        blocks=tuple(blocks(found)),
        notes=_notes(beside[old.id], found),
        threads=_threads(book, pair, found),
        files=downloads(here, _name(pair)),
        sides=_sides,
        low=LOW,
        phrases=phrases,
        short=short,
        proposer_address=proposer_address,
        comparison_address=comparison_address,
        others=[p for p in book.lineage.pairs.values() if p is not pair],
    )
    headings = tuple(
        Heading(row.id, (row.new or row.old)[0].text)
        for row in found
        if row.is_heading and row.kind != "left"
    )
    return Page(here, title, said, html, headings=headings, listed=False)


def blocks(found: tuple[Row, ...]) -> Iterator[Block]:
    """Rows in the open and runs of unchanged ones; headings are never folded away."""
    for folded, group in groupby(found, key=lambda row: row.is_same and not row.is_heading):
        yield Block(folded, tuple(group))


def _notes(
    by_anchor: Mapping[str, tuple[Note, ...]], found: tuple[Row, ...]
) -> Mapping[str, tuple[Note, ...]]:
    """What was proposed on the old draft, by the id of the row in which its paragraph is told."""
    return {
        row.id: tuple(note for p in row.old for note in by_anchor.get(p.anchor, ()))
        for row in found
        if row.kind != "left"
    }


def _threads(book: Book, pair: Pair, found: tuple[Row, ...]) -> Mapping[str, str]:
    """The address of each row's paragraph, by the row's id."""
    told = book.lineage
    old, new = told.number[pair.old.id], told.number[pair.new.id]
    addresses = {}
    for row in found:
        link = row.link
        place = (new, link.new[0]) if link.new else (old, link.old[0])
        thread = told.thread_at(*place)
        if thread is not None:
            addresses[row.id] = thread_address(thread)
    return addresses


def _sides(row: Row) -> tuple[Side, Side]:
    """Number and runs of the old paragraphs and of the new ones."""
    olds = zip(row.old, side(row.link, "-"), strict=False)
    news = zip(row.new, side(row.link, "+"), strict=False)
    return [(p.number, shown_alone(r)) for p, r in olds], [
        (p.number, shown_alone(r)) for p, r in news
    ]


def _name(pair: Pair) -> str:
    return f"{pair.old.id}-to-{pair.new.id}"


def files(book: Book) -> Iterator[tuple[str, str | bytes]]:
    """Each comparison as files."""
    for (old, new), pair in book.lineage.pairs.items():
        base = f"{comparison_address(old, new)}{_name(pair)}"
        versions = as_versions(book.site, pair)
        yield f"{base}.txt", comparison_text(versions)
        yield f"{base}.html", comparison_html(versions)
        yield f"{base}.docx", comparison_docx(versions)
        yield f"{base}.json", comparison_json(versions)
        yield f"{base}.akn.xml", comparison_akn(versions)
