"""Atom feeds, held against the grammar of RFC 4287 and read back with feedparser.

Covers: clearway.publish.syndication.documents, clearway.publish.syndication.feeds.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from clearway.publish.page import Site
from clearway.publish.syndication import feeds, files
from clearway.publish.syndication.documents import (
    ATOM,
    PER_ARCHIVE,
    FeedEntry,
    FeedHead,
    documents,
    json_path,
)
from clearway.publish.syndication.feeds import tag
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.model import Process
from clearway.records.rules import check
from tests.running import ROOT, TRACKERS, URL

SITE = Site(URL)
AS_OF = date(2024, 5, 10)
NOON = datetime(2024, 5, 10, 12, tzinfo=UTC)
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))

TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*")
"""RFC 4151, as the W3C's feed validator reads it."""


def process(folder: Path) -> Process:
    found = check(folder, date(2026, 11, 22)).process
    assert found is not None
    return found


@pytest.fixture(scope="module")
def library() -> Process:
    return process(TRACKERS / "library")


def written(found: Process, as_of: date = AS_OF) -> dict[str, bytes]:
    """The Atom documents."""
    made = files(found, SITE, feeds(found, SITE, as_of))
    return {path: raw for path, raw in made.items() if path.endswith(".atom")}


def read(raw: bytes) -> Any:
    parsed = feedparser.parse(raw)
    assert not parsed.bozo
    return parsed


def test_a_feed_is_written_whole(library: Process, golden: Callable[[str, str], None]) -> None:
    golden("draft.atom", written(library)["feeds/draft-first-draft.atom"].decode())


def test_news_reads_back_as_sentences_the_latest_first(library: Process) -> None:
    entries = read(written(library)["feeds/all.atom"]).entries
    found = [(e.updated[:10], e.link.removeprefix(URL), e.title) for e in entries]
    assert found == [
        ("2024-05-06", "drafts/second-draft/", "“Second draft” was published"),
        (
            "2024-05-02",
            "milestones/reading-night/",
            "The meeting “Night of reading” was cancelled (it was to be on 17 May 2024); "
            "announced on 2 May 2024, 15 days before",
        ),
        (
            "2024-04-29",
            "milestones/vote/",
            "The decision “Vote of the council” was announced for 3 June 2024, 18:30–21:00 "
            "Zurich (CEST)",
        ),
        ("2024-03-10", "statements/open-on-saturdays/", "“Open on Saturdays” was published"),
        (
            "2024-02-20",
            "submissions/friends-first-draft/",
            "“Friends of the Library” submitted “The Friends' remarks on the first draft”",
        ),
        (
            "2024-02-12",
            "milestones/wishes/",
            "The deadline “Wishes for the opening hours are due” moved from 15 to 29 February "
            "2024, 14 days later; announced on 12 February 2024, three days before it fell due",
        ),
        (
            "2024-02-10",
            "consultations/2024-02-08-hall/#summary",
            "A summary of “Evening in the town hall” was published: two points",
        ),
        ("2024-02-01", "drafts/first-draft/", "“First draft” was published"),
        (
            "2024-01-10",
            "consultations/2024-02-08-hall/",
            "The consultation “Evening in the town hall” was announced for 8 February 2024, "
            "19:00–21:00 Zurich (CET), printed “7 to 9 pm”",
        ),
        (
            "2024-01-10",
            "milestones/wishes/",
            "The deadline “Wishes for the opening hours are due” was announced for 15 February "
            "2024",
        ),
    ]


@pytest.mark.parametrize("folder", [TRACKERS / "library", TRACKERS / "hostile", ROOT])
def test_every_feed_is_valid(folder: Path) -> None:
    found = process(folder)
    made = written(found, date(2026, 11, 22))
    known: dict[str, str] = {}
    for path, raw in made.items():
        tree = etree.fromstring(raw)
        SCHEMA.assertValid(tree)
        feed = read(raw)
        rels = {link.rel: link.href for link in feed.feed.links}
        assert rels["self"] == f"{URL}{path}"
        assert rels["alternate"].startswith(URL)
        assert TAG.fullmatch(feed.feed.id)
        ids = [entry.id for entry in feed.entries]
        assert len(set(ids)) == len(ids)
        for entry in feed.entries:
            assert TAG.fullmatch(entry.id)
            # One id is one piece of news, in whatever feed it stands.
            assert known.setdefault(entry.id, entry.title) == entry.title
        days = [entry.updated for entry in feed.entries]
        assert feed.feed.updated == max(days, default=f"{found.profile.opened}T00:00:00Z")


def test_content_is_text_and_its_links_are_whole(library: Process) -> None:
    """Also of records that try to be markup."""
    for found in (library, process(TRACKERS / "hostile")):
        for raw in written(found).values():
            for content in etree.fromstring(raw).iter(f"{{{ATOM}}}content"):
                tree = html.fragment_fromstring(content.text or "", create_parent="div")
                tags = {str(element.tag) for element in tree.iter()}
                assert tags <= {"div", "p", "a", "bdi", "del", "strong", "span"}
                for link in tree.iter("a"):
                    assert re.match(r"https?://", link.get("href", ""))


def test_a_feed_has_no_words_that_a_style_hides_on_pages(library: Process) -> None:
    [moved] = (
        entry.content[0].value
        for entry in read(written(library)["feeds/dates.atom"]).entries
        if entry.id.endswith("milestone:wishes/moved/2024-02-29")
    )
    assert "from <del>15</del> to <strong>29 February 2024</strong>" in moved


