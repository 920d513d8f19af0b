"""Names in the order that readers of a language look for them in."""

import pytest

from clearway.publish.collation import base_letters, folded, in_order

NAMES = ["Zebra", "Öst", "Ost", "Åse", "apple", "Łódź", "Ärlig", "علي", "Борис", "李", "אבג", "ไทย"]


def sorted_in(language: str, names: list[str]) -> list[str]:
    return in_order(names, name=str, id=str, language=language)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "apple Ärlig Åse Łódź Ost Öst Zebra Борис אבג علي ไทย 李"),
        ("de", "apple Ärlig Åse Łódź Ost Öst Zebra Борис אבג علي ไทย 李"),
        ("sv", "apple Łódź Ost Zebra Åse Ärlig Öst Борис אבג علي ไทย 李"),
        ("ru", "Борис apple Ärlig Åse Łódź Ost Öst Zebra אבג علي ไทย 李"),
        ("ar", "علي apple Ärlig Åse Łódź Ost Öst Zebra Борис אבג ไทย 李"),
        ("zh-Hans", "李 apple Ärlig Åse Łódź Ost Öst Zebra Борис אבג علي ไทย"),
    ],
)
def test_each_language_has_its_own_order(language: str, expected: str) -> None:
    assert sorted_in(language, NAMES) == expected.split()


def test_signs_before_a_name_do_not_count() -> None:
    names = ["“Union”", ".au Domain Administration", "Access Now", "'Alofa", "…"]
    expected = ["…", "Access Now", "'Alofa", ".au Domain Administration", "“Union”"]
    assert sorted_in("en", names) == expected


def test_case_and_accents_count_last() -> None:
    assert sorted_in("en", ["émile b", "Emile C", "emile a"]) == ["emile a", "émile b", "Emile C"]


def test_equal_names_stand_in_the_order_of_their_ids() -> None:
    twins = [("Kari", "kari-2"), ("Kari", "kari")]
    found = in_order(twins, name=lambda t: t[0], id=lambda t: t[1], language="en")
    assert found == [("Kari", "kari"), ("Kari", "kari-2")]


def test_nothing_is_in_order() -> None:
    assert sorted_in("en", []) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ÉCNL", "ecnl"),
        ("Straße", "strasse"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("İstanbul", "istanbul"),
        ("أحمد", "احمد"),
        ("ÆØÅ", "aeoa"),
    ],
)
def test_searching_knows_no_accents(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_a_letter_is_its_own_where_the_language_says_so() -> None:
    assert base_letters("éöłБя", "de") == {"é": "e", "ö": "o", "ł": "l", "Б": "б", "я": "я"}
    assert base_letters("éöÅ", "sv") == {"é": "e", "ö": "ö", "Å": "å"}
