"""What a commit did to the records, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.history import Commit
from clearway.insight.changes import (
    DateChange,
    FieldChange,
    PartChange,
    RecordChange,
    What,
    commit_changes,
    commit_counts,
)
from clearway.language import N_, N_n, joined, ngettext
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.labels import label
from clearway.publish.sentences.changes import DescribedChange, describe_change
from clearway.publish.sentences.names import Names, sort_of
from clearway.publish.sentences.sentence import Sentence, sentence, told
from clearway.records.kinds.ask import Fate, Grounds, Treatment
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.statement import Endorsement, SignatoryKind
from clearway.records.record import DatedRecord, Record

# --- What changed between two sets of records, in the order in which readers ask for it


MOST_SHOWN = 8
"""How many of a group are read at once; the others are folded below them."""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one sort. `lead` are sentences that sum them up, where there are many.

    `shown` are those to be read at once, `rest` those to be folded below them.
    """

    id: str
    title: str
    shown: tuple[DescribedChange, ...]
    rest: tuple[DescribedChange, ...] = ()
    lead: tuple[Sentence, ...] = ()

    @property
    def changes(self) -> tuple[DescribedChange, ...]:
        return (*self.shown, *self.rest)


def groups(names: Names, changes: Iterable[RecordChange]) -> tuple[ChangeGroup, ...]:
    """Dates that moved first, then what was published, said, asked and signed; then the rest."""
    sorted_: dict[str, list[DescribedChange]] = {id: [] for id, _, _ in _GROUPS}
    for change in changes:
        each = describe_change(names, change)
        if each.is_silent:
            continue
        sorted_[next(id for id, _, belongs in _GROUPS if belongs(each))].append(each)
    return tuple(_group(names, id, title, sorted_[id]) for id, title, _ in _GROUPS if sorted_[id])


def rank(each: DescribedChange) -> tuple[object, ...]:
    """Where a change stands among others: that of its group, then what is new or happened."""
    group = next(n for n, (_, _, belongs) in enumerate(_GROUPS) if belongs(each))
    return (group, *_new_first(each))


def _group(names: Names, id: str, title: str, found: list[DescribedChange]) -> ChangeGroup:
    ordered: tuple[DescribedChange, ...] = tuple(
        sorted(found, key=_by_nature if id == "dates" else _new_first)
    )
    lead = tuple(_LEADS[id](names, ordered)) if id in _LEADS else ()
    if id == "statements":
        ordered = tuple(_name_alone(names, each, lead) for each in ordered)
        first = [each for each in ordered if not lead or not _is_signature(each)]
    else:
        first = [] if id in _FOLDED and lead else list(ordered)
    shown = tuple(first if len(first) <= MOST_SHOWN + 2 else first[:MOST_SHOWN])
    rest = tuple(each for each in ordered if each not in shown)
    return ChangeGroup(id, _title_of_dates(found) if id == "dates" else _(title), shown, rest, lead)


_NATURES = {
    "moved": (N_("moved"), "date moved"),
    "cancelled": (N_("were cancelled"), "date cancelled"),
    "postponed": (N_("were postponed"), "date postponed"),
    "reinstated": (N_("are on again"), "date on again"),
    "corrected": (N_("were corrected"), "date corrected"),
    "made exact": (N_("became exact"), "date made exact"),
    "kept": (N_("were kept"), "date kept"),
}
"""What can happen to a date, the weightiest first: in a title, and counted."""


def _nature(each: DescribedChange) -> str:
    return min(map(_nature_of, each.change.dates), key=list(_NATURES).index, default="kept")


def _nature_of(date: DateChange) -> str:
    if date.is_cancelled:
        return "cancelled"
    if date.kind is not None:
        return str(date.kind)
    if date.is_revived:
        return "reinstated"
    return "corrected" if date.is_corrected else "kept"


def _title_of_dates(found: list[DescribedChange]) -> str:
    """'Dates that moved, were cancelled or became exact'."""
    natures = {_nature(each) for each in found}
    said = [verb for nature, (verb, _) in _NATURES.items() if nature in natures]
    return _("Dates that {verbs}").format(verbs=joined(map(_, said), style="or"))


def _is_signature(each: DescribedChange) -> bool:
    return isinstance(each.record, Endorsement) and each.change.what is What.ADDED


