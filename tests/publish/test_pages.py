"""Pages as they come out, whole. `pytest --update-golden` writes tests/golden/ anew.

Covers: clearway.publish.charts.streams, clearway.publish.charts.timeline, clearway.publish.outputs,
clearway.publish.page, clearway.publish.pages.asks, clearway.publish.pages.common,
clearway.publish.pages.home, clearway.publish.pages.schedule, clearway.publish.pages.scorecard,
clearway.publish.pages.topics, clearway.publish.structured.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from clearway.errors import OutputError
from clearway.publish.outputs import _check_nothing_is_lost
from clearway.publish.page import Page, relative
from clearway.publish.pages.home import take_part
from clearway.site.product import Product, read_product
from clearway.site.settings import read_settings
from tests.records.folders import CASES, lay_out
from tests.running import REPOSITORY, ROOT, TRACKERS, URL, WITHOUT_GIT, run

Golden = Callable[[str, str], None]

SETTINGS = {
    "CLEARWAY_SITE_URL": URL,
    "CLEARWAY_REPOSITORY": REPOSITORY,
}


@pytest.fixture(scope="module")
def product() -> Product:
    settings = read_settings(SETTINGS, datetime(2024, 2, 20, tzinfo=UTC))
    found = read_product(TRACKERS / "library", settings)
    assert found.problems == ()
    return found


@pytest.fixture(scope="module")
def pages(product: Product) -> dict[str, Page]:
    assert product.outputs is not None
    return {page.address: page for page in product.outputs.pages.values()}


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("roadmap/", "roadmap"),
        ("consultations/2024-02-08-hall/", "consultation"),
        ("milestones/wishes/", "milestone-moved"),
        ("milestones/reading-night/", "milestone-cancelled"),
        ("drafts/first-draft/", "draft-outline"),
        ("statements/open-on-saturdays/", "statement"),
        ("organisations/friends/", "organisation"),
    ],
)
def test_a_page_is_the_golden_one(
    address: str, name: str, pages: dict[str, Page], golden: Golden
) -> None:
    golden(f"{name}.html", pages[address].html)


def test_a_renamed_record_leads_on_from_its_old_address(product: Product, golden: Golden) -> None:
    assert product.outputs is not None
    old = product.outputs.files["milestones/long-night/index.html"]
    assert isinstance(old, str)
    golden("redirect.html", old)


def test_every_golden_page_is_asked_for(request: pytest.FixtureRequest) -> None:
    asked = {
        "roadmap",
        "consultation",
        "milestone-moved",
        "milestone-cancelled",
        "draft-outline",
        "statement",
        "organisation",
        "redirect",
        "guide-summary",
    }
    assert {path.stem for path in (ROOT / "tests" / "golden").glob("*.html")} == asked


def test_every_place_that_a_page_lists_is_on_it(pages: dict[str, Page]) -> None:
    lost = [
        f"{address}#{heading.id}"
        for address, page in pages.items()
        for heading in page.headings
        if f'id="{heading.id}"' not in page.html
    ]
    assert lost == []


def test_of_a_statement_that_nobody_is_known_to_sign_no_number_is_told() -> None:
    """Nor 'no people': unknown is never no."""

    def card(day: str) -> str:
        settings = read_settings(SETTINGS, datetime(2024, 6, 20, tzinfo=UTC), as_of=day)
        book = read_product(TRACKERS / "library", settings).book
        assert book is not None
        home = html.fragment_fromstring(take_part(book), create_parent="div")
        [found] = home.xpath("section[h3='Open on Saturdays']")
        return " ".join(str(found.text_content()).split())

    assert card("2024-03-10") == "Open on SaturdaysRead and endorse"
    assert card("2024-03-11") == (
        "Open on SaturdaysOne organisation and no people endorse it by name.Read and endorse"
    )


def test_a_page_without_a_repository_names_file_and_line() -> None:
    settings = read_settings({}, datetime(2026, 11, 22, tzinfo=UTC))
    found = read_product(TRACKERS / "library", settings)
    assert found.outputs is not None
    page = found.outputs.pages["milestones/vote/index.md"]
    assert "<code>data/milestones.yaml</code>, line 35" in page.html


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("", "", "./"),
        ("", "drafts/", "drafts/"),
        ("drafts/", "drafts/", "./"),
        ("drafts/", "drafts/rev1/", "rev1/"),
        ("drafts/rev1/", "", "../../"),
        ("drafts/rev1/", "milestones/a/#x", "../../milestones/a/#x"),
        ("drafts/rev1/", "drafts/rev1/#x", "#x"),
        ("drafts/rev1/", "calendar/all.ics", "../../calendar/all.ics"),
        ("", "#x", "#x"),
    ],
)
def test_a_link_from_page_to_page(start: str, target: str, link: str) -> None:
    assert relative(start, target) == link


# --- nothing is lost -----------------------------------------------------------------------


def test_a_record_that_is_on_no_page_stops_the_build(product: Product) -> None:
    """Everything but one page, and one feed: the build names both records."""
    assert product.book is not None
    assert product.outputs is not None
    pages, files = dict(product.outputs.pages), dict(product.outputs.files)
    del pages["milestones/vote/index.md"], files["calendar/wishes.ics"]
    with pytest.raises(OutputError) as error:
        _check_nothing_is_lost(product.book, pages, files)
    assert str(error.value) == (
        "read, but not told: milestone:vote on no page, milestone:wishes in no feed"
    )


# --- the same bytes ------------------------------------------------------------------------


def outputs(root: Path, folder: Path, **environment: str) -> dict[str, bytes]:
    """Every file that `clearway outputs` writes for a tracker, by its path."""
    done = run("clearway", "outputs", root, folder, cwd=root, **SETTINGS, **environment)
    assert (done.returncode, done.stderr) == (0, WITHOUT_GIT)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    """In any hash order, time zone and locale, and whatever order the files were written in."""
    source = sorted(path for path in (TRACKERS / "library").rglob("*") if path.is_file())
    # Neither lies in a repository: what git knows is on the pages, too.
    for name, order in (("first", source), ("second", source[::-1])):
        for path in order:
            target = tmp_path / name / path.relative_to(TRACKERS / "library")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())

    one = outputs(
        tmp_path / "first", tmp_path / "one", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8"
    )
    two = outputs(
        tmp_path / "second",
        tmp_path / "two",
        PYTHONHASHSEED="2",
        TZ="Pacific/Kiritimati",
        LC_ALL="tr_TR.UTF-8",
    )
    assert len(one) > 40
    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []


def test_an_ask_that_came_from_a_place_not_known_says_so(tmp_path: Path) -> None:
    lay_out(tmp_path, CASES / "good" / "ask-raised")
    outputs = read_product(tmp_path, read_settings({}, datetime(2024, 7, 1, tzinfo=UTC))).outputs
    assert outputs is not None
    pages = {page.address: page.html for page in outputs.pages.values()}
    assert "no source says where" in pages["asks/late/"]
    assert 'cw-matrix__raised">not recorded<' in pages["asks/"]
    asks = {
        each["record"]["id"]: each["record"]["raised"]
        for each in json.loads(str(outputs.files["data/ask.json"]))
    }
    assert asks == {
        "hours": [
            "summary:2024-02-08-hall#open-saturdays",
            "submission:friends-first-draft#saturdays",
        ],
        "late": "unknown",
    }
