"""The parts of the front page. Each gives HTML for a page at `here`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from clearway.insight.agenda import Agenda, agenda
from clearway.insight.agenda.occasions import Occasion, Status
from clearway.insight.asks import called, lives
from clearway.insight.changes import News, news
from clearway.insight.scorecard import scorecard
from clearway.insight.scorecard.promises import PromiseList, promises
from clearway.language import current, gettext, ngettext
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.charts import timeline
from clearway.publish.pages.common import Book
from clearway.publish.pages.organisations import by_role, holders_now
from clearway.publish.pages.statements import is_closed
from clearway.publish.render import heading_text, render_part
from clearway.publish.sentences import Names, news_sentence
from clearway.publish.sentences.sentence import Sentence
from clearway.publish.syndication import of_site
from clearway.records.kinds.commitment import Fulfilment
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.milestone import Milestone
from clearway.records.model import KINDS_IN_ORDER, Process


def headline(book: Book, here: str = "") -> str:
    """The state of the process in a sentence or two, for a heading in Markdown."""
    promised = promises(book.process, book.as_of)
    return heading_text(state(book.process, agenda(book.process, book.as_of), promised))


def state(process: Process, now: Agenda, promised: PromiseList) -> str:
    """Whether the process is running or over, and what matters most about it then."""
    name = process.profile.short_title
    if now.adopted and now.adoption:
        ended = formatting.when(now.adoption.ledger.standing.when)
        over = gettext("{process} ended: its text was adopted on {date}.")
        return over.format(process=name, date=ended) + _unseen(promised)
    if now.culmination and now.culminated:
        last = now.culmination
        return gettext("{process}: “{title}” is past ({date}).").format(
            process=name, title=last.title, date=formatting.when(last.when)
        )
    first = nearest(now) or now.next
    if first is None:
        return gettext("{process}: the process is running. No date ahead is known here.").format(
            process=name
        )
    return gettext("{process}: the process is running. Next: {title}, {date}.").format(
        process=name, title=first.title, date=formatting.when(first.when)
    )


def nearest(now: Agenda) -> Occasion | None:
    """The first day ahead, where it comes before what the process leads up to."""
    if now.next is None or now.culminated:
        return None
    peak = now.next.first_day
    found = (o for o in now.coming_up if o.is_dated and o.status(now.as_of) is Status.AHEAD)
    return next((o for o in found if o.first_day < peak), None)


def _unseen(promised: PromiseList) -> str:
    number = len(promised.not_seen)
    if not number:
        return ""
    said = ngettext(
        "{count} of its promises fell due and has not been seen.",
        "{count} of its promises fell due and have not been seen.",
        number,
    )
    return " " + said.format(count=formatting.capitalize_first(formatting.number_word(number)))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the front page, what it counts, and the list that it leads to.

    `of` is the whole of which it is a part; None where it is no part of one.
    """

    number: int
    of: int | None
    text: str
    more: str
    address: str
    tone: str = "sea"


def figures(book: Book, here: str = "") -> str:
    """The few numbers of the process, each leading to its list; those with nothing are left out."""
    found = [*_of_texts(book), *_of_promises(book)]
    return render_part(book.view(here), "home.html", "figures", found)


def _of_texts(book: Book) -> Iterator[Figure]:
    drafts = book.process.drafts_out
    if drafts:
        first, last = (str(draft.label or draft.title) for draft in (drafts[0], drafts[-1]))
        span = gettext("from “{first}” to “{last}”").format(first=first, last=last)
        span = span if len(drafts) > 1 else first
        text = ngettext("draft", "drafts", len(drafts))
        yield Figure(len(drafts), None, text, span, "drafts/")
    ended = [one.steps[-1].known for one in lives(book.process) if one.steps]
    if ended:
        present = sum(fate.is_present for fate in ended)
        unknown = sum(fate == "unknown" for fate in ended)
        text = gettext("requests found, wholly or in part, in {draft}").format(
            draft=called(drafts[-1])
        )
        more = gettext("{number} not known yet: help to find out").format(number=unknown)
        more = more if unknown else ""
        yield Figure(present, len(ended), text, more, "asks/", "leaf")


def _of_promises(book: Book) -> Iterator[Figure]:
    counts = dict(scorecard(book.process, book.as_of).counts)
    total = sum(counts.values())
    if total:
        partly = counts.get(Fulfilment.PARTLY, 0)
        unknown = counts.get(Fulfilment.UNKNOWN, 0)
        text = gettext("points asked of the process were met, {number} partly")
        text = text.format(number=partly)
        more = gettext("{number} cannot be judged from the sources read").format(number=unknown)
        more = more if unknown else ""
        yield Figure(counts.get(Fulfilment.MET, 0), total, text, more, "scorecard/")
    promised = promises(book.process, book.as_of)
    if promised.statuses:
        unseen = promised.not_seen
        text = ngettext("promise due, not seen", "promises due, not seen", len(unseen))
        more = gettext("{number} of {total} are known to have been kept").format(
            number=promised.kept, total=len(promised.statuses)
        )
        tone = "rose" if unseen else "leaf"
        yield Figure(len(unseen), None, text, more, "promises/", tone)


