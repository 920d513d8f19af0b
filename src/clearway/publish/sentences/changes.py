"""Each record that differs between two sets of records, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearway.insight.changes import (
    DateChange,
    FieldChange,
    PartChange,
    RecordChange,
    ValueChange,
    What,
)
from clearway.language import gettext as _
from clearway.language import pgettext
from clearway.publish import formatting
from clearway.publish.sentences import dates
from clearway.publish.sentences.fields import Detail, details, fate_words
from clearway.publish.sentences.names import Names, noun_of, the
from clearway.publish.sentences.news import put_in
from clearway.publish.sentences.sentence import Piece, Sentence, new, sentence, told
from clearway.records.dates.ledger import Evidence
from clearway.records.dates.when import When
from clearway.records.fields import Part
from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.ask import Ask, Treatment
from clearway.records.kinds.consultation import Consultation, Summary
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.milestone import Milestone
from clearway.records.kinds.statement import Endorsement, Statement
from clearway.records.kinds.submission import Submission
from clearway.records.record import DatedRecord, Record


@dataclass(frozen=True, slots=True)
class DescribedChange:
    """A record that differs: the sentences that say so, and field by field what else changed.

    `happened` is whether it came out or took place in between, as had been announced; `is_silent`
    whether nothing of what differs would be noticed by a reader.
    """

    change: RecordChange
    sentences: tuple[Sentence, ...]
    details: tuple[Detail, ...] = ()
    happened: bool = False
    is_silent: bool = False

    @property
    def record(self) -> Record:
        return self.change.record

    @property
    def is_about_dates(self) -> bool:
        """Whether a reader's calendar has to change for it."""
        return (
            any(
                d.steps or d.is_corrected or d.is_cancelled or d.is_revived
                for d in self.change.dates
            )
            and not self.happened
        )


def describe_change(names: Names, change: RecordChange) -> DescribedChange:
    if change.what is What.ADDED:
        return DescribedChange(change, (_stopped(added(names, change.record)),))
    if change.what is What.REMOVED:
        gone = the(change.record, names.named(change.record))
        return DescribedChange(change, (told(_("{what} was removed."), what=gone),))
    fates = _fates(change)
    further = details(
        names, tuple(f for f in change.fields if f not in fates and not _is_left_out(f))
    )
    said = [*_changed(names, change), *_of_fates(names, change.record, fates)]
    happened = (
        _is_published(names, change) or _took_place(names, change) or _is_adopted(names, change)
    )
    is_silent = not (said or further or happened)
    if not said:
        said = [_otherwise(names, change, further)]
    return DescribedChange(change, tuple(map(_stopped, said)), further, happened, is_silent)


def _is_published(names: Names, change: RecordChange) -> bool:
    """Whether a draft or a statement came out in between, when it was expected."""
    record = change.record
    if not isinstance(record, Draft | Statement):
        return False
    as_expected = all(date.is_as_announced or date.is_corrected for date in change.dates)
    came = record.evidence is not Evidence.PLANNED
    return came and as_expected and names.is_in_between(record.ledger.standing.when)


def _is_adopted(names: Names, change: RecordChange) -> bool:
    """Whether a draft that was known before was adopted in between."""
    record, old = change.record, change.old
    if not (isinstance(record, Draft) and isinstance(old, Draft)):
        return False
    return not old.adopted and names.adoption(record) is not None


def _is_left_out(field: FieldChange) -> bool:
    """The day of a withdrawal and an adoption, which sentences tell, and that of editors' work."""
    told = (("withdrawn", "date"), ("judgement", "date"), ("adopted",), ("adopted_by",))
    return isinstance(field, ValueChange) and field.loc in told


def _fates(change: RecordChange) -> tuple[PartChange, ...]:
    """What drafts do with an ask, where that has changed."""
    return tuple(
        field
        for field in change.fields
        if isinstance(field, PartChange)
        and isinstance(field.new, Treatment)
        and fate_words(_treatment(field.old)) != fate_words(field.new)
    )


def _of_fates(names: Names, record: Record, fates: tuple[PartChange, ...]) -> Iterator[Sentence]:
    """'“Protect privacy”: status in Rev.1: unknown → partial'."""
    said: list[Piece | str] = []
    for number, fate in enumerate(fates):
        now = _treatment(fate.new)
        assert now is not None
        said += ["; "] if number else []
        said += told(
            _("status in {draft}: {old} → {new}"),
            draft=names.word("draft", now.draft),
            old=fate_words(_treatment(fate.old)),
            new=new(fate_words(now)),
        )
    if fates:
        yield told(_("{title}: {fates}"), title=names.named(record), fates=sentence(*said))


def _treatment(part: Part | None) -> Treatment | None:
    return part if isinstance(part, Treatment) else None


def _otherwise(names: Names, change: RecordChange, further: tuple[Detail, ...]) -> Sentence:
    """Of a record of which no sentence of its own tells what changed: whether it was mended."""
    record, named = change.record, names.named(change.record)
    what, when = the(record, named), ""
    if isinstance(record, DatedRecord):
        held = record.ledger.standing.when
        if _took_place(names, change):
            date = new(formatting.on(held))
            return told(_("{what} took place {on_day}"), what=what, on_day=date)
        when = formatting.when(held)
    if all(detail.is_new for detail in further):
        form = _("More is known of {what}, {date}") if when else _("More is known of {what}")
        return told(form, what=_lowered(what), date=when)
    form = _("{what}, {date}, was corrected") if when else _("{what} was corrected")
    return told(form, what=what, date=when)


def _lowered(what: Sentence) -> Sentence:
    """A subject within a sentence."""
    first, *rest = what
    return (first._replace(text=first.text[:1].lower() + first.text[1:]), *rest)


