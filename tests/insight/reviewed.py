"""A small process whose asks, commitments and inputs the tests of several modules look at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clearway.records.model import Process
from clearway.records.rules import check
from tests.records.folders import lay_out

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
AS_OF = date(2024, 6, 20)
TODAY = date(2026, 11, 22)
"""The day on which our own record is looked at."""


def reviewed(folder: Path) -> Process:
    """The process of tests/insight/review, laid over the base."""
    return _read(lay_out(folder, HERE / "review"), AS_OF)


def our_record() -> Process:
    """The record in data/."""
    return _read(ROOT, TODAY)


def _read(root: Path, today: date) -> Process:
    loaded = check(root, today)
    assert loaded.problems == ()
    assert loaded.process is not None
    return loaded.process
