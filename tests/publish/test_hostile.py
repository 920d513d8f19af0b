"""Records that try to be markup, template or script: a visitor reads them, nothing runs.

Covers: clearway.publish.render.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from playwright.sync_api import BrowserContext, Page, expect

from clearway.publish.render import View
from clearway.records.rules import check
from clearway.site.product import Product, read_product
from clearway.site.settings import read_settings
from tests.running import TRACKERS, URL, build, tracker

HOSTILE = TRACKERS / "hostile"
NOW = datetime(2026, 11, 22, tzinfo=UTC)

NEVER = frozenset("img iframe object embed b i u tspan style form base meta link".split())
"""Elements that no template of ours writes."""

ALLOWED = {"http", "https", "mailto", "webcal", ""}
"""Schemes that a link may have; webcal is ours, for calendars."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tracker(tmp_path_factory.mktemp("tracker"), "hostile")
    folder = tmp_path_factory.mktemp("hostile") / urlsplit(URL).path.strip("/")
    build(root, folder, "2024-06-05")
    return folder


@pytest.fixture(scope="module")
def product() -> Product:
    found = read_product(HOSTILE, read_settings({"CLEARWAY_AS_OF": "2024-06-05"}, NOW))
    assert found.outputs is not None
    return found


def fragments(product: Product) -> Iterator[tuple[str, html.HtmlElement]]:
    assert product.outputs is not None
    for page in product.outputs.pages.values():
        yield page.address, html.fragment_fromstring(page.html, create_parent="div")


def test_no_page_has_an_element_that_a_record_wrote(product: Product) -> None:
    """What templates write is known: none has these elements, or attributes that run."""
    found = []
    for address, tree in fragments(product):
        for element in tree.iter(etree.Element):
            ours = element.tag != "script" or element.get("type") == "application/ld+json"
            if not ours or element.tag in (
                "img",
                "iframe",
                "b",
                "i",
                "u",
                "tspan",
                "style",
                "form",
            ):
                found.append(f"{address}: {html.tostring(element)[:80]!r}")
            found += [f"{address}: {name}" for name in element.attrib if name.startswith("on")]
    assert found == []


def test_links_lead_to_the_web_or_to_mail(product: Product) -> None:
    schemes = {
        urlsplit(str(link)).scheme
        for _, tree in fragments(product)
        for link in tree.xpath("//@href | //@src")
    }
    assert schemes <= ALLOWED


def test_a_template_in_a_record_stays_what_it_is(site: Path) -> None:
    """On every page, the front page with its macros among them."""
    for path in sorted(site.rglob("*.html")):
        assert "49" not in html.document_fromstring(path.read_bytes()).text_content(), path
    front = html.document_fromstring((site / "index.html").read_bytes()).text_content()
    assert "{{ 7*7 }} {% raw %} *stars* [link](javascript:pwned(4)) ${7*7} <!-- -->" in front
    end = html.document_fromstring((site / "milestones" / "end" / "index.html").read_bytes())
    assert "{{ config.site_url }} {% include 'x' %} <script>pwned(7)</script>" in end.text_content()


PAGES = (
    "",
    "roadmap/",
    "milestones/end/",
    "milestones/rtl/",
    "consultations/meet/",
    "drafts/text/",
    "submissions/input/",
    "statements/loud/",
    "organisations/loud/",
    "organisations/",
    "calendar/",
    "data/",
)


def test_nothing_runs_in_a_browser(
    site: Path, serve: Callable[[Path], str], open_context: Callable[..., BrowserContext]
) -> None:
    """Every payload calls `pwned`; every picture would leave the machine, which is an error."""
    context = open_context()
    context.add_init_script("window.ran = []; window.pwned = number => window.ran.push(number)")
    page = context.new_page()
    address = f"{serve(site.parent)}/{site.name}/"
    for path in PAGES:
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.ok, path
        hover_everything(page)
        assert page.evaluate("window.ran") == [], path


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


def test_search_shows_titles_as_they_were_written(
    site: Path, serve: Callable[[Path], str], open_context: Callable[..., BrowserContext]
) -> None:
    context = open_context()
    context.add_init_script("window.ran = []; window.pwned = number => window.ran.push(number)")
    page = context.new_page()
    page.goto(f"{serve(site.parent)}/{site.name}/", wait_until="networkidle")
    found = page.locator(".md-search-result__link[href*='milestones/end']").first
    page.get_by_role("textbox", name="Search").fill("include")
    expect(found).to_be_visible()
    result = page.locator(".md-search-result__item").filter(has_text="pwned(7)").first
    assert "<script>pwned(7)</script>" in result.inner_text()
    assert page.evaluate("window.ran") == []


def test_the_theme_shows_titles_as_they_were_written(site: Path) -> None:
    page = html.document_fromstring((site / "milestones" / "end" / "index.html").read_bytes())
    title = "--- ` | title {{ config.site_url }} {% include 'x' %} <script>pwned(7)</script>"
    assert page.xpath("string(/html/head/title)") == f"{title} - WSIS+20 in the open"
    description = page.xpath("string(/html/head/meta[@name='description']/@content)")
    assert description.startswith(f"{title}, 3–4 June 2024. **bold** <https://x.example>")


def test_titles_are_shown_as_they_were_written(site: Path) -> None:
    page = html.document_fromstring((site / "milestones" / "rtl" / "index.html").read_bytes())
    [heading] = page.xpath("//h1")
    assert heading.text_content() == "موعد נאום English"
    assert heading.xpath("./span/@lang | ./span/@dir") == ["ar", "auto"]

    page = html.document_fromstring((site / "consultations" / "meet" / "index.html").read_bytes())
    assert page.xpath("string(//h1)") == "<script>pwned(20)</script>"
    assert "<script>pwned(23)</script> {{ 7*7 }}" in page.text_content()


# --- Markdown ------------------------------------------------------------------------------


@pytest.fixture
def view(product: Product) -> View:
    assert product.book is not None
    return product.book.view("")


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:pwned(1))",
        "[x](JaVaScRiPt:pwned(1))",
        "[x](java&#115;cript:pwned(1))",
        "[x](data:text/html,hello)",
        "[x](vbscript:x)",
        "[x](file:///etc/hostname)",
        "[x](//elsewhere.example/)",
        "<javascript:pwned(1)>",
        "[x]: javascript:pwned(1)\n\n[x]",
    ],
)
def test_markdown_makes_no_link_of_what_is_none(text: str, view: View) -> None:
    assert "href" not in view.markdown(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("![<i>](https://x.example/a.png)", "<p>&lt;i&gt;</p>\n"),
        ("# Large", "<h2>Large</h2>\n"),
        ("[x](draft:text)", '<p><a href="drafts/text/">x</a></p>\n'),
        ("[x](summary:meet)", '<p><a href="consultations/meet/#summary">x</a></p>\n'),
        ("[x](https://x.example/)", '<p><a href="https://x.example/">x</a></p>\n'),
    ],
)
def test_markdown_of_a_record(text: str, expected: str, view: View) -> None:
    assert view.markdown(text) == expected


@pytest.mark.parametrize("link", ["javascript:pwned(1)", "data:text/html,x", "www.x.example"])
def test_the_check_refuses_such_a_link(link: str, tmp_path: Path) -> None:
    root = tracker(tmp_path, "library")
    path = root / "data" / "statements" / "open-on-saturdays.md"
    path.write_text(f"{path.read_text('utf-8')}\n[x]({link})\n", encoding="utf-8")
    [problem] = check(root, date(2026, 11, 22)).problems
    last = len(path.read_text("utf-8").splitlines())
    assert (problem.rule, problem.place.line) == ("link", last)
