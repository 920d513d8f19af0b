"""The pages for contributors: their examples pass the check, their messages are those of the check.

Tests `publish.guide`, `publish.guide.field_tables`, `publish.pages.guide` and
`records.editing.field_docs`.

Covers: clearway.publish.guide, clearway.publish.pages.guide,
clearway.records.editing.field_hints, clearway.records.editing.layout.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html

from clearway.problems import as_text
from clearway.publish.guide import (
    SHARED,
    Chapter,
    FieldRow,
    FieldTable,
    chapters,
    date_table,
    examples,
    table_of,
    tables,
)
from clearway.publish.page import Page, Site
from clearway.publish.pages.common import Book
from clearway.publish.pages.guide import guide_pages
from clearway.records.editing.layout import DATA, HOME_OF_KIND, HOMES, KindLocation
from clearway.records.kinds.draft import Draft
from clearway.records.rules import check
from tests.commands import unknown_in
from tests.publish.test_pages import Golden
from tests.running import TODAY, TRACKERS

WRITTEN_BY_PROGRAMS = {"threads", "sightings"}
"""Kinds that no one writes by hand."""

DAY = date.fromisoformat(TODAY)


def printed(root: Path) -> str:
    return as_text(check(root, DAY).problems)


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """A folder that holds every example where its page says that it belongs."""
    for path, content in examples().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    process = check(TRACKERS / "library", DAY).process
    assert process is not None
    book = Book(process, Site("https://hours.example/"), DAY)
    return {page.address.split("/")[1]: page for page in guide_pages(book)}


# --- the examples ----------------------------------------------------------------------------


def test_the_examples_are_clean(tracker: Path) -> None:
    assert printed(tracker) == ""


def test_the_draft_of_the_examples_is_adopted_by_the_vote_of_3_june(tracker: Path) -> None:
    process = check(tracker, DAY).process
    assert process is not None
    draft = process.find(Draft, "second-draft")
    decision = process.adoption(draft)
    assert decision is not None
    assert str(draft.ledger.standing.when) == "2024-05-06"
    assert str(decision.ledger.standing.when) == "2024-06-03T18:30/21:00"


def test_every_kind_has_a_chapter_with_an_example() -> None:
    written = {home.kind for name, home in HOMES.items() if name not in WRITTEN_BY_PROGRAMS}
    assert {chapter.kind for chapter in chapters()} - {""} == written
    assert {chapter.id for chapter in chapters()} == {*SHARED, *written}
    shown = {
        path.removeprefix(f"{DATA}/").partition("/")[0].partition(".")[0] for path in examples()
    }
    assert shown == {HOME_OF_KIND[kind].place for kind in written}


class Mistake(NamedTuple):
    """What one writes instead of what, in which file where several have it, and what is printed."""

    wrong: str
    right: str
    path: str
    printed: str


MISTAKE = re.compile(
    r"^Written: `([^`\n]+)` instead of `([^`\n]+)`(?: in `([^`\n]+)`)?\n\n```text\n(.*?)^```$",
    re.M | re.S,
)
MISTAKES = [Mistake(*found) for c in chapters() for found in MISTAKE.findall(c.text)]


def test_messages_are_shown() -> None:
    assert len(MISTAKES) >= 10


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.wrong)
def test_a_mistake_gets_the_message_that_is_shown(mistake: Mistake, tracker: Path) -> None:
    [path] = files_with(tracker, mistake)
    text = path.read_text("utf-8")
    path.write_text(text.replace(mistake.right, mistake.wrong, 1), encoding="utf-8")
    assert printed(tracker) == mistake.printed


def files_with(tracker: Path, mistake: Mistake) -> Iterator[Path]:
    for path, text in examples().items():
        if mistake.path in ("", path) and mistake.right in text:
            yield tracker / path


# --- commands that the pages name ------------------------------------------------------------

COMMANDS = sorted(
    {
        line
        for chapter in chapters()
        for line in re.findall(r"^clearway .+$|(?<=`)clearway [^`]+(?=`)", chapter.text, re.M)
    }
)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_has_the_options_that_a_page_names(line: str) -> None:
    assert unknown_in(line) == []


# --- the tables ------------------------------------------------------------------------------


def shown_tables(chapter: Chapter) -> Iterator[FieldTable]:
    if chapter.kind:
        yield from tables(HOME_OF_KIND[chapter.kind], {})
    elif chapter.fields_of:
        home: KindLocation = HOME_OF_KIND[chapter.fields_of]
        yield date_table(home, {})
        for within in re.findall(r"^\{fields in ([a-z_.]+)\}$", chapter.text, re.M):
            yield table_of(home, {}, tuple(within.split(".")))


ROWS = [
    pytest.param(row, id=f"{chapter.id}-{'-'.join(table.names)}-{row.name}")
    for chapter in chapters()
    for table in shown_tables(chapter)
    for row in table.rows
]


@pytest.mark.parametrize("row", ROWS)
def test_a_field_says_what_to_write_and_has_an_example(row: FieldRow) -> None:
    assert row.about.endswith(".")
    assert all(len(sentence.split()) < 20 for sentence in re.split(r"[.:] ", row.about))
    assert all(choice.meaning.endswith(".") for choice in row.choices)
    assert row.example.startswith(f"{row.name}:")


def test_the_tables_of_a_kind_are_those_of_its_type() -> None:
    found = tables(HOME_OF_KIND["commitment"], {})
    own = (
        "statement number title source addressee text text_unknown rules judgement settled_by note"
    )
    assert [(t.names, [row.name for row in t.rows]) for t in found] == [
        ((), own.split()),
        (("rules",), ["rule", "least", "most", "record", "after", "group"]),
        (("judgement",), ["about", "verdict", "judged", "date", "evidence"]),
        (("evidence",), ["text", "source"]),
    ]
    assert [row.name for row in found[0].rows if row.is_required] == [
        "statement", "number", "title", "source",
    ]  # fmt: skip


def test_fields_that_hold_the_same_share_a_table() -> None:
    found = {t.names for t in tables(HOME_OF_KIND["draft"], {})}
    assert ("official_copy", "marked_copy", "synthesis") in found


# --- the pages -------------------------------------------------------------------------------


def test_a_page_is_the_golden_one(pages: dict[str, Page], golden: Golden) -> None:
    golden("guide-summary.html", pages["summary"].html)


def test_a_page_uses_the_words_of_the_process(pages: dict[str, Page]) -> None:
    (topic,) = html.fromstring(pages["summary"].html).xpath("//tr[th/code='topic']/td[1]")
    assert "Write one of saturdays, branches" in topic.text_content()
    words = html.fromstring(pages["process"].html).xpath(
        "//h3[@id='group']/following::table[1]//td"
    )
    assert [cell.text_content() for cell in words] == ["Readers", "Staff"]


def test_links_from_page_to_page_lead_to_a_place_that_is_there(pages: dict[str, Page]) -> None:
    places = {name: {"", *ids(page)} for name, page in pages.items()}
    places["new"] = {"", *HOME_OF_KIND}
    broken = []
    for name, page in pages.items():
        for target in html.fromstring(page.html).xpath("//article//a/@href"):
            path, _, place = target.partition("#")
            other = re.fullmatch(r"(?:\.\./([\w-]+)/)?", path)
            if other and place not in places.get(other[1] or name, {}):
                broken.append(f"{name}: {target}")
    assert broken == []


def test_ids_of_a_page_are_used_once(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert len(ids(page)) == len(set(ids(page))), name


def ids(page: Page) -> list[str]:
    found: list[str] = html.fromstring(page.html).xpath("//@id")
    return found
