"""The two sides of a comparison and what differs, before it takes a form."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from clearway.insight.changes import RecordChange, compare
from clearway.publish.sentences import Group, Names, groups, summed_up
from clearway.records.model import Process, Record


@dataclass(frozen=True)
class Side:
    """One of two sets of records. `left_out` says, a line each, what could not be read of it."""

    name: str
    title: str
    process: Process
    as_of: date | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    old: Side
    new: Side
    changes: tuple[RecordChange, ...]
    groups: tuple[Group, ...]

    @property
    def title(self) -> str:
        return f"What changed from {self.old.title} to {self.new.title}"

    @property
    def summed_up(self) -> str:
        return summed_up(self.groups)


def report(old: Side, new: Side, unread: Set[str] = frozenset()) -> Report:
    """What differs; of `unread` records (`kind:id`) nothing is said."""
    changes = compare(_records(old.process), _records(new.process), unread)
    names = Names(new.process, old.process, new.as_of, old.as_of)
    return Report(old, new, changes, groups(names, changes))


def _records(process: Process) -> tuple[Record, ...]:
    """A process without a description of its own has a stand-in for it, which is no record."""
    return tuple(record for record in process if record.id)
