"""What changed between two sets of records, in the order in which readers ask for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from clearway.insight.changes import PartChange, RecordChange, What
from clearway.publish import words
from clearway.publish.sentences.changes import Told, told
from clearway.publish.sentences.names import Names, noun, noun_of
from clearway.publish.sentences.sentence import Sentence, plain, sentence
from clearway.records.kinds.ask import Treatment
from clearway.records.ledger import Announcement
from clearway.records.model import Record

MOST_SHOWN = 8
"""How many of a group are read at once; the others are folded below them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one sort. `lead` are sentences that sum them up, where there are many."""

    id: str
    title: str
    told: tuple[Told, ...]
    lead: tuple[Sentence, ...] = ()
    folded: bool = False

    @property
    def shown(self) -> tuple[Told, ...]:
        if self.folded:
            return ()
        return self.told if len(self.told) <= MOST_SHOWN + 2 else self.told[:MOST_SHOWN]

    @property
    def rest(self) -> tuple[Told, ...]:
        return self.told[len(self.shown) :]


def groups(names: Names, changes: Iterable[RecordChange]) -> tuple[Group, ...]:
    """Dates that moved first, then what was published, said, asked and signed; then the rest."""
    sorted_: dict[str, list[Told]] = {id: [] for id, _, _ in _GROUPS}
    for change in changes:
        each = told(names, change)
        sorted_[next(id for id, _, belongs in _GROUPS if belongs(each))].append(each)
    return tuple(
        _group(names, id, title, sorted_[id]) for id, title, _ in _GROUPS if sorted_[id]
    )


def _group(names: Names, id: str, title: str, found: list[Told]) -> Group:
    ordered = tuple(sorted(found, key=_by_date if id in _BY_DATE else _by_weight))
    lead = tuple(_LEADS[id](names, ordered)) if id in _LEADS else ()
    return Group(id, title, ordered, lead, folded=id in _FOLDED)


def _of(*kinds: str, whats: tuple[What, ...] = tuple(What)) -> Callable[[Told], bool]:
    return lambda each: each.record.KIND in kinds and each.change.what in whats


_NEW = (What.ADDED,)

_GROUPS: tuple[tuple[str, str, Callable[[Told], bool]], ...] = (
    ("dates", "Dates that moved", lambda each: each.is_about_dates),
    ("drafts", "Drafts", _of("draft")),
    ("meetings", "New meetings and dates", _of("consultation", "milestone", whats=_NEW)),
    ("summaries", "What was said", _of("summary")),
    ("asks", "What was asked for, and what became of it", _of("ask")),
    ("inputs", "What was put in", _of("submission")),
    ("statements", "Statements and who signs them", _of("statement", "endorsement")),
    ("scorecard", "How the process is run", _of("commitment")),
    ("rest", "Everything else", lambda each: True),
)

_BY_DATE = ("dates", "drafts", "meetings")
_FOLDED = ("rest",)


def _by_date(each: Told) -> tuple[date, str]:
    record = each.record
    has_date = isinstance(record, Announcement)
    return (record.ledger.standing.when.first_day if has_date else date.max), record.ref


def _by_weight(each: Told) -> tuple[str, int, str]:
    return each.record.KIND, list(What).index(each.change.what), each.record.ref


# --- summing up --------------------------------------------------------------------------------


def _lead_of_asks(names: Names, found: tuple[Told, ...]) -> Iterator[Sentence]:
    new = sum(each.change.what is What.ADDED for each in found)
    if new > 1:
        yield sentence(f"{words.capitalize_first(words.count(new, 'ask'))} were added.")
    fates: dict[str, Counter[str]] = {}
    for each in found:
        for change in each.change.fields:
            if isinstance(change, PartChange) and isinstance(change.new, Treatment):
                fates.setdefault(change.new.draft, Counter())[str(change.new.fate)] += 1
    for draft, counted in fates.items():
        if counted.total() > 1:
            named = names.named_ref(f"draft:{draft}")
            said = ", ".join(f"{number} {fate}" for fate, number in counted.most_common())
            asks = words.count(counted.total(), "ask")
            yield sentence("What ", named, f" does with {asks} is now known: {said}.")


def _lead_of_statements(names: Names, found: tuple[Told, ...]) -> Iterator[Sentence]:
    signed = Counter(
        str(getattr(each.record, "statement", ""))
        for each in found
        if each.record.KIND == "endorsement" and each.change.what is What.ADDED
    )
    for statement, number in signed.items():
        if number > 1:
            who = words.capitalize_first(words.count(number, "signatory", "signatories"))
            yield sentence(f"{who} endorsed ", names.named_ref(f"statement:{statement}"), ".")


def _lead_of_rest(names: Names, found: tuple[Told, ...]) -> Iterator[Sentence]:
    """'Two organisations were added; one milestone was changed.'"""
    counted = Counter((each.change.what, _sort(each.record)) for each in found)
    said = [
        f"{words.count(number, noun(kind), noun(kind, 2))} {_VERBS[what][number > 1]}"
        for (what, kind), number in sorted(counted.items())
    ]
    if said:
        yield sentence(f"{words.capitalize_first('; '.join(said))}.")


def _sort(record: Record) -> str:
    return noun_of(record) if record.KIND == "milestone" else record.KIND


_VERBS = {
    What.ADDED: ("was added", "were added"),
    What.REMOVED: ("was removed", "were removed"),
    What.CANCELLED: ("was cancelled", "were cancelled"),
    What.WITHDRAWN: ("was withdrawn", "were withdrawn"),
    What.MOVED: ("moved", "moved"),
    What.RENAMED: ("was renamed", "were renamed"),
    What.CHANGED: ("was corrected or completed", "were corrected or completed"),
}

_LEADS = {
    "asks": _lead_of_asks,
    "statements": _lead_of_statements,
    "rest": _lead_of_rest,
}


def summed_up(found: Iterable[Group]) -> str:
    """All groups in a few words: '3 dates moved, 1 draft, 12 new dates, and 41 more'."""
    counted = {group.id: len(group.told) for group in found}
    said = [
        words.count(counted[id], one, many)
        for id, one, many in (
            ("dates", "date moved", "dates moved"),
            ("drafts", "draft", "drafts"),
            ("meetings", "new date", "new dates"),
            ("summaries", "summary", "summaries"),
            ("asks", "ask", "asks"),
            ("inputs", "input", "inputs"),
            ("statements", "statement or signature", "statements and signatures"),
        )
        if id in counted
    ]
    more = counted.get("rest", 0) + counted.get("scorecard", 0)
    if more:
        said.append(f"{more:,} more" if said else words.count(more, "change"))
    if not said:
        return "nothing changed"
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def lines(group: Group) -> Iterator[str]:
    """Each sentence of a group without markup, those that sum up first."""
    yield from map(plain, group.lead)
    for each in group.told:
        yield from map(plain, each.sentences)
