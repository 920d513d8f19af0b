"""Records without their references to what is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from clearway.insight.knowledge.days import ALWAYS, Days
from clearway.records.dates.ledger import Announcement, Evidence, Expectation, Reading
from clearway.records.fields import Consistent, Part, RefTo, RefToAny, Source, Text
from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.ask import Ask, Treatment
from clearway.records.kinds.commitment import Commitment, Fulfilment, Promise
from clearway.records.kinds.consultation import Consultation, Summary
from clearway.records.kinds.draft import Completeness, Draft, Thread, Translation
from clearway.records.kinds.engagement import Engagement, GovernmentPosition
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.process import Profile, RoleHolder
from clearway.records.kinds.statement import Endorsement, Statement
from clearway.records.kinds.submission import Submission
from clearway.records.kinds.version import Version
from clearway.records.reading.refusals import part_in
from clearway.records.record import DatedRecord, Record
from clearway.records.references import marks_of

# --- One record as it could have been known on a day, by the dates that it has itself


R = TypeVar("R", bound=Record)
A = TypeVar("A", bound=Announcement)

_TOLD_AFTERWARDS: dict[type[Record], tuple[str, ...]] = {
    Milestone: ("description", "recording", "documents", "contested", "note"),
    Consultation: (
        *("present", "speakers", "participants", "recording", "transcript", "documents"),
        *("contested", "note"),
    ),
    Draft: (
        *("symbol", "description", "dated", "official_copy", "languages", "marked_copy"),
        *("synthesis", "documents", "outline", "concordance", "note"),
    ),
    Statement: (
        *("description", "documents", "snapshot", "support", "unnamed"),
        *("note", "versions"),
    ),
}
"""What a record does not say before its date has come."""


def as_it_was(record: Record, day: date, days: Days) -> Record | None:
    """The record by the end of that day; None where it could not have been known."""
    match record:
        case DatedRecord():
            return _dated(record, day, days)
        case Ask():
            return _ask(record, day, days)
        case Thread():
            return _thread(record, day, days)
        case Commitment():
            return _commitment(record, day, days)
        case Promise():
            return _promise(record, day, days)
        case Endorsement():
            return _endorsement(record, day, days)
        case Annotation():
            told = max(days.of_draft(record.draft), days.by_sources(record.source) or ALWAYS)
            return record if told <= day else None
        case Translation():
            return record if days.of_draft(record.draft) <= day else None
        case Submission() | GovernmentPosition():
            draft = days.of_draft(record.draft) if record.draft else ALWAYS
            return record if (days.told(record) or draft) <= day else None
        case Version():
            return record if record.as_of <= day else None
        case Summary() | Engagement():
            return record if (days.told(record) or ALWAYS) <= day else None
        case _:
            return record


def _dated(record: DatedRecord, day: date, days: Days) -> DatedRecord | None:
    if isinstance(record, Draft):
        return _draft(record, day, days)
    known = _announced(record, days.first(record), day, days)
    if known is None:
        return None
    if record.ledger.standing.when.last_day > day:
        known = _ahead(known)
    match known:
        case Milestone():
            return _with_sessions(_with_silence(known, day, days), day, days)
        case Consultation():
            return _consultation(_with_sessions(known, day, days), day, days)
        case Statement():
            return _statement(known, day, days)
        case _:
            return known


def _announced(announcement: A, first: date, day: date, days: Days) -> A | None:
    """The dates as they had been announced; None where none had."""
    ledger = announcement.ledger
    known = [told <= day for told in days.readings(ledger, first)]
    if not known[0]:
        return None
    changed: dict[str, Any] = {}
    if announcement.dates:
        changed["dates"] = announcement.dates[: sum(known[: len(announcement.dates)])]
    changed["disputed"] = tuple(
        reading
        for reading in ledger.disputed
        if _disputed(reading, ledger.standing, announcement) <= day
    )
    changed["expected"] = tuple(e for e in ledger.expected if _expected(e, days) <= day)
    if announcement.cancelled and announcement.cancelled.date.last_day > day:
        changed["cancelled"] = None
    return announcement.but(**changed)


def _expected(expectation: Expectation, days: Days) -> date:
    """When it was known what somebody expected."""
    if expectation.announced:
        return expectation.announced.last_day
    return min(expectation.when.last_day, days.by_sources(expectation.source) or date.max)


def _disputed(reading: Reading, standing: Reading, announcement: Announcement) -> date:
    """When it was known that a source has another date."""
    if reading.announced:
        return reading.announced.last_day
    return max(reading.when.last_day, standing.when.last_day)


def _ahead(record: R) -> R:
    """A record of which only the announcement is known."""
    names = _TOLD_AFTERWARDS[type(record)]
    changed = {name: type(record).model_fields[name].default for name in names}
    if isinstance(record, Draft | Statement):
        # A day that was only expected may come without the text.
        changed |= {"text": Completeness.NONE, "evidence": Evidence.PLANNED}
    return _silent(record.but(**changed))


def _silent(record: R) -> R:
    """The record without the text after its fields."""
    copy = record.model_copy()
    copy._origin = replace(record.origin, body="")
    return copy


M = TypeVar("M", Milestone, Consultation)


def _with_sessions(record: M, day: date, days: Days) -> M:
    """The meeting with the sessions that had been announced."""
    found = (
        _announced(session, days.first_of_session(session), day, days)
        for session in record.sessions
    )
    return record.but(sessions=tuple(session for session in found if session))


def _with_silence(record: Milestone, day: date, days: Days) -> Milestone:
    """The milestone with what was known of its silence: what came of it by its sources, or then."""
    silence = record.silence
    if silence is None or record.ledger.standing.when.last_day <= day:
        return record
    told = days.by_sources(silence.source)
    if told and told <= day:
        return record
    return record.but(silence=silence.but(result=None, broken_by=(), source=()))


def _consultation(record: Consultation, day: date, days: Days) -> Consultation:
    registration = record.registration
    if registration is None or registration.closes is None:
        return record
    closes = _announced(registration.closes, ALWAYS, day, days)
    return record.but(registration=registration.but(closes=closes))


def _draft(record: Draft, day: date, days: Days) -> Draft | None:
    """The draft as it was known when the day ended: its text from the earliest of its dates on."""
    known = _announced(record, days.first(record), day, days)
    is_out = days.of_draft(record.id) <= day
    if known is None:
        if not is_out:
            return None
        known = record.but(**_NO_DATES)
    if not is_out:
        known = _ahead(known)
    elif day < record.ledger.standing.when.last_day < date.max:
        # The text was known before it was published.
        unpublished = dict.fromkeys(("official_copy", "marked_copy", "synthesis"))
        known = known.but(evidence=Evidence.PLANNED, **unpublished)
    changed: dict[str, Any] = {}
    if record.known_otherwise and record.known_otherwise.when.last_day > day:
        changed["known_otherwise"] = None
    decision = days.process.adoption(record)
    if decision is None or decision.ledger.standing.when.last_day > day:
        changed |= {"adopted": False, "adopted_by": None}
    held = tuple(entry for entry in known.outline if days.rests_on(entry.source) <= day)
    return known.but(**changed, outline=held)


_NO_DATES: dict[str, Any] = {
    name: Announcement.model_fields[name].default
    for name in ("when", "zone", "printed", "announced", "dates")
}
"""The dates of something of which none is known."""


def _statement(record: Statement, day: date, days: Days) -> Statement:
    changed: dict[str, Any] = {
        "support": tuple(s for s in record.support if not s.when or s.when.last_day <= day)
    }
    unnamed = record.unnamed
    if unnamed and unnamed.when and unnamed.when.last_day > day:
        changed["unnamed"] = None
    period = record.endorsement
    if period and period.closes:
        closes = _announced(period.closes, ALWAYS, day, days)
        changed["endorsement"] = period.but(closes=closes)
    versions = tuple(v for v in record.versions if not v.date or v.date.last_day <= day)
    if len(versions) == len(record.versions):
        return record.but(**changed)
    # The text that is held is that of the last version.
    return _silent(record.but(**changed, versions=versions, text=Completeness.NONE))


def _ask(ask: Ask, day: date, days: Days) -> Ask:
    changed: dict[str, Any] = {
        "fates": tuple(fate for fate in ask.fates if _treated(fate, days) <= day)
    }
    if any((days.of_ref(ref) or ALWAYS) > day for ref in ask.raised):
        # Which of the groups had spoken by then is not recorded.
        changed["groups"] = ()
    if day < days.end:
        changed["note"] = ()
    return ask.but(**changed)


def _treated(fate: Treatment, days: Days) -> date:
    """When it could be known what a draft does with an ask."""
    seen = days.rests_on(fate.evidence.source) if fate.evidence else ALWAYS
    return max(days.of_draft(fate.draft), seen)


def _thread(thread: Thread, day: date, days: Days) -> Thread | None:
    places = tuple(
        place for place in thread.places if days.of_draft(place.partition("#")[0]) <= day
    )
    return thread.but(places=places) if places else None


def _commitment(commitment: Commitment, day: date, days: Days) -> Commitment:
    if day >= days.end:
        return commitment
    # What an editor answers is an open question until then: without it, a point could seem met.
    open_ = commitment.judgement and commitment.judgement.but(
        verdict=Fulfilment.UNKNOWN, evidence=()
    )
    return commitment.but(judgement=open_, settled_by=None, note=())


def _promise(promise: Promise, day: date, days: Days) -> Promise | None:
    made = days.of_ref(promise.made) or ALWAYS
    if promise.promised:
        made = promise.promised.last_day
    if made > day:
        return None
    changed: dict[str, Any] = {"note": ()} if day < days.end else {}
    if promise.due:
        changed["due"] = _announced(promise.due, made, day, days)
    result = promise.result
    if result:
        seen = result.when.last_day if result.when else days.rests_on(result.source)
        changed["result"] = result if seen <= day else None
    return promise.but(**changed)


def profile_then(profile: Profile, day: date, days: Days) -> Profile:
    """The process itself with the roles that were known by then."""
    return profile.but(roles=tuple(r for r in profile.roles if _begun(r, days) <= day))


def _begun(holder: RoleHolder, days: Days) -> date:
    """When it could be known who has a role: when it begins, or is told before."""
    told = days.by_sources(holder.source)
    if holder.when is None:
        return told or ALWAYS
    return min(holder.when.first_day, told or date.max)


def _endorsement(endorsement: Endorsement, day: date, days: Days) -> Endorsement | None:
    own = endorsement.date.last_day if endorsement.date else days.by_sources(endorsement.source)
    told = own or days.of_ref(f"{Statement.KIND}:{endorsement.statement}") or ALWAYS
    if told > day:
        return None
    gone = endorsement.withdrawn
    if gone and gone.date.last_day > day:
        return endorsement.but(withdrawn=None)
    return endorsement


# --- Records without their references to what is not there


Titles = Mapping[str, Text]
"""Records that are not there, by `kind:id`, and what each is called."""

P = TypeVar("P", bound=Part)


def without(part: P, absent: Titles, day: date) -> P | None:
    """A record, or a part of one, that refers to nothing absent; None where it must.

    An optional reference is left out, so is an entry of a list; a list that must hold something
    and a field that must be given cannot do without. Of several sources those are left out that
    are absent or dated after `day`; where no other is left, they stay, with the title of what they
    name: today's editors know the fact from them.
    """
    if isinstance(part, Source):
        title = absent.get(part.ref or "")
        return part if title is None else part.but(ref=None, title=part.title or title)
    changed: dict[str, Any] = {}
    for name in _fields_with_references(type(part)):
        value = getattr(part, name)
        kept = _kept(value, marks_of(type(part), name), absent, day)
        if kept is value:
            continue
        if kept in (None, ()) and type(part).model_fields[name].is_required():
            return None
        changed[name] = kept
    if not changed:
        return part
    found = part.but(**changed)
    return found if _agrees(found) else None


def _kept(value: Any, marks: tuple[RefTo | RefToAny, ...], absent: Titles, day: date) -> Any:
    """The value itself where nothing of it is absent."""
    if isinstance(value, tuple):
        then = tuple(item for item in value if not _is_later(item, absent, day)) or value
        kept = tuple(_kept(item, marks, absent, day) for item in then)
        if len(kept) < len(value):
            return tuple(item for item in kept if item is not None)
        if all(new is old for new, old in zip(kept, value, strict=True)):
            return value
        return tuple(item for item in kept if item is not None)
    if isinstance(value, Part):
        return without(value, absent, day)
    if isinstance(value, str) and any(_ref(mark, value) in absent for mark in marks):
        return None
    return value


def _is_later(item: Any, absent: Titles, day: date) -> bool:
    if not isinstance(item, Source):
        return False
    return item.ref in absent or (item.date is not None and item.date.last_day > day)


def _ref(mark: RefTo | RefToAny, value: str) -> str:
    """The `kind:id` that a reference names; what follows '#' is a part of that record."""
    return f"{mark.kind}:{value}" if isinstance(mark, RefTo) else value.partition("#")[0]


def _agrees(part: Part) -> bool:
    """Whether a part still has what its other fields need."""
    if not isinstance(part, Consistent):
        return True
    return not any(part.disagreements({n: getattr(part, n) for n in part.model_fields_set}))


@cache
def _fields_with_references(model: type[Part]) -> tuple[str, ...]:
    return tuple(
        name
        for name, info in model.model_fields.items()
        if marks_of(model, name) or _leads_on(part_in(info.annotation))
    )


def _leads_on(model: type[Part] | None) -> bool:
    return model is not None and bool(_fields_with_references(model))
