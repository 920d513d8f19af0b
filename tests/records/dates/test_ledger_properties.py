"""What holds of every ledger, whatever was announced: nothing that was said is taken back.

Covers: clearway.records.dates.ledger.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.records.dates.ledger import Announcement, Ledger

SOURCE = "https://a.example/"
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
WHENS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day}?"),
    st.tuples(DAYS, st.integers(1, 40)).map(lambda two: f"{two[0]}/{two[0] + timedelta(two[1])}"),
    st.just("unknown"),
)
ENTRIES = st.one_of(
    st.fixed_dictionaries({"when": WHENS}, optional={"announced": DAYS.map(str)}),
    st.fixed_dictionaries(
        {"status": st.sampled_from(["cancelled", "postponed", "reinstated"])},
        optional={"announced": DAYS.map(str)},
    ),
)
LEDGERS = st.builds(
    lambda first, further: [{"when": first}, *further], WHENS, st.lists(ENTRIES, max_size=6)
)


def ledger(entries: list[dict[str, Any]]) -> Ledger:
    dates = [{"source": SOURCE, **entry} for entry in entries]
    return Announcement.model_validate({"source": SOURCE, "dates": dates}).ledger


@given(LEDGERS)
def test_every_entry_is_one_step_and_is_kept_as_it_was(entries: list[dict[str, Any]]) -> None:
    found = ledger(entries)
    assert len(found.transitions) == len(entries) - 1
    assert found.sequence == len(entries) - 1
    assert [str(each.when) for each in found.readings] == [
        entry.get("when", "unknown") for entry in entries
    ]
    assert len(found.gave_way) == len(entries)
    assert not found.gave_way[-1]


@given(LEDGERS, ENTRIES)
def test_another_entry_changes_no_step_before_it(
    entries: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    before, after = ledger(entries), ledger([*entries, more])
    assert after.transitions[:-1] == before.transitions
    assert after.gave_way[: len(entries) - 1] == before.gave_way[:-1]
    assert after.sequence == before.sequence + 1


@given(LEDGERS)
def test_the_date_that_holds_was_announced(entries: list[dict[str, Any]]) -> None:
    found = ledger(entries)
    said = {entry["when"] for entry in entries if "when" in entry}
    assert str(found.standing.when) in said | {"unknown"}
    assert found.cancelled is None or found.postponed is None
    if "when" in entries[-1] and "status" not in entries[-1]:
        assert str(found.standing.when) == entries[-1]["when"]
        # A date that is not known any more was put off.
        assert not found.is_off or entries[-1]["when"] == "unknown"
    else:
        assert found.is_off == (entries[-1]["status"] != "reinstated")


@given(LEDGERS)
def test_steps_chain(entries: list[dict[str, Any]]) -> None:
    """Each step begins with the date that held, or, from what is off, with the last one named."""
    steps = ledger(entries).transitions
    for one, other in pairwise(steps):
        if not one.now.when.is_unknown and one.after.status is None:
            assert other.before.when == one.now.when


@settings(max_examples=50)
@given(LEDGERS)
def test_it_is_read_back_as_it_was_written(entries: list[dict[str, Any]]) -> None:
    dates = [{"source": SOURCE, **entry} for entry in entries]
    whole = Announcement.model_validate({"source": SOURCE, "dates": dates})
    again = whole.model_dump(mode="json", exclude_none=True, exclude_unset=True)
    assert Announcement.model_validate(again).ledger == whole.ledger
