"""What people compare drafts with today, each as links between paragraphs.

They stand beside our engine in the same run, on the same drafts: pairing by number, difflib over
paragraphs, and the best pairs that rapidfuzz finds. None of them knows moves, splits or merges.
`programs` has those that mark words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz, process

from clearway.redline import Paragraph
from tests.bench.drafts import Link

Paragraphs = Sequence[Paragraph]
Engine = Callable[[Paragraphs, Paragraphs], list[Link]]

LEAST = 50
"""Of 100, below which rapidfuzz's pairs are none."""


def by_number(old: Paragraphs, new: Paragraphs) -> list[Link]:
    """Paragraph 12 is paragraph 12."""
    places = {p.number: i for i, p in enumerate(old) if p.number}
    found = [(places[p.number], j) for j, p in enumerate(new) if p.number in places]
    return [Link((i,), (j,), False) for i, j in found]


def by_difflib(old: Paragraphs, new: Paragraphs) -> list[Link]:
    """Python's difflib over whole paragraphs without their numbers; changed stretches in order."""
    first, second = ([p.text for p in side] for side in (old, new))
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, first, second, False).get_opcodes():
        if tag in ("equal", "replace"):
            in_order = zip(range(i1, i2), range(j1, j2), strict=False)
            found += [Link((i,), (j,), False) for i, j in in_order]
    return found


def by_rapidfuzz(old: Paragraphs, new: Paragraphs) -> list[Link]:
    """The most alike pairs first, each paragraph once."""
    scores = []
    for j, paragraph in enumerate(new):
        near = process.extract(
            paragraph.text, [p.text for p in old], scorer=fuzz.ratio, limit=5, score_cutoff=LEAST
        )
        scores += [(-score, abs(i - j), i, j) for _, score, i in near]
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(scores):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [Link((i,), (j,), False) for i, j in sorted(pairs.items())]


RIVALS: dict[str, Engine] = {
    "by number": by_number,
    "difflib": by_difflib,
    "rapidfuzz": by_rapidfuzz,
}
