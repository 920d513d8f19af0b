"""A long roll in a real browser: found by typing, by choosing, by address; and without scripts.

Three hundred made-up names are enough for files of their own; what a page is made of does not
change with more of them.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.bench.signatories import STATEMENT, write_tracker
from tests.browser.test_pages import PHONE, sticking_out, violations
from tests.running import build

HERE = f"statements/{STATEMENT}/"


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Where the site of a statement is served that 301 endorse, in a subfolder; ends in '/'."""
    root = tmp_path_factory.mktemp("names")
    write_tracker(root, 300)
    word = "A" * 300
    (root / f"data/endorsements/{STATEMENT}/one-long-word.yaml").write_text(
        f"name: {word}\nkind: individual\nrole: {word}\nsource: https://a.example\n"
    )
    folder = tmp_path_factory.mktemp("served")
    build(root, folder / "tracker")
    return f"{serve(folder)}/tracker/"


@pytest.fixture
def fetched(page: Page) -> list[str]:
    """The files of the index that the page asks for, as it goes on."""
    found: list[str] = []
    page.on(
        "request",
        lambda request: (
            found.append(request.url.rpartition("/")[2]) if "/index/" in request.url else None
        ),
    )
    return found


def rows(page: Page) -> list[str]:
    return [
        " | ".join(row.split("\t")) for row in page.locator(".cw-names tbody tr").all_inner_texts()
    ]


def test_a_name_is_found_by_its_beginning_and_little_is_fetched(
    page: Page, names: str, fetched: list[str]
) -> None:
    page.goto(names + HERE)
    page.get_by_label("Find a name").fill("NOVAK thand")
    expect(page.get_by_role("status")).to_have_text("No name like this.")
    page.get_by_label("Find a name").fill("novakova")
    expect(page.get_by_role("status")).to_have_text("4 names.")
    assert [row for row in rows(page) if "Nováková" not in row] == []
    # What there is, and the file of names with a word that begins with N.
    assert fetched == ["all.json", "n.0.json"]


def test_hebrew_chinese_and_thai_are_found(page: Page, names: str) -> None:
    page.goto(names + HERE)
    field, first = page.get_by_label("Find a name"), page.locator(".cw-names tbody tr").first
    for typed, shown in (("כהן", "כהן"), ("伟", "伟"), ("สุข", "สุข"), ("الحس", "الحس")):
        field.fill(typed)
        expect(first).to_contain_text(shown)


def test_names_are_chosen_by_kind_group_and_country(page: Page, names: str) -> None:
    page.goto(names + HERE)
    page.get_by_label("Who").select_option("Organisations")
    expect(page.get_by_role("status")).to_have_text("6 names.")
    page.get_by_label("Group").select_option("Academia")
    expect(page.get_by_role("status")).to_have_text("One name.")
    page.get_by_label("Who").select_option("Organisations and people")
    page.get_by_label("Group").select_option("Any group")
    page.get_by_label("Country").select_option("Nepal")
    expect(page.locator(".cw-names tbody tr").first).to_contain_text("Nepal")
    for row in rows(page):
        assert row.endswith("Nepal")


def test_a_name_of_one_long_word_stays_in_its_place(page: Page, names: str) -> None:
    page.goto(names + HERE)
    expect(page.get_by_role("cell", name="AAAAA").first).to_be_visible()
    assert sticking_out(page) == []


def test_an_address_with_the_id_of_a_name_leads_to_it(page: Page, names: str) -> None:
    """Such as other sites have it, from the time when all names stood on one page."""
    page.goto(f"{names}{HERE}#signatory-298")
    expect(page).to_have_url(f"{names}{HERE}endorsements/deva/#signatory-298")
    expect(page.locator("#signatory-298")).to_be_in_viewport()


def test_a_name_that_is_found_leads_to_its_page(page: Page, names: str) -> None:
    page.goto(names + HERE)
    page.get_by_label("Find a name").fill("כהן")
    page.locator(".cw-names tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Names in Hebrew script")
    expect(page.locator("tr:target")).to_have_count(1)


def test_without_scripts_letters_lead_to_every_name(
    open_context: Callable[..., BrowserContext], names: str
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(names + HERE)
    expect(page.locator(".cw-names")).to_be_empty()
    links = page.locator(".cw-letters a").evaluate_all("links => links.map(a => a.href)")
    held = 0
    for link in links:
        page.goto(link)
        assert page.locator(".cw-letters [aria-current]").count() == 1
        held += page.locator("tbody tr[id]").count()
    assert held == 301


@pytest.mark.parametrize("path", [HERE, f"{HERE}endorsements/", f"{HERE}endorsements/cyrl/"])
def test_pages_of_names_are_for_everybody(
    path: str, open_context: Callable[..., BrowserContext], names: str
) -> None:
    page = open_context(viewport=ViewportSize(width=1280, height=800)).new_page()
    page.goto(names + path)
    page.get_by_label("Find a name").fill("an")
    expect(page.locator(".cw-names tbody tr").first).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert sticking_out(page) == []


def test_the_search_of_the_site_finds_names_in_any_script(page: Page, names: str) -> None:
    page.goto(names)
    for typed, shown in (("الحس", "الحس"), ("novakova", "Nováková"), ("伟", "伟"), ("כהן", "כהן")):
        page.get_by_role("textbox", name="Search").fill(typed)
        expect(page.locator(".md-search-result__link").first).to_contain_text(shown)
