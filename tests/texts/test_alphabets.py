"""Counting by letters and figures, in the formats of Word and in six scripts.

Covers: clearway.texts.numbers.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.texts.alphabets import spelled, values_of


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (4, "lowerRoman", "iv"),
        (40, "upperRoman", "XL"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (3, "decimalEnclosedCircle", "③"),
        (10, "russianLower", "к"),
        (30, "russianUpper", "АА"),
        (4, "arabicAbjad", "د"),
        (4, "arabicAlpha", "ث"),
        (15, "hebrew1", "טו"),
        (115, "hebrew1", "קטו"),
        (3, "hebrew2", "ג"),
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (4, "ideographTraditional", "丁"),
        (0, "decimal", "0"),
        (0, "lowerLetter", None),
        (11, "ideographTraditional", None),
        (1, "koreanLegal", None),
    ],
)
def test_counts_are_spelled(count: int, form: str, text: str | None) -> None:
    assert spelled(count, form) == text


@given(
    st.integers(1, 52),
    st.sampled_from(
        [
            ("lowerLetter", "letters", 52),
            ("upperLetter", "LETTERS", 52),
            ("lowerRoman", "roman", 52),
            ("russianLower", "cyrillic", 52),
            ("arabicAbjad", "abjad", 28),
            ("arabicAlpha", "arabic", 28),
            ("chineseCounting", "chinese", 52),
            ("decimalFullWidth", "figures", 52),
        ]
    ),
)
def test_what_is_spelled_reads_back(count: int, given_form: tuple[str, str, int]) -> None:
    form, alphabet, most = given_form
    count = (count - 1) % most + 1
    label = spelled(count, form)
    assert label is not None
    assert (alphabet, count) in values_of(label)
