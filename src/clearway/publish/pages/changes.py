"""What changed: between versions, as news of the process, and commit by commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from clearway.history import Commit
from clearway.insight.changes import News, compare, news
from clearway.language import gettext as _
from clearway.publish.page import Heading, Page, address
from clearway.publish.pages.common import Book, Feeds, index_page
from clearway.publish.pages.drafts.descriptions import comparison_address
from clearway.publish.sentences import (
    ChangeGroup,
    DescribedChange,
    Names,
    Sentence,
    describe_commit,
    groups,
    news_sentence,
    summed_up,
)
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.statement import Endorsement

HERE = "changes/"

MOST_NEWS = 25
"""News on the first page; all of a year are on a page of its own."""

PER_PAGE = 30
"""Commits of a page. They are counted from the oldest, so that a full page stays as it is."""

MOST_TOLD = 4
"""Records of one commit that are read at once; the others are folded below them."""


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day of which one can say what was known."""

    id: str
    title: str
    as_of: date


@dataclass(frozen=True, slots=True)
class VersionStep:
    """From one edition to the next."""

    old: KnownDay
    new: KnownDay
    groups: tuple[ChangeGroup, ...]

    @property
    def address(self) -> str:
        return f"{HERE}{self.old.id}/to/{self.new.id}/"

    @property
    def summed_up(self) -> str:
        return summed_up(self.groups)


@dataclass(frozen=True, slots=True)
class ChangesEntry:
    """A commit in words: each record that it changed, or one sentence."""

    commit: Commit
    shown: tuple[DescribedChange, ...] = ()
    rest: tuple[DescribedChange, ...] = ()
    sentence: Sentence = ()


def pages(book: Book, feeds: Feeds) -> Iterator[Page]:
    """The page of all changes, and those that it leads to; `feeds` are those of the whole site."""
    steps = tuple(_steps(book))
    told = news(book.process, book.as_of)
    per_year = Counter(piece.at.year for piece in told if piece.at)
    log = tuple(_log_pages(book))
    yield index_page(
        book,
        HERE,
        _("What changed"),
        _("What moved, what was published, and who corrected what in this record."),
        "changes.html",
        headings=tuple(_headings(steps)),
        steps=steps[::-1],
        news=_in_sentences(book, told[:MOST_NEWS]),
        years=sorted(per_year.items(), reverse=True) if len(told) > MOST_NEWS else (),
        log=_entries(book, _latest(book)),
        older=log,
        notice=_(book.history.notice) if book.history.notice else "",
        feeds=feeds,
        repository=book.site.repository,
    )
    yield from _between(book, steps)
    yield from _of_years(book, told, per_year)
    yield from _of_log(book, log)


def _headings(steps: tuple[VersionStep, ...]) -> Iterator[Heading]:
    if steps:
        yield Heading("versions", _("From one version to the next"))
    yield Heading("news", _("News of the process"))
    yield Heading("log", _("Who changed what in this record"))


# --- from one version to the next --------------------------------------------------------------


def _steps(book: Book) -> Iterator[VersionStep]:
    """Each version against the next, then the last against the day that the site speaks of."""
    editions = [
        KnownDay(version.id, version.title, version.as_of)
        for version in sorted(book.process.versions, key=lambda v: (v.as_of, v.id))
        if version.as_of <= book.as_of
    ]
    if editions and editions[-1].as_of < book.as_of:
        editions.append(KnownDay("latest", "now", book.as_of))
    for old, new in pairwise(editions):
        before, after = book.known_on(old.as_of), book.known_on(new.as_of)
        names = Names(after, before, new.as_of, old.as_of)
        yield VersionStep(old, new, groups(names, compare(before, after)))


def _between(book: Book, steps: tuple[VersionStep, ...]) -> Iterator[Page]:
    for number, step in enumerate(steps):
        title = f"{step.old.title} → {step.new.title}"
        yield index_page(
            book,
            step.address,
            title,
            _("What changed from {old} to {new}: {changes}.").format(
                old=step.old.title, new=step.new.title, changes=step.summed_up
            ),
            "changes_between.html",
            headings=tuple(Heading(group.id, group.title) for group in step.groups),
            trail=((_("What changed"), HERE), (title, None)),
            step=step,
            earlier=steps[number - 1] if number else None,
            later=steps[number + 1] if number + 1 < len(steps) else None,
            texts=tuple(_texts(book, step)),
        )


