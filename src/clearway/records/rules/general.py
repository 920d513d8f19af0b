"""Rules on dates, links, versions, sightings of sources, and the process itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from clearway.problems import Place, Problem, Severity, quoted
from clearway.records.dates.ledger import Announcement, Ledger
from clearway.records.dates.transitions import EntryStatus
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.kinds.consultation import Summary
from clearway.records.kinds.draft import Completeness, Draft
from clearway.records.kinds.process import (
    UNDESCRIBED,
    UNKNOWN_SOURCE,
    UNNAMED_DOMAIN,
    UNTITLED,
)
from clearway.records.kinds.sighting import Sighting, bare
from clearway.records.model import LATEST
from clearway.records.reading.positions import Loc
from clearway.records.record import Record
from clearway.records.references import announcements, ledgers
from clearway.records.rules.subject import Subject

# --- Rules on dates


def check_ledger_order(subject: Subject) -> Iterator[Problem]:
    """The dates of a ledger must be listed in the order in which they were announced."""
    for record, loc, ledger in ledgers(subject.process):
        yield from _out_of_order(record, loc, ledger)


def _out_of_order(record: Record, loc: Loc, ledger: Ledger) -> Iterator[Problem]:
    latest: date | None = None
    for index, reading in enumerate(ledger.readings):
        if reading.announced is None:
            continue
        if latest is not None and reading.announced.last_day < latest:
            place = record.at(*loc, "dates", index, "announced")
            must = "dates must stand in the order in which they were announced, oldest first"
            found = f"this one was announced on {reading.announced}, before the one above it"
            remedy = "Move it up, or correct announced"
            yield Problem(place, "ledger-order", must, found, remedy)
        latest = max(latest or date.min, reading.announced.first_day)


def check_ledger_moves(subject: Subject) -> Iterator[Problem]:
    """A further date in a ledger must say something new.

    That is another date, the day on which the same one was announced again, or that it is on again.
    """
    for record, loc, ledger in ledgers(subject.process):
        for index, step in enumerate(ledger.transitions, start=1):
            before, after = ledger.readings[index - 1], step.after
            is_new = after.announced is not None and after.announced != before.announced
            if before.placed == after.placed and not (is_new or before.status or after.status):
                place = record.at(*loc, "dates", index, "when")
                must = "each date of a ledger must differ from the one above it"
                found = f"both are {after.when}"
                remedy = "Remove one of the two, or add announced: if the date was announced again"
                yield Problem(place, "ledger-moves", must, found, remedy)


def check_ledger_status(subject: Subject) -> Iterator[Problem]:
    """A ledger begins with a date, and what is off or on again must not have been so before."""
    for record in subject.process:
        for loc, announcement in announcements(record):
            yield from _other_statuses(record, loc, announcement)


def _other_statuses(record: Record, loc: Loc, announcement: Announcement) -> Iterator[Problem]:
    off: EntryStatus | None = None
    own = len(announcement.dates) or 1
    for index, entry in enumerate(announcement.ledger.readings):
        wrong = _other_status(index, entry.status, off)
        if wrong:
            where = ("cancelled",) if index == own else ("dates", index, "status")
            must = "status must say what became of the date above it"
            yield Problem(record.at(*loc, *where), "ledger-status", must, *wrong)
        off = None if entry.status in (None, EntryStatus.REINSTATED) else entry.status


def _other_status(
    index: int, status: EntryStatus | None, off: EntryStatus | None
) -> tuple[str, str] | None:
    """What is wrong with the status of an entry, and what to do."""
    if status is None:
        return None
    if index == 0:
        return f"it is {status}, and no date is above it", "Put the date that it is about above it"
    if status is off:
        return f"it is {status} already, by the entry above it", "Remove one of the two"
    if status is EntryStatus.REINSTATED and off is None:
        found = "it is reinstated, and nothing above it says that it was cancelled or postponed"
        return found, "Remove that entry, or add one above it that says so"
    return None


def check_summary_after(subject: Subject) -> Iterator[Problem]:
    """A summary must be of a consultation that has taken place."""
    announced = {c.id: c.ledger for c in subject.process.consultations}
    for summary in subject.process.summaries:
        ledger = announced.get(summary.consultation)
        found = _not_held(summary, ledger, subject.today) if ledger else None
        if found:
            must = "consultation must name one that has taken place"
            remedy = "Correct it or its date, or keep the summary back until it has taken place"
            place = summary.at("consultation")
            yield Problem(place, "summary-after", must, found, remedy)


def _not_held(summary: Summary, ledger: Ledger, today: date) -> str | None:
    begins = ledger.standing.when.first_day
    if ledger.cancelled:
        return f"{summary.consultation} was cancelled"
    if ledger.standing.when.is_unknown:
        return None
    if begins > today:
        return f"{summary.consultation} begins on {begins}, which lies ahead"
    if summary.published and summary.published.last_day < begins:
        return f"published is {summary.published}, and {summary.consultation} began on {begins}"
    return None


# --- Rules on single kinds of records


def check_draft_text(subject: Subject) -> Iterator[Problem]:
    """A draft must hold as much of its text as its field text says."""
    for draft in subject.process.drafts:
        found = _other_text(draft)
        if found:
            must = "text must say how much of the draft is held here: full, outline or none"
            found = f"it is {draft.text}, but {found}"
            remedy = "Correct the word, or add the text"
            yield Problem(draft.at("text"), "draft-text", must, found, remedy)


def _other_text(draft: Draft) -> str | None:
    has_body = bool(draft.body.strip())
    if draft.text is Completeness.FULL and not has_body:
        return "there is nothing after its fields"
    if draft.text is Completeness.NONE and (has_body or draft.outline):
        return "there is a text or an outline"
    if draft.text is Completeness.OUTLINE and not (draft.outline or has_body):
        return "there is no outline"
    return None


def check_previous(subject: Subject) -> Iterator[Problem]:
    """Drafts must follow one another without a circle."""
    previous = {draft.id: draft.previous for draft in subject.process.drafts}
    for draft in subject.process.drafts:
        if _leads_back(draft.id, previous):
            must = "previous must name an earlier draft"
            found = f"following it from {draft.id} leads back to {draft.id}"
            remedy = "Name the draft that came before, or remove the line for the first one"
            yield Problem(draft.at("previous"), "previous", must, found, remedy)


def _leads_back(id: str, previous: Mapping[str, str | None]) -> bool:
    seen, at = {id}, previous[id]
    while at is not None and at not in seen:
        seen.add(at)
        at = previous.get(at)
    return at == id


# --- Rules on links in the text of records


def check_link(subject: Subject) -> Iterator[Problem]:
    """A link in a record's text must lead to http, https, or a record (kind:id)."""
    markdown = MarkdownIt("commonmark", {"html": False})
    # Validation off, so that what a page would refuse is seen here and told.
    markdown.validateLink = _any  # type: ignore[method-assign]
    for record in subject.process:
        if record.body:
            yield from _of_text(subject, markdown, record)


