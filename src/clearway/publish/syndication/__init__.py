"""Feeds that a reader follows without coming back: Atom (RFC 4287), and JSON Feed beside each.

`feeds` makes a piece of news an entry and says which belong to which feed, `documents` writes
a feed, and cuts a long one into archives (RFC 5005).
"""

from clearway.publish.syndication.feeds import (
    EVERYTHING,
    AtomFeed,
    draft_feed,
    feeds,
    files,
    missing_dates,
    of_site,
    topic_feed,
)

__all__ = [
    "EVERYTHING",
    "AtomFeed",
    "draft_feed",
    "feeds",
    "files",
    "missing_dates",
    "of_site",
    "topic_feed",
]
