"""Permanent names of threads: what was recorded when they were first published stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from clearway.insight.lineage.draft_texts import DraftVersion
from clearway.insight.lineage.threads import ParagraphThread, ThreadLife
from clearway.records import model
from clearway.records.fields import tidy_id


def place_of(texts: Sequence[DraftVersion], place: tuple[int, int]) -> str:
    """draft#anchor, as it is recorded."""
    version, index = place
    return f"{texts[version].id}#{texts[version].paragraphs[index].anchor}"


def threads(
    texts: Sequence[DraftVersion], found: Sequence[ThreadLife], recorded: Sequence[model.Thread]
) -> tuple[ParagraphThread, ...]:
    """Each life with its name, in the order in which they begin.

    A recorded name goes to the life that has most of the places it was recorded for, the earliest
    of equals. A life that gets several keeps the one recorded for its earliest place; the others
    lead to it. A life that gets none is named after its first place, such as zero-draft-p12.
    """
    given = _given(texts, found, recorded)
    former = {record.id: record.was for record in recorded}
    # A name is never used again, not even one that was given up
    taken = set(former) | {old for was in former.values() for old in was}
    named = []
    for number, life in enumerate(found):
        own = given.get(number, [])
        id = own[0] if own else _fresh(texts, life, taken)
        taken.add(id)
        was = (*former.get(id, ()), *(old for other in own[1:] for old in (other, *former[other])))
        moments = tuple(life.moments)
        named.append(ParagraphThread(id, moments, life.parent, life.heir, bool(own), was))
    return tuple(named)


def _given(
    texts: Sequence[DraftVersion], found: Sequence[ThreadLife], recorded: Sequence[model.Thread]
) -> Mapping[int, list[str]]:
    """The recorded names of each life, by its number; the one of its earliest place first."""
    owner = {place: record.id for record in recorded for place in record.places}
    votes: dict[str, Counter[int]] = {}
    first: dict[tuple[int, str], int] = {}
    for number, life in enumerate(found):
        for order, moment in enumerate(life.moments):
            id = owner.get(place_of(texts, (moment.version, moment.index)))
            if id is not None:
                votes.setdefault(id, Counter())[number] += 1
                first.setdefault((number, id), order)
    given: dict[int, list[str]] = {}
    for id, counted in votes.items():
        number = min(counted, key=lambda n: (-counted[n], n))
        given.setdefault(number, []).append(id)
    for number, ids in given.items():
        ids.sort(key=lambda id: (first[number, id], id))
    return given


def _fresh(texts: Sequence[DraftVersion], life: ThreadLife, taken: set[str]) -> str:
    begins = life.moments[0]
    place = place_of(texts, (begins.version, begins.index))
    name, count = tidy_id(place), 1
    while name in taken:
        count += 1
        name = f"{tidy_id(place)}-{count}"
    return name
