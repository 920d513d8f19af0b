"""Dates in sentences: what each step of a ledger is, corrected, announced."""

from __future__ import annotations

from collections.abc import Callable

from clearway.insight.changes import DateChange
from clearway.publish import formatting
from clearway.publish.sentences.names import Names, noun_of
from clearway.publish.sentences.sentence import Sentence, new, old, sentence
from clearway.records.dates.ledger import Reading, Transition
from clearway.records.dates.transitions import TransitionKind
from clearway.records.dates.when import When
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.statement import Statement
from clearway.records.reading.positions import Loc
from clearway.records.record import Record
from clearway.records.references import SESSIONS


def reading_words(reading: Reading) -> str:
    """A date with its time of day, where there is one, and as the source prints it."""
    span = reading.span
    shown = formatting.when(reading.when)
    timed = f"{shown}, {formatting.clock(span)} {formatting.zone_place(span)}" if span else shown
    return f"{timed}, printed “{reading.printed}”" if reading.printed else timed


def subject(names: Names, record: Record, loc: Loc) -> Sentence:
    """What has the date: 'The deadline “…”', 'Registration for “…”', '“Rev.1”'."""
    named = names.named(record)
    if loc == ("registration", "closes"):
        return sentence("The end of registration for ", named)
    if loc[:1] == (SESSIONS,):
        return sentence("A session of ", named)
    if loc == ("endorsement", "closes"):
        return sentence("The last day to endorse ", named)
    if isinstance(record, Draft | Statement):
        return sentence("The publication of ", named)
    return sentence(f"The {noun_of(record)} ", named)


def step(names: Names, record: Record, loc: Loc, found: Transition) -> Sentence:
    """What was announced of a date, and when: 'The deadline “…” moved from 15 to 25 July 2025'."""
    said = _STEPS[found.kind](found)
    when = formatting.announced(found)
    return sentence(*subject(names, record, loc), *said, f"; {when}" if when else "")


def _made_exact(found: Transition) -> Sentence:
    if found.before.when.is_unknown:
        return sentence(" now has a date: ", new(reading_words(found.now)))
    # It is no date that failed to hold, so it is not struck through.
    before = reading_words(found.before)
    known = "to the day" if found.now.when.to_the_day else "better"
    if found.before.when.to_the_day and not found.before.when.is_vague:
        known = "to the hour" if found.now.when.has_time else known
    return sentence(
        f" is now known {known}: ", new(reading_words(found.now)), " (before: ", before, ")"
    )


def _kept(found: Transition) -> Sentence:
    if found.before.when.is_unknown:
        return sentence(" has no date yet, as was said again")
    said = sentence(" kept its date: ", new(reading_words(found.now)))
    if found.before.when.is_open:
        return sentence(*said, f" (announced for: {formatting.when(found.before.when)})")
    return said


def _moved(found: Transition) -> Sentence:
    shift = formatting.shift(found)
    return sentence(*_from_to(found), f", {shift}" if shift else "")


def _cancelled(found: Transition) -> Sentence:
    was = found.before
    said = sentence(" was ", new("cancelled"))
    if was.when.is_unknown:
        return said
    return sentence(*said, " (it was to be ", old(formatting.on(was.when)), ")")


def _postponed(found: Transition) -> Sentence:
    was = old(reading_words(found.before))
    return sentence(" was ", new("postponed"), " from ", was, "; new date not known")


def _reinstated(found: Transition) -> Sentence:
    if found.now.when.is_unknown:
        return sentence(" is ", new("on again"), "; its date is not yet known")
    same = found.before.when == found.now.when
    on = f"on {'the same date' if same else 'another date'}: "
    return sentence(" is ", new("on again"), f", {on}", new(reading_words(found.now)))


_STEPS: dict[TransitionKind, Callable[[Transition], Sentence]] = {
    TransitionKind.MADE_EXACT: _made_exact,
    TransitionKind.KEPT: _kept,
    TransitionKind.MOVED: _moved,
    TransitionKind.CANCELLED: _cancelled,
    TransitionKind.POSTPONED: _postponed,
    TransitionKind.REINSTATED: _reinstated,
}


def corrected(names: Names, record: Record, change: DateChange) -> Sentence:
    """The record was corrected; no new date was announced."""
    assert change.old is not None
    assert change.new is not None
    was, now = change.old.ledger.standing, change.new.ledger.standing
    return sentence(
        "The date of ",
        names.named(record),
        " was corrected here from ",
        old(reading_words(was)),
        " to ",
        new(reading_words(now)),
    )


def revived(names: Names, record: Record, loc: Loc) -> Sentence:
    return sentence(*subject(names, record, loc), " is no longer cancelled")


def disputed(names: Names, record: Record, reading: Reading) -> Sentence:
    return sentence(
        "Another source gives ", new(reading_words(reading)), " for ", names.named(record)
    )


def announced(names: Names, record: Record, loc: Loc, reading: Reading) -> Sentence:
    # 'announced by July' would be the day of the announcement.
    begin = ": " if reading.when.is_open else " for "
    return sentence(
        *subject(names, record, loc), " was announced", begin, new(reading_words(reading))
    )


def _from_to(found: Transition) -> Sentence:
    """' moved from 15 to 25 July 2025': what both share is said once."""
    was, now = found.before, found.now
    if was.when.has_time or now.when.has_time:
        return sentence(" moved from ", old(reading_words(was)), " to ", new(reading_words(now)))
    return sentence(
        " moved from ", old(_short(was.when, now.when)), " to ", new(reading_words(now))
    )


def _short(was: When, now: When) -> str:
    """A plain day without the month and year that the day after 'to' says again."""
    plain = all(w.to_the_day and not w.is_vague and not w.is_span for w in (was, now))
    whole = formatting.when(was)
    if not plain:
        return whole
    if (was.first_day.year, was.first_day.month) == (now.first_day.year, now.first_day.month):
        return whole.split(" ", 1)[0]
    if was.first_day.year == now.first_day.year:
        return whole.rsplit(" ", 1)[0]
    return whole
