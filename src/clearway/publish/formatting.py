"""Dates, times and numbers in words, as a page says them: '25 July 2025', 'six days before'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from babel import Locale, UnknownLocaleError
from babel.dates import get_timezone_location

from clearway.language import (
    N_,
    current,
    date_in_words,
    gettext,
    joined,
    ngettext,
    number,
    pgettext,
)
from clearway.publish.counting import count as count
from clearway.publish.counting import number_word as number_word
from clearway.publish.counting import spelled
from clearway.publish.labels import term
from clearway.records.dates import when as date_words
from clearway.records.dates.ledger import Ledger, Reading, Transition
from clearway.records.dates.transitions import TransitionKind
from clearway.records.dates.when import Precision, Span, When
from clearway.records.fields import Text, countries
from clearway.records.kinds.consultation import Headcount
from clearway.records.kinds.parts import Modality, Venue
from clearway.records.kinds.statement import StatementVersion

day = date_words.day
figure = number
when = date_words.when


def clock(span: Span) -> str:
    """16:45–17:45, and the day of the end where it is another one."""
    if span.start == span.end:
        return f"{span.start:%H:%M}"
    if span.start.date() == span.end.date():
        return f"{span.start:%H:%M}–{span.end:%H:%M}"
    return gettext("{start} until {day}, {end}").format(
        start=f"{span.start:%H:%M}",
        day=date_in_words(span.end, "MMMMd"),
        end=f"{span.end:%H:%M}",
    )


def zone_place(span: Span, city: str | None = None) -> str:
    """Where a clock hangs, then its letters: 'Geneva (CEST)'; the zone's city by default."""
    zone = str(span.start.tzinfo)
    if zone == "UTC":
        return "UTC"
    if zone == ANYWHERE:
        return gettext("Anywhere on Earth (UTC−12)")
    place = city or _zone_city(span.start.tzinfo)
    return f"{place} ({span.start.tzname()})"


def is_utc(span: Span) -> bool:
    return str(span.start.tzinfo) == "UTC"


def clock_in(span: Span, city: str | None = None) -> str:
    """'16:45–17:45 in Geneva (CEST)'."""
    if is_utc(span):
        return f"{clock(span)} UTC"
    return gettext("{time} in {place}").format(time=clock(span), place=zone_place(span, city))


def _zone_city(zone: tzinfo | str | None) -> str:
    return str(get_timezone_location(zone, locale=current().locale, return_city=True))


ANYWHERE = "Etc/GMT+12"
"""The zone in which a day ends last. Its sign is turned round: 'GMT+12' is UTC−12."""


def in_zone(zone: str) -> str:
    """Where a day begins and ends: 'in New York', 'anywhere on Earth (UTC−12)'.

    >>> in_zone("America/New_York"), in_zone("UTC"), in_zone("Etc/GMT+12")
    ('in New York', 'in UTC', 'anywhere on Earth (UTC−12)')
    """
    if zone == ANYWHERE:
        return gettext("anywhere on Earth (UTC−12)")
    if zone == "UTC":
        return gettext("in UTC")
    return gettext("in {city}").format(city=_zone_city(zone))


def in_language(text: str, tag: str) -> str:
    """A text of a record in a language, where it was written in that one; else as it was first."""
    return str(getattr(text, "translations", {}).get(tag, text))


def clock_utc(span: Span) -> str:
    """14:45–15:45 UTC, with the day where it is another one in UTC."""
    utc = span.utc
    shown = f"{clock(utc)} UTC"
    if utc.start.date() == span.start.date():
        return shown
    return gettext("{time} on {day}").format(time=shown, day=date_in_words(utc.start, "MMMMd"))


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
        return date_in_words(value.start.day, "EEEE")
    first, last = (date_in_words(b.day, "EEE") for b in (value.start, value.end))
    return f"{first}–{last}"


def announced(step: Transition) -> str:
    """When a step was announced: 'announced on 9 July 2025, six days before it fell due'.

    Of a date that was kept or made exact nothing is said where that day is not recorded, for it may
    have come without a word.
    """
    announced = step.after.announced
    as_before = step.kind in (TransitionKind.MADE_EXACT, TransitionKind.KEPT)
    if announced is None:
        return "" if as_before else gettext("announcement day not recorded")
    days = None if as_before else step.days_before_due
    if days is None:
        return announced_on(announced)
    if days == 0:
        form = gettext("announced {on_day}, on the day itself")
    elif step.kind in (TransitionKind.CANCELLED, TransitionKind.POSTPONED):
        form = (
            ngettext(
                "announced {on_day}, {number} day after",
                "announced {on_day}, {number} days after",
                -days,
            )
            if days < 0
            else ngettext(
                "announced {on_day}, {number} day before",
                "announced {on_day}, {number} days before",
                days,
            )
        )
    else:
        form = (
            ngettext(
                "announced {on_day}, {number} day after it fell due",
                "announced {on_day}, {number} days after it fell due",
                -days,
            )
            if days < 0
            else ngettext(
                "announced {on_day}, {number} day before it fell due",
                "announced {on_day}, {number} days before it fell due",
                days,
            )
        )
    return form.format(on_day=on(announced), number=spelled(abs(days)))


