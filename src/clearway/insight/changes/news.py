"""What changed lately, as the records themselves say: dates, publications, inputs, judgements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from clearway.records.dates.ledger import Announcement, Evidence, Ledger, Transition
from clearway.records.dates.transitions import TransitionKind
from clearway.records.dates.when import Precision, When
from clearway.records.kinds.ask import Ask, Treatment
from clearway.records.kinds.consultation import Consultation, Summary
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.submission import Submission
from clearway.records.model import Process
from clearway.records.reading.positions import Loc
from clearway.records.record import Record
from clearway.records.references import announcements, event_suffix

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


# --- What changed lately, as the records themselves say


class NewsKind(StrEnum):
    ANNOUNCED = "announced"
    MADE_EXACT = "made exact"
    KEPT = "kept"
    MOVED = "moved"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    REINSTATED = "reinstated"
    PUBLISHED = "published"
    KNOWN = "known otherwise"
    ADOPTED = "adopted"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    ON_AGAIN = "on again"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Correction:
    """What was recorded otherwise before, although no change was announced.

    `field` is 'date' (two readings), 'place' (twice a venue, how one
    takes part, and further venues), 'stream' or 'join' (two addresses; None where there was none).
    """

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news: what happened to which record, and on which day that was announced.

    `day` is None where that is not recorded; `by` is then a day by which it had been announced,
    where one is known. `key` is a name that is this piece's alone, and stays so when its record is
    renamed.
    """

    day: date | None
    kind: NewsKind
    record: Record
    key: str
    loc: Loc = ()
    ledger: Ledger | None = None
    step: Transition | None = None
    fates: tuple[Treatment, ...] = ()
    by: date | None = None
    correction: Correction | None = None

    @property
    def at(self) -> date | None:
        """The day under which it is listed; None where nothing says when it was."""
        return self.day or self.by


def news(process: Process, as_of: date) -> tuple[News, ...]:
    """Everything that was announced until `as_of`, the latest first.

    What became of a date is news also where the day of its announcement is not recorded. What
    editors judged is no news of the process, and is left to `every_news`.
    """
    return tuple(
        piece
        for piece in every_news(process, as_of)
        if piece.at is not None and piece.kind is not NewsKind.JUDGED
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
    known = [piece for piece in found if piece.at is None or piece.at <= as_of]
    return tuple(sorted(known, key=_latest_first))


def _latest_first(piece: News) -> tuple[int, str, str, str]:
    day = piece.at.toordinal() if piece.at else 0
    return -day, piece.kind, piece.record.ref, piece.key


def _of_ledgers(process: Process) -> Iterator[News]:
    for record, loc, announcement in _dated(process):
        ledger = announcement.ledger
        name = name_of_dates(record, loc, announcement)
        # That something has no date yet is on its page, and is no news.
        if is_announced(ledger):
            key = announcement_key(record, loc, announcement)
            day = _day(ledger.readings[0].announced)
            yield News(day, NewsKind.ANNOUNCED, record, key, loc, ledger)
        seen: dict[str, int] = {}
        for step in ledger.transitions:
            told = step.after.announced.first_day if step.after.announced else None
            key = f"{name}/{_key_of(step)}"
            seen[key] = seen.get(key, 0) + 1
            # To the same date for a second time: another piece of news.
            again = f"/{seen[key]}" if seen[key] > 1 else ""
            kind = NewsKind(step.kind.value)
            named = f"{key}{again}"
            yield News(told, kind, record, named, loc, ledger, step, by=step.known_by)


_OF_STATUS = (TransitionKind.CANCELLED, TransitionKind.POSTPONED)


def _key_of(step: Transition) -> str:
    """What a step is called for good. A date that another one follows was called 'moved' always."""
    if step.kind in _OF_STATUS:
        return str(step.kind)
    status = step.after.status
    return f"{status or 'moved'}/{step.now.when}"


def is_announced(ledger: Ledger) -> bool:
    """Whether a ledger begins with a date, so that it is news that there is one."""
    return not ledger.readings[0].when.is_unknown


def _dated(process: Process) -> Iterator[tuple[Record, Loc, Announcement]]:
    for record in process:
        for loc, announcement in announcements(record):
            yield record, loc, announcement


def name_of_dates(record: Record, loc: Loc, announcement: Announcement | None) -> str:
    """What the dates of a record, or of a part of it, are called for good."""
    return f"{_first_ref(record)}{event_suffix(loc, announcement)}"


def announcement_key(record: Record, loc: Loc, announcement: Announcement) -> str:
    """The key of the news that a date was announced; there is one where a ledger has a date."""
    return f"{name_of_dates(record, loc, announcement)}/announced"


def _publications(process: Process) -> Iterator[News]:
    for record in (*process.drafts, *process.statements):
        start = record.ledger.standing.when.start
        seen = record.evidence is not Evidence.PLANNED
        if seen and start is not None and start.precision >= Precision.DAY:
            key = f"{_first_ref(record)}/published"
            yield News(start.day, NewsKind.PUBLISHED, record, key)
    for draft in process.drafts:
        yield from _known_and_adopted(process, draft)
    for summary in process.summaries:
        key = f"{_first_ref(summary)}/published"
        yield News(_day(summary.published), NewsKind.PUBLISHED, summary, key)


def _known_and_adopted(process: Process, draft: Draft) -> Iterator[News]:
    """That a draft became known without being published, and that it was adopted."""
    found = [(NewsKind.KNOWN, "known", draft.known_otherwise)]
    decision = process.adoption(draft)
    if decision:
        found.append((NewsKind.ADOPTED, "adopted", decision.ledger.standing))
    for kind, name, reading in found:
        if reading is not None:
            when = reading.when
            day = when.last_day if when.to_the_day else None
            by = None if when.is_unknown else when.last_day
            yield News(day, kind, draft, f"{_first_ref(draft)}/{name}", by=by)


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
