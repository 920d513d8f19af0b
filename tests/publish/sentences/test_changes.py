"""Records that differ, in sentences.

Covers: clearway.publish.sentences.groups, clearway.publish.sentences.names,
clearway.publish.sentences.sentence.
"""

from datetime import date
from pathlib import PurePosixPath

import pytest

from clearway.insight.changes import compare
from clearway.publish.sentences import Names, describe_change, detail_plain, groups, plain
from clearway.records.model import Process
from clearway.records.reading.load import process_of
from tests.publish.sentences.test_fields import PROFILE

SOURCE = "source: https://library.example/1\n"


def process(*files: str) -> Process:
    """The profile, and more records: paths below data/, each followed by its text."""
    there = {"process.yaml": PROFILE, **dict(zip(files[::2], files[1::2], strict=True))}
    loaded = process_of({PurePosixPath("data", p): t.encode() for p, t in there.items()})
    assert loaded.problems == ()
    assert loaded.process is not None
    return loaded.process


def lines(old: Process, new: Process, since: date, as_of: date) -> list[str]:
    names = Names(new, old, as_of, since)
    found = [describe_change(names, change) for change in compare(old, new)]
    return [
        line
        for each in found
        for line in (*map(plain, each.sentences), *map(detail_plain, each.details))
    ]


@pytest.mark.parametrize(
    ("evidence", "as_of", "said"),
    [
        ("planned", date(2024, 3, 4), "“Text” was expected on 4 March 2024."),
        ("planned", date(2024, 3, 3), "The publication of “Text” was announced for 4 March 2024."),
        ("seen", date(2024, 3, 4), "“Text” was published on 4 March 2024."),
    ],
)
def test_a_text_that_was_only_expected_was_not_published(
    evidence: str, as_of: date, said: str
) -> None:
    draft = f"---\ntitle: Text\nwhen: 2024-03-04\nevidence: {evidence}\ntext: none\n{SOURCE}---\n"
    assert lines(process(), process("drafts/text.md", draft), date(2024, 2, 1), as_of) == [said]


def test_a_draft_that_was_known_and_is_still_expected_is_not_told_to_be_out() -> None:
    draft = f"---\ntitle: Text\nwhen: 2024-03-04\nevidence: planned\ntext: none\n{SOURCE}"
    old, new = (process("drafts/text.md", f"{draft}{more}---\n") for more in ("", "label: T\n"))
    assert lines(old, new, date(2024, 2, 1), date(2024, 3, 4)) == [
        "More is known of the draft “Text”, 4 March 2024.",
        "label: unknown → T",
    ]


POINT = "statement: open\nnumber: 1\ntitle: Lamps\naddressee: All\ntext: Lamps.\n" + SOURCE


def test_many_points_of_the_scorecard_are_one_sentence_with_the_rest_folded() -> None:
    def points(note: str) -> Process:
        one, two = (POINT.replace("number: 1", f"number: {n}") + note for n in (1, 2))
        return process("commitments/one.yaml", one, "commitments/two.yaml", two)

    old, new = points(""), points("note: Seen.\n")
    [group] = groups(Names(new, old), compare(old, new))
    assert [plain(said) for said in group.lead] == ["Two points on how the process is run changed."]
    assert (group.shown, len(group.rest)) == ((), 2)


def test_that_nobody_judged_and_that_it_is_unknown_is_the_same_to_a_reader() -> None:
    """Nor is the day on which an editor judged news of the process."""
    home = "commitments/lamps.yaml"
    judged = "judgement:\n  about: On.\n  verdict: unknown\n  judged: checked\n  date: 2026-11-22\n"
    old, new = (process(home, text) for text in (POINT, POINT + judged))
    assert lines(old, new, date(2024, 2, 1), date(2024, 3, 4)) == [
        "More is known of the commitment “Lamps”.",
        "judgement about: unknown → On.",
        "judgement judged: unknown → checked",
    ]
