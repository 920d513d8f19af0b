"""The body of a draft: numbers, blocks, footnotes, the way back, and what can be wrong.

Covers: clearway.texts.checks.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.texts.checks import TextFinding, findings
from clearway.texts.numbers import joined, split_heading_number, split_number
from clearway.texts.paragraphs import (
    Body,
    Footnote,
    FootnoteMark,
    NumberedParagraph,
    arranged,
    read_body,
    read_paragraphs,
    write_paragraphs,
)

CASES = Path(__file__).parent / "cases" / "paragraphs"

NUMBERED = {
    "12. Branch libraries shall open": ("12", "Branch libraries shall open"),
    "12.": ("12", ""),
    "12.We": ("12", "We"),
    "12) We": ("12)", "We"),
    "(12) Whereas": ("(12)", "Whereas"),
    "12. 2025 was long": ("12", "2025 was long"),
    "12bis. we": ("12bis", "we"),
    "12bis We": ("12bis", "We"),
    "12 bis. we": ("12bis", "we"),
    "12 bis We": ("12bis", "We"),
    "12.bis We": ("12bis", "We"),
    "12 Ter. We": ("12ter", "We"),
    "12 quater “We": ("12quater", "“We"),
    "12quinquies. We": ("12quinquies", "We"),
    "12A. We": ("12A", "We"),
    "12 alt. We": ("12alt", "We"),
    "12alt2. We": ("12alt2", "We"),
    "alt 12. We": ("alt 12", "We"),
    "Alt. 12bis. We": ("alt 12bis", "We"),
    "OP 4. Calls": ("OP 4", "Calls"),
    "OP4: Calls": ("OP 4", "Calls"),
    "OP4 Calls": ("OP 4", "Calls"),
    "OP4 bis. calls": ("OP 4bis", "calls"),
    "PP 3.": ("PP 3", ""),
    "PP3 Recalling": ("PP 3", "Recalling"),
    "1.2. we": ("1.2", "we"),
    "1.2 We": ("1.2", "We"),
    "(a) in winter": ("(a)", "in winter"),
    "(iv) in winter": ("(iv)", "in winter"),
    "(aa) in winter": ("(aa)", "in winter"),
    "(a bis) in winter": ("(a bis)", "in winter"),
    "a) in winter": ("a)", "in winter"),
    "iv. in winter": ("iv", "in winter"),
    "12. [deleted]": ("12", "[deleted]"),
    "12 [deleted]": ("12", "[deleted]"),
    "[12bis. We open]": ("12bis", "[We open]"),
    "[[12. We": ("12", "[[We"),
    "[12bis.] We open": ("[12bis]", "We open"),
    "[12 bis]. We open": ("[12bis]", "We open"),
    "[(a)] in winter": ("[(a)]", "in winter"),
    "• books": ("-", "books"),
    "- books": ("-", "books"),
    "12undecies. We": ("12undecies", "We"),
    "12(bis) We": ("12bis", "We"),
    "12 (bis). We": ("12bis", "We"),
    "1 bis alt. We": ("1bis alt", "We"),
    "a bis) En été": ("a bis)", "En été"),
    "(a) bis in winter": ("(a bis)", "in winter"),
    "1° Le premier point": ("1°", "Le premier point"),
    "2º El segundo punto": ("2º", "El segundo punto"),
    "1er. Le premier": ("1er", "Le premier"),
    "ñ) en invierno": ("ñ)", "en invierno"),
    "а) весной": ("а)", "весной"),
    "(б) осенью": ("(б)", "осенью"),
    "١ - يقرر": ("١", "يقرر"),
    "١٢. يقرر": ("١٢", "يقرر"),
    "(أ) في الشتاء": ("(أ)", "في الشتاء"),
    "(هـ) في الشتاء": ("(هـ)", "في الشتاء"),
    "1．决定召开会议": ("1", "决定召开会议"),
    "１．决定召开会议": ("１", "决定召开会议"),
    "（一）决定": ("(一)", "决定"),
    "（a）决定": ("(a)", "决定"),
    "十二、决定": ("十二", "决定"),
}

PLAIN = [
    "2025 was a year of books",
    "2025. A year of books",
    "1,000 people came",
    "3 000 people came",
    "12 months after the opening",
    "3.5 million loans",
    "3.5Mb of data",
    "3.B is a class",
    "1.2.2025 was a Saturday",
    "12A Main Street",
    "12: 30 is too early",
    "OP 4 of the text",
    "c. 1990 the branch closed",
    "i.e. the branch",
    "(see) the annex",
    "(mix) of books",
    "(EU) text",
    "[1] Smith",
    "-5 degrees",
    "Recalling its plan",
    "A. Smith wrote",
    "20° C is warm",
    "1er janvier",
    "一些国家指出",
    "(один) из них",
    "1 - 2 days",
    "",
]


@pytest.mark.parametrize(("text", "parts"), NUMBERED.items())
def test_a_number_is_split_from_its_text(text: str, parts: tuple[str, str]) -> None:
    assert split_number(text) == parts
    assert split_number(joined(*parts)) == parts, "it reads back as it is written"


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_begins_with_a_figure_is_text(text: str) -> None:
    assert split_number(text) == ("", text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("IV. Follow-up", ("IV", "Follow-up")),
        ("A. Opening hours", ("A", "Opening hours")),
        ("Annex I: Branches", ("Annex I", "Branches")),
        ("2025 in figures", ("", "2025 in figures")),
    ],
)
def test_headings_have_numbers_of_their_own(text: str, parts: tuple[str, str]) -> None:
    assert split_heading_number(text) == parts


BODY = """\
*Recalling* its plan of 2019,

