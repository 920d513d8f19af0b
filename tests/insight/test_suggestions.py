"""What may belong to an ask and what may reflect it, and how it is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearway.contribute.record_edits import Suggestion, told, with_suggestions
from clearway.errors import WriteError
from clearway.insight.suggestions import grouped, suggest_paragraphs, suggest_points
from clearway.records.model import Process
from clearway.records.rules import check
from tests.insight.reviewed import AS_OF, HERE, reviewed
from tests.records.folders import lay_out

LEAST = 0.3


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Process:
    return reviewed(tmp_path_factory.mktemp("review"))


def suggested(process: Process) -> tuple[Suggestion, ...]:
    return (*suggest_points(process, LEAST), *suggest_paragraphs(process, LEAST))


def test_suggestions(process: Process) -> None:
    """The point on toys is like no ask; drafts with a fate are looked at no more."""
    found = suggested(process)
    assert [told(suggestion) for suggestion in found] == TOLD


TOLD = [
    "data/asks/saturdays.yaml: summary:2024-05-08-online#saturday may belong to it: "
    "'Saturdays Branch libraries should be open every Saturday.'. "
    "Suggested, as both have branch, every, libraries, saturday (100 of 100).",
    "data/asks/saturdays.yaml: draft:first-draft, p1, may reflect it: "
    "'Branch libraries open on Saturdays.'. "
    "Suggested, as both have branches, saturday, branch, libraries, open (83 of 100).",
]


def test_words_that_many_texts_have_tell_nothing(process: Process) -> None:
    assert [s.ref for s in suggest_points(process, 0.01)] == ["summary:2024-05-08-online#saturday"]


def test_written_down_they_are_marked_and_suggested_no_more(tmp_path: Path) -> None:
    root = lay_out(tmp_path, HERE / "review")
    process = check(root, AS_OF).process
    assert process is not None
    found = suggested(process)
    for suggestions in grouped(found).values():
        path = root / suggestions[0].ask.origin.path
        path.write_text(with_suggestions(path.read_text("utf-8"), suggestions, AS_OF), "utf-8")
    assert (root / "data" / "asks" / "saturdays.yaml").read_text("utf-8") == SATURDAYS
    again = check(root, AS_OF)
    assert again.problems == ()
    assert again.process is not None
    assert suggest_points(again.process, LEAST) == ()
    assert suggest_paragraphs(again.process, LEAST) == ()


SATURDAYS = """\
title: Open branches on Saturdays
topic: saturdays
text: Branch libraries open every Saturday.
raised: summary:2024-02-08-hall#open-saturdays
suggested:
  - summary:2024-05-08-online#saturday
fates:
  - draft: second-draft
    fate: absent
    evidence: {source: https://library.example/draft-2.pdf}
    judged: checked
    date: 2024-06-10
  - draft: third-draft
    fate: absent
    evidence: {source: https://library.example/draft-3.pdf}
    judged: checked
    date: 2024-06-10
  - draft: final
    fate: partial
    evidence: {source: https://library.example/decision.pdf}
    judged: checked
    date: 2024-06-10
  - draft: first-draft
    fate: partial
    evidence:
      paragraph: p1
      source:
        - draft:first-draft
      note: Suggested, as both have branches, saturday, branch, libraries, open (83 of 100).
    judged: suggested
    basis: inferred
    date: 2024-06-20
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A\n", "title: A\nsuggested:\n  - summary:2024-05-08-online#saturday\n"),
        (
            "suggested:\n- summary:a#b\n\n# a remark\ntitle: A\n",
            "suggested:\n- summary:a#b\n- summary:2024-05-08-online#saturday\n"
            "\n# a remark\ntitle: A\n",
        ),
        (
            "suggested: # look at these\n  - summary:a#b\ntitle: A\n",
            "suggested: # look at these\n  - summary:a#b\n"
            "  - summary:2024-05-08-online#saturday\ntitle: A\n",
        ),
    ],
)
def test_what_stands_in_a_file_stays(process: Process, before: str, after: str) -> None:
    assert with_suggestions(before, suggest_points(process, LEAST), AS_OF) == after


def test_a_list_on_one_line_gets_a_line_for_each(process: Process) -> None:
    after = "suggested:\n  - summary:a#b\n  - summary:2024-05-08-online#saturday\n"
    points = suggest_points(process, LEAST)
    assert with_suggestions("suggested: [summary:a#b]\n", points, AS_OF) == after


def test_a_list_that_a_program_cannot_edit_is_left_alone(process: Process) -> None:
    with pytest.raises(WriteError, match=r"saturdays.yaml:1: write 'suggested: \[a\]', not"):
        with_suggestions("suggested: [ a ]\n", suggest_points(process, LEAST), AS_OF)
