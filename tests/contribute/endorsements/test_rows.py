"""Bytes into rows: encodings, separators, quotation marks and the numbers of lines.

Covers: clearway.contribute.endorsements.encoding, clearway.contribute.endorsements.sheets,
clearway.contribute.endorsements.columns.
"""

from __future__ import annotations

import pytest

from clearway.contribute.endorsements.columns import Broken, Sheet, TableRow, known_header
from clearway.contribute.endorsements.encoding import decoded
from clearway.contribute.endorsements.sheets import read_delimited
from clearway.errors import InputError

WESTERN = "Name;Land\nJosé Núñez;España\nFrançois Lefèvre;France\n"


def rows(text: str, separator: str | None = None) -> list[tuple[int, str]]:
    """Each row as its line and its cells; of a broken one '!' and the reason."""
    sheet = read(text, separator)
    return [
        (raw.line, "|".join(raw.cells) if isinstance(raw, TableRow) else f"! {raw.reason}")
        for raw in sheet.rows
    ]


def read(text: str, separator: str | None = None) -> Sheet:
    return read_delimited(text, "UTF-8", "", known_header, separator)


@pytest.mark.parametrize(
    ("encoding", "text", "told"),
    [
        ("utf-8", WESTERN, "UTF-8"),
        ("utf-8-sig", WESTERN, "UTF-8"),
        ("utf-16", WESTERN, "UTF-16"),
        ("utf-16-le", WESTERN, "UTF-16"),
        ("utf-16-be", WESTERN, "UTF-16"),
        ("cp1252", WESTERN, "Windows-1252 (Western Europe)"),
        ("cp1252", "Name\nJosé\n", "Windows-1252 (Western Europe)"),
        ("mac_roman", WESTERN, "Mac Roman"),
        ("cp1250", "Name\nŁukasz Wójcik\nŽofie Dvořáková\n", "Windows-1250 (Central Europe)"),
        ("cp1251", "Имя;Страна\nИван Петров;Россия\n", "Windows-1251 (Cyrillic)"),
        ("gb18030", "姓名,国家\n李娜,中国\n王伟,中国\n", "GB 18030 (Chinese)"),
    ],
)
def test_an_encoding_is_seen_or_guessed(encoding: str, text: str, told: str) -> None:
    read, how, _ = decoded(text.encode(encoding))
    assert (read, how) == (text, told)


def test_a_guess_shows_words_by_which_to_judge_it() -> None:
    assert decoded(WESTERN.encode("cp1252"))[2] == "José Núñez, François Lefèvre, España"
    assert decoded(WESTERN.encode("cp1252"), "cp1252")[2] == ""
    assert decoded(WESTERN.encode())[2] == ""


def test_one_line_in_another_encoding_spoils_no_other() -> None:
    text, how, _ = decoded("Name\nJosé\nZoë\n".encode() + "Núñez\n".encode("cp1252"))
    assert text == "Name\nJosé\nZoë\nN\ufffd\ufffdez\n"
    assert how == "UTF-8 (some letters are of another encoding)"


def test_an_encoding_that_nobody_knows_is_told() -> None:
    with pytest.raises(InputError, match="there is no encoding called 'klingon'"):
        decoded(b"Name", "klingon")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Name,Country\n\"Lee; Ann\",NO\n", "commas"),
        ("Name;Country\nLee, Ann;NO\nEk, Bo;SE\n", "semicolons"),
        ("Name\tCountry\nLee, Ann\tNO; SE\n", "tabs"),
        ("Name|Country\nLee, Ann|NO\n", "the sign |"),
        ("sep=|\nQ1|Q2\na,b|c\n", "the sign |"),
        ("Q1,Q2,Q3\n1;2,3,4\n", "commas"),
        ("Name\nAnn\n", "commas"),
    ],
)  # fmt: skip
def test_a_separator_is_seen(text: str, told: str) -> None:
    assert read(text).read_as == f"UTF-8, with {told} between the cells"


def test_lines_are_those_of_the_file() -> None:
    text = 'Name,Role\n"Ann\nLee","a ""b"",\n\nc"\n\nBo,x\r\nCy\rDi,y\n'
    assert rows(text) == [
        (1, "Name|Role"), (2, 'Ann\nLee|a "b",\n\nc'), (7, "Bo|x"), (8, "Cy"), (9, "Di|y"),
    ]  # fmt: skip


UNCLOSED = "! a quotation mark in it is not closed, or stands inside a text"


def test_a_broken_row_spoils_no_other() -> None:
    swallowing = 'Name,Role\nAnn,x\n"Bo,x\nCy,"y"\nDi,z\n'
    assert rows(swallowing) == [
        (1, "Name|Role"), (2, "Ann|x"), (3, UNCLOSED), (4, "Cy|y"), (5, "Di|z"),
    ]  # fmt: skip
    to_the_end = 'Name,Role\n"Bo,x\nCy,y\nDi,z\n'
    assert rows(to_the_end) == [(1, "Name|Role"), (2, UNCLOSED), (3, "Cy|y"), (4, "Di|z")]
    inside = 'Name,Role\nAnn,"one\ntwo "three" four"\nBo,x\n'
    assert rows(inside) == [(1, "Name|Role"), (2, UNCLOSED), (4, "Bo|x")]


def test_a_cell_without_end_is_told_shortly() -> None:
    (head, broken, last) = read(f"Name,Role\nAnn,{'x' * 1_000_000}\nBo,x\n").rows
    assert isinstance(broken, Broken)
    assert (broken.line, broken.reason, broken.cells) == (
        2, "one of its cells holds more than 131,072 characters", ("Ann", "x" * 200),
    )  # fmt: skip
    assert (head.line, last) == (1, TableRow(3, ("Bo", "x")))


def test_a_file_of_nothing_is_told() -> None:
    with pytest.raises(InputError, match="it is empty"):
        read("\n \n")
