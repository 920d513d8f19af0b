"""Every output says the same of every date: chips, news, feeds, calendars, scorecard, exports.

The classification of `records.dates.transitions`, as all of the site uses it, on the real record.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from html import escape
from io import StringIO
from typing import Any

import pytest
from icalendar import Calendar
from lxml import etree, html

from clearway.insight.changes import NewsKind, news
from clearway.insight.knowledge import as_known
from clearway.insight.scorecard import figures
from clearway.publish.labels import label
from clearway.publish.outputs import Outputs, outputs
from clearway.publish.page import Site, address
from clearway.publish.pages.common import Book
from clearway.records.dates.transitions import TransitionKind
from clearway.records.kinds.commitment import RuleName
from clearway.records.kinds.milestone import Milestone, MilestoneKind
from clearway.records.model import Process
from clearway.records.references import announcements
from clearway.records.rules import check
from tests.running import ROOT, TODAY, URL

DAY = date.fromisoformat(TODAY)
MOVED = TransitionKind.MOVED


@pytest.fixture(scope="module")
def process() -> Process:
    found = check(ROOT, DAY).process
    assert found is not None
    return found


@pytest.fixture(scope="module")
def product(process: Process) -> Outputs:
    return outputs(Book(process, Site(URL), DAY))


def text(product: Outputs, path: str) -> str:
    content = product.files[path]
    return content if isinstance(content, str) else content.decode("utf-8")


def chips(product: Outputs, paths: Iterable[str]) -> Counter[str]:
    """How often each chip that speaks of a step is on these pages."""
    words = {label(kind).text: str(kind) for kind in TransitionKind}
    found: Counter[str] = Counter()
    for path in paths:
        page = html.fragment_fromstring(product.pages[path].html, create_parent=True)
        shown = page.xpath(".//*[contains(@class,'cw-chips')]/*[contains(@class,'cw-chip')]/text()")
        found.update(words[chip] for chip in shown if chip in words)
    return found


def test_one_deadline_moved_from_15_to_25_july_and_nothing_else(process: Process) -> None:
    moved = [
        (record, step)
        for record in process
        for _, announcement in announcements(record)
        for step in announcement.ledger.moves
    ]
    [(record, step)] = moved
    assert isinstance(record, Milestone)
    assert (record.ref, record.kind) == ("milestone:elements-paper-inputs", MilestoneKind.DEADLINE)
    assert (str(step.before.when), str(step.now.when)) == ("2025-07-15", "2025-07-25")
    assert (step.days, str(step.after.announced)) == (10, "2025-07-09")


def test_what_was_said_of_drafts_is_no_move(process: Process) -> None:
    """The Zero Draft came within 'end of August', Rev.1 by the day, Rev.2 on none announced."""
    of_draft = {
        draft.id: [str(step.kind) for step in draft.ledger.transitions] for draft in process.drafts
    }
    assert of_draft == {
        "elements-paper": [],
        "zero-draft": ["made exact"],
        "rev1": ["kept"],
        "rev2": [],
        "adopted": [],
    }


Table = dict[str, list[str]]
"""Of each record some date of which took a step: what its steps were, in order of their names."""


def table(rows: Iterable[tuple[str, str]]) -> Table:
    found: Table = {}
    for ref, kind in rows:
        found[ref] = sorted([*found.get(ref, []), kind])
    return dict(sorted(found.items()))


DAYS = ("2025-07-10", "2025-11-10", "2025-12-16", TODAY)
"""A day after the deadline moved, one after Rev.1, the High-Level Meeting's first, and the last."""


@pytest.mark.parametrize("day", DAYS)
def test_every_output_tells_the_same_of_each_date(process: Process, day: str) -> None:
    """Record by record: chips on the roadmap and on its page, news, Atom, JSON, and the ledger."""
    as_of = date.fromisoformat(day)
    then = process if day == TODAY else as_known(process, as_of)
    product = outputs(Book(then, Site(URL), as_of, is_past_day=day != TODAY))
    expected = steps_of(then)
    assert expected["milestone:elements-paper-inputs"] == ["moved"]
    tables = tables_of(then, product, as_of)
    assert tables == dict.fromkeys(tables, expected)


def steps_of(process: Process) -> Table:
    """What the ledgers themselves say."""
    return table(
        (record.ref, str(step.kind))
        for record in process
        for _, announcement in announcements(record)
        for step in announcement.ledger.transitions
    )


