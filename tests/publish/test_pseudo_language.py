"""Every kind of page in the pseudo-language: what is neither in a catalogue nor of a record."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from lxml import html

from clearway.language import PSEUDO, language, written_in
from clearway.publish.outputs import outputs
from clearway.publish.page import Page, Site
from clearway.publish.pages.common import Book
from clearway.records.rules import check
from tests.running import TRACKERS

LIBRARY = TRACKERS / "library"
DAY = date(2024, 2, 20)

ENGLISH = ("contribute/", "figures/", "scorecard/")
"""Pages of which parts are in English only: the guide for contributors, and the rules of the
scorecard with what they find."""

NAMES = {
    *("Apple Calendar", "Google Calendar", "Outlook", "Thunderbird"),
    "Apple Calendar Thunderbird Google Calendar Outlook",
    *("BibTeX", "CSL", "CSL-"),
    *("Akoma Ntoso", "HTML", "Text", "Word", "manifest"),
}
"""Products and formats."""

INLINE = {"a", "bdi", "del", "ins", "em", "span", "strong", "time"}
"""Elements within a sentence."""

LOCALE = language("en").locale
DATES = [
    str(word)
    for width in ("wide", "abbreviated")
    for kind in (LOCALE.months, LOCALE.days)
    for word in kind["format"][width].values()
]
PLACES = {
    str(name)
    for known in (LOCALE.territories, LOCALE.languages, LOCALE.scripts)
    for name in known.values()
}


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    process = check(LIBRARY, DAY).process
    assert process is not None
    with written_in(PSEUDO):
        return dict(outputs(Book(process, Site("https://hours.example/"), DAY)).pages)


@pytest.fixture(scope="module")
def record() -> str:
    """All words of the records, in small letters."""
    process = check(LIBRARY, DAY).process
    assert process is not None
    files = sorted(path for path in (LIBRARY / "data").rglob("*") if path.is_file())
    texts = [path.read_text(encoding="utf-8") for path in files]
    texts.append(json.dumps([each.model_dump(mode="json") for each in process], ensure_ascii=False))
    without_links = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", " ".join(texts))
    return " ".join(without_links.split()).casefold()


def shown(page: Page) -> Iterator[str]:
    """The texts of a page: of each block whole, for a message may hold a link; and its labels."""
    yield from (page.title, page.description, *(each.title for each in page.headings))
    tree = html.fromstring(page.html)
    files = "//a[contains(@href, 'schemas/')]"
    for hidden in tree.xpath(f"//script|//style|//code|//pre|{files}"):
        hidden.drop_tree()
    yield from tree.xpath("//@aria-label|//@title|//@placeholder|//@alt")
    for part in tree.iter():
        if part.tag not in INLINE:
            part.text = f"\n{part.text or ''}"
            part.tail = f"\n{part.tail or ''}"
    yield tree.text_content()


def left_over(text: str) -> Iterator[str]:
    """What a text has outside of messages, without dates and figures, phrase by phrase."""
    text, before = re.sub(r"https?://\S+", "\n", text), ""
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", "\n", text)
    for word in sorted(DATES, key=len, reverse=True):
        text = re.sub(rf"\b{word}\b", "\n", text)
    text = re.sub(r"\b(?:UTC|CES?T|SHA-256|JSON|CSV)\b", "\n", text)
    for phrase in re.split(r"[·;:,()“”→←•|–…#/.?\d−]+|\s{2,}|\n", text):
        if re.search("[A-Za-z]{2}", phrase):
            yield phrase.strip()


def test_what_is_left_over() -> None:
    assert list(left_over("⟦Á ⟦dáte⟧~⟧ 6 May 2025, Room K: hours not known")) == [
        "Room K",
        "hours not known",
    ]


def test_pages_show_messages_and_records_only(pages: dict[str, Page], record: str) -> None:
    found = {
        f"{path}: {phrase}"
        for path, page in sorted(pages.items())
        if not path.startswith(ENGLISH)
        for text in shown(page)
        for phrase in left_over(text)
        if phrase.casefold() not in record and phrase not in NAMES | PLACES
    }
    assert sorted(found) == []


def test_every_kind_of_page_is_among_them(pages: dict[str, Page]) -> None:
    kinds = {path.split("/")[0] for path in pages if not path.startswith(ENGLISH)}
    assert kinds >= {
        *("asks", "calendar", "changes", "consultations", "data", "drafts", "engagement"),
        *("milestones", "organisations", "promises", "roadmap", "sources", "statements"),
        *("submissions", "synthesis", "topics", "versions"),
    }
