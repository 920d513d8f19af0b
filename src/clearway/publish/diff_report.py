"""What differs between two sets of records, as a document that belongs to no site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clearway.insight.changes import (
    BodyChange,
    DateChange,
    FieldChange,
    MembersChange,
    PartChange,
    RecordChange,
    ValueChange,
    compare,
)
from clearway.publish.formatting import capitalize_first
from clearway.publish.render import render_alone
from clearway.publish.sentences import (
    ChangeGroup,
    DescribedChange,
    Names,
    detail_plain,
    groups,
    plain,
    summed_up,
)
from clearway.records.dates.transitions import TransitionKind
from clearway.records.dates.when import When
from clearway.records.fields import Part, Text
from clearway.records.model import Process
from clearway.records.record import Record

# --- The two sides of a comparison and what differs, before it takes a form


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
    groups: tuple[ChangeGroup, ...]

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


# --- What changed, for programs: every field with both values as the records write them
#
# A value that is not there (null) was not written, and is unknown; it is never 'no'.


def as_json(report: Report) -> str:
    told = {each.record.ref: each for group in report.groups for each in group.changes}
    whole = {
        "old": _side(report.old),
        "new": _side(report.new),
        "summary": report.summed_up,
        "changes": [_change(change, told.get(change.record.ref)) for change in report.changes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _side(side: Side) -> dict[str, Any]:
    return {
        "name": side.name,
        "title": side.title,
        "as_of": side.as_of.isoformat() if side.as_of else None,
        "left_out": list(side.left_out),
    }


def _change(change: RecordChange, told: DescribedChange | None) -> dict[str, Any]:
    renamed = change.old is not None and change.old.ref != change.record.ref
    return {
        "ref": change.record.ref,
        "what": str(change.what),
        **({"was": change.old.ref} if renamed and change.old else {}),
        "sentences": [plain(said) for said in told.sentences] if told else [],
        "fields": [_field(field) for field in change.fields],
    }


def _field(change: FieldChange) -> dict[str, Any]:
    if isinstance(change, BodyChange):
        return {"field": ["body"], "old": change.old or None, "new": change.new or None}
    where: dict[str, Any] = {"field": list(change.loc)}
    if isinstance(change, MembersChange):
        return {
            **where,
            "added": [_value(value) for value in change.added],
            "removed": [_value(value) for value in change.removed],
        }
    if isinstance(change, PartChange) and change.fields:
        return {**where, "fields": [_field(field) for field in change.fields]}
    if isinstance(change, DateChange):
        days = change.step.days if change.step and change.kind in _TO_ANOTHER else None
        return {
            **where,
            "old": _dates(change.old),
            "new": _dates(change.new),
            "transition": change.kind,
            "moved_days": days,
            "corrected": change.is_corrected,
        }
    assert isinstance(change, ValueChange | PartChange)
    return {**where, "old": _value(change.old), "new": _value(change.new)}


_TO_ANOTHER = (TransitionKind.MOVED, TransitionKind.REINSTATED)
"""Steps by which a date may become another one."""

_LEDGER = {
    "when", "zone", "printed", "announced", "dates",
    "expected", "disputed", "cancelled", "evidence",
}  # fmt: skip


def _dates(part: Part | None) -> object:
    """The fields of a date alone; of a record that has others, too."""
    if part is None:
        return None
    return part.model_dump(mode="json", include=_LEDGER, exclude_unset=True)


def _value(value: object) -> object:
    if isinstance(value, Part):
        return value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, Text):
        return dict(value.translations) or str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, When | StrEnum):
        return str(value)
    return value


# --- What changed, for a terminal or a mail


def as_text(report: Report) -> str:
    """A title, then each group under its own, a sentence a line and its details set in below."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield report.title
    yield f"{capitalize_first(report.summed_up)}."
    for group in report.groups:
        yield ""
        yield from _group(group)


def _group(group: ChangeGroup) -> Iterator[str]:
    yield group.title
    yield "-" * len(group.title)
    yield from map(plain, group.lead)
    for each in group.changes:
        yield from _told(each)


def _told(each: DescribedChange) -> Iterator[str]:
    for number, said in enumerate(each.sentences):
        yield f"{'  ' if number else '* '}{plain(said)}"
    for detail in each.details:
        yield f"    {' '.join(detail_plain(detail).split())}"


# --- What changed, as one page that stands alone


def as_html(report: Report) -> str:
    """A whole document, which fetches nothing; its names lead nowhere."""
    return render_alone("download/changes.html", report=report) + "\n"
