"""Each piece of news in a sentence."""

from __future__ import annotations

from clearway.insight.changes import News, NewsKind
from clearway.language import N_, gettext, pgettext
from clearway.publish import formatting
from clearway.publish.labels import label
from clearway.publish.sentences import dates
from clearway.publish.sentences.names import Names
from clearway.publish.sentences.sentence import Piece, Sentence, new, old, sentence, told
from clearway.records.dates.ledger import Reading
from clearway.records.kinds.consultation import Summary
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.statement import Endorsement
from clearway.records.kinds.submission import Submission


def news_sentence(names: Names, piece: News) -> Sentence:
    """A piece of news, ended by a stop."""
    said = _SENTENCES[piece.kind](names, piece)
    return told(pgettext("a sentence and its stop", "{sentence}."), sentence=said)


def _announced(names: Names, piece: News) -> Sentence:
    assert piece.ledger is not None
    first = piece.ledger.readings[0]
    if piece.day is None:
        what, date = dates.subject(names, piece.record, piece.loc), new(dates.reading_words(first))
        return told(gettext("{what}: {date}"), what=what, date=date)
    return dates.announced(names, piece.record, piece.loc, first)


def _step(names: Names, piece: News) -> Sentence:
    assert piece.step is not None
    return dates.step(names, piece.record, piece.loc, piece.step)


def _published(names: Names, piece: News) -> Sentence:
    if isinstance(piece.record, Summary):
        points = formatting.count(len(piece.record.points), "point")
        about = names.consultation_of(piece.record)
        form = gettext("A summary of {title} was published: {points}")
        return told(form, title=about, points=points)
    return told(gettext("{title} was published"), title=names.named(piece.record))


def _known(names: Names, piece: News) -> Sentence:
    form = gettext("{title} became known without being published")
    return told(form, title=names.named(piece.record))


def _adopted(names: Names, piece: News) -> Sentence:
    assert isinstance(piece.record, Draft)
    decision = names.adoption(piece.record)
    named = names.named(piece.record)
    if decision is None:
        return told(gettext("{title} was adopted"), title=named)
    form = gettext("{title} was adopted: {decision}")
    return told(form, title=named, decision=names.named(decision))


def _submitted(names: Names, piece: News) -> Sentence:
    assert isinstance(piece.record, Submission)
    return put_in(names, piece.record)


def put_in(names: Names, record: Submission) -> Sentence:
    """'“Friends of the library” and two others submitted “…”'; who, unless the title says it."""
    named = names.named(record)
    if not record.by:
        return told(gettext("{title} was submitted"), title=named)
    first = names.named_ref(f"organisation:{record.by[0]}")
    others = len(record.by) - 1
    if not others and str(first.text).casefold() in str(named.text).casefold():
        return told(gettext("{title} was submitted"), title=named)
    if not others:
        return told(gettext("{who} submitted {title}"), who=first, title=named)
    form = gettext("{who} and {others} submitted {title}")
    return told(form, who=first, others=formatting.count(others, "other"), title=named)


def _withdrawn(names: Names, piece: News) -> Sentence:
    record = piece.record
    assert isinstance(record, Endorsement)
    statement = names.named_ref(f"statement:{record.statement}")
    form = gettext("{who} no longer endorses {statement}")
    return told(form, who=names.named(record), statement=statement)


def _judged(names: Names, piece: News) -> Sentence:
    said: list[Piece | str] = []
    for number, fate in enumerate(piece.fates):
        draft = names.word("draft", fate.draft)
        said += [", "] if number else []
        said += told(gettext("{fate} in {draft}"), fate=new(label(fate.fate).text), draft=draft)
    return told(gettext("{title}: {fates}"), title=names.named(piece.record), fates=sentence(*said))


def _corrected(names: Names, piece: News) -> Sentence:
    said = piece.correction
    assert said is not None
    named = names.named(piece.record)
    subject = told(gettext(_CORRECTED[said.field]), title=named)
    if isinstance(said.old, Reading) and isinstance(said.new, Reading):
        subject = dates.subject(names, piece.record, piece.loc) if piece.loc else subject
        was, now = dates.reading_words(said.old), dates.reading_words(said.new)
    else:
        was, now = (_in_words(value) for value in (said.old, said.new))
    if not was:
        return told(gettext("{what} is now known: {new}"), what=subject, new=new(now))
    if not now:
        return told(gettext("{what} was taken out; it was {old}"), what=subject, old=old(was))
    form = gettext("{what} was corrected here from {old} to {new}")
    return told(form, what=subject, old=old(was), new=new(now))


_CORRECTED = {
    "date": N_("The date of {title}"),
    "place": N_("The place of {title}"),
    "stream": N_("The address of the stream of {title}"),
    "join": N_("The address to join {title}"),
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
    date = new(dates.reading_words(piece.correction.new))
    return told(gettext("{what}: {date}"), what=said, date=date)


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
