"""Atom feeds (RFC 4287): what a reader follows without coming back.

`feeds` says which pieces of news belong to which feed, `atom` writes one as a document, and cuts a
long one into archives (RFC 5005).
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
