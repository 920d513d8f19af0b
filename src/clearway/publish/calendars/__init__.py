"""Calendar feeds (iCalendar, RFC 5545 and 7986) and how one subscribes to them.

    occasion ─events─▶ ics.Event ─contentlines─▶ VEVENT ─feeds─▶ calendar/*.ics ─▶ subscriptions

The library `ics` is the model of an event. It is not the writer: it would turn every time into
UTC, fold nothing and let line breaks in an address become lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from clearway.insight.agenda.occasions import Occasion
from clearway.language import N_
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.calendars.feeds import FOLDER, KINDS, CalendarFeed, feeds
from clearway.publish.page import Site
from clearway.records.model import Process

# --- How one subscribes to a feed: one address for each family of calendars


@dataclass(frozen=True, slots=True)
class Way:
    """A family of calendars, the address that it opens, and how often it looks again."""

    client: str
    url: str
    refresh: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed as a reader may take it. `url` is the plain address, to be copied."""

    feed: CalendarFeed
    url: str
    ways: tuple[Way, ...]

    @property
    def name(self) -> str:
        return self.feed.topic

    @property
    def title(self) -> str:
        return self.feed.title


@dataclass(frozen=True, slots=True)
class DateFeed:
    """The feed of a single date, as its page offers it.

    `part` says what of the record is dated, where it is not the record itself: 'when registration
    closes', or the title of a session.
    """

    id: str
    path: str
    title: str
    part: str
    url: str
    webcal: str
    google: str


# How often each looks again. None of them tells a site that asks, so these are rough.
APPLE = N_("as often as you set it, from five minutes to a week")
THUNDERBIRD = N_("as often as you set it, every 30 minutes unless you change it")
GOOGLE = N_("every 12 to 24 hours, and cannot be hurried")
OUTLOOK = N_("every 3 to 24 hours, and cannot be hurried")


def subscriptions(site_url: str, feeds: Iterable[CalendarFeed]) -> tuple[Subscription, ...]:
    """How to subscribe to each feed of many dates, split ones included; single dates not.

    `site_url` is the whole address of the site's root and ends in '/'.
    """
    return tuple(subscription(site_url, feed) for feed in feeds if feed.topic)


def calendar_of_site(process: Process) -> tuple[str, str]:
    """Title and address of the feed that holds every date."""
    every = KINDS[0]
    return f"{process.profile.short_title}: {every.title}", f"{FOLDER}{every.name}.ics"


def subscription(site_url: str, feed: CalendarFeed) -> Subscription:
    """How to subscribe to one feed."""
    url = site_url + feed.path
    webcal, google = _webcal(url), _google(url)
    outlook = urlencode({"url": url, "name": feed.title}, quote_via=quote)
    return Subscription(
        feed,
        url,
        (
            Way("Apple Calendar", webcal, _(APPLE)),
            Way("Thunderbird", webcal, _(THUNDERBIRD)),
            Way("Google Calendar", google, _(GOOGLE)),
            Way("Outlook.com", _outlook("outlook.live.com", outlook), _(OUTLOOK)),
            Way(
                _("Outlook at work or school"), _outlook("outlook.office.com", outlook), _(OUTLOOK)
            ),
        ),
    )


def date_feed(site: Site, occasion: Occasion) -> DateFeed:
    """How to follow one date that has a place in a calendar."""
    path = f"{FOLDER}{occasion.id}.ics"
    url = site.current(path)
    return DateFeed(
        occasion.id, path, occasion.title, _part(occasion), url, _webcal(url), _google(url)
    )


_PARTS = {
    "registration": N_("when registration closes"),
    "endorsement": N_("when endorsement closes"),
    "due": N_("when it is due"),
}


def _part(occasion: Occasion) -> str:
    """What of a record is dated, in words; empty for the record itself."""
    if not occasion.loc:
        return ""
    session = occasion.session
    if session is None:
        return _(_PARTS[str(occasion.loc[0])])
    if not session.title and occasion.title == occasion.record.title:
        return formatting.when(occasion.when)  # a time of a meeting that comes again
    return session.title or _("session {number}").format(number=int(occasion.loc[1]) + 1)


def _webcal(url: str) -> str:
    return "webcal:" + url.partition(":")[2]


def _google(url: str) -> str:
    return f"https://calendar.google.com/calendar/r?cid={quote(_webcal(url), safe='')}"


def _outlook(host: str, query: str) -> str:
    return f"https://{host}/calendar/0/addfromweb?{query}"


# --- Calendar feeds (iCalendar, RFC 5545 and 7986) and how one subscribes to them


__all__ = [
    "CalendarFeed",
    "DateFeed",
    "Subscription",
    "Way",
    "calendar_of_site",
    "date_feed",
    "feeds",
    "subscriptions",
]
