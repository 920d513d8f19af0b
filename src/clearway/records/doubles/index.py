"""Signatories by all that their names may be written as."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from enum import StrEnum
from itertools import chain, combinations
from typing import Generic, TypeVar

from clearway.records.doubles.names import Word
from clearway.records.doubles.near import Vocabulary
from clearway.records.doubles.reading import (
    Key,
    Reader,
    Reading,
    Signatory,
    Table,
    sorted_key,
)
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import SignatoryKind

K = TypeVar("K", bound=Hashable)


class Sameness(StrEnum):
    """How surely two names are one signatory's."""

    EXACT = "exact"
    """The same entry of the register, or a name of the same letters."""
    LIKELY = "likely"
    """The same but for a legal form, an acronym, order, script or a slip: somebody must look."""


_MOST = 1000
"""How many under one key are looked at: so many say nothing of any two, and one name a hundred
thousand times over must not take a day."""


class NameIndex(Generic[K]):
    """Signatories that were added, and which of them others may be.

    Each name is looked up under keys, and no two are compared that share none; so a name costs
    about as much whether a thousand or a hundred thousand were added.
    """

    def __init__(self, register: Iterable[Organisation] = ()) -> None:
        """`register`: organisations whose acronyms are known where they stand in longer names."""
        self._reader = Reader(register)
        self._added: list[tuple[K, Signatory]] = []
        self._tables: dict[Table, dict[str, list[int]]] = {table: {} for table in Table}
        self._vocabulary = Vocabulary()

    def another(self) -> NameIndex[K]:
        """An empty one that knows the same acronyms, and reads no name that this one just read."""
        made: NameIndex[K] = NameIndex()
        made._reader = self._reader
        return made

    def add(
        self,
        key: K,
        names: Iterable[str],
        *,
        kind: SignatoryKind,
        country: str | None = None,
        organisation: str | None = None,
        affiliation: str | None = None,
        lesser: Iterable[str] = (),
    ) -> None:
        """Adds a signatory under all its names.

        `organisation` is the id of an organisation's entry in the register, `affiliation` that of
        the body beside a person's name. `lesser` are names that others may have too, such as
        acronyms and former names.
        """
        read = self._reader.read(tuple(dict.fromkeys(names)), tuple(lesser), kind)
        for table, name in chain(read.kept, _entry(read, organisation)):
            self._tables[table].setdefault(name, []).append(len(self._added))
        for word in chain.from_iterable(read.written):
            self._vocabulary.add(word)
        self._added.append((key, _signatory(read, country, organisation, affiliation)))

    def matches(
        self,
        names: Iterable[str],
        *,
        kind: SignatoryKind,
        country: str | None = None,
        organisation: str | None = None,
        affiliation: str | None = None,
        lesser: Iterable[str] = (),
    ) -> Iterator[tuple[K, Sameness]]:
        """Those added that this one is or may be, each once, the exact ones first."""
        read = self._reader.read(tuple(dict.fromkeys(names)), tuple(lesser), kind)
        one = _signatory(read, country, organisation, affiliation)
        told: set[int] = set()
        doubtful: list[tuple[K, Sameness]] = []
        for table, at in self._found(read, organisation):
            if at in told:
                continue
            key, other = self._added[at]
            sameness = _sameness(table, one, other)
            if sameness is not None:
                told.add(at)
            if sameness is Sameness.EXACT:
                yield key, sameness
            elif sameness is Sameness.LIKELY:
                doubtful.append((key, sameness))
        yield from doubtful

    def _found(self, read: Reading, organisation: str | None) -> Iterator[tuple[Table, int]]:
        """What shares a key, those of the register and of the same letters first."""
        for table, name in chain(_entry(read, organisation), read.sought, self._near(read)):
            for at in self._tables[table].get(name, ())[:_MOST]:
                yield table, at

    def _near(self, read: Reading) -> Iterator[Key]:
        """The keys of names in which a word, or in longer ones two, was written with a slip."""
        for words in read.written:
            if read.is_person and len(words) < 2:
                continue
            slips = [
                (at, near)
                for at, word in enumerate(words)
                for near in self._vocabulary.near(word)
                if not read.is_person or _is_a_slip(word, near)
            ]
            for at, near in slips:
                yield sorted_key((*words[:at], near, *words[at + 1 :]))
            if not read.is_person and len(words) > 2:
                for (one, first), (two, second) in combinations(slips, 2):
                    if one != two:
                        changed = list(words)
                        changed[one], changed[two] = first, second
                        yield sorted_key(changed)


def _entry(read: Reading, organisation: str | None) -> Iterator[Key]:
    """The key of an entry of the register; a person's organisation is only beside the name."""
    if organisation is not None and not read.is_person:
        yield Table.ENTRY, organisation


def _signatory(
    read: Reading, country: str | None, organisation: str | None, affiliation: str | None
) -> Signatory:
    if read.is_person:
        organisation = None
    else:
        affiliation = None
    names = (read.is_foreign, read.initials, read.ideographs)
    return Signatory(read.kind, country, organisation, affiliation, *names)


def _is_a_slip(one: Word, other: Word) -> bool:
    """Names of people are many and short: Mario and Maria, Daniel and Daniela, Minseo and Minsoo
    are two, while a letter that is left out or doubled rarely makes another name."""
    a, b = one.letters, other.letters
    least = 7 if len(a) == len(b) and sorted(a) != sorted(b) else 6
    return a[0] == b[0] and a[-1] == b[-1] and max(len(a), len(b)) >= least


def _sameness(table: Table, one: Signatory, other: Signatory) -> Sameness | None:
    """What it means that two signatories were found under the same key of a table."""
    if table is Table.ENTRY:
        return Sameness.EXACT
    if table is Table.SPELLED:
        return _of_one_spelling(one, other)
    apart = (
        one.kind is not other.kind
        or _differ(one.country, other.country)
        or _differ(one.affiliation, other.affiliation)
        or not (one.initials <= other.initials or other.initials <= one.initials)
        or (one.ideographs and other.ideographs and one.ideographs.isdisjoint(other.ideographs))
        or (table is Table.SOUNDS and one.is_foreign == other.is_foreign)
    )
    return None if apart else Sameness.LIKELY


def _of_one_spelling(one: Signatory, other: Signatory) -> Sameness | None:
    """People of one name in two countries are two; organisations may be offices of one."""
    if one.kind is not other.kind:
        return Sameness.LIKELY
    if one.kind is SignatoryKind.INDIVIDUAL and _differ(one.country, other.country):
        return None
    if _differ(one.country, other.country) or _differ(one.affiliation, other.affiliation):
        return Sameness.LIKELY
    return Sameness.EXACT


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both are known, and not the same."""
    return None not in (one, other) and one != other
