"""Who proposed what: a page for everybody who put something forward."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish.page import Page
from clearway.publish.pages.common import Book, index_page
from clearway.publish.pages.drafts import phrases
from clearway.publish.pages.drafts.notes import Note, Notes
from clearway.publish.pages.drafts.places import HERE, proposer_address, short
from clearway.records.model import Draft, Organisation

INDEX = "drafts/proposers/"


def pages(book: Book, beside: Notes) -> Iterator[Page]:
    if not book.process.annotations:
        return
    notes = [n for draft in beside.values() for found in draft.values() for n in found]
    ids = sorted({id for n in notes for id in n.annotation.by} | set(_positioned(notes)))
    who = [book.process.find(Organisation, id) for id in ids]
    yield index_page(
        book,
        INDEX,
        "Who proposed what",
        "Everybody who proposed a change of a draft, or took a position on one.",
        "proposers.html",
        trail=(("Drafts", HERE), ("Who proposed what", None)),
        rows=sorted(
            ((o, len(_own(notes, o.id)), len(_positions(notes, o.id))) for o in who),
            key=lambda row: (-row[1], row[0].name),
        ),
        proposer_address=proposer_address,
    )
    for organisation in who:
        yield _page(book, organisation, notes)


def _page(book: Book, organisation: Organisation, notes: list[Note]) -> Page:
    own, positions = _own(notes, organisation.id), _positions(notes, organisation.id)
    return index_page(
        book,
        proposer_address(organisation.id),
        f"What {organisation.name} proposed",
        f"Every proposal of {organisation.name} on the drafts, and what became of its words.",
        "proposer.html",
        trail=(("Drafts", HERE), ("Who proposed what", INDEX), (organisation.name, None)),
        organisation=organisation,
        own=_by_draft(book, own),
        positions=_by_draft(book, positions),
        stances={
            n.annotation.ref: [p.stance for p in n.annotation.positions if organisation.id in p.by]
            for n in positions
        },
        phrases=phrases,
        short=short,
        proposer_address=proposer_address,
    )


def _positioned(notes: list[Note]) -> Iterator[str]:
    for each in notes:
        for position in each.annotation.positions:
            yield from position.by


def _own(notes: list[Note], id: str) -> list[Note]:
    return [n for n in notes if id in n.annotation.by]


def _positions(notes: list[Note], id: str) -> list[Note]:
    return [n for n in notes if any(id in p.by for p in n.annotation.positions)]


def _by_draft(book: Book, notes: list[Note]) -> list[tuple[Draft, list[Note]]]:
    found = [
        (draft, [n for n in notes if n.annotation.draft == draft.id])
        for draft in book.process.drafts_in_line
    ]
    return [(draft, of) for draft, of in found if of]
