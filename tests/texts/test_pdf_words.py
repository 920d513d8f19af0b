"""Characters of a PDF's page into words, whichever way the page is turned.

Covers: clearway.texts.pdf_words, clearway.texts.pdfium, clearway.texts.readers.pdf.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from clearway.texts.pdf_words import PdfRefusedError, Sign, run, single, words_of
from clearway.texts.pdfium import read_pages
from clearway.texts.readers.pdf import read_pdf
from tests.texts.readers.test_hostile import pdf_of

FILES = Path(__file__).parent / "readers" / "files"

# A page as it is turned, and where a line of text begins on it: 50 and 80 points from the top
TURNED = {
    0: ("1 0 0 1 20 250", "1 0 0 1 20 220"),
    90: ("0 1 -1 0 50 20", "0 1 -1 0 80 20"),
    180: ("-1 0 0 -1 280 50", "-1 0 0 -1 280 80"),
    270: ("0 -1 1 0 250 280", "0 -1 1 0 220 280"),
}


@pytest.mark.parametrize("turn", TURNED)
def test_a_page_that_is_turned_is_read_as_it_is_shown(turn: int) -> None:
    first, second = TURNED[turn]
    drawn = f"BT /F 12 Tf {second} Tm (2. The boat.) Tj {first} Tm (1. The hall.) Tj ET"
    content = pdf_of(drawn.encode()).replace(b"/Parent", b"/Rotate %d/Parent" % turn)
    (page,) = run(content)
    assert page.skipped == 0
    assert [p.text for p in read_pdf(content).paragraphs] == ["The hall.", "The boat."]


def test_rotated_text_is_left_out_and_doubted() -> None:
    upright = b"BT /F 12 Tf 1 0 0 1 20 250 Tm (1. The hall.) Tj "
    imported = read_pdf(pdf_of(upright + b"0 1 -1 0 290 20 Tm (COPY) Tj ET"))
    assert [p.text for p in imported.paragraphs] == ["The hall."]
    assert [str(doubt) for doubt in imported.doubts] == ["page 1: rotated text is left out"]


def row(text: str, step: float = 5.0, top: float = 0.0) -> list[Sign]:
    return [Sign(sign, step * i, step * i + 5, top, 10, "F") for i, sign in enumerate(text)]


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        (row("one"), ["one"]),
        (row("one two"), ["one", "two"]),
        (row("ab", step=6.4), ["ab"]),
        (row("ab", step=6.6), ["a", "b"]),
        ([*row("b", top=30), *row("a")], ["a", "b"]),
        ([*row("a"), Sign("2", 5, 8, -2, 6, "F")], ["a", "2"]),
    ],
)
def test_where_a_word_ends(signs: list[Sign], words: list[str]) -> None:
    assert [word[0] for word in words_of(signs)] == words


@pytest.mark.parametrize("parts", [1, 2, 3, 9])
def test_a_file_read_in_parts_is_the_same(parts: int) -> None:
    content = (FILES / "printed.pdf").read_bytes()
    whole = [page for part in range(parts) for page in read_pages(content, part, parts)]
    assert len(whole) == 2
    assert whole == list(read_pages(content))


def test_two_processes_give_the_pages_in_order() -> None:
    content = (FILES / "printed.pdf").read_bytes()
    # JSON has lists for tuples
    assert [page.signs for page in run(content, 2)] == [page.signs for page in run(content, 1)]
    with pytest.raises(PdfRefusedError, match="is damaged"):
        run(b"%PDF-1.7 nothing", 2)


def test_letters_printed_twice_count_once_but_blanks_do_not_ask() -> None:
    twice = [sign for each in row("bold") for sign in (each, each._replace(x0=each.x0 + 0.4))]
    assert "".join(sign.text for sign in single(twice)) == "bold"
    blanks = [*row("a b"), *row("   ")]
    assert single(blanks) == blanks
