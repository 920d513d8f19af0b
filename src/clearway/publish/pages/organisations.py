"""The register of organisations, and what each did here."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.insight.endorsements import name_key
from clearway.publish.addresses import address
from clearway.publish.page import Page
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.records.model import Process, Statement

HERE = "organisations/"


def pages(book: Book) -> Iterator[Page]:
    register = sorted(book.process.organisations, key=lambda o: (name_key(o.name), o.id))
    did = deeds(book.process)
    yield index_page(
        book,
        HERE,
        "Organisations",
        "The bodies that endorsements and submissions refer to.",
        "organisations.html",
        organisations=register,
    )
    for organisation in register:
        yield record_page(
            book,
            organisation,
            "organisation.html",
            (("Organisations", HERE),),
            first_words(f"{organisation.name}: what it endorsed and submitted."),
            did=did.get(organisation.id, []),
            children=[o for o in register if o.parent == organisation.id],
        )


def deeds(process: Process) -> dict[str, list[tuple[str, str]]]:
    """What each organisation did, by its id: words and the address that shows it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for statement in process.statements:
        for id in statement.authors:
            found.setdefault(id, []).append((f"Published {statement.title}", address(statement)))
    for submission in process.submissions:
        for id in submission.by:
            found.setdefault(id, []).append((f"Submitted {submission.title}", address(submission)))
    for e in process.endorsements:
        statement = process.find(Statement, e.statement)
        if e.organisation:
            found.setdefault(e.organisation, []).append((f"Endorsed {statement.title}", address(e)))
        elif e.affiliation:
            says = f"Printed beside the name of {e.name}, who endorsed {statement.title}"
            found.setdefault(e.affiliation, []).append((says, address(e)))
    return found