## A. Opening hours

12. Branch libraries shall open
on   Saturdays.[^3]
They may close at noon.

(a) in winter;

(i) from December

(j) not the letter

12 bis We [open].

(b) too late

after it

- books
  and maps

## Annex [^n]

12. Again.
[^3]: Council minute 14. It
was long.

[^n]: See p. 4.
"""


def test_a_body_is_read() -> None:
    assert read_body(BODY, first_line=9) == Body(
        (
            NumberedParagraph("", "*Recalling* its plan of 2019,", "p", 0, 9, "text-1"),
            NumberedParagraph("A", "Opening hours", "h", 2, 11, "opening-hours"),
            NumberedParagraph(
                "12",
                "Branch libraries shall open on Saturdays. They may close at noon.",
                "p",
                0,
                13,
                "p12",
                (FootnoteMark(41, "3"),),
            ),
            NumberedParagraph("(a)", "in winter;", "p", 1, 17, "p12-a"),
            NumberedParagraph("(i)", "from December", "p", 2, 19, "p12-a-i"),
            NumberedParagraph("(j)", "not the letter", "p", 1, 21, "p12-j"),
            NumberedParagraph("12bis", "We [open].", "p", 0, 23, "p12bis"),
            NumberedParagraph("(b)", "too late", "p", 1, 25, "p12bis-b"),
            NumberedParagraph("", "after it", "p", 0, 27, "opening-hours-1"),
            NumberedParagraph("-", "books and maps", "p", 2, 29, "p12bis-b-b1"),
            NumberedParagraph("", "Annex", "h", 2, 32, "annex", (FootnoteMark(5, "n"),)),
            NumberedParagraph("12", "Again.", "p", 0, 34, "p12--2"),
        ),
        (
            Footnote("3", "Council minute 14. It was long.", 35),
            Footnote("n", "See p. 4.", 38),
        ),
    )


def test_writing_gives_every_sentence_a_line() -> None:
    assert (
        write_paragraphs(*_parts(read_body(BODY)))
        == """\
*Recalling* its plan of 2019,

## A. Opening hours

12. Branch libraries shall open on Saturdays.[^3]
They may close at noon.

(a) in winter;

(i) from December

(j) not the letter

12bis. We [open].

(b) too late

after it

- books and maps

## Annex[^n]

12. Again.

[^3]: Council minute 14. It was long.

