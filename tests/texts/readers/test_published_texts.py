"""Texts as they are published: numbers of six languages, options, moves, comments."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.texts.checks import findings
from clearway.texts.paragraphs import read_paragraphs, write_paragraphs
from clearway.texts.readers import read_draft
from clearway.texts.readers.document import DraftFileError, Imported, Tracked

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def imported(folder: Path, name: str, content: bytes, tracked: Tracked = "accept") -> Imported:
    path = folder / name
    path.write_bytes(content)
    return read_draft(path, tracked=tracked)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "Генеральная Ассамблея,\n\n1. постановляет созвать совещание:\n\nа) весной;\n\n"
            "б) осенью;\n\n2. просит представить доклад.\n",
            ["", "1", "а)", "б)", "2"],
        ),
        ("大会，\n\n1．决定召开会议；\n\n2．请秘书长提出报告。\n", ["", "1", "2"]),
        ("大会，\n\n一、决定：\n\n（一）召开会议；\n\n（二）报告。\n", ["", "一", "(一)", "(二)"]),
        ("إن المجلس،\n\n١ - يقرر عقد اجتماع؛\n\n٢ - يطلب تقديم تقرير.\n", ["", "١", "٢"]),
        ("إن المجلس،\n\n1 - يقرر:\n\n(أ) الاجتماع؛\n\n(ب) التقرير.\n", ["", "", "(أ)", "(ب)"]),
        (
            "Le Conseil,\n\n1. Décide de se réunir :\n\na) Au printemps ;\n\na bis) En été ;\n\n"
            "b) En automne.\n\n2. 1° Le premier point ;\n",
            ["", "1", "a)", "a bis)", "b)", "2"],
        ),
        ("1. Пункт.\n\n1 бис. Ещё.\n\n(а) да;\n\n(а бис) нет;\n", ["1", "1 бис", "(а)", "(а бис)"]),
        ("٣ - نص.\n\n٣ مكررا - نص.\n\n4 مكررا ثانيا. نص.\n", ["٣", "٣ مكررا", "4 مكررا ثانيا"]),
        ("12．条文。\n\n12之二．条文。\n", ["12", "12之二"]),
        ("1. We.\n\n1 bis alt. They.\n\n1-ter. You.\n", ["1", "1bis alt", "1ter"]),
        ("1. Decide:\n\na) abrir;\n\nñ) cerrar;\n\n2 bis. Pide.\n", ["1", "a)", "ñ)", "2bis"]),
    ],
)
def test_numbers_of_the_six_languages(tmp_path: Path, text: str, numbers: list[str]) -> None:
    read = imported(tmp_path, "draft.txt", text.encode())
    assert [paragraph.number for paragraph in read.paragraphs] == numbers
    body = write_paragraphs(read.paragraphs, read.footnotes)
    assert read_paragraphs(body) == tuple(read.paragraphs)


OPTIONS = """\
## Article 3

1. Parties meet.

### Option 1

2. Parties report each year.

2bis. They publish it:

(a) in print;

### Option 2: On request

2. Parties may report.

2bis. They keep it.

## Article 4

3. (a) On the best evidence;

(b) it considers.

4. Parties shall:

(a)(i) count;

(ii) staff;

