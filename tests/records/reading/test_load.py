"""Garbage is not looked for while records are made, and is afterwards, whatever happens."""

import gc

import pytest

from clearway.records.reading.load import uncollected


@uncollected()
def is_collecting() -> bool:
    return gc.isenabled()


def test_nothing_is_collected_meanwhile() -> None:
    with uncollected():
        assert not is_collecting()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_puts_it_back() -> None:
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()


def test_who_collects_nothing_goes_on_so() -> None:
    gc.disable()
    try:
        assert not is_collecting()
        assert not gc.isenabled()
    finally:
        gc.enable()
