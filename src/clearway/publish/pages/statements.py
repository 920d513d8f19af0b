"""Statements, and who endorses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from clearway.insight.endorsements import Tally
from clearway.insight.regions import continent
from clearway.insight.scorecard import scorecard
from clearway.language import gettext as _
from clearway.publish import formatting, name_index
from clearway.publish.charts import Columns, columns
from clearway.publish.collation import in_order
from clearway.publish.directory import NameGroup, walk
from clearway.publish.exports import as_csv, as_json
from clearway.publish.page import Heading, Page, address
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.publish.pages.scorecard import points_in_words, score_in_words
from clearway.publish.render import render
from clearway.publish.signatories import ListedSignatory, SignatoryList
from clearway.records.kinds.draft import Completeness
from clearway.records.kinds.statement import Endorsement, Statement

# --- How many endorse a statement, as charts: by group, region, country, day, and text


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
    return Charts(tuple(_bars(book, tally)), drawn, tally.named - sum(numbers))


def _bars(book: Book, tally: Tally) -> Iterator[Bars]:
    groups = book.process.vocabularies["group"]
    kinds = (
        (
            _("Organisations by group"),
            _("Organisations by region"),
            tally.by_group(),
            tally.by_country(),
        ),
        (
            _("People by group"),
            _("People by region"),
            tally.people_by_group(),
            tally.people_by_country(),
        ),
    )
    for of_groups, of_regions, by_group, by_country in kinds:
        if _some(by_group):
            yield Bars(of_groups, _rows(by_group, lambda id: str(groups[id].title)))
        if _some(by_country):
            yield Bars(
                of_regions,
                _rows(_by_region(by_country), formatting.region),
                _("By country"),
                _rows(by_country, formatting.country),
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
    named = in_order(known, itemgetter(0), itemgetter(0), formatting.language())
    unknown = [(UNKNOWN, number) for value, number in counted if value is None]
    return tuple(
        (shown, number, round(100 * number / most, 1))
        for shown, number in (*sorted(named, key=lambda row: -row[1]), *unknown)
    )


def texts(signatory_list: SignatoryList) -> tuple[tuple[str, int], ...]:
    """How many endorse each text of a statement that has several, the last one first."""
    versions = signatory_list.statement.versions
    if len(versions) < 2:
        return ()
    counted = dict(signatory_list.tally.by_version())
    found = [(formatting.of_text(version), counted.pop(version.sha256, 0)) for version in versions]
    unknown = [(_("version unknown"), sum(counted.values()))] if counted else []
    return (*reversed(found), *unknown)


# --- Files beside the page of a statement: its endorsements whole, and what searching them needs


def files(book: Book) -> Iterator[tuple[str, str]]:
    """By their paths, below the site's root."""
    for signatory_list in book.signatory_lists.values():
        if signatory_list.everybody:
            yield from _whole(book, signatory_list)
        if signatory_list.is_long:
            yield from name_index.files(signatory_list, book.process.vocabularies["group"])


def _whole(book: Book, signatory_list: SignatoryList) -> Iterator[tuple[str, str]]:
    signed = sorted(
        (*signatory_list.tally.standing, *signatory_list.tally.withdrawn), key=lambda s: s[0].id
    )
    versions = {version.sha256: version.id for version in signatory_list.statement.versions}
    here = address(signatory_list.statement)

    def page_url(endorsement: Endorsement) -> str:
        return book.site.absolute(book.address(endorsement))

    yield f"{here}endorsements.csv", as_csv(signed, versions, page_url)
    yield (
        f"{here}endorsements.json",
        as_json(signatory_list.statement.id, signed, versions, page_url),
    )


# --- All who endorse a statement that many do, on pages by the first letters of their names


def name_pages(book: Book, signatory_list: SignatoryList) -> Iterator[Page]:
    """The page that leads to all names, and those that hold them."""
    yield _name_page(book, signatory_list, signatory_list.group, None, None)
    shelves = [group for group in walk(signatory_list.group) if group.path]
    # From names to names, past the pages that only lead on.
    held = [group for group in shelves if group.items]
    before = {b.path: a for a, b in pairwise(held)}
    after = {a.path: b for a, b in pairwise(held)}
    for group in shelves:
        yield _name_page(book, signatory_list, group, before.get(group.path), after.get(group.path))


def _name_page(
    book: Book,
    signatory_list: SignatoryList,
    group: NameGroup[ListedSignatory],
    before: NameGroup[ListedSignatory] | None,
    after: NameGroup[ListedSignatory] | None,
) -> Page:
    here = signatory_list.page_of(group)
    title = _("All names") if not group.path else formatting.group_title(group.script, group.label)
    html = render(
        book.view(here),
        "names.html",
        signatory_list=signatory_list,
        group=group,
        title=title,
        before=before,
        after=after,
    )
    return Page(
        here,
        f"{title} · {signatory_list.statement.title}",
        _("Who endorses {title}: {names}.").format(
            title=signatory_list.statement.title, names=title.lower()
        ),
        html,
        signatory_list.statement.place,
        refs=tuple(signatory.endorsement.ref for signatory in group.items),
        listed=False,
    )


# --- Statements, and who endorses them


HERE = "statements/"


def pages(book: Book) -> Iterator[Page]:
    everything = sorted(
        book.process.statements, key=lambda s: (s.ledger.standing.when.first_day, s.id)
    )
    signatory_lists = [book.signatory_lists[statement.id] for statement in everything]
    yield index_page(
        book,
        HERE,
        _("Statements"),
        _("Texts about how the process should be run, and who endorses them."),
        "statements.html",
        statements=[
            (signatory_list.statement, signatory_list.tally)
            for signatory_list in reversed(signatory_lists)
        ],
    )
    for signatory_list in signatory_lists:
        yield _page(book, signatory_list)
        if signatory_list.is_long:
            yield from name_pages(book, signatory_list)


def has_opened(book: Book, statement: Statement) -> bool:
    """Whether one could endorse by then; also where the first day is not known."""
    opens = statement.endorsement and statement.endorsement.opens
    return not (opens and opens.first_day > book.as_of)


def is_closed(book: Book, statement: Statement) -> bool:
    closes = statement.endorsement and statement.endorsement.closes
    return bool(closes and closes.ledger.standing.when.last_day < book.as_of)


def _page(book: Book, signatory_list: SignatoryList) -> Page:
    statement = signatory_list.statement
    headings = []
    if statement.body:
        is_own = statement.text is Completeness.FULL
        headings.append(Heading("text", _("The text") if is_own else _("What it asks")))
    scores = scorecard(book.process, book.as_of).of_statement(statement.id)
    if scores:
        headings.append(Heading("points", _("What became of each point")))
    if signatory_list.everybody:
        headings.append(Heading("endorsements", _("Who endorses it")))
    shown = [signatory for part in signatory_list.on_page for signatory in part]
    return record_page(
        book,
        statement,
        "statement.html",
        ((_("Statements"), HERE),),
        first_words(f"{statement.title}. {statement.description or statement.body}"),
        refs=tuple(signatory.endorsement.ref for signatory in shown),
        headings=tuple(headings),
        scores=scores,
        verdict=points_in_words(scores),
        score_in_words=score_in_words,
        signatory_list=signatory_list,
        texts=texts(signatory_list),
        charts=charts(book, signatory_list.tally),
        opened=has_opened(book, statement),
        closed=is_closed(book, statement),
    )
