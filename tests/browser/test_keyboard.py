"""Pages with keys alone: past the menus to the heading, and the drawer of a narrow screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_pages import PHONE, TYPES

MADE = sorted(set(TYPES) - {"not-found", "home"})


@pytest.mark.parametrize("name", MADE)
def test_the_first_link_leads_to_the_heading(name: str, page: Page, address: str) -> None:
    page.goto(address + TYPES[name])
    target = page.locator(".md-skip").get_attribute("href") or ""
    assert page.locator("h1").first.get_attribute("id") == target.removeprefix("#")


def test_the_drawer_opens_and_closes_with_keys(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(viewport=PHONE).new_page()
    page.goto(address + "roadmap/")
    sidebar = page.locator(".md-sidebar--primary")
    assert sidebar.evaluate("sidebar => sidebar.inert")
    button = page.get_by_role("button", name="Menu")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert not sidebar.evaluate("sidebar => sidebar.inert")
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
