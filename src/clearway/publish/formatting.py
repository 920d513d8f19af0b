"""Dates, times and numbers in words, as a page says them: '25 July 2025', 'six days before'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from babel import Locale
from babel.dates import format_date, get_timezone_location

from clearway.records.dates import when as date_words
from clearway.records.dates.ledger import Ledger, Reading, Transition
from clearway.records.dates.transitions import TransitionKind
from clearway.records.dates.when import LOCALE, Precision, Span, When
from clearway.records.fields import countries
from clearway.records.kinds.consultation import Headcount
from clearway.records.kinds.parts import Modality, Venue
from clearway.records.kinds.statement import StatementVersion

day = date_words.day
when = date_words.when

_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()


def count(number: int, singular: str, plural: str | None = None) -> str:
    """'six days', '43 organisations', 'one day': small numbers in letters."""
    noun = singular if number == 1 else plural or f"{singular}s"
    shown = _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"
    return f"{shown} {noun}"


def clock(span: Span) -> str:
    """16:45–17:45, and the day of the end where it is another one."""
    if span.start == span.end:
        return f"{span.start:%H:%M}"
    if span.start.date() == span.end.date():
        return f"{span.start:%H:%M}–{span.end:%H:%M}"
    last = format_date(span.end, "d MMMM", locale=LOCALE)
    return f"{span.start:%H:%M} until {last}, {span.end:%H:%M}"


def zone_place(span: Span, city: str | None = None) -> str:
    """Where a clock hangs, then its letters: 'Geneva (CEST)'; the zone's city by default."""
    zone = str(span.start.tzinfo)
    if zone == "UTC":
        return "UTC"
    if zone == ANYWHERE:
        return "Anywhere on Earth (UTC−12)"
    place = city or get_timezone_location(span.start.tzinfo, locale=LOCALE, return_city=True)
    return f"{place} ({span.start.tzname()})"


ANYWHERE = "Etc/GMT+12"
"""The zone in which a day ends last. Its sign is turned round: 'GMT+12' is UTC−12."""


def in_zone(zone: str) -> str:
    """Where a day begins and ends: 'in New York', 'anywhere on Earth (UTC−12)'.

    >>> in_zone("America/New_York"), in_zone("UTC"), in_zone("Etc/GMT+12")
    ('in New York', 'in UTC', 'anywhere on Earth (UTC−12)')
    """
    if zone == ANYWHERE:
        return "anywhere on Earth (UTC−12)"
    if zone == "UTC":
        return "in UTC"
    return f"in {get_timezone_location(zone, locale=LOCALE, return_city=True)}"


def in_language(text: str, tag: str) -> str:
    """A text of a record in a language, where it was written in that one; else as it was first."""
    return str(getattr(text, "translations", {}).get(tag, text))


def clock_utc(span: Span) -> str:
    """14:45–15:45 UTC, with the day where it is another one in UTC."""
    utc = span.utc
    shown = f"{clock(utc)} UTC"
    if utc.start.date() == span.start.date():
        return shown
    return f"{shown} on {format_date(utc.start, 'd MMMM', locale=LOCALE)}"


