"""What the heads of pages say to machines: titles, descriptions, links shown elsewhere, JSON-LD.

Covers: clearway.publish.structured.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from lxml.html import HtmlElement

# The properties that we use, as schema.org (30.0) has them for each type or one above it.
THING = {"@type", "@context", "name", "description", "url", "identifier", "sameAs", "subjectOf"}
WORK = THING | {
    "headline", "author", "publisher", "datePublished", "dateCreated", "creativeWorkStatus",
    "isBasedOn", "inLanguage", "isPartOf", "isAccessibleForFree", "alternateName",
}  # fmt: skip
VOCABULARY = {
    "Article": WORK,
    "CreativeWork": WORK,
    "CollectionPage": WORK,
    "WebPage": WORK,
    "WebSite": WORK | {"potentialAction"},
    "Dataset": WORK | {"distribution"},
    "DataDownload": WORK | {"contentUrl", "encodingFormat"},
    "SearchAction": THING | {"target", "query-input"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
    "Organization": THING | {"alternateName", "address"},
    "Place": THING | {"address"},
    "VirtualLocation": THING,
    "PostalAddress": THING | {"addressLocality", "addressCountry"},
    "Event": THING
    | {
        "startDate", "endDate", "previousStartDate", "eventStatus", "eventAttendanceMode",
        "location", "organizer", "subEvent", "inLanguage",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def heads(site: Path) -> dict[str, HtmlElement]:
    found = sorted(site.rglob("index.html"))
    pages = {p.parent.relative_to(site).as_posix(): p.read_bytes() for p in found}
    # Former addresses lead on and are no pages.
    return {
        name: html.document_fromstring(raw)
        for name, raw in pages.items()
        if b'http-equiv="refresh"' not in raw
    }


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Everything that has a type, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from parts(each)


def described(page: HtmlElement) -> list[dict[str, Any]]:
    found = page.xpath("//script[@type='application/ld+json']/text()")
    return [part for text in found for part in parts(json.loads(text))]


def test_titles_fit_into_search_results(heads: dict[str, HtmlElement]) -> None:
    titles = {name: page.findtext(".//title") or "" for name, page in heads.items()}
    assert {name: title for name, title in titles.items() if not 0 < len(title) < 70} == {}


def test_text_for_machines_is_no_markup(heads: dict[str, HtmlElement]) -> None:
    marked = re.compile(r"\]\(|\*\*|<[a-z]")
    found = [
        (name, text)
        for name, page in heads.items()
        for text in (
            *page.xpath("//meta[@name='description']/@content"),
            *page.xpath("//meta[@property='og:description']/@content"),
            *(str(part.get("description", "")) for part in described(page)),
        )
        if marked.search(text)
    ]
    assert found == []


def test_every_type_and_property_is_schema_orgs(heads: dict[str, HtmlElement]) -> None:
    wrong = {
        (part["@type"], name)
        for page in heads.values()
        for part in described(page)
        for name in part.keys() - VOCABULARY.get(part["@type"], set())
    }
    assert wrong == set()


def test_an_event_starts_on_a_day_and_a_publication_is_none(heads: dict[str, HtmlElement]) -> None:
    events = [p for page in heads.values() for p in described(page) if p["@type"] == "Event"]
    assert len(events) > 40
    starts = [event["startDate"] for event in events if "startDate" in event]
    assert [start for start in starts if not re.match(r"\d{4}-\d\d-\d\d", start)] == []
    assert [event["name"] for event in events if "sameAs" in event] == []
    [forum] = [e for e in described(heads["milestones/igf-2026"]) if e["@type"] == "Event"]
    assert (forum["startDate"], forum["endDate"]) == ("2026-12-14", "2026-12-18")
    assert forum["location"][0]["address"]["addressLocality"] == "Nairobi"
    work = described(heads["milestones/igf-2026-thematic-inputs"])[0]
    assert (work["@type"], work["datePublished"]) == ("CreativeWork", "2026-03-10")


def test_the_site_its_data_and_its_lists_are_described(heads: dict[str, HtmlElement]) -> None:
    types = {name: [part["@type"] for part in described(page)] for name, page in heads.items()}
    assert types["."][0] == "WebSite"
    assert types["data"][0] == "Dataset"
    assert types["roadmap"][0] == "CollectionPage"
    assert "BreadcrumbList" in types["drafts/rev1"]


def test_a_link_is_shown_with_title_description_and_picture(
    heads: dict[str, HtmlElement], site: Path
) -> None:
    for page in heads.values():
        for name in ("og:title", "og:description", "og:url", "og:image", "og:site_name"):
            [content] = page.xpath(f"//meta[@property='{name}']/@content")
            assert content
    assert (site / "static" / "icon-512.png").read_bytes().startswith(b"\x89PNG")


def test_browsers_and_search_engines_find_what_they_look_for(site: Path) -> None:
    assert (site / "robots.txt").read_text().splitlines()[-1].endswith("/sitemap.xml")
    app = json.loads((site / "site.webmanifest").read_text())
    assert all((site / icon["src"]).is_file() for icon in app["icons"])
    assert "?q={searchTerms}" in (site / "opensearch.xml").read_text()
