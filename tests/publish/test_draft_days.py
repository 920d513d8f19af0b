"""Published, known otherwise and adopted are three days, and every output names the right one.

Covers: clearway.publish.pages.drafts.descriptions.
"""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree, html

from clearway.insight.agenda import agenda
from clearway.insight.changes import news
from clearway.insight.knowledge import as_known
from clearway.publish.outputs import outputs
from clearway.publish.page import Site
from clearway.publish.pages import home
from clearway.publish.pages.common import Book
from clearway.publish.sentences import Names, news_sentence
from clearway.records.dates.ledger import Evidence
from clearway.records.kinds.draft import Completeness, Draft
from clearway.records.model import Process
from clearway.records.rules import check
from tests.running import TRACKERS

LEAKED = {
    "data/process.yaml": """\
id: hours
title: Opening hours
short_title: Hours
description: When the library opens.
domain: hours.example
zone: Europe/Zurich
opened: 2024-01-01
languages: [en]
stages:
  - {id: first, title: First}
topics: []
groups: []
culmination: milestone:vote
outcome: text
source: https://library.example/
""",
    "data/milestones.yaml": """\
- id: vote
  title: Vote of the council
  kind: decision
  when: 2024-06-03
  source: https://council.example/agenda
""",
    "data/drafts/text.md": """\
---
title: The text
dated:
  when: 2024-05-02
  source: https://gazette.example/8
known_otherwise:
  when: 2024-05-06
  source: https://gazette.example/8
  note: The gazette printed a leaked copy.
adopted: yes
adopted_by: vote
text: none
source: https://gazette.example/8
---
""",
}


class Shown(NamedTuple):
    """What a site says of one draft: facts on its page, news, feed, structured data, home page."""

    facts: dict[str, str]
    news: list[str]
    feed: list[str]
    published: str | None
    status: str | None
    home: str | None


@pytest.fixture(scope="module")
def leaked(tmp_path_factory: pytest.TempPathFactory) -> Process:
    root = tmp_path_factory.mktemp("leaked")
    for path, content in LEAKED.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return _read(root)


@pytest.fixture(scope="module")
def library() -> Process:
    return _read(TRACKERS / "library")


def _read(root: Path) -> Process:
    checked = check(root, date(2026, 11, 22))
    assert checked.problems == ()
    assert checked.process is not None
    return checked.process


def shown(process: Process, ref: str, day: date) -> Shown | None:
    """None where there is no such draft on that day."""
    known = as_known(process, day)
    if ref not in known.records:
        return None
    book = Book(known, Site("https://hours.example/"), day)
    made = outputs(book)
    address = f"drafts/{ref.partition(':')[2]}/"
    [page] = [page for page in made.pages.values() if page.address == address]
    root = html.fragment_fromstring(page.html, create_parent=True)
    rows = [
        tuple(re.sub(r"\s+", " ", str(part.text_content())).strip() for part in row)
        for row in root.iterfind(".//div[@class='cw-facts__row']")
    ]
    facts = {name: said for name, said in rows if name in FACTS}
    described = json.loads(str(root.findtext(".//script")))
    names = Names(known, as_of=day)
    told = [
        f"{piece.at} {''.join(str(getattr(p, 'text', p)) for p in news_sentence(names, piece))}"
        for piece in news(known, day)
        if piece.record.ref == ref
    ]
    document = made.files[f"feeds/draft-{ref.partition(':')[2]}.atom"]
    feed = etree.fromstring(document if isinstance(document, bytes) else document.encode())
    space = {"a": "http://www.w3.org/2005/Atom"}
    titles = [str(title) for title in feed.xpath("//a:entry/a:title/text()", namespaces=space)]
    lead = re.search(r"adopted (\d[^<]*)<", str(home.lead(book)))
    return Shown(
        facts,
        told,
        titles,
        described.get("datePublished"),
        described.get("creativeWorkStatus"),
        lead[1] if lead else None,
    )


FACTS = ("Dated", "Published", "Known otherwise", "Expected", "Adopted")


def test_the_example_of_the_guide_was_adopted_by_the_vote(library: Process) -> None:
    """Published on 6 May, adopted on 3 June: on no day does a page say otherwise."""
    ref = "draft:second-draft"
    assert shown(library, ref, date(2024, 5, 5)) is None
    on_may_6 = shown(library, ref, date(2024, 6, 2))
    assert on_may_6 is not None
    assert on_may_6.facts == {"Published": "6 May 2024"}
    assert on_may_6.news == ["2024-05-06 Second draft was published."]
    assert (on_may_6.published, on_may_6.status) == ("2024-05-06", "Published")
    assert on_may_6.home is None
    after = shown(library, ref, date(2024, 6, 4))
    assert after is not None
    assert after.facts == {
        "Published": "6 May 2024",
        "Adopted": "3 June 2024 by Vote of the council",
    }
    assert after.news == [
        "2024-06-03 Second draft was adopted: Vote of the council.",
        "2024-05-06 Second draft was published.",
    ]
    assert len(after.feed) == 3
    assert (after.published, after.status) == ("2024-05-06", "Adopted on 2024-06-03")
    assert after.home == "3 June 2024"


def test_a_leaked_text_is_not_published(leaked: Process) -> None:
    ref = "draft:text"
    assert shown(leaked, ref, date(2024, 5, 5)) is None
    known = shown(leaked, ref, date(2024, 6, 2))
    assert known is not None
    note = "The gazette printed a leaked copy."
    assert known.facts == {
        "Dated": "2 May 2024Page on gazette.example (/8)",
        "Known otherwise": f"6 May 2024{note}Page on gazette.example (/8)",
        "Published": "no day recorded",
    }
    assert known.news == ["2024-05-06 The text became known without being published."]
    assert (known.published, known.status) == (None, "Known otherwise, not published")
    after = shown(leaked, ref, date(2024, 6, 4))
    assert after is not None
    assert after.facts["Adopted"] == "3 June 2024 by Vote of the council"
    assert after.status == "Adopted on 2024-06-03"
    assert after.home == "3 June 2024"


def test_a_text_whose_publication_is_not_recorded_is_not_awaited(leaked: Process) -> None:
    """It is listed without a date among what is past."""
    found = agenda(leaked, date(2024, 6, 4))
    assert [(o.id, str(o.when)) for o in found.past] == [
        ("vote", "2024-06-03"),
        ("text", "unknown"),
    ]
    assert (found.under_way, found.ahead, found.next) == ((), (), None)
    assert [draft.id for draft in leaked.drafts_out] == ["text"]


def test_a_draft_that_is_expected_asks_for_no_text(library: Process) -> None:
    draft = library.find(Draft, "first-draft")
    awaited = draft.but(evidence=Evidence.PLANNED, text=Completeness.NONE, outline=())
    process = replace(library, drafts=(awaited, *library.drafts[1:]))
    book = Book(process, Site("https://hours.example/"), date(2024, 1, 12))
    page = next(p for p in outputs(book).pages.values() if p.address == "drafts/first-draft/")
    assert "No source says that this draft is out." in page.html
    assert "does not have the text" not in page.html
