"""The built site in a real browser: as it is read, on which screens, with and without scripts.

Every context is watched (see conftest): a request that leaves this machine, or a script that
fails, is an error in whichever test it happens.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

PHONE = ViewportSize(width=390, height=844)
NARROW = ViewportSize(width=320, height=568)

# One of each type.
TYPES = {
    "home": "",
    "roadmap": "roadmap/",
    "roadmap-view": "roadmap/kind/deadline/",
    "milestone": "milestones/elements-paper-inputs/",
    "consultations": "consultations/",
    "consultation": "consultations/2025-07-09-geneva/",
    "drafts": "drafts/",
    "draft": "drafts/rev1/",
    "submissions": "submissions/",
    "submission": "submissions/joint-answer-itu-call/",
    "asks": "asks/",
    "ask": "asks/e-waste/",
    "topics": "topics/",
    "topic": "topics/process/",
    "synthesis": "synthesis/",
    "scorecard": "scorecard/",
    "commitment": "scorecard/ten-steps-7/",
    "figures": "figures/",
    "promises": "promises/",
    "promise": "promises/next-steps-by-end-of-july/",
    "engagements": "engagement/",
    "country": "engagement/countries/lb/",
    "positions": "positions/",
    "statements": "statements/",
    "statement": "statements/ten-steps/",
    "organisations": "organisations/",
    "roles": "roles/",
    "versions": "versions/",
    "sources": "sources/",
    "organisation": "organisations/apc/",
    "changes": "changes/",
    "between": "changes/zero-draft/to/rev1/",
    "calendar": "calendar/",
    "data": "data/",
    "about": "about/",
    "contribute": "contribute/",
    "add": "contribute/new/",
    "guide": "contribute/consultation/",
    "guide-endorsement": "contribute/endorsement/",
    "guide-check": "contribute/check/",
    "not-found": "404.html",
}

every_type = pytest.mark.parametrize("path", TYPES.values(), ids=TYPES.keys())

# What axe looks at. It takes seconds a page, and the other types are made of the same parts.
LOOKED_AT = (
    "home roadmap milestone consultation draft statement organisation calendar data contribute add "
    "guide-endorsement asks ask topic synthesis scorecard commitment promises engagements changes "
    "between"
).split()
LOOKED_AT_IN_THE_DARK = (
    "home milestone consultation draft calendar asks scorecard between guide"
).split()


# --- for everybody -------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_nothing(name: str, page: Page, address: str) -> None:
    page.goto(address + TYPES[name])
    assert violations(page) == []


@pytest.mark.parametrize("name", LOOKED_AT_IN_THE_DARK)
def test_contrast_is_enough_in_the_dark(
    name: str, open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(color_scheme="dark", reduced_motion="reduce").new_page()
    page.goto(address + TYPES[name])
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert violations(page, {"runOnly": ["color-contrast", "link-in-text-block"]}) == []


def violations(page: Page, options: dict[str, list[str]] | None = None) -> list[str]:
    """What axe-core finds: the rule, and the first element that breaks it."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]


@every_type
def test_nothing_sticks_out_on_a_phone(
    path: str, open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(viewport=PHONE).new_page()
    page.goto(address + path)
    assert sticking_out(page) == []
    page.set_viewport_size(NARROW)
    assert sticking_out(page) == []


def sticking_out(page: Page) -> list[str]:
    """Elements beyond the right edge of a page that scrolls sideways; the picture may, inside."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("article *")]
          .filter(e => e.getBoundingClientRect().right > innerWidth)
          .filter(e => !e.closest(".cw-picture, .cw-scroll"))
          .map(e => e.outerHTML.slice(0, 90))"""
    )
    return found


