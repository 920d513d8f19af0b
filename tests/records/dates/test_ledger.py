"""What follows from a ledger: its steps, the date that holds, notice, and what readers are told."""

from datetime import date
from typing import Any

import pytest

from clearway.records.dates.ledger import Ledger
from clearway.records.kinds.milestone import Milestone

SOURCE = "https://a.example/"


def ledger(*entries: dict[str, Any], **fields: Any) -> Ledger:
    dates = [{"source": SOURCE, **entry} for entry in entries]
    given = {"id": "it", "title": "It", "kind": "deadline", "source": SOURCE, **fields}
    return Milestone.model_validate({**given, **({"dates": dates} if dates else {})}).ledger


A = {"when": "2025-07-15", "announced": "2025-06-01", "printed": "mid-July"}
B = {"when": "2025-07-25", "announced": "2025-07-09"}
OFF = {"status": "cancelled", "announced": "2025-07-01"}
PUT_OFF = {"status": "postponed", "announced": "2025-07-01"}
AGAIN = {"status": "reinstated", "announced": "2025-07-05"}


@pytest.mark.parametrize(
    ("entries", "kinds", "when", "marks"),
    [
        ([A], [], "2025-07-15", []),
        ([A, B], ["moved"], "2025-07-25", ["moved"]),
        ([A, B, {"when": "2025-07-25", "announced": "2025-07-20"}], ["moved", "kept"],
         "2025-07-25", ["moved"]),
        ([A, OFF], ["cancelled"], "2025-07-15", ["cancelled"]),
        ([A, B, OFF], ["moved", "cancelled"], "2025-07-25", ["cancelled", "moved"]),
        ([A, OFF, AGAIN], ["cancelled", "reinstated"], "2025-07-15", ["reinstated"]),
        ([A, OFF, {**AGAIN, "when": "2025-08-01"}], ["cancelled", "reinstated"], "2025-08-01",
         ["reinstated"]),
        ([A, PUT_OFF], ["postponed"], "unknown", ["postponed"]),
        ([A, PUT_OFF, OFF], ["postponed", "cancelled"], "2025-07-15", ["cancelled"]),
        ([A, PUT_OFF, AGAIN], ["postponed", "reinstated"], "2025-07-15", ["reinstated"]),
        ([A, PUT_OFF, B], ["postponed", "moved"], "2025-07-25", ["moved"]),
        ([A, OFF, PUT_OFF, B], ["cancelled", "postponed", "moved"], "2025-07-25", ["moved"]),
        ([{"when": "unknown"}, A], ["made exact"], "2025-07-15", ["made exact"]),
        ([{"when": "unknown"}, OFF], ["cancelled"], "unknown", ["cancelled"]),
        ([{"when": "../2025-07-15"}, A], ["kept"], "2025-07-15", ["kept"]),
    ],
)  # fmt: skip
def test_steps(
    entries: list[dict[str, str]], kinds: list[str], when: str, marks: list[str]
) -> None:
    found = ledger(*entries)
    assert [str(step.kind) for step in found.transitions] == kinds
    assert str(found.standing.when) == when
    assert [str(kind) for kind in found.marks] == marks
    assert found.sequence == len(kinds)


def test_what_others_expected_is_no_step() -> None:
    """DENIC, a blog, expected 2 December; nobody had announced it."""
    other = {"when": "2025-12-02", "by": "A blog", "source": SOURCE}
    found = ledger(when="2025-12-03", expected=[other])
    assert (found.transitions, found.marks, found.has_history) == ((), (), True)
    assert [str(reading.by) for reading in found.expected] == ["A blog"]


def test_without_a_date_it_is_not_known_yet() -> None:
    for found in (ledger(), ledger(when="unknown")):
        assert found.standing.when.is_unknown
        assert (found.notice, found.moves, found.has_history) == (None, (), False)


def test_cancelled_beside_a_single_date_is_an_entry() -> None:
    found = ledger(when="2025-07-15", cancelled={"date": "2025-07-01", "source": SOURCE})
    assert found.cancelled is not None
    assert str(found.cancelled.announced) == "2025-07-01"
    assert found.modified == date(2025, 7, 1)
    assert str(found.standing.when) == "2025-07-15"


def test_on_again_keeps_what_was_printed_and_counts_notice_from_then() -> None:
    found = ledger(A, OFF, AGAIN)
    assert found.standing.printed == "mid-July"
    assert found.notice == 10


def test_repeating_a_date_gives_no_less_notice() -> None:
    again = {"when": "2025-07-15", "announced": "2025-07-10"}
    assert (ledger(A).notice, ledger(A, again).notice) == (44, 44)
    assert ledger(A, B).notice == 16


def test_what_gave_way_is_only_what_does_not_hold_any_more() -> None:
    august = {"when": "2025-08", "printed": "end of August"}
    assert ledger(august, {"when": "2025-08-29"}).gave_way == (False, False)
    assert ledger(A, B).gave_way == (True, False)
    assert ledger(A, PUT_OFF, AGAIN).gave_way == (True, True, False)
