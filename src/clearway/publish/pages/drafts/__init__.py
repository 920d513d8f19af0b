"""The line of drafts, each text, every comparison, every paragraph's life, who proposed what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from clearway.insight.lineage import LOW, Brackets, ComparedPair, Lineage, brackets
from clearway.language import gettext as _
from clearway.language import ngettext
from clearway.publish.downloads.akoma_ntoso import comparison_akn
from clearway.publish.downloads.comparison_rows import (
    ComparisonRow,
    ShownRun,
    joined_numbers,
    options_changed,
    rows,
    shown_alone,
    side,
)
from clearway.publish.downloads.text_files import comparison_html, comparison_json, comparison_text
from clearway.publish.downloads.word import comparison_docx
from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book, index_page
from clearway.publish.pages.drafts import descriptions, languages, text_page, threads
from clearway.publish.pages.drafts.descriptions import (
    HERE,
    DraftDay,
    as_versions,
    comparison_address,
    days_of,
    downloads,
    proposer_address,
    short,
    thread_address,
)
from clearway.publish.pages.drafts.text_page import Note, Notes, notes
from clearway.publish.pages.drafts.threads import led_elsewhere
from clearway.publish.render import render
from clearway.records.dates.when import Precision
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.organisation import Organisation
from clearway.records.model import Process

# --- The line of drafts: dates, what changed from each to the next, how brackets close


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft in line: days since the one before, the step that led to it, open brackets."""

    draft: Draft
    dates: tuple[DraftDay, ...]
    days: int | None
    step: ComparedPair | None
    open: Brackets | None
    annotations: int


def overview_page(book: Book) -> Page:
    line = book.process.drafts_in_line
    told = book.lineage
    entries = [_entry(book, line, index) for index in range(len(line))]
    made = index_page(
        book,
        HERE,
        _("Drafts"),
        _("All versions of the text, the oldest first."),
        "drafts.html",
        entries=entries,
        since=since(told),
        most=max((entry.open.open for entry in entries if entry.open), default=0),
        agreed=any(entry.open.agreed for entry in entries if entry.open),
        held=len(told.texts),
        proposals=len(book.process.annotations),
        phrases=descriptions,
        short=short,
        comparison_address=comparison_address,
    )
    refs = tuple(f"thread:{id}" for id in led_elsewhere(book))
    return Page(made.address, made.title, made.description, made.html, refs=refs)


def _entry(book: Book, line: tuple[Draft, ...], index: int) -> DraftEntry:
    draft, told = line[index], book.lineage
    version = told.text(draft)
    return DraftEntry(
        draft,
        days_of(book.process, draft, book.as_of),
        _days_since(book.process, line, index),
        told.step(told.number[draft.id] - 1) if version else None,
        brackets(version.paragraphs) if version else None,
        sum(1 for annotation in book.process.annotations if annotation.draft == draft.id),
    )


def since(told: Lineage) -> list[tuple[Draft, list[Draft]]]:
    """Each draft that is compared with later ones, and these, both in line."""
    later: dict[str, list[Draft]] = {}
    for old, new in sorted(told.pairs, key=lambda ids: (told.number[ids[0]], told.number[ids[1]])):
        later.setdefault(old, []).append(told.texts[told.number[new]].draft)
    return [(told.texts[told.number[old]].draft, found) for old, found in later.items()]


def _days_since(process: Process, line: tuple[Draft, ...], index: int) -> int | None:
    if index == 0:
        return None
    starts = [process.first_date(draft).when.start for draft in line[index - 1 : index + 1]]
    days = [s.day for s in starts if s is not None and s.precision >= Precision.DAY]
    return (days[1] - days[0]).days if len(days) == 2 else None


# --- Who proposed what: a page for everybody who put something forward


INDEX = "drafts/proposers/"


def proposer_pages(book: Book, beside: Notes) -> Iterator[Page]:
    if not book.process.annotations:
        return
    notes = [n for draft in beside.values() for found in draft.values() for n in found]
    ids = sorted({id for n in notes for id in n.annotation.by} | set(_positioned(notes)))
    who = [book.process.find(Organisation, id) for id in ids]
    yield index_page(
        book,
        INDEX,
        _("Who proposed what"),
        _("Everyone who proposed a change to a draft, or took a position on one."),
        "proposers.html",
        trail=((_("Drafts"), HERE), (_("Who proposed what"), None)),
        rows=sorted(
            ((o, len(_own(notes, o.id)), len(_positions(notes, o.id))) for o in who),
            key=lambda row: (-row[1], row[0].name),
        ),
        proposer_address=proposer_address,
    )
    for organisation in who:
        yield _proposer_page(book, organisation, notes)


