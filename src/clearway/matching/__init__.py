"""Matching: recognises one signatory under two names.

EXACT are the same entry of the register, and names of the same letters, compared without case,
accents, signs and spaces. LIKELY are names that are the same but for titles and legal forms ('Ltd',
'e.V.'), acronyms of the register ('ISOC Nigeria'), the language of a country, the order of words,
another script, a typing error, or initials; and a person with an organisation's name.

Two whose names differ by a country or place are two: a chapter and its parent, the chapters
of Niger and Nigeria. So are people of one name whose countries are known and differ.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain, combinations
from typing import Generic, TypedDict, TypeVar

from rapidfuzz.distance import OSA

from clearway.matching.names import NameWord
from clearway.matching.signatory import (
    Key,
    LookupKey,
    MatchedSignatory,
    NameReading,
    Reader,
    sorted_key,
)
from clearway.records.fields import Text
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import Endorsement, SignatoryKind

# --- Words that differ by one typing error, found without comparing each with each
#
# Two words within one edit share a form with one letter deleted (the symmetric deletes of SymSpell,
# Garbe 2012). So each new word is indexed under as many keys as it has letters, and the words of
# a hundred thousand names are few.


_SHORT, _LONG = 4, 5
"""In letters, of the shorter and the longer word: 'Iran' and 'Iraq', 'east' and 'west' are two
words, not a typing error."""


class Vocabulary:
    """The words of all names that were added."""

    __slots__ = ("_seen", "_under")

    def __init__(self) -> None:
        self._seen: set[NameWord] = set()
        self._under: dict[str, list[NameWord]] = {}

    def add(self, word: NameWord) -> None:
        if word in self._seen or not _may_slip(word.letters):
            return
        self._seen.add(word)
        for form in _forms(word.letters):
            self._under.setdefault(form, []).append(word)

    def near(self, word: NameWord) -> Iterator[NameWord]:
        """Other words that differ by a letter more, less, different or swapped, each once.

        Two countries are never near each other: Gambia and Zambia are two.
        """
        if not _may_slip(word.letters):
            return
        yielded: set[NameWord] = {word}
        for form in _forms(word.letters):
            for other in self._under.get(form, ()):
                if other in yielded:
                    continue
                yielded.add(other)
                if word.token[0] == other.token[0] == "@" or word.token == other.token:
                    continue
                if max(len(word.letters), len(other.letters)) < _LONG:
                    continue
                if OSA.distance(word.letters, other.letters, score_cutoff=1) <= 1:
                    yield other


def _may_slip(letters: str) -> bool:
    """Numbers are exact: section 12 is not section 13."""
    return len(letters) >= _SHORT and letters.isalpha()


def _forms(letters: str) -> set[str]:
    return {letters, *(letters[:i] + letters[i + 1 :] for i in range(len(letters)))}


# --- The index of signatories


K = TypeVar("K", bound=Hashable)


class Sameness(StrEnum):
    """How sure it is that two names are of one signatory."""

    EXACT = "exact"
    """The same entry of the register, or a name of the same letters."""
    LIKELY = "likely"
    """The same but for a legal form, an acronym, order, script or a typing error: to be checked."""


_MOST = 1000
"""How many under one key are compared: more than these say nothing about any two, and one name
that occurs a hundred thousand times must not take a day."""


class NameIndex(Generic[K]):
    """An index of signatories, by which another one is recognised.

    Each name is looked up under keys, and no two are compared that share none; so a name costs
    about as much whether a thousand or a hundred thousand were added.
    """

    def __init__(self, register: Iterable[Organisation] = ()) -> None:
        """`register`: organisations whose acronyms are recognised within longer names."""
        self._reader = Reader(register)
        self._added: list[tuple[K, MatchedSignatory]] = []
        self._tables: dict[LookupKey, dict[str, list[int]]] = {table: {} for table in LookupKey}
        self._vocabulary = Vocabulary()

    def another(self) -> NameIndex[K]:
        """An empty index with the same acronyms and the same cache of names."""
        index: NameIndex[K] = NameIndex()
        index._reader = self._reader
        return index

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
        """Signatories in the index that this one is or may be, each once, the exact ones first."""
        read = self._reader.read(tuple(dict.fromkeys(names)), tuple(lesser), kind)
        one = _signatory(read, country, organisation, affiliation)
        yielded: set[int] = set()
        doubtful: list[tuple[K, Sameness]] = []
        for table, at in self._found(read, organisation):
            if at in yielded:
                continue
            key, other = self._added[at]
            sameness = _sameness(table, one, other)
            if sameness is not None:
                yielded.add(at)
            if sameness is Sameness.EXACT:
                yield key, sameness
            elif sameness is Sameness.LIKELY:
                doubtful.append((key, sameness))
        yield from doubtful

    def _found(
        self, read: NameReading, organisation: str | None
    ) -> Iterator[tuple[LookupKey, int]]:
        """Signatories that share a key, those of the register and of the same letters first."""
        for table, name in chain(_entry(read, organisation), read.sought, self._near(read)):
            for at in self._tables[table].get(name, ())[:_MOST]:
                yield table, at

    def _near(self, read: NameReading) -> Iterator[Key]:
        """The keys of names in which a word, or in longer ones two, has a typing error."""
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


def _entry(read: NameReading, organisation: str | None) -> Iterator[Key]:
    """The key of an entry of the register; a person's organisation is only beside the name."""
    if organisation is not None and not read.is_person:
        yield LookupKey.ENTRY, organisation


