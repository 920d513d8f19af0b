"""What changed lately, as the records themselves tell it: moves, cancellations, publications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clearway.records.ledger import Evidence, Ledger, Move
from clearway.records.model import Draft, Process, Record
from clearway.records.rules import ledgers
from clearway.records.text import Loc
from clearway.records.when import Precision


class ChangeKind(StrEnum):
    MOVED = "moved"
    CANCELLED = "cancelled"
    PUBLISHED = "published"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of news: what happened to which record, and on which day it was told."""

    day: date
    kind: ChangeKind
    record: Record
    loc: Loc = ()
    ledger: Ledger | None = None
    move: Move | None = None


def changes(process: Process, as_of: date) -> tuple[Change, ...]:
    """Everything that was told until `as_of`, the latest first."""
    found = (*_of_ledgers(process), *_publications(process))
    told = [change for change in found if change.day <= as_of]
    return tuple(sorted(told, key=lambda c: (-c.day.toordinal(), c.kind, c.record.ref)))


def _of_ledgers(process: Process) -> Iterator[Change]:
    for record, loc, ledger in ledgers(process):
        for move in ledger.moves:
            if move.after.announced:
                day = move.after.announced.first_day
                yield Change(day, ChangeKind.MOVED, record, loc, ledger, move)
        if ledger.cancelled:
            day = ledger.cancelled.date.first_day
            yield Change(day, ChangeKind.CANCELLED, record, loc, ledger)


def _publications(process: Process) -> Iterator[Change]:
    for record in (*process.drafts, *process.statements):
        start = record.ledger.standing.when.start
        seen = record.evidence is not Evidence.PLANNED
        if seen and start is not None and start.precision >= Precision.DAY:
            adopted = isinstance(record, Draft) and record.adopted
            kind = ChangeKind.ADOPTED if adopted else ChangeKind.PUBLISHED
            yield Change(start.day, kind, record)
    for summary in process.summaries:
        published = summary.published
        if published and published.to_the_day:
            yield Change(published.first_day, ChangeKind.PUBLISHED, summary)