def intro(book: Book, here: str = "") -> str:
    """What the process is, in a sentence, and who runs it on that day."""
    profile, view = book.process.profile, book.view(here)
    now = tuple(by_role(h for h in holders_now(book) if h.when))
    return render_part(view, "home.html", "intro", view, profile, now)


def kept_by(book: Book, here: str = "") -> str:
    """Who keeps the record, and how to write to them; '' where the process says neither."""
    return render_part(book.view(here), "home.html", "kept", book.process.profile)


def without_account(book: Book, here: str = "contribute/") -> str:
    """How to send a correction without an account; '' where the process has no contact."""
    return render_part(book.view(here), "home.html", "without_account", book.process.profile)


def translation(book: Book, here: str = "about/") -> str:
    """In what language the program's own words are, and how to correct one; '' in English."""
    if current().is_source:
        return ""
    name = formatting.language_names([current().tag])[0]
    return render_part(book.view(here), "home.html", "translation", name)


def lead(book: Book, here: str = "") -> str:
    """What is next with its countdown and how to attend; what came of it, and what is due."""
    now = agenda(book.process, book.as_of)
    promised = promises(book.process, book.as_of)
    first = nearest(now) or now.next
    peak = now.next if now.next is not first else None
    return render_part(book.view(here), "home.html", "lead", now, first, peak, promised)


def coming_up(book: Book, here: str = "", most: int = 5) -> str:
    view = book.view(here)
    return render_part(view, "home.html", "coming", view, agenda(book.process, book.as_of), most)


@dataclass(frozen=True, slots=True)
class Recent:
    """Something of late: a piece of news with its sentence, or something that took place."""

    day: date
    news: News | None = None
    said: Sentence = ()
    occasion: Occasion | None = None


def latest_changes(book: Book, here: str = "", most: int = 6) -> str:
    """What was announced and what took place lately, the latest first."""
    view = book.view(here)
    return render_part(view, "home.html", "recent", view, recent(book, most))


def recent(book: Book, most: int) -> tuple[Recent, ...]:
    """The latest news, and the meetings, decisions and publications that took place.

    Of what happened, only what a source says is taken: a plan is no event. Drafts and statements
    that came out are news already.
    """
    names = Names(book.process, as_of=book.as_of)
    told = [
        Recent(piece.at, piece, news_sentence(names, piece))
        for piece in news(book.process, book.as_of)[:most]
        if piece.at is not None
    ]
    happened = [
        Recent(o.last_day, occasion=o)
        for o in agenda(book.process, book.as_of).past
        if not o.is_derived and not o.is_off and o.evidence in _SEEN
        if isinstance(o.record, Milestone | Consultation) and not o.when.is_unknown
        if o.last_day <= book.as_of
    ]
    return tuple(sorted((*told, *happened), key=attrgetter("day"), reverse=True)[:most])


_SEEN = ("seen", "weak")


def take_part(book: Book, here: str = "") -> str:
    """Subscribe, endorse, correct."""
    view = book.view(here)
    tallied = [
        (signatory_list.statement, signatory_list.tally)
        for signatory_list in book.signatory_lists.values()
    ]
    latest = max(tallied, key=lambda pair: (pair[1].total, pair[0].id), default=(None, None))
    statement, counted = latest
    open_ = statement is not None and not is_closed(book, statement)
    feed = of_site(book.process)[0][1]
    return render_part(view, "home.html", "part", view, statement, counted, open_, feed)


def picture(book: Book, here: str = "") -> str:
    """The timeline of the months that lead up to the culmination, or of this year."""
    first, last = span(book)
    chart = timeline(book.occasions, first, last, book.as_of)
    title = _("Timeline, {first} to {last}").format(
        first=formatting.month_of(first), last=formatting.month_of(last)
    )
    return render_part(book.view(here), "timeline.svg", None, chart=chart, title=title)


def span(book: Book) -> tuple[date, date]:
    """The months from the first consultation or draft until the culmination."""
    process = book.process
    dated = (r.ledger.standing.when for r in (*process.consultations, *process.drafts))
    starts = [when.first_day for when in dated if not when.is_unknown]
    peak = book.own_occasion.get(process.profile.culmination or "")
    last = peak.last_day if peak else max((*starts, book.as_of))
    first = min((day for day in starts if (last - day).days < 366), default=last)
    return first.replace(day=1), last.replace(month=12, day=31)


def counts(book: Book) -> dict[str, int]:
    """How many records of each kind there are, by the names of Process's fields."""
    return {name: len(getattr(book.process, name)) for name in KINDS_IN_ORDER}
