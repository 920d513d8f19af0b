"""How well the redline's fitted constants fit: `python -m tools.fit_redline`.

Each constant is tried at half, three quarters, four thirds and twice its value, the others as they
are, on drafts whose true links are known because tests/bench/drafts.py makes them up from a seed.
The score is the mean of four figures over light, medium and heavy editing: the F1 of linked pairs,
the F1 of moves, and the shares of splits and merges that were found completely.

A constant fits where the middle column is the highest, or nearly. Where all columns are equal,
these drafts say nothing about it. The program changes no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from unittest.mock import patch

from clearway.redline import arrangement, candidates, evidence
from tests.bench.drafts import LEVELS, made_case
from tests.bench.redline import ours, score

FACTORS = (0.5, 0.75, 1.0, 4 / 3, 2.0)
SEEDS = range(1, 7)
SIZE = 120

CONSTANTS: tuple[tuple[str, tuple[tuple[ModuleType, str], ...]], ...] = (
    ("EDGE", ((evidence, "EDGE"), (candidates, "EDGE"))),
    ("GAIN_WEIGHT", ((evidence, "GAIN_WEIGHT"),)),
    ("SHARE_WEIGHT", ((evidence, "SHARE_WEIGHT"),)),
    ("_IN_PLACE", ((arrangement, "_IN_PLACE"),)),
    ("_MOVE", ((arrangement, "_MOVE"),)),
    ("_MOVE_FAR", ((arrangement, "_MOVE_FAR"),)),
    ("_RIVAL_WEIGHT", ((arrangement, "_RIVAL_WEIGHT"),)),
    ("_REPEATED", ((arrangement, "_REPEATED"),)),
    ("_PIECE", ((candidates, "_PIECE"),)),
    ("_PART", ((candidates, "_PART"),)),
    ("_GAP", ((candidates, "_GAP"),)),
)
"""By name: the modules that hold each."""


def scaled(value: object, factor: float) -> object:
    """A constant, or each number of it, times a factor."""
    if isinstance(value, dict):
        return {name: number * factor for name, number in value.items()}
    if isinstance(value, tuple):
        return tuple(number * factor for number in value)
    assert isinstance(value, float)
    return value * factor


@contextmanager
def constant(places: tuple[tuple[ModuleType, str], ...], factor: float) -> Iterator[None]:
    """The constant at so many times its value, while the block runs."""
    if not places:
        yield
        return
    (module, name), *rest = places
    value = scaled(getattr(module, name), factor)
    with patch.object(module, name, value), constant(tuple(rest), factor):
        yield


def main() -> None:
    cases = [made_case(seed, level, SIZE) for seed in SEEDS for level in LEVELS]
    print(f"{len(cases)} pairs of drafts of {SIZE} paragraphs; each constant times …")
    print(f"{'':14}" + "".join(f"{factor:8.2f}" for factor in FACTORS))
    for name, places in CONSTANTS:
        print(f"{name:14}", end="", flush=True)
        for factor in FACTORS:
            with constant(places, factor):
                figures = score((case, ours(case.old, case.new)) for case in cases)
            mean = (figures.pairs + figures.moves + figures.splits + figures.merges) / 4
            print(f"{mean:8.4f}", end="", flush=True)
        print()


if __name__ == "__main__":
    main()
