"""Where pages say when a source was last seen, and where its copy is.

Covers: clearway.publish.pages.about_site.
"""

from datetime import date
from pathlib import Path

from lxml import html

from clearway.publish.page import Site
from clearway.publish.pages import about_site, schedule
from clearway.publish.pages.common import Book
from clearway.records.rules import check
from tests.records.folders import CASES, lay_out


def book(folder: Path, as_of: date) -> Book:
    process = check(lay_out(folder, CASES / "good" / "sighting"), date(2026, 11, 22)).process
    assert process is not None
    return Book(process, Site("https://hours.example/"), as_of)


def rows(found: Book) -> dict[str, tuple[str, ...]]:
    [page] = about_site.source_pages(found)
    tree = html.document_fromstring(page.html)
    return {
        row.xpath("string(td[1]/a[1]/@href)"): (
            *(" ".join(cell.text_content().split()) for cell in row.xpath("td")),
            row.get("id", ""),
        )
        for row in tree.xpath("//tbody/tr")
    }


def test_every_address_is_listed_with_what_names_it(tmp_path: Path) -> None:
    found = rows(book(tmp_path, date(2026, 11, 22)))
    assert found["https://library.example/hours"] == (
        "Page on library.example library.example/hours seen on 22 November 2026 · archived copy",
        "Opening hours of the city library; Wishes for the opening hours are due",
        "library-example-hours-0c9f7d21",
    )
    assert found["https://gazette.example/7"][0] == (
        "Page on gazette.example gazette.example/7 not seen yet"
    )
    assert found["https://union.example/"] == (
        "Website union.example union.example not seen yet",
        "Staff Union",
        "",
    )


def test_a_site_of_an_earlier_day_does_not_know_what_was_seen_later(tmp_path: Path) -> None:
    found = rows(book(tmp_path, date(2026, 11, 21)))
    assert found["https://library.example/hours"][0] == (
        "Page on library.example library.example/hours not seen yet · archived copy"
    )


def test_a_record_says_it_beside_its_source(tmp_path: Path) -> None:
    pages = {page.address: page.html for page in schedule.milestone_pages(book(tmp_path, date.max))}
    tree = html.document_fromstring(pages["milestones/wishes/"])
    cards = [" ".join(c.text_content().split()) for c in tree.xpath("//section[@class='cw-card']")]
    [told] = [card for card in cards if "Correct" in card]
    assert "Page on library.example (/hours) (seen on 22 November 2026 · archived copy)" in told
