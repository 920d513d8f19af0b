"""Machine help: points that may belong to an ask, and paragraphs that may reflect one.

Two texts are held against each other by the words that they share. A word counts the more, the
fewer of all the texts have it, so that the words of every sentence count for nothing, in any
language; words that differ by an ending are taken for the same. Nothing here is a judgement: it is
a list for an editor to look through.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

from clearway.records.fields import Source
from clearway.records.kinds.ask import Ask, Scope
from clearway.records.kinds.consultation import Point
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.submission import Answer
from clearway.records.model import Process
from clearway.records.references import paragraphs_of

LIKE = 0.8
"""From which share of equal letters on two words are taken for the same."""

COMMON = 0.1
"""A word in more than this share of all texts tells nothing."""

SHORTEST = 3
"""Shorter words are not compared."""


@dataclass(frozen=True, slots=True)
class PointSuggestion:
    """A point or answer that may belong to an ask and belongs to none yet.

    `ref` names it as asks do. `score` is the share of the ask's words, weighted, that it has too,
    from 0 to 1; `shared` are the weightiest of them, as the ask writes them.
    """

    ask: Ask
    ref: str
    text: str
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParagraphSuggestion:
    """A paragraph, or a line of an outline, that may reflect an ask in a draft without a fate.

    `paragraph` is its number or address, where it has one; `source` is where it can be read.
    """

    ask: Ask
    draft: Draft
    paragraph: str
    text: str
    source: tuple[Source, ...]
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    draft: Draft
    paragraph: str
    text: str
    source: tuple[Source, ...]


@dataclass(frozen=True)
class _Weights:
    """How much each word tells: nothing when many texts have it, the most when one has it."""

    texts: tuple[str, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(word for text in self.texts for word in set(words(text)))

    def of(self, word: str) -> float:
        if self.counts[word] > max(2, len(self.texts) * COMMON):
            return 0.0
        return math.log((len(self.texts) + 1) / (self.counts[word] + 1))


def words(text: str) -> tuple[str, ...]:
    """The words of a text that are compared, in their order."""
    found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.casefold())
    return tuple(word for word in found if len(word) > SHORTEST)


def suggest_points(process: Process, least: float) -> tuple[PointSuggestion, ...]:
    """For each point and answer that no ask comes from, the ask that it is most like, if its score
    is at least `least`; the likeliest first. What is known to ask for nothing is passed over."""
    taken = {ref for ask in process.asks for ref in (*ask.raised, *ask.suggested)}
    open_ = [(ref, part) for ref, part in _parts(process) if ref not in taken and _may_ask(part)]
    texts = [_ask_text(ask) for ask in process.asks]
    weights = _Weights((*texts, *(_part_text(part) for _, part in _parts(process))))
    found = []
    for ref, part in open_:
        text = _part_text(part)
        asks = [(score_of(_ask_text(ask), text, weights), ask) for ask in process.asks]
        (score, shared), ask = max(asks, key=lambda one: (one[0][0], one[1].id))
        if score >= least:
            found.append(PointSuggestion(ask, ref, text, score, shared))
    return tuple(sorted(found, key=lambda s: (-s.score, s.ask.id, s.ref)))


def suggest_paragraphs(process: Process, least: float) -> tuple[ParagraphSuggestion, ...]:
    """For each ask about the text and each draft of which its fate is not given, the passage that
    has most of the ask's words, if its score is at least `least`; the likeliest first."""
    passages = {draft.id: tuple(_passages(draft)) for draft in process.drafts}
    everything = [passage.text for held in passages.values() for passage in held]
    weights = _Weights((*everything, *(_ask_text(ask) for ask in process.asks)))
    found = [
        suggestion
        for ask in process.asks
        if ask.scope is Scope.TEXT
        for draft in process.drafts
        if draft.id not in {treatment.draft for treatment in ask.fates}
        for suggestion in _best(ask, passages[draft.id], weights)
        if suggestion.score >= least
    ]
    return tuple(sorted(found, key=lambda s: (-s.score, s.ask.id, s.draft.id)))


def _best(
    ask: Ask, passages: Sequence[_Passage], weights: _Weights
) -> Iterator[ParagraphSuggestion]:
    scored = [(score_of(_ask_text(ask), passage.text, weights), passage) for passage in passages]
    if scored:
        (score, shared), best = max(scored, key=lambda one: one[0][0])
        yield ParagraphSuggestion(
            ask, best.draft, best.paragraph, best.text, best.source, score, shared
        )


def score_of(ask: str, text: str, weights: _Weights) -> tuple[float, tuple[str, ...]]:
    """The share of the ask's words, weighted, that a text has too, and up to five of them."""
    wanted = {word: weights.of(word) for word in dict.fromkeys(words(ask))}
    total = sum(wanted.values())
    there = tuple(dict.fromkeys(words(text)))
    shared = [word for word in wanted if wanted[word] > 0 and _is_among(word, there)]
    if len(shared) < 2 or not total:
        return 0.0, ()
    score = sum(wanted[word] for word in shared) / total
    weightiest = sorted(shared, key=lambda word: (-wanted[word], word))[:5]
    return round(score, 2), tuple(weightiest)


def _is_among(word: str, there: Iterable[str]) -> bool:
    alike = [one for one in there if one[:SHORTEST] == word[:SHORTEST]]
    scorer = Indel.normalized_similarity
    return extractOne(word, alike, scorer=scorer, score_cutoff=LIKE) is not None


def _passages(draft: Draft) -> Iterator[_Passage]:
    """The paragraphs of a draft whose text is held, else the lines of its outline."""
    paragraphs = paragraphs_of(draft)
    if paragraphs is None:
        for entry in draft.outline:
            yield _Passage(draft, entry.paragraph or "", str(entry.text), entry.source)
        return
    for paragraph in paragraphs:
        if paragraph.kind == "p":
            yield _Passage(draft, paragraph.anchor, paragraph.text, _itself(draft))


def _itself(draft: Draft) -> tuple[Source, ...]:
    return (Source.model_validate({"ref": draft.ref}),)


def _parts(process: Process) -> Iterator[tuple[str, Point | Answer]]:
    for summary in process.summaries:
        yield from ((f"{summary.ref}#{point.id}", point) for point in summary.points)
    for submission in process.submissions:
        yield from ((f"{submission.ref}#{answer.id}", answer) for answer in submission.answers)


def _may_ask(part: Point | Answer) -> bool:
    return part.asks is not False


def _ask_text(ask: Ask) -> str:
    return f"{ask.title} {ask.text}"


def _part_text(part: Point | Answer) -> str:
    head = part.title if isinstance(part, Point) else part.question
    return f"{head} {part.text}" if head else str(part.text)


def grouped(
    found: Iterable[PointSuggestion | ParagraphSuggestion],
) -> Mapping[str, tuple[PointSuggestion | ParagraphSuggestion, ...]]:
    """The suggestions for each ask, by its id."""
    groups: dict[str, list[PointSuggestion | ParagraphSuggestion]] = {}
    for suggestion in found:
        groups.setdefault(suggestion.ask.id, []).append(suggestion)
    return {id: tuple(groups[id]) for id in sorted(groups)}
