"""What the scorecard, a statement's page and the page of promises say first.

Covers: clearway.publish.pages.scorecard.
"""

from __future__ import annotations

import re

import pytest

from clearway.insight.knowledge.days import Days
from clearway.insight.scorecard import Scorecard, scorecard, settled_on
from clearway.insight.scorecard.promises import PromiseState, since, status_of
from clearway.publish import formatting
from clearway.publish.pages.scorecard import points_in_words, score_in_words
from clearway.records.kinds.commitment import Fulfilment, Promise
from tests.insight.reviewed import TODAY, our_record


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return scorecard(our_record(), TODAY)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "ten-steps",
            "Of ten points: none met, five partly met, five not known from the sources read.",
        ),
        (
            "five-point-plan",
            "Of four points: none met, three partly met, one not known from the sources read. "
            "The text of one more is not known here.",
        ),
    ],
)
def test_the_verdict_on_a_statement_is_one_sentence(
    card: Scorecard, statement: str, said: str
) -> None:
    assert points_in_words(card.of_statement(statement)) == said


def test_a_statement_of_which_no_point_is_known_is_not_judged(card: Scorecard) -> None:
    assert points_in_words(card.text_unknown) == (
        "The text of its points is not known here, so none can be judged."
    )


@pytest.mark.parametrize(
    ("commitment", "said"),
    [
        (
            "ten-steps-9",
            "Partly met: of the 3 cases known, 2 were kept; 10 more are not known.",
        ),
        (
            "ten-steps-2",
            "Partly met: of the 3 cases known, 3 were kept; 6 more are not known; "
            "an editor judges the rest partly met.",
        ),
        ("ten-steps-10", "Partly met, as an editor judges from the evidence."),
        ("ten-steps-1", "Not known from the sources read."),
        ("five-point-plan-5", "Its text is not known here, so it cannot be judged."),
    ],
)
def test_the_verdict_on_a_point_is_one_sentence(
    card: Scorecard, commitment: str, said: str
) -> None:
    [score] = [score for score in card.scores if score.commitment.id == commitment]
    assert score_in_words(score) == said


def test_every_point_has_a_sentence_that_ends_and_says_its_verdict_once(card: Scorecard) -> None:
    for score in card.scores:
        said = score_in_words(score)
        assert re.fullmatch(r"[A-Z][^.]+\.", said)


@pytest.mark.parametrize(
    ("commitment", "said"),
    [
        ("ten-steps-9", "20 October 2025, the day of the evidence that settled it."),
        ("ten-steps-10", "27 November 2026, when an editor judged it."),
        ("ten-steps-1", "Nothing recorded has settled it so far."),
    ],
)
def test_a_point_says_since_when_it_is_judged_so(
    card: Scorecard, commitment: str, said: str
) -> None:
    [score] = [score for score in card.scores if score.commitment.id == commitment]
    judged = score.judgement.date if score.judgement else None
    settled = settled_on(score, Days(our_record()).told)
    is_known = score.verdict is not Fulfilment.UNKNOWN
    assert formatting.since_settled(settled, is_known, judged) == said


def test_evidence_without_a_day_gives_none(card: Scorecard) -> None:
    for score in card.scores:
        if score.verdict is not Fulfilment.UNKNOWN:
            settled = settled_on(score, Days(our_record()).told)
            assert settled is not None
    assert formatting.since_settled(None, True, None) == (
        "Some of the evidence has no day, so that is not known."
    )


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        ("roadmap-zero-draft", "29 August 2025."),
        ("igf-funding-proposal", "1 October 2026."),
        ("summaries-online", "9 July 2025, when it was promised."),
        ("itu-report-2026", "2022, when it was promised."),
    ],
)
def test_a_promise_says_since_when_it_is_in_its_state(promise: str, said: str) -> None:
    process = our_record()
    status = status_of(process, process.find(Promise, promise), TODAY)
    is_open = status.state in (PromiseState.NOT_YET_DUE, PromiseState.UNKNOWN)
    assert (
        formatting.since_promised(since(status, Days(process).of_ref(status.promise.made)), is_open)
        == said
    )
