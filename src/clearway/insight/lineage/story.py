"""All drafts of a process, compared and followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from clearway.insight.lineage.names import threads
from clearway.insight.lineage.pairs import Pair, pair
from clearway.insight.lineage.threads import Thread, lives
from clearway.insight.lineage.versions import Version, versions
from clearway.records.model import Draft, Process

FEW = 4
"""So many texts are compared each with each; of more, only neighbours and what is asked for."""


@dataclass(frozen=True)
class Lineage:
    """`texts` in line; `pairs` by (old id, new id): neighbours first, then the others."""

    texts: tuple[Version, ...]
    pairs: Mapping[tuple[str, str], Pair]
    threads: tuple[Thread, ...]

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each text in line, by the draft's id."""
        return {text.id: number for number, text in enumerate(self.texts)}

    @cached_property
    def _thread_at(self) -> Mapping[tuple[int, int], Thread]:
        return {(m.version, m.index): thread for thread in self.threads for m in thread.moments}

    def text(self, draft: Draft) -> Version | None:
        number = self.number.get(draft.id)
        return None if number is None else self.texts[number]

    def thread_at(self, version: int, index: int) -> Thread | None:
        """The life of a paragraph; a heading has none."""
        return self._thread_at.get((version, index))

    def step(self, number: int) -> Pair | None:
        """The comparison of a text with the one after it."""
        if not 0 <= number < len(self.texts) - 1:
            return None
        return self.pairs[self.texts[number].id, self.texts[number + 1].id]

    @cached_property
    def thread(self) -> Mapping[str, Thread]:
        """Threads by their ids and by those that they had."""
        former = {old: thread for thread in self.threads for old in thread.was}
        return former | {thread.id: thread for thread in self.threads}


def lineage(process: Process) -> Lineage:
    """Compares and follows all drafts whose text is held."""
    texts = versions(process)
    steps = [pair(old, new) for old, new in pairwise(texts)]
    pairs = {(step.old.id, step.new.id): step for step in steps}
    for old, new in _further(process, texts):
        pairs.setdefault((old.id, new.id), pair(old, new))
    return Lineage(texts, pairs, threads(texts, lives(texts, steps), process.threads))


def _further(process: Process, texts: tuple[Version, ...]) -> list[tuple[Version, Version]]:
    """Pairs that are no neighbours: all of a few texts, and those asked for in process.yaml."""
    found = []
    if len(texts) <= FEW:
        found = [(old, new) for n, old in enumerate(texts) for new in texts[n + 2 :]]
    by_id = {text.id: text for text in texts}
    for asked in process.profile.comparisons:
        if asked.old in by_id and asked.new in by_id:
            found.append((by_id[asked.old], by_id[asked.new]))
    known = {(old.id, new.id) for old, new in pairwise(texts)}
    return [(old, new) for old, new in found if (old.id, new.id) not in known]
