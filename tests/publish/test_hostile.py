"""Markdown of records: which links it makes, and what it shows as it was written.

Hostile texts in every field: tests/hostile/test_canaries.py.

Covers: clearway.publish.render.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import html

from clearway.language import written_in
from clearway.publish.render import View, languages
from clearway.records.rules import check
from clearway.site.product import Product, read_product
from clearway.site.settings import read_settings
from tests.running import TRACKERS, tracker

HOSTILE = TRACKERS / "hostile"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def product() -> Product:
    found = read_product(HOSTILE, read_settings({"CLEARWAY_AS_OF": "2024-06-05"}, NOW))
    assert found.outputs is not None
    return found


def test_a_title_says_its_language_and_direction(product: Product) -> None:
    assert product.outputs is not None
    page = html.fragment_fromstring(
        product.outputs.pages["milestones/rtl/index.md"].html, create_parent="div"
    )
    [heading] = page.xpath("//h1")
    # In the language of the page, where the record has it.
    assert heading.text_content() == "x"
    assert heading.xpath("./span/@lang | ./span/@dir") == ["en", "auto"]
    assert product.book is not None
    title = product.book.process.records["milestone:rtl"].title  # type: ignore[attr-defined]
    with written_in("fr"):
        assert languages(title) == '<span lang="ar" dir="auto">موعد נאום English</span>'


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