def _signatory(
    read: NameReading, country: str | None, organisation: str | None, affiliation: str | None
) -> MatchedSignatory:
    if read.is_person:
        organisation = None
    else:
        affiliation = None
    names = (read.is_foreign, read.initials, read.ideographs)
    return MatchedSignatory(read.kind, country, organisation, affiliation, *names)


def _is_a_slip(one: NameWord, other: NameWord) -> bool:
    """Names of people are many and short: Mario and Maria, Daniel and Daniela, Minseo and Minsoo
    are two, while a letter that is left out or doubled rarely makes another name."""
    a, b = one.letters, other.letters
    least = 7 if len(a) == len(b) and sorted(a) != sorted(b) else 6
    return a[0] == b[0] and a[-1] == b[-1] and max(len(a), len(b)) >= least


def _sameness(table: LookupKey, one: MatchedSignatory, other: MatchedSignatory) -> Sameness | None:
    """How sure it is that two signatories under the same key of a table are one."""
    if table is LookupKey.ENTRY:
        return Sameness.EXACT
    if table is LookupKey.SPELLED:
        return _of_one_spelling(one, other)
    apart = (
        one.kind is not other.kind
        or _differ(one.country, other.country)
        or _differ(one.affiliation, other.affiliation)
        or not (one.initials <= other.initials or other.initials <= one.initials)
        or (one.ideographs and other.ideographs and one.ideographs.isdisjoint(other.ideographs))
        or (table is LookupKey.SOUNDS and one.is_foreign == other.is_foreign)
    )
    return None if apart else Sameness.LIKELY


def _of_one_spelling(one: MatchedSignatory, other: MatchedSignatory) -> Sameness | None:
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


# --- A signatory's names, from its records


__all__ = ["NameIndex", "Sameness", "lesser_names", "named", "own_names"]


class Named(TypedDict):
    """A signatory as a NameIndex takes it."""

    names: tuple[str, ...]
    kind: SignatoryKind
    country: str | None
    organisation: str | None
    affiliation: str | None
    lesser: tuple[str, ...]


def named(endorsement: Endorsement, register: Mapping[str, Organisation]) -> Named:
    """An endorsement by all names that it and the register (by id) have for its signatory."""
    is_person = endorsement.kind is SignatoryKind.INDIVIDUAL
    entry = None if is_person else register.get(endorsement.organisation or "")
    own = (endorsement.name, *((endorsement.printed,) if endorsement.printed else ()))
    return Named(
        names=(*own, *own_names(entry)) if entry else own,
        kind=endorsement.kind,
        country=endorsement.country or (entry.country if entry else None),
        organisation=None if is_person else endorsement.organisation,
        affiliation=endorsement.affiliation,
        lesser=tuple(lesser_names(entry)) if entry else (),
    )


def own_names(organisation: Organisation) -> Iterator[str]:
    """The names that only this organisation has, in every language."""
    yield organisation.name
    for name in organisation.other_names:
        yield from _in_every_language(name)


def lesser_names(organisation: Organisation) -> Iterator[str]:
    """Its acronyms and former names, which others may have too."""
    yield from organisation.acronyms
    yield from organisation.former_names


def _in_every_language(name: Text) -> Iterator[str]:
    yield from name.translations.values() or (str(name),)
