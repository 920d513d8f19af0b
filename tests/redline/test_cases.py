"""Each folder in cases/ holds two drafts and the whole comparison that is expected of them.

Covers: clearway.redline.arrangement, clearway.redline.candidates, clearway.redline.evidence,
clearway.redline.word_matching, clearway.redline.placeholders, clearway.redline.result,
clearway.redline.tokens.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from clearway.redline import compare
from tests.redline.reading import after, before, paragraphs, told

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_comparison(case: Path) -> None:
    old = paragraphs((case / "old.txt").read_text(encoding="utf-8"))
    new = paragraphs((case / "new.txt").read_text(encoding="utf-8"))
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    assert told(compare(old, new)) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_words_of_every_link_spell_both_drafts(case: Path) -> None:
    old = paragraphs((case / "old.txt").read_text(encoding="utf-8"))
    new = paragraphs((case / "new.txt").read_text(encoding="utf-8"))
    for link in compare(old, new).links:
        assert before(link.words) == "\n\n".join(old[i].text for i in link.old)
        assert after(link.words) == "\n\n".join(new[j].text for j in link.new)
