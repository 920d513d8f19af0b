"""The search in a real browser: what is found, what is loaded, with keys alone, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_pages import PHONE, sticking_out, violations

# What a visitor types, and the page that must be among the first three.
QUERIES = {
    "A/RES/80/173": "drafts/adopted/",
    "Doha": "milestones/itu-plenipotentiary-2026/",
    "IGF 2026": "milestones/igf-2026/",
    "Lillestrom": "consultations/2025-06-25-igf/",
    "Lillestrøm": "consultations/2025-06-25-igf/",
    "deadline moved": "milestones/elements-paper-inputs/",
    "ewaste": "topics/e-waste/",
    "e-waste": "asks/e-waste/",
    "台灣": "organisations/twnic/",
    "zero draft": "drafts/zero-draft/",
    "Rev.1": "drafts/rev1/",
    "rev 1 to rev 2": "changes/rev1/to/rev2/",
    "APC": "organisations/apc/",
    "ten steps": "statements/ten-steps/",
    "gender": "topics/gender/",
    "lubembela": "statements/ten-steps/#alembe-joseph-lubembela",
    "human rights law": "asks/human-rights-law/",
    "correct a record": "contribute/",
    "15 July 2025": "milestones/elements-paper-inputs/",
    "igf permanent": "asks/igf-permanent/",
    "calendar": "calendar/",
    "artificial intellig": "topics/ai/",
}


@pytest.fixture
def loaded(page: Page, address: str) -> list[str]:
    """The paths of all files that the page asks for, as it goes on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url.removeprefix(address)))
    return found


def found(page: Page) -> list[str]:
    links = page.locator(".md-search-result__link")
    return links.evaluate_all("links => links.map(link => link.href)")  # type: ignore[no-any-return]


def search(page: Page, query: str) -> None:
    page.get_by_role("textbox", name="Search").fill(query)
    expect(page.locator(".md-search-result")).to_have_attribute("data-query", query)


def test_what_is_looked_for_is_among_the_first_three(page: Page, address: str) -> None:
    page.goto(address)
    missing = {}
    for query, wanted in QUERIES.items():
        search(page, query)
        first = [link.removeprefix(address) for link in found(page)[:3]]
        if wanted not in first:
            missing[query] = first
    assert missing == {}


def test_nothing_is_loaded_until_one_searches_and_then_little(
    page: Page, address: str, loaded: list[str]
) -> None:
    page.goto(address + "roadmap/")
    page.wait_for_load_state("networkidle")
    assert [path for path in loaded if "search" in path or "worker" in path] == []
    loaded.clear()
    search(page, "Doha")
    assert loaded == ["static/search.js", "search/all.js", "search/w-d.js", loaded[-1]]
    assert loaded[-1].startswith("search/e-")


def test_results_are_chosen_by_kind(page: Page, address: str) -> None:
    page.goto(address)
    search(page, "gender")
    page.get_by_role("group", name="Kinds of results").get_by_text("Ask").click()
    expect(page.locator(".cw-search__kind").first).to_have_text("Ask")
    assert set(page.locator(".cw-search__kind").all_inner_texts()) == {"Ask"}
    search(page, "qwertz")
    expect(page.get_by_role("status").first).to_have_text("Nothing matches.")


def test_it_works_with_keys_alone(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Control+k")
    page.keyboard.type("palexpo")
    links = page.locator(".md-search-result__link")
    expect(links.nth(3)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    assert page.evaluate("document.querySelector('.md-search__output').inert")
    page.keyboard.press("Control+k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/milestones/**")


def test_an_address_holds_a_search(page: Page, address: str) -> None:
    page.goto(address + "?q=Doha")
    expect(page.locator(".md-search-result__link").first).to_contain_text("Plenipotentiary")


def test_it_is_for_everybody(open_context: Callable[..., BrowserContext], address: str) -> None:
    page = open_context(viewport=PHONE).new_page()
    page.goto(address)
    page.locator("label.md-header__button[for=__search]").click()
    search(page, "rights")
    page.wait_for_timeout(500)  # the theme's movement
    assert sticking_out(page) == []
    assert violations(page) == []