def _texts(book: Book, step: VersionStep) -> Iterator[tuple[str, str]]:
    """The drafts that came out in between: each beside the one before it, where both are held."""
    for draft in book.process.drafts_in_line:
        if not step.old.as_of < book.process.first_date(draft).when.first_day <= step.new.as_of:
            continue
        old = book.process.records.get(f"draft:{draft.previous}")
        if isinstance(old, Draft) and book.lineage.text(old) and book.lineage.text(draft):
            yield (
                _("{old} and {new}, side by side").format(old=old.title, new=draft.title),
                comparison_address(old.id, draft.id),
            )
        else:
            yield _("{title}, as far as it is held here").format(title=draft.title), address(draft)


# --- news ----------------------------------------------------------------------------------------


def _in_sentences(book: Book, told: tuple[News, ...]) -> list[tuple[News, Sentence]]:
    names = Names(book.process, as_of=book.as_of)
    return [(piece, news_sentence(names, piece)) for piece in told]


def _of_years(book: Book, told: tuple[News, ...], years: Mapping[int, int]) -> Iterator[Page]:
    if len(told) <= MOST_NEWS:
        return
    for year in sorted(years):
        title = _("News of {year}").format(year=year)
        found = tuple(piece for piece in told if piece.at and piece.at.year == year)
        yield index_page(
            book,
            f"{HERE}{year}/",
            title,
            _("Every move, publication and announcement of {year}.").format(year=year),
            "changes_page.html",
            trail=((_("What changed"), HERE), (title, None)),
            headline=title,
            news=_in_sentences(book, found),
        )


# --- commit by commit ----------------------------------------------------------------------------


def _latest(book: Book) -> tuple[Commit, ...]:
    """The commits of the first page: between one and two pages full, where there are so many."""
    return book.commits[: len(book.commits) - PER_PAGE * _full_pages(book)]


def _full_pages(book: Book) -> int:
    return max(0, len(book.commits) // PER_PAGE - 1)


def _log_pages(book: Book) -> Iterator[tuple[str, int, int]]:
    """The pages of earlier commits, the latest first: address, first and last number."""
    for number in range(_full_pages(book), 0, -1):
        yield f"{HERE}log/{number}/", (number - 1) * PER_PAGE + 1, number * PER_PAGE


def _of_log(book: Book, log: tuple[tuple[str, int, int], ...]) -> Iterator[Page]:
    oldest_first = book.commits[::-1]
    for place, first, last in log:
        title = _("Changes {first} to {last}").format(first=first, last=last)
        yield index_page(
            book,
            place,
            title,
            _(
                "Who changed what in this record: changes {first} to {last}, from the oldest."
            ).format(first=first, last=last),
            "changes_page.html",
            trail=((_("What changed"), HERE), (title, None)),
            headline=title,
            log=_entries(book, oldest_first[first - 1 : last][::-1]),
        )


def _entries(book: Book, commits: tuple[Commit, ...]) -> list[ChangesEntry]:
    names = Names(book.process, as_of=book.as_of)
    return [_entry(names, commit, book.history.contents) for commit in commits]


def _without_names(names: Names, commit: Commit, records: Iterable[DescribedChange]) -> Commit:
    """The commit without the names of signatories that were taken out; a form's title has them."""
    title = commit.title
    for each in records:
        if isinstance(each.record, Endorsement) and names.is_taken_out(each.record):
            title = title.replace(each.record.name, _("(name removed)"))
    return replace(commit, title=title)


def _entry(names: Names, commit: Commit, contents: Mapping[str, bytes]) -> ChangesEntry:
    told = describe_commit(names, commit, contents)
    records = tuple(each for each in told if isinstance(each, DescribedChange))
    commit = _without_names(names, commit, records)
    if not records:
        return ChangesEntry(
            commit, sentence=tuple(p for p in told if not isinstance(p, DescribedChange))
        )
    return ChangesEntry(commit, records[:MOST_TOLD], records[MOST_TOLD:])
