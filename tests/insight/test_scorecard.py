"""The rules of the scorecard, and what follows for commitments. Unknown is never failure.

Covers: clearway.insight.scorecard.conduct, clearway.insight.scorecard.result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from clearway.insight.knowledge import as_known
from clearway.insight.scorecard import (
    RULES,
    Item,
    Result,
    Scorecard,
    compute,
    figures,
    scorecard,
    verdict,
)
from clearway.records.kinds.commitment import Fulfilment, Measure, RuleName
from clearway.records.model import Process
from tests.insight.reviewed import AS_OF, HERE, TODAY, our_record, reviewed

GOLDEN = HERE / "golden"
MET, PARTLY, NOT_MET, UNKNOWN = Fulfilment


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Process:
    return reviewed(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def ours() -> Process:
    return our_record()


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        ((), UNKNOWN),
        ((True,), MET),
        ((False, False), NOT_MET),
        ((True, False), PARTLY),
        ((True, False, None), PARTLY),
        ((True, None), UNKNOWN),
        ((False, None), UNKNOWN),
        ((None, None), UNKNOWN),
    ],
)
def test_a_verdict_holds_whatever_the_unknown_turn_out_to_be(
    holds: tuple[bool | None, ...], expected: Fulfilment
) -> None:
    assert verdict(Item("a", "b", one) for one in holds) is expected


def test_every_rule_name_has_a_rule_that_says_its_formula() -> None:
    assert set(RULES) == set(RuleName)
    assert [name for name, rule in RULES.items() if len((rule.__doc__ or "").split()) < 10] == []


def as_lines(results: Iterable[Result]) -> str:
    """Results as text: what was found, and beneath it each thing that was looked at."""
    marks = {True: "+", False: "-", None: "?"}
    lines = []
    for result in results:
        lines.append(f"{result.measure.rule}: {result.verdict}. {result.result}")
        for item in result.inputs:
            decides = item.record.ref if item.record else "nothing"
            lines.append(f"  {marks[item.holds]} {item.title}: {item.said} [{decides}]")
            if item.wanted:
                lines.append(f"      {item.wanted} {item.field}".rstrip())
    return "\n".join(lines) + "\n"


def test_figures(process: Process, golden_file: Callable[[Path, str], None]) -> None:
    golden_file(GOLDEN / "figures.txt", as_lines(figures(process, AS_OF)))


def test_rules_that_commitments_alone_ask_for(
    process: Process, golden_file: Callable[[Path, str], None]
) -> None:
    results = [result for score in scorecard(process, AS_OF).scores for result in score.results]
    golden_file(GOLDEN / "commitments.txt", as_lines(results))


def test_what_is_not_over_needs_no_summary_yet(process: Process) -> None:
    measure = Measure.model_validate({"rule": "summaries-published"})
    result = compute(process, measure, date(2024, 5, 8))
    assert [(item.title, item.holds) for item in result.inputs] == [
        ("Evening in the town hall", None)
    ]


def test_of_what_is_still_ahead_nothing_is_said_to_have_been() -> None:
    """On 6 November Rev.1 was not out yet, and the consultation on it was only announced."""
    day = date(2025, 11, 6)
    known = as_known(our_record(), day)
    for rule in ("consultation-per-draft", "official-text-per-draft", "input-invited-per-draft"):
        result = compute(known, Measure.model_validate({"rule": rule}), day)
        assert [item.title for item in result.inputs] == ["Elements Paper", "Zero Draft"]
    # Nor of a consultation, where the text is out and it is not held yet.
    day = date(2025, 11, 10)
    measure = Measure.model_validate({"rule": "consultation-per-draft"})
    result = compute(as_known(our_record(), day), measure, day)
    assert [(item.title, item.holds) for item in result.inputs] == [
        ("Elements Paper", True),
        ("Zero Draft", True),
        ("Rev.1", None),
    ]


def test_each_result_has_the_formula_of_its_rule_and_its_day(process: Process) -> None:
    results = [*figures(process, AS_OF)]
    results += [result for score in scorecard(process, AS_OF).scores for result in score.results]
    assert {result.measure.rule for result in results} >= {*RuleName} - {RuleName.GROUP_SPOKE}
    for result in results:
        doc = " ".join((RULES[result.measure.rule].__doc__ or "").split())
        assert (result.formula, result.as_of) == (doc, AS_OF)


def test_formula_and_evidence_stand_with_a_result(process: Process) -> None:
    measure = Measure.model_validate({"rule": "open-meetings"})
    result = compute(process, measure, AS_OF)
    assert result.formula == (
        "For each meeting of the process itself on a draft, other than consultations, and for the "
        "event that all leads up to: whether those who are interested could watch (`access`, or "
        "a stream or recording). Counted are meetings that had started, no later than that event, "
        "and that were not called by another body than the `convenors` of the process. Where "
        "nothing is said, it is unknown. A closed last round before that event is listed and not "
        "counted."
    )
    evidence = [record.ref for record in result.evidence]
    assert evidence == ["milestone:first-talks", "milestone:last-talks"]
    assert [item.title for item in result.unknown] == ["Talks in between"]


def test_scorecard(process: Process) -> None:
    card = scorecard(process, AS_OF)
    assert [(s.commitment.id, s.verdict, s.text_is_known, s.settled_by) for s in card.scores] == [
        (
            "saturdays-1",
            PARTLY,
            True,
            (
                "Until when was input on Second draft taken?",
                "Until when was input on Draft 3 taken?",
            ),
        ),
        (
            "saturdays-2",
            MET,
            True,
            (),
        ),
        ("saturdays-3", NOT_MET, True, ()),
        ("saturdays-4", UNKNOWN, False, ("The text.",)),
    ]
    assert card.counts == ((MET, 1), (PARTLY, 1), (NOT_MET, 1), (UNKNOWN, 0))
    assert card.decided == 3
    assert [score.commitment.id for score in card.text_unknown] == ["saturdays-4"]


# --- our own record --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def card(ours: Process) -> Scorecard:
    return scorecard(ours, TODAY)


def test_every_commitment_is_there(card: Scorecard) -> None:
    points = [(score.statement.id, score.commitment.number) for score in card.scores]
    assert points == [
        *(("five-point-plan", number) for number in range(1, 6)),
        *(("eight-recommendations", number) for number in range(1, 9)),
        *(("ten-steps", number) for number in range(1, 11)),
    ]


def test_three_texts_are_unknown(card: Scorecard) -> None:
    assert [score.commitment.id for score in card.text_unknown] == [
        "five-point-plan-5",
        "eight-recommendations-7",
        "eight-recommendations-8",
    ]


def test_what_is_unknown_says_what_would_settle_it(card: Scorecard) -> None:
    open_ = [score for score in card.scores if score.verdict is UNKNOWN]
    assert [score.commitment.id for score in open_ if not score.settled_by] == []


def test_verdicts(card: Scorecard) -> None:
    found = {score.commitment.id: score.verdict for score in card.scores}
    assert {id: verdict for id, verdict in found.items() if verdict is not UNKNOWN} == {
        "five-point-plan-1": PARTLY,
        "five-point-plan-2": PARTLY,
        "five-point-plan-4": PARTLY,
        "eight-recommendations-2": PARTLY,
        "eight-recommendations-5": PARTLY,
        "ten-steps-2": PARTLY,
        "ten-steps-5": PARTLY,
        "ten-steps-8": PARTLY,
        "ten-steps-9": PARTLY,
        "ten-steps-10": PARTLY,
    }


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "written-input-days",
            {
                "Elements Paper": "35 calendar days",
                "Zero Draft": "35 calendar days",
                "Rev.1": "no deadline is known",
                "Rev.2": "no deadline is known",
            },
        ),
        (
            "papers-working-days",
            {
                "Open consultation with both co-facilitators at IGF 2025": "3 working days",
                "Stakeholder consultation with both co-facilitators in Geneva": "13 working days",
                "Follow-up informal stakeholder consultation": "27 working days",
                "Informal stakeholder consultations on the Zero Draft": "31 working days",
                "Stakeholder consultations in the week of ICANN84": "40 working days",
                "Stakeholder consultation on Rev.1": (
                    "5 working days; 8 if it was 4 November 2025, as another source says"
                ),
                "Stakeholder consultation on Rev.2": "3 working days",
            },
        ),
    ],
)
def test_periods_of_our_record(ours: Process, rule: str, said: dict[str, str]) -> None:
    result = compute(ours, Measure.model_validate({"rule": rule, "least": "7"}), TODAY)
    assert {item.title: item.said for item in result.inputs} == said


def test_open_meetings_are_those_of_the_process_itself_up_to_its_end(ours: Process) -> None:
    """Not a meeting of another body after the adoption, nor one of 2035; the last round apart."""
    result = compute(ours, Measure.model_validate({"rule": "open-meetings"}), TODAY)
    assert [(i.record.id, i.holds, i.is_apart) for i in result.inputs if i.record] == [
        ("first-preparatory-meeting", True, False),
        ("first-negotiation-round", False, False),
        ("second-preparatory-meeting", None, False),
        ("last-negotiation-round", None, True),
        ("high-level-meeting", True, False),
    ]
    assert result.result == (
        "2 of 3 meetings of the process were open; not known for 1 more; "
        "1 is listed and not counted."
    )
    # While the process runs, another round may follow, and none is the last.
    early = compute(ours, Measure.model_validate({"rule": "open-meetings"}), date(2025, 12, 10))
    assert [i.holds for i in early.inputs if i.record and i.record.id == "last-negotiation-round"]
    assert not any(item.is_apart for item in early.inputs)


def test_time_zones_are_judged_draft_by_draft(ours: Process) -> None:
    result = compute(ours, Measure.model_validate({"rule": "time-zones-served"}), TODAY)
    assert [(item.title, item.holds) for item in result.inputs] == [
        ("Elements Paper", False),
        ("Zero Draft", None),
        ("Rev.1", None),
        ("Rev.2", None),
    ]


def test_time_zones_of_a_draft_are_open_until_the_next_one_is_out(ours: Process) -> None:
    """On 10 July 2025 the consultation of 29 July was still ahead."""
    day = date(2025, 7, 10)
    measure = Measure.model_validate({"rule": "time-zones-served"})
    [item] = compute(as_known(ours, day), measure, day).inputs
    assert (item.title, item.holds) == ("Elements Paper", None)
    assert item.said.endswith(" so far")
    assert item.wanted.startswith("Are there to be more consultations on Elements Paper")


def test_no_rule_says_not_known_of_what_the_page_itself_has_evidence_for(card: Scorecard) -> None:
    """A rule that knows of no case at all, beside a judgement that cites one of these very records.

    Left out is who spoke how often: that is a count, which no text beside it gives.
    """
    found = []
    for score in card.scores:
        judged = score.judgement
        if judged is None or judged.verdict is UNKNOWN:
            continue
        cited = {source.ref for proof in judged.evidence for source in proof.source}
        for result in score.results:
            asked = {item.record.ref for item in result.unknown if item.record}
            knows_nothing = result.inputs and len(result.unknown) == len(result.inputs)
            if knows_nothing and asked & cited and result.measure.rule is not RuleName.SPEAKERS:
                found.append((score.commitment.id, str(result.measure.rule)))
    assert found == []


def test_a_group_that_a_source_names_took_part_though_it_was_not_counted(ours: Process) -> None:
    measure = Measure.model_validate({"rule": "group-spoke", "group": "governments"})
    result = compute(ours, measure, TODAY)
    assert [item.record.id for item in result.inputs if item.holds and item.record] == [
        "2025-07-09-geneva",
        "2025-07-29-virtual",
        "2025-11-14-virtual",
    ]
    assert not any(item.holds is False for item in result.inputs)
