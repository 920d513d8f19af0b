"""The page of a draft: its text with every paragraph's thread and what was proposed on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clearway.insight.lineage import (
    Brackets,
    DraftVersion,
    ParagraphThread,
    ProposalFate,
    brackets,
    fate,
)
from clearway.language import gettext as _
from clearway.language import pgettext
from clearway.publish import formatting
from clearway.publish.downloads.akoma_ntoso import text_akn
from clearway.publish.downloads.comparison_rows import cut_at_marks, option_of
from clearway.publish.downloads.text_files import text_html, text_json, text_text
from clearway.publish.downloads.word import text_docx
from clearway.publish.labels import label
from clearway.publish.page import Heading, Page, address
from clearway.publish.pages.common import Book, first_words, record_page
from clearway.publish.pages.drafts import descriptions
from clearway.publish.pages.drafts.descriptions import (
    HERE,
    as_text,
    comparison_address,
    downloads,
    languages_address,
    languages_of,
    proposer_address,
    short,
    thread_address,
)
from clearway.publish.syndication import draft_feed
from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.draft import Draft, OutlineEntry
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.process import Topic
from clearway.records.references import named
from clearway.texts.numbering import positions
from clearway.texts.paragraphs import Footnote, NumberedParagraph, read_body

# --- Annotations as they stand beside a paragraph


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation with what surrounds it. `fate` is a textual match in the draft `next`."""

    annotation: Annotation
    by: tuple[Organisation, ...]
    topic: str
    fate: ProposalFate | None
    fate_draft: Draft | None
    fate_numbers: str
    fate_anchor: str

    @property
    def fate_title(self) -> str:
        return short(self.fate_draft) if self.fate_draft else ""

    @property
    def id(self) -> str:
        return f"note-{self.annotation.id}"


def note(book: Book, annotation: Annotation) -> Note:
    told = book.lineage
    found = fate(told, annotation)
    version = told.texts[told.number[found.draft]] if found else None
    paragraphs = [version.paragraphs[j] for j in found.indexes] if found and version else []
    topics = book.process.vocabularies["topic"]
    return Note(
        annotation,
        tuple(book.process.find(Organisation, id) for id in annotation.by),
        str(getattr(topics.get(annotation.topic or ""), "title", "")),
        found,
        version.draft if version else None,
        ", ".join(p.number for p in paragraphs if p.number),
        paragraphs[0].anchor if paragraphs else "",
    )


Notes = Mapping[str, Mapping[str, tuple[Note, ...]]]
"""The notes of each draft by the anchor of their paragraph; '' for those that have none here."""


def notes(book: Book) -> Notes:
    """Every annotation, once for all pages."""
    found: dict[str, dict[str, tuple[Note, ...]]] = {draft.id: {} for draft in book.process.drafts}
    texts = {version.id: version.paragraphs for version in book.lineage.texts}
    for annotation in book.process.annotations:
        places = named(texts.get(annotation.draft, ()), annotation.paragraph)
        anchor = places[0].anchor if len(places) == 1 else ""
        of_draft = found[annotation.draft]
        of_draft[anchor] = (*of_draft.get(anchor, ()), note(book, annotation))
    return found


