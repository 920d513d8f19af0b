"""References: to records, and to the words of the process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from clearway.problems import shown
from clearway.records.fields.base import mistake, plain
from clearway.records.fields.text import ID, ID_SCHEMA


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a field whose text is the id of a record of `kind`, or of an entry of a vocabulary."""

    kind: str


@dataclass(frozen=True, slots=True)
class RefToAny:
    """Marks a field whose text is `kind:id`."""


def _name(value: object) -> str:
    return plain(value).strip()


Name = Annotated[str, BeforeValidator(_name), WithJsonSchema(ID_SCHEMA)]
"""An id that is given elsewhere. Which there are is known where all is read: `check_reference`."""

StageRef = Annotated[Name, RefTo("stage")]
GroupRef = Annotated[Name, RefTo("group")]
TopicRef = Annotated[Name, RefTo("topic")]
MilestoneRef = Annotated[Name, RefTo("milestone")]
ConsultationRef = Annotated[Name, RefTo("consultation")]
DraftRef = Annotated[Name, RefTo("draft")]
StatementRef = Annotated[Name, RefTo("statement")]
CommitmentRef = Annotated[Name, RefTo("commitment")]
OrganisationRef = Annotated[Name, RefTo("organisation")]

RECORD = rf"[a-z]+:{ID}(?:/{ID})?"
"""The form of a record's `kind:id`; an endorsement's id is `<statement>/<id>`."""


def _record_ref(value: object) -> str:
    text = plain(value)
    if not re.fullmatch(RECORD, text):
        must = "must be another record, written kind:id"
        raise mistake("reference", must, shown(text), "Write it such as draft:zero-draft")
    return text


RecordRef = Annotated[
    str,
    BeforeValidator(_record_ref),
    WithJsonSchema({"type": "string", "pattern": f"^{RECORD}$"}),
    RefToAny(),
]
"""Another record as `kind:id`, such as `draft:zero-draft`."""

RAISED = rf"(?:summary:{ID}#{ID}|submission:{ID}(?:#{ID})?)"
"""The form of a place where something can be asked for."""


def _raised(value: object) -> str:
    text = plain(value)
    if not re.fullmatch(RAISED, text):
        must = "must be a point of a summary, or a submission"
        remedy = "Write it such as summary:town-hall#point-3 or submission:letter#answer-1"
        raise mistake("raised", must, shown(text), remedy)
    return text


RaisedAt = Annotated[
    str,
    BeforeValidator(_raised),
    WithJsonSchema({"type": "string", "pattern": f"^{RAISED}$"}),
    RefToAny(),
]
"""A point of a summary, a submission, or an answer of one."""
