"""Names of countries, regions and scripts in the reader's language."""

import pytest

from clearway.publish import formatting


def test_names_of_codes() -> None:
    assert formatting.country("CH") == "Switzerland"
    assert formatting.region("150") == "Europe"
    assert formatting.script("arab") == "Arabic"


@pytest.mark.parametrize(
    ("script", "start", "label", "title"),
    [
        ("latn", "maria s", "Maria S", "Names that begin with Maria S"),
        ("cyrl", "", "Cyrillic", "Names in Cyrillic script"),
        ("arab", "م", "م", "Names that begin with م"),
        ("zyyy", "", "#", "Names that begin with a figure or sign"),
        ("zzzz", "", "Other scripts", "Names in other scripts"),
    ],
)
def test_a_shelf_is_called_by_what_its_names_begin_with(
    script: str, start: str, label: str, title: str
) -> None:
    assert formatting.group_label(script, start) == label
    assert formatting.group_title(script, start) == title


def test_the_page_is_in_english() -> None:
    assert formatting.language() == "en"
