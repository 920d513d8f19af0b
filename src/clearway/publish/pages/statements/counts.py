"""How many endorse a statement, as charts: by group, region, country, day, and text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from clearway.insight.endorsements import Tally
from clearway.insight.regions import continent
from clearway.publish import words
from clearway.publish.charts import Columns, columns
from clearway.publish.collation import in_order
from clearway.publish.pages.common import Book
from clearway.publish.roll import Roll

Counted = tuple[tuple[str | None, int], ...]
Row = tuple[str, int, float]

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Bars:
    """How many of each; the third of a row is its share in percent of the largest.

    `more` are the same counts in finer parts, under `finer`.
    """

    title: str
    rows: tuple[Row, ...]
    finer: str = ""
    more: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Charts:
    """What can be drawn of what is known."""

    bars: tuple[Bars, ...]
    days: Columns | None
    undated: int


def charts(book: Book, tally: Tally) -> Charts:
    days = [(day, number) for day, number in tally.by_day() if day is not None]
    numbers = [number for _, number in days]
    # One here and one there is no course of events.
    drawn = columns(days) if len(days) > 2 and max(numbers) > 1 else None
    return Charts(tuple(_bars(book, tally)), drawn, tally.total - sum(numbers))


def _bars(book: Book, tally: Tally) -> Iterator[Bars]:
    groups = book.process.vocabularies["group"]
    kinds = (
        ("Organisations", tally.by_group(), tally.by_country()),
        ("People", tally.people_by_group(), tally.people_by_country()),
    )
    for kind, by_group, by_country in kinds:
        if _some(by_group):
            yield Bars(f"{kind} by group", _rows(by_group, lambda id: str(groups[id].title)))
        if _some(by_country):
            yield Bars(
                f"{kind} by region",
                _rows(_by_region(by_country), words.region),
                "By country",
                _rows(by_country, words.country),
            )


def _some(counted: Counted) -> bool:
    """Whether of anybody it is known."""
    return any(value is not None for value, _ in counted)


def _by_region(by_country: Counted) -> Counted:
    """The same counts by continent (UN M49), the most first; unknown stays unknown."""
    found: Counter[str | None] = Counter()
    for country, number in by_country:
        found[continent(country)] += number
    return tuple(found.items())


def _rows(counted: Counted, name: Callable[[str], str]) -> tuple[Row, ...]:
    """The most first, as many by their names, unknown last."""
    most = max(number for _, number in counted)
    known = [(name(value), number) for value, number in counted if value is not None]
    named = in_order(known, itemgetter(0), itemgetter(0), words.language())
    unknown = [(UNKNOWN, number) for value, number in counted if value is None]
    return tuple(
        (shown, number, round(100 * number / most, 1))
        for shown, number in (*sorted(named, key=lambda row: -row[1]), *unknown)
    )


def texts(roll: Roll) -> tuple[tuple[str, int], ...]:
    """How many endorse each text of a statement that has several, the last one first."""
    versions = roll.statement.versions
    if len(versions) < 2:
        return ()
    counted = dict(roll.tally.by_version())
    found = [(words.of_text(version), counted.pop(version.sha256, 0)) for version in versions]
    unknown = [("version unknown", sum(counted.values()))] if counted else []
    return (*reversed(found), *unknown)
