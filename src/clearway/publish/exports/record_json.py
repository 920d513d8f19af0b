"""A record as one JSON object, nothing left out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from clearway.insight.lineage import Brackets, brackets
from clearway.records.dates.ledger import Ledger, Reading, Transition
from clearway.records.kinds.draft import Draft
from clearway.records.record import Record
from clearway.records.references import announcements, paragraphs_of


def whole(record: Record, page: str) -> dict[str, Any]:
    """Where a record is, its fields as they were written, its text, and its ledgers.

    A field that was not written is not there: it is unknown.
    """
    found: dict[str, Any] = {
        "ref": record.ref,
        "kind": record.KIND,
        "page": page,
        "file": record.place.path,
        "line": record.place.line,
        "record": record.model_dump(mode="json", exclude_unset=True),
    }
    if record.body:
        found["body"] = record.body
    counted = brackets_of(record)
    if counted is not None:
        found["brackets"] = {
            "open": counted.open,
            "choices": counted.alternatives,
            "agreed_ad_ref": counted.agreed,
        }
    ledgers = [
        {"of": ".".join(str(part) for part in loc), **_ledger(announcement.ledger)}
        for loc, announcement in announcements(record)
    ]
    return {**found, "ledgers": ledgers} if ledgers else found


def brackets_of(record: Record) -> Brackets | None:
    """What is open and what is agreed in the text of a draft; None where no text is held."""
    paragraphs = paragraphs_of(record) if isinstance(record, Draft) else None
    return None if paragraphs is None else brackets(paragraphs)


def _ledger(ledger: Ledger) -> dict[str, Any]:
    """All that is known of one date: `of` is empty for the record's own."""
    modified = ledger.modified
    return {
        "standing": instants(ledger.standing),
        "readings": [instants(reading) for reading in ledger.readings],
        "disputed": [instants(reading) for reading in ledger.disputed],
        "expected": [instants(reading) for reading in ledger.expected],
        "cancelled": ledger.cancelled is not None,
        "postponed": ledger.postponed is not None,
        "transitions": [str(step.kind) for step in ledger.transitions],
        "moves": [_move(move) for move in ledger.moves],
        "notice_days": ledger.notice,
        "working_notice_days": ledger.working_notice,
        "sequence": ledger.sequence,
        "modified": None if modified is None else modified.isoformat(),
    }


def instants(reading: Reading) -> dict[str, str | None]:
    """A reading as written, with its first and last day and, where times are known, in UTC."""
    when, span = reading.when, reading.span
    return {
        "when": str(when),
        "zone": reading.zone,
        "start": None if when.start is None else when.first_day.isoformat(),
        "end": None if when.end is None else when.last_day.isoformat(),
        "start_utc": None if span is None else utc(span.start),
        "end_utc": None if span is None else utc(span.end),
    }


def utc(instant: datetime) -> str:
    """Such as 2025-07-09T14:45:00Z."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _move(move: Transition) -> dict[str, Any]:
    return {
        "from": str(move.before.when),
        "to": str(move.now.when),
        "days": move.days,
        "told_days_before": move.days_before_due,
    }
