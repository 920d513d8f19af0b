"""The lives of paragraphs: which paragraph of each draft is the same one as before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from clearway.insight.lineage.pairs import ComparedPair, DraftVersion, editors_word, is_told
from clearway.redline import ParagraphLink, compare, word_diff
from clearway.texts.paragraphs import NumberedParagraph

How = Literal["first", "same", "edited", "moved", "split", "merged", "added", "returned"]
"""How a paragraph came to stand in a draft: 'first' in the first text, 'added' in a later one,
'returned' after drafts without it; the others as a link says it of the step before."""

LIKE = 0.6
"""A paragraph came back when this share of its words, and of the new one's, is the same."""


@dataclass(frozen=True, slots=True)
class ThreadMoment:
    """A paragraph in one draft. `version` and `index` say where; `beside` are the other
    paragraphs of the same split (in this draft) or merger (in the one before)."""

    version: int
    index: int
    how: How
    moved: bool = False
    renumbered: bool = False
    confidence: float = 1.0
    confirmed: bool = False
    beside: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphThread:
    """One paragraph's life. `parent` is the moment it was split from, `heir` the one it was
    merged into, each as (version, index) of the thread that goes on. `recorded` says whether its
    id is written down; `was` are ids that were, and that lead here."""

    id: str
    moments: tuple[ThreadMoment, ...]
    parent: tuple[int, int] | None = None
    heir: tuple[int, int] | None = None
    recorded: bool = False
    was: tuple[str, ...] = ()

    def at(self, version: int) -> ThreadMoment | None:
        return next((m for m in self.moments if m.version == version), None)


@dataclass(slots=True, eq=False)
class ThreadLife:
    """A thread while it is being followed; a life is equal to none but itself."""

    moments: list[ThreadMoment] = field(default_factory=list)
    parent: tuple[int, int] | None = None
    heir: tuple[int, int] | None = None


def lives(texts: Sequence[DraftVersion], pairs: Sequence[ComparedPair]) -> list[ThreadLife]:
    """The life of every paragraph; `pairs` compares each text with the next."""
    if not texts:
        return []
    first = [
        ThreadLife([ThreadMoment(0, index, "first")])
        for index, paragraph in enumerate(texts[0].paragraphs)
        if is_told(paragraph)
    ]
    everything = list(first)
    here = {life.moments[0].index: life for life in first}
    for number, step in enumerate(pairs, start=1):
        here, born = _step(number, step, here)
        returned = _returned(number, texts, everything, here, born)
        everything += [life for life in born if life not in returned]
    return everything


def _step(
    number: int, step: ComparedPair, before: Mapping[int, ThreadLife]
) -> tuple[dict[int, ThreadLife], list[ThreadLife]]:
    """The lives that stand in a text, by index, and those that begin there."""
    here: dict[int, ThreadLife] = {}
    born: list[ThreadLife] = []
    for link in step.comparison.links:
        news = [j for j in link.new if is_told(step.new.paragraphs[j])]
        olds = [i for i in link.old if i in before]
        if not news:
            continue
        if not olds:
            born += [_born(number, j, link, here, None) for j in news]
            continue
        i, j = _heirs(olds, news, step)
        for other in olds:
            if other != i:
                before[other].heir = (number, j)
        before[i].moments.append(_moment(number, j, link, olds, news))
        here[j] = before[i]
        born += [_born(number, k, link, here, (number - 1, i)) for k in news if k != j]
    return here, born


def _heirs(olds: Sequence[int], news: Sequence[int], step: ComparedPair) -> tuple[int, int]:
    """Who goes on as whom: the two that have the most text in common, the first of equals."""
    if len(olds) == len(news) == 1:
        return olds[0], news[0]

    def common(pair: tuple[int, int]) -> int:
        old, new = step.old.paragraphs[pair[0]], step.new.paragraphs[pair[1]]
        return sum(len(run.text) for run in word_diff(old.text, new.text) if run.op == "=")

    return max(((i, j) for i in olds for j in news), key=common)


