"""The hostile tracker of tests/hostile/canaries.py as a whole site: nothing of it runs anywhere.

Every text calls `pwned` in one way or another, and every picture would leave the machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from playwright.sync_api import BrowserContext, Page, expect

from tests.hostile.canaries import planted_tracker, strings_of
from tests.hostile.test_canaries import altered, whole
from tests.running import URL, around, build


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return around(tmp_path_factory.mktemp("tracker"))


@pytest.fixture(scope="module")
def texts(tracker: Path) -> dict[str, str]:
    return planted_tracker(tracker, "everything").planted


@pytest.fixture(scope="module")
def site(tracker: Path, texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert texts
    folder = tmp_path_factory.mktemp("hostile") / urlsplit(URL).path.strip("/")
    build(tracker, folder)
    return folder


def documents(site: Path) -> list[tuple[str, html.HtmlElement]]:
    found = sorted(site.rglob("index.html"))
    return [
        (path.relative_to(site).as_posix().removesuffix("index.html"), parsed(path))
        for path in found
    ]


def parsed(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes())


def test_whole_pages_say_what_was_written(site: Path, texts: dict[str, str]) -> None:
    """The theme around a page as well: title, description, navigation; the front page's macros."""
    for address, document in documents(site):
        # Descriptions are the words of Markdown; what is to be copied has escapes of its own.
        shown = "//text()[not(ancestor::script or ancestor::style or ancestor::pre)]"
        said = [
            *map(str, document.xpath(shown)),
            *map(str, document.xpath("//@title[not(parent::span)] | //@aria-label | //@alt")),
        ]
        assert altered(said, texts) == [], address
        assert "'49[" not in "".join(said), address  # what {{ 7*7 }} would be


def test_the_front_page_shows_the_text_of_the_record(site: Path, texts: dict[str, str]) -> None:
    front = whole(parsed(site / "index.html").text_content())
    assert whole(texts["process.description@plain"]) in front


def test_the_site_map_lists_each_page_once(site: Path) -> None:
    tree = etree.parse(site / "sitemap.xml")
    found = [URL + address for address, _ in documents(site)]
    listed = tree.xpath("//*[local-name()='loc']/text()")
    assert len(set(listed)) == len(listed)
    assert set(listed) <= set(found)
    assert set(tree.xpath("name(//*[local-name()='url'][1]/*[1])")) == set("loc")


def test_the_index_for_search_is_data(site: Path, texts: dict[str, str]) -> None:
    """Each file of it calls one function with JSON."""
    files = sorted((site / "search").glob("*.js"))
    assert len(files) > 50
    for path in files:
        call, _, given = path.read_text("utf-8").partition("(")
        assert call.replace(".", "").replace("_", "").isalnum(), path
        values = json.loads("[" + given.rstrip().rstrip(";").removesuffix(")") + "]")
        if path.name.startswith("e-"):  # the others have single words of titles
            assert altered(strings_of(values), texts) == [], path


def hover_everything(page: Page) -> None:
    """Wakes whatever waits for the pointer, a focus or a click on a link in the page's text."""
    page.evaluate(
        """() => document.querySelectorAll("article *").forEach(element => {
          for (const kind of ["mouseover", "focus", "click", "load", "error"]) {
            const event = new Event(kind, {bubbles: true, cancelable: true});
            if (kind === "click") event.preventDefault();
            if (kind !== "click" || !element.closest("a, button")) element.dispatchEvent(event);
          }
        })"""
    )


@pytest.fixture
def watched(open_context: Callable[..., BrowserContext]) -> Page:
    """A page on which `window.ran` lists what ran.

    The policy of the page is off: what stops a script here is how its text was written.
    """
    context = open_context(bypass_csp=True)
    context.add_init_script("window.ran = []; window.pwned = number => window.ran.push(number)")
    return context.new_page()


def test_nothing_runs_in_a_browser(site: Path, serve: Callable[[Path], str], watched: Page) -> None:
    address = f"{serve(site.parent)}/{site.name}/"
    pages = [path for path, _ in documents(site)]
    assert len(pages) > 60
    for path in [*pages, *downloads(site)]:
        answer = watched.goto(address + path)
        assert answer is not None
        assert answer.ok, path
        hover_everything(watched)
        assert watched.evaluate("window.ran") == [], path


def downloads(site: Path) -> list[str]:
    """Files that a browser shows as a page of their own."""
    return [
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*"))
        if path.suffix in (".html", ".svg")
        and path.name not in ("index.html", "404.html")
        and "assets" not in path.parts
    ]


def test_search_shows_titles_as_they_were_written(
    site: Path, serve: Callable[[Path], str], watched: Page, texts: dict[str, str]
) -> None:
    watched.goto(f"{serve(site.parent)}/{site.name}/", wait_until="networkidle")
    title = texts["milestone.title@plain"]
    watched.get_by_role("textbox", name="Search").fill(title.split()[0])
    result = watched.locator(".md-search-result__item").filter(has_text=title.split()[0]).first
    expect(result).to_be_visible()
    assert "<script>pwned(" in result.inner_text()
    assert watched.evaluate("window.ran") == []