def tables_of(process: Process, product: Outputs, day: date) -> dict[str, Table]:
    """What each output says, by its name."""
    refs = {address(record): record.ref for record in process}
    roadmap = html.fragment_fromstring(product.pages["roadmap/index.md"].html, create_parent=True)
    words = {label(kind).text: str(kind) for kind in TransitionKind}
    rows = (
        (refs[str(row.xpath("string(.//a/@href)")).removeprefix("../")], words[str(chip)])
        for row in roadmap.xpath(".//li[@class='cw-row cw-row--line']")
        for chip in row.xpath("./*[@class='cw-chips']/*/text()")
        if chip in words
    )
    of_pages = {
        ref: sorted(chips(product, [f"{page}index.md"]).elements())
        for page, ref in refs.items()
        if ref.partition(":")[0] in ("milestone", "consultation", "draft", "statement")
    }
    of_news = ((p.record.ref, str(p.step.kind)) for p in news(process, day) if p.step)
    feed = etree.fromstring(text(product, "feeds/dates.atom").encode())
    atom = {"a": "http://www.w3.org/2005/Atom"}
    of_feed = (
        (refs[str(link).removeprefix(URL)], str(term))
        for entry in feed.xpath("//a:entry", namespaces=atom)
        for link in entry.xpath("a:link/@href", namespaces=atom)[:1]
        for term in entry.xpath("a:category/@term", namespaces=atom)
        if term in set(TransitionKind)
    )
    of_json_feed = (
        (refs[item["url"].removeprefix(URL)], tag)
        for item in json.loads(text(product, "feeds/dates.json"))["items"]
        for tag in item.get("tags", [])
        if tag in set(TransitionKind)
    )
    of_export = (
        (record["ref"], kind)
        for name in ("milestone", "consultation", "draft", "statement")
        for record in json.loads(text(product, f"data/{name}.json"))
        for ledger in record.get("ledgers", [])
        for kind in ledger["transitions"]
    )
    return {
        "roadmap": table(rows),
        "page": dict(sorted((ref, found) for ref, found in of_pages.items() if found)),
        "news": table(of_news),
        "Atom": table(of_feed),
        "JSON Feed": table(of_json_feed),
        "JSON": table(of_export),
    }


@pytest.mark.parametrize("kind", ["consultation", "draft"])
def test_the_index_of_a_kind_has_the_chips_of_its_records(
    process: Process, product: Outputs, kind: str
) -> None:
    expected = Counter(
        step
        for ref, steps in steps_of(process).items()
        if ref.startswith(f"{kind}:")
        for step in steps
    )
    assert chips(product, [f"{kind}s/index.md"]) == expected


def test_a_calendar_event_begins_within_the_date_that_pages_show(
    process: Process, product: Outputs
) -> None:
    """Each event leads to a page; of one with a single date, that is the date."""
    single = {
        f"{URL}{address(record)}": parts[0].ledger.standing.when
        for record in process
        if len(parts := [part for _, part in announcements(record)]) == 1
    }
    compared = 0
    for event in Calendar.from_ical(text(product, "calendar/all.ics")).events:
        when = single.get(str(event["URL"]))
        if when is None or when.is_unknown or event.get("STATUS") == "CANCELLED":
            continue
        start: Any = event.DTSTART
        # A time is written in UTC or with its zone; its day may be another one there.
        day = start.date() if isinstance(start, datetime) else start
        slack = timedelta(days=isinstance(start, datetime))
        assert when.first_day - slack <= day <= when.last_day + slack, event["SUMMARY"]
        compared += 1
    assert compared > 50


def test_every_output_counts_the_same_moves(process: Process, product: Outputs) -> None:
    columns = (
        int(row["moves"] or 0)
        for kind in ("milestone", "consultation", "draft", "statement")
        for row in csv.DictReader(StringIO(text(product, f"data/{kind}.csv"), newline=""))
    )
    [slips] = [r for r in figures(process, DAY) if r.measure.rule is RuleName.SLIPS]
    events = Calendar.from_ical(text(product, "calendar/all.ics")).events
    in_calendar = sum(str(event.get("DESCRIPTION")).count("Moved from ") for event in events)
    described = [
        page.html.count("EventRescheduled")
        for page in product.pages.values()
        if "EventRescheduled" in page.html
    ]
    roadmap = html.fragment_fromstring(product.pages["roadmap/index.md"].html, create_parent=True)
    ghosts = roadmap.xpath(".//*[contains(@class,'cw-timeline__ghost')]")
    changes = product.pages["changes/index.md"].html
    assert {
        "csv": sum(columns),
        "scorecard": len(slips.inputs),
        "calendar": in_calendar,
        "structured data": sum(described),
        "timeline": len(ghosts),
        "changes": changes.count(">date moved<"),
    } == dict.fromkeys(
        (
            "csv",
            "scorecard",
            "calendar",
            "structured data",
            "timeline",
            "changes",
        ),
        1,
    )


def test_pages_between_versions_tell_of_the_moves_between_them(
    process: Process, product: Outputs
) -> None:
    """The one move of this record was announced before the day of its first version."""
    days = sorted(version.as_of for version in process.versions)
    announced = [piece.at for piece in news(process, DAY) if piece.kind is NewsKind.MOVED]
    between = [day for day in announced if day is None or days[0] < day <= days[-1]]
    told = sum(
        page.html.count(" moved from ")
        for path, page in product.pages.items()
        if path.startswith("changes/") and "/to/" in path
    )
    assert (len(announced), told) == (1, len(between)) == (1, 0)


def test_what_a_source_prints_is_shown_with_its_date(process: Process, product: Outputs) -> None:
    """On the roadmap, on the record's own page and in its feed and calendar."""
    roadmap = product.pages["roadmap/index.md"].html
    feed = text(product, "feeds/dates.atom")
    calendar = str(Calendar.from_ical(text(product, "calendar/all.ics")).to_ical(), "utf-8")
    calendar = calendar.replace("\r\n ", "")
    seen = []
    for record in process:
        for _, announcement in announcements(record):
            printed = announcement.ledger.standing.printed
            if printed is not None:
                page = product.pages[f"{address(record)}index.md"].html
                for shown in (roadmap, page, feed, calendar):
                    assert escape(str(printed)) in shown
                seen.append(record.ref)
    assert len(seen) >= 8
