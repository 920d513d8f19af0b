"""Versions into data/versions.yaml: remarks and everything else stay."""

from collections.abc import Mapping
from datetime import date

from clearway.records.editing.yaml_writing import Written
from clearway.release.publishing import with_version

FILE = """\
# yaml-language-server: $schema=../schemas/versions.json

# One for each round.

- id: first
  title: First round  # as the city calls it
  as_of: 2024-02-29
  released: 2024-03-01
  note: >-
    Before the vote.

# This one was asked for by readers.
- id: third
  title: 'Third: the last'
  as_of: 2024-05-31
  released: 2024-06-01
"""

SECOND: Mapping[str, Written] = {
    "id": "second",
    "title": "Round two: 'wishes' #2",
    "as_of": date(2024, 4, 30),
    "released": date(2024, 6, 2),
}


def test_a_version_goes_where_its_day_is() -> None:
    assert with_version(FILE, SECOND) == FILE.replace(
        "\n# This one",
        """
- id: second
  title: "Round two: 'wishes' #2"
  as_of: 2024-04-30
  released: 2024-06-02

# This one""",
    )


def test_the_first_and_the_last_have_their_places() -> None:
    early: Mapping[str, Written] = {"id": "before", "as_of": date(2024, 1, 1)}
    assert with_version(FILE, early) == FILE.replace(
        "round.\n", "round.\n\n- id: before\n  as_of: 2024-01-01\n"
    )
    late: Mapping[str, Written] = {"id": "after", "as_of": date(2024, 12, 1)}
    assert with_version(FILE, late) == f"{FILE}\n- id: after\n  as_of: 2024-12-01\n"


def test_a_file_is_begun_with_its_schema() -> None:
    assert with_version("", {"id": "first", "as_of": date(2024, 1, 1)}) == (
        "# yaml-language-server: $schema=../schemas/versions.json\n\n"
        "- id: first\n  as_of: 2024-01-01\n"
    )


def test_a_version_changes_its_own_lines_only() -> None:
    changed = with_version(
        FILE, {"id": "third", "as_of": date(2024, 5, 31), "title": "Third", "commit": "0a1b2c3"}
    )
    assert changed == FILE.replace("'Third: the last'", "Third") + "  commit: 0a1b2c3\n"


def test_a_version_of_another_day_moves_with_its_remarks() -> None:
    moved = with_version(FILE, {"id": "third", "as_of": date(2024, 1, 31)})
    assert moved == (
        FILE.partition("\n- id: first")[0]
        + "\n# This one was asked for by readers.\n- id: third\n  title: 'Third: the last'\n"
        + "  as_of: 2024-01-31\n  released: 2024-06-01\n"
        + FILE[FILE.index("\n- id: first") : FILE.index("\n# This one")]
    )


def test_a_value_of_several_lines_is_replaced_whole() -> None:
    text = FILE.replace("First round  # as the city calls it", ">-\n    First\n    round")
    changed = with_version(text, {"id": "first", "as_of": date(2024, 2, 29), "title": "First"})
    assert changed == FILE.replace("First round  # as the city calls it", "First")


def test_a_comment_beside_a_value_stays() -> None:
    changed = with_version(FILE, {"id": "first", "as_of": date(2024, 2, 29), "title": "Round 1"})
    assert changed == FILE.replace("First round  # as", "Round 1  # as")