def _any(url: str) -> bool:
    return True


def _of_text(subject: Subject, markdown: MarkdownIt, record: Record) -> Iterator[Problem]:
    for line, target in _links(markdown, record.body):
        place = Place(record.origin.path, record.origin.body_line + line)
        problem = _problem(subject, place, target)
        if problem is not None:
            yield problem


def _links(markdown: MarkdownIt, body: str) -> Iterator[tuple[int, str]]:
    """Line (from 0, within the body) and target of every link and picture."""
    for block in markdown.parse(body):
        line = (block.map or [0])[0]
        for token in block.children or ():
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            target = token.attrs.get("href", token.attrs.get("src"))
            if target is not None:
                yield line, str(target)


def _problem(subject: Subject, place: Place, target: str) -> Problem | None:
    scheme, colon, rest = target.partition(":")
    scheme = scheme.casefold()
    # An e-mail address is refused wherever it stands: rules/contact.py.
    if target.startswith("#") or scheme == "mailto":
        return None
    if colon and scheme in HOME_OF_KIND:
        return subject.missing(place, "a link", scheme, rest.partition("#")[0])
    if scheme in ("http", "https") and _host(target):
        return None
    must = "a link must lead to https://… or a record such as draft:zero-draft"
    found = f"this one leads to {quoted(target)}"
    remedy = "Copy the whole address from the browser, or name the record"
    return Problem(place, "link", must, found, remedy)


def _host(target: str) -> str | None:
    try:
        return urlsplit(target).hostname
    except ValueError:  # an address such as http://[
        return None


# --- Rules on the versions of the site


