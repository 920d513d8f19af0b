"""Downloads of the example's drafts and comparisons, each read back by another reader.

Covers: clearway.publish.downloads, clearway.publish.downloads.akoma_ntoso,
clearway.publish.downloads.text_files, clearway.publish.downloads.text_files,
clearway.publish.downloads.text_files, clearway.publish.downloads.comparison_rows,
clearway.publish.downloads.word.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree

from clearway.insight.lineage import Lineage, lineage
from clearway.publish.downloads.akoma_ntoso import NAMESPACE, comparison_akn, text_akn
from clearway.publish.downloads.comparison_rows import DraftFile, Versions, rows
from clearway.publish.downloads.text_files import (
    comparison_html,
    comparison_json,
    comparison_text,
    text_html,
    text_json,
    text_text,
)
from clearway.publish.downloads.word import comparison_docx, text_docx
from clearway.records.rules import check
from clearway.redline import Run, compare
from clearway.texts.numbers import joined
from clearway.texts.paragraphs import NumberedParagraph, read_body, read_paragraphs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GOLDEN = Path(__file__).parent / "golden"
SCHEMAS = Path(__file__).parent / "schemas"

OLD = """\
## Hours

1. Branches shall open on [Saturdays] [Sundays].

2. The boat calls every week at all villages of the river. Its bell is rung twice.

3. The first hour of Wednesday is quiet, without music or groups of any size.

4. Lockers stand in the hall for coats, bags and umbrellas of all readers.

5. The director reports once a year to the council on visits and hours.

6. The report is published on the pages of the library.
"""
NEW = """\
## Hours

1. Lockers stand in the hall for coats, bags and umbrellas of every reader.

2. Branches should open on Sundays.

3. The boat calls every week at all villages of the river.

4. Its bell is rung twice.

5. The director reports once a year to the council on visits and hours.
The report is published on the pages of the library.

