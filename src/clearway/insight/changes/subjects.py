"""What a piece of news is about: which drafts, which topics."""

from __future__ import annotations

from clearway.insight.changes.news import News
from clearway.records.model import (
    Ask,
    Consultation,
    Draft,
    Milestone,
    Process,
    Record,
    Submission,
    Summary,
)


def drafts_of(process: Process, piece: News) -> frozenset[str]:
    """The ids of the drafts that a piece of news is about."""
    record = piece.record
    if isinstance(record, Draft):
        return frozenset({record.id})
    if isinstance(record, Ask):
        return frozenset(fate.draft for fate in piece.fates)
    if isinstance(record, Milestone):
        return frozenset(ref.partition(":")[2] for ref in record.about if ref.startswith("draft:"))
    found = _consultation(process, record) if isinstance(record, Summary) else record
    named = getattr(found, "draft", None)
    return frozenset({named}) if named else frozenset()


def topics_of(process: Process, piece: News) -> frozenset[str]:
    """The ids of the topics that a piece of news is about."""
    record = piece.record
    if isinstance(record, Summary):
        own = frozenset(point.topic for point in record.points)
        held = _consultation(process, record)
        return own | frozenset(held.topics if held else ())
    if isinstance(record, Submission):
        answered = (topic for answer in record.answers for topic in answer.topics)
        return frozenset((*record.topics, *answered))
    if isinstance(record, Ask):
        return frozenset({record.topic})
    return frozenset(getattr(record, "topics", ()))


def _consultation(process: Process, summary: Summary) -> Consultation | None:
    found: Record | None = process.records.get(f"consultation:{summary.consultation}")
    return found if isinstance(found, Consultation) else None
