"""What the text of a file says of each event: its dates and status, and all else about it.

Read from plain values, not from the typed records, so that old versions of the format can still be
read. A text that cannot be read gives None: what it says is unknown, which is not the same as
'no event'.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from clearway.errors import DateError
from clearway.records.dates.calendar_place import calendar_place
from clearway.records.dates.recurrence import with_occurrences
from clearway.records.dates.transitions import EntryStatus
from clearway.records.dates.when import UNKNOWN, read_when
from clearway.records.editing.layout import (
    DATA,
    HOME_OF_KIND,
    FileShape,
    given_by_place,
    location_at,
)
from clearway.records.kinds.ask import Ask
from clearway.records.kinds.commitment import Promise
from clearway.records.kinds.consultation import Summary
from clearway.records.kinds.milestone import MilestoneKind
from clearway.records.kinds.process import Profile
from clearway.records.kinds.statement import Endorsement
from clearway.records.kinds.submission import Submission
from clearway.records.model import Consultation, Draft, Milestone, Statement
from clearway.records.reading.files import parse_document
from clearway.records.reading.positions import Value
from clearway.records.references import EVENT_SUFFIX, SESSIONS

_OFF = (EntryStatus.CANCELLED, EntryStatus.POSTPONED)

_DATED = (Milestone.KIND, Consultation.KIND, Draft.KIND, Statement.KIND, Promise.KIND)

_DEADLINES = [kind for kind in MilestoneKind if kind.is_deadline]

_NEWS = (Summary.KIND, Submission.KIND, Ask.KIND, Endorsement.KIND)
"""Kinds without an event in a calendar of which feeds tell; an endorsement's withdrawal alone."""


class Significant(NamedTuple):
    """What a calendar must not miss: when, where on earth, and whether at all.

    `start` and `end` are as exact as the record is; '..' stands for an end that is not known.
    `is_deadline` belongs to it, because a deadline is shown on its last day only.
    """

    start: str
    end: str
    zone: str
    status: str
    is_deadline: bool


REVISED = "revised"
"""The name of the day before which no revision may be (see `revisions`)."""


IDENTITY = "identity"
"""The name of the domain and the day by which events are named."""


_NO_DATE = Significant("", "", "", "", False)


@dataclass(frozen=True, slots=True)
class EventState:
    """One event as one version of a file has it, or a record without a date of which feeds tell.

    `has_place` tells whether a calendar can show it, which takes a day. `fields` are those of its
    record as they were written. `content` changes with anything that is
    said of it, however it is spelt in YAML. `uses` are names of texts from elsewhere that are shown
    with it: those of its stage, its topics and the records that its sources name.
    """

    kind: str
    loc: tuple[str | int, ...]
    significant: Significant
    has_place: bool
    content: bytes
    uses: tuple[str, ...]
    fields: Mapping[str, Value]

    @property
    def is_dated(self) -> bool:
        return self.kind in _DATED


@dataclass(frozen=True, slots=True)
class FileStates:
    """What one text holds: events by what they are known by for good, and texts by their names."""

    events: dict[str, EventState]
    words: dict[str, str]


def kind_of(path: str) -> str | None:
    """The kind of the records in a file of which feeds tell, or that hold texts that they show.

    >>> kind_of("data/milestones.yaml")
    'milestone'
    >>> kind_of("data/README.md") is None
    True
    """
    home = location_at(path)
    kind = home.kind if home else None
    return kind if kind in (*_DATED, *_NEWS, Profile.KIND) else None


def is_list(kind: str) -> bool:
    """Whether a file holds many records of this kind, as the entries of a list."""
    return HOME_OF_KIND[kind].shape is FileShape.LIST


# --- one text -------------------------------------------------------------------------------


_ENTRY = re.compile(rb"^(?=- )", re.M)


def entries(text: bytes) -> list[bytes]:
    r"""The entries of a list in YAML, each as it was written; a text of another form whole.

    >>> entries(b"# first\n- id: a\n  when: 2026\n\n- id: b\n")
    [b'- id: a\n  when: 2026', b'- id: b']
    >>> entries(b"---\n- id: a\n")
    [b'---\n- id: a\n']
    """
    head, *parts = _ENTRY.split(text)
    lines = (line.strip() for line in head.split(b"\n"))
    if not parts or any(line and not line.startswith(b"#") for line in lines):
        return [text]
    return [part.rstrip() for part in parts]