def announced_on(value: When) -> str:
    """'announced on 9 July 2025'."""
    return gettext("announced {on_day}").format(on_day=on(value))


def step(found: Transition) -> str:
    """What a step is, beside its date: 'ten days later', 'made exact', 'on again'."""
    if found.kind is TransitionKind.MOVED:
        return shift(found) or gettext("moved")
    return gettext(_STEPS[found.kind])


_STEPS = {
    TransitionKind.MADE_EXACT: N_("made exact"),
    TransitionKind.KEPT: N_("kept"),
    TransitionKind.CANCELLED: N_("cancelled"),
    TransitionKind.POSTPONED: N_("postponed"),
    TransitionKind.REINSTATED: N_("on again"),
}


def on(value: When) -> str:
    """'on 7 November 2025', 'in August 2025', 'by 30 May 2025', 'about 9 December 2025'.

    >>> from clearway.records.dates.when import read_when
    >>> on(read_when("2025-11-07")), on(read_when("2025-08")), on(read_when("../2025-05-30"))
    ('on 7 November 2025', 'in August 2025', 'by 30 May 2025')
    """
    said = when(value)
    if value.is_open or value.approximate:
        return said
    form = gettext("on {date}") if value.precision >= Precision.DAY else gettext("in {date}")
    return form.format(date=said)


def shift(step: Transition) -> str:
    """By how much a date moved: 'ten days later', or nothing where that is not known."""
    days = step.days
    if not days:
        return ""
    form = (
        ngettext("{number} day later", "{number} days later", days)
        if days > 0
        else ngettext("{number} day earlier", "{number} days earlier", -days)
    )
    return form.format(number=spelled(abs(days)))


def notice(ledger: Ledger) -> str:
    """'sixteen days of notice (twelve working days)', or nothing where it is not known."""
    days, working = ledger.notice, ledger.working_notice
    if days is None or working is None or days < 0:
        return ""
    return gettext("{days} of notice ({working_days})").format(
        days=count(days, "day"), working_days=count(working, "working day")
    )


def country(code: str) -> str:
    """A country by its code (ISO 3166-1), in the language of the page."""
    return str(current().locale.territories.get(code) or countries()[code])


def region(code: str) -> str:
    """A region by its code (UN M49), in the language of the page."""
    return str(current().locale.territories[code])


def script(code: str) -> str:
    """A script by its code (ISO 15924, in any case), in the language of the page."""
    return str(current().locale.scripts.get(code.title()) or code.title())


def group_label(code: str, start: str) -> str:
    """What names begin with, on a link to them: 'Ma', 'Cyrillic', '#'."""
    if start:
        return start.title()
    return {"zyyy": "#", "zzzz": gettext("Other scripts")}.get(code) or script(code)


def group_title(code: str, start: str) -> str:
    """What names are on a page: 'Names that begin with Ma', 'Names in Cyrillic script'."""
    if start:
        return gettext("Names that begin with {letters}").format(letters=start.title())
    if code == "zyyy":
        return gettext("Names that begin with a figure or sign")
    if code == "zzzz":
        return gettext("Names in other scripts")
    return gettext("Names in {script} script").format(script=script(code))


def language() -> str:
    """The language of the page as a tag (BCP 47)."""
    return current().tag


def of_text(version: StatementVersion) -> str:
    """Which of several texts of a statement: 'of the text of 3 March 2025'."""
    if version.date is None:
        return gettext("of the text {version}").format(version=version.id)
    return gettext("of the text of {date}").format(date=when(version.date))


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
        return Tile(gettext("date"), "?", gettext("not known"), long=False)
    ends = [bound.day for bound in (value.start, value.end) if bound is not None]
    first, last = ends[0], ends[-1]
    year = str(first.year) if first.year == last.year else f"{first.year}–{last.year % 100:02d}"
    if value.precision is Precision.YEAR:
        return Tile(gettext("year"), _doubt(value, year), _beside(value), long=True)
    months = [date_in_words(day, "MMM") for day in (first, last)]
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
        return gettext("by then")
    if value.end is None:
        return gettext("from then")
    if value.approximate:
        return pgettext("a date", "about")
    return weekday(value)


def month(value: date) -> str:
    """Jul"""
    return date_in_words(value, "MMM")


def month_of(value: date) -> str:
    """March 2025"""
    return date_in_words(value, "yMMMM")


def modality(value: Modality) -> str:
    return gettext(_MODALITIES[value])


_MODALITIES = {
    Modality.IN_PERSON: N_("in person"),
    Modality.VIRTUAL: N_("virtual"),
    Modality.HYBRID: N_("hybrid"),
}


def where(venue: Venue | None, how: Modality | None, also_at: Sequence[Venue] = ()) -> str:
    """'Room K, Palexpo, Geneva, Switzerland, and remote', 'virtual', 'Geneva; New York'.

    `also_at` are further places at the same time.
    """
    places = (_place(each) for each in (*([venue] if venue else []), *also_at))
    place = "; ".join(each for each in places if each)
    if not place:
        return modality(how) if how else ""
    return gettext("{place}, and remote").format(place=place) if how is Modality.HYBRID else place


