"""Rules on what was published: drafts, inputs, summaries, syntheses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clearway.insight.scorecard.periods import consultations, input_deadline, negotiated
from clearway.insight.scorecard.result import Item, Result, Rule, days, found
from clearway.records.dates.when import day
from clearway.records.kinds.commitment import Measure
from clearway.records.kinds.consultation import Consultation, Summary
from clearway.records.kinds.parts import Copy
from clearway.records.model import Process
from clearway.records.record import Record


def official_text_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft: whether those who run the process published its text (`official_copy`)."""
    items = [_copy(d, d.official_copy, "official_copy", "its text") for d in process.drafts_out]
    return _published(official_text_per_draft, measure, as_of, items, "texts of drafts")


def marked_copy_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that has a previous one: whether those who run the process published a copy
    with the changes marked (`marked_copy`)."""
    items = [
        _copy(d, d.marked_copy, "marked_copy", "a copy with the changes marked")
        for d in process.drafts_out
        if d.previous
    ]
    return _published(marked_copy_per_draft, measure, as_of, items, "copies with marked changes")


def synthesis_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that was not the adopted one: whether those who run the process published a
    report that brings the inputs on it together (`synthesis`)."""
    items = [
        _copy(d, d.synthesis, "synthesis", "a synthesis of the inputs") for d in negotiated(process)
    ]
    return _published(synthesis_per_draft, measure, as_of, items, "syntheses of inputs")


def submissions_published(process: Process, measure: Measure, as_of: date) -> Result:
    """For each submission held here: whether those who run the process put it online
    (`official_copy`)."""
    items = [_copy(s, s.official_copy, "official_copy", "it") for s in process.submissions]
    return _published(submissions_published, measure, as_of, items, "submissions")


def _published(
    rule: Rule, measure: Measure, as_of: date, items: Sequence[Item], things: str
) -> Result:
    return found(rule, measure, as_of, items, things, "were published by those who run the process")


def _copy(record: Record, copy: Copy | None, field: str, what: str) -> Item:
    title = str(getattr(record, "title", record.id))
    if copy is None:
        wanted = f"Did those who run the process publish {what} ('{title}'), and where?"
        return Item(title, "not known", None, record, wanted, field)
    said = "published" if copy.published else "not published"
    return Item(title, said, copy.published, record)


def input_invited_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that was not the adopted one: whether there is a deadline about it until which
    written input was taken. A draft without one is unknown."""
    items = []
    for draft in negotiated(process):
        deadline = input_deadline(process, draft)
        title = str(draft.title)
        if deadline:
            said = f"until {day(deadline.ledger.standing.when.last_day)}"
            items.append(Item(title, said, True, deadline))
        else:
            wanted = f"Was written input on {title} invited, and until when?"
            items.append(Item(title, "no deadline is known", None, draft, wanted))
    do = "were open to written input"
    return found(input_invited_per_draft, measure, as_of, items, "drafts", do)


def consultation_per_draft(process: Process, measure: Measure, as_of: date) -> Result:
    """For each draft that was not the adopted one: whether there was a consultation on it that was
    not cancelled and had begun. A draft without one is unknown."""
    items = []
    for draft in negotiated(process):
        on_it = [c for c in begun(process, as_of) if c.draft == draft.id]
        title = str(draft.title)
        if on_it:
            said = f"{len(on_it)} consultation{'s' if len(on_it) > 1 else ''}"
            items.append(Item(title, said, True, on_it[0]))
        else:
            wanted = f"Was there a consultation on {title}?"
            items.append(Item(title, "none is known", None, draft, wanted))
    do = "had a consultation"
    return found(consultation_per_draft, measure, as_of, items, "drafts", do)


def summaries_published(process: Process, measure: Measure, as_of: date) -> Result:
    """For each consultation that was over on the day: whether a summary of it is held here that is
    not known to be somebody else's, and how many days after the consultation it was published. A
    consultation without one is unknown."""
    items = [_summarised(process, c) for c in over(process, as_of)]
    do = "have a summary"
    return found(summaries_published, measure, as_of, items, "consultations", do)


def begun(process: Process, as_of: date) -> tuple[Consultation, ...]:
    """The consultations that were over on a day, or under way."""
    held = consultations(process)
    return tuple(c for c in held if c.ledger.standing.when.first_day <= as_of)


def over(process: Process, as_of: date) -> tuple[Consultation, ...]:
    """The consultations that were over on a day."""
    held = consultations(process)
    return tuple(c for c in held if c.ledger.standing.when.last_day < as_of)


def _summarised(process: Process, consultation: Consultation) -> Item:
    title = str(consultation.title)
    own = [s for s in process.summaries if s.consultation == consultation.id]
    kept = [s for s in own if s.official is not False]
    if not kept:
        wanted = f"Was a summary of '{title}' published, when and where?"
        return Item(title, "no summary is known", None, consultation, wanted)
    return Item(title, _after(kept[0], consultation), True, kept[0])


def _after(summary: Summary, consultation: Consultation) -> str:
    if summary.published is None or not summary.published.to_the_day:
        return "published; not known on which day"
    number = (summary.published.first_day - consultation.ledger.standing.when.last_day).days
    return f"published {days(number)} after"
