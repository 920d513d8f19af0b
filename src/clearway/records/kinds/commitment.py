"""What a statement asks of the process itself, and by what one tells whether it was kept."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from clearway.records.fields import (
    Consistent,
    Count,
    Day,
    Disagreements,
    GroupRef,
    Part,
    RecordRef,
    Sources,
    StatementRef,
    Text,
    Texts,
    mistake,
)
from clearway.records.kinds.ask import Judged
from clearway.records.record import Record


class Fulfilment(StrEnum):
    """Whether a commitment is kept. Unknown is never counted as failure."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"


class RuleName(StrEnum):
    """The rules that can be computed from records; their formulas are in insight/scorecard."""

    NOTICE_DAYS = "notice-days"
    NOTICE_WORKING_DAYS = "notice-working-days"
    PAPERS_DAYS = "papers-days"
    PAPERS_WORKING_DAYS = "papers-working-days"
    INPUT_DAYS = "written-input-days"
    INPUT_WORKING_DAYS = "written-input-working-days"
    INPUT_INVITED = "input-invited-per-draft"
    CONSULTED = "consultation-per-draft"
    OFFICIAL_TEXT = "official-text-per-draft"
    MARKED_COPY = "marked-copy-per-draft"
    SYNTHESIS = "synthesis-per-draft"
    SUBMISSIONS = "submissions-published"
    SUMMARIES = "summaries-published"
    RECORDINGS = "transcripts-and-recordings"
    REMOTE = "virtual-or-hybrid"
    TIME_ZONES = "time-zones-served"
    GATHERINGS = "at-other-gatherings"
    SPEAKERS = "speakers-by-group"
    GROUP_SPOKE = "group-spoke"
    OPEN_MEETINGS = "open-meetings"
    PUBLISHED_WITHIN = "published-within-days"
    SLIPS = "slips-told-in-time"


_NEEDS: Mapping[RuleName, tuple[str, ...]] = {
    RuleName.NOTICE_DAYS: ("least",),
    RuleName.NOTICE_WORKING_DAYS: ("least",),
    RuleName.PAPERS_DAYS: ("least",),
    RuleName.PAPERS_WORKING_DAYS: ("least",),
    RuleName.INPUT_DAYS: ("least",),
    RuleName.INPUT_WORKING_DAYS: ("least",),
    RuleName.GROUP_SPOKE: ("group",),
    RuleName.PUBLISHED_WITHIN: ("record", "after", "most"),
    RuleName.SLIPS: ("least",),
}
"""What a rule must be told beside its name; of the others nothing."""


class Measure(Consistent):
    """A computed rule and what it is held against.

    `least` and `most` are days, `record` and `after` the records whose dates are compared.
    """

    rule: RuleName
    least: Count | None = None
    most: Count | None = None
    record: RecordRef | None = None
    after: RecordRef | None = None
    group: GroupRef | None = None

    @classmethod
    def disagreements(cls, given: Mapping[str, object]) -> Disagreements:
        """A rule must have what it needs, and nothing else."""
        name = given.get("rule")
        if not isinstance(name, str) or name not in set(RuleName):
            return
        needed = _NEEDS.get(RuleName(name), ())
        for field in needed:
            if field not in given:
                must = f"the rule {name} must have {' and '.join(needed)} beside it"
                remedy = f"Add a line {field}: with its value"
                yield (), mistake("rule-needs", must, f"{field} is not given", remedy)
        for field in cls.model_fields:
            if field in given and field not in ("rule", *needed):
                must = f"the rule {name} must have {' and '.join(needed) or 'nothing'} beside it"
                remedy = f"Remove the line {field}:"
                yield (field,), mistake("rule-needs", must, f"{field} is given", remedy)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        alone = sorted(name for name in RuleName if name not in _NEEDS)
        return {"anyOf": [{"enum": alone}, handler(schema)]}


def _named(value: object) -> object:
    """A rule that needs nothing else may be written as its name alone."""
    if not isinstance(value, list):
        return value
    return [{"rule": entry} if isinstance(entry, str) else entry for entry in value]


Measures = Annotated[tuple[Measure, ...], BeforeValidator(_named)]


class Proof(Part):
    """A fact that bears on a judgement."""

    text: Text
    source: Sources


class Judgement(Part):
    """An editor's answer to what no rule can compute. `about` says what is judged."""

    about: Text
    verdict: Fulfilment
    evidence: tuple[Proof, ...] = ()
    judged: Judged
    date: Day


class Commitment(Record):
    """One point of a statement that asks something of those who run the process.

    `text` is in the editors' words; where no copy that was read has it, `text_unknown` says so.
    `settled_by` is what would let one judge what is unknown.
    """

    KIND: ClassVar[str] = "commitment"

    statement: StatementRef
    number: Count
    title: Text
    addressee: Text | None = None
    text: Text | None = None
    text_unknown: Text | None = None
    rules: Measures = ()
    judgement: Judgement | None = None
    settled_by: Text | None = None
    note: Texts = ()
