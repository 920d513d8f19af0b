"""What is dated: every occasion of a process, with where it stands on a day.

An occasion is one dated thing: a milestone, a consultation, the publication of a draft or of a
statement, the closing of a registration or of an endorsement. Pages, feeds and exports all take
their dates from here. Days are those of the occasion's own place: a session at 20:00 in New York
on 9 June is on 9 June, though it is 10 June in Geneva by then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from clearway.language import N_, gettext
from clearway.records.dates.calendar_place import CalendarPlace, calendar_place
from clearway.records.dates.ledger import Announcement, Evidence, Ledger, Reading
from clearway.records.dates.when import Precision, Span, When
from clearway.records.kinds.commitment import Promise
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.parts import Modality, Session, Venue, is_time_of_rule
from clearway.records.kinds.statement import Statement
from clearway.records.model import Process
from clearway.records.reading.positions import Loc
from clearway.records.record import Record
from clearway.records.references import SESSIONS, announcements, event_suffix

Dated = Milestone | Consultation | Draft | Statement | Promise
"""The kinds of record that have dates of their own."""


class OccasionKind(StrEnum):
    CONSULTATION = "consultation"
    DEADLINE = "deadline"
    MEETING = "meeting"
    NEGOTIATION = "negotiation"
    PUBLICATION = "publication"
    DECISION = "decision"
    SILENCE_PROCEDURE = "silence-procedure"
    ENTRY_INTO_FORCE = "entry-into-force"

    @property
    def is_deadline(self) -> bool:
        """Whether its last day is the one that counts."""
        return self in (OccasionKind.DEADLINE, OccasionKind.SILENCE_PROCEDURE)

    @property
    def is_attended(self) -> bool:
        """Whether people come to it, so that one asks how."""
        return self in (OccasionKind.CONSULTATION, OccasionKind.MEETING, OccasionKind.NEGOTIATION)


class Status(StrEnum):
    PAST = "past"
    TODAY = "today"
    """That is its only day, or its last one."""
    UNDER_WAY = "under way"
    AHEAD = "ahead"


def status_on(when: When, as_of: date) -> Status:
    """Where a date stands on a day, by itself: a month is ahead until it is over.

    >>> from clearway.records.dates.when import read_when
    >>> str(status_on(read_when("2025-12-16/2025-12-17"), date(2025, 12, 16)))
    'under way'
    >>> str(status_on(read_when("2025-12-16/2025-12-17"), date(2025, 12, 17)))
    'today'
    """
    if when.last_day < as_of:
        return Status.PAST
    start, end = when.start, when.end or when.start
    if end is not None and end.precision >= Precision.DAY and end.day == as_of:
        return Status.TODAY
    only_roughly = not when.is_span and when.precision < Precision.DAY
    if start is None or only_roughly or start.last_day > as_of:
        return Status.AHEAD
    return Status.UNDER_WAY


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
    also_at: tuple[Venue, ...] = ()
    """Further places at the same time."""
    stage_end: date | None = None
    """Of one without a date: the last day of what is dated in its stage, after which it stands."""
    is_out: bool = False
    """Whether it is the publication of a draft that was known otherwise, or adopted, without it."""

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
        if isinstance(self.record, Milestone | Consultation | Promise):
            return self.record.topics
        return ()

    @property
    def place(self) -> CalendarPlace | None:
        """Where it is put into a calendar; None where no day of it was ever known."""
        return calendar_place(self.shown.when, is_deadline=self.kind.is_deadline)

    @property
    def shown(self) -> Reading:
        """The date under which a calendar has it: of what was postponed the one that it had."""
        postponed = self.ledger.postponed
        return postponed.before if postponed else self.standing

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
    def has_room(self) -> bool:
        """Whether the place of its record is its own, too; that of a registration's end is not."""
        return not self.is_derived or self.session is not None

    @property
    def stream(self) -> str | None:
        """Where it can be watched live, as far as its record says."""
        own = self.session.stream if self.session else None
        return own or getattr(self.record, "stream", None)

    @property
    def session(self) -> Session | None:
        """The session of a meeting that it is, where it is one."""
        return self.announcement if isinstance(self.announcement, Session) else None

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

        A month or a year is ahead until it is over, for the day within it may yet come, and what
        has no date is ahead, unless something says that it happened. Something whose end is not
        known is past once the last day that is named is past.
        """
        found = status_on(self.when, as_of)
        may_be_past = self.when.is_unknown or self.first_day <= as_of
        if found is Status.AHEAD and may_be_past and self.is_seen_to_have_happened:
            return Status.PAST
        return found

    @property
    def is_seen_to_have_happened(self) -> bool:
        """Whether the record says that it happened, even where it does not say on which day.

        Of a meeting that is what comes out of it, such as a recording. Of a publication or decision
        it is `evidence: seen` or `weak`, written in so many words: a source alone may announce it.
        """
        if self.is_out:
            return True
        if self.is_off or self.is_derived:
            return False
        record = self.record
        if isinstance(record, Consultation | Milestone) and _has_outcome(record):
            return True
        made = (
            OccasionKind.PUBLICATION,
            OccasionKind.DECISION,
            OccasionKind.ENTRY_INTO_FORCE,
        )
        is_said = "evidence" in self.announcement.model_fields_set
        seen = (Evidence.SEEN, Evidence.WEAK)
        return self.kind in made and is_said and self.evidence in seen

    def days_to_go(self, as_of: date) -> int | None:
        """Days from `as_of` until it begins (a deadline: until it ends); below 0 when past.

        None where that end is not known to the day.
        """
        counted = self.when.end if self.kind.is_deadline else self.when.start
        if counted is None or counted.precision < Precision.DAY:
            return None
        return (counted.day - as_of).days


def occasions(process: Process) -> tuple[Occasion, ...]:
    """Every dated thing of a process, from the earliest on (see `in_order`)."""
    found = [
        replace(_occasion(record, *dated), is_out=_is_out(process, record))
        for record in process
        for dated in announcements(record)
    ]
    ends: dict[str | None, date] = {}
    for occasion in found:
        if not occasion.when.is_unknown:
            ends[occasion.stage] = max(occasion.last_day, ends.get(occasion.stage, date.min))
    placed = (
        replace(o, stage_end=ends.get(o.stage)) if o.when.is_unknown and o.stage else o
        for o in found
    )
    return tuple(sorted(placed, key=in_order))


def _is_out(process: Process, record: Record) -> bool:
    """Whether it is a draft that is out, though no day of its publication is known."""
    if not isinstance(record, Draft) or not record.ledger.standing.when.is_unknown:
        return False
    return not process.first_date(record).when.is_unknown


def in_order(occasion: Occasion) -> tuple[date, datetime, date, str]:
    """Sorts by first day; within a day whole days first, then by instant; the id settles ties.

    What has no date comes last in its stage.
    """
    if occasion.when.is_unknown:
        last = datetime.max.replace(tzinfo=UTC)
        return (occasion.stage_end or date.max, last, date.max, occasion.id)
    span = occasion.span
    instant = span.utc.start if span else datetime.min.replace(tzinfo=UTC)
    return (occasion.first_day, instant, occasion.last_day, occasion.id)


def _has_outcome(record: Consultation | Milestone) -> bool:
    """Whether there is something that only comes out of a meeting that took place."""
    kept = [record.recording]
    if isinstance(record, Consultation):
        kept.append(record.transcript)
        if record.speakers or record.participants:
            return True
    return any(address and address != "none" for address in kept)


# --- records into occasions ----------------------------------------------------------------

_OF_TITLE: dict[Loc, str] = {
    (): "{title}",
    ("registration", "closes"): N_("Registration closes: {title}"),
    ("endorsement", "closes"): N_("Endorsement closes: {title}"),
    ("due",): N_("Due: {title}"),
}


def dated_title(title: str, loc: Loc, session: str | None = None) -> str:
    """What a dated part of a record is called, by the record's title and the session's own.

    A time of a meeting that comes again has '' for a title: it is called as the meeting.

    >>> dated_title("Hearing", ("registration", "closes"))
    'Registration closes: Hearing'
    >>> dated_title("Hearing", (SESSIONS, 1)), dated_title("Hearing", (SESSIONS, 0), "Morning")
    ('Hearing, session 2', 'Hearing: Morning')
    """
    if session == "":
        return title
    if loc[:1] == (SESSIONS,):
        if session:
            return f"{title}: {session}"
        return gettext("{title}, session {number}").format(title=title, number=int(loc[1]) + 1)
    return gettext(_OF_TITLE[loc]).format(title=title)


def _occasion(record: Record, loc: Loc, announcement: Announcement) -> Occasion:
    assert isinstance(record, Dated)
    session = announcement if isinstance(announcement, Session) else None
    is_own = not loc or session is not None
    # The closing of a registration has no place; the consultation itself has.
    meeting = record if isinstance(record, Milestone | Consultation) and is_own else None
    own: str | None = session.title if session else None
    if session and meeting and own is None and is_time_of_rule(meeting.repeats, session):
        own = ""
    return Occasion(
        id=record.id + event_suffix(loc, announcement),
        title=dated_title(record.title, loc, own) if loc else record.title,
        kind=_kind(record) if is_own else OccasionKind.DEADLINE,
        record=record,
        loc=loc,
        announcement=announcement,
        ledger=announcement.ledger,
        stage=record.stage,
        modality=(session and session.modality) or (meeting.modality if meeting else None),
        venue=(session and session.venue) or (meeting.venue if meeting else None),
        also_at=meeting.also_at if meeting and not (session and session.venue) else (),
    )


def _kind(record: Dated) -> OccasionKind:
    if isinstance(record, Milestone):
        return OccasionKind(record.kind.value)
    if isinstance(record, Consultation):
        return OccasionKind.CONSULTATION
    return OccasionKind.PUBLICATION