def iso(instant: datetime) -> str:
    """An instant for a machine: 2025-07-09T14:45Z."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def machine(reading: Reading) -> str:
    """The start of a reading for `<time datetime>`; empty where HTML has no form for it."""
    if reading.span:
        return iso(reading.span.start)
    start = reading.when.start
    if start is None:
        return ""
    lengths = {Precision.YEAR: 4, Precision.MONTH: 7}
    return start.day.isoformat()[: lengths.get(start.precision, 10)]


def weekday(value: When) -> str:
    """'Tuesday', 'Tue–Wed', or nothing where no day is known."""
    if not value.to_the_day or value.start is None or value.end is None:
        return ""
    if value.start.day == value.end.day:
        return format_date(value.start.day, "EEEE", locale=LOCALE)
    first, last = (format_date(b.day, "EEE", locale=LOCALE) for b in (value.start, value.end))
    return f"{first}–{last}"


def announced(step: Transition) -> str:
    """When a step was announced: 'announced on 9 July 2025, six days before it fell due'.

    Of a date that was kept or made exact nothing is said where that day is not recorded, for it may
    have come without a word.
    """
    announced = step.after.announced
    as_before = step.kind in (TransitionKind.MADE_EXACT, TransitionKind.KEPT)
    if announced is None:
        return "" if as_before else "announcement day not recorded"
    days = None if as_before else step.days_before_due
    base = f"announced {on(announced)}"
    if days is None:
        return base
    if days == 0:
        return f"{base}, on the day itself"
    is_off = step.kind in (TransitionKind.CANCELLED, TransitionKind.POSTPONED)
    due = "" if is_off else " it fell due"
    return f"{base}, {count(abs(days), 'day')} {'after' if days < 0 else 'before'}{due}"


def step(found: Transition) -> str:
    """What a step is, beside its date: 'ten days later', 'made exact', 'on again'."""
    if found.kind is TransitionKind.MOVED:
        return shift(found) or "moved"
    return "on again" if found.kind is TransitionKind.REINSTATED else str(found.kind)


def on(value: When) -> str:
    """'on 7 November 2025', 'in August 2025', 'by 30 May 2025', 'about 9 December 2025'.

    >>> from clearway.records.dates.when import read_when
    >>> on(read_when("2025-11-07")), on(read_when("2025-08")), on(read_when("../2025-05-30"))
    ('on 7 November 2025', 'in August 2025', 'by 30 May 2025')
    """
    said = when(value)
    if value.is_open or value.approximate:
        return said
    return f"{'on' if value.precision >= Precision.DAY else 'in'} {said}"


def shift(step: Transition) -> str:
    """By how much a date moved: 'ten days later', or nothing where that is not known."""
    days = step.days
    if not days:
        return ""
    return f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def notice(ledger: Ledger) -> str:
    """'sixteen days of notice (twelve working days)', or nothing where it is not known."""
    days, working = ledger.notice, ledger.working_notice
    if days is None or working is None or days < 0:
        return ""
    return f"{count(days, 'day')} of notice ({count(working, 'working day')})"


def country(code: str) -> str:
    """A country by its code (ISO 3166-1), in the language of the page."""
    return str(LOCALE.territories.get(code) or countries()[code])


def region(code: str) -> str:
    """A region by its code (UN M49), in the language of the page."""
    return str(LOCALE.territories[code])


def script(code: str) -> str:
    """A script by its code (ISO 15924, in any case), in the language of the page."""
    return str(LOCALE.scripts.get(code.title()) or code.title())


def group_label(code: str, start: str) -> str:
    """What names begin with, on a link to them: 'Ma', 'Cyrillic', '#'."""
    if start:
        return start.title()
    return {"zyyy": "#", "zzzz": "Other scripts"}.get(code) or script(code)


def group_title(code: str, start: str) -> str:
    """What names are on a page: 'Names that begin with Ma', 'Names in Cyrillic script'."""
    if start:
        return f"Names that begin with {start.title()}"
    whole = {"zyyy": "Names that begin with a figure or sign", "zzzz": "Names in other scripts"}
    return whole.get(code) or f"Names in {script(code)} script"


def language() -> str:
    """The language of the page as a tag (BCP 47)."""
    return str(LOCALE).replace("_", "-")


def of_text(version: StatementVersion) -> str:
    """Which of several texts of a statement: 'of the text of 3 March 2025'."""
    if version.date is None:
        return f"of the text {version.id}"
    return f"of the text of {when(version.date)}"


@dataclass(frozen=True, slots=True)
class Tile:
    """A date as a leaf torn off a calendar: what stands above, large, and below.

    `year` stands beside what is above, and is empty for the year that needs no saying.
    """

    above: str
    large: str
    below: str
    long: bool
    year: str = ""


def tile(value: When, this_year: int | None = None) -> Tile:
    """The leaf for a When: 'DEC', '16–17', 'Tue–Wed'; less where less is known.

    >>> from clearway.records.dates.when import read_when
    >>> tile(read_when("2025-07-30/2025-08-02"), 2026)
    Tile(above='Jul–Aug', large='30–2', below='Wed–Sat', long=True, year='2025')
    >>> tile(read_when("2025-12-31/2026-01-01"), 2026)
    Tile(above='Dec–Jan', large='31–1', below='Wed–Thu', long=True, year='2025–26')
    >>> tile(read_when("2026-03"), 2026)
    Tile(above='2026', large='Mar', below='', long=True, year='')
    """
    if value.is_unknown:
        return Tile("date", "?", "not known", long=False)
    ends = [bound.day for bound in (value.start, value.end) if bound is not None]
    first, last = ends[0], ends[-1]
    year = str(first.year) if first.year == last.year else f"{first.year}–{last.year % 100:02d}"
    if value.precision is Precision.YEAR:
        return Tile("year", _doubt(value, year), _beside(value), long=True)
    months = [format_date(day, "MMM", locale=LOCALE) for day in (first, last)]
    month = months[0] if first.replace(day=1) == last.replace(day=1) else "–".join(months)
    if value.precision is Precision.MONTH:
        return Tile(year, _doubt(value, month), _beside(value), long=True)
    large = str(first.day) if first == last else f"{first.day}–{last.day}"
    shown = "" if first.year == last.year == this_year else year
    return Tile(month, _doubt(value, large), _beside(value), len(large) > 3, shown)


def _doubt(value: When, large: str) -> str:
    return f"{large}?" if value.uncertain else large


def _beside(value: When) -> str:
    if value.start is None:
        return "by then"
    if value.end is None:
        return "from then"
    if value.approximate:
        return "about"
    return weekday(value)


def month(value: date) -> str:
    """Jul"""
    return format_date(value, "MMM", locale=LOCALE)


def month_of(value: date) -> str:
    """March 2025"""
    return format_date(value, "MMMM y", locale=LOCALE)


def modality(value: Modality) -> str:
    return str(value).replace("-", " ")


def where(venue: Venue | None, how: Modality | None) -> str:
    """'Room K, Palexpo, Geneva, Switzerland, and remote', 'virtual'."""
    named = [venue.name, venue.city] if venue else []
    if venue and venue.country:
        named.append(country(venue.country))
    place = ", ".join(part for part in named if part)
    if not place:
        return modality(how) if how else ""
    return f"{place}, and remote" if how is Modality.HYBRID else place


def headcount(value: Headcount) -> str:
    """How many, in figures and as the source says it."""
    shown = [f"{value.count:,}"] if value.count is not None else []
    return "; ".join([*shown, *([str(value.said)] if value.said else [])])


def language_names(tags: Iterable[str]) -> list[str]:
    return [Locale.parse(tag, sep="-").get_display_name(LOCALE) or tag for tag in tags]


def capitalize_first(text: str) -> str:
    """The text with its first letter large and all others as they are."""
    return text[:1].upper() + text[1:]


def number_word(number: int) -> str:
    """A small number in a sentence.

    >>> number_word(0), number_word(10), number_word(13)
    ('none', 'ten', '13')
    """
    if number == 0:
        return "none"
    return _SMALL[number] if number < len(_SMALL) else f"{number:,}"


def without_stop(text: str) -> str:
    """A sentence to go on after."""
    return str(text).rstrip(".")


def rule_title(rule: str) -> str:
    """'Notice days' of the rule 'notice-days'."""
    return capitalize_first(rule.replace("-", " "))