def test_names_stay_when_the_site_moves_or_a_record_is_renamed(library: Process) -> None:
    draft = library.find(Draft, "first-draft")
    vote = library.find(Milestone, "vote")
    renamed = replace(
        library,
        drafts=tuple(
            d.model_copy(update={"id": "draft-one", "was": ("first-draft",)}) if d is draft else d
            for d in library.drafts
        ),
        milestones=tuple(
            m.model_copy(update={"id": "the-vote", "was": ("vote",)}) if m is vote else m
            for m in library.milestones
        ),
    )
    moved = Site("https://elsewhere.example/")
    elsewhere = files(renamed, moved, feeds(renamed, moved, AS_OF))
    before = {entry.id for entry in read(written(library)["feeds/dates.atom"]).entries}
    assert {entry.id for entry in read(elsewhere["feeds/dates.atom"]).entries} == before
    old, new = (elsewhere[f"feeds/draft-{id}.atom"] for id in ("first-draft", "draft-one"))
    assert read(old).feed.id == read(new).feed.id == tag(library, "feeds/draft/first-draft")


def test_every_date_is_in_the_feed_of_dates(library: Process) -> None:
    """Where it is not known when it was announced, on the day the process was opened."""
    entries = read(written(library)["feeds/dates.atom"]).entries
    assert [entry.title for entry in entries if entry.updated.startswith("2024-01-08")] == [
        "The end of registration for “Evening in the town hall”: 5 February 2024",
        "The publication of “First draft”: 1 February 2024",
        "The publication of “Second draft”: 6 May 2024",
        "The publication “The new hours are looked at again”: June 2025",
        "The meeting “Night of reading”: 17 May 2024, 20:00–23:00 Zurich (CEST)",
        "The last day to endorse “Open on Saturdays”: 30 April 2024",
        "The publication of “Open on Saturdays”: 10 March 2024",
    ]


def test_nothing_is_told_before_its_day(library: Process) -> None:
    days = [
        entry.updated[:10]
        for entry in read(written(library, date(2024, 2, 1))["feeds/all.atom"]).entries
    ]
    assert days == ["2024-02-01", "2024-01-10", "2024-01-10"]


def test_a_long_feed_goes_on_in_archives(library: Process) -> None:
    number = 3 * PER_ARCHIVE + 20
    entries = tuple(
        FeedEntry(tag(library, f"n/{n}"), f"Number {n}", NOON, AS_OF, URL, "<p>A</p>", "moved")
        for n in range(number, 0, -1)
    )
    head = FeedHead(tag(library, "feeds/a"), "A", "changes/", "feeds/a.atom")
    everything = documents(library, SITE, head, entries)
    made = {path: raw for path, raw in everything.items() if path.endswith(".atom")}
    beside = {path: json.loads(everything[json_path(path)]) for path in made}
    assert {path: feed.get("next_url") for path, feed in beside.items()} == {
        "feeds/a.atom": f"{URL}feeds/a-2.json",
        "feeds/a-2.atom": f"{URL}feeds/a-1.json",
        "feeds/a-1.atom": None,
    }
    assert sorted(made) == ["feeds/a-1.atom", "feeds/a-2.atom", "feeds/a.atom"]
    for raw in made.values():
        SCHEMA.assertValid(etree.fromstring(raw))
    held = {path: [entry.title for entry in read(raw).entries] for path, raw in made.items()}
    assert [(titles[0], titles[-1]) for _, titles in sorted(held.items())] == [
        ("Number 100", "Number 1"),
        ("Number 200", "Number 101"),
        ("Number 320", "Number 201"),
    ]
    assert links(made["feeds/a.atom"]) == {"prev-archive": f"{URL}feeds/a-2.atom"}
    assert links(made["feeds/a-2.atom"]) == {
        "current": f"{URL}feeds/a.atom",
        "prev-archive": f"{URL}feeds/a-1.atom",
    }
    assert links(made["feeds/a-1.atom"]) == {
        "current": f"{URL}feeds/a.atom",
        "next-archive": f"{URL}feeds/a-2.atom",
    }


def links(raw: bytes) -> Mapping[str, str]:
    """The links of RFC 5005."""
    found = {link.rel: link.href for link in read(raw).feed.links}
    return {rel: href for rel, href in found.items() if rel not in ("self", "alternate")}


@pytest.mark.parametrize("folder", [TRACKERS / "library", TRACKERS / "hostile"])
def test_a_json_feed_beside_each_tells_the_same(folder: Path) -> None:
    found = process(folder)
    made = files(found, SITE, feeds(found, SITE, AS_OF))
    for path, raw in made.items():
        if not path.endswith(".atom"):
            continue
        feed, atom = json.loads(made[json_path(path)]), read(raw)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"{URL}{json_path(path)}"
        assert feed["title"] == atom.feed.title
        items = [(i["id"], i["url"], i["date_modified"], i["tags"]) for i in feed["items"]]
        assert items == [(e.id, e.link, e.updated, [e.tags[0].term]) for e in atom.entries]
        published = [i.get("date_published") for i in feed["items"]]
        assert published == [e.get("published") for e in atom.entries]


def test_the_same_records_give_the_same_bytes(library: Process) -> None:
    assert written(library) == written(process(TRACKERS / "library"))