def _stopped(said: Sentence) -> Sentence:
    return told(pgettext("a sentence and its stop", "{sentence}."), sentence=said)


def _took_place(names: Names, change: RecordChange) -> bool:
    """Whether it is a session, held in between as had been announced, as a source says."""
    record = change.record
    if not isinstance(record, Consultation | Milestone) or record.ledger.is_off:
        return False
    is_session = isinstance(record, Consultation) or record.kind.is_meeting
    is_as_told = all(date.is_as_announced for date in change.dates)
    is_seen = record.evidence is Evidence.SEEN
    return (
        is_session and is_as_told and is_seen and names.is_in_between(record.ledger.standing.when)
    )


# --- what was added --------------------------------------------------------------------------


def added(names: Names, record: Record) -> Sentence:
    """A record that was not there: what it is and when, as one would tell it to a neighbour."""
    named = names.named(record)
    if isinstance(record, Draft | Statement):
        return _published(names, record)
    if isinstance(record, Consultation | Milestone):
        where = formatting.where(record.venue, record.modality, record.also_at)
        said = told(
            _("New {sort} {title}: {date}"),
            sort=noun_of(record),
            title=named,
            date=new(dates.reading_words(record.ledger.standing)),
        )
        comma = formatting.comma_list(["", ""])
        ends = comma + _("cancelled") if record.ledger.cancelled else ""
        return sentence(*said, comma + where if where else "", ends)
    if isinstance(record, Summary):
        return _summary(names, record)
    if isinstance(record, Submission):
        said = put_in(names, record)
        if not record.date:
            return said
        return told(_("{change} {on_day}"), change=said, on_day=formatting.on(record.date))
    if isinstance(record, Endorsement):
        statement = names.named_ref(f"statement:{record.statement}")
        return told(_("{who} endorsed {statement}"), who=named, statement=statement)
    if isinstance(record, Ask):
        topic = names.word("topic", record.topic)
        return told(_("New ask on {topic}: {title}"), topic=topic, title=named)
    if isinstance(record, Annotation):
        is_note = record.type == "note"
        form = _("A note on {title} was added") if is_note else _("A proposal on {title} was added")
        return told(form, title=named)
    return told(_("New {sort}: {title}"), sort=noun_of(record), title=named)


def _published(names: Names, record: Draft | Statement) -> Sentence:
    """'The Second draft was published on 6 May 2024 and adopted on 3 June 2024'."""
    when = record.ledger.standing.when
    other = tuple(_otherwise_out(names, record)) if isinstance(record, Draft) else ()
    if other and (when.is_unknown or record.evidence is Evidence.PLANNED):
        return _in_a_row(names, record, other)
    if names.as_of is not None and when.first_day > names.as_of:
        return dates.announced(names, record, (), record.ledger.standing)
    # A day that was only planned may pass without the text.
    form = _("was published {on_day}")
    if record.evidence is Evidence.PLANNED:
        form = _("was expected {on_day}")
    return _in_a_row(names, record, ((form, when), *other))


def _otherwise_out(names: Names, draft: Draft) -> Iterator[tuple[str, When]]:
    """That a draft became known without being published, and its adoption."""
    if draft.known_otherwise:
        yield _("became known, not being published, {on_day}"), draft.known_otherwise.when
    decision = names.adoption(draft)
    if decision:
        yield _("was adopted {on_day}"), decision.ledger.standing.when


def _in_a_row(names: Names, record: Record, happened: tuple[tuple[str, When], ...]) -> Sentence:
    said: list[Piece | str] = []
    before = ""
    for form, when in sorted(happened, key=lambda each: each[1].last_day):
        shown = form.removeprefix("was ") if before.startswith("was ") else form
        said += [f" {_('and')} "] if before else []
        said += told(shown, on_day=new(formatting.on(when)))
        before = form
    return told(_("{title} {happened}"), title=names.named(record), happened=sentence(*said))


def _summary(names: Names, record: Summary) -> Sentence:
    points = formatting.count(len(record.points), "point")
    form = _("A summary of {title} was added: {points}")
    return told(form, title=names.consultation_of(record), points=points)


# --- what changed ----------------------------------------------------------------------------


def _changed(names: Names, change: RecordChange) -> Iterator[Sentence]:
    assert change.old is not None
    record = change.record
    if _is_published(names, change):
        assert isinstance(record, Draft | Statement)
        yield _published(names, record)
    elif _is_adopted(names, change):
        assert isinstance(record, Draft)
        yield _in_a_row(names, record, tuple(_otherwise_out(names, record))[-1:])
    for date in change.dates:
        yield from _of_dates(names, record, date, only_disputes=_is_published(names, change))
    if isinstance(record, Endorsement) and change.what is What.WITHDRAWN:
        assert record.withdrawn is not None
        statement = names.named_ref(f"statement:{record.statement}")
        yield told(
            _("{who} no longer endorses {statement} since {date}"),
            who=names.named(record),
            statement=statement,
            date=formatting.when(record.withdrawn.date),
        )
    if change.old.id != record.id:
        what = the(record, Piece(f"“{change.old.id}”"))
        form = _("{what} is now called “{id}”: {title}")
        yield told(form, what=what, id=record.id, title=names.named(record))


def _of_dates(
    names: Names, record: Record, change: DateChange, *, only_disputes: bool
) -> Iterator[Sentence]:
    if only_disputes:
        pass
    elif change.step is not None:
        yield dates.step(names, record, change.loc, change.step)
    elif change.is_corrected:
        yield dates.corrected(names, record, change)
    if change.is_revived:
        yield dates.revived(names, record, change.loc)
    if change.old is not None:
        for reading in change.disputes:
            yield dates.disputed(names, record, reading)
