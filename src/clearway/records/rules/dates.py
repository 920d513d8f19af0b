"""Rules on dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearway.problems import Problem
from clearway.records.ledger import Ledger
from clearway.records.model import Record, Summary
from clearway.records.places import Loc
from clearway.records.rules.subject import Subject
from clearway.records.walk import ledgers


def check_ledger_order(subject: Subject) -> Iterator[Problem]:
    """The dates of a ledger must be listed in the order in which they were announced."""
    for record, loc, ledger in ledgers(subject.process):
        yield from _out_of_order(record, loc, ledger)


def _out_of_order(record: Record, loc: Loc, ledger: Ledger) -> Iterator[Problem]:
    latest: date | None = None
    for index, reading in enumerate(ledger.readings):
        if reading.announced is None:
            continue
        if latest is not None and reading.announced.last_day < latest:
            place = record.at(*loc, "dates", index, "announced")
            must = "dates must stand in the order in which they were announced, oldest first"
            found = f"this one was announced on {reading.announced}, before the one above it"
            remedy = "Move it up, or correct announced"
            yield Problem(place, "ledger-order", must, found, remedy)
        latest = max(latest or date.min, reading.announced.first_day)


def check_ledger_moves(subject: Subject) -> Iterator[Problem]:
    """A further date in a ledger must differ from the one before it."""
    for record, loc, ledger in ledgers(subject.process):
        for index, move in enumerate(ledger.moves, start=1):
            if (move.before.when, move.before.zone) == (move.after.when, move.after.zone):
                place = record.at(*loc, "dates", index, "when")
                must = "each date of a ledger must differ from the one above it"
                found = f"both are {move.after.when}"
                yield Problem(place, "ledger-moves", must, found, "Remove one of the two")


def check_summary_after(subject: Subject) -> Iterator[Problem]:
    """A summary must be of a consultation that has taken place."""
    announced = {c.id: c.ledger for c in subject.process.consultations}
    for summary in subject.process.summaries:
        ledger = announced.get(summary.consultation)
        found = _not_held(summary, ledger, subject.today) if ledger else None
        if found:
            must = "consultation must name one that has taken place"
            remedy = "Correct it or its date, or keep the summary back until it has taken place"
            place = summary.at("consultation")
            yield Problem(place, "summary-after", must, found, remedy)


def _not_held(summary: Summary, ledger: Ledger, today: date) -> str | None:
    begins = ledger.standing.when.first_day
    if ledger.cancelled:
        return f"{summary.consultation} was cancelled"
    if begins > today:
        return f"{summary.consultation} begins on {begins}, which lies ahead"
    if summary.published and summary.published.last_day < begins:
        return f"published is {summary.published}, and {summary.consultation} began on {begins}"
    return None
