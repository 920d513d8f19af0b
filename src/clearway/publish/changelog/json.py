"""What changed, for programs: every field with both values as the records write them.

A value that is not there (null) was not written, and is unknown; it is never 'no'.
"""

from __future__ import annotations

import json
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
)
from clearway.publish.changelog.report import Report, Side
from clearway.publish.sentences import Told, plain
from clearway.records.fields import Part, Text
from clearway.records.when import When


def as_json(report: Report) -> str:
    told = {each.record.ref: each for group in report.groups for each in group.told}
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


def _change(change: RecordChange, told: Told | None) -> dict[str, Any]:
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
        days = change.move.days if change.move else None
        both = {"old": _dates(change.old), "new": _dates(change.new)}
        return {**where, **both, "moved_days": days, "corrected": change.is_corrected}
    assert isinstance(change, ValueChange | PartChange)
    return {**where, "old": _value(change.old), "new": _value(change.new)}


_LEDGER = {
    "when", "zone", "printed", "announced", "dates", "disputed", "cancelled", "evidence",
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
