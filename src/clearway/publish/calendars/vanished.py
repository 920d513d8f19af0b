"""Events that were in a calendar once and have no day any more.

A program that has an event keeps it until it reads that it is cancelled: what simply goes leaves
its old day in people's calendars.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clearway.errors import DateError
from clearway.history.event_states import EventState
from clearway.history.revisions import Revisions
from clearway.insight.agenda.occasions import Occasion, OccasionKind, dated_title
from clearway.records.dates.recurrence import REPEATS
from clearway.records.dates.when import Span, When, place_in, read_when
from clearway.records.fields import Text
from clearway.records.fields.dates import zones
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.milestone import Milestone
from clearway.records.reading.positions import Value
from clearway.records.references import SESSIONS


@dataclass(frozen=True, slots=True)
class Vanished:
    """An event as a calendar last showed it.

    `ids` are those under which its own feed was, `now` is what the record says of it today, where
    it is still there.
    """

    key: str
    ids: tuple[str, ...]
    title: str
    kind: OccasionKind
    when: When
    span: Span | None
    stage: str | None
    topics: tuple[str, ...]
    now: Occasion | None
    record_kind: str = ""
    """The kind of the record that is gone; empty where it is still there, or a part of it went."""


def vanished(revisions: Revisions, occasions: Sequence[Occasion]) -> tuple[Vanished, ...]:
    """What calendars showed and the records have no day for any more, in the order of its keys."""
    return tuple(_vanished(revisions, {occasion.key: occasion for occasion in occasions}))


def _vanished(revisions: Revisions, known: Mapping[str, Occasion]) -> Iterator[Vanished]:
    shown = {key for key, occasion in known.items() if occasion.place}
    taken = {id for key in shown for id in known[key].ids}
    for key, history in sorted(revisions.events.items()):
        state, now = history.state, known.get(key)
        # What is there and not shown is not known yet on the day that the site speaks of.
        is_unknown = now is None and state is not None and state.has_place
        if history.last is None or key in shown or is_unknown:
            continue
        found = _read(key, history.last, now)
        if found is not None and taken.isdisjoint(found.ids):
            yield found


def _read(key: str, state: EventState, now: Occasion | None) -> Vanished | None:
    """An event from the fields of its record; None where its dates cannot be read any more."""
    fields, said = state.fields, state.significant
    try:
        when = read_when(said.start if said.start == said.end else f"{said.start}/{said.end}")
        if when.has_time and said.zone not in zones():
            return None
        span = place_in(when, said.zone) if when.has_time else None
    except DateError:
        return None
    first_id = str(next(iter(_texts(fields.get("was"))), fields["id"]))
    suffix = key.removeprefix(first_id)
    is_session = state.loc[:1] == (SESSIONS,)
    is_own = not state.loc or is_session
    kind = _kind(state.kind, fields.get("kind")) if is_own else OccasionKind.DEADLINE
    stage = fields.get("stage")
    session = _session_title(fields, suffix) if is_session else None
    return Vanished(
        key=key,
        ids=tuple(id + suffix for id in (str(fields["id"]), *_texts(fields.get("was")))),
        title=dated_title(_title(fields.get("title")), state.loc, session),
        kind=kind,
        when=when,
        span=span,
        stage=stage if isinstance(stage, str) else None,
        topics=_texts(fields.get("topics")),
        now=now,
        record_kind=state.kind if now is None and not state.loc else "",
    )


def _kind(of_record: str, of_milestone: Value | None) -> OccasionKind:
    if of_record == Milestone.KIND and of_milestone in list(OccasionKind):
        return OccasionKind(str(of_milestone))
    if of_record == Consultation.KIND:
        return OccasionKind.CONSULTATION
    return OccasionKind.PUBLICATION


def _session_title(fields: Mapping[str, Value], suffix: str) -> str | None:
    sessions = fields.get(SESSIONS)
    for session in sessions if isinstance(sessions, list) else [sessions]:
        if isinstance(session, dict) and f"-{session.get('id')}" == suffix and "title" in session:
            return _title(session["title"])
    # A time of a rule has its day for a name, which need not be said beside its date.
    return "" if REPEATS in fields else None


def _title(value: Value | None) -> str:
    try:
        return Text.read(value)
    except ValueError:
        return "A date without a title"


def _texts(value: Value | None) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in values if isinstance(text, str) and text)