def check_version_order(subject: Subject) -> Iterator[Problem]:
    """Versions must be listed in the order of the days that they speak of, oldest first."""
    listed = sorted(subject.process.versions, key=lambda version: version.origin.prefix)
    for before, after in pairwise(listed):
        if after.as_of < before.as_of:
            must = "versions must stand in the order of as_of, oldest first"
            found = f"this one is of {after.as_of}, and {before.id} above it of {before.as_of}"
            yield Problem(after.at("as_of"), "version-order", must, found, "Move it up")


def check_version_days(subject: Subject) -> Iterator[Problem]:
    """A version must speak of a day that has come, and be released on that day or later."""
    for version in subject.process.versions:
        if version.as_of > subject.today:
            must = "as_of must be a day that has come"
            found = f"it is {version.as_of}, and today is {subject.today}"
            remedy = "Correct it; what will be known on that day is not known yet"
            yield Problem(version.at("as_of"), "version-days", must, found, remedy)
        elif version.released < version.as_of:
            must = "released must not be earlier than as_of"
            found = f"it is {version.released}, and as_of is {version.as_of}"
            yield Problem(
                version.at("released"), "version-days", must, found, "Correct one of them"
            )


def check_version_id(subject: Subject) -> Iterator[Problem]:
    """A version must not have the name of the site as it is today."""
    for version in subject.process.versions:
        if version.id == LATEST:
            must = f"id must be another name than {LATEST}, which is the site as it is today"
            remedy = "Choose another name, such as that of the stage"
            yield Problem(version.at("id"), "version-id", must, f"it is {LATEST}", remedy)


# --- Rules on data/sources.yaml, which says when each source was last seen


def check_sighting(subject: Subject) -> Iterator[Problem]:
    """An address must have one entry in data/sources.yaml, and must not be seen after today."""
    first: dict[str, Sighting] = {}
    for sighting in subject.process.sightings:
        url, place = bare(sighting.url), sighting.at("url")
        other = first.setdefault(url, sighting)
        if other is not sighting:
            must = "an address must have one entry in this file"
            is_ = f"the one on line {other.place.line} is of it, too"
            remedy = "Keep the one with the later day, and the copy that either has"
            yield Problem(place, "sighting", must, is_, remedy)
        if sighting.seen is not None and sighting.seen > subject.today:
            must = "seen must be a day on which the address was seen"
            is_ = f"{sighting.seen} has not come yet"
            remedy = "Correct it, or run clearway archive, which writes this file"
            yield Problem(sighting.at("seen"), "sighting", must, is_, remedy)


# --- Rules on the process itself


AHEAD = timedelta(days=7)
"""How far ahead of today `revised` may be: every change until that day counts as made on it."""


def check_revised(subject: Subject) -> Iterator[Problem]:
    """The day before which no revision is must be near, or revisions would run ahead of the clock.

    They could never go back.
    """
    profile = subject.process.profile
    if profile.revised and profile.revised > subject.today + AHEAD:
        must = "revised must be at most a week ahead"
        found = f"it is {profile.revised}, and today is {subject.today}"
        remedy = "Write the day that clearway release names, or remove the line"
        yield Problem(profile.at("revised"), "revised", must, found, remedy)


_ANNOUNCED = "Write source: with the address of the page that announces the process"


def check_placeholder(subject: Subject) -> Iterator[Problem]:
    """What a new tracker holds in place of an answer must be replaced before it is published.

    Until then it is a warning, so that a new tracker can be checked and looked at on its first day.
    """
    profile = subject.process.profile
    severity = Severity.ERROR if subject.publishes else Severity.WARNING
    given = profile.__dict__  # of a process.yaml that could not be read, without any field
    title = "Write what the process is called"
    asked = (
        (given.get("title"), UNTITLED, ("title",), title),
        (given.get("short_title"), UNTITLED, ("short_title",), title),
        (given.get("description"), UNDESCRIBED, ("description",), "Write that sentence"),
        (given.get("domain"), UNNAMED_DOMAIN, ("domain",), "Write a domain name that you hold"),
        *(
            (source.title, UNKNOWN_SOURCE, ("source", number, "title"), _ANNOUNCED)
            for number, source in enumerate(given.get("source", ()))
        ),
    )
    for value, placeholder, loc, remedy in asked:
        if value == placeholder:
            place = profile.at(*loc)
            must = f"{loc[0]} must be answered before the site is published"
            found = f"it is {quoted(value)}, which clearway init wrote in place of an answer"
            yield Problem(place, "placeholder", must, found, remedy, severity)
