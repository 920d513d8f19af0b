"""Topics by consultations, one topic in one place, and what nobody has taken up."""

from __future__ import annotations

from datetime import date

import pytest

from clearway.insight.synthesis import coverage, on_topic, raised_by, synthesis
from clearway.records.kinds.consultation import Standing
from clearway.records.model import Process
from tests.insight.reviewed import AS_OF, TODAY, our_record, reviewed

HALL, ONLINE = "summary:2024-02-08-hall", "summary:2024-05-08-online"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Process:
    return reviewed(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def ours() -> Process:
    return our_record()


def test_table(process: Process) -> None:
    table = synthesis(process)
    assert [topic.id for topic in table.topics] == ["saturdays", "branches"]
    assert [c.id for c in table.consultations] == ["2024-02-08-hall", "2024-05-08-online"]
    cells = {
        key: (
            dict(cell.standings),
            {g: [h.ref for h in cell.of_group(g)] for g in ("readers", "staff", None)},
        )
        for key, cell in table.cells.items()
    }
    assert cells == {
        ("saturdays", "2024-02-08-hall"): (
            {Standing.CONSENSUS: 1},
            {"readers": [f"{HALL}#open-saturdays"], "staff": [], None: []},
        ),
        ("saturdays", "2024-05-08-online"): (
            {Standing.CONSENSUS: 1, None: 1},
            {
                "readers": [f"{ONLINE}#six", f"{ONLINE}#saturday"],
                "staff": [f"{ONLINE}#six"],
                None: [],
            },
        ),
        ("branches", "2024-05-08-online"): (
            {Standing.DIVERGENCE: 1, None: 2},
            {
                "readers": [f"{ONLINE}#toys"],
                "staff": [f"{ONLINE}#heating"],
                None: [f"{ONLINE}#thanks"],
            },
        ),
    }
    assert table.cell(table.topics[1], table.consultations[0]) is None


def test_one_topic(process: Process) -> None:
    found = on_topic(process, process.profile.topics[1])
    assert [heard.ref for heard in found.points] == [
        f"{ONLINE}#heating",
        f"{ONLINE}#thanks",
        f"{ONLINE}#toys",
    ]
    assert [heard.ref for heard in found.divergent] == [f"{ONLINE}#heating"]
    assert [put.ref for put in found.answers] == [
        "submission:old-letter#roof",
        "submission:union-letter#heat",
    ]
    assert [s.id for s in found.submissions] == ["old-letter", "union-letter"]
    assert [ask.id for ask in found.asks] == ["heating"]
    assert [c.id for c in found.consultations] == ["2024-05-08-online"]
    assert (found.drafts, found.annotations, found.milestones) == ((), (), ())


def test_what_drafts_say_of_a_topic(process: Process) -> None:
    found = on_topic(process, process.profile.topics[0])
    assert [(draft.id, entry.id) for draft, entry in found.drafts] == [("second-draft", "hours")]
    assert [milestone.id for milestone in found.milestones] == ["vote"]


def test_what_nobody_has_taken_up(process: Process) -> None:
    """A cancelled consultation needs no summary, and thanks ask for nothing."""
    found = coverage(process, AS_OF)
    assert [c.id for c in found.consultations] == ["2024-05-30-branch"]
    assert [s.id for s in found.submissions] == ["old-letter"]
    assert [h.ref for h in found.points] == [f"{ONLINE}#toys", f"{ONLINE}#saturday"]
    assert [p.ref for p in found.answers] == ["submission:old-letter#roof"]


def test_a_consultation_needs_no_summary_before_it_is_over(process: Process) -> None:
    assert coverage(process, date(2024, 5, 30)).consultations == ()


def test_asks_by_what_they_come_from(process: Process) -> None:
    assert {ref: [ask.id for ask in asks] for ref, asks in sorted(raised_by(process).items())} == {
        "submission:friends-first-draft#saturdays": ["six-oclock"],
        "submission:union-letter": ["time"],
        "submission:union-letter#heat": ["heating"],
        f"{HALL}#open-saturdays": ["saturdays"],
        f"{ONLINE}#heating": ["heating"],
        f"{ONLINE}#six": ["six-oclock"],
    }


def test_every_point_and_answer_of_our_record_that_asks_has_an_ask(ours: Process) -> None:
    """What asks for nothing says so (`asks: no`)."""
    found = coverage(ours, TODAY)
    assert [heard.ref for heard in found.points] == []
    assert [put.ref for put in found.answers] == []


def test_nothing_that_asks_for_nothing_has_an_ask(ours: Process) -> None:
    points = (f"{s.ref}#{p.id}" for s in ours.summaries for p in s.points if p.asks is False)
    answers = (f"{s.ref}#{a.id}" for s in ours.submissions for a in s.answers if a.asks is False)
    assert sorted({*points, *answers} & set(raised_by(ours))) == []