def _moment(
    number: int, index: int, link: ParagraphLink, olds: Sequence[int], news: Sequence[int]
) -> ThreadMoment:
    beside = [(number, j) for j in news if j != index]
    beside += [(number - 1, i) for i in olds] if len(olds) > 1 else []
    assert link.kind != "deleted", "what was deleted stands in no new text"
    return ThreadMoment(
        number,
        index,
        link.kind,
        link.moved,
        link.renumbered,
        link.confidence,
        link.confirmed,
        tuple(beside),
    )


def _born(
    number: int,
    index: int,
    link: ParagraphLink,
    here: dict[int, ThreadLife],
    parent: tuple[int, int] | None,
) -> ThreadLife:
    how: How = "added" if parent is None else "split"
    beside = tuple((number, j) for j in link.new if j != index)
    moment = ThreadMoment(
        number,
        index,
        how,
        link.moved and parent is not None,
        False,
        link.confidence,
        link.confirmed,
        beside,
    )
    life = ThreadLife([moment], parent)
    here[index] = life
    return life


# --- coming back -----------------------------------------------------------------------------


def _returned(
    number: int,
    texts: Sequence[DraftVersion],
    everything: Iterable[ThreadLife],
    here: dict[int, ThreadLife],
    born: Sequence[ThreadLife],
) -> list[ThreadLife]:
    """Takes what was added, but had stood in an earlier text, back into its own life.

    Gives the lives that are none of their own after all.
    """
    gone = [
        life for life in everything if life.moments[-1].version < number - 1 and life.heir is None
    ]
    added = [life for life in born if life.parent is None]
    back = []
    for old, new, confirmed, confidence in _matches(number, texts, gone, added):
        index = new.moments[0].index
        old.moments.append(
            ThreadMoment(number, index, "returned", confidence=confidence, confirmed=confirmed)
        )
        here[index] = old
        back.append(new)
    return back


def _matches(
    number: int,
    texts: Sequence[DraftVersion],
    gone: Sequence[ThreadLife],
    added: Sequence[ThreadLife],
) -> list[tuple[ThreadLife, ThreadLife, bool, float]]:
    if not gone or not added:
        return []
    same, refused = _words_of_editors(number, texts, gone, added)
    olds = [_text(texts, life.moments[-1]) for life in gone]
    news = [_text(texts, life.moments[0]) for life in added]
    found = compare(olds, news, confirmed=same, refused=refused)
    return [
        (gone[link.old[0]], added[link.new[0]], link.confirmed, link.confidence)
        for link in found.links
        if len(link.old) == len(link.new) == 1
        and (link.confirmed or alike(olds[link.old[0]].text, news[link.new[0]].text))
    ]


def _words_of_editors(
    number: int,
    texts: Sequence[DraftVersion],
    gone: Sequence[ThreadLife],
    added: Sequence[ThreadLife],
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """What editors say of the texts in which each was last, as indexes of `gone` and `added`."""
    new = {life.moments[0].index: place for place, life in enumerate(added)}
    same: set[tuple[int, int]] = set()
    refused: set[tuple[int, int]] = set()
    for version in range(number - 1):
        old = {
            life.moments[-1].index: place
            for place, life in enumerate(gone)
            if life.moments[-1].version == version
        }
        for told, into in zip(
            editors_word(texts[version], texts[number]), (same, refused), strict=True
        ):
            into.update((old[i], new[j]) for i, j in told if i in old and j in new)
    return same, refused - same


def _text(texts: Sequence[DraftVersion], moment: ThreadMoment) -> NumberedParagraph:
    return texts[moment.version].paragraphs[moment.index]


def alike(old: str, new: str) -> bool:
    """Whether most words of each of two texts are those of the other, in order."""
    kept = sum(len(run.text.split()) for run in word_diff(old, new) if run.op == "=")
    return kept >= LIKE * max(len(old.split()), len(new.split()), 1)
