"""The content security policy of every kind of page, as a browser reports it.

That the features of pages work under it is seen in the other tests here: what a policy forbids is
an error in each of them (see `Watch` in conftest).
Covers: clearway.publish.content_policy.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.test_pages import every_type
from tests.running import build, tracker

REPORTS = """
window.reports = [];
addEventListener("securitypolicyviolation", (event) => reports.push(
  `${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
"""

PLANTED = {
    "script": "<script>window.ran = 1</script>",
    "event": "<img src=x onerror='window.ran = 1'>",
    "link": "<a id=planted href='javascript:window.ran = 1'>here</a>",
    "frame": "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "script from elsewhere": "<script src='https://elsewhere.example/x.js'></script>",
    "script as data": "<script src='data:text/javascript,window.ran=1'></script>",
    "picture from elsewhere": "<img src='https://elsewhere.example/x.png'>",
    "style": "<style>h1 { display: none }</style>",
    "style of an element": "<p style='position: fixed; inset: 0'>over everything</p>",
    "object": "<object data='data:text/html,<script>top.ran=1</script>'></object>",
    "base": "<base href='https://elsewhere.example/'>",
}


def policy_of(text: bytes) -> str:
    tree = html.document_fromstring(text)
    found = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return found[0] if len(found) == 1 else f"{len(found)} policies"


@pytest.fixture
def reports(open_context: Callable[..., BrowserContext]) -> Callable[[str], list[str]]:
    """`reports(address)`: what a browser reports of a page, read to its end and then left alone."""
    context = open_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(REPORTS)

    def visit(address: str) -> list[str]:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        found: list[str] = page.evaluate("window.reports")
        page.close()
        return found

    return visit


@every_type
def test_a_browser_reports_nothing(
    path: str, reports: Callable[[str], list[str]], address: str
) -> None:
    assert reports(address + path) == []


def test_every_page_has_one_policy_and_names_its_letters_early(site: Path) -> None:
    """A browser looks for the encoding in the first 1,024 bytes (HTML, 4.2.5.5)."""
    wrong = []
    for path in sorted(site.rglob("*.html")):
        text = path.read_bytes()
        if not policy_of(text).startswith("default-src 'none'") or "unsafe" in policy_of(text):
            wrong.append(f"{path}: {policy_of(text)}")
        if b'<meta charset="utf-8">' not in text[:1024]:
            wrong.append(f"{path}: its encoding is said too late")
    assert wrong == []


def test_a_hash_is_of_what_the_theme_wrote_and_never_of_a_text(site: Path) -> None:
    """Pages on one level of the site have one policy, whatever is on them."""
    levels: dict[int, set[str]] = {}
    for path in sorted(site.rglob("index.html")):
        text = path.read_bytes()
        if b'http-equiv="refresh"' not in text:
            levels.setdefault(len(path.relative_to(site).parts), set()).add(policy_of(text))
    assert {level: len(policies) for level, policies in levels.items()} == dict.fromkeys(levels, 1)
    assert len(levels) > 2


def test_the_look_is_kept_from_page_to_page(page: Page, address: str) -> None:
    """The theme's own scripts in the page, which know it by their hash."""
    page.goto(address)
    body = page.locator("body")
    for title in ("Switch to light", "Switch to dark"):
        page.locator(f"label[title='{title}']:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(address + "drafts/rev1/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_bars_are_as_wide_as_their_number(page: Page, address: str) -> None:
    page.goto(address + "scorecard/")
    bar = page.locator(".cw-share")
    whole = bar.evaluate("bar => bar.getBoundingClientRect().width")
    parts: list[tuple[float, float]] = bar.evaluate(
        """bar => [...bar.children].map(part =>
           [Number(part.textContent), part.getBoundingClientRect().width])"""
    )
    number = sum(number for number, _ in parts)
    for each, width in parts:
        assert abs(width / whole - each / number) < 0.02, parts


@pytest.fixture
def planted(
    site: Path, tmp_path: Path, serve: Callable[[Path], str]
) -> Iterator[Callable[[str, str], str]]:
    """`planted(path, markup)`: the address of a page into whose text the markup was put."""
    folder = tmp_path / "site"
    for part in ("assets", "static"):
        shutil.copytree(site / part, folder / part)
    address = serve(folder)

    def plant(path: str, markup: str) -> str:
        text = (site / path / "index.html").read_text(encoding="utf-8")
        new = re.sub(r"</h1>", lambda _: f"</h1>{markup}", text, count=1)
        assert new != text
        (folder / path).mkdir(parents=True, exist_ok=True)
        (folder / path / "index.html").write_text(new, encoding="utf-8")
        return f"{address}/{path}"

    yield plant
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", PLANTED)
@pytest.mark.parametrize("path", ["drafts/rev1/", "contribute/"])
def test_what_is_planted_in_a_page_does_nothing(
    name: str, path: str, planted: Callable[[str, str], str], browser: Browser
) -> None:
    """The second wall: templates that escape are the first. Here a report is what is wanted."""
    with browser.new_context() as context:
        context.add_init_script(REPORTS)
        foreign: list[str] = []

        def answer(route: Route) -> None:
            foreign.append(route.request.url)
            route.abort()

        context.route("https://elsewhere.example/**", answer)
        page = context.new_page()
        page.goto(planted(path, PLANTED[name]), wait_until="load")
        if name == "link":
            page.locator("#planted").click()
        for _ in range(600):
            if any(frame.evaluate("window.reports.length") for frame in page.frames):
                break
            page.wait_for_timeout(100)
        else:
            pytest.fail("the browser reported nothing")
        assert page.evaluate("window.ran") is None
        assert foreign == []
        assert page.locator("h1").is_visible()


def test_a_page_that_leads_on_keeps_the_place(
    tmp_path: Path, open_context: Callable[..., BrowserContext], serve: Callable[[Path], str]
) -> None:
    folder = tmp_path / "site"
    (folder / "milestones" / "old").mkdir(parents=True)
    (folder / "milestones" / "reading-night").mkdir()
    golden = Path(__file__).parents[1] / "golden" / "redirect.html"
    shutil.copy(golden, folder / "milestones" / "old" / "index.html")
    (folder / "milestones" / "reading-night" / "index.html").write_text("<p>Here.</p>")
    address = serve(folder)
    for scripts, place in ((True, "#sources"), (False, "")):
        page = open_context(java_script_enabled=scripts).new_page()
        page.goto(f"{address}/milestones/old/#sources")
        page.wait_for_url(f"{address}/milestones/reading-night/{place}")
        expect(page.locator("p")).to_have_text("Here.")


def test_a_comparison_that_is_one_file_has_the_look_it_brings(
    root: Path, reports: Callable[[str], list[str]], page: Page, serve: Callable[[Path], str]
) -> None:
    folder = root / "tests" / "publish" / "downloads" / "golden"
    policy = policy_of((folder / "small.html").read_bytes())
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    address = f"{serve(folder)}/small.html"
    assert reports(address) == []
    page.goto(address)
    assert page.locator("ins").first.evaluate("e => getComputedStyle(e).textDecorationLine") == (
        "underline"
    )


def test_the_colour_of_a_tracker_counts(
    tmp_path: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    """A style in the page that the theme writes, known by its hash."""
    root = tracker(tmp_path, "library")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert 'colour: ""' in text
    config.write_text(text.replace('colour: ""', 'colour: "#7a1f4d"'), encoding="utf-8")
    build(root, tmp_path / "served" / "tracker", "2025-11-03")
    page.goto(f"{serve(tmp_path / 'served')}/tracker/roadmap/")
    header = page.locator(".md-header")
    assert header.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(122, 31, 77)"
