"""The list of consultations, and each with its summaries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from clearway.insight.agenda.occasions import Occasion, OccasionKind, Status
from clearway.insight.scorecard.promises import PromiseStatus, promises
from clearway.language import N_, gettext
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.calendars.vanished import vanished
from clearway.publish.charts import Timeline, timeline, years
from clearway.publish.page import Heading, Page, address, page_of
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.publish.render import render
from clearway.records.dates.ledger import Transition
from clearway.records.kinds.consultation import Consultation, Point, Summary
from clearway.records.kinds.process import Topic
from clearway.records.record import Record
from clearway.records.rules import ledgers

# --- The roadmap, and the page of each milestone


ROADMAP_HERE = "roadmap/"


def milestone_pages(book: Book) -> Iterator[Page]:
    yield from roadmap_pages(book)
    for milestone in book.process.milestones:
        date_ = formatting.when(milestone.ledger.standing.when)
        text = f"{milestone.title}, {date_}. {milestone.description or ''}"
        trail = ((_("Roadmap"), ROADMAP_HERE),)
        over = book.own_occasion[milestone.ref].status(book.as_of) is Status.PAST
        yield record_page(
            book,
            milestone,
            "milestone.html",
            trail,
            first_words(text),
            over=over or milestone.ledger.is_off,
        )


@dataclass(frozen=True, slots=True)
class RoadmapView:
    """Some of the dates, at an address of their own: `group` and `value` are what a script filters
    by, too."""

    group: str
    value: str
    title: str
    occasions: tuple[Occasion, ...]

    @property
    def address(self) -> str:
        """Where the page is.

        >>> RoadmapView("topic", "igf", "Internet Governance Forum", ()).address
        'roadmap/topic/igf/'
        """
        return f"{ROADMAP_HERE}{self.group}/{self.value}/"


GROUPS = {"time": N_("Time"), "change": N_("Changes"), "kind": N_("Kind"), "topic": N_("Topic")}
"""By what the roadmap can be filtered."""

_KINDS = {
    OccasionKind.CONSULTATION: N_("consultations"),
    OccasionKind.DEADLINE: N_("deadlines"),
    OccasionKind.MEETING: N_("meetings"),
    OccasionKind.NEGOTIATION: N_("negotiations"),
    OccasionKind.PUBLICATION: N_("publications"),
    OccasionKind.DECISION: N_("decisions"),
    OccasionKind.SILENCE_PROCEDURE: N_("silence procedures"),
    OccasionKind.ENTRY_INTO_FORCE: N_("entries into force"),
}


def roadmap_pages(book: Book) -> Iterator[Page]:
    """All dates, and a page for each choice that has some."""
    everything = tuple(o for o in book.occasions if o.session is None)
    views = roadmap_views(book, everything)
    yield _roadmap(book, everything, views, None)
    for view in views:
        yield _roadmap(book, view.occasions, views, view)


def roadmap_views(book: Book, everything: Sequence[Occasion]) -> tuple[RoadmapView, ...]:
    """What the dates can be narrowed to; choices without a date are left out."""
    past = frozenset(o.id for o in everything if _is_past(o, book.as_of))
    choices: list[tuple[str, str, str, Callable[[Occasion], bool]]] = [
        ("time", "ahead", gettext("ahead"), lambda o: o.id not in past),
        ("time", "past", gettext("past"), lambda o: o.id in past),
        ("change", "moved", gettext("moved"), lambda o: o.is_moved),
        ("change", "off", gettext("cancelled or postponed"), lambda o: o.is_off),
    ]
    for kind in OccasionKind:
        choices.append(("kind", str(kind), gettext(_KINDS[kind]), _is_of(kind)))
    for topic in book.process.profile.topics:
        choices.append(("topic", topic.id, str(topic.title), _is_about(topic)))
    found = (
        RoadmapView(group, value, title, tuple(o for o in everything if keep(o)))
        for group, value, title, keep in choices
    )
    return tuple(view for view in found if view.occasions)


def _is_of(kind: OccasionKind) -> Callable[[Occasion], bool]:
    return lambda occasion: occasion.kind is kind


def _is_about(topic: Topic) -> Callable[[Occasion], bool]:
    return lambda occasion: topic.id in occasion.topics


def _roadmap(
    book: Book,
    shown: Sequence[Occasion],
    views: Sequence[RoadmapView],
    chosen: RoadmapView | None,
) -> Page:
    past = [o for o in shown if _is_past(o, book.as_of)]
    coming = [o for o in shown if not _is_past(o, book.as_of)]
    dated = [o for o in coming if o.is_dated]
    rough = [o for o in coming if not o.is_dated]
    sections = [
        (gettext("Ahead"), "ahead", dated),
        (gettext("Ahead, day not known"), "someday", rough),
    ]
    for year in sorted({_year(o, book.as_of) for o in past}, reverse=True):
        found = [o for o in reversed(past) if _year(o, book.as_of) == year]
        sections.append((str(year), f"y{year}", found))
    by_group = {group: [view for view in views if view.group == group] for group in GROUPS}
    page = index_page(
        book,
        chosen.address if chosen else ROADMAP_HERE,
        _("Roadmap: {choice}").format(choice=chosen.title) if chosen else _("Roadmap"),
        _("All dates of the process, with earlier announcements and what other sources say."),
        "roadmap.html",
        charts=[] if chosen else [(year, year_chart(book, year)) for year in years(shown)],
        parts_=[section for section in sections if section[2]],
        total=len(shown),
        chosen=chosen,
        groups=[
            (gettext(GROUPS[group]), group, found) for group, found in by_group.items() if found
        ],
        past=frozenset(o.id for o in past),
    )
    return replace(page, listed=False) if chosen else page


def _is_past(occasion: Occasion, as_of: date) -> bool:
    """Whether it is listed among what is past; what has no date is listed with its stage."""
    stage_is_over = occasion.stage_end is not None and occasion.stage_end < as_of
    return stage_is_over or occasion.status(as_of) is Status.PAST


def _year(occasion: Occasion, as_of: date) -> int:
    """The year under which it is listed: without a date that of its stage's end, or of today."""
    return min(occasion.stage_end or occasion.last_day, as_of).year


