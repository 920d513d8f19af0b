"""How well and how fast the redline engine finds known edits: `python -m tests.bench.redline`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

from clearway.redline import compare
from tests.bench.drafts import LEVELS, Case, Link, made_case
from tests.bench.programs import programs
from tests.bench.rivals import RIVALS, Engine, Paragraphs

Pair = tuple[int, int, int]
"""The number of a case, an old and a new paragraph."""


@dataclass(frozen=True, slots=True)
class Score:
    """F1 of all pairs and of moved ones; shares of splits and merges that were found whole."""

    pairs: float
    moves: float
    splits: float
    merges: float


Found = tuple[Case, list[Link]]
"""A case, and what an engine made of it."""


def score(cases: Iterable[Found]) -> Score:
    true: set[Pair] = set()
    found: set[Pair] = set()
    true_moves: set[Pair] = set()
    found_moves: set[Pair] = set()
    wholes: dict[bool, list[bool]] = {True: [], False: []}
    for number, (case, linked) in enumerate(cases):
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


def ours(old: Paragraphs, new: Paragraphs) -> list[Link]:
    found = compare(old, new).links
    return [Link(x.old, x.new, x.moved) for x in found if x.old and x.new]


def cases(level: str, seeds: Iterable[int], size: int) -> list[Case]:
    return [made_case(seed, level, size) for seed in seeds]


def seconds(size: int) -> float:
    """For one comparison under medium editing, words included."""
    case = made_case(7, "medium", size)
    start = time.perf_counter()
    compare(case.old, case.new)
    return time.perf_counter() - start


def main(first_seed: int) -> None:
    """Every engine on the same drafts, in this run."""
    engines: dict[str, Engine | None] = {"Clearway": ours, **RIVALS, **programs()}
    for level in LEVELS:
        made = cases(level, range(first_seed, first_seed + 8), 120)
        print(f"{level:16} pairs  moves splits merges seconds")
        for name, engine in engines.items():
            if engine is None:
                print(f"  {name:13} not installed")
                continue
            start = time.perf_counter()
            found = score((case, engine(case.old, case.new)) for case in made)
            took = time.perf_counter() - start
            print(
                f"  {name:13} {found.pairs:6.3f} {found.moves:6.3f} {found.splits:6.3f}"
                f" {found.merges:6.3f} {took:7.2f}"
            )
    for size in (150, 1000, 5000):
        print(f"{size:5} paragraphs {seconds(size):6.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
