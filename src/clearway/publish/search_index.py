"""The search's index, made from records and pages, in files small enough to load one by one.

Each page is one entry, and so is each signatory. A word leads to the file named after its first
letters, as many of them as keep the file small; entries lie in files of `PER_FILE`. A search loads
`all.js`, a file for each word that is typed, and the entries that are shown: that grows with the
answer, not with the site. Files are scripts, since a browser fetches nothing else from a disk.
The script search.js reads them; nothing else does.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from typing import Any, TypeAlias

from clearway.publish import formatting
from clearway.publish.collation import STROKES, folded
from clearway.publish.directory import script_of
from clearway.publish.labels import LABELS
from clearway.publish.name_index import UNSPACED, slug
from clearway.publish.page import Page
from clearway.publish.pages.common import Book
from clearway.publish.render import plain_text
from clearway.records.dates.transitions import TransitionKind
from clearway.records.kinds.sighting import Sighting
from clearway.records.kinds.statement import Endorsement
from clearway.records.model import Process
from clearway.records.record import DatedRecord, Record

PER_FILE = 24
"""Entries in a file."""

MOST_BYTES = 16_000
"""How large a file of words may be, as far as its words can be told apart by letters."""

MOST_ENTRIES = 300
"""To how many entries a word leads: those that have it in the title first."""

DETAIL = 110
"""Letters of the line below a title."""


WEIGHTS = {"Draft": 1.3, "Milestone": 1.2, "Consultation": 1.1, "Statement": 1.1, "Signatory": 0.7}
"""Of pages with the same words, what most visitors look for; every other kind counts 1."""


class WordPlace(IntEnum):
    """Where a word stands in an entry; search.js gives each its weight."""

    TITLE = 0
    NAME = 1
    """Acronyms, symbols, other names, ids, places, and what a choice is called."""
    SUMMARY = 2
    """Headings, dates, topics, groups, and the names of other records."""
    TEXT = 3


NAMES = frozenset(
    "id was label symbol acronyms other_names former_names kind modality nature status city type "
    "short_title venue scope action access".split()
)
"""Fields that say what a record is called, where it is, and of what sort."""

SKIPPED = frozenset(
    "source url join stream recording transcript about documents links marked_copy official_copy "
    "latitude longitude judged suggested raised marks quote".split()
)
"""Fields that hold addresses, or references that are not read as words."""

ORGANISATIONS = frozenset("by authors organisation affiliation parent".split())

VOCABULARIES = {
    "topic": "topic",
    "topics": "topic",
    "group": "group",
    "groups": "group",
    "stage": "stage",
}
"""The vocabulary of the process that a field takes its values from."""


@dataclass(slots=True)
class SearchEntry:
    """What can be found: where it leads, what is shown, and the words that lead to it."""

    address: str
    title: str
    kind: str
    detail: str = ""
    words: dict[str, WordPlace] = field(default_factory=dict)

    def add(self, text: str, place: WordPlace) -> None:
        for word in words(text):
            self.words[word] = min(place, self.words.get(word, place))


def files(
    book: Book, pages: Mapping[str, Page], written: Iterable[tuple[str, str, str]] = ()
) -> Iterator[tuple[str, str]]:
    """Each file of the index by its path; `written` are address, title and text of other pages."""
    entries = [*_pages(book, pages), *_written(written), *_signatories(book)]
    entries.sort(key=lambda entry: (entry.kind, entry.address))
    keys = []
    for key, held in _by_letters("", sorted(_postings(entries).items())):
        keys.append(key)
        shown_words = [(word, _by_place(posting)) for word, posting in held]
        yield f"search/w-{slug(key)}.js", _script(f"w-{slug(key)}", shown_words)
    for part in range(0, len(entries), PER_FILE):
        name = f"e-{part // PER_FILE}"
        shown = [
            [entry.title, entry.address, entry.detail] for entry in entries[part : part + PER_FILE]
        ]
        yield f"search/{name}.js", _script(name, shown)
    about = {"per": PER_FILE, "entries": len(entries), "keys": keys, "kinds": _kinds(entries)}
    yield "search/all.js", _script("all", about | {"fold": STROKES})


def _kinds(entries: list[SearchEntry]) -> list[dict[str, object]]:
    """Each kind with the number of its first entry, and what it counts beside others."""
    found: dict[str, dict[str, object]] = {}
    for number, entry in enumerate(entries):
        weight = WEIGHTS.get(entry.kind, 1)
        found.setdefault(entry.kind, {"name": entry.kind, "first": number, "weight": weight})
    return list(found.values())


def words(text: str) -> set[str]:
    """The words to find a text by: of a symbol or a word with a hyphen its parts and the whole.

    >>> sorted(words("A/RES/80/173"))
    ['173', '80', 'a', 'ares80173', 'res']
    >>> sorted(words("e-waste in Lillestrøm"))
    ['e', 'ewaste', 'in', 'lillestrom', 'waste']
    """
    return set(_words(text))


_PART = re.compile(r"[^\W_]+")


def _words(text: str) -> Iterator[str]:
    for piece in folded(text).split():
        parts = _PART.findall(piece)
        yield from parts
        if 1 < len(parts) < 7:
            yield "".join(parts)
        for part in parts:
            if script_of(part[0]) in UNSPACED:
                yield from (part[n:] for n in range(1, len(part)))


_CAPITALISED = re.compile(r"\b[A-Z]\w+(?: (?:(?:of|on|for|the|and) ){0,2}[A-Z]\w+){2,}")


def initials(title: str) -> str:
    """The acronyms that a title may be known by, as far as its capitals show them.

    >>> initials("The Internet Governance Forum 2026")
    'igf'
    >>> initials("World Summit on the Information Society")
    'wsis'
    """
    runs = _CAPITALISED.findall(title.removeprefix("The "))
    return " ".join("".join(re.findall("[A-Z]", run)).lower() for run in runs)


# --- Entries


def _pages(book: Book, pages: Mapping[str, Page]) -> Iterator[SearchEntry]:
    process = book.process
    for page in pages.values():
        if not page.listed:
            continue
        records = [process.records[ref] for ref in page.refs if ref in process.records]
        own = [record for record in records if book.address(record) == page.address]
        kind = own[0].KIND if own else "list"
        entry = SearchEntry(page.address, page.title, _kind(kind), _detail(page, own))
        entry.add(page.title, WordPlace.TITLE)
        entry.add(page.description, WordPlace.SUMMARY)
        for heading in page.headings:
            entry.add(heading.title, WordPlace.SUMMARY)
        for record in records:
            if not isinstance(record, Endorsement | Sighting):
                _add_record(entry, process, record, is_own=record in own)
        yield entry


def _kind(kind: str) -> str:
    return kind[:1].upper() + kind[1:]


def _detail(page: Page, own: list[Record]) -> str:
    dated = [record for record in own if isinstance(record, DatedRecord)]
    day = f"{formatting.when(dated[0].ledger.standing.when)} · " if dated else ""
    text = f"{day}{page.description}"
    return text if len(text) <= DETAIL else f"{text[:DETAIL].rsplit(' ', 1)[0]} …"


def _add_record(entry: SearchEntry, process: Process, record: Record, *, is_own: bool) -> None:
    """The words of a record: what it is called weighs more on its own page than elsewhere."""
    held = record.model_dump(mode="json", exclude_unset=True)
    if is_own:
        entry.add(record.KIND, WordPlace.NAME)
        title = str(held.get("title") or held.get("name") or "")
        entry.add(f"{title} {initials(title)}", WordPlace.TITLE)
    for name, value in held.items():
        _add_field(entry, process, name, value, WordPlace.NAME if is_own else WordPlace.TEXT)
    entry.add(plain_text(record.body), WordPlace.TEXT)
    if isinstance(record, DatedRecord):
        place = WordPlace.NAME if is_own else WordPlace.TEXT
        entry.add(formatting.when(record.ledger.standing.when), WordPlace.SUMMARY)
        for step in record.ledger.transitions:
            entry.add(LABELS[TransitionKind][step.kind].text, place)


def _add_field(
    entry: SearchEntry, process: Process, name: str, value: Any, names: WordPlace
) -> None:
    if name in SKIPPED:
        return
    if isinstance(value, Mapping):
        for inner, held in value.items():
            _add_field(
                entry,
                process,
                "venue" if (name, inner) == ("venue", "name") else inner,
                held,
                names,
            )
    elif isinstance(value, list | tuple):
        for held in value:
            # What a part of a record is called is not what the record is called.
            of_part = isinstance(held, Mapping)
            _add_field(
                entry, process, name, held, max(names, WordPlace.SUMMARY) if of_part else names
            )
    elif not isinstance(value, str) or "://" in value[:12]:
        return
    elif name in VOCABULARIES:
        known = process.vocabularies[VOCABULARIES[name]].get(value)
        entry.add(str(known.title) if known else value, WordPlace.SUMMARY)
    elif name in ORGANISATIONS:
        body = process.records.get(f"organisation:{value}")
        called = [getattr(body, "name", value), *getattr(body, "acronyms", ())]
        entry.add(" ".join(map(str, called)), max(names, WordPlace.SUMMARY))
    elif name == "country":
        entry.add(f"{value} {formatting.country(value)}", names)
    else:
        entry.add(value.replace("_", " "), names if name in NAMES else WordPlace.TEXT)


def _written(pages: Iterable[tuple[str, str, str]]) -> Iterator[SearchEntry]:
    for address, title, text in pages:
        entry = SearchEntry(address, title, "List")
        entry.add(title, WordPlace.TITLE)
        entry.add(text, WordPlace.TEXT)
        yield entry


def _signatories(book: Book) -> Iterator[SearchEntry]:
    """Those who sign a statement, each where its name is; an organisation has its own page, too."""
    for signatory_list in book.signatory_lists.values():
        statement = str(signatory_list.statement.title)
        for signatory in signatory_list.everybody:
            address = signatory_list.address(signatory.id)
            entry = SearchEntry(address, signatory.name, "Signatory", statement)
            entry.add(signatory.name, WordPlace.NAME)
            entry.add(f"{signatory.endorsement.name} {signatory.id}", WordPlace.SUMMARY)
            yield entry


# --- Words, and the files that they are in

Posting: TypeAlias = "array[int]"
"""The entries that have a word: the number of each, times four, plus the field that it is in."""


def _postings(entries: list[SearchEntry]) -> dict[str, Posting]:
    """The entries by their words, which are taken out: of 100,000 they are not held twice."""
    found: dict[str, Posting] = {}
    for number, entry in enumerate(entries):
        for word, place in entry.words.items():
            if word not in found:
                found[word] = array("I")
            found[word].append(number * len(WordPlace) + place)
        entry.words.clear()
    return found


def _by_place(posting: Posting) -> list[list[int]]:
    """The numbers of the entries by the field that the word is in, `MOST_ENTRIES` in all."""
    found: list[list[int]] = [[] for _ in WordPlace]
    for each in posting:
        number, place = divmod(each, len(WordPlace))
        found[place].append(number)
    left = MOST_ENTRIES
    for numbers in found:
        del numbers[max(left, 0) :]
        left -= len(numbers)
    return found


Words = list[tuple[str, Posting]]


def _by_letters(start: str, held: Words) -> Iterator[tuple[str, Words]]:
    """Keys, and the words that begin so; 'maria ' is the whole word alone."""
    if start and _size(held) <= MOST_BYTES:
        yield start, held
        return
    for following, group in groupby(held, key=lambda item: item[0][len(start) : len(start) + 1]):
        if following:
            yield from _by_letters(start + following, list(group))
        else:
            yield f"{start} ", list(group)


def _size(held: Words) -> int:
    return sum(len(word) + 12 + 5 * min(len(posting), MOST_ENTRIES) for word, posting in held)


def _script(name: str, value: object) -> str:
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"cwSearch({json.dumps(name)},{packed});\n"
