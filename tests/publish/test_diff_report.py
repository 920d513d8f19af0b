"""What `clearway changes` prints of two trackers, whole."""

import json
import shutil
from pathlib import Path

import pytest
from lxml import html

from clearway.publish.diff_report import Report, Side, as_html, as_json, as_text, report
from clearway.records.reading.load import read_process
from tests.running import TRACKERS

EARLIER = {
    "milestones.yaml": [
        (
            "    - when: 2024-02-29\n      announced: 2024-02-12\n"
            "      reason: Extended, as the branches asked\n"
            "      source: consultation:2024-02-08-hall\n",
            "",
        ),
        ("  when: 2024-06-03T18:30/21:00\n", "  when: 2024-06-10T18:30/21:00\n"),
        ("- id: reading-night\n  was: [long-night]\n", "- id: long-night\n"),
        (
            "  cancelled:\n    date: 2024-05-02\n    reason: The heating is being repaired\n"
            "    source: https://library.example/news/5\n",
            "",
        ),
    ],
    "summaries/2024-02-08-hall.md": [("official: no\n", "")],
}
"""What stands in these files now, and what stood there."""

LATER = {
    "milestones.yaml": [
        (
            "  when: 2025-06\n  evidence: planned\n",
            "  dates:\n    - when: 2025-06\n      source: https://library.example/1\n"
            "    - when: 2025-06-20\n      source: https://library.example/2\n",
        )
    ],
    "endorsements/open-on-saturdays/friends.yaml": [
        ("date: 2024-03-11\n", "date: 2024-03-11\nwithdrawn:\n  date: 2024-04-20\n")
    ],
}


def _edited(folder: Path, edits: dict[str, list[tuple[str, str]]]) -> Path:
    """The library's records with each first text replaced by the second."""
    shutil.copytree(TRACKERS / "library" / "data", folder / "data")
    for path, pairs in edits.items():
        file = folder / "data" / path
        text = file.read_text()
        for there, instead in pairs:
            assert there in text
            text = text.replace(there, instead)
        file.write_text(text)
    return folder


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Report:
    earlier = _edited(tmp_path_factory.mktemp("earlier"), EARLIER)
    (earlier / "data" / "organisations" / "staff-union.yaml").unlink()
    later = _edited(tmp_path_factory.mktemp("later"), LATER)
    (later / "data" / "submissions" / "friends-first-draft.md").unlink()
    return report(_side("earlier", earlier), _side("now", later))


def _side(name: str, folder: Path) -> Side:
    process = read_process(folder).process
    assert process is not None
    return Side(name, f"the folder {name}", process)


TEXT = """\
What changed from the folder earlier to the folder now
One date moved, one date cancelled, one date corrected, one date made exact, one summary, one \
input, one statement or signature and one more.

Dates that moved, were cancelled, were corrected or became exact
----------------------------------------------------------------
* The deadline “Wishes for the opening hours are due” moved from 15 to 29 February 2024, 14 days \
later; announced on 12 February 2024, three days before it fell due.
* The meeting “Night of reading” was cancelled (it was to be on 17 May 2024); \
announced on 2 May 2024, 15 days before.
  The meeting “long-night” is now called “reading-night”: “Night of reading”.
* The date of “Vote of the council” was corrected here from 10 June 2024, 18:30–21:00 Zurich \
(CEST) to 3 June 2024, 18:30–21:00 Zurich (CEST).
* The publication “The new hours are looked at again” is now known to the day: 20 June 2025 \
(before: June 2025).

What was said
-------------
* More is known of the summary “What was said in the town hall”.
    official: unknown → no

Submissions
-----------
* The submission “The Friends' remarks on the first draft” was removed.

Statements and who signs them
-----------------------------
* “Friends of the Library” no longer endorses “Open on Saturdays” since 20 April 2024.

Everything else
---------------
One organisation was added.
* New organisation: “Staff Union”.
"""


def test_text_is_sentences_and_their_details(found: Report) -> None:
    assert as_text(found) == TEXT


def test_json_has_both_values_of_every_field(found: Report) -> None:
    whole = json.loads(as_json(found))
    assert [(change["ref"], change["what"]) for change in whole["changes"]] == [
        ("milestone:first-year", "changed"),
        ("milestone:reading-night", "cancelled"),
        ("milestone:vote", "changed"),
        ("milestone:wishes", "moved"),
        ("summary:2024-02-08-hall", "changed"),
        ("endorsement:open-on-saturdays/friends", "withdrawn"),
        ("organisation:staff-union", "added"),
        ("submission:friends-first-draft", "removed"),
    ]
    by_ref = {change["ref"]: change for change in whole["changes"]}
    assert by_ref["summary:2024-02-08-hall"]["fields"] == [
        {"field": ["official"], "old": None, "new": False}
    ]
    assert by_ref["milestone:reading-night"]["was"] == "milestone:long-night"
    (moved,) = by_ref["milestone:wishes"]["fields"]
    assert (moved["moved_days"], moved["corrected"]) == (14, False)
    assert [reading["when"] for reading in moved["old"]["dates"]] == ["2024-02-15"]
    assert [reading["when"] for reading in moved["new"]["dates"]] == ["2024-02-15", "2024-02-29"]


def test_html_says_the_same_as_the_text(found: Report) -> None:
    page = html.document_fromstring(as_html(found))
    assert page.xpath("string(//h1)") == found.title
    said = [" ".join(p.text_content().split()) for p in page.xpath("//li/p")]
    plain = [line[2:].replace("“", "").replace("”", "") for line in TEXT.splitlines()]
    assert {line.replace("“", "").replace("”", "") for line in said} <= set(plain)
    assert not page.xpath("//@href | //@src")


def test_two_equal_sides_have_no_changes(found: Report) -> None:
    assert as_text(report(found.new, found.new)) == (
        "What changed from the folder now to the folder now\nNothing changed.\n"
    )
