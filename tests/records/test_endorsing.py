"""Until when a statement takes endorsements, where it is."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from clearway.records.dates.when import read_when
from clearway.records.endorsing import Closing, closing_of
from clearway.records.kinds.statement import Statement

SOURCE = "https://library.example/saturdays"


def statement(**closes: Any) -> Statement:
    given: dict[str, Any] = {"id": "saturdays", "title": "Saturdays", "when": "2025-10-01"}
    given |= {"source": SOURCE, "endorsement": {"closes": {"source": SOURCE, **closes}}}
    return Statement.model_validate(given)


def closing(**closes: Any) -> Closing:
    found = closing_of(statement(**closes), "America/New_York")
    assert found is not None
    return found


def test_a_day_ends_where_the_process_is() -> None:
    found = closing(when="2025-10-30")
    assert (found.day, str(found)) == (date(2025, 10, 30), "2025-10-30 (America/New_York)")
    # Half past four in the morning of the 31st in Nairobi is the evening before in New York.
    assert not found.is_late(datetime(2025, 10, 31, 1, 30, tzinfo=UTC))
    assert found.is_late(datetime(2025, 10, 31, 4, 0, tzinfo=UTC))
    assert found.day_of(datetime(2025, 10, 31, 1, 30, tzinfo=UTC)) == date(2025, 10, 30)


def test_a_time_ends_it_to_the_minute_in_its_own_zone() -> None:
    found = closing(when="2025-10-30T17:00", zone="Europe/Zurich")
    assert str(found) == "2025-10-30 at 17:00 (Europe/Zurich)"
    assert not found.is_late(datetime(2025, 10, 30, 16, 0, tzinfo=UTC))
    assert found.is_late(datetime(2025, 10, 30, 16, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("endorsed", "late"),
    [("2025-10-30", False), ("2025-10-31", True), ("2025-10", False), ("2025-11", True)],
)
def test_a_day_without_a_time_is_one_of_the_closings_zone(endorsed: str, late: bool) -> None:
    assert closing(when="2025-10-30T17:00", zone="UTC").is_late(read_when(endorsed)) is late


def test_the_date_that_stands_counts() -> None:
    moved = [{"when": "2025-10-20", "source": SOURCE}, {"when": "2025-10-30", "source": SOURCE}]
    assert closing(dates=moved).day == date(2025, 10, 30)
    assert closing(when="2025-10").day == date(2025, 10, 31)


def test_no_end_is_known() -> None:
    assert closing_of(statement(when="2025-10-30/.."), "UTC") is None
    plain = Statement.model_validate(
        {"id": "saturdays", "title": "Saturdays", "when": "2025-10-01", "source": SOURCE}
    )
    assert closing_of(plain, "UTC") is None
