"""What changed lately, as the records themselves tell it: moves, cancellations, publications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from clearway.records.dates.ledger import Evidence, Ledger, Move
from clearway.records.dates.when import Precision, When
from clearway.records.kinds.ask import Ask, Treatment
from clearway.records.kinds.consultation import Consultation, Summary
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.submission import Submission
from clearway.records.model import Process
from clearway.records.reading.positions import Loc
from clearway.records.record import Record
from clearway.records.references import EVENT_SUFFIX
from clearway.records.rules import ledgers

# --- What a piece of news is about: which drafts, which topics


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


# --- What changed lately, as the records themselves tell it: moves, cancellations, publications


class NewsKind(StrEnum):
    ANNOUNCED = "announced"
    MOVED = "moved"
    CANCELLED = "cancelled"
    PUBLISHED = "published"
    ADOPTED = "adopted"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news: what happened to which record, and on which day it was told.

    `day` is None where it is not known when it was told. `key` is a name that is this piece's
    alone, and stays so when its record is renamed.
    """

    day: date | None
    kind: NewsKind
    record: Record
    key: str
    loc: Loc = ()
    ledger: Ledger | None = None
    move: Move | None = None
    fates: tuple[Treatment, ...] = ()


def news(process: Process, as_of: date) -> tuple[News, ...]:
    """Everything that was told until `as_of` and of which the day is known, the latest first.

    What editors judged is no news of the process, and is left to `every_news`.
    """
    return tuple(
        piece
        for piece in every_news(process, as_of)
        if piece.day is not None and piece.kind is not NewsKind.JUDGED
    )


def every_news(process: Process, as_of: date) -> tuple[News, ...]:
    """As `news`, with what editors judged, and last what was told on a day that is not known."""
    found = (
        *_of_ledgers(process),
        *_publications(process),
        *_submissions(process),
        *_withdrawals(process),
        *_judgements(process),
    )
    told = [piece for piece in found if piece.day is None or piece.day <= as_of]
    return tuple(sorted(told, key=_latest_first))


def _latest_first(piece: News) -> tuple[int, str, str, str]:
    day = piece.day.toordinal() if piece.day else 0
    return -day, piece.kind, piece.record.ref, piece.key


def _of_ledgers(process: Process) -> Iterator[News]:
    for record, loc, ledger in ledgers(process):
        name = name_of_dates(record, loc)
        first = _day(ledger.readings[0].announced)
        yield News(first, NewsKind.ANNOUNCED, record, announcement_key(record, loc), loc, ledger)
        seen: dict[str, int] = {}
        for move in ledger.moves:
            to = str(move.after.when)
            seen[to] = seen.get(to, 0) + 1
            # To the same date for a second time: another piece of news.
            again = f"/{seen[to]}" if seen[to] > 1 else ""
            told = move.after.announced.first_day if move.after.announced else None
            key = f"{name}/moved/{to}{again}"
            yield News(told, NewsKind.MOVED, record, key, loc, ledger, move)
        if ledger.cancelled:
            day = ledger.cancelled.date.first_day
            yield News(day, NewsKind.CANCELLED, record, f"{name}/cancelled", loc, ledger)


def name_of_dates(record: Record, loc: Loc) -> str:
    """What the dates of a record, or of a part of it, are called for good."""
    return f"{_first_ref(record)}{EVENT_SUFFIX[loc]}"


def announcement_key(record: Record, loc: Loc) -> str:
    """The key of the news that a date was announced; of every ledger there is one."""
    return f"{name_of_dates(record, loc)}/announced"


def _publications(process: Process) -> Iterator[News]:
    for record in (*process.drafts, *process.statements):
        start = record.ledger.standing.when.start
        adopted = isinstance(record, Draft) and record.adopted
        kind = NewsKind.ADOPTED if adopted else NewsKind.PUBLISHED
        seen = record.evidence is not Evidence.PLANNED
        if seen and start is not None and start.precision >= Precision.DAY:
            yield News(start.day, kind, record, f"{_first_ref(record)}/{kind}")
    for summary in process.summaries:
        key = f"{_first_ref(summary)}/published"
        yield News(_day(summary.published), NewsKind.PUBLISHED, summary, key)


def _submissions(process: Process) -> Iterator[News]:
    for submission in process.submissions:
        key = f"{_first_ref(submission)}/submitted"
        yield News(_day(submission.date), NewsKind.SUBMITTED, submission, key)


def _withdrawals(process: Process) -> Iterator[News]:
    for endorsement in process.endorsements:
        if endorsement.withdrawn:
            key = f"{_first_ref(endorsement)}/withdrawn"
            day = _day(endorsement.withdrawn.date)
            yield News(day, NewsKind.WITHDRAWN, endorsement, key)


def _judgements(process: Process) -> Iterator[News]:
    """What an editor judged of one ask on one day is one piece."""
    for ask in process.asks:
        judged = sorted((f for f in ask.fates if not f.is_suggested), key=lambda fate: fate.date)
        for day, fates in groupby(judged, key=lambda fate: fate.date):
            key = f"{_first_ref(ask)}/judged/{day}"
            yield News(day, NewsKind.JUDGED, ask, key, fates=tuple(fates))


def _first_ref(record: Record) -> str:
    """`kind:id` with the first id that the record had, by which it is known for good."""
    if not record.was:
        return record.ref
    return record.model_copy(update={"id": record.was[0]}).ref


def _day(when: When | None) -> date | None:
    return when.first_day if when is not None and when.to_the_day else None
