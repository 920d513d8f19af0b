"""Filters say how many rows are left, and are kept in the address where they lead somewhere."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect


def test_the_roadmap_is_filtered_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}roadmap/?kind=deadline")
    rows = page.locator(".cw-row--line")
    total = rows.count()
    shown = page.locator(".cw-row--line:visible")
    assert shown.count() == page.locator("[data-kind='deadline']").count() < total
    expect(page.locator(".cw-filters output")).to_have_text(f"{shown.count()} of {total} shown")
    page.locator("select[name=change]").select_option("moved")
    assert page.url.endswith("roadmap/?change=moved&kind=deadline")
    assert shown.count() == 1
    page.locator("select[name=kind]").select_option("decision")
    expect(page.locator(".cw-filters output")).to_have_text("Nothing matches.")


def test_without_scripts_each_choice_is_a_page(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{address}roadmap/")
    page.get_by_role("link", name="Deadlines").click()
    assert page.url == f"{address}roadmap/kind/deadline/"
    assert page.locator(".cw-row--line").count() > 5


def test_a_table_says_how_many_rows_match(page: Page, address: str) -> None:
    page.goto(f"{address}topics/")
    output = page.locator(".cw-filter output")
    page.get_by_label("Filter this table").fill("human")
    assert page.locator("tbody tr:visible").count() == 1
    expect(output).to_contain_text("1 of ")
    page.get_by_label("Filter this table").fill("no such topic")
    expect(output).to_have_text("Nothing matches.")


def test_a_day_leads_to_the_version_that_was_known_then(page: Page, address: str) -> None:
    page.goto(f"{address}versions/")
    output = page.locator(".cw-pick output")
    page.locator(".cw-pick input").fill("2025-11-10")
    expect(output.get_by_role("link")).to_have_count(1)
    days = page.locator("h2[data-as-of]").evaluate_all("all => all.map(h => h.dataset.asOf)")
    nearest = max(day for day in days if day <= "2025-11-10")
    expect(output).to_contain_text(nearest)
    page.locator(".cw-pick input").fill("1999-01-01")
    expect(output).to_have_text("No version is that old.")
