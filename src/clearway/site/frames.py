"""What the theme puts around a page of records, rendered once for all pages of one layout.

A template of the theme sees marks in place of a page's own texts. The result is cut at the marks,
and each page of that layout is the pieces with its own texts between them. Nothing of a page is
looked at by a template, and a text that looks like a mark is not read as one.

So what the theme is to show of a page has a name here, in `shown_around`; its templates ask for it
as `page.meta.NAME` and show it as it is, without a filter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from posixpath import dirname

from markupsafe import escape

from clearway.publish.calendars import calendar_of_site
from clearway.publish.page import Page, relative
from clearway.publish.pages.common import Book, Feeds, first_words
from clearway.publish.render import render_alone
from clearway.publish.structured import website
from clearway.publish.syndication import of_site
from clearway.records.model import LATEST

CONTENT = "content"
"""The name of the text that is the page itself."""

MOST_TITLE = 69
"""How many letters of a title search engines show."""

_MARK = re.compile("\ue000([a-z_]+)(?:<h1)?\ue001")


@dataclass(frozen=True, slots=True)
class PageLayout:
    """All that the theme's templates decide by: where a page lies, and which texts it has.

    The theme links to folders at the top of the site, so one of those is a layout by itself.
    """

    folder: str
    names: tuple[str, ...]


def layout_of(address: str, texts: Mapping[str, str]) -> PageLayout:
    """The layout of a page at an address; an empty text is none.

    >>> layout_of("drafts/rev1/", {"title": "Revision 1", "description": ""})
    PageLayout(folder='drafts', names=('title',))
    """
    folder = dirname(address.rstrip("/")) or address
    return PageLayout(folder, tuple(name for name, text in texts.items() if text))


def marks(layout: PageLayout) -> dict[str, str]:
    """What stands in for each text of a page of that layout."""
    return {name: f"\ue000{name}\ue001" for name in layout.names}


def content_mark() -> str:
    """What stands in for the page itself: to the theme it has a heading of the first level."""
    return f"\ue000{CONTENT}<h1\ue001"


class Frame:
    """A page of the theme with marks, cut at them.

    >>> title = marks(PageLayout("", ("title",)))["title"]
    >>> frame = Frame(f"<title>{title}</title>{content_mark()}")
    >>> frame.around({"title": "Vote", "content": "<h1>Vote</h1>"})
    '<title>Vote</title><h1>Vote</h1>'
    """

    def __init__(self, html: str) -> None:
        self._pieces = _MARK.split(html)

    def around(self, texts: Mapping[str, str]) -> str:
        """The whole page. Raises KeyError where the theme shows a text that is not there."""
        pieces = list(self._pieces)
        pieces[1::2] = [texts[name] for name in pieces[1::2]]
        return "".join(pieces)


# --- What the theme shows of a page


def shown_around(
    book: Book, address: str, made: Page | None, is_there_today: Callable[[str], bool]
) -> dict[str, str]:
    """What the theme shows of a page besides its content, by name; as HTML.

    `made` is None for a page written by hand, which says its title itself. `is_there_today` is
    asked in an older version of a site, whose pages lead to the same page as it is today.
    """
    site = book.site
    shown = {"canonical": site.absolute(address), "follow": _follow(book, address, made)}
    if made is not None:
        shown |= {"title": in_theme(made.title), "description": in_theme(made.description)}
        shown["head_title"] = in_theme(head_title(made.title, str(book.process.profile.title)))
    shown["social"] = _social(book, address, made)
    if site.is_older:
        there = made is None or is_there_today(address)
        target = f"{LATEST}/{address if there else ''}"
        name = "same_page_today" if there else "site_today"
        shown[name] = relative(f"{site.version}/{address}", target)
        if not there:
            shown["canonical"] = f"{site.url}{site.version}/{address}"
    return shown


def head_title(title: str, site: str) -> str:
    """The title of a browser's tab and of search results: under 70 letters.

    >>> head_title("Vote", "Hours in the open")
    'Vote - Hours in the open'
    >>> len(head_title("A meeting of a long name " * 4, "Hours"))
    66
    """
    whole = f"{title} - {site}"
    if len(whole) <= MOST_TITLE:
        return whole
    return first_words(title, MOST_TITLE - 2)


def _social(book: Book, address: str, made: Page | None) -> str:
    """What other sites show of a link to a page, and on the front page what the site is."""
    profile = book.process.profile
    return render_alone(
        "social.html",
        title=made.title if made else profile.title,
        description=made.description if made else " ".join(profile.description.split()),
        site=profile.title,
        url=book.site.absolute(address),
        picture=book.site.current("static/icon-512.png"),
        is_home=not address,
        described=website(book.process, book.site) if not address else None,
    )


def _follow(book: Book, address: str, made: Page | None) -> str:
    """The links to what one can follow on a page: its own first, then those of the whole site."""

    def links(found: Feeds) -> list[tuple[str, str]]:
        return [(title, relative(address, path)) for title, path in found]

    feeds = (*(made.feeds if made else ()), *of_site(book.process))
    calendars = (*(made.calendars if made else ()), calendar_of_site(book.process))
    return render_alone(
        "follow.html", feeds=links(feeds), calendars=links(tuple(dict.fromkeys(calendars)))
    )


def in_theme(text: str) -> str:
    """A text of a record for the theme, whose templates put titles in as HTML."""
    return str(escape(text))
