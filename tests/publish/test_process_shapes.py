"""What real processes have, on pages and in calendars: silence, negotiations, two cities, hosts.

The tracker is that of the guide's examples.

Covers: clearway.records.rules.meetings.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar
from lxml import html

from clearway.insight.knowledge import as_known
from clearway.publish.guide import examples
from clearway.publish.pages import home
from clearway.records.model import Milestone
from clearway.site.product import Product, read_product
from clearway.site.settings import read_settings
from tests.running import REPOSITORY, URL


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Product:
    root = tmp_path_factory.mktemp("guide")
    for path, text in examples().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    settings = {"CLEARWAY_SITE_URL": URL, "CLEARWAY_REPOSITORY": REPOSITORY}
    found = read_product(root, read_settings(settings, datetime(2024, 6, 10, tzinfo=UTC)))
    assert found.problems == ()
    return found


def page_at(product: Product, address: str) -> html.HtmlElement:
    assert product.outputs is not None
    (page,) = [page for page in product.outputs.pages.values() if page.address == address]
    return html.fromstring(page.html)


def facts(product: Product, address: str) -> dict[str, str]:
    """The facts of a page: what is named, and what is said."""
    rows = page_at(product, address).cssselect(".cw-facts__row")
    return {
        " ".join(row[0].text_content().split()): " ".join(row[1].text_content().split())
        for row in rows
    }


SILENCE = {
    "When": "Tuesday, 21 May 202418:00 in Zurich (CEST) · 16:00 UTC",
    "Silence opened": "17 May 2024",
    "Silence": "broken by Branch by the harbour Page on library.example (/news/6)",
    "About": "Second draft",
}

TALKS = {
    "When": "Wednesday, 10 April 202418:00–21:00 in Zurich (CEST) · 16:00–19:00 UTC",
    "Where": "City library, Zurich, Switzerland; Branch by the harbour, Basel, Switzerland",
    "Hosted by": "Library of Zurich; Library of Basel",
    "About": "Second draft",
    "Webcast": "Shown in the hall of the library, says the notice (address not recorded)",
    "Hashtags": "#LibraryHours",
}


@pytest.mark.parametrize(
    ("address", "said"),
    [("milestones/silence-on-hours/", SILENCE), ("milestones/talks/", TALKS)],
)
def test_a_page_says_what_is_recorded(product: Product, address: str, said: dict[str, str]) -> None:
    assert facts(product, address) == said


@pytest.mark.parametrize(
    ("feed", "own"),
    [
        ("deadlines", {"silence-on-hours"}),
        ("meetings", {"talks"}),
        ("all", {"silence-on-hours", "talks"}),
    ],
)
def test_each_kind_of_date_is_in_its_calendar(product: Product, feed: str, own: set[str]) -> None:
    assert product.outputs is not None
    text = product.outputs.files[f"calendar/{feed}.ics"]
    ids = {str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(text).events}
    assert ids & {"silence-on-hours", "talks"} == own


def test_a_calendar_says_both_places_and_the_hashtag(product: Product) -> None:
    assert product.outputs is not None
    event: Any  # values of icalendar have types that are told at run time only
    (event,) = Calendar.from_ical(product.outputs.files["calendar/talks.ics"]).events
    assert event["LOCATION"] == TALKS["Where"]
    assert event["CATEGORIES"].cats[0] == "Negotiation"
    lines = event["DESCRIPTION"].split("\n")
    assert "Webcast: Shown in the hall of the library, says the notice" in lines
    assert "Hashtags: #LibraryHours" in lines


@pytest.mark.parametrize(
    ("day", "result"),
    [("2024-05-20", None), ("2024-05-21", "broken"), ("2024-05-22", "broken")],
)
def test_what_came_of_a_silence_is_not_known_before_its_end(
    product: Product, day: str, result: str | None
) -> None:
    assert product.book is not None
    then = as_known(product.book.process, date.fromisoformat(day))
    silence = then.find(Milestone, "silence-on-hours").silence
    assert silence is not None
    assert silence.opened is not None
    assert silence.result == result


# --- who has a role ------------------------------------------------------------------------


def test_a_page_says_who_had_which_role_and_where_sources_disagree(product: Product) -> None:
    page = page_at(product, "roles/")
    rows = [" ".join(row.text_content().split()) for row in page.cssselect(".cw-row")]
    assert rows == [
        "Ottoline Beispiel, Friends of the Library (Switzerland) Head of the branch by the harbour "
        "· 8 January – 31 May 2024 two readings Another source says of the date: From 15 January "
        "2024. Page on gazette.example (/2) Named by the council for the first round."
        "Page on council.example (/news)",
        "Kari Beispiel from 1 June 2024 Page on council.example (/minutes)",
    ]


@pytest.mark.parametrize(
    ("day", "named"),
    [("2024-05-31", "Ottoline Beispiel"), ("2024-06-01", "Kari Beispiel")],
)
def test_the_front_page_names_who_has_the_role_on_its_day(
    product: Product, day: str, named: str
) -> None:
    assert product.book is not None
    shown = home.intro(replace(product.book, as_of=date.fromisoformat(day)))
    others = {"Ottoline Beispiel", "Kari Beispiel"} - {named}
    assert named in shown
    assert not any(other in shown for other in others)


@pytest.mark.parametrize(
    ("day", "known"),
    [("2024-01-07", []), ("2024-01-08", ["facilitator-2024"])],
)
def test_a_role_is_known_from_the_day_on_which_it_begins(
    product: Product, day: str, known: list[str]
) -> None:
    assert product.book is not None
    then = as_known(product.book.process, date.fromisoformat(day))
    assert [holder.id for holder in then.profile.roles] == known


# --- what governments want -----------------------------------------------------------------


def test_positions_are_by_topic_and_draft_and_on_the_page_of_the_country(product: Product) -> None:
    rows = page_at(product, "positions/").cssselect(".cw-row")
    said = {row.get("id"): " ".join(row.text_content().split()) for row in rows}
    assert said["lakes-saturdays-second-draft"].startswith(
        "Towns on the lake: Open on two Saturdays a month Second draft · 2 May 2024 They can live"
    )
    assert rows[0].cssselect("a")[0].get("href") == "../engagement/countries/ch/"
    country = page_at(product, "engagement/countries/ch/")
    titles = [each.text_content().strip() for each in country.cssselect(".cw-row__title")]
    assert titles == ["Open every Saturday", "A letter to every member of the council"]


@pytest.mark.parametrize(("day", "known"), [("2024-05-01", False), ("2024-05-02", True)])
def test_a_position_is_known_from_its_day(product: Product, day: str, known: bool) -> None:
    assert product.book is not None
    then = as_known(product.book.process, date.fromisoformat(day))
    assert ("position:lakes-saturdays-second-draft" in then.records) is known


# --- what comes again ----------------------------------------------------------------------


def test_each_time_of_a_meeting_is_on_its_page_and_in_calendars(product: Product) -> None:
    rows = page_at(product, "milestones/desk-hours/").cssselect("#sessions .cw-row")
    assert [row.get("id") for row in rows] == [
        "2024-03-05",
        "2024-03-12",
        "2024-03-19",
        "2024-04-02",
    ]
    assert product.outputs is not None
    calendar: Any = Calendar.from_ical(product.outputs.files["calendar/meetings.ics"])
    series = [event for event in calendar.events if str(event["UID"]).startswith("desk-hours-")]
    events = {
        event["UID"].partition("@")[0]: (event["SUMMARY"], event["DTSTART"].dt.isoformat())
        for event in series
    }
    name = "Opening hours: Readers ask, the director answers"
    assert events == {
        "desk-hours-2024-03-05": (name, "2024-03-05T17:00:00+01:00"),
        "desk-hours-2024-03-12": (name, "2024-03-12T17:00:00+01:00"),
        "desk-hours-2024-03-19": (name, "2024-03-20T17:00:00+01:00"),
        "desk-hours-2024-04-02": (name, "2024-04-02T17:00:00+02:00"),
    }


def test_the_roadmap_lists_each_time_below_the_meeting(product: Product) -> None:
    roadmap = page_at(product, "roadmap/")
    (lists,) = [
        each
        for each in roadmap.cssselect("details")
        if (each[0].text_content() or "") == "four sessions"
    ]
    assert len(lists.cssselect("li")) == 4


def test_a_single_time_is_followed_by_its_day(product: Product) -> None:
    page = page_at(product, "milestones/desk-hours/")
    ways = [each.text_content() for each in page.cssselect("details.cw-feed > summary")]
    assert ways == [
        "In your calendar: 5 March 2024",
        "In your calendar: 12 March 2024",
        "In your calendar: 20 March 2024",
        "In your calendar: 2 April 2024",
    ]
