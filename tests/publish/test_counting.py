"""Numbers beside what they count."""

import pytest

from clearway.language import written_in
from clearway.publish.counting import COUNTED, count, number_word


@pytest.mark.parametrize(
    ("number", "noun", "shown"),
    [
        (0, "ask", "no asks"),
        (1, "address", "one address"),
        (12, "working day", "twelve working days"),
        (13, "body", "13 bodies"),
        (1200, "person", "1,200 people"),
        (2, "withdrawn by others", "two others have withdrawn"),
    ],
)
def test_count(number: int, noun: str, shown: str) -> None:
    assert count(number, noun) == shown


def test_another_language_has_figures() -> None:
    with written_in("sw"):
        assert count(3, "day") == "3 days"
        assert number_word(3) == "3"


def test_what_is_counted_has_a_place_for_its_number() -> None:
    assert [noun for noun, forms in sorted(COUNTED.items()) if "{number} " not in forms[0]] == []
