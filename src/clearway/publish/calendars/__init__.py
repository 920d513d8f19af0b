"""Calendar feeds (iCalendar, RFC 5545 and 7986) and how one subscribes to them.

    occasion ─events─▶ ics.Event ─contentlines─▶ VEVENT ─feeds─▶ calendar/*.ics ─▶ subscriptions

The library `ics` is the model of an event. It is not the writer: it would turn every time into
UTC, fold nothing and let line breaks in an address become lines of their own.
"""

from clearway.publish.calendars.feeds import Feed, feeds
from clearway.publish.calendars.subscribe import Subscription, Way, subscriptions

__all__ = ["Feed", "Subscription", "Way", "feeds", "subscriptions"]
