"""Everything on one topic in one place, and all topics by consultation."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.insight.asks import lives
from clearway.insight.synthesis import Heard, OnTopic, coverage, on_topic, synthesis
from clearway.language import gettext as _
from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book, first_words, index_page
from clearway.publish.syndication import topic_feed
from clearway.records.kinds.ask import Scope
from clearway.records.kinds.consultation import Consultation
from clearway.records.kinds.draft import Draft, OutlineEntry
from clearway.records.kinds.submission import Answer, Submission

HERE = "topics/"
SYNTHESIS = "synthesis/"


def pages(book: Book) -> Iterator[Page]:
    everything = [on_topic(book.process, topic) for topic in book.process.profile.topics]
    yield index_page(
        book,
        HERE,
        _("Topics"),
        _("Everything on one topic in one place."),
        "topics.html",
        topics=everything,
    )
    for on in everything:
        yield _page(book, on)
    yield index_page(
        book,
        SYNTHESIS,
        _("Synthesis"),
        _("What was said on each topic in each consultation."),
        "synthesis.html",
        headings=(Heading("coverage", _("Not taken up yet")),),
        synthesis=synthesis(book.process),
        coverage=coverage(book.process, book.as_of),
    )


def _page(book: Book, on: OnTopic) -> Page:
    title = str(on.topic.title)
    return index_page(
        book,
        f"{HERE}{on.topic.id}/",
        title,
        first_words(
            _("{topic}: what was said, submitted and asked, and what each draft says.").format(
                topic=title
            )
        ),
        "topic.html",
        headings=tuple(_headings(on)),
        follow=(topic_feed(on.topic),),
        trail=((_("Topics"), HERE), (title, None)),
        on=on,
        lives=[one for one in lives(book.process) if one.ask.topic == on.topic.id],
        process_asks=[ask for ask in on.asks if ask.scope is Scope.PROCESS],
        drafts=list(_drafts(book, on)),
        said=list(_said(book, on)),
        put=list(_put(on)),
    )


def _headings(on: OnTopic) -> Iterator[Heading]:
    sections = (
        ("divergence", _("Where people differ"), on.divergent),
        ("asks", _("What was asked"), on.asks),
        ("drafts", _("What the drafts say"), on.drafts),
        ("said", _("What was said"), on.points),
        ("submissions", _("Submissions"), on.submissions),
    )
    for id, title, found in sections:
        if found:
            yield Heading(id, title)


def _drafts(book: Book, on: OnTopic) -> Iterator[tuple[Draft, list[OutlineEntry]]]:
    for draft in book.process.drafts_in_line:
        found = [entry for owner, entry in on.drafts if owner.id == draft.id]
        if found:
            yield draft, found


def _said(book: Book, on: OnTopic) -> Iterator[tuple[Consultation, list[Heard]]]:
    for id in dict.fromkeys(heard.summary.consultation for heard in on.points):
        found = [heard for heard in on.points if heard.summary.consultation == id]
        yield book.process.find(Consultation, id), found


def _put(on: OnTopic) -> Iterator[tuple[Submission, list[Answer]]]:
    for submission in on.submissions:
        yield submission, [p.answer for p in on.answers if p.submission is submission]
