"""Made-up drafts of a negotiated text, and new drafts with edits that are known.

The prose is formulaic on purpose: every paragraph is put together from the same few phrases, so
that only their combination, and the order of paragraphs, tells one from another. Documents depend
on their seed alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

from clearway.redline import Paragraph

_OPENINGS = (
    "The Board agrees that", "The Board takes note that", "Branches are invited to see to it that",
    "It is understood that", "The Council recommends that", "Readers may expect that",
)  # fmt: skip
_ACTORS = (
    "each branch library", "the reading room", "the mobile library", "the children's section",
    "the music collection", "the night desk", "every volunteer", "the map archive",
    "the lending counter", "the local history society", "the school service", "the newspaper hall",
)  # fmt: skip
_VERBS = (
    "should extend", "shall publish", "may reduce", "should review", "shall not change",
    "will announce", "must keep", "should share", "may suspend", "shall improve",
)  # fmt: skip
_OBJECTS = (
    "its opening hours", "the list of holidays", "access for wheelchair users", "evening loans",
    "the quiet study places", "the booking of rooms", "its staff rota", "the summer programme",
    "the delivery of parcels", "the catalogue of new titles", "free use of computers",
    "the return of overdue books", "heating in the winter months", "the weekly story hour",
)  # fmt: skip
_ENDINGS = (
    "without further cost to the city", "in consultation with its readers",
    "at the latest by the end of March", "as far as its budget allows",
    "with two weeks' notice at the door", "subject to the approval of the Board",
    "on the same terms for all districts", "in at least three languages",
)  # fmt: skip
_SPARE = (
    "jointly", "where possible", "in good time", "and its partners", "free of charge",
    "twice a year", "including on Sundays", "in writing", "for a trial period", "as a rule",
)  # fmt: skip


class Link(NamedTuple):
    """Paragraphs that have a common origin, by index, and whether they moved."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class Case:
    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Shares of the paragraphs that are edited, deleted, added, moved, split and merged."""

    edited: float
    deleted: float
    added: float
    moved: float
    split: float
    merged: float


LEVELS = {
    "light": Level(0.2, 0.03, 0.04, 0.02, 0.02, 0.02),
    "medium": Level(0.45, 0.06, 0.1, 0.05, 0.04, 0.03),
    "heavy": Level(0.7, 0.12, 0.2, 0.08, 0.06, 0.05),
}


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph on its way into the new draft: its sentences and where they come from."""

    sentences: tuple[str, ...]
    origins: tuple[int, ...]
    moved: bool = False


def made_case(seed: int, level: str, size: int) -> Case:
    """A draft of `size` paragraphs and the next one."""
    lot = Random(f"{seed}/{level}/{size}")
    texts = [_paragraph(lot) for _ in range(size)]
    items = _edited(lot, [_Item(t, (k,)) for k, t in enumerate(texts)], LEVELS[level])
    groups: dict[tuple[int, ...], list[int]] = {}
    for position, item in enumerate(items):
        if item.origins:
            groups.setdefault(item.origins, []).append(position)
    return Case(
        _numbered(texts),
        _numbered([item.sentences for item in items]),
        tuple(Link(o, tuple(n), items[n[0]].moved) for o, n in groups.items()),
    )


def _numbered(texts: list[tuple[str, ...]]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(f"{k}.", " ".join(text)) for k, text in enumerate(texts, 1))


def _paragraph(lot: Random) -> tuple[str, ...]:
    return tuple(_sentence(lot) for _ in range(lot.randint(2, 4)))


def _sentence(lot: Random) -> str:
    parts = (lot.choice(p) for p in (_OPENINGS, _ACTORS, _VERBS, _OBJECTS, _ENDINGS))
    return " ".join(parts) + "."


def _edited(lot: Random, items: list[_Item], level: Level) -> list[_Item]:
    """Deleted, merged, split, edited, moved and added to, in this order."""
    count = len(items)

    def some(share: float) -> int:
        return max(1, round(share * count))

    for _ in range(some(level.deleted)):
        items.pop(lot.randrange(len(items)))
    for _ in range(some(level.merged)):
        at = lot.randrange(len(items) - 1)
        first, second = items[at], items[at + 1]
        if len(first.origins) == len(second.origins) == 1:
            both = _Item(first.sentences + second.sentences, first.origins + second.origins)
            items[at : at + 2] = [both]
    for at in sorted(lot.sample(range(len(items)), some(level.split)), reverse=True):
        whole = items[at]
        if len(whole.origins) == 1:
            cut = len(whole.sentences) // 2
            items[at : at + 1] = [
                replace(whole, sentences=whole.sentences[:cut]),
                replace(whole, sentences=whole.sentences[cut:]),
            ]
    items = [_reworded(lot, item) if lot.random() < level.edited else item for item in items]
    for _ in range(some(level.moved)):
        _move(lot, items)
    for _ in range(some(level.added)):
        items.insert(lot.randint(0, len(items)), _Item(_paragraph(lot), ()))
    return items


def _reworded(lot: Random, item: _Item) -> _Item:
    """One to four words changed, taken out or put in."""
    words = [sentence.split() for sentence in item.sentences]
    for _ in range(lot.randint(1, 4)):
        sentence = lot.choice(words)
        at = lot.randrange(1, len(sentence) - 1)
        sentence[at : at + lot.randint(0, 2)] = lot.choice(_SPARE).split()
    return replace(item, sentences=tuple(" ".join(sentence) for sentence in words))


def _move(lot: Random, items: list[_Item]) -> None:
    """A paragraph that is whole, ten places or more away."""
    at = lot.randrange(len(items))
    alike = [item for item in items if item.origins == items[at].origins]
    if len(alike) > 1 or items[at].moved:
        return
    item = items.pop(at)
    away = [place for place in range(len(items) + 1) if abs(place - at) >= 10]
    items.insert(lot.choice(away or [at]), replace(item, moved=bool(away)))
