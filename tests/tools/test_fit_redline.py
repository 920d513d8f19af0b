"""The constants that the fit varies are there, and are as before afterwards."""

import pytest

from tools.fit_redline import CONSTANTS, constant, scaled


@pytest.mark.parametrize(("name", "places"), CONSTANTS, ids=lambda value: str(value)[:14])
def test_a_constant_is_scaled_while_the_block_runs(name: str, places: tuple) -> None:  # type: ignore[type-arg]
    before = [getattr(module, attribute) for module, attribute in places]
    assert all(attribute == name for _, attribute in places)
    with constant(places, 2.0):
        assert [getattr(m, a) for m, a in places] == [scaled(value, 2.0) for value in before]
        assert [getattr(m, a) for m, a in places] != before
    assert [getattr(m, a) for m, a in places] == before
