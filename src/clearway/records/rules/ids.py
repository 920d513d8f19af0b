"""Rules on what records refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clearway.problems import Place, Problem
from clearway.records.reading.positions import Loc
from clearway.records.record import Record
from clearway.records.references import event_ids, references, references_of_fragment
from clearway.records.rules.subject import Subject

# --- Rules on ids


UNNAMED = "rename-me"
"""The id of a new record, made from a page, that has none of its own yet."""

_OTHER = "Give one of the two another id"


def check_unique_id(subject: Subject) -> Iterator[Problem]:
    """An id must be used once among the records of its kind and among the parts of a record."""
    # Of records in files of their own, the file system sees to it.
    first: dict[str, Record] = {}
    listed = (
        *subject.process.milestones,
        *subject.process.annotations,
        *subject.process.threads,
        *subject.process.positions,
        *subject.process.sightings,
    )
    for record in sorted(listed, key=lambda record: record.place):
        other = first.setdefault(record.ref, record)
        if other is not record:
            must = "an id must be used once in this file"
            found = f"{record.id} is also the id of the {record.KIND} on line {other.place.line}"
            yield Problem(record.at("id"), "unique-id", must, found, _OTHER)
    for record in subject.process:
        yield from _repeated_parts(record)


def check_renamed(subject: Subject) -> Iterator[Problem]:
    """A record made from a page must have been given an id of its own."""
    for record in subject.process:
        if record.id == UNNAMED:
            must = f"a record must have a name of its own in place of {UNNAMED}"
            remedy = "Rename the file, or its id, after what it holds, such as kari-nordmann"
            yield Problem(record.place, "renamed", must, "it has none yet", remedy)


def _repeated_parts(record: Record) -> Iterator[Problem]:
    for name, parts in record.__dict__.items():
        seen: dict[str, Place] = {}
        for index, part in enumerate(parts if isinstance(parts, tuple) else ()):
            id = getattr(part, "id", None)
            if id is None:
                continue
            place = record.at(name, index, "id")
            if id in seen:
                must = f"an id must be used once among the {name} of a record"
                found = f"{id} is also used on line {seen[id].line}"
                yield Problem(place, "unique-id", must, found, _OTHER)
            seen.setdefault(id, place)


def check_former_id(subject: Subject) -> Iterator[Problem]:
    """An id that a record gave up must not belong to any other record, now or before."""
    owners: dict[str, Record] = {}
    records: Mapping[str, Record] = subject.process.records
    for record in subject.process:
        for index, old in enumerate(record.was):
            ref = record.ref.removesuffix(record.id) + old
            other = records.get(ref) or owners.setdefault(ref, record)
            place = record.at("was", index)
            if other is record and old != record.id:
                continue
            must = "was must list ids that this record had before and that no other one has"
            found = f"{old} is the id of {other.place.path}, line {other.place.line}"
            if other is record:
                found = f"{old} is the id that it has now"
            elif ref not in records:
                found = f"{old} is also listed by {other.place.path}, line {other.place.line}"
            yield Problem(place, "former-id", must, found, "Remove it here or change it there")


def check_unique_event(subject: Subject) -> Iterator[Problem]:
    """Whatever has a date must have an id of its own: calendars know it by that alone."""
    first: dict[str, Record] = {}
    for record in subject.process:
        for id in event_ids(record):
            other = first.setdefault(id, record)
            if _FEED.fullmatch(id):
                must = "the id of a record with a date must not be the name of a whole calendar"
                found = f"calendar/{id}.ics holds many dates"
                yield Problem(record.at("id"), "unique-event", must, found, "Choose another id")
            elif other is not record and other.ref != record.ref:
                must = "the id of a record with a date must be used once in all of data/"
                found = f"{id} also belongs to a {other.KIND} ({_told(other.place)})"
                yield Problem(record.at("id"), "unique-event", must, found, _OTHER)


FEEDS = ("all", "consultations", "deadlines", "meetings")
"""The names of the calendars that hold many dates; large ones have parts such as all-2025-2."""

_FEED = re.compile(rf"({'|'.join(FEEDS)})(-\d{{4}}(-\d+)?)?")


def _told(place: Place) -> str:
    return f"{place.path}:{place.line}"


# --- Rules on what records refer to


def check_reference(subject: Subject) -> Iterator[Problem]:
    """What a record refers to must be there."""
    for record in subject.process:
        for loc, kind, id in references(record):
            if not subject.has(kind, id):
                yield from _missing(subject, record.at(*loc), loc, kind, id)
    for fragment in subject.fragments:
        for loc, kind, id in references_of_fragment(fragment):
            if not subject.has(kind, id):
                yield from _missing(subject, fragment.at(*loc), loc, kind, id)


def _missing(subject: Subject, place: Place, loc: Loc, kind: str, id: str) -> Iterator[Problem]:
    names = [part for part in loc if isinstance(part, str)]
    # The names of fields end at a list or, where ids are the names themselves, before the id.
    field = names[-2] if len(names) > 1 and names[-1] == id else names[-1]
    problem = subject.missing(place, field, kind, id)
    if problem is not None:
        yield problem
