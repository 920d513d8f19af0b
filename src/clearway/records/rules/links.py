"""Rules on links in the text of records."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from clearway.problems import Place, Problem
from clearway.records.homes import HOME_OF_KIND
from clearway.records.model import Record
from clearway.records.rules.subject import Subject
from clearway.records.wording import quoted


def check_link(subject: Subject) -> Iterator[Problem]:
    """A link in a record's text must lead to http, https, or a record (kind:id)."""
    markdown = MarkdownIt("commonmark", {"html": False})
    # Validation off, so that what a page would refuse is seen here and told.
    markdown.validateLink = _any  # type: ignore[method-assign]
    for record in subject.process:
        if record.body:
            yield from _of_text(subject, markdown, record)


def _any(url: str) -> bool:
    return True


def _of_text(subject: Subject, markdown: MarkdownIt, record: Record) -> Iterator[Problem]:
    for line, target in _links(markdown, record.body):
        place = Place(record.origin.path, record.origin.body_line + line)
        problem = _problem(subject, place, target)
        if problem is not None:
            yield problem


def _links(markdown: MarkdownIt, body: str) -> Iterator[tuple[int, str]]:
    """Line (from 0, within the body) and target of every link and picture."""
    for block in markdown.parse(body):
        line = (block.map or [0])[0]
        for token in block.children or ():
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            target = token.attrs.get("href", token.attrs.get("src"))
            if target is not None:
                yield line, str(target)


def _problem(subject: Subject, place: Place, target: str) -> Problem | None:
    scheme, colon, rest = target.partition(":")
    scheme = scheme.casefold()
    # An e-mail address is refused wherever it stands: rules/contact.py.
    if target.startswith("#") or scheme == "mailto":
        return None
    if colon and scheme in HOME_OF_KIND:
        return subject.missing(place, "a link", scheme, rest.partition("#")[0])
    if scheme in ("http", "https") and _host(target):
        return None
    must = "a link must lead to https://… or a record such as draft:zero-draft"
    found = f"this one leads to {quoted(target)}"
    remedy = "Copy the whole address from the browser, or name the record"
    return Problem(place, "link", must, found, remedy)


def _host(target: str) -> str | None:
    try:
        return urlsplit(target).hostname
    except ValueError:  # an address such as http://[
        return None
