"""What a visitor loads is counted where it is sent, and stays below a budget.

gzip's sizes differ a little with the zlib at hand: the budgets leave room for that, and no more.
"""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tools.serving import serving
from tools.weigh import Weight, kinds, report, searching, visit

FIRST = 58_000
"""Bytes of a first visit to the front page, of which the theme's styles are 25,000."""

SEARCH = 15_000
"""Bytes that a search adds."""

NEXT = 20_000
"""Bytes of any further page, but for the one of all changes."""

ALL_CHANGES = 42_000

ALL_SOURCES = 22_000
"""Each of some 275 addresses is there as a link and in words, for those who print it."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "drafts" / "rev1").mkdir(parents=True)
    (tmp_path / "flag.png").write_bytes(b"\x89" * 1_000)
    (tmp_path / "work.js").write_text("onmessage = 1; // " + "x" * 5_000, encoding="utf-8")
    (tmp_path / "index.html").write_text(
        '<link rel="icon" href="data:,"><img src="flag.png"><img src="flag.png">'
        "<script>new Worker('work.js')</script>",
        encoding="utf-8",
    )
    for page in ("drafts/index.html", "drafts/rev1/index.html"):
        (tmp_path / page).write_text('<link rel="icon" href="data:,"><img src="/flag.png">')
    return tmp_path


def test_pages_of_one_folder_are_one_kind(small: Path) -> None:
    assert kinds(small) == {"home": "", "drafts": "drafts/", "drafts/…": "drafts/rev1/"}


def test_workers_are_counted_and_what_is_kept_is_not_sent_again(
    small: Path, browser: Browser
) -> None:
    sent: dict[str, int] = {}
    page = len(gzip.compress((small / "drafts/index.html").read_bytes(), 6, mtime=0))
    with serving(small, sent) as home:
        assert visit(browser, sent, f"{home}/") > 1_000
        assert set(sent) == {"/", "/flag.png", "/work.js"}
        assert sent["/work.js"] < 200 < sent["/flag.png"]
        assert visit(browser, sent, f"{home}/drafts/") == page + 1_000
        assert visit(browser, sent, f"{home}/", f"{home}/drafts/") == page


def test_a_report_has_a_line_for_each_kind() -> None:
    assert report([Weight("home", "./", 81_240, 8_000)]).splitlines() == [
        "kind  largest page  first kB   next kB",
        "home  ./                81.2       8.0",
    ]


def test_the_front_page_and_a_search_keep_to_the_budget(site: Path, browser: Browser) -> None:
    sent: dict[str, int] = {}
    with serving(site, sent) as home:
        assert visit(browser, sent, f"{home}/") < FIRST
    assert searching(site, browser, "Doha") < SEARCH


def test_every_kind_of_page_keeps_to_the_budget(site: Path) -> None:
    sizes = {
        address: len(gzip.compress((site / address / "index.html").read_bytes(), 6, mtime=0))
        for address in kinds(site).values()
    }
    allowed = dict.fromkeys(sizes, NEXT) | {
        "changes/": ALL_CHANGES,
        "sources/": ALL_SOURCES,
    }
    assert {a: size for a, size in sizes.items() if size > allowed[a]} == {}
