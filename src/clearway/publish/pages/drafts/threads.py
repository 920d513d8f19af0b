"""One paragraph's life, and the addresses that it had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearway.insight.lineage import LOW, DraftVersion, ParagraphThread, ThreadMoment
from clearway.language import gettext as _
from clearway.language import pgettext
from clearway.publish import formatting
from clearway.publish.downloads.comparison_rows import ShownRun, shown
from clearway.publish.page import Page, relative
from clearway.publish.pages.common import Book, first_words
from clearway.publish.pages.drafts import descriptions
from clearway.publish.pages.drafts.descriptions import (
    HERE,
    comparison_address,
    proposer_address,
    short,
    thread_address,
)
from clearway.publish.pages.drafts.text_page import Note, Notes
from clearway.publish.render import render, render_part
from clearway.redline import word_diff


@dataclass(frozen=True, slots=True)
class ThreadStage:
    """A draft in the life of a paragraph; `moment` is None in a draft that does not have it."""

    version: DraftVersion
    moment: ThreadMoment | None
    number: str
    anchor: str
    says: str
    runs: tuple[ShownRun, ...]
    comparison: str
    notes: tuple[Note, ...]

    @property
    def is_changed(self) -> bool:
        return any(run.op != "=" for run in self.runs)


def pages(book: Book, beside: Notes) -> Iterator[Page]:
    for thread in book.lineage.threads:
        yield _page(book, beside, thread)


def _page(book: Book, beside: Notes, thread: ParagraphThread) -> Page:
    told = book.lineage
    here = thread_address(thread)
    last = thread.moments[-1]
    paragraph = told.texts[last.version].paragraphs[last.index]
    place = _("a paragraph")
    if paragraph.number:
        place = _("paragraph {number}").format(number=paragraph.number)
    title = _("The life of {place} of {draft}").format(
        place=place, draft=short(told.texts[last.version].draft)
    )
    recorded = {record.id: record for record in book.process.threads}
    refs = [f"thread:{id}" for id in (thread.id, *thread.was) if id in recorded]
    html = render(
        book.view(here),
        "thread.html",
        trail=((_("Drafts"), HERE), (_("The life of {place}").format(place=place), None)),
        title=title,
        thread=thread,
        stages=list(_stages(book, beside, thread)),
        parent=told.thread_at(*thread.parent) if thread.parent else None,
        heir=told.thread_at(*thread.heir) if thread.heir else None,
        summary=_summary(book, thread),
        low=LOW,
        phrases=descriptions,
        short=short,
        proposer_address=proposer_address,
        thread_address=thread_address,
    )
    return Page(here, title, first_words(paragraph.text), html, refs=tuple(refs), listed=False)


def _summary(book: Book, thread: ParagraphThread) -> str:
    """'In the Zero Draft, gone in Rev.1, back in Rev.2.'"""
    told = book.lineage
    parts: list[str] = []
    present: bool | None = None
    started = False
    for number, version in enumerate(told.texts):
        here = thread.at(number) is not None
        if here and not started:
            form = pgettext("a paragraph", "in {draft}")
            parts.append(form.format(draft=short(version.draft)))
        elif started and here != present:
            form = _("back in {drafts}") if here else _("gone in {drafts}")
            parts.append(form.format(drafts=short(version.draft)))
        started, present = started or here, here
    said = formatting.capitalize_first(formatting.comma_list(parts))
    if present and len(parts) == 1 and len(told.texts) > 1:
        return _("{where}, and in every draft since.").format(where=said)
    return pgettext("a sentence and its stop", "{sentence}.").format(sentence=said)


def _stages(book: Book, beside: Notes, thread: ParagraphThread) -> Iterator[ThreadStage]:
    told = book.lineage
    before = ""
    for number, version in enumerate(told.texts):
        moment = thread.at(number)
        if moment is None:
            if number > thread.moments[0].version:
                yield ThreadStage(version, None, "", "", _("not in this draft"), (), "", ())
            continue
        paragraph = version.paragraphs[moment.index]
        step = told.step(number - 1)
        if not before and thread.parent:
            before = told.texts[thread.parent[0]].paragraphs[thread.parent[1]].text
        runs = word_diff(before, paragraph.text) if before else word_diff(*[paragraph.text] * 2)
        yield ThreadStage(
            version,
            moment,
            paragraph.number,
            paragraph.anchor,
            descriptions.step(moment, step),
            shown(runs),
            comparison_address(step.old.id, step.new.id) if step else "",
            beside[version.id].get(paragraph.anchor, ()),
        )
        before = paragraph.text


def led_elsewhere(book: Book) -> dict[str, str]:
    """Recorded names that no paragraph bears now, and the address that each leads to."""
    told = book.lineage
    own = {thread.id for thread in told.threads}
    found = {}
    for record in book.process.threads:
        if record.id not in own:
            heir = told.thread.get(record.id)
            found[record.id] = thread_address(heir) if heir else HERE
    return found


def files(book: Book) -> Iterator[tuple[str, str | bytes]]:
    """Former addresses of paragraphs, each leading on."""
    former = led_elsewhere(book)
    former |= {old: thread_address(t) for t in book.lineage.threads for old in t.was}
    for old, now in sorted(former.items()):
        before = f"drafts/paragraphs/{old}/"
        html = render_part(
            book.view(before),
            "redirect.html",
            None,
            to=relative(before, now),
            canonical=book.site.absolute(now),
        )
        yield f"{before}index.html", html
