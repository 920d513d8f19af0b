"""The built site, walked like a visitor: every page, every link, and what machines read there.

Covers: clearway.site.build, clearway.site.macros, clearway.site.mkdocs_plugin,
clearway.site.product.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from lxml.html import HtmlElement

from clearway.history.revisions import read_revisions
from clearway.insight.agenda.occasions import occasions
from clearway.publish.calendars.vanished import vanished
from clearway.publish.page import address as address_of
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.milestone import Milestone, MilestoneKind
from clearway.records.kinds.organisation import Organisation
from clearway.records.model import Process
from clearway.records.rules import check
from tests.running import REPOSITORY, ROOT, TODAY, URL


@pytest.fixture(scope="session")
def process() -> Process:
    """The shipped record."""
    found = check(ROOT, date.fromisoformat(TODAY)).process
    assert found is not None
    return found


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, HtmlElement]:
    """Every page of the site by its address, such as 'drafts/rev1/'; redirects are no pages."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        if not tree.xpath("//meta[@http-equiv='refresh']"):
            found[path.relative_to(site).as_posix().removesuffix("index.html")] = tree
    return found


@cache
def ids(path: Path) -> frozenset[str]:
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    return frozenset(tree.xpath("//@id")) | frozenset(tree.xpath("//a/@name"))


def links(tree: HtmlElement) -> Iterator[str]:
    """Every address that a page names, but for what another site answers."""
    yield from tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src")
    yield from tree.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")


def file_at(site: Path, url: str) -> Path | None:
    """The file that a server gives for an address below `URL`; None where there is none."""
    path = site / unquote(urlsplit(url).path).removeprefix(urlsplit(URL).path)
    path = path / "index.html" if path.is_dir() else path
    return path if path.is_file() else None


def test_every_link_within_the_site_leads_somewhere(
    site: Path, pages: dict[str, HtmlElement]
) -> None:
    broken = set()
    for page, tree in pages.items():
        for link in links(tree):
            url = urljoin(URL + page, link)
            if not url.startswith(URL):
                continue
            file, fragment = file_at(site, url), urlsplit(url).fragment
            if file is None:
                broken.add(f"{page}: {link}")
            elif fragment and file.suffix == ".html" and unquote(fragment) not in ids(file):
                broken.add(f"{page}: {link}, no such place on the page")
    assert sorted(broken) == []


def test_a_folder_is_linked_with_its_slash(pages: dict[str, HtmlElement], site: Path) -> None:
    """Without it a server would answer with a detour, and a page on a disk would not be found."""
    found = set()
    for page, tree in pages.items():
        for link in links(tree):
            path = urlsplit(urljoin(URL + page, link)).path
            inside = urljoin(URL + page, link).startswith(URL)
            if (
                inside
                and not path.endswith("/")
                and (site / path.removeprefix("/tracker/")).is_dir()
            ):
                found.add(f"{page}: {link}")
    assert sorted(found) == []


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, HtmlElement]) -> None:
    loads = (
        "//script/@src | //img/@src | //iframe/@src | //source/@src | //video/@src | //audio/@src"
        " | //link[@rel!='canonical'][@rel!='prev'][@rel!='next']/@href | //object/@data"
    )
    found = {
        f"{page}: {url}"
        for page, tree in pages.items()
        for url in tree.xpath(loads)
        if not urljoin(URL + page, url).startswith(URL)
    }
    assert sorted(found) == []


def test_every_page_says_what_it_is(pages: dict[str, HtmlElement]) -> None:
    wrong = []
    for page, tree in pages.items():
        headings = [h.text_content().strip() for h in tree.xpath("//h1")]
        if len(headings) != 1 or not headings[0]:
            wrong.append(f"{page}: headings {headings}")
        if not tree.xpath("string(/html/@lang)"):
            wrong.append(f"{page}: no language")
        if not tree.xpath("string(//title)").strip():
            wrong.append(f"{page}: no title")
        if not tree.xpath("string(//meta[@name='description']/@content)").strip():
            wrong.append(f"{page}: no description")
        if (
            page != "404.html"
            and tree.xpath("string(//link[@rel='canonical']/@href)") != URL + page
        ):
            wrong.append(f"{page}: no canonical address")
    assert wrong == []


