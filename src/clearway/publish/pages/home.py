"""The parts of the front page. Each gives HTML for a page at `here`."""

from __future__ import annotations

from datetime import date

from clearway.insight.agenda import agenda
from clearway.insight.changes import news
from clearway.insight.scorecard.promises import promises
from clearway.publish.charts import timeline
from clearway.publish.pages.common import Book
from clearway.publish.pages.organisations import by_role, holders_on
from clearway.publish.pages.statements import is_closed
from clearway.publish.render import render_part
from clearway.publish.sentences import Names, news_sentence
from clearway.records.model import KINDS_IN_ORDER


def intro(book: Book, here: str = "") -> str:
    """What the process is, in a sentence, and who runs it on that day."""
    profile, view = book.process.profile, book.view(here)
    now = tuple(by_role(h for h in holders_on(profile.roles, book.as_of) if h.when))
    return render_part(view, "home.html", "intro", view, profile, now)


def kept_by(book: Book, here: str = "") -> str:
    """Who keeps the record, and how to write to them; '' where the process says neither."""
    return render_part(book.view(here), "home.html", "kept", book.process.profile)


def without_account(book: Book, here: str = "contribute/") -> str:
    """How to send a correction without an account; '' where the process has no contact."""
    return render_part(book.view(here), "home.html", "without_account", book.process.profile)


def lead(book: Book, here: str = "") -> str:
    """What is next with its countdown; once all is done, what came of it and what follows."""
    now = agenda(book.process, book.as_of)
    promised = promises(book.process, book.as_of)
    return render_part(book.view(here), "home.html", "lead", now, promised)


def coming_up(book: Book, here: str = "", most: int = 5) -> str:
    view = book.view(here)
    return render_part(view, "home.html", "coming", view, agenda(book.process, book.as_of), most)


def latest_changes(book: Book, here: str = "", most: int = 6) -> str:
    view = book.view(here)
    found = news(book.process, book.as_of)[:most]
    names = Names(book.process, as_of=book.as_of)
    told = [(piece, news_sentence(names, piece)) for piece in found]
    return render_part(view, "home.html", "news", view, told)


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
    return render_part(view, "home.html", "part", view, statement, counted, open_)


def picture(book: Book, here: str = "") -> str:
    """The timeline of the months that lead up to the culmination, or of this year."""
    first, last = span(book)
    chart = timeline(book.occasions, first, last, book.as_of)
    title = f"Timeline, {first:%B %Y} to {last:%B %Y}"
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
