"""The pages of drafts that offer options, and of what became of them.

Covers: clearway.publish.pages.drafts, clearway.publish.pages.drafts.text_page.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from lxml import html

from clearway.insight.lineage import lineage
from clearway.publish.exports import exports
from clearway.publish.page import Page
from clearway.publish.pages import drafts
from clearway.site.product import read_product
from clearway.site.settings import read_settings
from tests.drafts import process

OLD = """\
## Hours

1. Branches shall open on [Saturdays].

### Option 1: early

2. All branches open at eight.

2bis. The boat waits.

### Option 2: late

2. All branches open at ten, as readers asked.

## Rooms

3. The reading room opens at nine.
"""
NEW = """\
## Hours

1. Branches shall open on Saturdays.

### Option 1: early

2. All branches open at eight.

2bis. The boat waits.

## Rooms

3. The reading room opens at nine. [Agreed ad ref]
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    root = tmp_path_factory.mktemp("options")
    process(root, {"zero": OLD, "one": NEW})
    outputs = read_product(root, read_settings({}, datetime(2024, 12, 1, tzinfo=UTC))).outputs
    assert outputs is not None
    return {page.address: page for page in outputs.pages.values()}


def test_one_option_can_be_shown(pages: dict[str, Page]) -> None:
    page = html.fromstring(pages["drafts/zero/"].html)
    labels = [" ".join((label.text or "").split()) for label in page.iterfind(".//fieldset/label")]
    assert labels == ["All options", "Option 1", "Option 2"]
    of_option = {each.get("id"): each.get("data-option") for each in page.iterfind(".//*[@id]")}
    assert {id: option for id, option in of_option.items() if option} == {
        "option-1-early": "1",
        "option-1.2": "1",
        "p2bis": "1",
        "option-2-late": "2",
        "option-2.2": "2",
    }


def test_what_is_agreed_ad_ref_is_shown_counted_and_exported(pages: dict[str, Page]) -> None:
    draft = html.fromstring(pages["drafts/one/"].html)
    [mark] = draft.get_element_by_id("p3").find_class("cw-tone-leaf")
    assert mark.text == "agreed ad ref"
    assert "no square brackets; one paragraph agreed ad ref" in pages["drafts/one/"].html
    comparison = html.fromstring(pages["drafts/zero/to/one/"].html)
    lead = " ".join(comparison.find_class("cw-lead")[0].text_content().split())
    assert lead.endswith("Open brackets: 1 → 0. Paragraphs agreed ad ref: 0 → 1.")
    assert "agreed ad ref" in [each.text for each in comparison.find_class("cw-para__was")]
    table = html.fromstring(pages["drafts/"].html).get_element_by_id("brackets")
    cells = [[" ".join(c.text_content().split()) for c in row] for row in table.iter("tr")]
    assert cells == [
        ["Draft", "Open brackets", "", "Choices", "Agreed ad ref"],
        ["Zero", "1", "", "0", "0"],
        ["One", "0", "", "0", "1"],
    ]


def test_open_brackets_are_exported(tmp_path: Path) -> None:
    found = process(tmp_path, {"zero": OLD, "one": NEW})
    files = exports(found, lambda record: record.ref)
    assert [each["brackets"] for each in json.loads(files["data/draft.json"])] == [
        {"open": 0, "choices": 0, "agreed_ad_ref": 1},
        {"open": 1, "choices": 0, "agreed_ad_ref": 0},
    ]
    rows = list(csv.DictReader(StringIO(files["data/draft.csv"], newline="")))
    columns = ("id", "open_brackets", "choices", "agreed_ad_ref")
    assert [[row[name] for name in columns] for row in rows] == [
        ["one", "0", "0", "1"],
        ["zero", "1", "0", "0"],
    ]


@pytest.mark.parametrize(
    ("number", "first", "second"),
    [
        (2, ["b"], []),
        (3, ["b", "c"], ["c"]),
        (8, list("bcdefgh"), list("cdefgh")),
        (9, ["b", "i"], ["c", "i"]),
        (10, ["b", "j"], ["c", "j"]),
    ],
)
def test_any_two_drafts_are_offered_from_the_one_that_is_known(
    tmp_path: Path, number: int, first: list[str], second: list[str]
) -> None:
    bodies = {id: f"1. Open for {n} hours.\n" for n, id in enumerate("abcdefghij"[:number], 1)}
    told = lineage(process(tmp_path, bodies))
    found = {old.id: [draft.id for draft in later] for old, later in drafts.since(told)}
    assert found.get("a") == first
    assert found.get("b", []) == second
    assert all((old, new) in told.pairs for old, news in found.items() for new in news)


def test_each_comparison_leads_to_all_others(tmp_path: Path) -> None:
    process(tmp_path, {"zero": OLD, "one": NEW, "two": NEW.replace("nine", "ten")})
    outputs = read_product(tmp_path, read_settings({}, datetime(2024, 12, 1, tzinfo=UTC))).outputs
    assert outputs is not None
    made = {page.address: page for page in outputs.pages.values()}
    section = html.fromstring(made["drafts/zero/to/two/"].html).get_element_by_id("comparisons")
    rows = [" ".join(row.text_content().split()) for row in section.iter("div")]
    assert rows == ["Since Zeroto One · to Two", "Since Oneto Two"]
    assert [a.get("href") for a in section.iter("a")] == ["../one/", "../../../one/to/two/"]


def test_a_draft_without_a_choice_offers_none(pages: dict[str, Page]) -> None:
    assert "show-option" not in pages["drafts/one/"].html


def test_a_comparison_says_what_became_of_options_and_brackets(pages: dict[str, Page]) -> None:
    page = html.fromstring(pages["drafts/zero/to/one/"].html)
    lead = page.find_class("cw-lead")[0].text_content()
    assert lead.startswith("Option 2 deleted. ")
    assert "Open brackets: 1 → 0" in lead
    assert "brackets removed" in [each.text for each in page.find_class("cw-para__was")]
