"""The script that is in place of the theme's bundle: colours, folded details, tables, the top."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

LONG = "asks/"


def test_the_bundle_of_the_theme_is_not_loaded(page: Page, address: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.removeprefix(address)))
    page.goto(address, wait_until="networkidle")
    assert [url for url in loaded if url.endswith(".js")] == [
        "static/frame.js",
        "static/clearway.js",
    ]


def test_colours_are_switched_and_kept(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(color_scheme="dark").new_page()
    page.goto(address)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("label[title='Switch to light']").click()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.goto(address + LONG)
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    # Two more: dark, then as the system has it, which follows the system at once.
    page.locator("label[title='Switch to dark']").click()
    page.locator("label[title='Follow the system']").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")


def test_folded_details_open_at_an_address_and_on_paper(page: Page, address: str) -> None:
    page.goto(address + LONG)
    closed = page.locator("article details:not([open])")
    number = closed.count()
    assert number > 1
    page.evaluate("""() => {
      document.querySelector("article details table").id = "within";
      location.hash = "#within";
    }""")
    expect(closed).to_have_count(number - 1)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(closed).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(closed).to_have_count(number - 1)


def test_the_way_to_the_top_is_there_when_one_scrolls_up(page: Page, address: str) -> None:
    page.goto(address + LONG)
    top = page.locator(".md-top")
    expect(top).to_have_attribute("hidden", "")
    heading = page.locator("h1")
    page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
    expect(heading).not_to_be_in_viewport()
    expect(page.locator(".md-header__title--active")).to_have_count(1)
    page.evaluate("scrollTo({ top: 2500, behavior: 'instant' })")
    expect(top).not_to_have_attribute("hidden", "")
    top.click()
    expect(heading).to_be_in_viewport()
    expect(top).to_have_attribute("hidden", "")


def test_what_has_focus_by_keys_is_marked(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_have_class("md-skip focus-visible")


def test_a_wide_text_is_scrolled_by_keys(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{address}contribute/consultation/")
    lost = page.locator("pre > code").evaluate_all(
        "all => all.filter(c => c.scrollWidth > c.clientWidth && c.tabIndex !== 0).length"
    )
    assert lost == 0
