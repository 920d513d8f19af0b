"""How the bench reads programs that mark words, by the one of them that is always there."""

from __future__ import annotations

from clearway.redline import Paragraph
from tests.bench.drafts import Link
from tests.bench.programs import by_git, linked

OLD = [
    Paragraph("1.", "Lockers are emptied every night by the guard."),
    Paragraph("2.", "Prams stay in the hall. Dogs wait at the gate of the yard."),
]
NEW = [
    Paragraph("1.", "Nobody is asked for a card."),
    Paragraph("2.", "Lockers are emptied every night by the porter."),
    Paragraph("3.", "Prams stay in the hall."),
    Paragraph("4.", "Dogs wait at the gate of the yard."),
]


def test_paragraphs_that_kept_half_of_their_words_are_linked() -> None:
    assert by_git(OLD, NEW) == [Link((0,), (1,), False), Link((1,), (2, 3), False)]


def test_the_same_draft() -> None:
    assert by_git(OLD, OLD) == [Link((0,), (0,), False), Link((1,), (1,), False)]


def test_a_few_kept_words_are_no_link() -> None:
    marks = [
        ("=", "Lockers are "),
        ("-", OLD[0].text[12:]),
        ("+", "never emptied, said the porter."),
    ]
    new = [Paragraph("1.", "Lockers are never emptied, said the porter.")]
    assert linked(OLD[:1], new, marks) == []