def _proposer_page(book: Book, organisation: Organisation, notes: list[Note]) -> Page:
    own, positions = _own(notes, organisation.id), _positions(notes, organisation.id)
    return index_page(
        book,
        proposer_address(organisation.id),
        _("What {name} proposed").format(name=organisation.name),
        _("Every proposal of {name} on the drafts, and what became of its words.").format(
            name=organisation.name
        ),
        "proposer.html",
        trail=((_("Drafts"), HERE), (_("Who proposed what"), INDEX), (organisation.name, None)),
        organisation=organisation,
        own=_by_draft(book, own),
        positions=_by_draft(book, positions),
        stances={
            n.annotation.ref: [p.stance for p in n.annotation.positions if organisation.id in p.by]
            for n in positions
        },
        phrases=descriptions,
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


# --- Two drafts side by side, or rather in one column: what was kept, edited, moved, split, merged


Side = list[tuple[str, tuple[ShownRun, ...]]]
"""Number and runs of each paragraph on one side of a row."""


@dataclass(frozen=True, slots=True)
class ComparisonBlock:
    """Rows that stand together: changed ones in the open, a run of unchanged ones folded."""

    folded: bool
    rows: tuple[ComparisonRow, ...]

    @property
    def says(self) -> str:
        """What is folded: '11 paragraphs unchanged, 3 to 13'."""
        count = len(self.rows)
        numbers = [n for n in (joined_numbers(row.new) for row in self.rows) if n]
        said = ngettext("{number} paragraph unchanged", "{number} paragraphs unchanged", count)
        said = said.format(number=count)
        if not numbers:
            return said
        if len(numbers) == 1:
            return _("{paragraphs}: {first}").format(paragraphs=said, first=numbers[0])
        form = _("{paragraphs}: {first} to {last}")
        return form.format(paragraphs=said, first=numbers[0], last=numbers[-1])


def comparison_pages(book: Book, beside: Notes) -> Iterator[Page]:
    for pair in book.lineage.pairs.values():
        yield _comparison_page(book, beside, pair)


def _comparison_page(book: Book, beside: Notes, pair: ComparedPair) -> Page:
    old, new = pair.old.draft, pair.new.draft
    here = comparison_address(old.id, new.id)
    found = rows(as_versions(book.site, pair))
    title = _("What changed from {old} to {new}").format(old=short(old), new=short(new))
    said = options_changed(found) + descriptions.statistics(pair.statistics)
    html = render(
        book.view(here),
        "comparison.html",
        trail=(
            (_("Drafts"), HERE),
            (short(old), f"drafts/{old.id}/"),
            (_("to {draft}").format(draft=short(new)), None),
        ),
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
        phrases=descriptions,
        short=short,
        proposer_address=proposer_address,
        comparison_address=comparison_address,
        since=since(book.lineage),
    )
    headings = tuple(
        Heading(row.id, (row.new or row.old)[0].text)
        for row in found
        if row.is_heading and row.kind != "left"
    )
    return Page(here, title, said, html, headings=headings, listed=False)


def blocks(found: tuple[ComparisonRow, ...]) -> Iterator[ComparisonBlock]:
    """Rows in the open and runs of unchanged ones; headings are never folded away."""
    for folded, group in groupby(found, key=lambda row: row.is_same and not row.is_heading):
        yield ComparisonBlock(folded, tuple(group))


def _notes(
    by_anchor: Mapping[str, tuple[Note, ...]], found: tuple[ComparisonRow, ...]
) -> Mapping[str, tuple[Note, ...]]:
    """What was proposed on the old draft, by the id of the row in which its paragraph is told."""
    return {
        row.id: tuple(note for p in row.old for note in by_anchor.get(p.anchor, ()))
        for row in found
        if row.kind != "left"
    }


def _threads(book: Book, pair: ComparedPair, found: tuple[ComparisonRow, ...]) -> Mapping[str, str]:
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


def _sides(row: ComparisonRow) -> tuple[Side, Side]:
    """Number and runs of the old paragraphs and of the new ones."""
    olds = zip(row.old, side(row.link, "-"), strict=False)
    news = zip(row.new, side(row.link, "+"), strict=False)
    return [(p.number, shown_alone(r)) for p, r in olds], [
        (p.number, shown_alone(r)) for p, r in news
    ]


def _name(pair: ComparedPair) -> str:
    return f"{pair.old.id}-to-{pair.new.id}"


def comparison_files(book: Book) -> Iterator[tuple[str, str | bytes]]:
    """Each comparison as files."""
    for (old, new), pair in book.lineage.pairs.items():
        base = f"{comparison_address(old, new)}{_name(pair)}"
        versions = as_versions(book.site, pair)
        yield f"{base}.txt", comparison_text(versions)
        yield f"{base}.html", comparison_html(versions)
        yield f"{base}.docx", comparison_docx(versions)
        yield f"{base}.json", comparison_json(versions)
        yield f"{base}.akn.xml", comparison_akn(versions)


# --- The line of drafts, each text, every comparison, every paragraph's life, who proposed what


def pages(book: Book) -> Iterator[Page]:
    beside = notes(book)
    yield overview_page(book)
    yield from text_page.pages(book, beside)
    yield from comparison_pages(book, beside)
    yield from languages.pages(book)
    yield from threads.pages(book, beside)
    yield from proposer_pages(book, beside)


def files(book: Book) -> Iterator[tuple[str, str | bytes]]:
    """Downloads beside the pages, and former addresses of paragraphs."""
    yield from text_page.files(book)
    yield from languages.files(book)
    yield from comparison_files(book)
    yield from threads.files(book)
