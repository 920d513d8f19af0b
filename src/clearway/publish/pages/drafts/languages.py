"""The languages of a draft side by side, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clearway.insight.lineage.parallel_texts import side_by_side
from clearway.language import gettext as _
from clearway.language import joined, ngettext
from clearway.publish import formatting
from clearway.publish.downloads.comparison_rows import DraftFile, cut_at_marks
from clearway.publish.downloads.text_files import text_html, text_json, text_text
from clearway.publish.downloads.word import text_docx
from clearway.publish.page import Page, Site, address
from clearway.publish.pages.common import Book, index_page
from clearway.publish.pages.drafts.descriptions import (
    FORMS,
    HERE,
    as_text,
    languages_address,
    short,
)
from clearway.records.fields import Source
from clearway.records.kinds.draft import Draft, Translation
from clearway.records.kinds.sighting import Sighting
from clearway.texts.paragraphs import NumberedParagraph, read_body


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """One language of a draft. `translation` is None for the text that the draft itself holds."""

    tag: str
    name: str
    text: DraftFile
    translation: Translation | None
    sighting: Sighting | None
    files: tuple[tuple[str, str], ...]
    """Title and address of each form in which it can be downloaded."""


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One paragraph in each language; None where a language has none there."""

    id: str
    cells: tuple[NumberedParagraph | None, ...]

    @property
    def is_heading(self) -> bool:
        return any(cell.kind == "h" for cell in self.cells if cell)


def pages(book: Book) -> Iterator[Page]:
    for draft in book.process.drafts_in_line:
        if any(translation.draft == draft.id for translation in book.process.translations):
            yield _page(book, draft)


def _page(book: Book, draft: Draft) -> Page:
    here = languages_address(draft)
    versions = tuple(_versions(book, draft))
    named = joined([version.name for version in versions])
    title = _("{draft} in {languages}").format(draft=short(draft), languages=named)
    rows = tuple(_rows(versions))
    alone = sum(None in row.cells for row in rows)
    page = index_page(
        book,
        here,
        title,
        _("The text in each language side by side, paragraph by paragraph."),
        "languages.html",
        trail=((_("Drafts"), HERE), (short(draft), address(draft)), (_("Languages"), None)),
        heading=title,
        cut_at_marks=cut_at_marks,
        draft=draft,
        versions=versions,
        rows=rows,
        alone=ngettext(
            "{count} paragraph is not in every language.",
            "{count} paragraphs are not in every language.",
            alone,
        ).format(count=alone)
        if alone
        else "",
    )
    refs = tuple(v.translation.ref for v in versions if v.translation)
    return Page(here, title, page.description, page.html, refs=refs, listed=False)


def _versions(book: Book, draft: Draft) -> Iterator[LanguageVersion]:
    held = book.lineage.text(draft)
    if held is not None:
        text = as_text(book.site, held)
        copy = draft.official_copy
        yield LanguageVersion(
            text.language,
            _named(text.language),
            text,
            None,
            _seen(book, copy.url if copy else ""),
            (),
        )
    addresses = {copy.language.lower(): copy.url for copy in draft.languages}
    for translation in book.process.translations:
        if translation.draft == draft.id:
            own = (source.url for source in translation.source if isinstance(source, Source))
            url = addresses.get(translation.id.lower()) or next(own, "")
            yield LanguageVersion(
                translation.id,
                _named(translation.id),
                _text(book.site, draft, translation),
                translation,
                _seen(book, url),
                tuple((title, _file(draft, translation, form)) for form, title in FORMS),
            )


def _named(tag: str) -> str:
    return formatting.language_names([tag])[0]


def _seen(book: Book, url: str | None) -> Sighting | None:
    """The copy that a language was read from, as far as that is recorded."""
    found = book.process.sighted.get((url or "").partition("#")[0])
    return found if found and found.sha256 else None


def _text(site: Site, draft: Draft, translation: Translation) -> DraftFile:
    body = read_body(translation.body, translation.origin.body_line)
    title = translation.title or str(draft.title)
    id = f"{draft.id}-{translation.id}"
    return DraftFile(title, body.paragraphs, body.footnotes, None, id, translation.id)


def _file(draft: Draft, translation: Translation, ending: str) -> str:
    return f"{languages_address(draft)}{draft.id}-{translation.id}.{ending}"


def _rows(versions: tuple[LanguageVersion, ...]) -> Iterator[LanguageRow]:
    texts = [version.text.paragraphs for version in versions]
    for number, row in enumerate(side_by_side(texts)):
        cells = tuple(
            None if index is None else text[index] for text, index in zip(texts, row, strict=True)
        )
        # The anchor of the first language, which is that of the draft's own page
        yield LanguageRow(cells[0].anchor if cells[0] else f"row-{number + 1}", cells)


def files(book: Book) -> Iterator[tuple[str, str | bytes]]:
    """The text of each further language as files."""
    drafts = {draft.id: draft for draft in book.process.drafts}
    makers: dict[str, Callable[[DraftFile], str | bytes]] = {
        "txt": text_text,
        "html": text_html,
        "docx": text_docx,
        "json": text_json,
    }
    for translation in book.process.translations:
        draft = drafts[translation.draft]
        text = _text(book.site, draft, translation)
        for ending, make in makers.items():
            yield _file(draft, translation, ending), make(text)
