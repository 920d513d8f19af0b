"""Every value of an enumeration that pages name has a label."""

from enum import StrEnum

import pytest

from clearway.publish.labels import LABELS, label


@pytest.mark.parametrize("enumeration", LABELS, ids=lambda kind: kind.__name__)
def test_every_value_has_a_label(enumeration: type[StrEnum]) -> None:
    assert set(LABELS[enumeration]) == set(enumeration)
    assert all(label(value).text for value in enumeration)


def test_values_of_the_same_text_have_labels_of_their_own() -> None:
    unknown = [value for kind in LABELS for value in kind if value == "unknown"]
    assert [(type(value).__name__, label(value).tone) for value in unknown] == [
        ("FateChange", ""),
        ("Fate", ""),
        ("PromiseState", ""),
        ("Fulfilment", "soft"),
    ]
