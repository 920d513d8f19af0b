"""A signatory, and the ways in which its names may be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from clearway.matching import names
from clearway.matching.letters import consonants, is_foreign, is_ideographic, spelling
from clearway.matching.names import NameWord
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import SignatoryKind

Meanings = Mapping[str, tuple[str, ...]]
"""What acronyms stand for, as words."""


@dataclass(frozen=True, slots=True)
class MatchedSignatory:
    """What distinguishes two of one name. An unknown value distinguishes nothing."""

    kind: SignatoryKind
    country: str | None
    organisation: str | None
    affiliation: str | None
    is_foreign: bool
    initials: frozenset[str]
    ideographs: frozenset[str] = frozenset()
    """A person's names that are all in Chinese characters: many sound alike."""


class LookupKey(StrEnum):
    """The keys by which signatories are looked up, the surest first."""

    ENTRY = "entry of the register"
    SPELLED = "letters"
    JOINED = "words joined"
    SORTED = "words sorted"
    LESSER = "words joined, of a name that others may have"
    ACRONYM = "acronym that is the whole name"
    BESIDE = "acronym beside the name"
    INITIALS = "initials of the name"
    SOUNDS = "consonants"


Key = tuple[LookupKey, str]


@dataclass(frozen=True, slots=True)
class NameReading:
    """All names of a signatory, as keys.

    `written` holds each name as words; `kept` are the keys that a signatory is indexed under,
    `sought` those under which it looks for others, the surest first.
    """

    kind: SignatoryKind
    written: tuple[tuple[NameWord, ...], ...]
    kept: tuple[Key, ...]
    sought: tuple[Key, ...]
    is_foreign: bool
    initials: frozenset[str] = frozenset()
    ideographs: frozenset[str] = frozenset()

    @property
    def is_person(self) -> bool:
        return self.kind is SignatoryKind.INDIVIDUAL


class Reader:
    """Reads names, and knows the full forms of acronyms in them."""

    def __init__(self, register: Iterable[Organisation]) -> None:
        known = meanings(register)

        # A name is mostly looked up in one index or two, and added to them next.
        @lru_cache(maxsize=16)
        def read(
            given: tuple[str, ...], lesser: tuple[str, ...], kind: SignatoryKind
        ) -> NameReading:
            if kind is SignatoryKind.INDIVIDUAL:
                return read_person(given)
            return read_organisation(given, lesser, known)

        self.read = read


_FEWEST_SOUNDS = 5
"""In consonants: fewer are shared by too many names."""


def read_organisation(
    given: tuple[str, ...], lesser: tuple[str, ...], meanings: Meanings
) -> NameReading:
    """An organisation by its own names, and by lesser ones that others may have too."""
    written = _once(names.organisation_words(name, meanings) for name in _spelled_out(given))
    shared = _once(names.organisation_words(name, meanings) for name in lesser)
    own = [*_spelled(given), *_unparted(given), *_joined(written), *_sorted(written)]
    own += _sounds(written)
    short = [acronym for name in given for acronym in names.acronyms(name)]
    beside = [acronym for name in given for acronym in names.acronyms_beside(name)]
    initials = [letters for name in given if (letters := names.initials(name))]
    kept = [*own, *((LookupKey.LESSER, key) for _, key in _joined(shared))]
    kept += [(LookupKey.ACRONYM, key) for key in short] + [
        (LookupKey.INITIALS, key) for key in initials
    ]
    kept += [(LookupKey.BESIDE, key) for key in beside]
    sought = [*own, *_joined(shared), *((LookupKey.LESSER, key) for _, key in _joined(written))]
    sought += [(LookupKey.LESSER, key) for key in (*short, *beside)]
    sought += [(table, key) for key in short for table in (LookupKey.INITIALS, LookupKey.BESIDE)]
    sought += [
        (LookupKey.ACRONYM, key) for key in (*initials, *(key for _, key in _joined(shared)))
    ]
    # Not under BESIDE: two full names with one acronym, such as APC, are two.
    sought += [(LookupKey.ACRONYM, key) for key in beside]
    return _reading(SignatoryKind.ORGANISATION, given, written, kept, sought)


