"""What holds for every comparison, and the editor's word."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.redline import Comparison, Paragraph, compare, is_placeholder
from tests.bench.drafts import made_case
from tests.bench.redline import cases, ours, score
from tests.redline.reading import after, before, told

SENTENCES = st.sampled_from(
    [
        "The Board shall meet in March.",
        "The Board should meet in March, and in public.",
        "Readers may bring food into the hall.",
        "Readers may not bring food into the hall or the reading room.",
        "A calendar is kept at the door.",
        "",
    ]
)
PLACES = st.sampled_from(["[deleted]", "(Deleted.)", "deleted", "[moved to 2 bis]"])
DRAFTS = st.lists(
    st.builds(
        Paragraph,
        st.sampled_from(["", "1.", "2.", "2 bis"]),
        st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join) | PLACES,
        st.sampled_from("pph"),
    ),
    max_size=9,
)


@settings(max_examples=60)
@given(DRAFTS, DRAFTS)
def test_every_paragraph_is_in_exactly_one_link(old: list[Paragraph], new: list[Paragraph]) -> None:
    comparison = compare(old, new)
    assert sorted(i for link in comparison.links for i in link.old) == list(range(len(old)))
    assert sorted(j for link in comparison.links for j in link.new) == list(range(len(new)))
    for link in comparison.links:
        assert before(link.words) == "\n\n".join(old[i].text for i in link.old)
        assert after(link.words) == "\n\n".join(new[j].text for j in link.new)
        assert 0 <= link.confidence <= 1
        texts = [*(old[i].text for i in link.old), *(new[j].text for j in link.new)]
        assert len(set(map(is_placeholder, texts))) == 1
        alone = "same" if is_placeholder(texts[0]) else "added" if link.new else "deleted"
        assert bool(link.old and link.new) or link.kind == alone
        assert {old[i].kind for i in link.old} | {new[j].kind for j in link.new} in ({"p"}, {"h"})


@settings(max_examples=30)
@given(DRAFTS)
def test_a_draft_is_the_same_as_itself(draft: list[Paragraph]) -> None:
    links = compare(draft, draft).links
    assert [(link.kind, link.old, link.new) for link in links] == [
        ("same", (k,), (k,)) for k in range(len(draft))
    ]


OLD = [
    Paragraph("1.", "Lockers are emptied every night by the guard."),
    Paragraph("2.", "Prams may be left in the hall."),
    Paragraph("3.", "The courtyard closes at dusk."),
]
NEW = [
    Paragraph("1.", "Lockers are emptied every night by the porter."),
    Paragraph("2.", "Bicycles stay outside."),
    Paragraph("3.", "The courtyard closes at dusk."),
]


def test_the_machine_alone() -> None:
    assert told(compare(OLD, NEW)) == (
        "1 > 1 edited: Lockers are emptied every night by the [-guard-]{+porter+}.\n"
        "2 > - deleted: [-Prams may be left in the hall.-]\n"
        "- > 2 added: {+Bicycles stay outside.+}\n"
        "3 > 3 same: The courtyard closes at dusk.\n"
    )


def test_what_an_editor_confirms_is_linked() -> None:
    comparison = compare(OLD, NEW, confirmed=[(1, 1)])
    assert told(comparison) == (
        "1 > 1 edited: Lockers are emptied every night by the [-guard-]{+porter+}.\n"
        "2 > 2 edited, confirmed: [-Prams may be left in the hall-]{+Bicycles stay outside+}.\n"
        "3 > 3 same: The courtyard closes at dusk.\n"
    )
    assert [link.confidence for link in comparison.links if link.confirmed] == [1.0]


def test_confirmed_pairs_that_share_a_paragraph_are_one_link() -> None:
    assert [
        (link.kind, link.old, link.new, link.confirmed)
        for link in compare(OLD, NEW, confirmed=[(1, 0), (1, 1)]).links
    ] == [
        ("deleted", (0,), (), False),
        ("split", (1,), (0, 1), True),
        ("same", (2,), (2,), False),
    ]


def test_a_confirmed_link_stands_outside_the_order() -> None:
    links = compare(OLD, NEW, confirmed=[(1, 2), (2, 1)]).links
    assert [(link.old, link.new) for link in links] == [((0,), (0,)), ((2,), (1,)), ((1,), (2,))]
    assert [link.moved for link in links].count(True) == 1


def test_what_an_editor_refuses_is_not_linked() -> None:
    comparison = compare(OLD, NEW, refused=[(0, 0), (2, 2)])
    assert all(not (link.old and link.new) for link in comparison.links)


def test_a_confirmed_link_may_hold_a_kept_place() -> None:
    new = [NEW[0], Paragraph("2.", "[deleted]"), NEW[2]]
    assert told(compare(OLD, new, confirmed=[(1, 1)])).splitlines()[1] == (
        "2 > 2 edited, confirmed: [-Prams may be left in the hall.-]{+[deleted]+}"
    )
    assert [(link.kind, link.confidence) for link in compare(OLD, new).links if not link.old] == [
        ("same", 1.0)
    ]


def test_a_refused_heading_does_not_follow_its_paragraphs() -> None:
    old = [Paragraph("", "Fines", "h"), OLD[0]]
    new = [Paragraph("", "Costs", "h"), OLD[0]]
    assert [link.kind for link in compare(old, new).links] == ["edited", "same"]
    refused = compare(old, new, refused=[(0, 0)])
    assert [link.kind for link in refused.links] == ["deleted", "added", "same"]


PLACE = [
    "[deleted]",
    "[Deleted.]",
    "(deleted)",
    " deleted ",
    "[paragraph deleted].",
    "[moved to 9]",
]
PROSE = [
    "",
    "deleted text",
    "[deleted] and more",
    "Moved to adopt the text",
    "[delete]",
    "(deleted]",
]


@pytest.mark.parametrize("text", PLACE + PROSE)
def test_what_is_a_kept_place(text: str) -> None:
    assert is_placeholder(text) == (text in PLACE)


@pytest.mark.parametrize(
    ("confirmed", "refused", "message"),
    [
        ([(3, 0)], [], r"\(3, 0\) names no pair of paragraphs; there are 3 and 3"),
        ([], [(0, -1)], r"\(0, -1\) names no pair of paragraphs; there are 3 and 3"),
        ([(1, 1)], [(1, 1)], r"confirmed and refused at once: \[\(1, 1\)\]"),
    ],
)
def test_an_editors_slip(
    confirmed: list[tuple[int, int]], refused: list[tuple[int, int]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        compare(OLD, NEW, confirmed=confirmed, refused=refused)


def test_json() -> None:
    assert compare(OLD[:1], NEW[:1]).as_json() == {
        "old": 1,
        "new": 1,
        "links": [
            {
                "kind": "edited",
                "moved": False,
                "renumbered": False,
                "old": [0],
                "new": [0],
                "confidence": 0.913,
                "confirmed": False,
                "words": [
                    ["=", "Lockers are emptied every night by the "],
                    ["-", "guard"],
                    ["+", "porter"],
                    ["=", "."],
                ],
            }
        ],
    }


PROGRAM = """
import json
from clearway.redline import compare
from tests.bench.drafts import made_case
case = made_case(1, "heavy", 40)
print(json.dumps(compare(case.old, case.new).as_json()))
"""


def test_no_hash_order_has_a_say() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    case = made_case(1, "heavy", 40)
    assert printed == {json.dumps(compare(case.old, case.new).as_json()) + "\n"}


def test_known_edits_are_found() -> None:
    made = cases("heavy", range(90, 93), 60)
    found = score((case, ours(case.old, case.new)) for case in made)
    assert found.pairs > 0.98
    assert found.moves > 0.95
    assert found.splits > 0.9
    assert found.merges > 0.9


def test_the_confidence_of_a_near_miss_is_low() -> None:
    def alone(comparison: Comparison) -> list[float]:
        return [link.confidence for link in comparison.links if not (link.old and link.new)]

    clear = compare(OLD[1:2], NEW[1:2])
    near = compare(
        [Paragraph("1.", "Prams may be left in the hall.")],
        [Paragraph("1.", "Dogs wait in the hall, bicycles at the gate.")],
    )
    assert min(alone(clear)) > max(alone(near))
