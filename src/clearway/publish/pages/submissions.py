"""What was put in: the list, and each submission with its answers."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish import words
from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.records.model import Answer, Submission

HERE = "submissions/"


def pages(book: Book) -> Iterator[Page]:
    yield index_page(
        book,
        HERE,
        "Submissions",
        "What was put in, by whom, and on which draft.",
        "submissions.html",
        sections=list(_sections(book)),
        total=len(book.process.submissions),
    )
    for submission in book.process.submissions:
        headings = tuple(Heading(a.id, str(a.question or a.id), 3) for a in submission.answers)
        yield record_page(
            book,
            submission,
            "submission.html",
            (("Submissions", HERE),),
            first_words(f"{submission.title}. {submission.body}"),
            headings=headings,
            asks=book.asks,
            topic_titles=lambda answer: _topics(book, answer),
        )


def _topics(book: Book, answer: Answer) -> str:
    """What an answer without a question is about."""
    titles = [str(book.process.vocabularies["topic"][id].title) for id in answer.topics]
    return ", ".join(titles) or words.capitalize_first(answer.id.replace("-", " "))


def _sections(book: Book) -> Iterator[tuple[str, list[Submission]]]:
    """Submissions to calls first, then under each draft, each by date."""
    everything = sorted(
        book.process.submissions, key=lambda s: (str(s.date) if s.date else "9", s.id)
    )
    yield "To calls and reviews", [s for s in everything if s.draft is None]
    for draft in book.process.drafts_in_line:
        yield str(draft.title), [s for s in everything if s.draft == draft.id]
