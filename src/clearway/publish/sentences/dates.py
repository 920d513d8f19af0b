"""Dates in sentences: moved, cancelled, corrected, announced."""

from __future__ import annotations

from clearway.insight.changes import DateChange, is_refinement
from clearway.publish import formatting
from clearway.publish.sentences.names import Names, noun_of
from clearway.publish.sentences.sentence import Piece, Sentence, new, old, sentence
from clearway.records.dates.ledger import Cancelled, Move, Reading
from clearway.records.dates.when import Precision, When
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.statement import Statement
from clearway.records.reading.positions import Loc
from clearway.records.record import Record


def on(when: When) -> str:
    """'on 7 November 2025', 'in August 2025', 'by 30 May 2025', 'about 9 December 2025'."""
    told = formatting.when(when)
    if when.is_open or when.approximate:
        return told
    return f"{'on' if when.precision >= Precision.DAY else 'in'} {told}"


def reading_words(reading: Reading) -> str:
    """A date with its time of day, where there is one."""
    span = reading.span
    shown = formatting.when(reading.when)
    return f"{shown}, {formatting.clock(span)} {formatting.zone_place(span)}" if span else shown


def subject(names: Names, record: Record, loc: Loc) -> Sentence:
    """What has the date: 'The deadline “…”', 'Registration for “…”', '“Rev.1”'."""
    named = names.named(record)
    if loc == ("registration", "closes"):
        return sentence("The end of registration for ", named)
    if loc == ("endorsement", "closes"):
        return sentence("The last day to endorse ", named)
    if isinstance(record, Draft | Statement):
        return sentence("The publication of ", named)
    return sentence(f"The {noun_of(record)} ", named)


def moved(names: Names, record: Record, loc: Loc, move: Move) -> Sentence:
    """'The deadline “…” moved from 15 to 25 July 2025, ten days later'."""
    shift = formatting.shift(move)
    return sentence(
        *subject(names, record, loc),
        *_from_to(move),
        f", {shift}" if shift and not is_refinement(move) else "",
    )


def told(move: Move) -> str:
    """'; told on 9 July 2025, six days before it fell due', or nothing where it is not known."""
    return f"; {formatting.told(move)}" if move.after.announced else ""


def corrected(names: Names, record: Record, change: DateChange) -> Sentence:
    """The record was mended; nobody announced another date."""
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


def cancelled(names: Names, record: Record, loc: Loc, told: Cancelled) -> Sentence:
    return sentence(
        *subject(names, record, loc), " was ", new("cancelled"), f", told {on(told.date)}"
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


def _from_to(move: Move) -> tuple[Piece, ...]:
    """' moved from 15 to 25 July 2025': what both share is said once."""
    was, now = move.before, move.after
    if is_refinement(move):
        known = " is now known to the day: "
        return sentence(
            known, new(reading_words(now)), " (before: ", old(formatting.when(was.when)), ")"
        )
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
