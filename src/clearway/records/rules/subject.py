"""What rules look at: the records, what is known by name, and the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clearway.problems import Place, Problem, nearest, quoted, shown
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.fields import id_form, is_id, tidy_id
from clearway.records.model import Process
from clearway.records.reading.load import Fragment, Loaded


@dataclass(frozen=True, slots=True)
class Subject:
    """The records that could be read, and what surrounds them.

    `ids` holds every id that can be referred to, by kind of record or vocabulary; a kind that
    could not be read at all is not in it. `former` leads from ids that were given up to those
    that stand. `publishes`: whether the site that is made of them will be public.
    """

    process: Process
    fragments: tuple[Fragment, ...]
    ids: Mapping[str, frozenset[str]]
    former: Mapping[tuple[str, str], str]
    today: date
    publishes: bool = False

    def has(self, kind: str, id: str) -> bool:
        """Whether what is referred to is there for certain."""
        return id in self.ids.get(kind, ())

    def missing(self, place: Place, field: str, kind: str, id: str) -> Problem | None:
        """The problem of a reference to what is not there; `field` says who refers, as 'draft'."""
        if kind not in HOME_OF_KIND and kind not in VOCABULARIES:
            must = f"{field} must name a record as kind:id"
            found = f"there is no kind of record {quoted(kind)}"
            remedy = nearest(kind, HOME_OF_KIND, f"Use one of {', '.join(HOME_OF_KIND)}")
            return Problem(place, "reference", must, found, remedy)
        if kind not in self.ids and not is_id(id):
            must, _ = id_form(id)
            remedy = f"Write the id of the {kind} that is meant"
            return Problem(place, "id-form", f"{field} {must}", shown(id), remedy)
        if kind not in self.ids or id in self.ids[kind]:
            return None
        must = f"{field} must name {_a(kind)} that is there"
        found = f"there is no {kind} {quoted(id)}"
        current = self.former.get((kind, id))
        remedy = f"It is now called {current}" if current else self._remedy(kind, id)
        return Problem(place, "reference", must, found, remedy)

    def _remedy(self, kind: str, id: str) -> str:
        if kind in VOCABULARIES:
            names = ", ".join(sorted(self.ids[kind])[:_MOST_NAMES])
            otherwise = f"Write one that is there, such as {names}" if names else "Remove it"
            otherwise += f", or add it to the {kind}s of data/process.yaml"
        else:
            where = HOME_OF_KIND[kind].pattern.replace("<id>", tidy_id(id) or "<id>")
            otherwise = f"Add it in {where}, or correct the name"
        return nearest(id, self.ids[kind], otherwise)


_MOST_NAMES = 12
"""Of a vocabulary, in a message."""

VOCABULARIES = ("stage", "group", "topic")
"""The process's own words, which data/process.yaml lists."""


def subject_of(loaded: Loaded, today: date, *, publishes: bool = False) -> Subject | None:
    """What the rules look at; None where there are no records at all."""
    process = loaded.process or loaded.rest
    if process is None:
        return None
    ids: dict[str, set[str]] = {kind: set() for kind in HOME_OF_KIND}
    for ref in (*process.records, *loaded.broken):
        kind, _, id = ref.partition(":")
        ids[kind].add(id)
    # 'milestone:' stands for all milestones where their file could not be read.
    known = {kind: frozenset(names) for kind, names in ids.items() if "" not in names}
    if loaded.process is not None:
        known |= {name: frozenset(words) for name, words in process.vocabularies.items()}
    former = {(record.KIND, old): record.id for record in process for old in record.was}
    return Subject(process, loaded.fragments, known, former, today, publishes)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
