"""CLDR's syntax for rules of collation."""

import pytest

from clearway.errors import InputError
from clearway.publish.collation_rules import Step, read_steps


@pytest.mark.parametrize(
    ("rules", "steps"),
    [
        ("", []),
        ("&N<ñ<<<Ñ", [Step("&", "N"), Step("<", "ñ"), Step("<<<", "Ñ")]),
        ("& a << b # why\n = c", [Step("&", "a"), Step("<<", "b"), Step("=", "c")]),
        ("&t<<<þ/h", [Step("&", "t"), Step("<<<", "þ", "h")]),
        ("&[before 2]a<b", [Step("&", "a", before=2), Step("<", "b")]),
        ("&a<*bd-f", [Step("&", "a"), *(Step("<", sign) for sign in "bdef")]),
        ("&c<c''h<'-'", [Step("&", "c"), Step("<", "c'h"), Step("<", "-")]),
        ("&c<\\u0301<\\/", [Step("&", "c"), Step("<", "\u0301"), Step("<", "/")]),
        ("[reorder Cyrl Grek]", [Step("reorder", "Cyrl Grek")]),
        ("[suppressContractions [Ии]]", [Step("suppress", "Ии")]),
        ("[normalization on][caseFirst upper]", []),
        ("&[last regular]<a", [Step("&", "[last regular]"), Step("<", "a")]),
    ],
)
def test_steps(rules: str, steps: list[Step]) -> None:
    assert list(read_steps(rules)) == steps


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("[backwards 2]", "an option that is not known: backwards 2"),
        ("&a<b|c", "a sign that is not known: |c"),
        ("&a<'b", "a sign that is not known: 'b"),
    ],
)
def test_what_is_not_known(rules: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        list(read_steps(rules))
    assert str(caught.value) == problem
