"""Inputs that fuzzing kept, each read again by its target; and what it found once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
INPUTS = {name: sorted(path for path in (CORPUS / name).iterdir()) for name in sorted(TARGETS)}


@pytest.mark.parametrize(
    ("name", "path"),
    [(name, path) for name in INPUTS for path in INPUTS[name]],
    ids=lambda each: each.name if isinstance(each, Path) else each,
)
def test_the_target_takes_it(name: str, path: Path) -> None:
    TARGETS[name](path.read_bytes())


def test_the_corpus_is_small_and_has_each_target() -> None:
    assert sorted(path.name for path in CORPUS.iterdir()) == sorted(TARGETS)
    assert all(INPUTS.values())
    assert sum(path.stat().st_size for paths in INPUTS.values() for path in paths) < 300_000