def comma_list(items: Iterable[str]) -> str:
    """Names with the comma of the language between them.

    >>> comma_list(["Palexpo", "Geneva"])
    'Palexpo, Geneva'
    """
    return pgettext("between the items of a list", ", ").join(items)


def _place(venue: Venue) -> str:
    named = [venue.name, venue.city, country(venue.country) if venue.country else None]
    return comma_list(part for part in named if part)


def hashtags(words: Iterable[str]) -> str:
    """'#LibraryHours #Saturdays'."""
    return " ".join(f"#{word}" for word in words)


def headcount(value: Headcount) -> str:
    """How many, in figures and as the source says it."""
    shown = [figure(value.count)] if value.count is not None else []
    return "; ".join([*shown, *([str(value.said)] if value.said else [])])


def language_names(tags: Iterable[str]) -> list[str]:
    """Each language by its tag (BCP 47), in the language of the page; the tag where it has no name.

    >>> language_names(["fr", "qaa"])
    ['French', 'qaa']
    """
    return [_language_name(tag) for tag in tags]


def _language_name(tag: str) -> str:
    try:
        return Locale.parse(tag, sep="-").get_display_name(current().locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def capitalize_first(text: str) -> str:
    """The text with its first letter large and all others as they are."""
    return text[:1].upper() + text[1:]


def without_stop(text: str) -> str:
    """A sentence to go on after, in the language that it is in."""
    words = str(text).rstrip(".")
    return Text(words, text.translations) if isinstance(text, Text) else words


def rule_title(rule: str) -> str:
    """'Notice days' of the rule 'notice-days'."""
    return capitalize_first(term(rule))


def field_title(name: str) -> str:
    """A field of a record in a sentence; its own name in words where it has no other."""
    return gettext(_FIELDS[name]) if name in _FIELDS else name.replace("_", " ")


_FIELDS = {
    "convenor": N_("convenor"),
    "date": N_("date"),
    "description": N_("description"),
    "modality": N_("way to take part"),
    "participants": N_("participants"),
    "speakers": N_("speakers"),
    "title": N_("title"),
    "venue": N_("venue"),
    "when": N_("date"),
}


def rule_of_asks() -> str:
    """By what rule the fate of an ask is judged."""
    return gettext(
        "A draft has a request, a part of it, or not, as a source says or as we read it there; "
        "which of the two is written beside it. A draft without a source is unknown."
    )


def since_settled(settled: date | None, is_known: bool, judged: date | None) -> str:
    """Since when a point of a statement is judged as it is: see `settled_on`."""
    if not is_known:
        return gettext("Nothing recorded has settled it so far.")
    if settled is None:
        return gettext("Some of the evidence has no day, so that is not known.")
    if settled == judged:
        return gettext("{day}, when an editor judged it.").format(day=day(settled))
    return gettext("{day}, the day of the evidence that settled it.").format(day=day(settled))


def since_promised(began: When | None, is_open: bool) -> str:
    """Since when a promise is in its state."""
    if began is None:
        return gettext("That day is not recorded.")
    if is_open:
        return gettext("{day}, when it was promised.").format(day=when(began))
    return f"{when(began)}."


def since_treated(treated: date | None) -> str:
    """Since when it is known of drafts what they did with an ask."""
    if treated is None:
        return gettext("Nothing recorded says so of any draft.")
    return gettext("Each draft from its day on; the last of them {day}.").format(day=day(treated))


def rule_of_figures() -> str:
    """By what rule the figures are counted and judged."""
    return gettext(
        "Each figure says how it is counted, and leads to where the rules are explained. It is met "
        "if all that was looked at is as the rule asks, partly met if some is, not met if none is."
    )


def since_figures() -> str:
    """Since when the figures are as they are."""
    return gettext("Each thing that was looked at leads to its own page, which has its day.")


def rule_of_points() -> str:
    """By what rule a point of a statement is judged."""
    return gettext(
        "Each rule above says how it is counted. A point is met if all that was looked at was "
        "kept, partly met if some was, not met if none was. What is not known counts neither for "
        "nor against anybody."
    )


def rule_of_promises() -> str:
    """By what rule a promise is judged."""
    return gettext(
        "A promise is kept or broken only if a source says so, and kept late if that was after "
        "its day. Without a source its day decides: past, it is due and not seen; ahead, not yet "
        "due."
    )


def days_after(days: int) -> str:
    """'six days after the one before', of a draft."""
    form = ngettext("{number} day after the one before", "{number} days after the one before", days)
    return form.format(number=spelled(days))


def signed(organisations: int | None, people: int | None) -> str:
    """'two organisations and one person': how many signed, as far as is known."""
    said = [] if organisations is None else [count(organisations, "organisation")]
    return joined([*said, *([] if people is None else [count(people, "person")])])


def day_and_month(value: date) -> str:
    """28 Nov"""
    return date_in_words(value, "MMMd")
