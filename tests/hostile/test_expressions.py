"""No regular expression of the program takes more than linear time, whatever it is given."""

from __future__ import annotations

import re

import pytest

from tests.hostile.expressions import Expression, attacks, expressions, growth

MOST_GROWTH = 2.8
"""A text of twice the length may take this much longer. Linear is 2, a square 4."""

ALL = expressions()


def worst(expression: Expression) -> str:
    """The text that takes too long, as what is repeated in it; '' for none."""
    for before, body, after in attacks(expression):
        found = growth(expression.run, before, body, after)
        if found is not None and found > MOST_GROWTH:
            return f"{expression.where}: {before!r} {body!r}… {after!r} grows by {found:.1f}"
    return ""


def test_all_expressions_are_found() -> None:
    assert len(ALL) > 150
    places = " ".join(expression.where for expression in ALL)
    for part in ("contact._MAIL", "history.log", "texts.checks._REFERENCE", ".MARK"):
        assert part in places


@pytest.mark.parametrize("expression", ALL, ids=lambda expression: expression.where)
def test_its_time_grows_with_the_text_and_no_faster(expression: Expression) -> None:
    # A second look: other programs may have been at work.
    found = worst(expression)
    assert not found or not worst(expression), found


@pytest.mark.parametrize(
    ("pattern", "anchored"),
    [
        (r"[\w.+-]+@[\w-]+", False),
        (r"\s*&\s*", False),
        (r"<?\S+@\S+>?", False),
        (r"[ \t]*\[\^", False),
        (r"(a|a)*b", True),
        (r"(\w+\s*)+:", True),
        (r"\s*,?\s*x", True),
        (r"^(.*?)\s*[(]", True),
    ],
)
def test_what_grows_faster_is_found(pattern: str, anchored: bool) -> None:
    assert worst(Expression("here", pattern, re.compile(pattern).flags, anchored))
