"""Numbers beside what they count: 'six days', '43 organisations'."""

from __future__ import annotations

from clearway.language import N_n, current, gettext, ngettext
from clearway.language import number as figure

_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()


def count(number: int, noun: str) -> str:
    """How many of something: small numbers in letters, where that is usual.

    >>> count(3, "day"), count(1, "entry"), count(1200, "person")
    ('three days', 'one entry', '1,200 people')
    """
    return ngettext(*COUNTED[noun], number).format(number=spelled(number))


def spelled(number: int) -> str:
    """A number beside its noun; other languages than English bend its word, so a figure there."""
    if current().is_source and 0 <= number < len(_SMALL):
        return _SMALL[number]
    return figure(number)


def number_word(number: int) -> str:
    """A small number in a sentence.

    >>> number_word(0), number_word(10), number_word(13)
    ('none', 'ten', '13')
    """
    return gettext("none") if number == 0 else spelled(number)


COUNTED = {
    "address": N_n("{number} address", "{number} addresses"),
    "annotation": N_n("{number} proposal or note", "{number} proposals and notes"),
    "answer": N_n("{number} answer", "{number} answers"),
    "ask": N_n("{number} ask", "{number} asks"),
    "body": N_n("{number} body", "{number} bodies"),
    "bracket": N_n("{number} bracket", "{number} brackets"),
    "change": N_n("{number} change", "{number} changes"),
    "choice": N_n("{number} choice", "{number} choices"),
    "commitment": N_n("{number} commitment", "{number} commitments"),
    "consultation": N_n("{number} consultation", "{number} consultations"),
    "date": N_n("{number} date", "{number} dates"),
    "date cancelled": N_n("{number} date cancelled", "{number} dates cancelled"),
    "date corrected": N_n("{number} date corrected", "{number} dates corrected"),
    "date kept": N_n("{number} date kept", "{number} dates kept"),
    "date made exact": N_n("{number} date made exact", "{number} dates made exact"),
    "date moved": N_n("{number} date moved", "{number} dates moved"),
    "date on again": N_n("{number} date on again", "{number} dates on again"),
    "date postponed": N_n("{number} date postponed", "{number} dates postponed"),
    "day": N_n("{number} day", "{number} days"),
    "deadline": N_n("{number} deadline", "{number} deadlines"),
    "decision": N_n("{number} decision", "{number} decisions"),
    "draft": N_n("{number} draft", "{number} drafts"),
    "endorsement": N_n("{number} endorsement", "{number} endorsements"),
    "engagement": N_n("{number} report of a talk", "{number} reports of talks"),
    "entry": N_n("{number} entry", "{number} entries"),
    "entry into force": N_n("{number} entry into force", "{number} entries into force"),
    "input": N_n("{number} input", "{number} inputs"),
    "meeting": N_n("{number} meeting", "{number} meetings"),
    "meeting or other date": N_n(
        "{number} meeting or other date", "{number} meetings and other dates"
    ),
    "milestone": N_n("{number} milestone", "{number} milestones"),
    "more": N_n("{number} more", "{number} more"),
    "more point": N_n("{number} more point", "{number} more points"),
    "negotiation": N_n("{number} negotiation", "{number} negotiations"),
    "open bracket": N_n("{number} open bracket", "{number} open brackets"),
    "organisation": N_n("{number} organisation", "{number} organisations"),
    "other": N_n("{number} other", "{number} others"),
    "paragraph": N_n("{number} paragraph", "{number} paragraphs"),
    "paragraph agreed ad ref": N_n(
        "{number} paragraph agreed ad ref", "{number} paragraphs agreed ad ref"
    ),
    "person": N_n("{number} person", "{number} people"),
    "point": N_n("{number} point", "{number} points"),
    "position": N_n("{number} position", "{number} positions"),
    "process": N_n("{number} description of the process", "{number} descriptions of the process"),
    "promise": N_n("{number} promise", "{number} promises"),
    "publication": N_n("{number} publication", "{number} publications"),
    "request": N_n("{number} request", "{number} requests"),
    "session": N_n("{number} session", "{number} sessions"),
    "sighting": N_n("{number} look at a source", "{number} looks at sources"),
    "silence procedure": N_n("{number} silence procedure", "{number} silence procedures"),
    "statement": N_n("{number} statement", "{number} statements"),
    "statement or signature": N_n(
        "{number} statement or signature", "{number} statements and signatures"
    ),
    "submission": N_n("{number} submission", "{number} submissions"),
    "summary": N_n("{number} summary", "{number} summaries"),
    "thread": N_n("{number} paragraph's address", "{number} paragraphs' addresses"),
    "translation": N_n("{number} language version", "{number} language versions"),
    "version": N_n("{number} version", "{number} versions"),
    "withdrawn by others": N_n("{number} other has withdrawn", "{number} others have withdrawn"),
    "word": N_n("{number} word", "{number} words"),
    "working day": N_n("{number} working day", "{number} working days"),
    "silence-procedure": N_n("{number} silence procedure", "{number} silence procedures"),
    "entry-into-force": N_n("{number} entry into force", "{number} entries into force"),
}
"""What is counted, by its name in English; a kind of record by the kind."""