def test_no_two_pages_have_the_same_title(pages: dict[str, HtmlElement]) -> None:
    titles = Counter(tree.xpath("string(//title)").strip() for tree in pages.values())
    assert [title for title, number in titles.items() if number > 1] == []


def test_no_two_places_of_a_page_have_the_same_id(pages: dict[str, HtmlElement]) -> None:
    twice = []
    for page, tree in pages.items():
        named: Counter[str] = Counter(tree.xpath("//@id"))
        twice += [f"{page}#{id}" for id, number in named.items() if number > 1]
    assert twice == []


def test_headings_leave_out_no_level(pages: dict[str, HtmlElement]) -> None:
    wrong = []
    for page, tree in pages.items():
        headings = tree.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
        levels = [int(heading.tag[1]) for heading in headings]
        leaps = [b for a, b in pairwise(levels) if b > a + 1]
        if leaps:
            wrong.append(f"{page}: {levels}")
    assert wrong == []


def test_every_page_can_be_reached_from_the_front_page(
    site: Path, pages: dict[str, HtmlElement]
) -> None:
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        page = waiting.pop()
        if page in reached or page not in pages:
            continue
        reached.add(page)
        urls = (urljoin(URL + page, link).partition("#")[0] for link in links(pages[page]))
        waiting += [url.removeprefix(URL) for url in urls if url.startswith(URL)]
    assert sorted(pages.keys() - reached) == ["404.html"]


def test_every_record_has_its_place(process: Process, pages: dict[str, HtmlElement]) -> None:
    missing = []
    for record in process:
        page, _, fragment = address_of(record).partition("#")
        if page not in pages or (fragment and not pages[page].xpath(f"//*[@id='{fragment}']")):
            missing.append(record.ref)
    assert missing == []


def test_every_page_leads_a_reader_s_program_to_its_feeds(
    pages: dict[str, HtmlElement], site: Path
) -> None:
    """Those of the whole site everywhere, before them those of a draft or a topic on its page."""
    whole = ["feeds/all.atom", "feeds/dates.atom"]
    own = {"drafts/rev1/": ["feeds/draft-rev1.atom"], "topics/igf/": ["feeds/topic-igf.atom"]}
    for address, tree in pages.items():
        if address == "404.html":
            continue
        hrefs = tree.xpath("//head/link[@type='application/atom+xml']/@href")
        found = [urljoin(URL + address, href).removeprefix(URL) for href in hrefs]
        if address in own:
            assert found == own[address] + whole
        assert found[-2:] == whole
        assert all((site / path).is_file() for path in found)


def test_every_page_leads_a_calendar_to_its_dates(
    pages: dict[str, HtmlElement], site: Path
) -> None:
    """Every date on each page, before it its own: those of a session and its registration."""
    own = {
        "milestones/high-level-meeting/": [
            "high-level-meeting",
            "high-level-meeting-16-morning",
            "high-level-meeting-16-afternoon",
            "high-level-meeting-17-morning",
            "high-level-meeting-17-afternoon",
        ],
        "consultations/2025-07-29-virtual/": [
            "2025-07-29-virtual",
            "2025-07-29-virtual-registration",
        ],
        "roadmap/": [],
    }
    for address, names in own.items():
        hrefs = pages[address].xpath("//head/link[@type='text/calendar']/@href")
        found = [urljoin(URL + address, href).removeprefix(URL) for href in hrefs]
        assert found == [f"calendar/{name}.ics" for name in (*names, "all")]
        assert all((site / path).is_file() for path in found)
        inputs = pages[address].xpath("//input[starts-with(@id, 'feed-')]/@value")
        assert inputs == [f"{URL}calendar/{name}.ics" for name in names]


def test_calendars_of_topics_and_stages_are_there_and_on_the_page(
    process: Process, pages: dict[str, HtmlElement], site: Path
) -> None:
    profile = process.profile
    names = [f"topic/{each.id}" for each in profile.topics]
    names += [f"stage/{each.id}" for each in profile.stages]
    assert all((site / "calendar" / f"{name}.ics").is_file() for name in names)
    page = pages["calendar/"]
    assert [n for n in names if not page.xpath(f"//*[@id='{n.replace('/', '-')}']")] == []


