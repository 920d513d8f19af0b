"""Ids come from names in any script, and lead nowhere but into their folder."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.contribute.new_record import Ids, id_from
from clearway.records.fields import is_id


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Ann Lee", "ann-lee"),
        ("Zoë García-Núñez", "zoe-garcia-nunez"),
        ("Общество читателей", "obshchestvo-chitateley"),
        ("محمد", "mhmd"),
        ("../../etc/passwd", "etc-passwd"),
        ("NUL", "nul-1"),
        ("com1", "com1-1"),
        ("…", "signatory"),
        ("word " * 40, "word-" * 11 + "word"),
        ("x" * 200, "x" * 60),
    ],
)
def test_an_id_is_made_of_a_name(name: str, id: str) -> None:
    assert Ids((), "signatory").give(name) == id


def test_a_name_that_gives_no_id_is_told_by_other_words() -> None:
    assert [id_from(name, "id-1a2b") for name in ("…", "con", "Ann Lee")] == [
        "id-1a2b",
        "con-1",
        "ann-lee",
    ]


def test_no_id_is_given_twice() -> None:
    ids = Ids(["ann-lee", "ann-lee-3"], "signatory")
    assert [ids.give("Ann Lee") for _ in range(3)] == ["ann-lee-2", "ann-lee-4", "ann-lee-5"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=8))
def test_whatever_the_names_ids_are_ids(names: list[str]) -> None:
    first, second = Ids((), "signatory"), Ids((), "signatory")
    given_ids = [first.give(name) for name in names]
    assert all(is_id(id) for id in given_ids)
    assert len(set(given_ids)) == len(names)
    assert given_ids == [second.give(name) for name in names]
