"""Files into text and values: what no folder can hold, and where things stand.

Covers: clearway.records.reading.positions, clearway.records.reading.yaml_values.
"""

from pathlib import Path

from clearway.problems import Place
from clearway.records.reading.files import parse_front_matter, read_document, shown_path
from clearway.records.reading.yaml_values import parse_yaml


def test_a_file_that_is_gone_when_it_is_read(tmp_path: Path) -> None:
    document, problems = read_document(tmp_path, tmp_path / "data" / "gone.yaml")
    assert document is None
    assert [str(problem) for problem in problems] == [
        "data/gone.yaml:1:1: error[unreadable] a file must be readable; it is not "
        "(No such file or directory). Check who may read it."
    ]


def test_every_scalar_stays_the_text_that_was_written() -> None:
    text = "country: NO\ntime: 16:45\nday: 2025-07-09\nnumber: 007\nempty: ~\nquoted: '~'\n"
    document, problems = parse_yaml(text, "x.yaml")
    assert problems == ()
    assert document is not None
    assert document.value == {
        "country": "NO",
        "time": "16:45",
        "day": "2025-07-09",
        "number": "007",
        "empty": "",
        "quoted": "~",
    }


def test_places_of_keys_values_and_what_is_missing() -> None:
    document, _ = parse_yaml("a:\n  - b: 1\n    c: [é, 𝒳, z]\n", "x.yaml")
    assert document is not None
    marks = document.marks
    assert marks.key(("a", 0, "c")) == Place("x.yaml", 3, 5)
    assert marks.value(("a", 0, "c", 2)) == Place("x.yaml", 3, 15)
    assert marks.value(("a", 0, "missing", "deeper")) == Place("x.yaml", 2, 5)
    assert marks.value(("nothing",)) == Place("x.yaml", 1, 1)


def test_a_single_value_where_a_list_may_stand_has_its_own_place() -> None:
    document, _ = parse_yaml("source: {url: x}\n", "x.yaml")
    assert document is not None
    assert document.marks.value(("source", 0, "url")) == Place("x.yaml", 1, 15)


def test_front_matter_keeps_the_lines_of_fields_and_body() -> None:
    document, problems = parse_front_matter("---\n\n\na: 1\n---\n\n\nBody.\n\nMore.\n", "x.md")
    assert problems == ()
    assert document is not None
    assert document.marks.key(("a",)) == Place("x.md", 4, 1)
    assert (document.body, document.body_line) == ("Body.\n\nMore.", 8)


def test_a_path_is_shown_without_what_a_terminal_would_obey(tmp_path: Path) -> None:
    path = tmp_path / "data" / "a\n\x1b[31m\udcff\u202eb.yaml"
    assert shown_path(tmp_path, path) == "data/a\\n\\x1b[31m\\udcff\\u202eb.yaml"
