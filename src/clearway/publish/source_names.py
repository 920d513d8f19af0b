"""What a source is called where its title is not recorded: only what records know, no guesses.

A title written at one place counts at all that cite the same address. Else the page is named after
its publisher, the organisation whose own address it lies below, and else after its host.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from clearway.language import gettext
from clearway.records.dates.when import When
from clearway.records.fields import Part
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.sighting import bare
from clearway.records.model import Process
from clearway.records.record import Record
from clearway.records.references import Citation, cited

MOST_PATH = 40
"""How many letters of an address stand behind the name of a page without a title."""


@dataclass(frozen=True, slots=True)
class SourceName:
    """The name of an address; `has_title` says whether a record gives its title.

    `short` is the name for where the address itself is beside it.
    """

    text: str
    short: str
    has_title: bool
    publisher: str
    date: When | None = None


def source_names(process: Process) -> Mapping[str, SourceName]:
    """The name of each address that records cite, by the address without what follows '#'."""
    publishers = tuple(_publishers(process))
    addresses = dict.fromkeys(process.sighted, ()) | dict(cited(process))
    return {url: _named(url, citations, publishers) for url, citations in addresses.items()}


def _named(
    url: str, citations: tuple[Citation, ...], publishers: tuple[tuple[str, str, str], ...]
) -> SourceName:
    publisher = _publisher(url, publishers)
    dates = [date for c in citations if (date := getattr(_part(c), "date", None)) is not None]
    date = dates[0] if dates and isinstance(dates[0], When) else None
    for citation in citations:
        title = _title(citation)
        if title:
            return SourceName(title, title, True, publisher, date)
    short = untitled(url, publisher, path=False)
    return SourceName(untitled(url, publisher), short, False, publisher, date)


def untitled(url: str, publisher: str = "", *, path: bool = True) -> str:
    """The name of a page of which no record gives the title.

    >>> untitled("https://www.afnic.fr/en/?p=37086", "AFNIC")
    'Page of AFNIC (/en/?p=37086)'
    >>> untitled("https://apc.org/", "APC"), untitled("https://www.dig.watch/?p=169458")
    ('Website of APC', 'Page on dig.watch (/?p=169458)')
    """
    parts = urlsplit(url)
    whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
    shown = whole if len(whole) <= MOST_PATH else f"{whole[:MOST_PATH]}…"
    if whole in ("", "/"):
        form = gettext("Website of {publisher}") if publisher else gettext("Website {host}")
    else:
        form = gettext("Page of {publisher}") if publisher else gettext("Page on {host}")
        form = f"{form} ({{path}})" if path else form
    return form.format(publisher=publisher, host=_host(url), path=shown)


def _title(citation: Citation) -> str:
    """The title that stands beside an address, or says what the address is of its record."""
    part, field = _part(citation), citation.loc[-1]
    record = citation.record
    if isinstance(part, Record):
        return _of_field(record, str(field))
    title = getattr(part, "title", None)
    if title and field == "url":
        return str(title)
    return _of_field(record, "registration") if citation.loc == ("registration", "url") else ""


def _of_field(record: Record, field: str) -> str:
    """What the address in one field of a record is, where the field itself says it."""
    title = str(getattr(record, "title", None) or getattr(record, "name", ""))
    if isinstance(record, Organisation) and field == "url":
        return gettext("Website of {publisher}").format(publisher=title)
    forms = {
        "url": "{title}",
        "recording": gettext("Recording: {title}"),
        "stream": gettext("Stream: {title}"),
        "transcript": gettext("Transcript: {title}"),
        "join": gettext("Joining: {title}"),
        "registration": gettext("Registration: {title}"),
    }
    return forms[field].format(title=title) if title and field in forms else ""


def _part(citation: Citation) -> Any:
    """The part of a record in which an address stands."""
    found: Any = citation.record
    for step in citation.loc[:-1]:
        found = getattr(found, str(step)) if isinstance(found, Part) else found[step]
    return found


def _publishers(process: Process) -> Iterator[tuple[str, str, str]]:
    """The host and the path below which each organisation publishes, and its name."""
    for organisation in process.organisations:
        if organisation.url:
            path = urlsplit(organisation.url).path.rstrip("/")
            yield _host(organisation.url), path, organisation.name


def _publisher(url: str, publishers: tuple[tuple[str, str, str], ...]) -> str:
    """Who publishes a page; '' where none or several organisations have addresses above it."""
    host, path = _host(url), urlsplit(url).path
    above = [
        (len(own), len(start), name)
        for own, start, name in publishers
        if (host == own or host.endswith(f".{own}"))
        if not start or path == start or path.startswith(f"{start}/")
    ]
    nearest = max(((one, two) for one, two, _ in above), default=None)
    names = {name for one, two, name in above if (one, two) == nearest}
    return names.pop() if len(names) == 1 else ""


def _host(url: str) -> str:
    return (urlsplit(bare(url)).hostname or "").removeprefix("www.")
