"""On which day something was known, told or published for certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from clearway.records.dates.ledger import Ledger, Transition
from clearway.records.dates.when import When
from clearway.records.fields import Source
from clearway.records.kinds.consultation import Consultation, Summary
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.engagement import Engagement, GovernmentPosition
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.parts import Session
from clearway.records.kinds.submission import Submission
from clearway.records.model import Process
from clearway.records.record import DatedRecord, Record

ALWAYS = date.min


@dataclass(frozen=True)
class Days:
    """The days that the records of today give."""

    process: Process

    def told(self, record: Record) -> date | None:
        """By when all that a record tells had been told; None where nothing says so."""
        match record:
            case Draft():
                return _last(self.process.first_date(record).when)
            case DatedRecord():
                return _last(record.ledger.standing.when)
            case Summary(published=None):
                return self._of(Consultation, record.consultation)
            case Summary():
                return _last(record.published)
            case Submission(date=None):
                return self.by_sources(record.source)
            case Submission():
                return _last(record.date)
            case GovernmentPosition(when=None):
                return self.by_sources(record.source)
            case Engagement() | GovernmentPosition():
                return _last(record.when)
            case _:
                return None

    def of_draft(self, id: str) -> date:
        """When a draft was out, published or otherwise; of one that is not known, always."""
        return self._of(Draft, id) or ALWAYS

    def of_ref(self, ref: str) -> date | None:
        """As `told`, of a record by its `kind:id`; a part after '#' is a part of it."""
        record = self.process.records.get(ref.partition("#")[0])
        return self.told(record) if record else None

    def by_sources(self, sources: Iterable[Source]) -> date | None:
        """The earliest day on which one of the sources was told."""
        return min(self._of_sources(sources), default=None)

    def rests_on(self, sources: tuple[Source, ...]) -> date:
        """From when on something could be read in one of its sources.

        Always, if one of them has no day: it may have been there from the beginning.
        """
        days = list(self._of_sources(sources))
        return min(days) if days and len(days) == len(sources) else ALWAYS

    @cached_property
    def end(self) -> date:
        """When what the process leads to is over; of a process that names nothing, always."""
        return self.of_ref(self.process.profile.culmination or "") or ALWAYS

    def readings(self, ledger: Ledger, first: date) -> tuple[date, ...]:
        """When each date of a ledger was known; without an announcement the first on `first`."""
        days: list[date] = []
        for step in reversed(ledger.transitions):
            # What was announced earlier in a ledger was known before what follows it.
            days.insert(0, min([self.by(step), *days[:1]]))
        own = _last(ledger.readings[0].announced) or first
        return (min([own, *days[:1]]), *days)

    def first(self, record: DatedRecord) -> date:
        """When the first date of a record was known, where its announcement is not."""
        ledger = record.ledger
        when = ledger.readings[0].when
        if isinstance(record, Draft) and when.is_unknown and self.told(record):
            return self.of_draft(record.id)
        is_called = _is_called(record) or when.is_unknown
        own = self.end if when.is_unknown else latest_start(when) if is_called else when.last_day
        days = [own]
        if isinstance(record, Milestone) and record.silence and record.silence.opened:
            days.append(record.silence.opened.last_day)
        if is_called:
            sources = (*record.source, *ledger.readings[0].source)
            stage = self._stages.get(getattr(record, "stage", None) or "")
            days += (day for day in (self.by_sources(sources), stage) if day is not None)
        return min(days)

    def first_of_session(self, session: Session) -> date:
        """When a session of a meeting was known, where its announcement is not: by its sources."""
        reading = session.ledger.readings[0]
        own = self.end if reading.when.is_unknown else latest_start(reading.when)
        told = self.by_sources((*session.source, *reading.source))
        return min(own, told) if told else own

    def by(self, step: Transition) -> date:
        """The day by which a step of a ledger had been announced for certain."""
        if step.after.announced:
            return step.after.announced.last_day
        known = (step.known_by, self.by_sources(step.after.source))
        return min((day for day in known if day), default=date.max)

    def _of_sources(self, sources: Iterable[Source]) -> Iterator[date]:
        for source in sources:
            told = self.of_ref(source.ref) if source.ref else _last(source.date)
            if told is not None:
                yield told

    def _of(self, kind: type[Record], id: str) -> date | None:
        return self.of_ref(f"{kind.KIND}:{id}")

    @cached_property
    def _stages(self) -> dict[str, date]:
        """When each stage began: the day on which its first draft was published."""
        found: dict[str, date] = {}
        for draft in self.process.drafts:
            day = self.told(draft)
            if draft.stage and day:
                found[draft.stage] = min(day, found.get(draft.stage, day))
        return found


def _is_called(record: DatedRecord) -> bool:
    """Whether people are called to it beforehand, so that they can be there."""
    if isinstance(record, Milestone):
        return record.kind.is_meeting or record.kind.is_deadline
    return isinstance(record, Consultation)


def latest_start(when: When) -> date:
    """The day by which it had certainly started."""
    known = when.start or when.end
    return known.last_day if known else date.max


def _last(when: When | None) -> date | None:
    return when.last_day if when and not when.is_unknown else None
