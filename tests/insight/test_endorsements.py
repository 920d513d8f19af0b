"""Who endorses a statement: counted, sorted, and unknown where unknown."""

from datetime import date

import pytest

from clearway.insight.endorsements import Tally, name_key, tally
from clearway.records.model import Process, Statement
from clearway.records.rules import check
from tests.running import ROOT, TRACKERS


def process_of(name: str) -> Process:
    found = check(ROOT if name == "." else TRACKERS / name, date(2026, 11, 22)).process
    assert found is not None
    return found


@pytest.fixture(scope="module")
def ten_steps() -> Tally:
    process = process_of(".")
    return tally(process, process.find(Statement, "ten-steps"))


def test_a_small_statement() -> None:
    process = process_of("library")
    counted = tally(process, process.find(Statement, "open-on-saturdays"))
    assert [(e.name, o.id) for e, o in counted.organisations] == [
        ("Friends of the Library", "friends")
    ]
    assert [(e.name, o and o.id) for e, o in counted.individuals] == [
        ("Kari Nordmann", "staff-union")
    ]
    assert counted.total == 2
    assert counted.by_group() == (("readers", 1),)
    assert counted.by_country() == (("CH", 1),)


def test_the_ten_steps_have_43_organisations_and_22_people(ten_steps: Tally) -> None:
    assert (len(ten_steps.organisations), len(ten_steps.individuals)) == (43, 22)


def test_every_organisation_is_counted_once_and_unknown_comes_last(ten_steps: Tally) -> None:
    for counted in (ten_steps.by_group(), ten_steps.by_country()):
        assert sum(number for _, number in counted) == 43
        known = [number for value, number in counted if value is not None]
        assert known == sorted(known, reverse=True)
        assert None not in [value for value, _ in counted][:-1]


def test_what_is_printed_beside_a_name_endorses_nothing() -> None:
    process = process_of("library")
    counted = tally(process, process.find(Statement, "open-on-saturdays"))
    assert "staff-union" not in {organisation.id for _, organisation in counted.organisations}


def test_names_are_in_the_order_of_their_letters(ten_steps: Tally) -> None:
    names = [e.printed or e.name for e, _ in ten_steps.organisations]
    assert names == sorted(names, key=name_key)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("acAIberry Technologies", "acaiberry technologies"),
        ("ÉCNL", "ecnl"),
        (".au Domain Administration", "au domain administration"),
        ("“Ünïon”", "“union”"),
        ("'Alofa", "alofa"),
    ],
)
def test_case_accents_and_leading_signs_do_not_count(name: str, key: str) -> None:
    assert name_key(name) == key
