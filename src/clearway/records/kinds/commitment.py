"""What a statement asks of the process itself, and what those who run it promised.

Both say by what one tells whether it was kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from clearway.records.dates.ledger import Announcement
from clearway.records.fields import (
    CalendarDate,
    Consistent,
    Count,
    Day,
    Disagreements,
    GroupRef,
    Id,
    Line,
    MilestoneRef,
    Part,
    RecordRef,
    Sources,
    StageRef,
    StatementRef,
    Text,
    Texts,
    TopicRef,
    mistake,
)
from clearway.records.kinds.ask import Judged
from clearway.records.record import Record


class Fulfilment(StrEnum):
    """Whether a commitment is kept. Unknown is never counted as failure."""

    MET = "met"
    """It was kept."""
    PARTLY = "partly"
    """A part of it was kept."""
    NOT_MET = "not-met"
    """It was not kept."""
    UNKNOWN = "unknown"
    """It is not known. This is never counted as a failure."""


class RuleName(StrEnum):
    """The rules that can be computed from records; their formulas are in insight/scorecard."""

    NOTICE_DAYS = "notice-days"
    """Days between the announcement of a consultation and the consultation."""
    NOTICE_WORKING_DAYS = "notice-working-days"
    """The same in working days."""
    PAPERS_DAYS = "papers-days"
    """Days between a draft and the consultation on it."""
    PAPERS_WORKING_DAYS = "papers-working-days"
    """The same in working days."""
    INPUT_DAYS = "written-input-days"
    """Days between a draft and the deadline for written input on it."""
    INPUT_WORKING_DAYS = "written-input-working-days"
    """The same in working days."""
    INPUT_INVITED = "input-invited-per-draft"
    """Written input was invited on every draft."""
    CONSULTED = "consultation-per-draft"
    """There was a consultation on every draft."""
    OFFICIAL_TEXT = "official-text-per-draft"
    """The text of every draft was published."""
    MARKED_COPY = "marked-copy-per-draft"
    """A copy with the changes marked was published with every draft."""
    SYNTHESIS = "synthesis-per-draft"
    """A report on the inputs was published with every draft."""
    SUBMISSIONS = "submissions-published"
    """What people sent in was published."""
    SUMMARIES = "summaries-published"
    """A summary of every consultation was published."""
    RECORDINGS = "transcripts-and-recordings"
    """A recording or transcript of every consultation was published."""
    REMOTE = "virtual-or-hybrid"
    """One could take part in every consultation online."""
    TIME_ZONES = "time-zones-served"
    """Consultations on each draft took place in the daytime of every part of the world."""
    GATHERINGS = "at-other-gatherings"
    """Consultations took place at meetings that people attend anyway."""
    SPEAKERS = "speakers-by-group"
    """It is known how many of each group spoke."""
    GROUP_SPOKE = "group-spoke"
    """A certain group took part in consultations."""
    OPEN_MEETINGS = "open-meetings"
    """Meetings of the process itself were open to those who are interested."""
    PUBLISHED_WITHIN = "published-within-days"
    """One record came out within so many days after another."""
    SLIPS = "slips-told-in-time"
    """A date that moved was announced so many days before the old one."""


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
    """What the program counts."""
    least: Count | None = None
    """The fewest days that are enough."""
    most: Count | None = None
    """The most days that are allowed."""
    record: RecordRef | None = None
    """The record whose date is compared."""
    after: RecordRef | None = None
    """The record from whose date the days are counted."""
    group: GroupRef | None = None
    """The group that the rule is about."""

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
    """The fact, in your own words."""
    source: Sources
    """Where it can be read."""


class Judgement(Part):
    """An editor's answer to what no rule can compute. `about` says what is judged."""

    about: Text
    """What is judged."""
    verdict: Fulfilment
    """Whether it was kept."""
    evidence: tuple[Proof, ...] = ()
    """The facts that it rests on. Only unknown needs none."""
    judged: Judged
    """Who judged it."""
    date: Day
    """The day on which it was judged."""


class Commitment(Record):
    """One point of a statement that asks something of those who run the process.

    `text` is in the editors' words; where no copy that was read has it, `text_unknown` says so.
    `settled_by` is what would let one judge what is unknown.
    """

    KIND: ClassVar[str] = "commitment"

    statement: StatementRef
    """The statement that makes the point."""
    number: Count
    """The number of the point in the statement."""
    title: Text
    """What is asked, in a few words."""
    addressee: Text | None = None
    """Of whom it is asked."""
    text: Text | None = None
    """What is asked, in your own words."""
    text_unknown: Text | None = None
    """Why the text is not here. Write it in place of text."""
    rules: Measures = ()
    """What the program counts to tell whether it was kept."""
    judgement: Judgement | None = None
    """What an editor says of a point that cannot be counted."""
    settled_by: Text | None = None
    """What would have to be known to judge it."""
    note: Texts = ()
    """What else readers should know."""


class PromiseOutcome(StrEnum):
    """What became of a promise, as a source says it."""

    KEPT = "kept"
    """It was kept. Whether that was late is worked out from the days."""
    BROKEN = "broken"
    """A source says that it was not kept. That nothing was seen is not enough."""


class PromiseResult(Part):
    """What became of a promise, and where that can be read."""

    outcome: PromiseOutcome
    """Whether it was kept or broken."""
    when: CalendarDate | None = None
    """The day on which it was kept, as far as it is known."""
    text: Text
    """What happened, in your own words."""
    source: Sources
    """Where that can be read."""
    judged: Judged
    """Who judged it."""
    date: Day
    """The day on which it was judged."""


class Promise(Record):
    """What those who run the process, or the text that was adopted, said would be done.

    Without `result` its state follows from the day on which it is due: that of `due`, or else of
    the milestone `on`. Without either it is not known.
    """

    KIND: ClassVar[str] = "promise"

    title: Text
    """What was promised, in a few words."""
    label: Line | None = None
    """A shorter name for charts, if the title is long."""
    text: Text | None = None
    """What was promised, in your own words, if the title does not say it all."""
    by: Text
    """Who promised it."""
    made: RecordRef
    """The record in which it was promised, such as a summary or the adopted draft."""
    point: Id | None = None
    """The point of the summary that says it."""
    promised: CalendarDate | None = None
    """When it was promised, if that record is of another day."""
    due: Announcement | None = None
    """The day by which it is due, written like any other date."""
    on: MilestoneRef | None = None
    """The date of the roadmap by which it is due. Write it in place of due."""
    stage: StageRef | None = None
    """The stage of the process that it belongs to."""
    topics: tuple[TopicRef, ...] = ()
    """The topics that it is about."""
    about: tuple[RecordRef, ...] = ()
    """The records that it is about, such as the draft that was promised."""
    result: PromiseResult | None = None
    """What became of it. Leave it out if no source says."""
    note: Texts = ()
    """What else readers should know, such as what was looked for and not found."""
