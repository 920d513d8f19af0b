"""Dates in sentences: what each step of a ledger is, corrected, announced."""

from __future__ import annotations

from collections.abc import Callable

from clearway.insight.changes import DateChange
from clearway.language import current, gettext
from clearway.publish import formatting
from clearway.publish.sentences.names import Names, the
from clearway.publish.sentences.sentence import Sentence, new, old, told
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
    if span:
        shown = gettext("{date}, {time} {place}").format(
            date=shown, time=formatting.clock(span), place=formatting.zone_place(span)
        )
    if not reading.printed:
        return shown
    return gettext("{date}, printed “{printed}”").format(date=shown, printed=reading.printed)


def subject(names: Names, record: Record, loc: Loc) -> Sentence:
    """What has the date: 'The deadline “…”', 'Registration for “…”', '“Rev.1”'."""
    named = names.named(record)
    if loc == ("registration", "closes"):
        return told(gettext("The end of registration for {title}"), title=named)
    if loc[:1] == (SESSIONS,):
        return told(gettext("A session of {title}"), title=named)
    if loc == ("endorsement", "closes"):
        return told(gettext("The last day to endorse {title}"), title=named)
    if isinstance(record, Draft | Statement):
        return told(gettext("The publication of {title}"), title=named)
    return the(record, named)


def step(names: Names, record: Record, loc: Loc, found: Transition) -> Sentence:
    """What was announced of a date, and when: 'The deadline “…” moved from 15 to 25 July 2025'."""
    said = _STEPS[found.kind](subject(names, record, loc), found)
    when = formatting.announced(found)
    if not when:
        return said
    return told(gettext("{change}; {announced}"), change=said, announced=when)


def _made_exact(what: Sentence, found: Transition) -> Sentence:
    now = new(reading_words(found.now))
    if found.before.when.is_unknown:
        return told(gettext("{what} now has a date: {date}"), what=what, date=now)
    form = gettext("{what} is now known better: {date} (before: {before})")
    if found.before.when.to_the_day and not found.before.when.is_vague and found.now.when.has_time:
        form = gettext("{what} is now known to the hour: {date} (before: {before})")
    elif found.now.when.to_the_day:
        form = gettext("{what} is now known to the day: {date} (before: {before})")
    # It is no date that failed to hold, so it is not struck through.
    return told(form, what=what, date=now, before=reading_words(found.before))


def _kept(what: Sentence, found: Transition) -> Sentence:
    if found.before.when.is_unknown:
        return told(gettext("{what} has no date yet, as was said again"), what=what)
    now = new(reading_words(found.now))
    if found.before.when.is_open:
        form = gettext("{what} kept its date: {date} (announced for: {before})")
        return told(form, what=what, date=now, before=formatting.when(found.before.when))
    return told(gettext("{what} kept its date: {date}"), what=what, date=now)


def _moved(what: Sentence, found: Transition) -> Sentence:
    """'… moved from 15 to 25 July 2025': what both share is said once."""
    was, now = found.before, found.now
    before = reading_words(was)
    if not (was.when.has_time or now.when.has_time):
        before = _short(was.when, now.when)
    shift = formatting.shift(found)
    form = gettext("{what} moved from {old} to {new}")
    if shift:
        form = gettext("{what} moved from {old} to {new}, {shift}")
    return told(form, what=what, old=old(before), new=new(reading_words(now)), shift=shift)


def _cancelled(what: Sentence, found: Transition) -> Sentence:
    was, cancelled = found.before, new(gettext("cancelled"))
    if was.when.is_unknown:
        return told(gettext("{what} was {cancelled}"), what=what, cancelled=cancelled)
    form = gettext("{what} was {cancelled} (it was to be {on_day})")
    return told(form, what=what, cancelled=cancelled, on_day=old(formatting.on(was.when)))


def _postponed(what: Sentence, found: Transition) -> Sentence:
    was, postponed = old(reading_words(found.before)), new(gettext("postponed"))
    form = gettext("{what} was {postponed} from {date}; new date not known")
    return told(form, what=what, postponed=postponed, date=was)


def _reinstated(what: Sentence, found: Transition) -> Sentence:
    again = new(gettext("on again"))
    if found.now.when.is_unknown:
        form = gettext("{what} is {on_again}; its date is not yet known")
        return told(form, what=what, on_again=again)
    form = gettext("{what} is {on_again}, on another date: {date}")
    if found.before.when == found.now.when:
        form = gettext("{what} is {on_again}, on the same date: {date}")
    return told(form, what=what, on_again=again, date=new(reading_words(found.now)))


_STEPS: dict[TransitionKind, Callable[[Sentence, Transition], Sentence]] = {
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
    return told(
        gettext("The date of {title} was corrected here from {old} to {new}"),
        title=names.named(record),
        old=old(reading_words(was)),
        new=new(reading_words(now)),
    )


def revived(names: Names, record: Record, loc: Loc) -> Sentence:
    return told(gettext("{what} is no longer cancelled"), what=subject(names, record, loc))


def disputed(names: Names, record: Record, reading: Reading) -> Sentence:
    form = gettext("Another source gives {date} for {title}")
    return told(form, date=new(reading_words(reading)), title=names.named(record))


def announced(names: Names, record: Record, loc: Loc, reading: Reading) -> Sentence:
    # 'announced by July' would be the day of the announcement.
    form = gettext("{what} was announced for {date}")
    if reading.when.is_open:
        form = gettext("{what} was announced: {date}")
    return told(form, what=subject(names, record, loc), date=new(reading_words(reading)))


def _short(was: When, now: When) -> str:
    """A plain day without the month and year that the day after 'to' says again."""
    plain = all(w.to_the_day and not w.is_vague and not w.is_span for w in (was, now))
    whole = formatting.when(was)
    if not (plain and current().is_source):
        return whole
    if (was.first_day.year, was.first_day.month) == (now.first_day.year, now.first_day.month):
        return whole.split(" ", 1)[0]
    if was.first_day.year == now.first_day.year:
        return whole.rsplit(" ", 1)[0]
    return whole
