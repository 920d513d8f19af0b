"""Whether the commitments about the process were kept, as the records tell it on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.insight.scorecard import conduct, periods
from clearway.insight.scorecard.result import Item, Result, Rule, verdict
from clearway.records.kinds.commitment import Commitment, Fulfilment, Judgement, Measure, RuleName
from clearway.records.kinds.statement import Statement
from clearway.records.model import Process
from clearway.records.record import Record

# --- All commitments with what their rules find and what editors judged


RULES: Mapping[RuleName, Rule] = {
    RuleName.NOTICE_DAYS: periods.notice_days,
    RuleName.NOTICE_WORKING_DAYS: periods.notice_working_days,
    RuleName.PAPERS_DAYS: periods.papers_days,
    RuleName.PAPERS_WORKING_DAYS: periods.papers_working_days,
    RuleName.INPUT_DAYS: periods.written_input_days,
    RuleName.INPUT_WORKING_DAYS: periods.written_input_working_days,
    RuleName.INPUT_INVITED: conduct.input_invited_per_draft,
    RuleName.CONSULTED: conduct.consultation_per_draft,
    RuleName.OFFICIAL_TEXT: conduct.official_text_per_draft,
    RuleName.MARKED_COPY: conduct.marked_copy_per_draft,
    RuleName.SYNTHESIS: conduct.synthesis_per_draft,
    RuleName.SUBMISSIONS: conduct.submissions_published,
    RuleName.SUMMARIES: conduct.summaries_published,
    RuleName.RECORDINGS: conduct.transcripts_and_recordings,
    RuleName.REMOTE: conduct.virtual_or_hybrid,
    RuleName.TIME_ZONES: conduct.time_zones_served,
    RuleName.GATHERINGS: conduct.at_other_gatherings,
    RuleName.SPEAKERS: conduct.speakers_by_group,
    RuleName.GROUP_SPOKE: conduct.group_spoke,
    RuleName.OPEN_MEETINGS: conduct.open_meetings,
    RuleName.PUBLISHED_WITHIN: periods.published_within_days,
    RuleName.SLIPS: periods.slips_announced_in_time,
}


@dataclass(frozen=True, slots=True)
class Score:
    """One commitment: what its rules find, what an editor judged, and what follows from both.

    The verdict is what holds whatever the unknown parts turn out to be, over everything that the
    rules looked at and the judgement together.
    """

    commitment: Commitment
    statement: Statement
    results: tuple[Result, ...]

    @property
    def judgement(self) -> Judgement | None:
        return self.commitment.judgement

    @property
    def text_is_known(self) -> bool:
        return self.commitment.text is not None

    @property
    def verdict(self) -> Fulfilment:
        return verdict((*_all(self.results), *_judged(self.judgement)))

    @property
    def tally(self) -> tuple[int, int, int]:
        """Of what its rules look at: how much was kept, how much not, how much is unknown."""
        counted = Counter(item.holds for item in _all(self.results) if not item.is_apart)
        return counted[True], counted[False], counted[None]

    @property
    def settled_by(self) -> tuple[str, ...]:
        """What would settle the parts that are unknown, each once."""
        own = [str(self.commitment.settled_by)] if self.commitment.settled_by else []
        asked = (item.wanted for result in self.results for item in result.unknown)
        return tuple(dict.fromkeys((*own, *(text for text in asked if text))))


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Every commitment, by statement in the order of their dates, then by number."""

    scores: tuple[Score, ...]
    as_of: date

    @property
    def counts(self) -> tuple[tuple[Fulfilment, int], ...]:
        """How many commitments whose text is known have each verdict; each is there, some 0."""
        counts = Counter(score.verdict for score in self.scores if score.text_is_known)
        return tuple((fulfilment, counts[fulfilment]) for fulfilment in Fulfilment)

    @property
    def decided(self) -> int:
        """How many have a verdict other than unknown: what a share must be a share of."""
        return sum(number for found, number in self.counts if found is not Fulfilment.UNKNOWN)

    def of_statement(self, id: str) -> tuple[Score, ...]:
        """The points of one statement, in their order."""
        return tuple(score for score in self.scores if score.statement.id == id)

    @property
    def text_unknown(self) -> tuple[Score, ...]:
        return tuple(score for score in self.scores if not score.text_is_known)


