"""Whole readers on hard input: a file of twice the size takes about twice the time, or is refused.

Growth is compared, not seconds, and in the processor's time, so that a busy machine passes. What
was found worse than linear is here as a case: numbers that repeat, numbers in order, brackets on
many lines, lists within lists, elements within elements, attributes, tracked changes. A PDF is read
in a process of its own, with a limit of time: see tests/texts/readers/test_hostile.py.
"""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clearway.contribute.endorsements.sheets import read_sheet
from clearway.errors import InputError
from clearway.problems import Severity
from clearway.records.reading.files import parse_document
from clearway.records.rules import check
from clearway.texts.checks import MOST_FINDINGS, findings
from clearway.texts.paragraphs import MAX_PARAGRAPHS
from clearway.texts.readers import DraftFileError, draft_text, html, read_draft
from tests.running import TRACKERS
from tests.texts.readers.test_hostile import body, word_with

MOST_GROWTH = 3.0
"""A file of twice the size may take this much longer. Linear is 2, a square 4."""

SIZE = 12_000

Text = Callable[[int], str]
"""About so many characters."""

Prepare = Callable[[Path, str], Callable[[], object]]
"""Puts a text into a folder, and gives what reads it."""


def repeated(text: str) -> Text:
    return lambda size: text * (size // len(text))


def counted(form: str) -> Text:
    """A text that has its number in it, over and over."""
    return lambda size: "".join(form.format(n) for n in range(1, size // len(form)))


def nested(opens: str, closes: str, depth: int) -> Text:
    whole = opens * depth + closes * depth
    return lambda size: whole * (size // len(whole))


BODIES: dict[str, Text] = {
    "brackets": repeated("[a "),
    "brackets that close": nested("[", "] ", 40),
    "brackets on many lines": repeated("[a] [b\n"),
    "emphasis": repeated("*a **a "),
    "entities": repeated("&amp;"),
    "footnotes": counted("a[^{0}]\n\n[^{0}]: b\n\n"),
    "headings": repeated("# a\n"),
    "items": repeated("- a\n"),
    "letters": repeated("(a) x;\n\n"),
    "links": repeated("[a](b"),
    "links to records": repeated("[a](draft:second-draft) "),
    "lists in lists": lambda size: "".join(f"{'  ' * (n % 50)}- a\n" for n in range(size // 54)),
    "numbers in order": counted("{0}. We open.\n\n"),
    "numbers that fall": lambda size: "".join(f"{n % 999}. a\n\n" for n in range(size // 8, 0, -1)),
    "numbers that repeat": repeated("1. We open.\n\n"),
    "one line": repeated("a"),
    "options": counted("Option {0}\n\n1. a\n\n"),
    "quotations": repeated(">a\n"),
    "reference definitions": repeated("[a]: b\n"),
    "references": repeated("see paragraph 7 and "),
    "spaces": lambda size: f"a{' ' * size}b",
    "tables": repeated("|a|b|\n|-|-|\n|c|d|\n\n"),
    "ticks": lambda size: "".join("`" * n + " " for n in range(1, int((2 * size) ** 0.5))),
}

FIELDS: dict[str, Text] = {
    "aliases": lambda size: "x: &a b\n" + counted("k{0}: *a\n")(size),
    "block": lambda size: "description: |\n" + repeated("  a\n\n")(size),
    "colons": lambda size: "a" + repeated(": b")(size) + "\n",
    "deep": lambda size: "links: " + repeated("[")(size) + "\n",
    "dashes": lambda size: "links:\n" + repeated("- ")(size) + "a\n",
    "digits": lambda size: "announced: " + repeated("9")(size) + "\n",
    "documents": repeated("--- \n"),
    "escapes": lambda size: 'description: "' + repeated("\\x41")(size) + '"\n',
    "hidden": repeated("# \u202e\n"),
    "id": lambda size: "was: " + repeated("a-")(size) + "\n",
    "keys": counted("k{0}: a\n"),
    "languages": lambda size: "description:\n" + counted("  aa-{0:08}: x\n")(size),
    "list": lambda size: "links:\n" + repeated("- {title: a, url: https://a.example}\n")(size),
    "one key": repeated("k: a\n"),
    "quotes": lambda size: "description: '" + repeated("''")(size) + "'\n",
    "tags": counted("k{0}: !a b\n"),
}

PAGES: dict[str, Text] = {
    "attribute": lambda size: f"<p class='{'a ' * (size // 2)}'>a",
    "breaks": lambda size: "<p>" + repeated("a<br>")(size),
    "changes": lambda size: "<p>" + repeated("<ins>a</ins> <del>b</del> ")(size),
    "comments": lambda size: repeated("<!--a-->")(size) + "<p>a",
    "deep": nested("<b>", "</b>a", 60),
    "deep outside": lambda size: "<main><p>x</main>" + nested("<div>a", "</div>", 60)(size),
    "hidden": lambda size: "<p>a" + repeated("<p hidden>a</p>")(size),
    "items": lambda size: "<ol>" + repeated("<li>a")(size),
    "lists in lists": nested("<ol><li>a", "</ol>", 30),
    "navigation": lambda size: "<p>a" + repeated("<nav><i>a</i></nav>")(size),
    "notes": lambda size: (
        counted("<p>x<a href=#f{0}>{0}</a>")(size // 2) + counted("<p id=f{0}>{0} n")(size // 2)
    ),
    "paragraphs": repeated("<p>a"),
    "tables": lambda size: "<table>" + repeated("<tr><td>a<td>b")(size),
    "tables in tables": nested("<table><tr><td>a", "</table>", 20),
}

RUN = "<w:r><w:t>a </w:t></w:r>"

WORD: dict[str, Text] = {
    "bookmarks": lambda size: (
        "<w:p>" + repeated("<w:bookmarkStart w:id='1' w:name='m'/>")(size) + RUN + "</w:p>"
    ),
    "changes": lambda size: (
        "<w:p>" + repeated(f"<w:ins w:id='1' w:author='B'>{RUN}</w:ins>{RUN}")(size) + "</w:p>"
    ),
    "fields": lambda size: (
        "<w:p>" + repeated(f"<w:r><w:fldChar w:fldCharType='begin'/></w:r>{RUN}")(size) + "</w:p>"
    ),
    "paragraphs": repeated(f"<w:p>{RUN}</w:p>"),
    "runs": lambda size: "<w:p>" + repeated(RUN)(size) + "</w:p>",
    "table": lambda size: (
        "<w:tbl>" + repeated(f"<w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr>")(size) + "</w:tbl>"
    ),
    "tables in tables": nested(
        f"<w:tbl><w:tr><w:tc><w:p>{RUN}</w:p>", "</w:tc></w:tr></w:tbl>", 20
    ),
    "tabs": lambda size: "<w:p><w:r>" + repeated("<w:tab/>")(size) + f"</w:r>{RUN}</w:p>",
}

PLAIN: dict[str, Text] = {
    "columns": repeated("aaa aaa aaa     bbb bbb bbb\n"),
    "form feeds": repeated("Head\n\nabc def\n\n1\n\f"),
    "indents": lambda size: "".join(f"{' ' * (n % 60)}a\n" for n in range(size // 32)),
    "lines": repeated("a\n"),
    "numbers": counted("{0}. We open.\n\n"),
    "one line": repeated("a"),
    "paragraphs": repeated("a b c d.\n\n"),
    "words": repeated("a "),
}

TABLES: dict[str, Text] = {
    "cells": lambda size: "Name,Organisation\n" + repeated("a,")(size),
    "line ends": repeated("\n"),
    "one cell": lambda size: "Name,Organisation\n" + repeated("a")(size),
    "quotes": lambda size: 'Name,Organisation\n"' + repeated('""')(size),
    "quotes that open": lambda size: "Name,Organisation\n" + repeated('"a\n')(size),
    "rows": lambda size: "Name,Organisation\n" + repeated("a,b\n")(size),
}

HARD = "statements/hard.md"

STATEMENT = """---
title: Hard
when: 2024-02-20
source: https://friends.example/hard
{}---

{}
"""
DRAFT = """---
title: Hard
when: 2024-05-20
previous: second-draft
text: full
source: https://library.example/hard.pdf
---

{}
"""


def checking(path: str, form: Callable[[str], str]) -> Prepare:
    """Has the whole check read a tracker with one file more."""

    def prepare(folder: Path, text: str) -> Callable[[], object]:
        shutil.copytree(TRACKERS / "library" / "data", folder / "data")
        (folder / "data" / path).write_text(form(text), encoding="utf-8")
        return lambda: check(folder, date(2024, 6, 5))

    return prepare


def importing(suffix: str, packed: Callable[[str], bytes] = str.encode) -> Prepare:
    def prepare(folder: Path, text: str) -> Callable[[], object]:
        folder.mkdir()
        path = folder / f"draft{suffix}"
        path.write_bytes(packed(text))

        def run() -> object:
            try:
                return draft_text(read_draft(path, tracked="annotate"))
            except DraftFileError as refused:
                return refused

        return run

    return prepare


def reading_table(folder: Path, text: str) -> Callable[[], object]:
    folder.mkdir()
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")

    def run() -> object:
        try:
            return read_sheet(path, None, None)
        except InputError as refused:
            return refused

    return run


def in_word(text: str) -> bytes:
    return word_with("word/document.xml", body(text))


def with_fields(text: str) -> str:
    return STATEMENT.format(text, "Text.")


def with_body(text: str) -> str:
    return STATEMENT.format("", text)


KINDS: dict[str, tuple[dict[str, Text], Prepare, int]] = {
    "draft": (BODIES, checking("drafts/third.md", DRAFT.format), SIZE),
    "fields": (FIELDS, checking(HARD, with_fields), SIZE),
    "html": (PAGES, importing(".html"), SIZE),
    "markdown": (BODIES, importing(".md"), SIZE),
    "plain": (PLAIN, importing(".txt"), SIZE),
    "statement": (BODIES, checking(HARD, with_body), SIZE),
    "table": (TABLES, reading_table, 4 * SIZE),
    "word": (WORD, importing(".docx", in_word), 2 * SIZE),
}

CASES = [(kind, name) for kind in sorted(KINDS) for name in sorted(KINDS[kind][0])]


def took(run: Callable[[], object], times: int) -> float:
    """The processor's time of this process, and the least of several."""
    found = []
    for _ in range(times):
        began = time.process_time()
        run()
        found.append(time.process_time() - began)
    return min(found)


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_twice_the_size_takes_twice_the_time(kind: str, name: str, tmp_path: Path) -> None:
    texts, prepare, size = KINDS[kind]
    small = prepare(tmp_path / "small", texts[name](size))
    large = prepare(tmp_path / "large", texts[name](2 * size))
    # What the first call loads counts for neither.
    small()
    for times in (1, 3, 7):
        growth = took(large, times) / max(took(small, times), 1e-3)
        if growth <= MOST_GROWTH:
            return
    pytest.fail(f"{kind}, {name}: twice the size takes {growth:.1f} times as long")


@pytest.mark.parametrize(("path", "form"), [("drafts/third.md", DRAFT.format), (HARD, with_body)])
def test_what_is_timed_is_read_to_the_end(
    path: str, form: Callable[[str], str], tmp_path: Path
) -> None:
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "data")
    (tmp_path / "data" / path).write_text(form("1. We open."), encoding="utf-8")
    assert check(tmp_path, date(2024, 6, 5)).problems == ()


# --- limits ----------------------------------------------------------------------------------


def test_a_text_of_too_many_paragraphs_is_refused() -> None:
    front = "---\ntitle: Long\n---\n\n"
    good, problems = parse_document((front + "a\n\n" * MAX_PARAGRAPHS).encode(), "data/a.md")
    assert good is not None
    assert problems == ()
    for block in ("a\n\n", "# a\n", "[^1]: a\n"):
        raw = (front + block * (MAX_PARAGRAPHS + 5)).encode()
        found, (problem,) = parse_document(raw, "data/a.md")
        assert found is None
        assert (problem.rule, problem.severity) == ("too-large", Severity.ERROR)
        assert problem.must.startswith("a text must have at most 20,000 paragraphs")
        assert problem.found.startswith("this one has 20,00")


def test_a_draft_of_too_many_paragraphs_is_not_imported(tmp_path: Path) -> None:
    for suffix, paragraph in ((".html", "<p>a"), (".md", "a\n\n")):
        path = tmp_path / f"draft{suffix}"
        path.write_text(paragraph * (MAX_PARAGRAPHS + 1), encoding="utf-8")
        with pytest.raises(DraftFileError, match="the file has 20,001 paragraphs; at most 20,000"):
            read_draft(path)


def test_a_tag_of_thousands_of_attributes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "draft.html"
    attributes = " ".join(f"a{n}=1" for n in range(html.MAX_TAG))
    path.write_text(f"<p {attributes}>a", encoding="utf-8")
    with pytest.raises(DraftFileError, match="more than 10,000 signs of attributes"):
        read_draft(path)
    # A picture within the page is one attribute, and as long as it likes.
    path.write_text(f"<p>We open.<img src='data:image/png;base64,{'A' * 99_999}'>")
    assert draft_text(read_draft(path)) == "We open.\n"


def test_a_check_lists_so_many_findings_and_says_that_there_are_more() -> None:
    found = findings("1. " + "[" * (MOST_FINDINGS + 5))
    assert len(found) == MOST_FINDINGS
    assert found[-1].found == "no ']' closes it; more like it follow, which are not listed"
    assert len(findings("1. " + "[" * MOST_FINDINGS)) == MOST_FINDINGS
    assert "more like it" not in findings("1. " + "[" * MOST_FINDINGS)[-1].found


def test_a_workbook_of_too_many_cells_is_bounded(tmp_path: Path) -> None:
    """A row that repeats a cell a million times unpacks to more than any export needs."""
    path = tmp_path / "answers.xlsx"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        for part in range(5001):
            packed.writestr(f"xl/worksheets/sheet{part}.xml", "")
    path.write_bytes(out.getvalue())
    with pytest.raises(InputError, match="unpacks to more than any export needs"):
        read_sheet(path, None, None)
