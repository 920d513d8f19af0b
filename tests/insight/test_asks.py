"""The life of asks through drafts, and the flow from draft to draft."""

from __future__ import annotations

import pytest

from clearway.insight.asks import FateChange, change, flow, flows, life, lives
from clearway.records.kinds.ask import Ask, Fate, Scope
from clearway.records.model import Process
from tests.insight.reviewed import our_record, reviewed


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Process:
    return reviewed(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def ours() -> Process:
    return our_record()


def test_drafts_stand_in_their_order(process: Process) -> None:
    drafts = [draft.id for draft in process.drafts_in_line]
    assert drafts == ["first-draft", "second-draft", "third-draft", "final"]


def test_lives(process: Process) -> None:
    assert [(one.ask.id, one.line, one.gaps) for one in lives(process)] == [
        (
            "saturdays",
            "not in the Second draft and Draft 3, partly in the adopted text",
            "unknown in the First draft",
        ),
        (
            "six-oclock",
            "in the First draft, gone in the Second draft, back in the adopted text",
            "unknown in Draft 3",
        ),
        (
            "heating",
            "partly in the First draft, in full in the Second draft and Draft 3, "
            "since then unknown",
            "",
        ),
    ]


def test_what_a_machine_suggests_is_shown_and_not_known(process: Process) -> None:
    heating = life(process, process.find(Ask, "heating"))
    assert [(s.draft.id, s.fate, s.known, s.is_inferred) for s in heating.steps] == [
        ("first-draft", Fate.PARTIAL, Fate.PARTIAL, True),
        ("second-draft", Fate.REFLECTED, Fate.REFLECTED, False),
        ("third-draft", Fate.REFLECTED, Fate.REFLECTED, False),
        ("final", Fate.REFLECTED, Fate.UNKNOWN, False),
    ]


def test_flows(process: Process) -> None:
    told = [
        (f.old.id, f.new.id, {kind: [a.id for a in asks] for kind, asks in f.asks if asks})
        for f in flows(process)
    ]
    assert told == [
        (
            "first-draft",
            "second-draft",
            {
                FateChange.KEPT: ["heating"],
                FateChange.LOST: ["six-oclock"],
                FateChange.UNKNOWN: ["saturdays"],
            },
        ),
        (
            "second-draft",
            "third-draft",
            {
                FateChange.KEPT: ["heating"],
                FateChange.STILL_OUT: ["saturdays"],
                FateChange.UNKNOWN: ["six-oclock"],
            },
        ),
        (
            "third-draft",
            "final",
            {FateChange.NEW: ["saturdays"], FateChange.UNKNOWN: ["six-oclock", "heating"]},
        ),
    ]


def test_flow_between_drafts_that_are_far_apart(process: Process) -> None:
    drafts = process.drafts_in_line
    assert dict(flow(lives(process), drafts[1], drafts[3]).counts) == {
        FateChange.KEPT: 0,
        FateChange.LOST: 0,
        FateChange.REDUCED: 0,
        FateChange.REGAINED: 1,
        FateChange.NEW: 1,
        FateChange.STILL_OUT: 0,
        FateChange.UNKNOWN: 1,
    }


def treated(process: Process, **fates: str) -> str:
    """The line of an ask with these fates, by draft; nothing is checked but the words."""
    ask = process.find(Ask, "six-oclock")
    given = [
        {"draft": draft.replace("_", "-"), "fate": fate, "judged": "checked", "date": "2024-06-10"}
        for draft, fate in fates.items()
    ]
    asked = {"id": "x", "title": "x", "topic": "saturdays", "text": "x", "raised": list(ask.raised)}
    return life(process, Ask.model_validate({**asked, "fates": given})).summary


@pytest.mark.parametrize(
    ("fates", "line"),
    [
        ({}, "not known in any draft"),
        ({"final": "unknown"}, "not known in any draft"),
        (
            dict.fromkeys(("first_draft", "second_draft", "third_draft", "final"), "reflected"),
            "in every draft from the First draft to the adopted text",
        ),
        (
            {"first_draft": "reflected", "second_draft": "partial", "third_draft": "reflected"},
            "in the First draft, only partly in the Second draft, in full in Draft 3, "
            "since then unknown",
        ),
        (
            {"first_draft": "partial", "second_draft": "removed", "third_draft": "partial"},
            "partly in the First draft, gone in the Second draft, partly back in Draft 3, "
            "since then unknown",
        ),
        (
            {"second_draft": "absent", "final": "absent"},
            "not in the Second draft and the adopted text; unknown in the First draft and Draft 3",
        ),
    ],
)
def test_lines(process: Process, fates: dict[str, str], line: str) -> None:
    assert treated(process, **fates) == line


# --- our own record --------------------------------------------------------------------------


def test_the_paragraph_on_e_waste(ours: Process) -> None:
    """The one life of which everybody speaks: there, gone, back, each with evidence."""
    one = life(ours, ours.find(Ask, "e-waste"))
    assert one.line == "in the Zero Draft, gone in Rev.1, back in the adopted text"
    assert one.gaps == "unknown in the Elements Paper and Rev.2"
    assert [
        (step.draft.id, step.fate, step.treatment is not None and step.treatment.evidence is None)
        for step in one.steps
    ] == [
        ("elements-paper", Fate.UNKNOWN, False),
        ("zero-draft", Fate.REFLECTED, False),
        ("rev1", Fate.REMOVED, False),
        ("rev2", Fate.UNKNOWN, False),
        ("adopted", Fate.REFLECTED, False),
    ]


def test_what_was_asked_for_of_the_text(ours: Process) -> None:
    lines = {one.ask.id: one.line for one in lives(ours)}
    assert {id: lines[id] for id in sorted(WELL_KNOWN)} == WELL_KNOWN
    assert [a.id for a in ours.asks if a.scope is Scope.TEXT and a.id not in lines] == []


WELL_KNOWN = {
    "fragmentation": "in the Zero Draft, only partly in Rev.1, since then unknown",
    "gender-indicators": "in the Zero Draft, gone in Rev.1, since then unknown",
    "igf-permanent": "in every draft from the Zero Draft to the adopted text",
    "surveillance-safeguards": "in the Zero Draft, gone in Rev.1, since then unknown",
}


def test_every_ask_knows_where_it_was_raised(ours: Process) -> None:
    assert len(ours.asks) == 96
    assert [ask.id for ask in ours.asks if not ask.raised] == []


def test_an_ask_that_was_gone_comes_back(ours: Process) -> None:
    assert change(life(ours, ours.find(Ask, "e-waste")), "rev1", "adopted") is FateChange.REGAINED
