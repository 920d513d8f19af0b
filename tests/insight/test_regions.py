"""Every country lies in one region, and every region has a name in every language."""

from collections import Counter

import pytest
from babel import Locale

from clearway.insight.regions import CONTINENTS, NO_REGION, continent
from clearway.records.fields import countries


def test_every_country_that_a_record_may_name_lies_in_one_region() -> None:
    placed = Counter(
        code for parts in CONTINENTS.values() for held in parts.values() for code in held.split()
    )
    assert {code for code, number in placed.items() if number > 1} == set()
    assert set(placed) == set(countries()) - NO_REGION


@pytest.mark.parametrize("language", ["en", "fr", "ar", "ru", "zh", "es", "sw"])
def test_every_region_has_a_name_in_the_readers_language(language: str) -> None:
    names = Locale(language).territories
    codes = [code for c, parts in CONTINENTS.items() for code in (c, *parts)]
    assert [code for code in codes if not names.get(code)] == []


@pytest.mark.parametrize(
    ("country", "code"),
    [("KE", "002"), ("FJ", "009"), ("BR", "019"), ("NP", "142"), ("XK", "150"), ("AQ", None)],
)
def test_a_country_lies_in_its_continent(country: str, code: str | None) -> None:
    assert continent(country) == code


def test_an_unknown_country_lies_nowhere() -> None:
    assert continent(None) is None
