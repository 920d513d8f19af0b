"""Which words are marked, and where."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clearway.redline import word_diff
from tests.redline.reading import after, before, marked

MARKED = {
    "nothing": ("All as before.", "All as before.", "All as before."),
    "one word": (
        "States should act.",
        "States shall act.",
        "States [-should-]{+shall+} act.",
    ),
    "binding words stay apart from the larger change around them": (
        "States should promote cooperation and protect all human rights by 2025.",
        "States shall encourage collaboration or defend some human rights by 2030.",
        "States [-should-]{+shall+} [-promote cooperation-]{+encourage collaboration+} "
        "[-and-]{+or+} [-protect all-]{+defend some+} human rights by [-2025-]{+2030+}.",
    ),
    "not is a change of its own": (
        "Governments shall act and report.",
        "Governments shall not act [and report].",
        "Governments shall {+not +}act {+[+}and report{+]+}.",
    ),
    "a 'not' in the midst of what took another's place": (
        "Members agree to continue the work on tariffs.",
        "Members agree that they do not wish to go on with the work on tariffs.",
        "Members agree [-to continue-]{+that they do +}{+not +}{+wish to go on with+} the work on "
        "tariffs.",
    ),
    "a 'not' that turns a kept word stands apart from what was put in with it": (
        "The Board shall meet in public.",
        "The Board shall in no case whatsoever and for no reason not meet in public.",
        "The Board shall{+ in no case whatsoever and for no reason +}{+not+} meet in public.",
    ),
    "so does one behind a kept word": (
        "The Board shall meet in public.",
        "The Board shall not, unless two members ask, meet in public.",
        "The Board shall{+ not, +}{+unless two members ask,+} meet in public.",
    ),
    "one that was taken out": (
        "Members may not, as a rule, vote by letter.",
        "Members may vote by letter.",
        "Members may[- not, -][-as a rule,-] vote by letter.",
    ),
    "'not' beside an exchanged word": (
        "Branches should quickly agree on loans.",
        "Branches shall not ever agree on loans.",
        "Branches [-should-]{+shall+} [-quickly-]{+not +}{+ever+} agree on loans.",
    ),
    "a figure": (
        "Books are lent for weeks.",
        "Books are lent for a term of 4 weeks.",
        "Books are lent for{+ a term of +}{+4+} weeks.",
    ),
    "wholly new prose is whole, whatever it forbids": (
        "Readers bring a card. Doors close at six.",
        "Readers bring a card. No guest shall enter without 2 cards. Doors close at six.",
        "Readers bring a card.{+ No guest shall enter without 2 cards.+} Doors close at six.",
    ),
    "so is a new clause": (
        "Readers bring a card, and a bag.",
        "Readers bring a card, which must not be lent, and a bag.",
        "Readers bring a card,{+ which must not be lent,+} and a bag.",
    ),
    "brackets removed": (
        "on [voluntary] terms",
        "on voluntary terms",
        "on [-[-]voluntary[-]-] terms",
    ),
    "an 'and' that two unrelated stretches share is no island": (
        "The fund pays for travel, lodging and meals of all members who live abroad.",
        "The fund closes after one year unless the Board extends it and finds new means for it.",
        "The fund [-pays for travel, lodging and meals of all members who live abroad-]"
        "{+closes after one year unless the Board extends it and finds new means for it+}.",
    ),
    "an added item slides to the edge of its clause": (
        "We support growth, and jobs.",
        "We support growth, peace, and jobs.",
        "We support growth,{+ peace,+} and jobs.",
    ),
    "an added sentence is whole": (
        "First this. Then that.",
        "First this. Then this too. Then that.",
        "First this.{+ Then this too.+} Then that.",
    ),
    "an added bracket is whole": (
        "Access [to A] matters.",
        "Access [to A] [and B] matters.",
        "Access [to A]{+ [and B]+} matters.",
    ),
    "decimals and thousands are one number": (
        "It costs 1,250.50 crowns.",
        "It costs 1,350.50 crowns.",
        "It costs [-1,250.50-]{+1,350.50+} crowns.",
    ),
    "white space": ("one  two", "one two", "one[- -] two"),
    "a text out of nothing": ("", "New.", "{+New.+}"),
    "a text into nothing": ("Old.", "", "[-Old.-]"),
    "right to left": ("يجب على الدول", "ينبغي على الدول", "[-يجب-]{+ينبغي+} على الدول"),
}


@pytest.mark.parametrize("name", MARKED)
def test_marked(name: str) -> None:
    old, new, expected = MARKED[name]
    assert marked(word_diff(old, new)) == expected


# Texts that share much, as drafts do: few words, all kinds of white space and signs.
WORDS = st.sampled_from(
    [
        "shall",
        "should",
        "and",
        "the",
        "States",
        "2030",
        "[",
        "]",
        ",",
        ".",
        " ",
        "  ",
        "\n\n",
        "’",
        "é",
    ]
)
TEXTS = st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=30)


@given(TEXTS, TEXTS)
@example("a", "a ")
@example(" a", "a")
@example("a b", "a\u00a0b")
def test_rejecting_spells_the_old_text_and_accepting_the_new(old: str, new: str) -> None:
    runs = word_diff(old, new)
    assert (before(runs), after(runs)) == (old, new)
    assert all(run.text for run in runs)


@given(TEXTS)
def test_nothing_changed_is_one_run(text: str) -> None:
    assert word_diff(text, text) == ((("=", text),) if text else ())