@lru_cache(maxsize=8192)
def read_states(text: bytes, kind: str, name: str) -> FileStates | None:
    """What a text says, of a file named `name` with records of this kind; None if unreadable.

    The text is that of a whole file, or of some entries of its list.
    """
    document, _ = parse_document(text, name)
    if document is None:
        return None
    records = document.value if isinstance(document.value, list) else [document.value]
    given = given_by_place(HOME_OF_KIND[kind], PurePosixPath(name).relative_to(DATA))
    events: dict[str, EventState] = {}
    words: dict[str, str] = {}
    for record in records:
        if not isinstance(record, dict):
            return None
        own = with_occurrences({"id": PurePosixPath(name).stem} | given | record)
        if kind == Profile.KIND:
            words |= dict(_words_of_process(own))
        elif kind in _NEWS:
            words[f"{kind}:{_text(own['id'])}"] = _line(own.get("title"))
            events |= _without_date(own, kind)
        else:
            words[f"{kind}:{_text(own['id'])}"] = _line(own.get("title"))
            events |= dict(_events(own, kind))
    return FileStates(events, words)


def _words_of_process(fields: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    yield "process", _line(fields.get("short_title"))
    yield REVISED, _line(fields.get("revised"))
    own = f"{_text(fields.get('domain'))},{_text(fields.get('opened'))}"
    yield IDENTITY, _text(fields.get("identity")) or own
    for name in ("stages", "topics"):
        for part in _list(fields.get(name)):
            if isinstance(part, dict):
                yield f"{name}:{_text(part.get('id'))}", _line(part.get("title"))


def _events(fields: Mapping[str, Value], kind: str) -> Iterator[tuple[str, EventState]]:
    """The event of a record's own dates, and those of its parts, such as when registration ends."""
    first_id = _text(next(iter(_list(fields.get("was"))), fields["id"]))
    digest, uses = content(fields), tuple(sorted(set(_uses(fields))))
    for loc, suffix, dates in _dated_parts(fields):
        is_part = loc != () and loc[0] != SESSIONS
        is_deadline = is_part or (loc == () and fields.get("kind") in _DEADLINES)
        said = significant(dates, is_deadline=is_deadline)
        if said is not None:
            has_place = _has_place(said)
            yield (
                first_id + suffix,
                EventState(kind, loc, said, has_place, digest, uses, fields),
            )


def _without_date(fields: Mapping[str, Value], kind: str) -> dict[str, EventState]:
    """What a record without a date of its own is known by: its kind and its first id."""
    if kind == Endorsement.KIND and "withdrawn" not in fields:
        return {}
    first_id = _text(next(iter(_list(fields.get("was"))), fields["id"]))
    of = f"{_text(fields['statement'])}/" if kind == Endorsement.KIND else ""
    state = EventState(kind, (), _NO_DATE, False, content(fields), (REVISED,), fields)
    return {f"{kind}:{of}{first_id}": state}


_DatedPart = tuple[tuple[str | int, ...], str, Mapping[str, Value]]
"""The way to a dated part of a record, what follows the record's id in its event's, its fields."""


def _dated_parts(fields: Mapping[str, Value]) -> Iterator[_DatedPart]:
    for loc, suffix in EVENT_SUFFIX.items():
        dates = _at(fields, loc)
        if dates is not None:
            yield loc, suffix, dates
    for index, session in enumerate(_list(fields.get(SESSIONS))):
        if isinstance(session, dict) and _text(session.get("id")):
            yield (SESSIONS, index), f"-{_text(session['id'])}", session


def _has_place(said: Significant) -> bool:
    try:
        when = read_when(f"{said.start}/{said.end}")
    except DateError:
        return False
    return calendar_place(when, is_deadline=said.is_deadline) is not None


def _at(fields: Mapping[str, Value], loc: tuple[str | int, ...]) -> Mapping[str, Value] | None:
    """A dated part of a record: its fields, or None where there is none.

    >>> _at({"registration": {"closes": {"when": "2026-05-01"}}}, ("registration", "closes"))
    {'when': '2026-05-01'}
    """
    found: Value | Mapping[str, Value] | None = fields
    for step in loc:
        found = found.get(str(step)) if isinstance(found, Mapping) else None
    if isinstance(found, str) and loc and found:
        return {"when": found}
    return found if isinstance(found, Mapping) else None


def significant(dates: Mapping[str, Value], *, is_deadline: bool = False) -> Significant | None:
    """What the dates of an event say; None where there is no date.

    >>> significant({"when": "2026-05-01T10:00/11:00", "zone": "Europe/Zurich"})
    Significant(start='2026-05-01T10:00', end='2026-05-01T11:00', zone='Europe/Zurich', \
status='CONFIRMED', is_deadline=False)
    >>> significant({"dates": [{"when": "2026-05-01"}, {"when": "2026-05-08~"}]}).status
    'TENTATIVE'
    >>> significant({"when": "2026-05-01", "cancelled": {"date": "2026-04-01"}}).status
    'CANCELLED'
    >>> significant({"dates": [{"when": "2026-05-01"}, {"status": "postponed"}]})[:4]
    ('2026-05-01', '2026-05-01', '', 'CANCELLED')
    """
    entries = [r for r in _list(dates.get("dates")) if isinstance(r, dict)]
    readings: Sequence[Mapping[str, Value]] = entries or [dates]
    dated = [r for r in readings if _text(r.get("when")) not in ("", UNKNOWN.text)]
    if not dated:
        return None
    standing = dated[-1]
    start, end, is_vague = ends_of(_text(standing.get("when")))
    # What was postponed without a date, or has none any more, must go from its old day.
    is_off = readings[-1].get("status") in _OFF or readings[-1].get("when") == UNKNOWN.text
    if dates.get("cancelled") or is_off:
        status = "CANCELLED"
    elif is_vague or dates.get("evidence", "seen") != "seen":
        status = "TENTATIVE"
    else:
        status = "CONFIRMED"
    return Significant(start, end, _text(standing.get("zone")), status, is_deadline)


def ends_of(when: str) -> tuple[str, str, bool]:
    """The two ends of a date as it was written, and whether it is about or uncertain.

    >>> ends_of("2026-05-01T10:00/11:00")
    ('2026-05-01T10:00', '2026-05-01T11:00', False)
    >>> ends_of("../2026-05?")
    ('..', '2026-05', True)
    """
    try:
        read = read_when(when)
    except DateError:
        return when, when, bool(set(when) & set("~?%"))
    lengths = {1: 4, 2: 7}
    start, end = (
        ".."
        if bound is None
        else bound.day.isoformat()[: lengths.get(bound.precision, 10)]
        + (f"T{bound.clock:%H:%M}" if bound.clock else "")
        for bound in (read.start, read.end)
    )
    return start, end, read.is_vague


def _uses(fields: Mapping[str, Value]) -> Iterator[str]:
    yield "process"
    yield REVISED
    if "stage" in fields:
        yield f"stages:{_text(fields['stage'])}"
    for topic in _list(fields.get("topics")):
        yield f"topics:{_text(topic)}"
    yield from _named(dict(fields))


def _named(value: Value) -> Iterator[str]:
    """The records that are named as a source anywhere in it (`ref: milestone:a`)."""
    if isinstance(value, list):
        for part in value:
            yield from _named(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key == "ref" and isinstance(part, str):
                yield part
            else:
                yield from _named(part)


# --- values as they are compared -------------------------------------------------------------


def content(fields: Mapping[str, Value]) -> bytes:
    """A digest of what fields say, the same however they are ordered, quoted or folded.

    >>> content({"a": "one  two", "b": ["x"]}) == content({"b": "x", "a": "one two"})
    True
    """
    plain = _plain(dict(fields))
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def _plain(value: Value) -> Value:
    """Spaces and line ends as single spaces; a list of one as that one."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return _plain(value[0]) if len(value) == 1 else [_plain(part) for part in value]
    return {key: _plain(part) for key, part in value.items()}


def _list(value: Value | None) -> list[Value]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Value | None) -> str:
    """Of a field that should be one text; anything else is shown as JSON, so as to differ."""
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


def _line(value: Value | None) -> str:
    return " ".join(_text(value).split())
