"""Drafts and comparisons of the example in a real browser: seen, heard, folded, chosen, weighed.

Covers: clearway.publish.pages.drafts, clearway.publish.pages.drafts.descriptions,
clearway.publish.pages.drafts.text_page, clearway.publish.pages.drafts.threads.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from clearway.publish.page import Site
from clearway.publish.pages import drafts
from clearway.publish.pages.common import Book
from clearway.site.build import build_site
from clearway.site.settings import read_settings
from tests.drafts import process

COMPARISON = "drafts/first-draft/to/second-draft/"
PAGES = (
    "drafts/",
    "drafts/second-draft/",
    COMPARISON,
    "drafts/paragraphs/first-draft-p11/",
    "drafts/proposers/",
    "drafts/proposers/friends/",
)
MOST = 60_000
"""Bytes of a compressed page with the comparison of 170 paragraphs."""


@pytest.fixture(scope="module")
def library(
    root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> str:
    """Where the example is served. It ends in '/'."""
    settings = read_settings({}, datetime(2025, 11, 3, 12, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("library") / "site"
    build_site(root / "examples" / "library", folder, settings)
    return f"{serve(folder.resolve())}/"


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    path: str, scheme: str, open_context: Callable[..., BrowserContext], library: str
) -> None:
    page = open_context(
        viewport={"width": 1280, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    ).new_page()
    page.goto(library + path)
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_on_a_phone(
    path: str, open_context: Callable[..., BrowserContext], library: str
) -> None:
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    page.goto(library + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# --- what a screen reader says, and what is copied ----------------------------------------------


def heard(page: Page, selector: str) -> str:
    """The texts of the accessibility tree below an element, in order."""
    session = page.context.new_cdp_session(page)
    document = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": document, "selector": selector})["nodeId"]
    backend = session.send("DOM.describeNode", {"nodeId": node})["node"]["backendNodeId"]
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {each["nodeId"]: each for each in tree}
    top = next(each for each in tree if each.get("backendDOMNodeId") == backend)
    return " ".join("".join(_texts(by_id, top)).split())


def _texts(by_id: dict[str, Any], node: dict[str, Any]) -> list[str]:
    if node.get("role", {}).get("value") == "StaticText":
        return [node["name"]["value"]]
    found: list[str] = []
    for id in node.get("childIds", ()):
        found += _texts(by_id, by_id[id])
    return found


def test_a_screen_reader_says_what_was_added_and_deleted(page: Page, library: str) -> None:
    page.goto(library + COMPARISON)
    assert heard(page, "#p8 .cw-inline") == (
        "The main library shall be open from Monday to Friday from nine in the morning until "
        "[deleted: seven] [added: eight] in the evening."
    )


def test_what_is_copied_has_no_signs_of_ours(page: Page, library: str) -> None:
    page.goto(library + COMPARISON)
    copied: str = page.evaluate(
        """() => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector("#p8 .cw-inline"));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return getSelection().toString();
        }"""
    )
    assert copied.endswith("until seveneight in the evening.")


# --- without scripts ------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_unchanged_paragraphs_are_folded_until_asked_for(
    scripts: bool, open_context: Callable[..., BrowserContext], library: str
) -> None:
    page = open_context(java_script_enabled=scripts).new_page()
    page.goto(library + COMPARISON)
    unchanged = page.locator("#p6 .cw-para__text")
    expect(unchanged).not_to_be_visible()
    page.locator("label[for=show-all]").click()
    expect(unchanged).to_be_visible()
    page.locator("label[for=show-changed]").click()
    expect(unchanged).not_to_be_visible()


def test_side_by_side_by_choice(open_context: Callable[..., BrowserContext], library: str) -> None:
    wide = {"width": 1280, "height": 800}
    page = open_context(java_script_enabled=False, viewport=wide).new_page()
    page.goto(library + COMPARISON)
    one, two = page.locator("#p8 .cw-inline"), page.locator("#p8 .cw-sides > div")
    expect(one).to_be_visible()
    expect(two.first).not_to_be_visible()
    page.locator("label[for=layout-sides]").click()
    expect(one).not_to_be_visible()
    assert two.first.inner_text().endswith("until seven in the evening.")
    assert two.last.inner_text().endswith("until eight in the evening.")


def test_both_ends_of_a_move_lead_to_each_other(page: Page, library: str) -> None:
    page.goto(library + COMPARISON)
    link = page.locator("#was-p14 a[href='#p36']")
    assert link.inner_text() == "36"
    back = page.locator("#p36 a[href='#was-p14']")
    assert back.inner_text() == "moved, was 14"


def test_proposals_are_chosen_by_who_made_them(page: Page, library: str) -> None:
    page.goto(library + "drafts/second-draft/")
    notes = page.locator(".cw-annotation")
    every = notes.count()
    page.locator("select[data-filter=proposer]").select_option("council")
    shown = [note for note in notes.all() if note.is_visible()]
    assert 0 < len(shown) < every
    assert all("council" in str(note.get_attribute("data-proposer")) for note in shown)


def test_without_scripts_every_proposal_is_read(
    open_context: Callable[..., BrowserContext], library: str
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(library + "drafts/second-draft/")
    expect(page.locator(".cw-choices")).not_to_be_visible()
    assert all(note.is_visible() for note in page.locator(".cw-annotation").all())


# --- weight ----------------------------------------------------------------------------------


def test_170_paragraphs_compare_in_a_light_page(tmp_path: Path, page: Page, library: str) -> None:
    """The page itself, with the frame of the theme: words by lot, which hardly compress."""
    lot = random.Random(20)  # noqa: S311 - words of a test
    words = ["".join(lot.choices("aeinorstlmdch", k=lot.randint(2, 9))) for _ in range(1500)]
    old = [" ".join(lot.choices(words, k=60)) + "." for _ in range(170)]
    new = [text if lot.random() < 0.5 else _edited(text, lot, words) for text in old]

    def body(texts: list[str]) -> str:
        return "\n\n".join(f"{n}. {text.capitalize()}" for n, text in enumerate(texts, 1)) + "\n"

    read = process(tmp_path, {"zero": body(old), "one": body(new)})
    book = Book(read, Site("https://hours.example/"), date(2024, 12, 1))
    found = next(p for p in drafts.pages(book) if p.address == "drafts/zero/to/one/")
    answer = page.goto(library + "about/")
    assert answer is not None
    frame = len(gzip.compress(answer.body()))
    assert len(gzip.compress(found.html.encode(), 6)) + frame < MOST


def _edited(text: str, lot: random.Random, words: list[str]) -> str:
    parts = text.split(" ")
    for _ in range(4):
        parts[lot.randrange(len(parts))] = lot.choice(words)
    return " ".join(parts)
