"""Names and ids that are made to be taken for others, or that some system cannot keep as a file."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

import icu
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.matching.letters import _ALIKE, has_lookalikes, is_mixed, looks_like
from clearway.records.editing.layout import HOMES, file_name_problem
from clearway.records.fields import is_id, tidy_id
from clearway.records.fields.text import MOST_ID

SCRIPTS = {"Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Lisu"}

NO_IDS = [
    "", "-", "a-", "-a", "a--b", "A", "Zero", "a b", "a_b", "a.b", "a/b", "..", "../a", "a\\b",
    "a:b", "a\n", "\na", "a\0", "é", "e\u0301", "ａ", "а", "ß", "ı", "K", "a\u200bb", "a\u202eb",
    "a" * (MOST_ID + 1), "con", "prn", "aux", "nul", "com0", "com1", "com9", "lpt0", "lpt1", "lpt9",
    "%2e%2e", "~", "*", "?", "<a>", "a|b", '"a"', "$(id)", "`id`", "{{a}}", "#a", "@a", "&a", "!a",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_IDS, ids=ascii)
def test_it_is_no_id_and_no_name_of_a_file(text: str) -> None:
    assert not is_id(text)
    tidied = tidy_id(text)
    assert tidied == "" or is_id(tidied)
    if text and "/" not in text and text != "..":
        path = PurePosixPath("organisations", f"{text}.yaml")
        assert file_name_problem(HOMES["organisations"], path, "x") is not None


@given(st.text(max_size=300))
def test_what_is_made_tidy_is_an_id_or_nothing(text: str) -> None:
    assert tidy_id(text) == "" or is_id(tidy_id(text))


@given(st.text(max_size=120))
def test_no_two_ids_are_one_file_on_any_system(text: str) -> None:
    """Case and Unicode normalisation are no difference to some file systems."""
    if is_id(text):
        for form in ("NFC", "NFD", "NFKC", "NFKD"):
            assert unicodedata.normalize(form, text) == text
        assert text.casefold() == text.lower() == text


def test_the_letters_that_look_alike_are_those_of_icu() -> None:
    checker = icu.SpoofChecker()
    found: dict[str, str] = {}
    for number in range(0x250, 0x30000):
        sign = chr(number)
        if not sign.isalpha() or unicodedata.normalize("NFKC", sign) != sign:
            continue
        if icu.Script.getScript(sign).getName() not in SCRIPTS:
            continue
        shape = checker.getSkeleton(0, sign).lower()
        if len(shape) == 1 and shape.isascii() and shape.isalpha():
            found[shape] = found.get(shape, "") + sign
    assert dict(sorted(found.items())) == _ALIKE


NAME = "Internet Society Palestine"


def disguises() -> list[str]:
    """The name with one letter replaced by each that looks like it, and with all replaced."""
    found = []
    for letter, signs in _ALIKE.items():
        place = NAME.lower().find(letter)
        if place >= 0:
            found += [NAME[:place] + sign + NAME[place + 1 :] for sign in signs]
    table = str.maketrans({letter: signs[0] for letter, signs in _ALIKE.items()})
    return [*found, NAME.lower().translate(table)]


def test_every_disguise_of_a_name_is_seen_through() -> None:
    assert len(disguises()) > 100
    for name in disguises():
        assert (looks_like(name), has_lookalikes(name)) == (looks_like(NAME), True), name


@pytest.mark.parametrize(
    "name",
    [
        "Friends",
        "Общество друзей",
        "Φίλοι",
        "Միություն",
        "大学 Library",
        "Œuvre",
        "Iğdır",
        "ISOC-中国",
    ],
)
def test_real_names_are_not_mixed(name: str) -> None:
    assert not is_mixed(name)