def test_every_button_can_be_hit_with_a_thumb(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 CSS pixels at least."""
    page = open_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    for path in ("", "calendar/", "statements/ten-steps/"):
        page.goto(address + path)
        small: list[str] = page.evaluate(
            """() => [...document.querySelectorAll(".cw-button, .cw-filter input")]
              .filter(e => e.checkVisibility())
              .filter(e => { const r = e.getBoundingClientRect();
                             return r.height < 24 || r.width < 24; })
              .map(e => e.outerHTML)"""
        )
        assert small == []


# --- without scripts -----------------------------------------------------------------------

SAYS = {
    "home": ("Outcome document of WSIS+20", "Internet Governance Forum 2026", "22 days to go"),
    "roadmap": ("25 July 2025", "date moved", "What was announced and when"),
    "milestone": ("25 July 2025", "announced on 9 July 2025, six days before it fell due"),
    "consultation": ("16:45–17:45 in Geneva (CEST)", "14:45–15:45 UTC", "Palexpo"),
    "draft": ("Rev.1", "7 November 2025", "What is known of it"),
    "submission": ("Answers", "What it says"),
    "asks": ("Bring back the paragraph on e-waste", "removed", "unknown"),
    "ask": ("In the Zero Draft, gone in Rev.1, back in the adopted text", "paragraph 45"),
    "topic": ("What was asked", "What was said"),
    "synthesis": ("Gender equality", "Not summarised yet"),
    "scorecard": ("20 points whose text is known", "text unknown", "partly"),
    "commitment": ("How it is counted", "What would settle what is unknown"),
    "statement": ("43 organisations and 22 people", "Access Now", "Alembe Joseph Lubembela"),
    "organisation": ("Association for Progressive Communications", "Another source says"),
    "calendar": ("Google Calendar", "every 12 to 24 hours"),
    "data": ("JSON", "CSV"),
    "guide": ("Where one can watch it now", "title: Evening in the town hall", "civil-society"),
}


@pytest.mark.parametrize("name", SAYS)
def test_a_page_reads_without_scripts(
    name: str, open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address + TYPES[name])
    # As a reader sees it: hidden text is not in it.
    text = " ".join(page.locator("article").first.inner_text().split())
    assert [part for part in SAYS[name] if part not in text] == []


@pytest.mark.parametrize("name", SAYS)
def test_scripts_take_no_words_away(
    name: str, open_context: Callable[..., BrowserContext], address: str
) -> None:
    def words(scripts: bool) -> set[str]:
        page = open_context(java_script_enabled=scripts).new_page()
        page.goto(address + TYPES[name])
        return set(page.locator("main").inner_text().split())

    assert words(scripts=False) - words(scripts=True) == set()


def test_a_button_that_needs_a_script_is_not_shown_without(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address + "calendar/")
    assert page.locator("button[data-copy]").count() > 0
    assert page.locator("button[data-copy]:visible").count() == 0


# --- what scripts add ----------------------------------------------------------------------


def test_times_are_also_shown_where_the_reader_is(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(timezone_id="Asia/Kolkata", locale="en-GB").new_page()
    page.goto(address + "consultations/2025-07-09-geneva/")
    expect(page.locator(".cw-facts .cw-local")).to_have_text("20:15–21:15 where you are (9 July)")


def test_a_day_that_is_another_one_where_the_reader_is_says_so(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    """20:00 in New York on 9 June is eight in the morning of the 10th in Manila."""
    page = open_context(timezone_id="Asia/Manila", locale="en-GB").new_page()
    page.goto(address + "consultations/2025-06-09-virtual/")
    expect(page.locator(".cw-facts .cw-local").first).to_contain_text("(10 June)")


def test_the_countdown_follows_the_readers_clock(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context().new_page()
    page.clock.install(time=datetime(2026, 11, 25, 12, tzinfo=UTC))
    page.goto(address)
    expect(page.locator("[data-countdown] strong")).to_have_text("19")


def test_a_page_that_speaks_of_another_day_keeps_its_countdown(
    open_context: Callable[..., BrowserContext], address_before: str
) -> None:
    page = open_context().new_page()
    page.clock.install(time=datetime(2026, 11, 25, 12, tzinfo=UTC))
    page.goto(address_before)
    expect(page.locator("[data-countdown]").last).to_contain_text("36 days to go")


def test_a_table_is_sorted_by_its_headings(page: Page, address: str) -> None:
    page.goto(address + "statements/ten-steps/")
    table = page.locator("table[data-sortable]").first
    country = table.get_by_role("columnheader", name="Country")
    cells = table.locator("tbody tr td:nth-child(3)")

    country.get_by_role("button").click()
    expect(country).to_have_attribute("aria-sort", "ascending")
    up = cells.all_inner_texts()
    assert up == sorted(up, key=str.casefold)
    assert len(set(up)) > 10

    country.get_by_role("button").press("Enter")
    expect(country).to_have_attribute("aria-sort", "descending")
    assert cells.all_inner_texts() == sorted(up, key=str.casefold, reverse=True)


def test_a_long_table_is_filtered_as_one_types(page: Page, address: str) -> None:
    page.goto(address + "statements/ten-steps/")
    table = page.locator("table[data-sortable]").first
    field = page.get_by_label("Filter this table").first
    field.fill("INTERNET society")
    rows = table.locator("tbody tr:visible").all_inner_texts()
    assert rows
    assert all("internet society" in row.casefold() for row in rows)
    field.fill("")
    assert table.locator("tbody tr:visible").count() == 43


def test_the_address_of_a_feed_is_copied(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "calendar/")
    page.locator("button[data-copy='feed-all']").click()
    expect(page.locator("button[data-copy='feed-all']")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/calendar/all.ics")


def test_a_page_is_printed_without_what_only_a_screen_can_use(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(address + "statements/ten-steps/")
    for part in (".md-header", ".md-tabs", ".cw-filter", ".cw-button"):
        assert page.locator(f"{part}:visible").count() == 0, part
    expect(page.get_by_text("43 organisations and 22 people.")).to_be_visible()
