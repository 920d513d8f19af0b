"""Words that one slip of the hand makes of one another, found without comparing all with all.

Two words within one edit share a form with one letter deleted (the symmetric deletes of SymSpell,
Garbe 2012). So each new word is kept under as many keys as it has letters, and the words of
a hundred thousand names are few.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from clearway.records.doubles.names import Word

_SHORT, _LONG = 4, 5
"""In letters, of the shorter and the longer word: 'Iran' and 'Iraq', 'east' and 'west' are two
words, not a slip."""


class Vocabulary:
    """The words of all names that were added."""

    __slots__ = ("_seen", "_under")

    def __init__(self) -> None:
        self._seen: set[Word] = set()
        self._under: dict[str, list[Word]] = {}

    def add(self, word: Word) -> None:
        if word in self._seen or not _may_slip(word.letters):
            return
        self._seen.add(word)
        for form in _forms(word.letters):
            self._under.setdefault(form, []).append(word)

    def near(self, word: Word) -> Iterator[Word]:
        """Other words that a letter more, less, different or swapped makes of it, each once.

        Two countries are never near each other: Gambia and Zambia are two.
        """
        if not _may_slip(word.letters):
            return
        told: set[Word] = {word}
        for form in _forms(word.letters):
            for other in self._under.get(form, ()):
                if other in told:
                    continue
                told.add(other)
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
