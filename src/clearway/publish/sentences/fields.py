"""Every changed field of the records: what each is called, what it held and what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clearway.insight.changes import (
    BodyChange,
    DateChange,
    FieldChange,
    MembersChange,
    PartChange,
    ValueChange,
)
from clearway.publish import formatting
from clearway.publish.labels import label
from clearway.publish.sentences.dates import reading_words
from clearway.publish.sentences.names import Names
from clearway.records.dates.ledger import Announcement
from clearway.records.dates.when import When
from clearway.records.fields import Part, RefTo, RefToAny, Source
from clearway.records.kinds.ask import Treatment
from clearway.records.references import marks_of
from clearway.records.rules.contact import without_contact_data
from clearway.redline import Run, word_diff

# --- Fields and values in words: what each is called, and what it says


UNKNOWN = "unknown"

_LABELS = {
    "url": "address",
    "raised": "inputs",
    "contested": "other readings",
    "fates": "statuses",
    "asks": "asks for something",
    "text_unknown": "why its text is not known",
    "official_copy": "official text",
    "who_may_observe": "who may observe",
    "sha256": "fingerprint of the text (SHA-256)",
}


def label_of(change: ValueChange | MembersChange) -> str:
    """What a field is called: 'registration address', 'speakers, civil society'."""
    return way_words(change.loc)


def way_words(loc: tuple[str | int, ...]) -> str:
    named = [_LABELS.get(str(part), str(part).replace("_", " ")) for part in loc]
    # Of the way to a field within an entry, the entry is told by who asks.
    return " ".join(dict.fromkeys(named[-2:] if len(named) < 3 else named[-1:]))


def singular(name: str) -> str:
    label = _LABELS.get(name, name.replace("_", " "))
    return label[:-1] if label.endswith("s") else label


def value_words(names: Names, change: ValueChange | MembersChange, value: object) -> str:
    """A value as a reader would say it. None is unknown, and never 'no'."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return formatting.day(value)
    if isinstance(value, When):
        return formatting.when(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Part):
        return part_words(names, value)
    return _text(names, change, str(value))


def _text(names: Names, change: ValueChange | MembersChange, text: str) -> str:
    if text == "none" and change.name in ("stream", "recording", "transcript"):
        return "none found"
    for mark in refers_to(change.owner, change.name):
        if isinstance(mark, RefTo):
            return names.word(mark.kind, text)
        kind, _, id = text.partition("#")[0].partition(":")
        return names.word(kind, id)
    if change.name == "country":
        return formatting.country(text)
    if change.name == "languages":
        return formatting.language_names([text])[0]
    if change.name == "sha256":
        return f"{text[:12]}…"
    return without_contact_data(text)


def refers_to(owner: type[Part], name: str) -> tuple[RefTo | RefToAny, ...]:
    return marks_of(owner, name) if name in owner.model_fields else ()


def part_words(names: Names, part: Part) -> str:
    """What one calls a part: its title, its text, where it leads."""
    return without_contact_data(_part_words(names, part))


def _part_words(names: Names, part: Part) -> str:
    if isinstance(part, Source):
        if part.ref and not part.title:
            return str(names.named_ref(part.ref).text)
        return str(part.title or _host(part.url))
    if isinstance(part, Announcement):
        return reading_words(part.ledger.standing)
    for field in ("title", "name", "about", "text", "reading", "url", "when", "id"):
        value = getattr(part, field, None)
        if value:
            return formatting.when(value) if isinstance(value, When) else _short(str(value))
    set_ = (f"{name.replace('_', ' ')} {getattr(part, name)}" for name in part.model_fields_set)
    return _short(", ".join(sorted(set_)))