[^n]: See p. 4.
"""
    )


def _parts(body: Body) -> tuple[tuple[NumberedParagraph, ...], tuple[Footnote, ...]]:
    return body.paragraphs, body.footnotes


def test_a_letter_or_a_roman_figure_as_the_row_wants() -> None:
    letters = "".join(f"({letter}) books\n\n" for letter in "abcdefghij")
    levels = [p.level for p in read_paragraphs(f"1. We lend:\n\n{letters}(i) twice")]
    assert levels == [0] + [1] * 10 + [2]


def test_an_annex_that_counts_anew_has_its_own_anchors() -> None:
    body = "## Plan\n\n1. We open.\n\n## Annex I\n\n1. Branches\n\n(a) North"
    anchors = [p.anchor for p in read_paragraphs(body)]
    assert anchors == ["plan", "p1", "annex-i", "annex-i-p1", "annex-i-p1-a"]


@pytest.mark.parametrize(
    "paragraph",
    [
        NumberedParagraph("", "## looks like a heading", "p", 0, 0, ""),
        NumberedParagraph("", "12. looks numbered", "p", 0, 0, ""),
        NumberedParagraph("12", "two\n\nblocks", "p", 0, 0, ""),
        NumberedParagraph("§ 4", "unknown number", "p", 0, 0, ""),
        NumberedParagraph("", "[^1]: looks like a footnote", "p", 0, 0, ""),
        NumberedParagraph("", "", "p", 0, 0, ""),
    ],
)
def test_what_would_not_read_back_is_not_written(paragraph: NumberedParagraph) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        write_paragraphs([paragraph])


numbers = st.sampled_from(sorted({number for number, _ in NUMBERED.values()} | {""}))
words = st.lists(
    st.sampled_from(
        [
            "we",
            "open.",
            "[and]",
            "close;",
            "‘it’",
            '"They"',
            "say:",
            "12.",
            "(a)",
            "bis",
            "#",
            "-",
            "2025",
            "élan",
        ]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(st.lists(st.tuples(numbers, words), max_size=8))
def test_the_way_back_is_exact(drawn: list[tuple[str, str]]) -> None:
    paragraphs = arranged(
        NumberedParagraph(*split_number(f"We {text}" if not number else text), "p", 0, 0, "")
        for number, text in drawn
        if not split_number(text)[0] and not text.startswith("# ")
    )
    body = write_paragraphs(paragraphs)
    back = read_paragraphs(body)
    assert [(p.number, p.text, p.anchor) for p in back] == [
        (p.number, p.text, p.anchor) for p in paragraphs
    ]
    assert write_paragraphs(back) == body


TOKENS = [
    *"[]()（）.．。、:-– \u200d°º•",
    *("1", "12", "٣", "４", "bis", "ter", "alt", "OP ", "PP", "er", "a", "iv", "B", "ñ", "б", "هـ"),
    *("十", "二", "We open", "text", "决定", "يقرر", "[deleted]", "\n", "# ", "*"),
]


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(TOKENS), max_size=8).map("".join))
def test_any_number_that_is_read_is_written_so_that_it_reads_back(text: str) -> None:
    number, rest = split_number(text)
    if number:
        assert split_number(joined(number, rest)) == (number, rest)


# --- checks: one good and one bad file per rule ------------------------------------------------

GOOD = sorted((CASES / "good").glob("*.md"))
BAD = sorted((CASES / "bad").glob("*.md"))


def _line(finding: TextFinding) -> str:
    place = f"{finding.line}:{finding.column}: {finding.rule}"
    return f"{place}: {finding.must}; {finding.found}. {finding.remedy}.\n"


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_body_has_no_findings(path: Path) -> None:
    assert findings(path.read_text("utf-8")) == ()


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_body_is_told_where_and_what(path: Path) -> None:
    told = "".join(map(_line, findings(path.read_text("utf-8"))))
    assert told == path.with_suffix(".txt").read_text("utf-8")
    assert f": {path.stem}: " in told


def test_every_rule_has_a_good_and_a_bad_case() -> None:
    assert [path.name for path in GOOD] == [path.name for path in BAD]
