"""Names on pages by their first letters: few on each, each on one, at addresses that hold."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.publish.collation import in_order
from clearway.publish.directory import NameGroup, group_names, script_of, walk


def shelves(*names: str, most: int = 2, language: str = "en") -> NameGroup[str]:
    return group_names(in_order(names, str, str, language), str, language, most)


def told(group: NameGroup[str], depth: int = 0) -> Iterator[str]:
    for part in group.parts:
        yield f"{'  ' * depth}{part.path} {part.number}: {', '.join(part.items)}".rstrip(": ")
        yield from told(part, depth + 1)


def test_letters_then_scripts_then_figures() -> None:
    names = ["Борис", "3 Rivers", "Émile", "علي", "Ada", ".au", "李 伟", "edna", "…"]
    assert list(told(shelves(*names))) == [
        "latn/a 2: Ada, .au",
        "latn/e 2: edna, Émile",
        "cyrl 1: Борис",
        "arab 1: علي",
        "hani 1: 李 伟",
        "zyyy 2: …, 3 Rivers",
    ]


def test_too_many_for_a_page_are_told_apart_by_their_next_letter() -> None:
    names = [
        "Ma",
        "Maria",
        "Maria S",
        "Maria Sol",
        "Maria T",
        "Mariam",
        "Mo",
        "Борис",
        "Бела",
        "Яна",
    ]
    assert list(told(shelves(*names))) == [
        "latn/m 7",
        "  latn/ma 6: Ma",
        "    latn/mar 5",
        "      latn/mari 5",
        "        latn/maria 5: Maria",
        "          latn/maria-s 2: Maria S, Maria Sol",
        "          latn/maria-t 1: Maria T",
        "          latn/mariam 1: Mariam",
        "  latn/mo 1: Mo",
        "cyrl 3",
        "  cyrl/~431 2: Бела, Борис",
        "  cyrl/~44f 1: Яна",
    ]


def test_nobody_is_led_through_pages_with_nothing_to_choose() -> None:
    m = shelves("Maria A", "Maria B", "Maria C", "Mo").parts[0]
    assert [way.path for way in m.choices] == ["latn/maria", "latn/mo"]
    assert [way.path for way in m.choices[0].choices] == [
        "latn/maria-a",
        "latn/maria-b",
        "latn/maria-c",
    ]


def test_names_spelled_alike_stay_on_one_page() -> None:
    assert list(told(shelves("Ka", "Ká", "K. A.", "ka"))) == [
        "latn/k 4",
        "  latn/k-a 1: K. A.",
        "  latn/ka 3: ka, Ka, Ká",
    ]


def test_no_address_grows_too_long_for_a_file() -> None:
    names = [f"{'ж' * 90}{n}" for n in range(3)]
    pages = list(walk(shelves(*names)))
    assert 160 < max(len(page.path) for page in pages) < 200
    assert [len(page.items) for page in pages if page.items] == [3]


def test_a_swedish_letter_has_a_page_of_its_own_in_swedish() -> None:
    assert list(told(shelves("Öst", "Ost", language="sv"))) == ["latn/o 1: Ost", "latn/~f6 1: Öst"]
    assert list(told(shelves("Öst", "Ost", language="en"))) == ["latn/o 2: Ost, Öst"]


@pytest.mark.parametrize(
    ("sign", "script"),
    [("a", "latn"), ("Ж", "cyrl"), ("ع", "arab"), ("א", "hebr"), ("李", "hani"), ("ไ", "thai"),
     ("7", "zyyy"), ("…", "zyyy"), ("", "zyyy"), ("𞤀", "zzzz")],
)  # fmt: skip
def test_the_script_of_a_letter(sign: str, script: str) -> None:
    assert script_of(sign) == script


NAMES = st.lists(st.text("abAB é łßæӨБ李ب0.~-", min_size=1, max_size=8), unique=True, max_size=60)


@given(NAMES)
def test_each_name_stands_on_one_page_and_no_two_pages_share_an_address(names: list[str]) -> None:
    pages = list(walk(shelves(*names)))
    assert sorted(item for page in pages for item in page.items) == sorted(names)
    assert len({page.path for page in pages}) == len(pages)
    assert all(page.number == sum(len(p.items) for p in walk(page)) for page in pages)


@given(NAMES, st.text("abé Б", min_size=1, max_size=5))
def test_a_page_that_is_there_stays_when_a_name_comes_in(names: list[str], name: str) -> None:
    before = {page.path for page in walk(shelves(*names))}
    after = {page.path for page in walk(shelves(*{*names, name}))}
    assert before <= after
