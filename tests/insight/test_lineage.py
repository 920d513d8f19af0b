"""The lives of paragraphs, their permanent names, statistics, and what became of proposals.

Covers: clearway.insight.lineage.pairs, clearway.insight.lineage.fate,
clearway.insight.lineage.story, clearway.insight.lineage.threads.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from clearway.insight.lineage import (
    Brackets,
    Lineage,
    Match,
    brackets,
    doubtful,
    fate,
    lineage,
    record,
)
from clearway.texts.paragraphs import read_paragraphs
from tests.drafts import process

BRANCH = "Branch libraries open on Saturdays from ten in the morning until four in the afternoon."
BOAT = "The book boat calls at every village of the river once in two weeks, whatever the tide."
QUIET = "The first hour of every Wednesday is a quiet hour without music, groups or announcements."
STAFF = "Whoever works on a Sunday has two free days in the week that follows it."
CARDS = "A reader's card opens the door of the reading room after the desk has closed."
HALL = "The hall may be hired for weddings, lectures and the yearly meeting of the river pilots."


def body(*texts: str) -> str:
    return "\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1)) + "\n"


def told(story: Lineage) -> list[tuple[str, list[str]]]:
    """Each thread with the drafts, numbers and ways of its moments."""
    return [
        (
            thread.id,
            [
                f"{story.texts[m.version].id} {story.texts[m.version].paragraphs[m.index].number} "
                f"{m.how}"
                for m in thread.moments
            ],
        )
        for thread in story.threads
    ]


def test_gone_and_back_again(tmp_path: Path) -> None:
    drafts = {
        "zero": body(BRANCH, QUIET, BOAT),
        "one": body(BRANCH, BOAT),
        "two": body(BRANCH, BOAT, QUIET.replace("hour without", "hour with no")),
    }
    assert told(lineage(process(tmp_path, drafts))) == [
        ("zero-p1", ["zero 1 first", "one 1 same", "two 1 same"]),
        ("zero-p2", ["zero 2 first", "two 3 returned"]),
        ("zero-p3", ["zero 3 first", "one 2 same", "two 2 same"]),
    ]


def test_split_and_merger_go_on_as_the_larger_part(tmp_path: Path) -> None:
    drafts = {
        "zero": body(f"{BOAT} {STAFF}", HALL, BRANCH),
        "one": body(BOAT, STAFF, HALL, BRANCH),
        "two": body(BOAT, STAFF, f"{HALL} {BRANCH}"),
    }
    story = lineage(process(tmp_path, drafts))
    assert told(story) == [
        ("zero-p1", ["zero 1 first", "one 1 split", "two 1 same"]),
        ("zero-p2", ["zero 2 first", "one 3 same", "two 3 merged"]),
        ("zero-p3", ["zero 3 first", "one 4 same"]),
        ("one-p2", ["one 2 split", "two 2 same"]),
    ]
    parents = {thread.id: (thread.parent, thread.heir) for thread in story.threads}
    assert parents == {
        "zero-p1": (None, None),
        "zero-p2": (None, None),
        "zero-p3": (None, (2, 2)),
        "one-p2": ((0, 0), None),
    }


def test_a_kept_place_and_a_heading_have_no_life(tmp_path: Path) -> None:
    drafts = {"zero": f"## Hours\n\n{body(BRANCH, BOAT)}", "one": body(BRANCH, "[deleted]")}
    story = lineage(process(tmp_path, drafts))
    assert told(story) == [
        ("zero-p1", ["zero 1 first", "one 1 same"]),
        ("zero-p2", ["zero 2 first"]),
    ]
    step = story.step(0)
    assert step is not None
    assert (step.statistics.paragraphs, step.statistics.deleted, step.statistics.added) == (1, 1, 0)


# --- names that stay ---------------------------------------------------------------------------


def test_recorded_names_outlive_a_draft_put_between(tmp_path: Path) -> None:
    first = {"zero": body(BRANCH, BOAT), "two": body(QUIET, BRANCH, BOAT)}
    before = process(tmp_path / "before", first)
    written = record(lineage(before), before.threads)
    between = {
        "zero": body(BRANCH, BOAT),
        "one": body(STAFF, QUIET, BRANCH, BOAT),
        "two": body(QUIET, BRANCH, BOAT),
    }
    after = lineage(process(tmp_path / "after", between, concordance=written))
    assert [thread.id for thread in after.threads] == ["zero-p1", "zero-p2", "one-p1", "two-p1"]
    assert [thread.recorded for thread in after.threads] == [True, True, False, True]


def test_a_corrected_link_leads_from_the_old_name_to_the_new_one(tmp_path: Path) -> None:
    drafts = {"zero": body(BRANCH, HALL), "one": body(BRANCH, CARDS)}
    before = process(tmp_path / "before", drafts)
    written = record(lineage(before), before.threads)
    assert "- id: one-p2\n" in written
    fields = {"one": 'concordance:\n  - {from: ["2"], to: ["2"], kind: same}\n'}
    corrected = process(tmp_path / "after", drafts, fields, concordance=written)
    story = lineage(corrected)
    assert [(thread.id, thread.was) for thread in story.threads] == [
        ("zero-p1", ()),
        ("zero-p2", ("one-p2",)),
    ]
    again = record(story, corrected.threads)
    assert again.split("\n", 4)[4] == (
        "\n- id: zero-p1\n  places:\n    - zero#p1\n    - one#p1\n"
        "\n- id: zero-p2\n  was: [one-p2]\n  places:\n    - zero#p2\n    - one#p2\n"
    )
    rewritten = process(tmp_path / "again", drafts, fields, concordance=again)
    assert record(lineage(rewritten), rewritten.threads) == again


def test_what_an_editor_refuses_is_no_link(tmp_path: Path) -> None:
    drafts = {"zero": body(BRANCH, BOAT), "one": body(BRANCH, BOAT)}
    fields = {"one": 'concordance:\n  - {from: ["2"], kind: not}\n'}
    story = lineage(process(tmp_path, drafts, fields))
    assert [thread.id for thread in story.threads] == ["zero-p1", "zero-p2", "one-p2"]
    assert list(doubtful(story)) == []


def test_what_an_editor_says_of_a_return_goes_before_the_words(tmp_path: Path) -> None:
    drafts = {"zero": body(BRANCH, QUIET), "one": body(BRANCH), "two": body(BRANCH, QUIET)}
    fields = {"two": 'concordance:\n  - {from: ["2"], to: ["2"], kind: not, draft: zero}\n'}
    story = lineage(process(tmp_path, drafts, fields))
    assert [thread.id for thread in story.threads] == ["zero-p1", "zero-p2", "two-p2"]


def test_doubts_say_what_to_write(tmp_path: Path) -> None:
    drafts = {
        "zero": body(BRANCH, "The desk is staffed by two people on each day of the week."),
        "one": body(BRANCH, "The desk may be left to a machine on some days of the week."),
    }
    entries = [each.entry for each in doubtful(lineage(process(tmp_path, drafts)))]
    assert entries
    for entry in entries:
        assert entry.startswith("- {") and ("kind: same" in entry or "kind: not" in entry)
    fields = {"one": "concordance:\n" + "".join(f"  {entry}\n" for entry in entries)}
    settled = lineage(process(tmp_path / "settled", drafts, fields))
    assert list(doubtful(settled)) == []


# --- brackets ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. We open.", Brackets(0, 0)),
        ("1. We [open].", Brackets(1, 0)),
        ("1. We [shall] [should] open.", Brackets(2, 1)),
        ("1. We [shall/should] open.", Brackets(1, 1)),
        ("1. We open [and/or close].", Brackets(1, 0)),
        ("1. [We [shall] open.]", Brackets(2, 0)),
        ("1. [deleted]", Brackets(0, 0)),
        ("[1.] We open.", Brackets(1, 0)),
        ("1. We open. [agreed ad ref]", Brackets(0, 0, 1)),
        ("1. We [shall] open (agreed ad referendum).", Brackets(1, 0, 1)),
        ("1. Agreed ad ref: We open.\n\n2. We close. – Agreed ad ref.", Brackets(0, 0, 2)),
        ("1. What we agreed ad ref last year is kept.", Brackets(0, 0, 0)),
    ],
)
def test_brackets_are_counted(text: str, expected: Brackets) -> None:
    assert brackets(read_paragraphs(text)) == expected


# --- what became of proposals ------------------------------------------------------------------

ANNOTATION = "- id: a\n  paragraph: '1'\n  by: [friends]\n  source: https://friends.example/\n"
FRIENDS = "name: Friends\nsource: https://friends.example/\n"


@pytest.mark.parametrize(
    ("wish", "new", "expected"),
    [
        ("action: replace\n  quote: {exact: Saturdays}\n  text: Sundays", "Sundays", Match.THERE),
        (
            "action: replace\n  quote: {exact: Saturdays}\n  text: Sundays",
            "Saturdays",
            Match.NOT_THERE,
        ),
        (
            "action: replace\n  quote: {exact: ten}\n  text: four",
            "Saturdays",
            Match.NOT_THERE,
        ),
        (
            "action: insert\n  quote: {prefix: open on, suffix: Saturdays}\n  text: all",
            "all Saturdays",
            Match.THERE,
        ),
        ("action: delete\n  quote: {exact: on Saturdays}", "Saturdays", Match.STILL_THERE),
        ("action: delete\n  quote: {exact: on Saturdays}", "Sundays", Match.GONE),
        ("action: retain\n  quote: {exact: Saturdays}", "Saturdays", Match.STILL_THERE),
        ("action: move\n  to: after 2", "Saturdays", Match.NOT_MOVED),
        ("action: reserve", "Saturdays", None),
    ],
)
def test_a_proposal_is_looked_for_in_the_next_draft(
    wish: str, new: str, expected: Match | None, tmp_path: Path
) -> None:
    drafts = {"zero": body(BRANCH, BOAT), "one": body(BRANCH.replace("Saturdays", new), BOAT)}
    read = process(
        tmp_path,
        drafts,
        annotations__zero=f"{ANNOTATION}  {wish}\n",
        organisations__friends=FRIENDS,
    )
    found = fate(lineage(read), read.annotations[0])
    assert (found.match if found else None) is expected