def _name_alone(names: Names, each: DescribedChange, lead: tuple[Sentence, ...]) -> DescribedChange:
    """Of many who signed, the names are enough: what they signed is said above them."""
    if not lead or not _is_signature(each):
        return each
    return DescribedChange(each.change, (sentence(names.named(each.record)),))


def _of(*kinds: str) -> Callable[[DescribedChange], bool]:
    return lambda each: each.record.KIND in kinds


_GROUPS: tuple[tuple[str, str, Callable[[DescribedChange], bool]], ...] = (
    ("dates", N_("Dates that moved"), lambda each: each.is_about_dates),
    ("drafts", N_("Drafts"), _of("draft", "annotation", "translation")),
    ("meetings", N_("Meetings and other dates"), _of("consultation", "milestone")),
    ("summaries", N_("What was said"), _of("summary")),
    ("asks", N_("What was asked for, and what became of it"), _of("ask")),
    ("inputs", N_("Submissions"), _of("submission")),
    ("statements", N_("Statements and who signs them"), _of("statement", "endorsement")),
    ("scorecard", N_("How the process is run"), _of("commitment")),
    ("rest", N_("Everything else"), lambda each: True),
)

_FOLDED = ("scorecard", "rest")


def _by_date(each: DescribedChange) -> tuple[date, str]:
    record = each.record
    if isinstance(record, Draft) and record.known_otherwise and not record.is_published:
        return record.known_otherwise.when.first_day, record.ref
    if isinstance(record, DatedRecord):
        return record.ledger.standing.when.first_day, record.ref
    return date.max, record.ref


def _by_nature(each: DescribedChange) -> tuple[object, ...]:
    return (list(_NATURES).index(_nature(each)), *_by_date(each))


def _new_first(each: DescribedChange) -> tuple[object, ...]:
    """What is new or happened, by its date; then, by kinds, what changed, an ask's fate first."""
    is_new = each.change.what is What.ADDED or each.happened
    kind = "" if is_new and isinstance(each.record, DatedRecord) else each.record.KIND
    fates = kind == "ask" and any(_is_fate(field) for field in each.change.fields)
    return (not fates, not is_new, kind, *_by_date(each))


def _is_fate(change: FieldChange) -> bool:
    return isinstance(change, PartChange) and isinstance(change.new, Treatment)


# --- summing up --------------------------------------------------------------------------------


def _lead_of_asks(names: Names, found: tuple[DescribedChange, ...]) -> Iterator[Sentence]:
    new = sum(each.change.what is What.ADDED for each in found)
    if new > 1:
        form = _("{asks} were added.")
        yield told(form, asks=formatting.capitalize_first(formatting.count(new, "ask")))
    fates: dict[str, Counter[Fate]] = {}
    inferred: Counter[tuple[str, Fate]] = Counter()
    for each in found:
        for change in each.change.fields:
            if isinstance(change, PartChange) and isinstance(change.new, Treatment):
                one = change.new
                fates.setdefault(one.draft, Counter())[one.fate] += 1
                inferred[one.draft, one.fate] += one.basis is Grounds.INFERRED
    for draft, counted in fates.items():
        if counted.total() > 1:
            named = names.named_ref(f"draft:{draft}")
            said = formatting.comma_list(
                f"{number} {label(fate).text}" + _of_inferred(inferred[draft, fate])
                for fate, number in counted.most_common()
            )
            asks = formatting.count(counted.total(), "ask")
            form = _("What {draft} does with {asks} is now known: {fates}.")
            yield told(form, draft=named, asks=asks, fates=said)


def _of_inferred(number: int) -> str:
    return f" {_('({number} inferred)').format(number=number)}" if number else ""


def _lead_of_statements(names: Names, found: tuple[DescribedChange, ...]) -> Iterator[Sentence]:
    """'41 organisations and 24 people endorsed “…”.'"""
    signed: dict[str, Counter[SignatoryKind]] = {}
    for each in found:
        if isinstance(each.record, Endorsement) and each.change.what is What.ADDED:
            signed.setdefault(each.record.statement, Counter())[each.record.kind] += 1
    for statement, number in signed.items():
        said = [
            formatting.count(number[kind], one)
            for kind, one in (
                (SignatoryKind.ORGANISATION, "organisation"),
                (SignatoryKind.INDIVIDUAL, "person"),
            )
            if number[kind]
        ]
        who = formatting.capitalize_first(joined(said))
        named = names.named_ref(f"statement:{statement}")
        yield told(_("{who} endorsed {statement}."), who=who, statement=named)


