"""What is dated: every occasion of a process, and what is past, under way and ahead on a day.

An occasion is one dated thing: a milestone, a consultation, the publication of a draft or of a
statement, the closing of a registration or of an endorsement. Pages, feeds and exports all take
their dates from here. Days are those of the occasion's own place: a session at 20:00 in New York
on 9 June is on 9 June, though it is 10 June in Geneva by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from clearway.records.dates.calendar_place import CalendarPlace, calendar_place
from clearway.records.dates.ledger import Announcement, Evidence, Ledger, Reading
from clearway.records.dates.when import Precision, Span, When
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.parts import Modality, Venue
from clearway.records.kinds.statement import Statement
from clearway.records.model import Process
from clearway.records.reading.positions import Loc
from clearway.records.record import Record
from clearway.records.references import EVENT_SUFFIX, announcements

Dated = Milestone | Consultation | Draft | Statement
"""The kinds of record that have dates of their own."""


class OccasionKind(StrEnum):
    CONSULTATION = "consultation"
    DEADLINE = "deadline"
    MEETING = "meeting"
    PUBLICATION = "publication"
    DECISION = "decision"


class Status(StrEnum):
    PAST = "past"
    TODAY = "today"
    """It begins and ends on that very day."""
    UNDER_WAY = "under way"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One dated thing of a process.

    `id` is permanent and unique among all occasions. `loc` is the way from the record to the
    dates: () for the record's own, ("registration", "closes") for a part of it.
    """

    id: str
    title: str
    kind: OccasionKind
    record: Dated
    loc: Loc
    announcement: Announcement
    ledger: Ledger
    stage: str | None = None
    modality: Modality | None = None
    venue: Venue | None = None

    @property
    def key(self) -> str:
        """Its id as it was first: what it is known by for good, also after a renaming."""
        return self.record.first_id + self.id.removeprefix(self.record.id)

    @property
    def ids(self) -> tuple[str, ...]:
        """Its id and those that it had before."""
        suffix = self.id.removeprefix(self.record.id)
        return tuple(id + suffix for id in (self.record.id, *self.record.was))

    @property
    def topics(self) -> tuple[str, ...]:
        """The ids of the topics that it is about, where its record names some."""
        return self.record.topics if isinstance(self.record, Milestone | Consultation) else ()

    @property
    def place(self) -> CalendarPlace | None:
        """Where it is put into a calendar; None where no day of it is known."""
        return calendar_place(self.when, is_deadline=self.kind is OccasionKind.DEADLINE)

    @property
    def standing(self) -> Reading:
        """The date that stands, with its zone and what was printed."""
        return self.ledger.standing

    @property
    def when(self) -> When:
        return self.standing.when

    @property
    def zone(self) -> str | None:
        """The IANA zone of its times, or of its days where one is given."""
        return self.standing.zone

    @property
    def span(self) -> Span | None:
        """Its two instants, where times of day are known."""
        return self.standing.span

    @property
    def evidence(self) -> Evidence:
        return self.announcement.evidence

    @property
    def note(self) -> tuple[str, ...]:
        return self.announcement.note

    @property
    def first_day(self) -> date:
        """The earliest day that it may mean."""
        return self.when.first_day

    @property
    def last_day(self) -> date:
        """The latest day that it may mean."""
        return self.when.last_day

    @property
    def is_dated(self) -> bool:
        """Whether both its ends are known to the day, so that it has a place in a calendar."""
        return self.when.to_the_day

    @property
    def is_derived(self) -> bool:
        """Whether it is a part of a record, such as the closing of its registration."""
        return self.loc != ()

    @property
    def is_cancelled(self) -> bool:
        return self.ledger.cancelled is not None

    @property
    def is_off(self) -> bool:
        """Whether it is cancelled, or postponed without a new date."""
        return self.ledger.is_off

    @property
    def is_moved(self) -> bool:
        return bool(self.ledger.moves)

    @property
    def certain(self) -> bool:
        """Whether a source says so, and neither 'about' nor 'perhaps'."""
        return self.evidence is Evidence.SEEN and not (self.when.approximate or self.when.uncertain)

    def status(self, as_of: date) -> Status:
        """Where it stands on the day `as_of`.

        A month or a year is ahead until it is over, for the day within it may yet come. Something
        whose end is not known is past once the last day that is named is past.
        """
        if self.last_day < as_of:
            return Status.PAST
        start = self.when.start
        only_roughly = not self.when.is_span and self.when.precision < Precision.DAY
        if start is None or only_roughly or start.last_day > as_of:
            return Status.AHEAD
        return Status.UNDER_WAY if self.first_day < self.last_day else Status.TODAY

    def days_to_go(self, as_of: date) -> int | None:
        """Days from `as_of` until it begins (a deadline: until it ends); below 0 when past.

        None where that end is not known to the day.
        """
        counted = self.when.end if self.kind is OccasionKind.DEADLINE else self.when.start
        if counted is None or counted.precision < Precision.DAY:
            return None
        return (counted.day - as_of).days