(b) tell.
"""


def test_the_same_numbers_under_two_options_have_addresses_of_their_own() -> None:
    anchors = [p.anchor for p in read_paragraphs(OPTIONS) if p.kind == "p"]
    assert anchors == [
        "p1",
        "option-1.2",
        "option-1.2bis",
        "option-1.2bis-a",
        "option-2.2",
        "option-2.2bis",
        "p3",
        "p3-b",
        "p4",
        "p4-a",
        "p4-a-ii",
        "p4-b",
    ]
    assert findings(OPTIONS) == ()


def test_options_may_be_lines_of_text() -> None:
    body = "1. We meet.\n\nAlt 1\n\n2. We report.\n\nAlt 2\n\n2. We do not.\n"
    anchors = [p.anchor for p in read_paragraphs(body) if p.number]
    assert anchors == ["p1", "alt-1", "alt-1.2", "alt-2", "alt-2.2"]


def test_a_sentence_that_speaks_of_an_option_begins_none() -> None:
    body = "Option 1 is preferred by most.\n\n2. We report.\n\n2. We do not.\n"
    assert [p.anchor for p in read_paragraphs(body)] == ["text-1", "p2", "p2--2"]


def test_a_comment_is_left_out_and_a_line_break_is_a_space(tmp_path: Path) -> None:
    text = (
        b"# Memorandum\n\n<!-- MarkdownTOC -->\n\n1. Libraries open. <!-- check -->\n\n<hr>\n\n"
        b"<!--\nfor editors\n-->\n\n2. They close.<br>Late.\n"
    )
    read = imported(tmp_path, "draft.md", text)
    assert [(p.number, p.text) for p in read.paragraphs] == [
        ("1", "Libraries open."),
        ("2", "They close. Late."),
    ]
    assert read.doubts == ()


def test_a_tracked_move_is_a_move(tmp_path: Path) -> None:
    by = 'w:id="1" w:author="Kari" w:date="2024-03-07T10:00:00Z"'

    def paragraph(text: str, change: str = "") -> str:
        run = f"<w:r><w:t>{text}</w:t></w:r>"
        mark = f"<w:pPr><w:rPr><w:{change} {by}/></w:rPr></w:pPr>" if change else ""
        return f"<w:p {W}>{mark}{f'<w:{change} {by}>{run}</w:{change}>' if change else run}</w:p>"

    document = Document()
    body = document.element.body
    for text, change in (
        ("1. One.", ""),
        ("2. Two moves.", "moveFrom"),
        ("3. Three.", ""),
        ("2. Two moves.", "moveTo"),
        ("4. Four.", ""),
    ):
        body.insert(len(body) - 1, parse_xml(paragraph(text, change)))
    file = BytesIO()
    document.save(file)
    read = imported(tmp_path, "draft.docx", file.getvalue(), "annotate")
    assert [p.text for p in read.paragraphs] == ["One.", "Two moves.", "Three.", "Four."]
    (move,) = read.annotations
    assert (move.anchor, move.action, move.placement, move.target) == ("p2", "move", "after", "p3")
    assert move.author == "Kari"


def test_a_number_in_an_element_of_its_own_is_that_of_the_text_beside_it(tmp_path: Path) -> None:
    page = (
        "<!doctype html><div><div>12.</div><p>We agree.</p></div>"
        "<div><span>(a)</span><p>in winter;</p></div>"
        "<div><div>13</div> <div>They do.</div></div>"
        "<div><p>Page 3</p><p>No number.</p></div>"
        "<div><p>14.</p><p>15. Two.</p></div>"
    )
    read = imported(tmp_path, "draft.html", page.encode())
    assert [(p.number, p.text) for p in read.paragraphs] == [
        ("12", "We agree."),
        ("(a)", "in winter;"),
        ("13", "They do."),
        ("", "Page 3"),
        ("", "No number."),
        ("14", ""),
        ("15", "Two."),
    ]


TYPED = "1. We open.[1]\n\n2. We close [2] late.\n\n"


@pytest.mark.parametrize(
    ("text", "numbers", "notes"),
    [
        (f"{TYPED}[1] Minute 14.\n\n[2] Minute 15.\n", ["1", "2"], ["Minute 14.", "Minute 15."]),
        (f"{TYPED}[1] Minute 14.\n\n[3] Minute 15.\n", ["1", "2", "", ""], []),
        ("1. We open.\n\n[1] Minute 14.\n", ["1", ""], []),
        ("1. We open.[1]\n\n2. See [1].\n\n[1] Minute 14.\n", ["1", "2", ""], []),
    ],
)
def test_notes_that_are_typed_at_the_end(
    tmp_path: Path, text: str, numbers: list[str], notes: list[str]
) -> None:
    read = imported(tmp_path, "draft.txt", text.encode())
    assert [paragraph.number for paragraph in read.paragraphs] == numbers
    assert [note.text for note in read.footnotes] == notes
    if notes:
        texts = [(p.text, [(m.offset, m.label) for m in p.marks]) for p in read.paragraphs]
        assert texts == [("We open.", [(8, "1")]), ("We close late.", [(8, "2")])]
        assert read.balance is not None
        assert (read.balance.brackets_before, read.balance.brackets) == (0, 0)


@pytest.mark.parametrize(
    ("name", "text", "read_as"),
    [
        ("draft.md", "## (a)\n\n1. We.\n", [("h", "(a)", ""), ("p", "1", "We.")]),
        ("draft.md", "## 12.\n\n1. We.\n", [("h", "12", ""), ("p", "1", "We.")]),
        ("draft.md", "## IV.\n\n1. We.\n", [("h", "", "IV."), ("p", "1", "We.")]),
        ("draft.txt", "12.[1] We open.\n\n[1] Minute 14.\n", [("p", "12", "We open.")]),
        ("draft.md", "2 bis. [^1] we open.\n\n[^1]: Minute 14.\n", [("p", "2bis", "we open.")]),
    ],
)
def test_a_number_alone_and_a_mark_before_the_first_word(
    tmp_path: Path, name: str, text: str, read_as: list[tuple[str, str, str]]
) -> None:
    read = imported(tmp_path, name, text.encode())
    assert [(p.kind, p.number, p.text) for p in read.paragraphs] == read_as
    body = write_paragraphs(read.paragraphs, read.footnotes)
    assert read_paragraphs(body) == tuple(read.paragraphs)


PIECES = (
    *(
        "[1]",
        "[2]",
        "[3]",
        "We",
        "12.",
        "(a)",
        "[^1]",
        "# ",
        "## ",
        "[deleted]",
        "(a) bis",
        "]",
        "[",
    ),
    *("[agreed ad ref]", "- ", " ", "\n\n", "\n\n[1] Note", "[^1]: x", "<div><p>1.</p>", "</div>"),
)


@pytest.mark.parametrize("name", ["draft.html", "draft.md", "draft.txt"])
@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    pieces=st.lists(st.sampled_from([*PIECES, " ", "\n\n", "\n\n[1] Note", "[^1]: x"]), max_size=14)
)
def test_an_import_ends_with_a_text_that_reads_back_or_with_a_reason(
    name: str, pieces: list[str]
) -> None:
    text = "".join(pieces)
    with TemporaryDirectory() as folder:
        try:
            read = imported(Path(folder), name, text.encode())
        except DraftFileError:
            return
    body = write_paragraphs(read.paragraphs, read.footnotes)
    assert read_paragraphs(body) == tuple(read.paragraphs)
