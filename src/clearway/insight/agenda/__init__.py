"""What is past, under way and ahead on a day, what comes next, and what came out of it all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clearway.insight.agenda.occasions import Occasion, Status, occasions
from clearway.records.dates.when import Precision
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.model import Process


@dataclass(frozen=True, slots=True)
class Agenda:
    """How the occasions of a process stand on the day `as_of`.

    `past`, `under_way` and `ahead` hold every occasion once, each from the earliest on;
    `under_way` has those of that very day, too. What was cancelled stays where its date puts it.
    """

    as_of: date
    past: tuple[Occasion, ...]
    under_way: tuple[Occasion, ...]
    ahead: tuple[Occasion, ...]
    culmination: Occasion | None
    """What the whole process leads up to, whether ahead or past."""
    adopted: Draft | None
    """What came out of it, once the culmination is past and the text is adopted."""
    adoption: Milestone | None
    """The decision that adopted it."""

    @property
    def culminated(self) -> bool:
        """Whether what the process leads up to is past; also where no such thing is named."""
        return self.culmination is None or self.culmination.status(self.as_of) is Status.PAST

    @property
    def next(self) -> Occasion | None:
        """What to lead with: the culmination until it is past, then the nearest thing ahead.

        The nearest thing ahead is one with a day, where there is any; nothing that is cancelled.
        """
        if self.culmination and not self.culminated and not self.culmination.is_off:
            return self.culmination
        return next(iter((*self._with_day, *self._without_day)), None)

    @property
    def days_to_next(self) -> int | None:
        """Days until `next`; 0 on its first day, below 0 while it is under way. None: unknown."""
        return self.next.days_to_go(self.as_of) if self.next else None

    @property
    def coming_up(self) -> tuple[Occasion, ...]:
        """What is under way or ahead and not off, the nearest first, but for `next`.

        What is known only roughly (a month, 'by September') is as near as its last day. The current
        year is left out: whether its day is past or to come is not known. So is what began in
        an earlier year and has no day, and what has no date in a stage that is over.
        """
        now = (o for o in self.under_way if not o.is_off and self._is_of_this_year(o))
        found = (*now, *self._with_day, *self._without_day)
        return tuple(sorted((o for o in found if o is not self.next), key=self._nearness))

    def _nearness(self, occasion: Occasion) -> tuple[date, date, str]:
        by = occasion.first_day if occasion.is_dated else occasion.last_day
        return max(by, self.as_of), occasion.last_day, occasion.id

    def _is_of_this_year(self, occasion: Occasion) -> bool:
        return occasion.is_dated or occasion.first_day.year >= self.as_of.year

    @property
    def _with_day(self) -> tuple[Occasion, ...]:
        return tuple(o for o in self.ahead if o.is_dated and not o.is_off)

    @property
    def _without_day(self) -> tuple[Occasion, ...]:
        rough = (o for o in self.ahead if not o.is_dated and not self._is_idle(o))
        return tuple(sorted(rough, key=self._nearness))

    def _is_idle(self, occasion: Occasion) -> bool:
        only_year = occasion.when.precision is Precision.YEAR
        has_begun = only_year and occasion.first_day <= self.as_of
        stage_is_over = occasion.stage_end is not None and occasion.stage_end < self.as_of
        return occasion.is_off or has_begun or stage_is_over


def agenda(process: Process, as_of: date) -> Agenda:
    """How the occasions of `process` stand on the day `as_of`; sessions stay with their meeting."""
    everything = tuple(o for o in occasions(process) if o.session is None)
    culmination = _culmination(process, everything)
    adopted, adoption = _adopted(process, culmination, as_of)
    return Agenda(
        as_of=as_of,
        past=_of(everything, as_of, Status.PAST),
        under_way=_of(everything, as_of, Status.TODAY, Status.UNDER_WAY),
        ahead=_of(everything, as_of, Status.AHEAD),
        culmination=culmination,
        adopted=adopted,
        adoption=adoption,
    )


def _of(everything: tuple[Occasion, ...], as_of: date, *status: Status) -> tuple[Occasion, ...]:
    return tuple(o for o in everything if o.status(as_of) in status)


def _culmination(process: Process, everything: tuple[Occasion, ...]) -> Occasion | None:
    ref = process.profile.culmination
    return next((o for o in everything if o.record.ref == ref and not o.is_derived), None)


def _adopted(
    process: Process, culmination: Occasion | None, as_of: date
) -> tuple[Draft, Milestone] | tuple[None, None]:
    outcome = process.profile.outcome
    if outcome is None or (culmination and culmination.status(as_of) is not Status.PAST):
        return None, None
    draft = process.find(Draft, outcome)
    decision = process.adoption(draft)
    if decision is None or decision.ledger.standing.when.last_day > as_of:
        return None, None
    return draft, decision
