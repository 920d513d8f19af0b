"""Who endorses a statement: each on a page that holds few names, at an address that is told.

Covers: clearway.publish.pages.organisations, clearway.publish.pages.statements.
"""

import gzip
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from clearway.insight.knowledge import as_known
from clearway.publish.page import Page, Site
from clearway.publish.pages import organisations, statements
from clearway.publish.pages.common import Book
from clearway.publish.pages.statements import charts
from clearway.publish.signatories import ON_PAGE, SignatoryList
from clearway.records.rules import check
from tests.bench.signatories import PROCESS, SOURCE, STATEMENT, records
from tests.running import ROOT, TRACKERS

TODAY = date(2026, 11, 22)
MOST = 60_000
"""Bytes of the largest page without the theme around it, as sent."""


def book_of(root: Path) -> Book:
    process = check(root, TODAY).process
    assert process is not None
    return Book(process, Site("https://site.example/"), TODAY)


def written(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        target = folder / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A statement that 1,200 endorse, in many scripts."""
    return book_of(written(tmp_path_factory.mktemp("long"), dict(records(1200))))


@pytest.fixture(scope="module")
def pages(long: Book) -> dict[str, Page]:
    return {page.address: page for page in statements.pages(long)}


def test_a_short_roll_stands_on_the_statements_page() -> None:
    book = book_of(TRACKERS / "library")
    signatory_list = book.signatory_lists["open-on-saturdays"]
    assert not signatory_list.is_long
    assert [s.name for part in signatory_list.on_page for s in part] == [
        "Friends of the Library",
        "Kari Nordmann",
    ]
    assert signatory_list.address("kari-nordmann") == "statements/open-on-saturdays/#kari-nordmann"


def test_who_signed_without_a_name_is_counted_beside_the_names(tmp_path: Path) -> None:
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "data")
    statement = tmp_path / "data" / "statements" / "open-on-saturdays.md"
    fields, _, body = statement.read_text("utf-8")[4:].partition("---\n")
    counted = "{when: 2024-04-20, individuals: 312, source: https://friends.example/counted}"
    statement.write_text(f"---\n{fields}unnamed: {counted}\n---\n{body}", "utf-8")
    book = book_of(tmp_path)
    page = next(p for p in statements.pages(book) if p.address == "statements/open-on-saturdays/")
    said = "One organisation and one person, and 312 people who signed without a name."
    assert f'<p class="cw-lead">{said}</p>' in page.html
    assert "Without a name, as counted on 20 April 2024:" in page.html
    assert "312 people who signed without a name" in next(statements.pages(book)).html
    earlier = as_known(book.process, date(2024, 4, 19))
    assert [s.unnamed for s in earlier.statements] == [None]


def test_the_ten_steps_stand_on_one_page_in_the_order_of_their_letters() -> None:
    signatory_list = book_of(ROOT).signatory_lists["ten-steps"]
    organisations_, people, withdrawn = signatory_list.on_page
    assert (len(organisations_), len(people), len(withdrawn)) == (43, 22, 0)
    assert [s.name for s in organisations_[:3]] == [
        "acAIberry Technologies, Nepal",
        "Access Now",
        "Article 19",
    ]


def test_each_of_the_ten_steps_signatories_has_its_number_in_the_statement() -> None:
    book = book_of(ROOT)
    [page] = [page for page in statements.pages(book) if page.address == "statements/ten-steps/"]
    shown = {
        row.get("id"): row.xpath("td")[-1].text_content()
        for row in html.fromstring(page.html).xpath("//h3[@id]/following-sibling::table//tr[@id]")
    }
    numbers = {e.id: str(e.number) for e in book.process.endorsements if e.number}
    assert shown == {id: numbers[id] for id in shown} and len(shown) == 65


def test_as_many_stand_in_the_order_of_their_names() -> None:
    book = book_of(ROOT)
    [bars] = [b for b in charts(book, book.signatory_lists["ten-steps"].tally).bars if b.more]
    numbers = [(-number, name) for name, number, _ in bars.more if name != "unknown"]
    assert numbers == sorted(numbers)
    assert bars.more[-1][0] == "unknown"


def test_of_a_long_roll_the_first_hundred_stand_on_the_statements_page(long: Book) -> None:
    signatory_list = long.signatory_lists[STATEMENT]
    assert [len(part) for part in signatory_list.on_page] == [24, 76, 0]
    assert sum(map(len, signatory_list.on_page)) == ON_PAGE


def test_half_of_the_first_hundred_are_people_where_there_are_as_many(long: Book) -> None:
    tally = long.signatory_lists[STATEMENT].tally
    bodies = tally.organisations * 5
    signatory_list = SignatoryList(
        long.signatory_lists[STATEMENT].statement, type(tally)(bodies, tally.individuals), "en"
    )
    assert [len(part) for part in signatory_list.on_page] == [50, 50, 0]


def test_everybody_stands_on_one_page_of_names(long: Book, pages: dict[str, Page]) -> None:
    home = long.signatory_lists[STATEMENT].home
    shown = Counter(
        ref for page in pages.values() if page.address.startswith(home) for ref in page.refs
    )
    assert shown == Counter(e.ref for e in long.process.endorsements)


def test_each_address_leads_to_the_page_that_shows_it(long: Book, pages: dict[str, Page]) -> None:
    for endorsement in long.process.endorsements:
        page, _, id = long.address(endorsement).partition("#")
        assert f'<tr id="{id}">' in pages[page].html


def test_no_page_is_large(pages: dict[str, Page]) -> None:
    assert max(len(gzip.compress(page.html.encode())) for page in pages.values()) < MOST


def test_searching_the_site_leaves_pages_of_names_out(long: Book, pages: dict[str, Page]) -> None:
    home = long.signatory_lists[STATEMENT].home
    assert {page.listed for page in pages.values() if page.address.startswith(home)} == {False}


def test_a_name_of_any_script_keeps_its_direction(pages: dict[str, Page]) -> None:
    page = pages[f"statements/{STATEMENT}/endorsements/hebr/"]
    assert "<bdi>נועה כהן</bdi>" in page.html
    assert page.title == "Names in Hebrew script · Longer hours"


def test_who_has_withdrawn_leaves_a_tombstone(long: Book, pages: dict[str, Page]) -> None:
    gone = long.signatory_lists[STATEMENT].withdrawn[0]
    page, _, id = long.address(gone.endorsement).partition("#")
    row = pages[page].html.partition(f'<tr id="{id}">')[2].partition("</tr>")[0]
    assert row == (
        '<td colspan="3"><del><span class="cw-hidden">[no longer: </span>'
        f'<bdi>{gone.name}</bdi><span class="cw-hidden">]</span></del> '
        '<span class="cw-soft">withdrew on 1 June 2025</span></td>'
    )


def test_which_text_each_endorsed_is_told_where_it_is_not_the_last(long: Book) -> None:
    told = Counter(s.text for s in long.signatory_lists[STATEMENT].everybody)
    assert set(told) == {"", "of the text of 3 March 2025", "version unknown"}
    assert told["version unknown"] == sum(e.sha256 is None for e in long.process.endorsements)


def test_a_register_of_many_organisations_has_pages_by_letter(tmp_path: Path) -> None:
    files = {
        f"organisations/body-{n}.yaml": f"name: {'ABCDE'[n % 5]}body {n}\n{SOURCE}\n"
        for n in range(230)
    }
    book = book_of(written(tmp_path, {"process.yaml": PROCESS, **files}))
    found = {page.address: page for page in organisations.organisation_pages(book)}
    assert [a for a in found if not a.startswith("organisations/body")] == [
        "organisations/",
        *(f"organisations/names/latn/{letter}/" for letter in "abcde"),
    ]
    assert found["organisations/"].html.count("<tr><td>") == 200
    assert found["organisations/names/latn/c/"].html.count("<tr><td>") == 46


def test_an_organisation_that_stands_beside_many_names_has_no_long_page(long: Book) -> None:
    found = organisations.deeds(long)
    by_name = {id: sum(bool(deed.name) for deed in did) for id, did in found.items()}
    beside = Counter(e.affiliation for e, _ in long.signatory_lists[STATEMENT].tally.individuals)
    assert {id: n for id, n in beside.items() if id} == {id: n for id, n in by_name.items() if n}


def test_of_many_people_beside_whom_it_is_printed_it_is_told_how_many(tmp_path: Path) -> None:
    files = {
        "process.yaml": PROCESS,
        "organisations/university.yaml": f"name: University\n{SOURCE}\n",
        "statements/longer-hours.md": (
            f"---\ntitle: Longer hours\nwhen: 2025-03-03\n{SOURCE}\n---\n"
        ),
        **{
            f"endorsements/longer-hours/person-{n}.yaml": (
                f"name: {'Person' if n % 2 else 'Reader'} {chr(65 + n)}\nkind: individual\n"
                f"affiliation: university\n{SOURCE}\n"
            )
            for n in range(21)
        },
    }
    (deed,) = organisations.deeds(book_of(written(tmp_path, files)))["university"]
    assert deed.says == "Printed beside the names of 21 people who endorsed Longer hours"
