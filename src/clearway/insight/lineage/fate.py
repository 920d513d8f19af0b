"""What became of a proposal: whether the next draft has its words. Never why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from clearway.insight.lineage.story import Lineage
from clearway.records.kinds.annotation import Action, Annotation, AnnotationType
from clearway.records.references import named, occurrences
from clearway.redline import word_diff

NEARLY = 0.75
"""So large a share of the proposed words, in their order, is 'nearly these words'."""

FEW = 3
"""So few words can stand in a paragraph by chance: they count beside a word that they stood by."""


class Match(StrEnum):
    """What a look at the next draft's text tells of a proposal."""

    THERE = "there"
    NEARLY = "nearly"
    NOT_THERE = "not-there"
    GONE = "gone"
    STILL_THERE = "still-there"
    MOVED = "moved"
    NOT_MOVED = "not-moved"


@dataclass(frozen=True, slots=True)
class ProposalFate:
    """A textual match in the text `draft`, at the paragraphs `indexes` (none: it is gone)."""

    match: Match
    draft: str
    indexes: tuple[int, ...]


def fate(told: Lineage, annotation: Annotation) -> ProposalFate | None:
    """What the next text shows of a proposal; None where there is none, or nothing to look for."""
    number = told.number.get(annotation.draft)
    step = None if number is None else told.step(number)
    if step is None or annotation.type is not AnnotationType.PROPOSAL:
        return None
    paragraphs = step.old.paragraphs
    found = named(paragraphs, annotation.paragraph)
    if len(found) != 1:
        return None
    index = paragraphs.index(found[0])
    link = next(link for link in step.comparison.links if index in link.old)
    text = " ".join(step.new.paragraphs[j].text for j in link.new)
    everything = " ".join(paragraph.text for paragraph in step.new.paragraphs)
    match = _match(annotation, found[0].text, text, everything, link.moved)
    return None if match is None else ProposalFate(match, step.new.id, link.new)


def _match(
    annotation: Annotation, old: str, new: str, everything: str, moved: bool
) -> Match | None:
    quoted = (annotation.quote.exact if annotation.quote else None) or old
    match annotation.action:
        case Action.INSERT | Action.REPLACE | Action.ALTERNATIVE:
            # A whole paragraph that was asked for can stand anywhere.
            whole = annotation.to is not None or annotation.quote is None
            wanted = str(annotation.text or "")
            if not whole and len(_words(wanted)) <= FEW:
                return _in_place(wanted, annotation, old, new)
            return _presence(wanted, everything if whole else new)
        case Action.DELETE:
            return Match.STILL_THERE if _has(new, quoted) else Match.GONE
        case Action.RETAIN | Action.SUPPORT:
            return Match.STILL_THERE if _has(new, quoted) else Match.GONE
        case Action.MOVE:
            return (Match.MOVED if moved else Match.NOT_MOVED) if new else Match.GONE
        case _:
            return None


def _in_place(wanted: str, annotation: Annotation, old: str, new: str) -> Match:
    """Whether a few words stand where they were wanted: beside the word before, or after."""
    quote = annotation.quote
    spans = occurrences(old, quote) if quote else ()
    if len(spans) != 1:
        return Match.NOT_THERE
    start, end = spans[0]
    if annotation.action is Action.INSERT:
        start = end
    before, after = _words(old[:start])[-1:], _words(old[end:])[:1]
    words = _words(wanted)
    beside = [" ".join(before + words)] * bool(before) + [" ".join(words + after)] * bool(after)
    still = annotation.action is Action.REPLACE and _has(new, old[start:end])
    found = any(_has(new, each) for each in beside or [wanted])
    return Match.THERE if found and not still else Match.NOT_THERE


def _presence(wanted: str, text: str) -> Match | None:
    words = _words(wanted)
    if not words:
        return None
    if _has(text, wanted):
        return Match.THERE
    runs = word_diff(wanted, text)
    kept = sum(len(_words(run.text)) for run in runs if run.op == "=")
    return Match.NEARLY if len(words) > 3 and kept >= NEARLY * len(words) else Match.NOT_THERE


def _has(text: str, words: str) -> bool:
    """Whether the words stand in a text side by side; signs between them do not count."""
    return bool(_words(words)) and f" {' '.join(_words(words))} " in f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’-]\w+)*", text.lower())
