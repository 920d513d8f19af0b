"""Two sets of records compared: which came, went, were renamed, and what changed in the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from clearway.insight.changes.fields import field_changes
from clearway.insight.changes.result import (
    BodyChange,
    DateChange,
    FieldChange,
    RecordChange,
    What,
)
from clearway.records.model import Endorsement, Record, Sighting

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
    if any(change.moves for change in dates):
        return What.MOVED
    return What.RENAMED if old.id != new.id else What.CHANGED


def _is_withdrawn(record: Record) -> bool:
    return isinstance(record, Endorsement) and record.withdrawn is not None
