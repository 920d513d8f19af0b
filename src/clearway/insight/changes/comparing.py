"""Two sets of records compared: which came, went, were renamed, and what changed in the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from clearway.insight.changes.result import (
    BodyChange,
    DateChange,
    FieldChange,
    MembersChange,
    PartChange,
    RecordChange,
    ValueChange,
    What,
)
from clearway.records.dates.ledger import Announcement
from clearway.records.dates.transitions import TransitionKind
from clearway.records.fields import Part, Text
from clearway.records.kinds.ask import Treatment
from clearway.records.kinds.commitment import Measure
from clearway.records.kinds.parts import Link
from clearway.records.kinds.sighting import Sighting
from clearway.records.kinds.statement import Endorsement, Support
from clearway.records.reading.positions import Loc
from clearway.records.record import Record

# --- Two values of a type held against each other, field by field, by what the types say


KEYS: Mapping[type[Part], str] = {
    Treatment: "draft",
    Measure: "rule",
    Link: "url",
    Support: "when",
}
"""By what a part is known again that has no id."""

_LEDGER = (
    *("when", "zone", "printed", "announced", "dates"),
    *("expected", "disputed", "cancelled", "evidence"),
)
"""The fields that make up the dates of a part; they are compared as one."""

_NOT_COMPARED = ("id", "was")
"""What a record is called; see `records`."""


def field_changes(old: Part | None, new: Part | None, loc: Loc = ()) -> Iterator[FieldChange]:
    """What differs between two parts of one type; of one that is None, all is unknown.

    What a type says of a field that was not written is no news of a part that was not there.
    """
    some = new if new is not None else old
    assert some is not None
    model = type(some)
    if issubclass(model, Announcement) and _dates(old) != _dates(new):
        yield DateChange(loc, _as_dates(old), _as_dates(new))
    for name in model.model_fields:
        if issubclass(model, Announcement) and name in _LEDGER:
            continue
        if issubclass(model, Record) and name in _NOT_COMPARED:
            continue
        before, after = _written(old, name, new), _written(new, name, old)
        if plain(before) != plain(after):
            yield from _field(model, (*loc, name), before, after)


def _written(part: Part | None, name: str, other: Part | None) -> Any:
    """A field's value; None where it holds nothing, or was not written in a part that is new."""
    if part is None or (other is None and name not in part.model_fields_set):
        return None
    value = getattr(part, name)
    return None if value in ((), {}) else value


def _field(model: type[Part], loc: Loc, old: Any, new: Any) -> Iterator[FieldChange]:
    some = old if new is None else new
    if isinstance(some, Part):
        yield from field_changes(old, new, loc)
    elif isinstance(some, tuple):
        yield from _list(model, loc, old or (), new or ())
    elif isinstance(some, dict):
        for key in dict.fromkeys((*(old or {}), *(new or {}))):
            before, after = (old or {}).get(key), (new or {}).get(key)
            if before != after:
                yield ValueChange(model, (*loc, key), before, after)
    else:
        yield ValueChange(model, loc, old, new)


def _list(
    model: type[Part], loc: Loc, old: Sequence[Any], new: Sequence[Any]
) -> Iterator[FieldChange]:
    some = (*new, *old)[0]
    if isinstance(some, Part) and (key := _key(type(some))):
        yield from _keyed(model, loc, _by(key, old), _by(key, new))
        return
    gone, come = _beyond(old, new), _beyond(new, old)
    if len(gone) == len(come) == 1 and isinstance(some, Text):
        yield ValueChange(model, loc, gone[0], come[0])
        return
    if not isinstance(some, Part):
        yield MembersChange(model, loc, come, gone)
        return
    for number, part in enumerate(gone):
        yield PartChange(model, (*loc, number), part, None)
    for number, part in enumerate(come):
        yield PartChange(model, (*loc, number), None, part)


def _keyed(
    model: type[Part], loc: Loc, old: Mapping[str, Part], new: Mapping[str, Part]
) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if plain(before) == plain(after):
            continue
        within = tuple(field_changes(before, after, (*loc, key))) if before and after else ()
        yield PartChange(model, (*loc, key), before, after, within)