def read_person(given: tuple[str, ...]) -> NameReading:
    """A person by all names; families' names come first or last."""
    forms = _spelled_out(given)
    all_forms = dict.fromkeys(form for name in forms for form in (name, names.before_comma(name)))
    read = [names.person_words(form) for form in all_forms]
    written = _once(words for words, _ in read)
    initials = frozenset[str]().union(*(letters for _, letters in read))
    own = [*_spelled(given), *_joined(written), *_sorted(written), *_sounds(written)]
    turned = [w for words in written for w in (words[1:] + words[:1], words[-1:] + words[:-1])]
    sought = [*own, *_joined(turned)]
    ideographs = frozenset(spelling(name) for name in given if is_ideographic(name))
    return _reading(SignatoryKind.INDIVIDUAL, given, written, own, sought, initials, ideographs)


def _reading(
    kind: SignatoryKind,
    given: tuple[str, ...],
    written: tuple[tuple[NameWord, ...], ...],
    kept: Iterable[Key],
    sought: Iterable[Key],
    initials: frozenset[str] = frozenset(),
    ideographs: frozenset[str] = frozenset(),
) -> NameReading:
    by_sureness = tuple(sorted(dict.fromkeys(sought), key=_sureness))
    foreign = any(not name.isascii() and is_foreign(name) for name in given)
    kept = tuple(dict.fromkeys(kept))
    return NameReading(kind, written, kept, by_sureness, foreign, initials, ideographs)


_SURENESS = {table: number for number, table in enumerate(LookupKey)}


def _sureness(key: Key) -> int:
    return _SURENESS[key[0]]


def meanings(register: Iterable[Organisation]) -> Meanings:
    """What each acronym in the register stands for, where it stands for one body only."""
    full_forms: dict[str, set[tuple[str, ...]]] = {}
    for organisation in register:
        for acronym in organisation.acronyms:
            letters = names.full_words(acronym)
            if len(letters) == 1 and len(letters[0]) >= 3:
                full_forms.setdefault(letters[0], set()).add(names.full_words(organisation.name))
    return {letters: held.pop() for letters, held in full_forms.items() if len(held) == 1}


def sorted_key(words: Iterable[NameWord]) -> Key:
    return LookupKey.SORTED, " ".join(sorted(word.token for word in words))


def _once(read: Iterable[tuple[NameWord, ...]]) -> tuple[tuple[NameWord, ...], ...]:
    return tuple(dict.fromkeys(words for words in read if words))


_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
    | {"ø": "oe", "å": "aa", "Ø": "Oe", "Å": "Aa"}
)
"""As they are written where a keyboard does not have them."""


def _spelled_out(given: tuple[str, ...]) -> tuple[str, ...]:
    """The names, and each as it is written without letters of its own: 'Zürich', 'Zuerich'."""
    composed = (normalize("NFC", name) for name in given)
    return tuple(dict.fromkeys((*given, *(name.translate(_TWO_LETTERS) for name in composed))))


def _spelled(given: tuple[str, ...]) -> Iterator[Key]:
    """Keys by the letters of each word: where words end distinguishes people."""
    return ((LookupKey.SPELLED, " ".join(map(spelling, name.split()))) for name in given)


def _unparted(given: tuple[str, ...]) -> Iterator[Key]:
    return ((LookupKey.SPELLED, spelling(name)) for name in given)


def _joined(written: Iterable[tuple[NameWord, ...]]) -> Iterator[Key]:
    return ((LookupKey.JOINED, "".join(word.token for word in words)) for words in written)


def _sorted(written: Iterable[tuple[NameWord, ...]]) -> Iterator[Key]:
    return (sorted_key(words) for words in written)


def _sounds(written: Iterable[tuple[NameWord, ...]]) -> Iterator[Key]:
    for words in written:
        letters = [word.letters for word in words]
        for row in (letters, sorted(letters)):
            heard = consonants("".join(row))
            if len(heard) >= _FEWEST_SOUNDS:
                yield LookupKey.SOUNDS, heard