def _host(url: str | None) -> str:
    return (url or "").split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _short(text: str, most: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


# --- A changed text, word by word: near its changes only, and in a terminal


def redline(old: str, new: str) -> tuple[Run, ...]:
    return _trimmed(word_diff(*(without_contact_data(str(text)) for text in (old, new))))


_AROUND = 70


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs of which what was kept is shown near a change only."""
    found = []
    for number, (op, text) in enumerate(runs):
        if op == "=" and len(text) > 2 * _AROUND + 20:
            first = text[:_AROUND].rsplit(" ", 1)[0] if number else ""
            last = text[-_AROUND:].split(" ", 1)[-1] if number < len(runs) - 1 else ""
            text = f"{first} … {last}"
        found.append(Run(op, text))
    return tuple(found)


def runs_plain(runs: tuple[Run, ...]) -> str:
    """A redline for a terminal: [-deleted-] {+added+}."""
    signs = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return " ".join("".join(signs[op].format(text) for op, text in runs).split())


# --- Every changed field of the records: what each is called, what it held and what it holds


LONG = 60
"""Characters from which on a changed text is shown word by word."""

MOST_COMPARED = 20_000
"""Characters beyond which a text is only said to have changed: pages of redline are no news."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What changed in one field. `old` and `new` in words, or the runs of a redline.

    Where a thing came or went, the other is None; a value that is not known is 'unknown'.
    """

    label: str
    old: str | None = None
    new: str | None = None
    runs: tuple[Run, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether nothing was known before, so that nothing had been wrong."""
        return self.new is not None and self.old in (None, UNKNOWN)


def details(names: Names, changes: tuple[FieldChange, ...]) -> tuple[Detail, ...]:
    """Every change but that of the record's own dates, which sentences tell.

    Contact data, which a record may have held before the check refused it, is never told again.
    """
    found = [detail for change in changes for detail in _details(names, change, "")]
    went = {(d.label, d.old) for d in found if d.new is None and d.old is not None}
    came = {(d.label, d.new) for d in found if d.old is None and d.new is not None}
    # What is called the same before and after is no news, such as a source that became a record.
    same = went & came
    return tuple(
        d
        for d in found
        if ((d.label, d.old or d.new) not in same or (d.old and d.new))
        # What had not been judged, and is now judged as not known.
        and (d.old is None or d.old != d.new)
    )


def _details(names: Names, change: FieldChange, within: str) -> Iterator[Detail]:
    if isinstance(change, ValueChange):
        yield _value(names, change, within)
    elif isinstance(change, MembersChange):
        yield from _members(names, change, within)
    elif isinstance(change, PartChange):
        yield from _part(names, change, within)
    elif isinstance(change, DateChange):
        yield from _dates(change)
    else:
        yield _body(change)


def _value(names: Names, change: ValueChange, within: str) -> Detail:
    label = within + label_of(change)
    old, new = change.old, change.new
    if isinstance(old, str) and isinstance(new, str) and not isinstance(new, StrEnum):
        if str(old) == str(new):
            return Detail(f"{label}, in another language")
        if refers_to(change.owner, change.name) == () and len(old) + len(new) > LONG:
            return Detail(label, runs=redline(old, new))
    before, after = (value_words(names, change, value) for value in (old, new))
    return Detail(label, before, after)


def _members(names: Names, change: MembersChange, within: str) -> Iterator[Detail]:
    label = within + label_of(change)
    # Several points of one summary are one place to a reader.
    came, went = (
        _joined(dict.fromkeys(value_words(names, change, value) for value in values))
        for values in (change.added, change.removed)
    )
    if not came and not went:
        yield Detail(f"{label}, in another order")
    if went:
        yield Detail(singular(label), went, None)
    if came:
        yield Detail(singular(label), None, came)


def _joined(values: Iterable[str]) -> str:
    """Names with commas between them; whole sentences have their stops."""
    said = ""
    for value in values:
        said += f"{'' if not said else ' ' if said.endswith('.') else ', '}{value}"
    return said


def _part(names: Names, change: PartChange, within: str) -> Iterator[Detail]:
    if isinstance(change.new, Treatment) or isinstance(change.old, Treatment):
        yield _fate(names, change)
        return
    label = within + singular(change.name)
    if change.old is None or change.new is None:
        came, went = (part_words(names, p) if p else None for p in (change.new, change.old))
        yield Detail(label, went, came)
        return
    for field in change.fields:
        yield from _details(names, field, f"{label} “{part_words(names, change.new)}”, ")


def _fate(names: Names, change: PartChange) -> Detail:
    """What a draft does with an ask: a draft that was not mentioned was unknown."""
    old, new = (p if isinstance(p, Treatment) else None for p in (change.old, change.new))
    some = new or old
    assert some is not None
    label = f"status in {names.word('draft', some.draft)}"
    before, after = (fate_words(p) for p in (old, new))
    if before == after:
        return Detail(f"{label}, what it rests on")
    return Detail(label, before, after)


def fate_words(treatment: Treatment | None) -> str:
    if treatment is None:
        return UNKNOWN
    said = label(treatment.fate).text
    return f"{said} (suggested)" if treatment.is_suggested else said


def _dates(change: DateChange) -> Iterator[Detail]:
    """What sentences do not tell of dates: how well they are supported, and of parts all."""
    old, new = change.old, change.new
    if old is None or new is None:
        before, after = (reading_words(a.ledger.standing) if a else UNKNOWN for a in (old, new))
        yield Detail(way_words(change.loc) or "date", before, after)
    elif not (change.steps or change.is_corrected or change.is_cancelled or change.disputes):
        what = way_words(change.loc) or "date"
        if old.evidence != new.evidence:
            yield Detail(f"{what}, how it is known", str(old.evidence), str(new.evidence))
        else:
            yield Detail(f"{what}, what is said of it")


def _body(change: BodyChange) -> Detail:
    if not change.old or not change.new:
        return Detail("text", _length(change.old), _length(change.new))
    if len(change.old) + len(change.new) > MOST_COMPARED:
        return Detail("text, in many places")
    return Detail("text", runs=redline(change.old, change.new))


def _length(text: str) -> str | None:
    return formatting.count(len(text.split()), "word") if text else None


def detail_plain(detail: Detail) -> str:
    """'country: unknown → Norway', 'document added: …', 'text: … [-not-] …'."""
    if detail.runs:
        return f"{detail.label}: {runs_plain(detail.runs)}"
    if detail.old is None and detail.new is None:
        return f"{detail.label}: changed"
    if detail.old is None:
        return f"{detail.label} added: {detail.new}"
    if detail.new is None:
        return f"{detail.label} removed: {detail.old}"
    return f"{detail.label}: {detail.old} → {detail.new}"
