"""Who endorses a statement: counted, sorted, and unknown where unknown."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from clearway.insight.endorsements import Tally, tallies
from clearway.records.model import Process
from clearway.records.reading.load import read_process
from clearway.records.rules import check
from tests.running import ROOT, TRACKERS


def process_of(name: str) -> Process:
    found = check(ROOT if name == "." else TRACKERS / name, date(2026, 11, 22)).process
    assert found is not None
    return found


@pytest.fixture(scope="module")
def ten_steps() -> Tally:
    return tallies(process_of("."))["ten-steps"]


def test_a_small_statement() -> None:
    counted = tallies(process_of("library"))["open-on-saturdays"]
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
    counted = tallies(process_of("library"))["open-on-saturdays"]
    assert "staff-union" not in {organisation.id for _, organisation in counted.organisations}


MADE = {
    "statements/longer-hours.md": (
        "---\ntitle: Longer hours\nwhen: 2025-03-03\nsource: https://a.example\n"
        "unnamed: {when: 2025-03-05, individuals: 312, source: https://a.example}\n---\n\nOpen.\n"
    ),
    "endorsements/longer-hours/ada.yaml": (
        "name: Ada\nkind: individual\ncountry: KE\ngroup: readers\ndate: 2025-03-04\n"
        f"sha256: {'a' * 64}\nsource: https://a.example\n"
    ),
    "endorsements/longer-hours/bo.yaml": (
        "name: Bo\nkind: individual\ndate: 2025-03\nsource: https://a.example\n"
    ),
    "endorsements/longer-hours/cy.yaml": (
        "name: Cy\nkind: individual\ndate: 2025-03-04\ncountry: KE\n"
        "withdrawn: {date: 2025-04-01}\nsource: https://a.example\n"
    ),
}


def test_who_has_withdrawn_is_kept_and_counts_nowhere(tmp_path: Path) -> None:
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "data")
    for path, text in MADE.items():
        target = tmp_path / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    process = read_process(tmp_path).process
    assert process is not None
    counted = tallies(process)["longer-hours"]
    assert [e.name for e, _ in counted.withdrawn] == ["Cy"]
    assert (counted.named, [e.name for e, _ in counted.standing]) == (2, ["Ada", "Bo"])
    assert counted.total == 314, "with the 312 who signed without a name"
    assert counted.people_by_group() == (("readers", 1), (None, 1))
    assert counted.people_by_country() == (("KE", 1), (None, 1))
    assert counted.by_day() == ((date(2025, 3, 4), 1), (None, 1))
    assert counted.by_version() == {"a" * 64: 1, None: 1}