6. Nobody is asked for a card at the door of any house of the library.
"""


BRACKETS = {
    "all removed": ("1. Open on [all] days.", "1. Open on all days.", "brackets removed"),
    "one of two": ("1. Open [on] [all] days.", "1. Open on [all] days.", "1 of 2 brackets removed"),
    "added": ("1. Open on all days.", "1. Open on [all] days.", "brackets added"),
    "renumbered": ("1. Open on [all] days.", "7. Open on all days.", "was 1, brackets removed"),
    "kept": ("1. Open on [all] days.", "1. Open on [most] days.", ""),
    "agreed": ("1. Open on all days.", "1. Open on all days. [agreed ad ref]", "agreed ad ref"),
    "brackets, then agreed": (
        "2. All houses shall be open [on [all] days of the week].",
        "1. All houses shall be open on all days of the week. (Agreed ad referendum)",
        "was 2, brackets removed, agreed ad ref",
    ),
    "opened again": (
        "1. Open on all days of the week. [agreed ad ref.]",
        "1. Open on [all] days of the week.",
        "brackets added, no longer marked as agreed ad ref",
    ),
    "option added": (
        "## Option 1\n\n1. All days of the week.",
        "## Option 1\n\n1. All days of the week.\n\n## Option 2: less\n\n1. Sundays and feasts.",
        "Option 2 added",
    ),
    "option": (
        "## Option 1\n\n1. All days of the week.\n\n## Option 2: less\n\n1. Sundays and feasts.",
        "## Option 1\n\n1. All days of the week.",
        "Option 2 deleted",
    ),
}


@pytest.mark.parametrize("name", BRACKETS)
def test_what_is_said_of_brackets_and_options(name: str) -> None:
    old, new, says = BRACKETS[name]
    before, after = (DraftFile(each, read_paragraphs(each)) for each in (old, new))
    versions = Versions(before, after, compare(before.paragraphs, after.paragraphs))
    found = rows(versions)
    assert says in [row.was for row in found]
    told = f"{says}. Changes are marked" in comparison_html(versions)
    assert told == name.startswith("option")


@pytest.fixture(scope="module")
def story() -> Lineage:
    root = Path(__file__).resolve().parents[3] / "examples" / "library"
    process = check(root, date(2025, 11, 3)).process
    assert process is not None
    return lineage(process)


@pytest.fixture(scope="module")
def every(story: Lineage) -> list[Versions]:
    """All comparisons of the example, and a small one with everything in it."""
    found = [
        Versions(
            DraftFile(
                str(pair.old.draft.title), pair.old.paragraphs, (), date(2025, 3, 24), pair.old.id
            ),
            DraftFile(
                str(pair.new.draft.title), pair.new.paragraphs, (), date(2025, 5, 12), pair.new.id
            ),
            pair.comparison,
        )
        for pair in story.pairs.values()
    ]
    assert len(found) == 6
    return [*found, small()]


def small() -> Versions:
    old, new = read_paragraphs(OLD), read_paragraphs(NEW)
    return Versions(
        DraftFile("Old <plan>", old, (), date(2024, 3, 1), "old"),
        DraftFile("New & plan", new, (), date(2024, 5, 1), "new"),
        compare(old, new),
    )


def spelled(paragraphs: tuple[NumberedParagraph, ...]) -> list[str]:
    return [joined(p.number, p.text) for p in paragraphs]


# --- accepting and rejecting everything ----------------------------------------------------------


def side(runs: tuple[Run, ...], op: str) -> str:
    return "".join(run.text for run in runs if run.op in ("=", op))


def test_the_words_of_every_comparison_spell_both_texts(every: list[Versions]) -> None:
    for versions in every:
        for link in versions.comparison.links:
            old = "\n\n".join(versions.old.paragraphs[i].text for i in link.old)
            new = "\n\n".join(versions.new.paragraphs[j].text for j in link.new)
            assert (side(link.words, "-"), side(link.words, "+")) == (old, new)


def taken(paragraph: etree._Element, gone: tuple[str, ...]) -> str:
    return "".join(
        text.text or ""
        for text in paragraph.iter(f"{W}t", f"{W}delText")
        if not any(parent.tag in gone for parent in text.iterancestors())
    )


def resolved(content: bytes, *, accept: bool) -> list[str]:
    """The paragraphs of a Word file after all its changes were accepted, or rejected."""
    gone = (f"{W}del", f"{W}moveFrom") if accept else (f"{W}ins", f"{W}moveTo")
    body = docx.Document(io.BytesIO(content)).element.body
    found: list[str] = []
    open_ = False
    for paragraph in body.iter(f"{W}p"):
        text = taken(paragraph, gone)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        ends = mark is None or not any(mark.find(tag) is not None for tag in gone)
        if open_:
            found[-1] += text
        elif text or ends:
            found.append(text)
        # A paragraph whose end is gone runs into the next one; one that is gone whole is nothing.
        open_ = not ends and (open_ or bool(text))
    return found


def test_word_accepts_to_the_new_and_rejects_to_the_old(every: list[Versions]) -> None:
    for versions in every:
        content = comparison_docx(versions)
        assert resolved(content, accept=True) == spelled(versions.new.paragraphs)
        assert resolved(content, accept=False) == spelled(versions.old.paragraphs)


def test_word_moves_have_two_ends_with_the_same_words() -> None:
    body = docx.Document(io.BytesIO(comparison_docx(small()))).element.body
    ends = {
        end: {start.get(f"{W}name") for start in body.iter(f"{W}move{end}RangeStart")}
        for end in ("From", "To")
    }
    assert ends["From"] == ends["To"] != set()
    words = {
        end: "".join(
            t.text or "" for moved in body.iter(f"{W}move{end}") for t in moved.iter(f"{W}t")
        )
        for end in ("From", "To")
    }
    assert words["From"] == words["To"] != ""
    ids = [e.get(f"{W}id") for e in body.iter() if e.get(f"{W}author")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("make", [comparison_docx, comparison_akn, comparison_text])
def test_the_same_comparison_gives_the_same_bytes(make: Callable[[Versions], object]) -> None:
    assert make(small()) == make(small())


# --- Akoma Ntoso --------------------------------------------------------------------------------


def test_akoma_ntoso_has_both_texts(every: list[Versions]) -> None:
    for versions in every:
        root = etree.fromstring(comparison_akn(versions))
        assert akn_texts(root, without="del", drop="was-") == [
            p.text for p in versions.new.paragraphs
        ]
        ids = [e.get("eId") for e in root.iter() if e.get("eId")]
        assert len(ids) == len(set(ids))


def test_akoma_ntoso_holds_against_the_schema_of_oasis(every: list[Versions]) -> None:
    # It imports xml.xsd, which lies beside it; without network nothing else could be read.
    parser = etree.XMLParser(no_network=True)
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "akomantoso30.xsd", parser))
    bare = [DraftFile("Only a heading", read_paragraphs("## Fines")), DraftFile("Nothing", ())]
    made = [comparison_akn(versions) for versions in (*every, small())]
    made += [text_akn(text) for v in (*every, small()) for text in (v.old, v.new)]
    made += map(text_akn, bare)
    for content in made:
        schema.assertValid(etree.fromstring(content))
    broken = made[-1].replace(b"docTitle", b"title")
    assert not schema.validate(etree.fromstring(broken))


def akn_texts(root: etree._Element, without: str, drop: str = "-") -> list[str]:
    """Headings and paragraphs without the words in `without`, and without ids that begin `drop`."""
    found = []
    for element in root.iter(f"{{{NAMESPACE}}}heading", f"{{{NAMESPACE}}}p"):
        holder = next((e for e in element.iterancestors() if e.get("eId")), None)
        if holder is None or str(holder.get("eId")).split("_")[1].startswith(drop):
            continue
        pieces = [element.text or ""]
        for child in element:
            kept = etree.QName(child).localname != without
            pieces += [(child.text or "") if kept else "", child.tail or ""]
        found.append("".join(pieces))
    return found


# --- JSON, text, HTML -----------------------------------------------------------------------------


def test_json_has_the_shape_that_is_promised(every: list[Versions]) -> None:
    for versions in every:
        value = json.loads(comparison_json(versions))
        assert sorted(value) == ["links", "new", "old"]
        assert (value["old"], value["new"]) == (
            len(versions.old.paragraphs),
            len(versions.new.paragraphs),
        )
        for link in value["links"]:
            assert list(link)[:7] == [
                "kind", "moved", "renumbered", "old", "new", "confidence", "words",
            ]  # fmt: skip
            assert list(link)[7:] in ([], ["confirmed"])
            assert all(op in "=-+" and text for op, text in link["words"])


GOLDENS: dict[str, Callable[[Versions], str | bytes]] = {
    "small.txt": comparison_text,
    "small.html": comparison_html,
    "small.json": comparison_json,
    "small.akn.xml": comparison_akn,
}


@pytest.mark.parametrize("name", GOLDENS)
def test_the_whole_of_a_small_comparison(
    name: str, golden_file: Callable[[Path, str], None]
) -> None:
    drawn = GOLDENS[name](small())
    golden_file(GOLDEN / name, drawn.decode() if isinstance(drawn, bytes) else drawn)


def test_only_what_changed() -> None:
    longer = OLD + "\n7. Coffee is served in the café of the main library until nine.\n"
    old, new = read_paragraphs(longer), read_paragraphs(longer.replace("twice", "once"))
    drawn = comparison_text(
        Versions(DraftFile("a", old), DraftFile("b", new), compare(old, new)), all_=False
    )
    assert drawn == (
        "a → b\n=====\n\n## Hours\n\n(1 paragraph unchanged)\n\n"
        "2. The boat calls every week at all villages of the river. Its bell is rung "
        "[-twice-]{+once+}.\n\n(5 paragraphs unchanged)\n"
    )


def test_a_move_never_looks_like_a_deletion() -> None:
    kinds = [row.kind for row in rows(small())]
    assert kinds.count("left") == 1
    left = next(row for row in rows(small()) if row.kind == "left")
    there = next(row for row in rows(small()) if row.id == left.other)
    assert (there.other, there.was) == (left.id, "moved, was 4")
    deleted = [row.old_numbers for row in rows(small()) if row.kind == "deleted"]
    assert deleted == ["3"]


def test_a_draft_reads_back_from_each_of_its_files(story: Lineage) -> None:
    for version in story.texts:
        notes = read_body(version.draft.body).footnotes
        text = DraftFile(str(version.draft.title), version.paragraphs, notes, None, version.id)
        back = read_body(text_text(text))
        plain = [(p.number, p.text, p.marks) for p in version.paragraphs]
        assert [(p.number, p.text, p.marks) for p in back.paragraphs] == plain
        assert [n.text for n in back.footnotes] == [n.text for n in notes]
        value = json.loads(text_json(text))
        assert [p["text"] for p in value["paragraphs"]] == [p.text for p in version.paragraphs]
        root = etree.fromstring(text_akn(text))
        assert akn_texts(root, "del") == [p.text for p in version.paragraphs]
        written = docx.Document(io.BytesIO(text_docx(text)))
        assert len(written.paragraphs) == len(version.paragraphs) + len(notes)
        assert text_html(text).count('class="number"') >= len(version.paragraphs) // 2


def test_text_of_a_record_is_never_markup() -> None:
    hostile = read_paragraphs("1. <script>alert(1)</script> & [x](javascript:1)\n")
    text = DraftFile("<b>", hostile)
    assert "<script" not in text_html(text)
    assert b"<script" not in text_akn(text)