@dataclass(frozen=True, slots=True)
class Agenda:
    """How the occasions of a process stand on the day `as_of`.

    `past`, `under_way` and `ahead` hold every occasion once, each from the earliest on;
    `under_way` has those of that very day, too. What was cancelled stays where its date puts it.
    """

    as_of: date
    past: tuple[Occasion, ...]
    under_way: tuple[Occasion, ...]
    ahead: tuple[Occasion, ...]
    culmination: Occasion | None
    """What the whole process leads up to, whether ahead or past."""
    adopted: Draft | None
    """What came out of it, once the culmination is past and the text is out."""

    @property
    def culminated(self) -> bool:
        """Whether what the process leads up to is past; also where no such thing is named."""
        return self.culmination is None or self.culmination.status(self.as_of) is Status.PAST

    @property
    def next(self) -> Occasion | None:
        """What to lead with: the culmination until it is past, then the nearest thing ahead.

        The nearest thing ahead is one with a day, where there is any; nothing that is cancelled.
        """
        if self.culmination and not self.culminated and not self.culmination.is_off:
            return self.culmination
        return next(iter((*self._with_day, *self._without_day)), None)

    @property
    def days_to_next(self) -> int | None:
        """Days until `next`; 0 on its first day, below 0 while it is under way. None: unknown."""
        return self.next.days_to_go(self.as_of) if self.next else None

    @property
    def coming_up(self) -> tuple[Occasion, ...]:
        """What is ahead with a day and not cancelled, but for `next`."""
        return tuple(o for o in self._with_day if o is not self.next)

    @property
    def open(self) -> tuple[Occasion, ...]:
        """What is ahead without a day (a month, a year, an unknown end), but for `next`.

        The current year is left out: whether its day is past or to come is not known.
        """
        return tuple(o for o in self._without_day if o is not self.next)

    @property
    def _with_day(self) -> tuple[Occasion, ...]:
        return tuple(o for o in self.ahead if o.is_dated and not o.is_off)

    @property
    def _without_day(self) -> tuple[Occasion, ...]:
        return tuple(o for o in self.ahead if not o.is_dated and not self._is_idle(o))

    def _is_idle(self, occasion: Occasion) -> bool:
        only_year = occasion.when.precision is Precision.YEAR
        return occasion.is_off or (only_year and occasion.first_day <= self.as_of)


def occasions(process: Process) -> tuple[Occasion, ...]:
    """Every dated thing of a process, from the earliest on (see `in_order`)."""
    found = (_occasion(record, *dated) for record in process for dated in announcements(record))
    return tuple(sorted(found, key=in_order))


def in_order(occasion: Occasion) -> tuple[date, datetime, date, str]:
    """Sorts by first day; within a day whole days first, then by instant; the id settles ties."""
    span = occasion.span
    instant = span.utc.start if span else datetime.min.replace(tzinfo=UTC)
    return (occasion.first_day, instant, occasion.last_day, occasion.id)


def agenda(process: Process, as_of: date) -> Agenda:
    """How the occasions of `process` stand on the day `as_of`."""
    everything = occasions(process)
    culmination = _culmination(process, everything)
    return Agenda(
        as_of=as_of,
        past=_of(everything, as_of, Status.PAST),
        under_way=_of(everything, as_of, Status.TODAY, Status.UNDER_WAY),
        ahead=_of(everything, as_of, Status.AHEAD),
        culmination=culmination,
        adopted=_adopted(process, culmination, as_of),
    )


def _of(everything: tuple[Occasion, ...], as_of: date, *status: Status) -> tuple[Occasion, ...]:
    return tuple(o for o in everything if o.status(as_of) in status)


def _culmination(process: Process, everything: tuple[Occasion, ...]) -> Occasion | None:
    ref = process.profile.culmination
    return next((o for o in everything if o.record.ref == ref and not o.is_derived), None)


def _adopted(process: Process, culmination: Occasion | None, as_of: date) -> Draft | None:
    outcome = process.profile.outcome
    if outcome is None or (culmination and culmination.status(as_of) is not Status.PAST):
        return None
    draft = process.find(Draft, outcome)
    return draft if draft.ledger.standing.when.first_day <= as_of else None


# --- records into occasions ----------------------------------------------------------------

BEFORE_TITLE: dict[Loc, str] = {
    (): "",
    ("registration", "closes"): "Registration closes: ",
    ("endorsement", "closes"): "Endorsement closes: ",
}
"""What goes before the record's title, for each dated part."""


def _occasion(record: Record, loc: Loc, announcement: Announcement) -> Occasion:
    assert isinstance(record, Dated)
    # The closing of a registration has no place; the consultation itself has.
    meeting = record if isinstance(record, Milestone | Consultation) and not loc else None
    return Occasion(
        id=record.id + EVENT_SUFFIX[loc],
        title=BEFORE_TITLE[loc] + record.title,
        kind=OccasionKind.DEADLINE if loc else _kind(record),
        record=record,
        loc=loc,
        announcement=announcement,
        ledger=announcement.ledger,
        stage=record.stage,
        modality=meeting.modality if meeting else None,
        venue=meeting.venue if meeting else None,
    )


def _kind(record: Dated) -> OccasionKind:
    if isinstance(record, Milestone):
        return OccasionKind(record.kind.value)
    if isinstance(record, Consultation):
        return OccasionKind.CONSULTATION
    return OccasionKind.PUBLICATION
