"""Fields and values in words: what each is called, and what it says."""

from __future__ import annotations

from datetime import date

from clearway.insight.changes import MembersChange, ValueChange
from clearway.publish import words
from clearway.publish.sentences.dates import reading_words
from clearway.publish.sentences.names import Names
from clearway.records.fields import Part, RefTo, RefToAny, Source
from clearway.records.ledger import Announcement
from clearway.records.rules.contact import without_contact_data
from clearway.records.walk import marks_of
from clearway.records.when import When

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
        return words.day(value)
    if isinstance(value, When):
        return words.when(value)
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
        return words.country(text)
    if change.name == "languages":
        return words.language_names([text])[0]
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
            return words.when(value) if isinstance(value, When) else _short(str(value))
    set_ = (f"{name.replace('_', ' ')} {getattr(part, name)}" for name in part.model_fields_set)
    return _short(", ".join(sorted(set_)))


def _host(url: str | None) -> str:
    return (url or "").split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _short(text: str, most: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"