def _lead_of_scorecard(names: Names, found: tuple[DescribedChange, ...]) -> Iterator[Sentence]:
    """'Ten points on how the process is run were added.'"""
    new = sum(each.change.what is What.ADDED for each in found)
    for number, form in (
        (new, _("{points} on how the process is run were added.")),
        (len(found) - new, _("{points} on how the process is run changed.")),
    ):
        if number > 1:
            what = formatting.capitalize_first(formatting.count(number, "point"))
            yield told(form, points=what)


def _lead_of_rest(names: Names, found: tuple[DescribedChange, ...]) -> Iterator[Sentence]:
    """'Two organisations were added; one milestone was changed.'"""
    counted = Counter((each.change.what, _sort(each.record)) for each in found)
    said = [
        ngettext(*_VERBS[what], number).format(what=formatting.count(number, kind))
        for (what, kind), number in sorted(counted.items())
    ]
    if said:
        yield sentence(f"{formatting.capitalize_first('; '.join(said))}.")


def _sort(record: Record) -> str:
    return sort_of(record)


_VERBS = {
    What.ADDED: N_n("{what} was added", "{what} were added"),
    What.REMOVED: N_n("{what} was removed", "{what} were removed"),
    What.CANCELLED: N_n("{what} was cancelled", "{what} were cancelled"),
    What.POSTPONED: N_n("{what} was postponed", "{what} were postponed"),
    What.REINSTATED: N_n("{what} is on again", "{what} are on again"),
    What.WITHDRAWN: N_n("{what} was withdrawn", "{what} were withdrawn"),
    What.MOVED: N_n("{what} moved", "{what} moved"),
    What.RENAMED: N_n("{what} was renamed", "{what} were renamed"),
    What.CHANGED: N_n("{what} changed", "{what} changed"),
}

_LEADS = {
    "asks": _lead_of_asks,
    "statements": _lead_of_statements,
    "scorecard": _lead_of_scorecard,
    "rest": _lead_of_rest,
}


def summed_up(found: Iterable[ChangeGroup]) -> str:
    """All groups in a few words: 'three dates moved, one draft and 41 more'."""
    counted: Counter[str] = Counter()
    for group in found:
        counted.update(_nature(e) if group.id == "dates" else group.id for e in group.changes)
    said = [
        formatting.count(counted[id], one)
        for id, one in (
            *((nature, one) for nature, (_, one) in _NATURES.items()),
            ("drafts", "draft"),
            ("meetings", "meeting or other date"),
            ("summaries", "summary"),
            ("asks", "ask"),
            ("inputs", "input"),
            ("statements", "statement or signature"),
        )
        if counted[id]
    ]
    more = counted["rest"] + counted["scorecard"]
    if more:
        said.append(formatting.count(more, "more") if said else formatting.count(more, "change"))
    if not said:
        return _("nothing changed")
    return joined(said)


# --- What a commit did to the records, in sentences


def describe_commit(
    names: Names, commit: Commit, contents: Mapping[str, bytes]
) -> tuple[DescribedChange, ...] | Sentence:
    """Each record that the commit changed; one sentence where it is too large, or too long ago."""
    changes = commit_changes(commit, contents)
    if changes is None:
        return _counted(commit)
    found = [
        each
        for each in (describe_change(names, change) for change in changes)
        if not each.is_silent
    ]
    if not found:
        return sentence(_("Nothing that a reader would notice."))
    return tuple(sorted(found, key=rank))


def _counted(commit: Commit) -> Sentence:
    """'65 endorsements and 51 organisations were added; two asks changed.'"""
    said = []
    counts = commit_counts(commit)
    for what, verb in _COMMITS_VERBS.items():
        found = [
            formatting.count(number, kind)
            for (done, kind), number in counts.most_common()
            if done is what
        ]
        if found:
            said.append(_(verb).format(records=joined(found)))
    if not said:
        return sentence(_("Files beside the records."))
    return sentence(f"{formatting.capitalize_first('; '.join(said))}.")


_COMMITS_VERBS = {
    What.ADDED: N_("added: {records}"),
    What.CHANGED: N_("changed: {records}"),
    What.REMOVED: N_("removed: {records}"),
}
