"""What is past, under way and ahead: one process, looked at on different days.

Covers: clearway.insight.agenda, clearway.insight.agenda.occasions.
"""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from clearway.insight.agenda import agenda
from clearway.insight.agenda.occasions import Occasion, OccasionKind, Status, occasions
from clearway.records.kinds.parts import Modality
from clearway.records.model import Process
from clearway.records.reading.load import read_process

CASES = Path(__file__).parent / "cases"


@cache
def process() -> Process:
    loaded = read_process(CASES)
    assert loaded.problems == ()
    assert loaded.process is not None
    return loaded.process


def occasion(id: str) -> Occasion:
    return next(o for o in occasions(process()) if o.id == id)


def ids(found: tuple[Occasion, ...]) -> str:
    return " ".join(o.id for o in found)


def test_every_dated_thing_is_there_once_from_the_earliest_on() -> None:
    # On 10 June: the whole day first; Tokyo's morning is before New York's evening of the 9th,
    # and yet each stands on the day of its own place.
    assert ids(occasions(process())) == (
        "trees trees-closes 2025-06-10-hall-registration over-here 2025-06-10-hall over-there "
        # What has no date comes last in its stage; without one, at the very end.
        "comments third-evening council-vote plan leaflet upkeep picnic first-tree by-then budget "
        "seasons report bench fountain"
    )


@pytest.mark.parametrize(
    ("id", "kind", "title", "loc"),
    [
        ("comments", OccasionKind.DEADLINE, "Comments close", ()),
        ("2025-06-10-hall", OccasionKind.CONSULTATION, "Evening in the town hall", ()),
        (
            "2025-06-10-hall-registration",
            OccasionKind.DEADLINE,
            "Registration closes: Evening in the town hall",
            ("registration", "closes"),
        ),
        ("plan", OccasionKind.PUBLICATION, "The plan", ()),
        ("trees", OccasionKind.PUBLICATION, "A word for trees", ()),
        (
            "trees-closes",
            OccasionKind.DEADLINE,
            "Endorsement closes: A word for trees",
            ("endorsement", "closes"),
        ),
    ],
)
def test_an_occasion_says_what_it_is_and_where_its_dates_stand(
    id: str, kind: OccasionKind, title: str, loc: tuple[str, ...]
) -> None:
    found = occasion(id)
    assert (found.kind, found.title, found.loc) == (kind, title, loc)


def test_the_closing_of_a_registration_has_the_stage_but_not_the_place() -> None:
    hall, closing = occasion("2025-06-10-hall"), occasion("2025-06-10-hall-registration")
    assert hall.stage == closing.stage == "hearing"
    assert (hall.modality, hall.venue and hall.venue.city) == (Modality.HYBRID, "Zurich")
    assert (closing.modality, closing.venue) == (None, None)
    assert closing.record is hall.record


@pytest.mark.parametrize(
    ("id", "dated", "certain"),
    [
        ("council-vote", True, True),
        ("trees", True, False),  # about
        ("report", False, False),  # planned, a year
        ("budget", False, True),  # a month
        ("upkeep", False, True),  # no end
        ("by-then", False, True),  # no beginning
    ],
)
def test_what_has_a_place_in_a_calendar_and_what_is_certain(
    id: str, dated: bool, certain: bool
) -> None:
    assert (occasion(id).is_dated, occasion(id).certain) == (dated, certain)


