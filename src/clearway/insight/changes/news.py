"""What changed lately, as the records themselves tell it: moves, cancellations, publications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from clearway.records.kinds.ask import Treatment
from clearway.records.ledger import Evidence, Ledger, Move
from clearway.records.model import Draft, Process, Record
from clearway.records.rules import ledgers
from clearway.records.text import Loc
from clearway.records.walk import EVENT_SUFFIX
from clearway.records.when import Precision, When


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
