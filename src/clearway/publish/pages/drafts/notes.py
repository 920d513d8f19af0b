"""Annotations as they stand beside a paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clearway.insight.lineage import Fate, fate
from clearway.publish.pages.common import Book
from clearway.publish.pages.drafts.places import short
from clearway.records.citations import named
from clearway.records.model import Annotation, Draft, Organisation


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation with what surrounds it. `fate` is a textual match in the draft `next`."""

    annotation: Annotation
    by: tuple[Organisation, ...]
    topic: str
    fate: Fate | None
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
