"""Recognising one signatory under two names.

EXACT are the same entry of the register, and names of the same letters: without case, accents,
signs and spaces. LIKELY are names that are the same but for titles and legal forms ('Ltd', 'e.V.'),
acronyms that the register knows ('ISOC Nigeria'), the language of a country, the order of words,
another script, a slip of the hand, or initials; and a person with an organisation's name.

Two that the name of a country or place tells apart are two: a chapter and its parent, the chapters
of Niger and Nigeria. So are people of one name whose countries are known and differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from clearway.records.doubles.index import NameIndex, Sameness
from clearway.records.fields import Text
from clearway.records.kinds.organisation import Organisation

__all__ = ["NameIndex", "Sameness", "lesser_names", "own_names"]


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