# --- The page of a draft: its text with every paragraph's thread and what was proposed on it


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph on the page. `parts` is its text cut at footnote marks; `was` says what it was
    in the draft before."""

    paragraph: NumberedParagraph
    thread: ParagraphThread | None
    was: str
    parts: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    open: Brackets
    option: str = ""
    """The option that it is part of, as 'Option 2'; '' for none."""


def pages(book: Book, beside: Notes) -> Iterator[Page]:
    line = book.process.drafts_in_line
    for index, draft in enumerate(line):
        yield _page(
            book, beside[draft.id], draft, line[index + 1] if index + 1 < len(line) else None
        )


def _page(
    book: Book, notes: Mapping[str, tuple[Note, ...]], draft: Draft, following: Draft | None
) -> Page:
    process = book.process
    outline = list(by_topic(book, draft.outline))
    version = book.lineage.text(draft)
    shown = tuple(_shown(book, version, notes)) if version else ()
    options = tuple({each.option: None for each in shown if each.option})
    headings = [Heading("outline", _("What is known of it"))] if outline else []
    headings += [
        Heading(s.paragraph.anchor, s.paragraph.text) for s in shown if s.paragraph.kind == "h"
    ]
    every = [note for found in notes.values() for note in found]
    return record_page(
        book,
        draft,
        "draft.html",
        ((_("Drafts"), HERE),),
        first_words(
            f"{draft.title}, {formatting.when(process.first_date(draft).when)}. {_says(draft)}"
        ),
        refs=tuple(note.annotation.ref for note in every),
        headings=tuple(headings),
        follow=(draft_feed(draft),),
        outline=outline,
        days=descriptions.days_of(process, draft, book.as_of),
        next=following,
        consultations=[c for c in process.consultations if c.draft == draft.id],
        submissions=[s for s in process.submissions if s.draft == draft.id],
        shown=shown,
        options=options if len(options) > 1 else (),
        footnotes=_footnotes(draft) if version else (),
        loose=notes.get("", ()),
        open=brackets(version.paragraphs) if version else Brackets(),
        comparisons=list(_comparisons(book, draft)),
        files=downloads(address(draft), draft.id) if version else [],
        filters=_filters(every),
        languages=languages_of(process, draft),
        languages_address=languages_address,
        phrases=descriptions,
        thread_address=thread_address,
        proposer_address=proposer_address,
        short=short,
    )


def _says(draft: Draft) -> str:
    return draft.description or (draft.body if draft.text != "full" else "")


def _footnotes(draft: Draft) -> tuple[Footnote, ...]:
    return read_body(draft.body).footnotes


def _shown(
    book: Book, version: DraftVersion, notes: Mapping[str, tuple[Note, ...]]
) -> Iterator[ShownParagraph]:
    told = book.lineage
    number = told.number[version.id]
    options = options_of(version.paragraphs)
    for index, paragraph in enumerate(version.paragraphs):
        thread = told.thread_at(number, index)
        yield ShownParagraph(
            paragraph,
            thread,
            _was(book, thread, number),
            tuple(cut_at_marks(paragraph.text, paragraph.marks)),
            notes.get(paragraph.anchor, ()),
            brackets((paragraph,)),
            options[index],
        )


def options_of(paragraphs: Sequence[NumberedParagraph]) -> tuple[str, ...]:
    """Of each paragraph the option that it is part of, as its heading prints it; '' for none.

    >>> body = "1. We.\\n\\n### Option 1: early\\n\\n1. Ten.\\n\\n### Option 2\\n\\n1. Nine."
    >>> options_of(read_body(body).paragraphs)
    ('', 'Option 1', 'Option 1', 'Option 2', 'Option 2')
    """
    places = positions((p.kind, p.number, p.text, p.level) for p in paragraphs)
    printed: dict[str, str] = {}
    for paragraph, place in zip(paragraphs, places, strict=True):
        if place.option:
            printed.setdefault(place.option, option_of(paragraph) or place.option)
    return tuple(printed.get(place.option, "") for place in places)


def _was(book: Book, thread: ParagraphThread | None, number: int) -> str:
    """What is said below the number: 'was 11', 'new', 'moved, was 27'."""
    moment = thread.at(number) if thread else None
    if thread is None or moment is None or number == 0:
        return ""
    if moment.how in ("added", "returned"):
        return pgettext("a paragraph", "new") if moment.how == "added" else _("back again")
    place = (number - 1, next((m.index for m in thread.moments if m.version == number - 1), -1))
    if place[1] < 0 and thread.parent:
        place = thread.parent
    before = book.lineage.texts[place[0]].paragraphs[place[1]].number
    if moment.how in ("split", "merged"):
        if moment.how == "split" and before:
            return _("split from {number}").format(number=before)
        is_split = moment.how == "split"
        return pgettext("a paragraph", "split") if is_split else pgettext("a paragraph", "merged")
    if moment.renumbered and before:
        form = _("moved, was {number}") if moment.moved else _("was {number}")
        return form.format(number=before)
    return pgettext("a paragraph", "moved") if moment.moved else ""


def _comparisons(book: Book, draft: Draft) -> Iterator[tuple[str, str]]:
    """Title and address of every comparison with this draft."""
    for (old, new), pair in book.lineage.pairs.items():
        if draft.id in (old, new):
            title = f"{short(pair.old.draft)} → {short(pair.new.draft)}"
            yield title, comparison_address(old, new)


def _filters(notes: list[Note]) -> dict[str, list[tuple[str, str]]]:
    """What one can choose proposals by: value and title of proposers, statuses and topics."""
    by = {o.id: o.name for note in notes for o in note.by}
    statuses = {s: label(s).text for s in (n.annotation.status for n in notes) if s}
    topics = {str(n.annotation.topic): n.topic for n in notes if n.annotation.topic}
    found = {"proposer": by, "status": {str(k): v for k, v in statuses.items()}, "topic": topics}
    return {
        name: sorted(values.items(), key=lambda item: (item[1], item[0]))
        for name, values in found.items()
        if len(values) > 1
    }


def by_topic(
    book: Book, entries: tuple[OutlineEntry, ...]
) -> Iterator[tuple[Topic | None, list[OutlineEntry]]]:
    """Outline entries under their topics, in the order of the process's topics."""
    for topic in (*book.process.profile.topics, None):
        found = [e for e in entries if e.topic == (topic.id if topic else None)]
        if found:
            yield topic, found


def files(book: Book) -> Iterator[tuple[str, str | bytes]]:
    """Each text as files."""
    for version in book.lineage.texts:
        base = f"{address(version.draft)}{version.id}"
        text = as_text(book.site, version)
        yield f"{base}.txt", text_text(text)
        yield f"{base}.html", text_html(text)
        yield f"{base}.docx", text_docx(text)
        yield f"{base}.json", text_json(text)
        yield f"{base}.akn.xml", text_akn(text)
