"""What was published and would be taken back: dates, records, and what events are known by.

A mistake may have to be corrected so; but who did it without meaning to should know. So these are
warnings.
"""

from __future__ import annotations

from collections.abc import Iterator

from clearway.history.event_states import IDENTITY, EventState, ends_of
from clearway.history.published import Published
from clearway.problems import Place, Problem, Severity
from clearway.records.dates.ledger import Announcement
from clearway.records.editing.layout import DATA
from clearway.records.model import Process
from clearway.records.reading.positions import Loc
from clearway.records.record import Record
from clearway.records.references import announcements, event_ids, event_suffix


def published_problems(before: Published, process: Process) -> tuple[Problem, ...]:
    """A warning for each date that was overwritten, each record that is gone, and the identity."""
    return tuple(_problems(before, process))


def _problems(before: Published, process: Process) -> Iterator[Problem]:
    yield from _identity(before, process)
    known = {
        record.first_id + event_suffix(loc, announcement): (record, loc, announcement)
        for record in process
        for loc, announcement in announcements(record)
    }
    taken = {id for record in process for id in event_ids(record)}
    for key, state in sorted(before.events.items()):
        if key in known:
            yield from _overwritten(before, state, *known[key])
        elif key not in taken and not state.loc:
            yield _gone(before, key, state)


def _identity(before: Published, process: Process) -> Iterator[Problem]:
    was = before.words.get(IDENTITY, "")
    profile = process.profile
    now = ",".join(profile.authority)
    if was and was != now:
        field = "identity" if profile.identity else "domain"
        must = "what calendars and feed readers know all events and entries by must not change"
        remedy = f"Write the line identity: {was}"
        found = f"it was {was}, and is {now}"
        yield _warning(profile.at(field), "changed-identity", must, found, remedy)


def _overwritten(
    before: Published, state: EventState, record: Record, loc: Loc, announcement: Announcement
) -> Iterator[Problem]:
    was = (state.significant.start, state.significant.end, state.significant.zone)
    readings = announcement.ledger.readings
    now = [(*ends_of(str(each.when))[:2], each.zone or "") for each in readings]
    if was not in now:
        written = was[0] if was[0] == was[1] else "/".join(was[:2])
        must = "a date that was announced must stay in dates when another one follows"
        found = f"{written}{_since(before)} is not there any more"
        remedy = (
            "Write it as an entry of dates, the new one below it; leave it out only if no "
            "source ever announced it"
        )
        place = record.at(*loc, "dates" if announcement.dates else "when")
        yield _warning(place, "overwritten-date", must, found, remedy)


def _gone(before: Published, key: str, state: EventState) -> Problem:
    must = "a record with a date must stay, so that subscribers are told what became of it"
    found = f"{state.kind} {key}{_since(before)} is not there any more"
    remedy = (
        f"If it has another id, write was: {key} in it; if it will not take place, put it back and "
        "say that it is cancelled"
    )
    return _warning(Place(before.files.get(key, DATA)), "removed-record", must, found, remedy)


def _since(before: Published) -> str:
    """When it was so, as an insertion: ', published on 2026-05-01,'."""
    if before.day is None:
        return ""
    return f", {'published' if before.is_site else 'committed'} on {before.day},"


def _warning(place: Place, rule: str, must: str, found: str, remedy: str) -> Problem:
    return Problem(place, rule, must, found, remedy, Severity.WARNING)
