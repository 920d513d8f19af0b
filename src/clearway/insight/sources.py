"""What follows for the record when its sources were looked at: problems, and data/sources.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from clearway.problems import Problem, Severity, in_file_order
from clearway.records.editing.layout import HOMES
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.editing.yaml_writing import Written, as_read, record_text, schema_line
from clearway.records.fields import Source, tidy_id
from clearway.records.kinds.sighting import bare
from clearway.records.model import Process
from clearway.records.references import Citation, cited

_HOME = HOMES["sightings"]

_HEAD = f"""\
{schema_line(_HOME)}
# When each address was last seen: `clearway archive` writes this file. Only `archived`, the address
# of a copy that somebody keeps, is also written by hand.
"""


class SourceState(StrEnum):
    """What became of an address."""

    SEEN = "seen"
    MOVED = "moved"
    GONE = "gone"
    DOUBTFUL = "doubtful"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen at an address; `detail` says more in words, `leads_to` is where it moved to."""

    state: SourceState
    detail: str = ""
    leads_to: str = ""

    @property
    def is_alive(self) -> bool:
        return self.state in (SourceState.SEEN, SourceState.MOVED)


def source_problems(process: Process, sights: Mapping[str, Sight]) -> tuple[Problem, ...]:
    """What is to be mended, at each place where an address that is not well was written.

    Nothing is said of an address that is gone where the record names a copy of it.
    """
    return in_file_order(
        problem
        for url, citations in cited(process).items()
        for citation in citations
        if url in sights
        for problem in _problems(process, url, sights[url], citation)
    )


def _problems(process: Process, url: str, sight: Sight, citation: Citation) -> Iterator[Problem]:
    place = citation.place
    must = "a source must be an address that still answers"
    match sight.state:
        case SourceState.GONE if not _has_copy(process, url, citation):
            remedy = "Find where it is now, or name a copy: clearway archive --copy ADDRESS COPY"
            yield Problem(place, "gone", must, f"{url}: {sight.detail}", remedy)
        case SourceState.DOUBTFUL:
            remedy = "Open it in a browser; where nothing comes, name a copy or another source"
            found = f"{url}: {sight.detail}"
            yield Problem(place, "doubtful", must, found, remedy, Severity.WARNING)
        case SourceState.MOVED:
            must = "a source must be the address where it is now"
            remedy = f"If that is the same page, write {sight.leads_to}"
            found = f"{url} has moved"
            yield Problem(place, "moved", must, found, remedy, Severity.WARNING)


def _has_copy(process: Process, url: str, citation: Citation) -> bool:
    sighting = process.sighted.get(url)
    if sighting is not None and sighting.archived:
        return True
    value: object = citation.record
    for step in citation.loc[:-1]:
        value = value[step] if isinstance(step, int) else _inside(value, step)  # type: ignore[index]
    return isinstance(value, Source) and value.archived is not None


def _inside(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name)


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What data/sources.yaml says of one address."""

    id: str
    url: str
    seen: date | None = None
    archived: str | None = None
    sha256: str | None = None
    size: int | None = None


def entries(process: Process) -> dict[str, SourceEntry]:
    """What the file says now, by address."""
    return {
        url: SourceEntry(each.id, each.url, each.seen, each.archived, each.sha256, each.size)
        for url, each in process.sighted.items()
    }


def with_sights(
    process: Process, sights: Mapping[str, Sight], today: date
) -> dict[str, SourceEntry]:
    """What is known of each address from now on. What no record names goes, unless it has a copy.

    An address that was not seen today keeps the day on which it was.
    """
    known, named = entries(process), cited(process)
    for url in named.keys() & sights.keys():
        if sights[url].state is SourceState.NOT_ASKED:
            continue
        entry = known.get(url, SourceEntry(sighting_id(url), url))
        known[url] = replace(entry, seen=today) if sights[url].is_alive else entry
    return {url: entry for url, entry in known.items() if url in named or entry.archived}


def with_copies(process: Process, copies: Mapping[str, str]) -> dict[str, SourceEntry]:
    """What is known of each address, with the addresses of copies that an editor gives."""
    known = entries(process)
    for url, copy in copies.items():
        known[url] = replace(known.get(url, SourceEntry(sighting_id(url), url)), archived=copy)
    return known


def with_read_copy(
    process: Process, url: str, content: bytes, today: date
) -> dict[str, SourceEntry]:
    """What is known of each address, when a draft was read from the copy that one gave today."""
    known, url = entries(process), bare(url)
    entry = known.get(url, SourceEntry(sighting_id(url), url))
    digest = sha256(content).hexdigest()
    known[url] = replace(entry, seen=today, sha256=digest, size=len(content))
    return known


def longest_unseen_first(process: Process) -> tuple[str, ...]:
    """Every address that records name; those never seen first, then by the day they last were."""
    known = process.sighted
    day = {url: known[url].seen if url in known else None for url in cited(process)}
    return tuple(sorted(day, key=lambda url: (day[url] or date.min, url)))


def sighting_id(url: str) -> str:
    """A name that the same address always has: its words, and a sum that no other one has."""
    words = tidy_id(url.partition("://")[2].removeprefix("www."))[:48].strip("-")
    return f"{words}-{sha256(url.encode()).hexdigest()[:8]}".strip("-")


def sources_file(known: Mapping[str, SourceEntry], before: str = "") -> str:
    """data/sources.yaml: in the order of addresses, so that two who add some rarely meet.

    `before` is what the file held; of what is known further on, only what is new is written, and
    the order, the comments and the layout of its entries stay. Raises WriteError.
    """
    edits = YamlEdits(before or _HEAD, _HOME.path(), _HOME.field_order)
    wanted = {entry.id: entry for entry in known.values()}
    held = edits.records
    for id in held.keys() - wanted.keys():
        edits.remove_record(id)
    kept = [(str(fields["url"]), id) for id, fields in held.items() if id in wanted]
    for entry in sorted(wanted.values(), key=lambda entry: entry.url):
        values = _values(entry)
        if entry.id not in held:
            before_id = next((id for url, id in kept if url > entry.url), None)
            edits.add_record(record_text(_HOME, values), before_id)
            continue
        for name, value in values.items():
            if held[entry.id].get(name) != as_read(value):
                edits.set((entry.id, name), value)
    return edits.text()


def _values(entry: SourceEntry) -> dict[str, Written]:
    return {name: value for name, value in asdict(entry).items() if value is not None}
