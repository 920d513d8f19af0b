"""What was asked and what became of it: the matrix, and each ask's life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clearway.insight.asks import AskLife, FateChange, called, flows, life, lives
from clearway.insight.knowledge.days import ALWAYS, Days
from clearway.insight.synthesis import points
from clearway.language import gettext as _
from clearway.language import ngettext
from clearway.publish import formatting
from clearway.publish.charts import streams
from clearway.publish.charts.streams import StreamState
from clearway.publish.page import Heading, Page, address
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.records.kinds.ask import Ask, Fate, Scope
from clearway.records.kinds.consultation import Consultation, Summary
from clearway.records.kinds.process import Topic
from clearway.records.kinds.submission import Submission

HERE = "asks/"


def pages(book: Book) -> Iterator[Page]:
    yield _matrix(book)
    for ask in book.process.asks:
        yield _page(book, ask)


def _matrix(book: Book) -> Page:
    everything = lives(book.process)
    drafts = book.process.drafts_out
    chart = streams(
        [str(draft.label or draft.title) for draft in drafts],
        [[_state(step.known) for step in one.steps] for one in everything],
        [[step.is_inferred for step in one.steps] for one in everything],
    )
    known = [one for one in everything if any(s.known is not Fate.UNKNOWN for s in one.steps)]
    unknown = [one for one in everything if one not in known]
    # Nothing goes from draft to draft before there are two.
    first = [Heading("streams", _("From draft to draft"))] if chart.blocks else []
    return index_page(
        book,
        HERE,
        _("Asks"),
        _("What was asked for, and what became of it in each draft, with evidence."),
        "asks.html",
        headings=(*first, Heading("text", _("About the text"))),
        lives=everything,
        answer=found_in_words(everything),
        known=list(_by_topic(book, known)),
        unknown=list(_by_topic(book, unknown)),
        unknown_number=len(unknown),
        drafts=drafts,
        fates=list(Fate),
        changes=list(FateChange),
        flows=flows(book.process),
        chart=chart,
        process_asks=[a for a in book.process.asks if a.scope is Scope.PROCESS],
        raised=lambda ask: _raised_on(book, ask),
    )


def found_in_words(everything: Sequence[AskLife]) -> str:
    """How many requests the last draft has, in a sentence; '' where there is no draft."""
    last = [one.steps[-1] for one in everything if one.steps]
    if not last:
        return ""
    found = sum(step.known.is_present for step in last)
    said = ngettext(
        "{number} of {total} request is found, wholly or in part, in {draft}",
        "{number} of {total} requests are found, wholly or in part, in {draft}",
        len(last),
    )
    return said.format(number=found, total=len(last), draft=called(last[0].draft))


def _state(fate: Fate) -> StreamState:
    if fate is Fate.UNKNOWN:
        return StreamState.UNKNOWN
    if fate is Fate.REMOVED_OR_WEAKENED:
        return StreamState.REDUCED
    return StreamState.IN if fate.is_present else StreamState.OUT


def _by_topic(book: Book, everything: Sequence[AskLife]) -> Iterator[tuple[Topic, list[AskLife]]]:
    for topic in book.process.profile.topics:
        found = [one for one in everything if one.ask.topic == topic.id]
        if found:
            yield topic, found


def _page(book: Book, ask: Ask) -> Page:
    one = life(book.process, ask) if ask.scope is Scope.TEXT else None
    said = f"{ask.title}: {one.summary}." if one else f"{ask.title}."
    return record_page(
        book,
        ask,
        "ask.html",
        ((_("Asks"), HERE),),
        first_words(f"{said} {ask.text}"),
        headings=(Heading("drafts", _("Draft by draft")),) if one else (),
        life=one,
        since=formatting.since_treated(_last_treated(book, one)),
        raised_at=[_place(book, ref) for ref in ask.raised],
    )


def _last_treated(book: Book, one: AskLife | None) -> date | None:
    """The day of the last draft of which it is known what it did with an ask."""
    known = [step.draft.id for step in one.steps if step.known is not Fate.UNKNOWN] if one else []
    days = [Days(book.process).of_draft(draft) for draft in known]
    return max((day for day in days if day is not ALWAYS), default=None)


def _place(book: Book, ref: str) -> tuple[str, str]:
    """What the point, answer or submission that an ask comes from is called, and its address."""
    owner, _, part = ref.partition("#")
    record = book.process.records[owner]
    if isinstance(record, Summary):
        consultation = book.process.find(Consultation, record.consultation)
        point = next(h.point for h in points(book.process) if h.ref == ref)
        return f"{consultation.title}: {point.title}", f"{address(consultation)}#{part}"
    assert isinstance(record, Submission)
    answer = next((a for a in record.answers if a.id == part), None)
    title = f"{record.title}: {answer.question}" if answer and answer.question else record.title
    return title, f"{address(record)}#{part}" if part else address(record)


def _raised_on(book: Book, ask: Ask) -> str:
    """The day on which an ask was first raised, as far as known, and how many more times."""
    found = []
    for ref in ask.raised:
        record = book.process.records[ref.partition("#")[0]]
        if isinstance(record, Summary):
            consultation = book.process.find(Consultation, record.consultation)
            found.append(formatting.when(consultation.ledger.standing.when))
        elif isinstance(record, Submission):
            found.append(formatting.when(record.date) if record.date else _("undated input"))
    if not found:
        return "not recorded"
    first, *more = dict.fromkeys(found)
    if not more:
        return first
    form = _("{first} and {more}")
    return form.format(first=first, more=formatting.count(len(more), "more"))
