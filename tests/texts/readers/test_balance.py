"""The balance of an import: every word of a file is in the text or among what was set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearway.texts.readers import Tracked, read_draft
from clearway.texts.readers.balance import balanced

FILES = Path(__file__).parent / "files"

BALANCES: dict[tuple[str, Tracked], str] = {
    ("columns.pdf", "accept"): (
        "400 words in the file: 396 kept, 4 set aside, 0 missing; "
        "1 footnote, 1 with a mark; 0 of 0 square brackets; 0 tables"
    ),
    ("libreoffice.docx", "accept"): (
        "147 words in the file: 143 kept, 4 set aside, 0 missing; "
        "2 footnotes, 2 with a mark; 2 of 2 square brackets; 1 table"
    ),
    ("libreoffice.docx", "reject"): (
        "147 words in the file: 129 kept, 18 set aside, 0 missing; "
        "2 footnotes, 2 with a mark; 2 of 2 square brackets; 1 table"
    ),
    ("libreoffice.docx", "annotate"): (
        "147 words in the file: 129 kept, 18 set aside, 0 missing; "
        "2 footnotes, 2 with a mark; 2 of 2 square brackets; 1 table"
    ),
    ("lines.pdf", "accept"): (
        "231 words in the file: 194 kept, 37 set aside, 0 missing; "
        "0 footnotes, 0 with a mark; 2 of 2 square brackets; 0 tables"
    ),
    ("page.html", "accept"): (
        "99 words in the file: 91 kept, 8 set aside, 0 missing; "
        "2 footnotes, 2 with a mark; 0 of 0 square brackets; 2 tables"
    ),
    ("page.html", "reject"): (
        "99 words in the file: 91 kept, 8 set aside, 0 missing; "
        "2 footnotes, 2 with a mark; 0 of 0 square brackets; 2 tables"
    ),
    ("page.html", "annotate"): (
        "99 words in the file: 91 kept, 8 set aside, 0 missing; "
        "2 footnotes, 2 with a mark; 0 of 0 square brackets; 2 tables"
    ),
    ("printed.pdf", "accept"): (
        "538 words in the file: 518 kept, 20 set aside, 0 missing; "
        "2 footnotes, 2 with a mark; 2 of 2 square brackets; 0 tables"
    ),
    ("resolution.pdf", "accept"): (
        "203 words in the file: 177 kept, 26 set aside, 0 missing; "
        "5 footnotes, 5 with a mark; 0 of 0 square brackets; 0 tables"
    ),
    ("typed.md", "accept"): (
        "66 words in the file: 63 kept, 3 set aside, 0 missing; "
        "1 footnote, 1 with a mark; 0 of 0 square brackets; 1 table"
    ),
    ("typed.md", "reject"): (
        "66 words in the file: 63 kept, 3 set aside, 0 missing; "
        "1 footnote, 1 with a mark; 0 of 0 square brackets; 1 table"
    ),
    ("typed.md", "annotate"): (
        "66 words in the file: 63 kept, 3 set aside, 0 missing; "
        "1 footnote, 1 with a mark; 0 of 0 square brackets; 1 table"
    ),
    ("typed.txt", "accept"): (
        "144 words in the file: 136 kept, 8 set aside, 0 missing; "
        "0 footnotes, 0 with a mark; 2 of 2 square brackets; 0 tables"
    ),
    ("unwrapped.txt", "accept"): (
        "62 words in the file: 62 kept, 0 set aside, 0 missing; "
        "0 footnotes, 0 with a mark; 0 of 0 square brackets; 0 tables"
    ),
    ("word.docx", "accept"): (
        "115 words in the file: 94 kept, 21 set aside, 0 missing; "
        "2 footnotes, 2 with a mark; 0 of 0 square brackets; 1 table"
    ),
    ("word.docx", "reject"): (
        "115 words in the file: 91 kept, 24 set aside, 0 missing; "
        "3 footnotes, 3 with a mark; 0 of 0 square brackets; 1 table"
    ),
    ("word.docx", "annotate"): (
        "115 words in the file: 91 kept, 24 set aside, 0 missing; "
        "3 footnotes, 3 with a mark; 0 of 0 square brackets; 1 table"
    ),
}


@pytest.mark.parametrize(("name", "tracked"), BALANCES)
def test_a_file_is_in_balance(name: str, tracked: Tracked) -> None:
    imported = read_draft(FILES / name, tracked=tracked)
    assert str(imported.balance) == BALANCES[name, tracked]
    assert imported.balance is not None
    assert imported.balance.missing == ()


LEFT_OUT = {
    "resolution.pdf": [
        "page 1, header or footer: C/RES/80/1 Opening hours of branch libraries",
        "page 1, header or footer: 25-12345 2/3",
        "page 2, header or footer: Opening hours of branch libraries C/RES/80/1",
        "page 2, header or footer: 3/3 25-12345",
    ],
    "page.html": [
        "<nav>: Home Plans",
        "<p>: Secret.",
        "<footer>: 12. Printed in Larkwater",
        "tracked change, deleted: may",
    ],
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_set_aside_is_listed_with_its_reason(name: str) -> None:
    assert list(read_draft(FILES / name).left_out) == LEFT_OUT[name]


def test_a_word_that_is_nowhere_is_a_doubt() -> None:
    imported = read_draft(FILES / "unwrapped.txt")
    text = (FILES / "unwrapped.txt").read_text("cp1252")
    lost = balanced(imported, f"{text} Larkwater's lost chapter [16]")
    assert lost.balance is not None
    assert lost.balance.missing == ("larkwater", "s", "lost", "chapter", "16")
    assert (lost.balance.brackets_before, lost.balance.brackets) == (2, 0)
    assert str(lost.doubts[-1]) == (
        "5 words of the file cannot be found in the text: 'larkwater', 's', 'lost', 'chapter', '16'"
    )