def test_whatever_has_a_day_has_a_feed(process: Process, site: Path) -> None:
    dated = {occasion.id for occasion in occasions(process) if occasion.place}
    feeds = {path.stem for path in (site / "calendar").glob("*.ics")}
    # What a calendar once showed and has no day any more stays there as cancelled.
    gone = {
        each.ids[0]
        for each in vanished(read_revisions(ROOT, date.fromisoformat(TODAY)), occasions(process))
    }
    assert feeds - dated - gone == {"all", "consultations", "deadlines", "meetings"}
    assert dated - feeds == set()


def test_65_endorse_the_ten_steps(pages: dict[str, HtmlElement]) -> None:
    page = pages["statements/ten-steps/"]
    tables = page.xpath("//section[h2[@id='endorsements']]//table[@data-sortable]")
    assert [len(table.xpath("./tbody/tr")) for table in tables] == [43, 22]
    assert "43 organisations and 22 people." in page.text_content()
    assert "copied while endorsement was still open" in page.text_content()


# --- correct this --------------------------------------------------------------------------


def test_correct_this_leads_to_the_line_of_the_record(
    process: Process, pages: dict[str, HtmlElement]
) -> None:
    wrong = []
    for record in process:
        if record.KIND in ("process", "endorsement"):  # they are corrected on other pages
            continue
        page = pages[address_of(record).partition("#")[0]]
        form = re.compile(rf"{REPOSITORY}/edit/main/{record.place.path}#L(\d+)")
        links = page.xpath("//a[text()='Correct this record']/@href")
        lines = [int(match[1]) for match in map(form.fullmatch, links) if match]
        text = (ROOT / record.place.path).read_text("utf-8").splitlines()
        # A file of its own begins with the name of its schema, in Markdown after a line ---.
        first = next(n for n, line in enumerate(text, 1) if not line.startswith(("#", "---")))
        if record.KIND in ("milestone", "version"):
            first = text.index(f"- id: {record.id}") + 1
        # One page shows all versions, each with a link of its own.
        if lines != [first] and (record.KIND != "version" or lines.count(first) != 1):
            wrong.append(f"{record.ref}: {links}")
    assert wrong == []


# --- what machines read --------------------------------------------------------------------


def structured(tree: HtmlElement) -> dict[str, Any]:
    """What a page says of its record; the way to it from the front page comes after that."""
    script, trail = tree.xpath("//script[@type='application/ld+json']")
    assert json.loads(trail.text)["@type"] == "BreadcrumbList"
    described: dict[str, Any] = json.loads(script.text)
    return described


TYPES = {
    "milestones": "Event",
    "consultations": "Event",
    "drafts": "Article",
    "statements": "Article",
    "submissions": "Article",
    "organisations": "Organization",
}


def test_the_page_of_every_record_describes_it(pages: dict[str, HtmlElement]) -> None:
    records = [page for page in pages if page.count("/") == 2 and page.split("/")[0] in TYPES]
    assert len(records) > 100
    for page in records:
        described = structured(pages[page])
        assert described["@context"] == "https://schema.org"
        wanted = {TYPES[page.split("/")[0]]}
        # A milestone that only says that something came out is a work.
        wanted |= {"CreativeWork"} if page.startswith("milestones/") else set()
        assert described["@type"] in wanted, page
        assert described["url"] == URL + page
        assert None not in described.values()


def test_an_event_says_when_where_and_whether_it_moved(
    process: Process, pages: dict[str, HtmlElement]
) -> None:
    records: list[Milestone | Consultation] = [*process.milestones, *process.consultations]
    for record in records:
        described = structured(pages[address_of(record)])
        if isinstance(record, Milestone) and record.kind is MilestoneKind.PUBLICATION:
            assert described["@type"] == "CreativeWork"
            continue
        moved = record.ledger.moves
        status = (
            "EventCancelled"
            if record.ledger.cancelled
            else ("EventRescheduled" if moved else "EventScheduled")
        )
        assert described["eventStatus"] == f"https://schema.org/{status}"
        assert len(described.get("previousStartDate", [])) == len(
            [m for m in moved if m.before.when.start]
        )
        assert ("eventAttendanceMode" in described) == (record.modality is not None)


