"""How well and how fast the redline engine finds known edits: `python -m tests.bench.redline`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

from clearway.insight.redline import Comparison, compare
from tests.bench.drafts import LEVELS, Case, Link, made_case

Pair = tuple[int, int, int]
"""The number of a case, an old and a new paragraph."""


@dataclass(frozen=True, slots=True)
class Score:
    """F1 of all pairs and of moved ones; shares of splits and merges that were found whole."""

    pairs: float
    moves: float
    splits: float
    merges: float


def score(cases: Iterable[tuple[Case, Comparison]]) -> Score:
    true: set[Pair] = set()
    found: set[Pair] = set()
    true_moves: set[Pair] = set()
    found_moves: set[Pair] = set()
    wholes: dict[bool, list[bool]] = {True: [], False: []}
    for number, (case, comparison) in enumerate(cases):
        linked = [Link(x.old, x.new, x.moved) for x in comparison.links if x.old and x.new]
        for link in case.links:
            true |= _pairs(number, link)
            true_moves |= _pairs(number, link) if link.moved else set()
            if len(link.old) + len(link.new) > 2:
                whole = any(other[:2] == link[:2] for other in linked)
                wholes[len(link.new) > 1].append(whole)
        for link in linked:
            found |= _pairs(number, link)
            found_moves |= _pairs(number, link) if link.moved else set()
    splits, merges = wholes[True], wholes[False]
    return Score(
        _f1(true, found),
        _f1(true_moves, found_moves),
        sum(splits) / len(splits),
        sum(merges) / len(merges),
    )


def _pairs(number: int, link: Link) -> set[Pair]:
    return {(number, i, j) for i in link.old for j in link.new}


def _f1(true: set[Pair], found: set[Pair]) -> float:
    return 2 * len(true & found) / (len(true) + len(found))


def compared(level: str, seeds: Iterable[int], size: int) -> list[tuple[Case, Comparison]]:
    cases = [made_case(seed, level, size) for seed in seeds]
    return [(case, compare(case.old, case.new)) for case in cases]


def seconds(size: int) -> float:
    """For one comparison under medium editing, words included."""
    case = made_case(7, "medium", size)
    start = time.perf_counter()
    compare(case.old, case.new)
    return time.perf_counter() - start


def main(first_seed: int) -> None:
    for level in LEVELS:
        found = score(compared(level, range(first_seed, first_seed + 8), 120))
        print(
            f"{level:7} pairs {found.pairs:.3f}  moves {found.moves:.3f}"
            f"  splits {found.splits:.3f}  merges {found.merges:.3f}"
        )
    for size in (150, 1000, 5000):
        print(f"{size:5} paragraphs {seconds(size):6.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
