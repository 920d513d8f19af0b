"""schema.org in JSON-LD: what a page says, for machines that read the web."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clearway.publish.page import Site, address
from clearway.publish.render import plain_text
from clearway.records.dates.ledger import Ledger, Reading
from clearway.records.dates.when import Precision
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone, MilestoneKind
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


CONTEXT = "https://schema.org"


def structured(process: Process, site: Site, record: Record) -> dict[str, Any]:
    """The schema.org description of a record's page; only what is known is in it."""
    described: dict[str, Any]
    if isinstance(record, Milestone) and record.kind is MilestoneKind.PUBLICATION:
        described = _publication(record)
    elif isinstance(record, Consultation | Milestone):
        described = _event(process, record)
    elif isinstance(record, Organisation):
        described = _organisation(record)
    elif isinstance(record, Draft | Statement | Submission):
        described = _article(process, record)
    else:
        described = {"@type": "Article", "headline": str(getattr(record, "title", record.id))}
    return {
        "@context": CONTEXT,
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
            "description": plain_text(description) if description else None,
            "startDate": _start(ledger.standing),
            "endDate": _end(ledger.standing),
            "previousStartDate": _previous(ledger),
            "eventStatus": _status(ledger),
            "eventAttendanceMode": _ATTENDANCE[record.modality] if record.modality else None,
            "location": _places(record),
            "organizer": _organizer(process, record),
            "subEvent": [_session(record, session) for session in record.sessions],
            "inLanguage": list(getattr(record, "languages", ())),
            "subjectOf": _sources(record),
        }
    )


def _publication(record: Milestone) -> dict[str, Any]:
    """That something came out is a work with a day, and no event."""
    return _known(
        {
            "@type": "CreativeWork",
            "name": str(record.title),
            "description": plain_text(record.description) if record.description else None,
            "datePublished": _day(record.ledger.standing),
            "publisher": {"@type": "Organization", "name": str(record.convenor)}
            if record.convenor
            else None,
            "isBasedOn": [source.url for source in record.source if source.url],
        }
    )


def _sources(record: Record) -> list[dict[str, str]]:
    """Pages about an event. They are not the event: `sameAs` would say so."""
    urls = dict.fromkeys(source.url for source in record.source if source.url)
    return [{"@type": "WebPage", "url": url} for url in urls]


def _day(reading: Reading) -> str | None:
    """A date that is known to the day; what is open, rough or doubtful is none."""
    when = reading.when
    known = when.to_the_day and not (when.approximate or when.uncertain)
    return when.first_day.isoformat() if known else None


# --- Pages that are no record


def breadcrumbs(site: Site, home: str, trail: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    """The way from the front page to a page, by titles and addresses."""
    steps = [(str(home), ""), *((title, to) for title, to in trail if to is not None)]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": site.absolute(to)}
            for number, (title, to) in enumerate(steps, 1)
        ],
    }


def listing(
    process: Process, site: Site, here: str, title: str, description: str
) -> dict[str, Any]:
    """A page that lists records, or the data as a whole."""
    described = {
        "@context": CONTEXT,
        "@type": "Dataset" if here == "data/" else "CollectionPage",
        "name": f"{process.profile.title}: {title}" if here == "data/" else title,
        "description": description,
        "url": site.absolute(here),
        "inLanguage": site.language,
    }
    if here == "data/":
        return described | {
            "isAccessibleForFree": True,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": "application/json",
                    "contentUrl": site.absolute("data/datapackage.json"),
                }
            ],
        }
    return described | {"isPartOf": {"@type": "WebSite", "url": site.absolute("")}}


def website(process: Process, site: Site) -> dict[str, Any]:
    """The site as a whole: who keeps it, and how to search it."""
    profile = process.profile
    home = site.absolute("")
    return _known(
        {
            "@context": CONTEXT,
            "@type": "WebSite",
            "name": str(profile.title),
            "alternateName": str(profile.short_title),
            "description": plain_text(profile.description),
            "url": home,
            "inLanguage": site.language,
            "publisher": {"@type": "Organization", "name": str(profile.keeper)}
            if profile.keeper
            else None,
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{home}?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            },
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
            "author": _authors(process, record),
            "datePublished": published,
            **draft,
            "isBasedOn": [link.url for link in record.documents],
        }
    )


def _authors(process: Process, record: Draft | Statement | Submission) -> list[dict[str, str]]:
    """The organisations that a statement or a submission is of, as the record names them."""
    ids: tuple[str, ...] = ()
    if isinstance(record, Statement):
        ids = record.authors
    elif isinstance(record, Submission):
        ids = record.by
    names = (process.find(Organisation, id).name for id in ids)
    return [{"@type": "Organization", "name": name} for name in names]


def _work_status(draft: Draft, decision: Milestone | None) -> str | None:
    """'Adopted on 2024-06-03', 'Published', 'Known otherwise, not published'."""
    if decision:
        when = decision.ledger.standing.when
        return f"Adopted on {when.last_day.isoformat()}" if when.to_the_day else "Adopted"
    if draft.is_published:
        return "Published"
    return "Known otherwise, not published" if draft.known_otherwise else None


def _start(reading: Reading) -> str | None:
    """The first instant or day. An open date has none, and a month or a year is no day."""
    if reading.span:
        return reading.span.start.isoformat(timespec="minutes")
    start = reading.when.start
    if start is None or start.precision is not Precision.DAY or reading.when.uncertain:
        return None
    return start.day.isoformat()


def _end(reading: Reading) -> str | None:
    if reading.span:
        return reading.span.end.isoformat(timespec="minutes")
    end = reading.when.end
    return end.day.isoformat() if end and end.precision is Precision.DAY else None


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known or empty."""
    return {name: value for name, value in fields.items() if value not in (None, [], "", {})}