def test_the_structured_data_of_a_moved_deadline(pages: dict[str, HtmlElement]) -> None:
    described = structured(pages["milestones/elements-paper-inputs/"])
    assert described["startDate"] == "2025-07-25"
    assert described["previousStartDate"] == ["2025-07-15"]
    assert described["eventStatus"] == "https://schema.org/EventRescheduled"


def test_the_structured_data_of_a_hybrid_session(pages: dict[str, HtmlElement]) -> None:
    described = structured(pages["consultations/2025-07-09-geneva/"])
    assert described["startDate"] == "2025-07-09T16:45+02:00"
    assert described["endDate"] == "2025-07-09T17:45+02:00"
    assert described["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert described["location"][0] == {
        "@type": "Place",
        "name": "Room K, Palexpo",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Geneva",
            "addressCountry": "CH",
        },
    }
    assert described["location"][1]["@type"] == "VirtualLocation"


# --- on a day ------------------------------------------------------------------------------


def leads(tree: HtmlElement) -> list[tuple[str, str]]:
    """The cards on top of the front page: what each is called, and its heading."""
    return [
        (card.get("aria-label"), card.xpath("string(.//h2)").strip())
        for card in tree.xpath("//section[contains(@class, 'cw-next')]")
    ]


def test_today_the_front_page_leads_with_what_was_adopted_and_what_follows(
    pages: dict[str, HtmlElement],
) -> None:
    assert leads(pages[""]) == [
        ("What is next", "Internet Governance Forum 2026"),
        ("What came out of it", "Outcome document of WSIS+20"),
    ]
    [count] = pages[""].xpath("//*[@data-countdown]")
    assert " ".join(count.text_content().split()) == "22 days to go"
    assert count.get("data-countdown") == "2026-12-14"
    coming = " ".join(pages[""].xpath("//h3[contains(@class, 'cw-row__title')]//text()"))
    assert "CSTD, 30th session" in coming
    assert "High-level review of the Global Digital Compact" in coming


def test_before_the_meeting_the_front_page_counts_down_to_it(site_before: Path) -> None:
    page = html.document_fromstring((site_before / "index.html").read_bytes())
    assert leads(page)[1:] == [
        ("What it leads up to", "High-Level Meeting of the General Assembly on WSIS+20")
    ]
    first, last = page.xpath("//*[@data-countdown]")
    assert first.get("data-countdown") < last.get("data-countdown") == "2025-12-16"
    assert " ".join(last.text_content().split()) == "36 days to go"


def test_registers_hold_every_organisation(process: Process, pages: dict[str, HtmlElement]) -> None:
    names = pages["organisations/"].xpath("//table//bdi/text()")
    assert sorted(names) == sorted(record.name for record in process.organisations)
    assert all(isinstance(record, Organisation) for record in process.organisations)


def test_the_roadmap_has_every_date(process: Process, pages: dict[str, HtmlElement]) -> None:
    listed = set(pages["roadmap/"].xpath("//h3[contains(@class, 'cw-row__title')]/a/@href"))
    dated: list[Milestone | Consultation] = [*process.milestones, *process.consultations]
    assert [r.ref for r in dated if f"../{address_of(r)}" not in listed] == []


def test_a_role_without_an_end_is_not_said_to_go_on_when_the_process_is_over(
    site: Path, site_before: Path
) -> None:
    def on(folder: Path) -> tuple[list[str], str]:
        rows = html.fromstring((folder / "roles/index.html").read_bytes()).cssselect(".cw-chips")
        front = html.fromstring((folder / "index.html").read_bytes())
        link = front.xpath("string(//a[contains(@href, 'roles/')])")
        return [row.text_content().strip() for row in rows], link

    assert on(site_before) == (["now", "now"], "Who runs it")
    assert on(site) == (["", ""], "Who ran it")