def year_chart(book: Book, year: int) -> Timeline:
    """The picture of one year."""
    return timeline(book.occasions, date(year, 1, 1), date(year, 12, 31), book.as_of)


# --- What is not in the record any more: an address that was published is never lost


def gone_pages(book: Book) -> Iterator[Page]:
    """A page at each address of a date that was taken out of the record."""
    taken = {address(record) for record in book.process}
    taken |= {address(r.but(id=old)) for r in book.process for old in r.was}
    for gone in vanished(book.revisions, book.occasions):
        since = datetime.fromtimestamp(book.revisions.events[gone.key].modified, UTC).date()
        for id in gone.ids if gone.record_kind else ():
            here = page_of(gone.record_kind, id)
            if here in taken:
                continue
            html = render(
                book.view(here),
                "gone.html",
                gone=gone,
                since=since,
                trail=((_("Roadmap"), ROADMAP_HERE), (gone.title, None)),
            )
            about = _("{title}: a date that is not in the record any more.").format(
                title=gone.title
            )
            title = _("{title} (taken out)").format(title=gone.title)
            yield Page(here, title, about, html, listed=False)


# --- The list of consultations, and each with its summaries


CONSULTATIONS_HERE = "consultations/"


def consultation_pages(book: Book) -> Iterator[Page]:
    yield _index(book)
    moved = _moved_at(book)
    for consultation in book.process.consultations:
        yield _page(book, consultation, moved.get(consultation.ref, []))


def _index(book: Book) -> Page:
    found = [o for o in book.occasions if o.kind is OccasionKind.CONSULTATION and o.session is None]
    sections = by_status(found, book, past=_("Past"), ahead=_("Ahead"))
    return index_page(
        book,
        CONSULTATIONS_HERE,
        _("Consultations"),
        _("Every session where negotiators hear others, with what was said."),
        "consultations.html",
        parts_=sections,
        total=len(found),
        summarised=len(book.process.summaries),
    )


def by_status(
    found: list[Occasion], book: Book, *, past: str, ahead: str
) -> tuple[tuple[str, str, tuple[Occasion, ...]], ...]:
    """Occasions in sections (title, anchor, rows): what is ahead first, then the latest past."""
    off = tuple(o for o in found if o.is_cancelled)
    on = [(o, o.status(book.as_of)) for o in found if not o.is_cancelled]
    over = tuple(o for o, status in on if status is Status.PAST)
    coming = tuple(o for o, status in on if status is Status.AHEAD)
    now = tuple(o for o, status in on if status not in (Status.PAST, Status.AHEAD))
    return (
        (_("Under way"), "now", now),
        (ahead, "ahead", coming),
        (past, "past", tuple(reversed(over))),
        (_("Cancelled"), "cancelled", tuple(reversed(off))),
    )


def _page(book: Book, consultation: Consultation, moved: list[tuple[Record, Transition]]) -> Page:
    summaries = [s for s in book.process.summaries if s.consultation == consultation.id]
    over = book.own_occasion[consultation.ref].status(book.as_of) is Status.PAST
    closes = consultation.registration and consultation.registration.closes
    headings = [Heading(_anchor(s), "What was said") for s in summaries]
    headings += [Heading(p.id, p.title, 3) for s in summaries for p in s.points]
    return record_page(
        book,
        consultation,
        "consultation.html",
        ((_("Consultations"), CONSULTATIONS_HERE),),
        first_words(_description(consultation)),
        refs=tuple(s.ref for s in summaries),
        headings=tuple(headings),
        summaries=summaries,
        summary_anchor=_anchor,
        asks=book.asks,
        promised=_promised(book, summaries),
        by_topic=lambda summary: list(_by_topic(book, summary)),
        over=over,
        registration_over=closes and closes.ledger.standing.when.last_day < book.as_of,
        said_here=moved,
    )


def _promised(book: Book, summaries: list[Summary]) -> dict[str, PromiseStatus]:
    """The promises made at points of summaries, by `summary:<id>#<point>`."""
    made = {summary.ref for summary in summaries}
    found = promises(book.process, book.as_of).statuses
    return {f"{s.promise.made}#{s.promise.point}": s for s in found if s.promise.made in made}


def _by_topic(book: Book, summary: Summary) -> Iterator[tuple[Topic, list[Point]]]:
    """The points of a summary under their topics, in the order of the process's topics."""
    for topic in book.process.profile.topics:
        found = [point for point in summary.points if point.topic == topic.id]
        if found:
            yield topic, found


def _anchor(summary: Summary) -> str:
    return address(summary).partition("#")[2]


def _description(consultation: Consultation) -> str:
    date = formatting.when(consultation.ledger.standing.when)
    return f"{consultation.title}, {date}. {consultation.body}"


def _moved_at(book: Book) -> dict[str, list[tuple[Record, Transition]]]:
    """The dates of records that were moved at a consultation, by its ref."""
    found: dict[str, list[tuple[Record, Transition]]] = {}
    for record, _loc, ledger in ledgers(book.process):
        for move in ledger.moves:
            for ref in dict.fromkeys(source.ref for source in move.after.source if source.ref):
                found.setdefault(ref, []).append((record, move))
    return found
