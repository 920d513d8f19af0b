"""Each piece of news in a sentence."""

from __future__ import annotations

from clearway.insight.changes import News, NewsKind
from clearway.publish import formatting
from clearway.publish.labels import label
from clearway.publish.sentences import dates
from clearway.publish.sentences.names import Names
from clearway.publish.sentences.sentence import Piece, Sentence, new, old, sentence
from clearway.records.dates.ledger import Reading
from clearway.records.kinds.consultation import Summary
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.statement import Endorsement
from clearway.records.kinds.submission import Submission


def news_sentence(names: Names, piece: News) -> Sentence:
    """A piece of news, ended by a stop."""
    return sentence(*_SENTENCES[piece.kind](names, piece), ".")


def _announced(names: Names, piece: News) -> Sentence:
    assert piece.ledger is not None
    first = piece.ledger.readings[0]
    if piece.day is None:
        said = sentence(*dates.subject(names, piece.record, piece.loc), ": ")
        return (*said, new(dates.reading_words(first)))
    return dates.announced(names, piece.record, piece.loc, first)


def _step(names: Names, piece: News) -> Sentence:
    assert piece.step is not None
    return dates.step(names, piece.record, piece.loc, piece.step)


def _published(names: Names, piece: News) -> Sentence:
    if isinstance(piece.record, Summary):
        points = formatting.count(len(piece.record.points), "point")
        about = names.consultation_of(piece.record)
        return sentence("A summary of ", about, f" was published: {points}")
    return sentence(names.named(piece.record), " was published")


def _known(names: Names, piece: News) -> Sentence:
    return sentence(names.named(piece.record), " became known without being published")


def _adopted(names: Names, piece: News) -> Sentence:
    assert isinstance(piece.record, Draft)
    decision = names.adoption(piece.record)
    by = (": ", names.named(decision)) if decision else ()
    return sentence(names.named(piece.record), " was adopted", *by)


def _submitted(names: Names, piece: News) -> Sentence:
    assert isinstance(piece.record, Submission)
    return put_in(names, piece.record)


def put_in(names: Names, record: Submission) -> Sentence:
    """'“Friends of the library” and two others submitted “…”'; who, unless the title says it."""
    named = names.named(record)
    if not record.by:
        return sentence(named, " was submitted")
    first = names.named_ref(f"organisation:{record.by[0]}")
    others = len(record.by) - 1
    if not others and str(first.text).casefold() in str(named.text).casefold():
        return sentence(named, " was submitted")
    return sentence(
        first, f" and {formatting.count(others, 'other')}" if others else "", " submitted ", named
    )


def _withdrawn(names: Names, piece: News) -> Sentence:
    record = piece.record
    assert isinstance(record, Endorsement)
    statement = names.named_ref(f"statement:{record.statement}")
    return sentence(names.named(record), " no longer endorses ", statement)


def _judged(names: Names, piece: News) -> Sentence:
    said = [
        (
            ", " if number else "",
            new(label(fate.fate).text),
            f" in {names.word('draft', fate.draft)}",
        )
        for number, fate in enumerate(piece.fates)
    ]
    return sentence(names.named(piece.record), ": ", *(part for parts in said for part in parts))


def _corrected(names: Names, piece: News) -> Sentence:
    said = piece.correction
    assert said is not None
    named = names.named(piece.record)
    subject: tuple[Piece | str, ...] = (f"The {_CORRECTED[said.field]} ", named)
    if isinstance(said.old, Reading) and isinstance(said.new, Reading):
        subject = dates.subject(names, piece.record, piece.loc) if piece.loc else subject
        was, now = dates.reading_words(said.old), dates.reading_words(said.new)
    else:
        was, now = (_in_words(value) for value in (said.old, said.new))
    if not was:
        return sentence(*subject, " is now known: ", new(now))
    if not now:
        return sentence(*subject, " was taken out; it was ", old(was))
    return sentence(*subject, " was corrected here from ", old(was), " to ", new(now))


_CORRECTED = {
    "date": "date of",
    "place": "place of",
    "stream": "address of the stream of",
    "join": "address to join",
}


def _in_words(value: object) -> str:
    """A place (a venue, how one takes part, and further venues), or an address; else empty."""
    if isinstance(value, tuple):
        return formatting.where(*value)
    return str(value or "")


def _on_again(names: Names, piece: News) -> Sentence:
    assert piece.correction is not None
    assert isinstance(piece.correction.new, Reading)
    said = dates.revived(names, piece.record, piece.loc)
    return sentence(*said, ": ", new(dates.reading_words(piece.correction.new)))


_SENTENCES = {
    NewsKind.CORRECTED: _corrected,
    NewsKind.ON_AGAIN: _on_again,
    NewsKind.ANNOUNCED: _announced,
    NewsKind.MADE_EXACT: _step,
    NewsKind.KEPT: _step,
    NewsKind.MOVED: _step,
    NewsKind.CANCELLED: _step,
    NewsKind.POSTPONED: _step,
    NewsKind.REINSTATED: _step,
    NewsKind.PUBLISHED: _published,
    NewsKind.KNOWN: _known,
    NewsKind.ADOPTED: _adopted,
    NewsKind.SUBMITTED: _submitted,
    NewsKind.WITHDRAWN: _withdrawn,
    NewsKind.JUDGED: _judged,
}