def _key(model: type[Part]) -> str:
    return "id" if "id" in model.model_fields else KEYS.get(model, "")


def _by(key: str, parts: Sequence[Part]) -> dict[str, Part]:
    """Parts by what they are known by; a second of the same keeps its place beside the first."""
    found: dict[str, Part] = {}
    for part in parts:
        name = str(getattr(part, key))
        while name in found:
            name += "'"
        found[name] = part
    return found


def _beyond(some: Sequence[Any], others: Sequence[Any]) -> tuple[Any, ...]:
    """Those of `some` that `others` do not have, each as often as it is one too many."""
    left = Counter(repr(plain(value)) for value in others)
    beyond = []
    for value in some:
        if left[repr(plain(value))]:
            left[repr(plain(value))] -= 1
        else:
            beyond.append(value)
    return tuple(beyond)


def _as_dates(part: Part | None) -> Announcement | None:
    return part if isinstance(part, Announcement) else None


def _dates(part: Part | None) -> object:
    return None if part is None else {name: plain(getattr(part, name)) for name in _LEDGER}


def plain(value: object) -> object:
    """A value as it can be compared: translations of a text count, though it is a string."""
    if isinstance(value, Part):
        return value.model_dump(mode="json")
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Text):
        return dict(value.translations) or str(value)
    return value


# --- Two sets of records compared: which came, went, were renamed, and what changed in the others


NO_NEWS = frozenset({Sighting.KIND})
"""What the program keeps for itself: that a source is still there is no change to the record."""


def compare(
    old: Iterable[Record], new: Iterable[Record], unread: Set[str] = frozenset()
) -> tuple[RecordChange, ...]:
    """Every record that differs, in the order of the new ones; then those that are gone.

    `unread` are records (`kind:id`) of which one side could not be read: nothing is said of them.
    """
    before = {record.ref: record for record in old if _is_told(record, unread)}
    after = [record for record in new if _is_told(record, unread)]
    now = {record.ref for record in after}
    found, paired = [], set()
    for record in after:
        earlier = before.get(record.ref) or _earlier(record, before, now)
        if earlier is not None:
            paired.add(earlier.ref)
        change = _change(earlier, record)
        if change is not None:
            found.append(change)
    gone = (record for ref, record in before.items() if ref not in paired)
    return (*found, *(RecordChange(What.REMOVED, record, None) for record in gone))


def _is_told(record: Record, unread: Set[str]) -> bool:
    return record.KIND not in NO_NEWS and record.ref not in unread


def _earlier(record: Record, before: dict[str, Record], now: set[str]) -> Record | None:
    """The record under a name that it had, unless that name is there still."""
    for id in reversed(record.was):
        ref = record.model_copy(update={"id": id}).ref
        if ref in before and ref not in now:
            return before[ref]
    return None


def _change(old: Record | None, new: Record) -> RecordChange | None:
    if old is None:
        return RecordChange(What.ADDED, None, new)
    if old is new:
        return None
    fields = tuple(_fields(old, new))
    if not fields and old.id == new.id:
        return None
    return RecordChange(_what(old, new, fields), old, new, fields)


def _fields(old: Record, new: Record) -> Iterator[FieldChange]:
    yield from field_changes(old, new)
    if old.body != new.body:
        yield BodyChange(old.body, new.body)


def _what(old: Record, new: Record, fields: tuple[FieldChange, ...]) -> What:
    dates = [change for change in fields if isinstance(change, DateChange)]
    if any(change.is_cancelled for change in dates):
        return What.CANCELLED
    if isinstance(new, Endorsement) and _is_withdrawn(new) and not _is_withdrawn(old):
        return What.WITHDRAWN
    for kind, what in _WHAT.items():
        if any(change.kind is kind for change in dates):
            return what
    return What.RENAMED if old.id != new.id else What.CHANGED


_WHAT = {
    TransitionKind.POSTPONED: What.POSTPONED,
    TransitionKind.REINSTATED: What.REINSTATED,
    TransitionKind.MOVED: What.MOVED,
}
"""What a step of a ledger makes of its record; a date that was kept or made exact only differs."""


def _is_withdrawn(record: Record) -> bool:
    return isinstance(record, Endorsement) and record.withdrawn is not None