@pytest.mark.parametrize(
    ("id", "as_of", "status", "days"),
    [
        # Two days
        ("council-vote", date(2025, 11, 10), Status.AHEAD, 36),
        ("council-vote", date(2025, 12, 15), Status.AHEAD, 1),
        ("council-vote", date(2025, 12, 16), Status.UNDER_WAY, 0),
        ("council-vote", date(2025, 12, 17), Status.TODAY, -1),
        ("council-vote", date(2025, 12, 18), Status.PAST, -2),
        # One day, and a time of day on it
        ("first-tree", date(2026, 3, 20), Status.AHEAD, 1),
        ("first-tree", date(2026, 3, 21), Status.TODAY, 0),
        ("first-tree", date(2026, 3, 22), Status.PAST, -1),
        ("over-here", date(2025, 6, 9), Status.TODAY, 0),
        ("over-here", date(2025, 6, 10), Status.PAST, -1),
        # What can be handed in for a month is due at its end
        ("comments", date(2025, 9, 30), Status.AHEAD, 31),
        ("comments", date(2025, 10, 1), Status.UNDER_WAY, 30),
        ("comments", date(2025, 10, 31), Status.TODAY, 0),
        ("comments", date(2025, 11, 1), Status.PAST, -1),
        # A month or a year is ahead until it is over
        ("budget", date(2026, 5, 31), Status.AHEAD, None),
        ("budget", date(2026, 6, 1), Status.PAST, None),
        ("report", date(2027, 12, 31), Status.AHEAD, None),
        # A year in which it happened, as a source says, is over as it begins
        ("leaflet", date(2025, 12, 31), Status.AHEAD, None),
        ("leaflet", date(2026, 1, 1), Status.PAST, None),
        # No date yet, or none any more
        ("third-evening", date(2030, 1, 1), Status.AHEAD, None),
        ("fountain", date(2030, 1, 1), Status.AHEAD, None),
        # No date, and yet it happened, as a source says
        ("bench", date(2026, 1, 1), Status.PAST, None),
        ("report", date(2028, 1, 1), Status.PAST, None),
        # Months: under way once the first of them is surely over
        ("seasons", date(2026, 6, 29), Status.AHEAD, None),
        ("seasons", date(2026, 6, 30), Status.UNDER_WAY, None),
        ("seasons", date(2026, 8, 31), Status.UNDER_WAY, None),
        ("seasons", date(2026, 9, 1), Status.PAST, None),
        # An end or a beginning that is not known
        ("upkeep", date(2026, 1, 31), Status.AHEAD, 1),
        ("upkeep", date(2026, 2, 1), Status.TODAY, 0),
        ("upkeep", date(2026, 2, 2), Status.PAST, -1),
        ("by-then", date(2026, 4, 29), Status.AHEAD, 1),
        ("by-then", date(2026, 4, 30), Status.TODAY, 0),
        ("by-then", date(2026, 5, 1), Status.PAST, -1),
    ],
)
def test_how_an_occasion_stands_on_a_day(
    id: str, as_of: date, status: Status, days: int | None
) -> None:
    assert occasion(id).status(as_of) is status
    assert occasion(id).days_to_go(as_of) == days


def test_before_the_culmination_it_is_counted_down_to() -> None:
    now = agenda(process(), date(2025, 10, 10))
    assert now.next is now.culmination is occasion_in(now.ahead, "council-vote")
    assert now.days_to_next == 67
    assert not now.culminated
    assert now.adopted is None
    assert ids(now.under_way) == "comments"
    # The nearest first; what is known by its month is as near as the month's last day.
    assert ids(now.coming_up) == (
        "comments plan upkeep first-tree by-then budget seasons leaflet report third-evening"
    )


def test_while_it_lasts_the_culmination_leads() -> None:
    now = agenda(process(), date(2025, 12, 17))
    assert (now.next and now.next.id, now.days_to_next) == ("council-vote", -1)
    assert now.adopted is None
    assert ids(now.under_way) == "council-vote plan"


def test_after_it_what_was_adopted_leads_and_what_is_ahead() -> None:
    now = agenda(process(), date(2026, 2, 19))
    assert now.culminated
    assert now.adopted is not None
    assert now.adopted.id == "plan"
    # The picnic would be first, but it is cancelled.
    assert (now.next and now.next.id, now.days_to_next) == ("first-tree", 30)
    assert ids(now.ahead) == (
        "third-evening picnic first-tree by-then budget seasons report fountain"
    )
    assert ids(now.coming_up) == "by-then budget seasons report"


def test_without_a_day_ahead_the_next_is_a_month_or_a_year() -> None:
    now = agenda(process(), date(2026, 5, 15))
    assert (now.next and now.next.id, now.days_to_next) == ("budget", None)
    assert ids(now.coming_up) == "seasons report"


LEFT = "third-evening report fountain"


def test_a_year_that_has_begun_is_not_listed_as_coming() -> None:
    before = agenda(process(), date(2026, 12, 31))
    assert (ids(before.ahead), before.next) == (LEFT, occasion_in(before.ahead, "report"))
    begun = agenda(process(), date(2027, 1, 1))
    assert (ids(begun.ahead), ids(begun.coming_up), begun.next) == (LEFT, "", None)


def test_on_every_day_every_occasion_stands_somewhere_once() -> None:
    for day in (date(2025, 1, 1), date(2025, 6, 10), date(2026, 5, 1), date(2030, 1, 1)):
        now = agenda(process(), day)
        together = (*now.past, *now.under_way, *now.ahead)
        assert sorted(o.id for o in together) == sorted(o.id for o in occasions(process()))


def occasion_in(found: tuple[Occasion, ...], id: str) -> Occasion:
    return next(o for o in found if o.id == id)
