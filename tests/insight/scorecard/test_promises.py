"""What becomes of a promise: kept, late, broken by a source alone, not seen, or not known."""

from __future__ import annotations

from datetime import date

import pytest

from clearway.insight.agenda.occasions import occasions
from clearway.insight.knowledge import as_known
from clearway.insight.scorecard.promises import PromiseState, promises, state
from clearway.records.dates.when import read_when
from clearway.records.kinds.commitment import PromiseResult
from clearway.records.model import Process
from tests.insight.reviewed import TODAY, our_record

DUE = "2025-07-25"
KEPT = {"outcome": "kept"}


@pytest.fixture(scope="module")
def ours() -> Process:
    return our_record()


@pytest.mark.parametrize(
    ("result", "due", "as_of", "expected"),
    [
        # Without a source the day alone decides; the day itself is still open.
        (None, DUE, date(2025, 7, 24), PromiseState.NOT_YET_DUE),
        (None, DUE, date(2025, 7, 25), PromiseState.NOT_YET_DUE),
        (None, DUE, date(2025, 7, 26), PromiseState.NOT_SEEN),
        (None, "../2026-09", date(2026, 9, 30), PromiseState.NOT_YET_DUE),
        (None, "../2026-09", date(2026, 10, 1), PromiseState.NOT_SEEN),
        (None, None, date(2030, 1, 1), PromiseState.UNKNOWN),
        # A source says that it was kept: on the day, after it, or on a day not known.
        (KEPT | {"when": "2025-07-25"}, DUE, TODAY, PromiseState.KEPT),
        (KEPT | {"when": "2025-07-26"}, DUE, TODAY, PromiseState.KEPT_LATE),
        (KEPT | {"when": "2025-07"}, DUE, TODAY, PromiseState.KEPT),
        (KEPT, DUE, TODAY, PromiseState.KEPT),
        (KEPT | {"when": "2025-07-26"}, None, TODAY, PromiseState.KEPT),
        # Broken is what a source says, whatever the day.
        ({"outcome": "broken"}, None, TODAY, PromiseState.BROKEN),
        ({"outcome": "broken"}, "2030", TODAY, PromiseState.BROKEN),
    ],
)
def test_state(
    result: dict[str, str] | None, due: str | None, as_of: date, expected: PromiseState
) -> None:
    said = {"text": "x", "source": "https://a.example", "judged": "checked", "date": "2026-11-27"}
    given = PromiseResult.model_validate(said | result) if result else None
    assert state(given, read_when(due) if due else None, as_of) is expected


def test_our_promises(ours: Process) -> None:
    """The ten of Geneva, and those of the adopted text; none is broken, as no source says so."""
    found = promises(ours, TODAY)
    geneva = [s for s in found.statuses if s.promise.made == "summary:2025-07-09-geneva"]
    assert {s.promise.id: str(s.state) for s in geneva} == {
        "next-steps-by-end-of-july": "due-and-not-seen",
        "elements-paper-input-until-25-july": "kept",
        "zero-draft-in-august": "kept",
        "agreed-language-as-baseline": "unknown",
        "agreed-language-can-be-revisited": "unknown",
        "open-and-intensive-process": "unknown",
        "time-zones-and-hybrid": "unknown",
        "summaries-online": "unknown",
        "no-separate-consultations": "unknown",
        "updates-to-the-president": "unknown",
    }
    text = [s for s in found.statuses if s.promise.made == "draft:adopted"]
    assert {s.promise.id: str(s.state) for s in text} == {
        "igf-funding-proposal": "due-and-not-seen",
        "financing-task-force": "not-yet-due",
        "schools-connected": "not-yet-due",
        "next-overall-review": "not-yet-due",
        "action-line-road-maps": "unknown",
        "two-yearly-report": "unknown",
    }
    assert found.number(PromiseState.BROKEN) == 0
    assert sum(number for _, number in found.counts) == len(ours.promises)


def test_a_due_day_is_an_occasion_of_its_own_unless_the_roadmap_has_it(ours: Process) -> None:
    due = [o.id for o in occasions(ours) if o.loc == ("due",)]
    assert due == [
        "roadmap-elements-paper-due",
        "roadmap-zero-draft-due",
        "zero-draft-in-august-due",
        "roadmap-consultations-due",
        "roadmap-adoption-due",
        "schools-connected-due",
    ]


def test_on_a_past_day_a_promise_is_there_once_made_and_kept_once_kept(ours: Process) -> None:
    def on(day: date) -> dict[str, str]:
        found = promises(as_known(ours, day), day)
        return {s.promise.id: str(s.state) for s in found.statuses}

    assert "zero-draft-in-august" not in on(date(2025, 7, 8))
    assert on(date(2025, 7, 10))["zero-draft-in-august"] == "not-yet-due"
    assert on(date(2025, 8, 28))["zero-draft-in-august"] == "not-yet-due"
    assert on(date(2025, 8, 29))["zero-draft-in-august"] == "kept"
    assert on(date(2025, 8, 1))["next-steps-by-end-of-july"] == "due-and-not-seen"
