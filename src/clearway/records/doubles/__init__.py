"""Recognising one signatory under two names.

EXACT are the same entry of the register, and names of the same letters: without case, accents,
signs and spaces. LIKELY are names that are the same but for titles and legal forms ('Ltd', 'e.V.'),
acronyms that the register knows ('ISOC Nigeria'), the language of a country, the order of words,
another script, a slip of the hand, or initials; and a person with an organisation's name.

Two that the name of a country or place tells apart are two: a chapter and its parent, the chapters
of Niger and Nigeria. So are people of one name whose countries are known and differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypedDict

from clearway.records.doubles.index import NameIndex, Sameness
from clearway.records.fields import Text
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.statement import Endorsement, SignatoryKind

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
    """The names of an organisation that are no one else's, in every language."""
    yield organisation.name
    for name in organisation.other_names:
        yield from _in_every_language(name)


def lesser_names(organisation: Organisation) -> Iterator[str]:
    """Its acronyms and former names, which others may have too."""
    yield from organisation.acronyms
    yield from organisation.former_names


def _in_every_language(name: Text) -> Iterator[str]:
    yield from name.translations.values() or (str(name),)
