"""Rules for pages of lines, each shown on a small typed page.

Covers: clearway.texts.readers.printed_lines, clearway.texts.readers.printed_paragraphs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from clearway.texts.readers import draft_text, read_draft
from clearway.texts.readers.printed_paragraphs import healed

WORDS = frozenset({"administration", "well-being", "heating"})


@pytest.mark.parametrize(
    ("before", "after", "joined", "told"),
    [
        ("the administra-", "tion pays", "the administration pays", []),
        ("the well-", "being of all", "the well-being of all", []),
        ("a news-", "paper", "a newspaper", ["news-paper"]),
        ("a non-", "paper", "a non-paper", ["non-paper"]),
        ("the North-", "South line", "the North-South line", []),
        ("from 12-", "15 hours", "from 12-15 hours", []),
        ("soft\xad", "ly", "softly", []),
        ("and/", "or", "and/or", []),
        ("a dash –", "here", "a dash – here", []),
        ("heating", "rests", "heating rests", []),
    ],
)
def test_words_broken_at_the_end_of_a_line(
    before: str, after: str, joined: str, told: list[str]
) -> None:
    doubts: list[str] = []
    assert healed(before, after, WORDS, doubts) + after == joined
    assert doubts == told


PAGES = {
    "a first line indented": (
        "   We open the branch on all Saturdays of the\nyear, and on Sundays.\n"
        "   We close the branch on all holidays of the\nyear.\n",
        [
            "We open the branch on all Saturdays of the year, and on Sundays.",
            "We close the branch on all holidays of the year.",
        ],
    ),
    "a number hanging": (
        "1. We open the branch on all Saturdays of the\n   year, and on Sundays.\n"
        "2. We close the branch on all holidays of the\n   year.\n",
        [
            "1. We open the branch on all Saturdays of the year, and on Sundays.",
            "2. We close the branch on all holidays of the year.",
        ],
    ),
    "a sentence over the page": (
        "1. We open the branch on all Saturdays of the\n\fyear, and on Sundays.\n",
        ["1. We open the branch on all Saturdays of the year, and on Sundays."],
    ),
    "a number of another thing at the beginning of a line": (
        "1. We open the branch as it stands on its page\n7. Nothing else is asked.\n",
        ["1. We open the branch as it stands on its page 7. Nothing else is asked."],
    ),
    "double spacing": (
        "1. We open the branch on all Saturdays of the\n\nyear, and we keep it open on all of the "
        "Sunday\n\nmornings and evenings that there are in it.\n\n2. We close the branch on all "
        "holidays of the\n\nyear, and we keep it closed on all of the fair\n\ndays and election "
        "days that there are in it.\n",
        [
            "1. We open the branch on all Saturdays of the year, and we keep it open on all of the "
            "Sunday mornings and evenings that there are in it.",
            "2. We close the branch on all holidays of the year, and we keep it closed on all of "
            "the fair days and election days that there are in it.",
        ],
    ),
    "line numbers by five": (
        "     1. We open the branch on all Saturdays\n     of the year, and we keep it open on\n"
        "     all Sundays and all holidays but for\n     those on which the council meets in\n"
        "5    the reading room, which is its room.\n     2. We close the branch on all other\n"
        "     days of the year, and we keep it all\n     closed on the days of the river fair\n"
        "     and on election days, on which those\n10   who vote need the reading room, which\n"
        "     is their room, and so on and on until\n     the council has met, and has found it\n"
        "     to be good; and we count the visitors\n     who come, and those who do not come,\n"
        "15   and publish both figures every spring\n     in the newspaper that is read most.\n"
        "     3. We open the doors at ten, and close\n     them at four, except on the Fridays\n"
        "     of the summer, on which we stay here\n20   for as long as somebody reads a book.\n",
        ["1. We", "2. We", "3. We"],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_typed_page_is_read_as_people_read_it(name: str, tmp_path: Path) -> None:
    page, paragraphs = PAGES[name]
    path = tmp_path / "page.txt"
    path.write_text(page, "utf-8")
    read = [" ".join(block.split()) for block in draft_text(read_draft(path)).split("\n\n")]
    assert [block[: len(text)] for block, text in zip(read, paragraphs, strict=True)] == paragraphs
    assert not any(word in " ".join(read).split() for word in ("5", "10", "15", "20"))