def scorecard(process: Process, as_of: date) -> Scorecard:
    """Every commitment as the records tell it on a day."""
    statements = {statement.id: statement for statement in process.statements}
    scores = [
        Score(
            commitment,
            statements[commitment.statement],
            tuple(compute(process, measure, as_of) for measure in commitment.rules),
        )
        for commitment in process.commitments
    ]
    scores.sort(key=_order)
    return Scorecard(tuple(scores), as_of)


def settled_on(score: Score, day_of: Callable[[Record], date | None]) -> date | None:
    """The day of the evidence that decides a point; None where it is unknown, or has no day.

    Partly met is decided once something was kept and something else was not; met and not met by
    the latest thing that counts. `day_of` says by when all that a record tells was known.
    """
    told: dict[bool, list[date | None]] = {True: [], False: []}
    for item in _all(score.results):
        if item.holds is not None and not item.is_apart:
            told[item.holds].append(day_of(item.record) if item.record else None)
    for item in _judged(score.judgement):
        if item.holds is not None and score.judgement:
            told[item.holds].append(score.judgement.date)
    kept, missed = ([day for day in found if day] for found in told.values())
    if score.verdict is Fulfilment.UNKNOWN or None in (*told[True], *told[False]):
        return None
    if score.verdict is Fulfilment.PARTLY:
        return max(min(kept), min(missed))
    return max((*kept, *missed), default=None)


WEEK = "7"
"""The days against which the figures hold every period, whatever a commitment asks."""

_FIGURES: tuple[tuple[RuleName, dict[str, str]], ...] = (
    (RuleName.NOTICE_DAYS, {"least": WEEK}),
    (RuleName.NOTICE_WORKING_DAYS, {"least": WEEK}),
    (RuleName.PAPERS_DAYS, {"least": WEEK}),
    (RuleName.PAPERS_WORKING_DAYS, {"least": WEEK}),
    (RuleName.INPUT_DAYS, {"least": WEEK}),
    (RuleName.INPUT_WORKING_DAYS, {"least": WEEK}),
    (RuleName.INPUT_INVITED, {}),
    (RuleName.CONSULTED, {}),
    (RuleName.REMOTE, {}),
    (RuleName.TIME_ZONES, {}),
    (RuleName.SPEAKERS, {}),
    (RuleName.SUMMARIES, {}),
    (RuleName.RECORDINGS, {}),
    (RuleName.OFFICIAL_TEXT, {}),
    (RuleName.MARKED_COPY, {}),
    (RuleName.SYNTHESIS, {}),
    (RuleName.SUBMISSIONS, {}),
    (RuleName.OPEN_MEETINGS, {}),
    (RuleName.SLIPS, {"least": "1"}),
)


def figures(process: Process, as_of: date) -> tuple[Result, ...]:
    """The same rules for any process, whether or not a commitment asks for them."""
    measures = [Measure.model_validate({"rule": name, **held}) for name, held in _FIGURES]
    return tuple(compute(process, measure, as_of) for measure in measures)


def compute(process: Process, measure: Measure, as_of: date) -> Result:
    """What one rule finds."""
    return RULES[measure.rule](process, measure, as_of)


def _order(score: Score) -> tuple[date, str, int]:
    published = score.statement.ledger.standing.when.first_day
    return published, score.statement.id, score.commitment.number


def _all(results: tuple[Result, ...]) -> Iterator[Item]:
    for result in results:
        yield from result.inputs


def _judged(judgement: Judgement | None) -> Iterator[Item]:
    """A judgement as what a rule looks at: 'partly' is one part kept and one not."""
    holds: Mapping[Fulfilment, tuple[bool | None, ...]] = {
        Fulfilment.MET: (True,),
        Fulfilment.PARTLY: (True, False),
        Fulfilment.NOT_MET: (False,),
        Fulfilment.UNKNOWN: (None,),
    }
    if judgement:
        for one in holds[judgement.verdict]:
            yield Item(str(judgement.about), str(judgement.verdict), one)


# --- Whether the commitments about the process were kept, as the records tell it on a day


__all__ = [
    "RULES",
    "Item",
    "Result",
    "Rule",
    "Score",
    "Scorecard",
    "compute",
    "figures",
    "scorecard",
    "settled_on",
    "verdict",
]
