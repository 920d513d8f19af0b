"""schema.org in JSON-LD: what a page says, for machines that read the web."""

from __future__ import annotations

from typing import Any

from clearway.publish import formatting
from clearway.publish.page import Site, address
from clearway.records.dates.ledger import Ledger, Reading
from clearway.records.dates.when import Precision
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.parts import Modality, Session, Venue
from clearway.records.kinds.statement import Statement
from clearway.records.kinds.submission import Submission
from clearway.records.model import Process
from clearway.records.record import Record

_ATTENDANCE = {
    Modality.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    Modality.VIRTUAL: "https://schema.org/OnlineEventAttendanceMode",
    Modality.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def structured(process: Process, site: Site, record: Record) -> dict[str, Any]:
    """The schema.org description of a record's page; only what is known is in it."""
    described: dict[str, Any]
    if isinstance(record, Consultation | Milestone):
        described = _event(process, record)
    elif isinstance(record, Organisation):
        described = _organisation(record)
    elif isinstance(record, Draft | Statement | Submission):
        described = _article(process, record)
    else:
        described = {"@type": "Article", "headline": str(getattr(record, "title", record.id))}
    return {
        "@context": "https://schema.org",
        **described,
        "url": site.absolute(address(record)),
        "identifier": record.id,
    }


def _event(process: Process, record: Consultation | Milestone) -> dict[str, Any]:
    ledger = record.ledger
    description = record.body if isinstance(record, Consultation) else record.description
    return _known(
        {
            "@type": "Event",
            "name": str(record.title),
            "description": str(description) if description else None,
            "startDate": _start(ledger.standing),
            "endDate": _end(ledger.standing),
            "previousStartDate": _previous(ledger),
            "eventStatus": _status(ledger),
            "eventAttendanceMode": _ATTENDANCE[record.modality] if record.modality else None,
            "location": _places(record),
            "organizer": _organizer(process, record),
            "subEvent": [_session(record, session) for session in record.sessions],
            "inLanguage": list(getattr(record, "languages", ())),
            "sameAs": [s.url for s in record.source if s.url],
        }
    )


def _session(record: Consultation | Milestone, session: Session) -> dict[str, Any]:
    return _known(
        {
            "@type": "Event",
            "name": str(session.title or record.title),
            "startDate": _start(session.ledger.standing),
            "endDate": _end(session.ledger.standing),
            "eventStatus": _status(session.ledger),
            "location": _place(session.venue) if session.venue else None,
        }
    )


def _status(ledger: Ledger) -> str:
    if ledger.cancelled:
        return "https://schema.org/EventCancelled"
    if ledger.postponed:
        return "https://schema.org/EventPostponed"
    return f"https://schema.org/{'EventRescheduled' if ledger.moves else 'EventScheduled'}"


def _previous(ledger: Ledger) -> list[str]:
    """The dates that it had before and does not have any more."""
    before = (_start(s.before) for s in ledger.transitions if s.before.when != s.now.when)
    now = _start(ledger.standing)
    return [date for date in dict.fromkeys(before) if date and date != now]


def _places(record: Consultation | Milestone) -> list[dict[str, Any]]:
    places = [_place(record.venue)] if record.venue else []
    online = getattr(record, "join", None) or record.stream
    if record.modality in (Modality.VIRTUAL, Modality.HYBRID):
        url = online if online and online != "none" else None
        places.append(_known({"@type": "VirtualLocation", "url": url}))
    return places


def _place(venue: Venue) -> dict[str, Any]:
    address_ = _known({"addressLocality": venue.city, "addressCountry": venue.country})
    return _known(
        {
            "@type": "Place",
            "name": venue.name or venue.city,
            "address": {"@type": "PostalAddress", **address_} if address_ else None,
        }
    )


def _organizer(process: Process, record: Consultation | Milestone) -> list[dict[str, str]]:
    convenors = record.convenor if isinstance(record.convenor, tuple) else (record.convenor,)
    return [{"@type": "Organization", "name": str(name)} for name in convenors if name]


def _organisation(record: Organisation) -> dict[str, Any]:
    country = {"@type": "PostalAddress", "addressCountry": record.country}
    return _known(
        {
            "@type": "Organization",
            "name": record.name,
            "alternateName": [*record.acronyms, *map(str, record.other_names)],
            "sameAs": record.url,
            "address": country if record.country else None,
        }
    )


def _article(process: Process, record: Draft | Statement | Submission) -> dict[str, Any]:
    """Of a draft `datePublished` is its official publication, which it may not have had yet."""
    draft: dict[str, Any] = {}
    if isinstance(record, Draft):
        published = _start(record.ledger.standing) if record.is_published else None
        decision = process.adoption(record)
        draft = {
            "dateCreated": _start(record.dated) if record.dated else None,
            "creativeWorkStatus": _work_status(record, decision),
        }
    elif isinstance(record, Statement):
        published = _start(record.ledger.standing)
    else:
        published = str(record.date) if record.date and record.date.to_the_day else None
    return _known(
        {
            "@type": "Article",
            "headline": str(record.title),
            "datePublished": published,
            **draft,
            "isBasedOn": [link.url for link in record.documents],
        }
    )


def _work_status(draft: Draft, decision: Milestone | None) -> str | None:
    """'Adopted on 2024-06-03', 'Published', 'Known otherwise, not published'."""
    if decision:
        when = decision.ledger.standing.when
        return f"Adopted on {when.last_day.isoformat()}" if when.to_the_day else "Adopted"
    if draft.is_published:
        return "Published"
    return "Known otherwise, not published" if draft.known_otherwise else None


def _start(reading: Reading) -> str | None:
    if reading.span:
        return reading.span.start.isoformat(timespec="minutes")
    return formatting.machine(reading) or None


def _end(reading: Reading) -> str | None:
    if reading.span:
        return reading.span.end.isoformat(timespec="minutes")
    end = reading.when.end
    return end.day.isoformat() if end and end.precision is Precision.DAY else None


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known or empty."""
    return {name: value for name, value in fields.items() if value not in (None, [], "", {})}
