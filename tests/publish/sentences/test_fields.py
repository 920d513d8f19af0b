"""Fields that changed, in words: every way in which a value can be told."""

from pathlib import PurePosixPath

import pytest

from clearway.insight.changes import compare
from clearway.publish.sentences import Names, describe_change, detail_plain, plain
from clearway.records.model import Process
from clearway.records.reading.load import process_of

PROFILE = """\
id: hours
title: Opening hours
short_title: Hours
description: D
domain: hours.example
opened: 2024-01-08
languages: [en]
zone: Europe/Zurich
stages: [{id: first, title: First round}]
groups: [{id: readers, title: Readers}]
topics: [{id: lamps, title: Lamps}]
source: https://library.example/
"""

HEAD = "title: Evening\nwhen: 2024-02-08\nsource: https://library.example/1\n"


def process(fields: str, body: str = "Words.") -> Process:
    files = {
        "data/process.yaml": PROFILE,
        "data/organisations/friends.yaml": "name: Friends\nsource: https://friends.example/\n",
        "data/consultations/2024-02-08-hall.md": f"---\n{HEAD}{fields}---\n\n{body}\n",
    }
    loaded = process_of({PurePosixPath(path): text.encode() for path, text in files.items()})
    assert loaded.problems == ()
    assert loaded.process is not None
    return loaded.process


def lines(old: Process, new: Process) -> list[str]:
    names = Names(new, old)
    found = [describe_change(names, change) for change in compare(old, new)]
    return [
        line
        for each in found
        for line in (*map(plain, each.sentences), *map(detail_plain, each.details))
    ]


LONG = "Whoever wants to speak writes to the desk, and gets an answer within ten days at most. "


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("", "modality: in-person\n", "modality: unknown → in-person"),
        ("", "recording: none\n", "recording: unknown → none found"),
        ("recording: none\n", "", "recording: none found → unknown"),
        ("stage: first\n", "", "stage: First round → unknown"),
        ("", "topics: [lamps]\n", "topic added: Lamps"),
        ("languages: [en, fr]\n", "languages: [en]\n", "language removed: French"),
        ("languages: [en, fr]\n", "languages: [fr, en]\n", "languages, in another order: changed"),
        ("", "venue: {country: CH}\n", "venue country: unknown → Switzerland"),
        ("", "participants: {count: 1200}\n", "participants count: unknown → 1,200"),
        (
            "participants: {groups: {readers: 3}}\n",
            "participants: {groups: {readers: 5}}\n",
            "readers: 3 → 5",
        ),
        (
            "",
            "documents: [{title: Notes, url: https://a.example/}]\n",
            "document added: Notes",
        ),
        (
            "documents: [{title: Notes, url: https://a.example/}]\n",
            "documents: [{title: Minutes, url: https://a.example/}]\n",
            "document “Minutes”, title: Notes → Minutes",
        ),
        (
            "",
            "registration:\n  closes:\n    when: 2024-02-05\n    source: https://a.example/\n",
            "registration closes: unknown → 5 February 2024",
        ),
        (
            f"who_may_speak: {LONG}\n",
            f"who_may_speak: {LONG.replace('ten', 'five')}\n",
            "who may speak: Whoever wants to speak writes to the desk, and gets an answer within "
            "[-ten-]{+five+} days at most.",
        ),
        (
            "gathering: {en: Fair, fr: Foire}\n",
            "gathering: {en: Fair, fr: Salon}\n",
            "gathering, in another language: changed",
        ),
        (
            "",
            "note: [It rained., 'Who came?', The end]\n",
            "note added: It rained. Who came?, The end",
        ),
        ("evidence: planned\n", "", "date, how it is known: planned → seen"),
        ("printed: at noon\n", "printed: at one\n", "date, what is said of it: changed"),
    ],
)
def test_a_value_is_told_as_a_reader_would_say_it(old: str, new: str, line: str) -> None:
    assert line in lines(process(old), process(new))


def test_a_text_is_shown_where_it_changed() -> None:
    before = f"{LONG * 3}It begins at seven. {LONG * 3}"
    found = lines(process("", before), process("", before.replace("seven", "eight")))
    assert found == [
        "The consultation “Evening”, 8 February 2024, was corrected.",
        "text: … the desk, and gets an answer within ten days at most. It begins at "
        "[-seven-]{+eight+}. Whoever wants to speak writes to the desk, and gets an answer …",
    ]


def test_a_text_of_many_pages_is_only_said_to_have_changed() -> None:
    long = LONG * 300
    assert lines(process("", long), process("", long.replace("ten", "five")))[1:] == [
        "text, in many places: changed"
    ]


def test_contact_data_that_a_record_held_once_is_not_told_again() -> None:
    """The history keeps it; a page must not bring it back."""
    old = process(f"who_may_speak: {LONG}Write to kari@library.example or +41 22 730 51 11.\n")
    new = process(f"who_may_speak: {LONG}Write to the desk.\n")
    (line,) = lines(old, new)[1:]
    assert "[-(contact data) or (contact data)-]" in line
    assert "@" not in line


def test_what_is_called_the_same_before_and_after_is_no_news() -> None:
    old = process("documents: [{title: Notes, url: https://a.example/1}]\n")
    new = process("documents: [{title: Notes, url: https://a.example/2}]\n")
    changes = compare(old, new)
    assert [describe_change(Names(new, old), change).is_silent for change in changes] == [True]


def test_more_is_known_or_something_was_corrected() -> None:
    nothing, one, other = (process(text) for text in ("", "label: A\n", "label: B\n"))
    assert lines(nothing, one)[0] == "More is known of the consultation “Evening”, 8 February 2024."
    assert lines(one, other)[0] == "The consultation “Evening”, 8 February 2024, was corrected."
