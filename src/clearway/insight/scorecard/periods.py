"""Rules on how much time people were given. Days are calendar days, or Mondays to Fridays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from clearway.insight.scorecard.result import Item, Result, days, formula, found
from clearway.records.dates.ledger import Transition, working_days
from clearway.records.dates.transitions import TransitionKind
from clearway.records.dates.when import Precision, When, when
from clearway.records.kinds.commitment import Measure
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone, MilestoneKind
from clearway.records.model import Process
from clearway.records.record import DatedRecord, Record
from clearway.records.references import ledgers

Between = Callable[[date, date], int]


def notice_days(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation that was not cancelled: the calendar days from the day on which its
    date was announced until its first day. Where it is only known that it was announced by some
    day, the days from that one are the fewest that there can have been."""
    return _notice(process, measure, as_of, notice_days, _calendar, "calendar")


def notice_working_days(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation that was not cancelled: the Mondays to Fridays after the day on which
    its date was announced, up to and with its first day. Holidays of the United Nations are counted
    as any other day."""
    return _notice(process, measure, as_of, notice_working_days, working_days, "working")


def _notice(
    process: Process,
    measure: Measure,
    as_of: date,
    rule: Callable[[Process, Measure, date], Result],
    between: Between,
    kind: str,
) -> Result:
    items = [_noticed(c, measure, between, kind) for c in consultations(process)]
    return found(
        rule, measure, as_of, items, "consultations", f"had at least {days(_least(measure), kind)}"
    )


def _noticed(consultation: Consultation, measure: Measure, between: Between, kind: str) -> Item:
    standing = consultation.ledger.standing
    start = _to_the_day(standing.when)
    announced = standing.announced
    title = str(consultation.title)
    told = announced.end if announced else None
    if start is None or told is None or told.precision < Precision.DAY:
        said = "not known when it was announced" if start else "not known on which day it began"
        wanted = f"When was '{title}' announced?" if start else f"On which day was '{title}'?"
        field = "announced" if start else "when"
        return Item(title, said, None, consultation, wanted, field)
    number = between(told.day, start)
    if announced is not None and announced.start == announced.end:
        return Item(title, days(number, kind), number >= _least(measure), consultation)
    said = f"at least {days(number, kind)}"
    if number >= _least(measure):
        return Item(title, said, True, consultation)
    wanted = f"On which day was '{title}' announced?"
    return Item(title, said, None, consultation, wanted, "announced")


def papers_days(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation on a draft: the calendar days from the day on which the draft was
    published until the consultation's first day."""
    return _papers(process, measure, as_of, papers_days, _calendar, "calendar")


def papers_working_days(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation on a draft: the Mondays to Fridays after the day on which the draft
    was published, up to and with the consultation's first day. Holidays of the United Nations are
    counted as any other day."""
    return _papers(process, measure, as_of, papers_working_days, working_days, "working")


def _papers(
    process: Process,
    measure: Measure,
    as_of: date,
    rule: Callable[[Process, Measure, date], Result],
    between: Between,
    kind: str,
) -> Result:
    drafts = {draft.id: draft for draft in process.drafts}
    items = [
        _between(str(c.title), drafts[c.draft], c, measure, between, kind)
        for c in consultations(process)
        if c.draft
    ]
    do = f"came at least {days(_least(measure), kind)} after their draft"
    return found(rule, measure, as_of, items, "consultations on a draft", do)


def written_input_days(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that was not the adopted one: the calendar days from its publication until
    the deadline that is about it. A draft without such a deadline is unknown."""
    return _written(process, measure, as_of, written_input_days, _calendar, "calendar")


def written_input_working_days(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that was not the adopted one: the Mondays to Fridays after its publication,
    up to and with the deadline that is about it. A draft without such a deadline is unknown;
    holidays of the United Nations are counted as any other day."""
    rule = written_input_working_days
    return _written(process, measure, as_of, rule, working_days, "working")


def _written(
    process: Process,
    measure: Measure,
    as_of: date,
    rule: Callable[[Process, Measure, date], Result],
    between: Between,
    kind: str,
) -> Result:
    items = []
    for draft in negotiated(process):
        deadline = input_deadline(process, draft)
        if deadline is None:
            said, wanted = "no deadline is known", f"Until when was input on {draft.title} taken?"
            items.append(Item(str(draft.title), said, None, draft, wanted))
        else:
            items.append(_between(str(draft.title), draft, deadline, measure, between, kind))
    do = f"left at least {days(_least(measure), kind)} to write"
    return found(rule, measure, as_of, items, "drafts", do)


def published_within_days(process: Process, measure: Measure, as_of: date) -> Result:
    """The calendar days from the date of one record until that of another."""
    later, earlier = (process.records[ref] for ref in (measure.record, measure.after) if ref)
    assert measure.most is not None
    title, before = (str(getattr(r, "title", r.id)) for r in (later, earlier))
    number = _days_between(earlier, later)
    if number is None:
        wanted = f"On which days were '{before}' and '{title}'?"
        item = Item(title, "not known to the day", None, later, wanted, "when")
        result = f"It is not known how many days after '{before}' came '{title}'."
    else:
        item = Item(title, days(number), number <= measure.most, later)
        result = f"'{title}' came {days(number)} after '{before}'; asked for: {measure.most}."
    return Result(measure, formula(published_within_days), (item,), result, as_of)


def slips_announced_in_time(process: Process, measure: Measure, as_of: date) -> Result:
    """For each date that was put off, which means that the new one begins after the old one's last
    day: the calendar days from the announcement of the new date until the old one began. Dates
    brought forward or made more exact are no slips."""
    items = []
    for record, loc, ledger in ledgers(process):
        for index, move in enumerate(ledger.transitions, start=1):
            is_later = move.now.when.first_day > move.before.when.last_day
            if move.kind is not TransitionKind.MOVED or not is_later:
                continue
            title = str(getattr(record, "title", record.id))
            before = move.days_before_due
            if before is None:
                field = ".".join(map(str, (*loc, "dates", index, "announced")))
                wanted = f"When was it told that '{title}' was put off?"
                said = f"{_put_off(move)}; not known when that was told"
                items.append(Item(title, said, None, record, wanted, field))
            else:
                said = f"{_put_off(move)}, told {days(before)} before"
                items.append(Item(title, said, before >= _least(measure), record))
    do = f"were told at least {days(_least(measure))} before the old date"
    return found(slips_announced_in_time, measure, as_of, items, "dates that were put off", do)


def _put_off(move: Transition) -> str:
    return f"put off by {days(move.days)}" if move.days is not None else "put off"


# --- what these rules look at ----------------------------------------------------------------


def consultations(process: Process) -> tuple[Consultation, ...]:
    """The consultations that were not cancelled, in the order of their dates."""
    held = [c for c in process.consultations if not c.ledger.is_off]
    return tuple(sorted(held, key=lambda c: (c.ledger.standing.when.first_day, c.id)))


def negotiated(process: Process) -> tuple[Draft, ...]:
    """The drafts that were still open: all but the adopted one, in the order of their dates.

    Of one that is only planned nothing can be asked yet.
    """
    drafts = [draft for draft in process.drafts_out if not draft.adopted]
    return tuple(sorted(drafts, key=lambda d: (d.ledger.standing.when.first_day, d.id)))


def input_deadline(process: Process, draft: Draft) -> Milestone | None:
    """The last deadline that is about a draft and has a date."""
    deadlines = [
        milestone
        for milestone in process.milestones
        if milestone.kind is MilestoneKind.DEADLINE and draft.ref in milestone.about
        if not milestone.ledger.standing.when.is_unknown
    ]
    return max(deadlines, key=lambda m: m.ledger.standing.when.last_day, default=None)


def _between(
    title: str,
    earlier: DatedRecord,
    later: DatedRecord,
    measure: Measure,
    between: Between,
    kind: str,
) -> Item:
    first = _to_the_day(earlier.ledger.standing.when)
    last = _to_the_day(later.ledger.standing.when)
    if first is None or last is None:
        vague = earlier if first is None else later
        wanted = f"On which day was '{vague.ref}'?"
        return Item(title, "not known to the day", None, vague, wanted, "when")
    number = between(first, last)
    holds = number >= _least(measure)
    said = days(number, kind)
    for reading in earlier.ledger.disputed:
        other = _to_the_day(reading.when)
        if other is not None and (between(other, last) >= _least(measure)) is not holds:
            said += (
                f"; {between(other, last)} if it was {when(reading.when)}, as another source says"
            )
    return Item(title, said, holds, later)


def _days_between(earlier: Record, later: Record) -> int | None:
    if not (isinstance(earlier, DatedRecord) and isinstance(later, DatedRecord)):
        return None
    first = _to_the_day(earlier.ledger.standing.when)
    last = _to_the_day(later.ledger.standing.when)
    return (last - first).days if first and last else None


def _to_the_day(when: When) -> date | None:
    """The day on which it begins; None where it is not known so exactly, or only about."""
    start = when.start
    if start is None or start.precision < Precision.DAY or start.approximate or start.uncertain:
        return None
    return start.day


def _least(measure: Measure) -> int:
    assert measure.least is not None  # a rule that lacks what it needs is refused when read
    return measure.least


def _calendar(first: date, last: date) -> int:
    return (last - first).days
