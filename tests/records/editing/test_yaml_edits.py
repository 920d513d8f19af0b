"""Edits of YAML in place: only the lines of what is edited change, and comments stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.errors import WriteError
from clearway.problems import HIDDEN
from clearway.records.editing.layout import HOME_OF_KIND, NOT_RECORDS, home_of
from clearway.records.editing.yaml_edits import YamlEdits
from clearway.records.editing.yaml_writing import Written, field_text, record_text
from clearway.records.reading.files import Document, parse_document
from clearway.records.reading.positions import Loc, Value

ROOT = Path(__file__).parents[3]

Edit = Callable[[YamlEdits], None]


def edited(text: str, edit: Edit, path: str = "data/x.yaml", kind: str = "endorsement") -> str:
    edits = YamlEdits(text, path, HOME_OF_KIND[kind].field_order)
    edit(edits)
    return edits.text()


# --- Fields of a record

RECORD = """\
# A comment.
name: Ann Lee # hers

# What she does
role: >-
  Reader of

  many books

# From the minutes
source:
  - https://a.example # page 2
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (lambda e: e.set(("name",), "Li Na"), "name: Ann Lee # hers", "name: Li Na # hers"),
        (
            lambda e: e.set(("name",), {"en": "Ann: Lee", "fr": "NO"}),
            "name: Ann Lee # hers",
            'name: # hers\n  en: "Ann: Lee"\n  fr: "NO"',
        ),
        (
            lambda e: e.set(("role",), "Writer"),
            "role: >-\n  Reader of\n\n  many books",
            "role: Writer",
        ),
        # behind `role`, which the type has before `country`; not between `source` and its comment
        (
            lambda e: e.set(("country",), "NO"),
            "  many books\n",
            '  many books\ncountry: "NO"\n',
        ),
        # behind `name`, which is the last of those before it
        (
            lambda e: e.set(("kind",), "individual"),
            "name: Ann Lee # hers\n",
            "name: Ann Lee # hers\nkind: individual\n",
        ),
        # one that the type does not know
        (lambda e: e.set(("other",), 7), "  many books\n", "  many books\nother: 7\n"),
        # before the first
        (lambda e: e.set(("id",), "a"), "name: Ann", "id: a\nname: Ann"),
        (lambda e: e.remove(("name",)), "name: Ann Lee # hers\n", ""),
        (lambda e: e.remove(("role",)), "role: >-\n  Reader of\n\n  many books\n", ""),
        (
            lambda e: e.append(("source",), ["https://b.example", {"title": "Minutes"}]),
            "# page 2\n",
            "# page 2\n  - https://b.example\n  - title: Minutes\n",
        ),
        (
            lambda e: e.append(("name",), ["Li Na"]),
            "name: Ann Lee # hers\n",
            "name: # hers\n  - Ann Lee\n  - Li Na\n",
        ),
        (
            lambda e: e.append(("different_from",), ["ann-lee-2"]),
            "  many books\n",
            "  many books\ndifferent_from: [ann-lee-2]\n",
        ),
    ],
)
def test_one_field(edit: Edit, old: str, new: str) -> None:
    assert RECORD.count(old) == 1
    assert edited(RECORD, edit) == RECORD.replace(old, new)


@pytest.mark.parametrize(
    ("before", "items", "after"),
    [
        ("to:\n", ["b c"], "to:\n  - b c\n"),
        ("to: # 1\n  - a\n\n# b\nb: c\n", ["x y"], "to: # 1\n  - a\n  - x y\n\n# b\nb: c\n"),
        ("to:\n- a # 1\n# 2\n- b\n", [{"c": "d"}], "to:\n- a # 1\n# 2\n- b\n- c: d\n"),
        ("to: ['a', b] # 1\n", ["c"], "to: ['a', b, c] # 1\n"),
        ("to: [a, b, c] # 1\n", ["d"], "to: # 1\n  - a\n  - b\n  - c\n  - d\n"),
        ("to: [a]\n", ["b c"], "to:\n  - a\n  - b c\n"),
        ("to: []\n", ["b: c"], 'to:\n  - "b: c"\n'),
        ("to: [] # 1\n", ["b", "c"], "to: [b, c] # 1\n"),
        ("to:\n    - a\n    - b: '1'\n", ["y z"], "to:\n    - a\n    - b: '1'\n    - y z\n"),
        ("to: # 1\n  b: c\n", [{"d": ["e f"]}], "to: # 1\n  - b: c\n  - d:\n      - e f\n"),
        ("to:\n  - {b: c, d: [e]} # 1\n", [""], 'to:\n  - {b: c, d: [e]} # 1\n  - ""\n'),
        ("to:\n  - >-\n    a\n    b\n", ["c d"], "to:\n  - >-\n    a\n    b\n  - c d\n"),
        ("to:\n  - a\n", ["c\nd"], "to:\n  - a\n  - |-\n    c\n    d\n"),
        ("to:\n  - a\n  # 1\n# 2\n", ["b c"], "to:\n  - a\n  # 1\n  - b c\n# 2\n"),
    ],
)
def test_items_of_a_list(before: str, items: list[Written], after: str) -> None:
    assert edited(before, lambda e: e.append(("to",), items)) == after


def test_a_long_text_is_folded_as_others_are() -> None:
    words = " ".join(["word"] * 30)
    text = edited("to:\n  - a: b\n", lambda e: e.append(("to",), [{"note": words}]))
    line = " ".join(["word"] * 19)
    assert text == (
        f"to:\n  - a: b\n    note: >-\n      {line}\n      {words[len(line) + 1 :]}\n"
    ).replace("    note", "  - note")


NESTED = """\
---
# yaml-language-server: $schema=../../schemas/statement.json
title: Open doors
endorsement:
  # until when
  closes:
    when: 2024-05-31  # midnight
    source: https://a.example

source: https://b.example
---

The *text*.

---
title: no field
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (
            lambda e: e.set(("endorsement", "closes", "when"), "2024-06-30"),
            "2024-05-31  # midnight",
            "2024-06-30  # midnight",
        ),
        (
            lambda e: e.set(("endorsement", "closes", "zone"), "Etc/UTC"),
            "midnight\n",
            "midnight\n    zone: Etc/UTC\n",
        ),
        (
            lambda e: e.set(("endorsement", "url"), "https://c.example"),
            "    source: https://a.example\n",
            "    source: https://a.example\n  url: https://c.example\n",
        ),
        (
            lambda e: e.append(("versions",), [{"id": "v1", "sha256": "0a1b"}]),
            "title: Open doors\n",
            "title: Open doors\nversions:\n  - id: v1\n    sha256: 0a1b\n",
        ),
        (
            lambda e: e.set(("note",), "a\nb"),
            "    source: https://a.example\n",
            "    source: https://a.example\nnote: |-\n  a\n  b\n",
        ),
    ],
)
def test_fields_above_a_text(edit: Edit, old: str, new: str) -> None:
    assert NESTED.count(old) == 1
    after = edited(NESTED, edit, "data/statements/x.md", "statement")
    assert after == NESTED.replace(old, new)


# --- Records of a list

LIST = """\
# yaml-language-server: $schema=../schemas/milestones.json

# --- The first round

- id: hearing
  title: Hearing  # as the city calls it
  when: 2024-02-08
  source: https://a.example

# --- The second round

# asked for by readers
- id: vote
  title: Vote
  source: https://a.example
  when: 2024-03-01
  printed: 1 March
  # by letter
  announced: 2024-01-02

# end
"""

NEW = record_text(HOME_OF_KIND["milestone"], {"id": "new", "title": "New"})


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (lambda e: e.set(("vote", "title"), "The vote"), "title: Vote", "title: The vote"),
        (
            lambda e: e.set(("hearing", "stage"), "first"),
            "  when: 2024-02-08\n",
            "  when: 2024-02-08\n  stage: first\n",
        ),
        (lambda e: e.set(("vote", "id"), "ballot"), "- id: vote", "- id: ballot"),
        (
            lambda e: e.append(("vote", "topics"), ["toys"]),
            "  announced: 2024-01-02\n",
            "  announced: 2024-01-02\n  topics: [toys]\n",
        ),
        (lambda e: e.add_record(NEW), "# end\n", f"# end\n\n{NEW}"),
        (
            lambda e: e.add_record(NEW, before="hearing"),
            "first round\n",
            f"first round\n\n{NEW}",
        ),
        (
            lambda e: e.add_record(NEW, before="vote"),
            "second round\n",
            f"second round\n\n{NEW}",
        ),
        (
            lambda e: e.remove_record("hearing"),
            LIST[LIST.index("\n- id: hearing") : LIST.index("\n# --- The second")],
            "",
        ),
        (
            lambda e: e.remove_record("vote"),
            LIST[LIST.index("\n# asked") : LIST.index("\n# end")],
            "",
        ),
        (
            lambda e: e.gather(
                ("vote", "dates"),
                ("when", "zone", "printed", "announced"),
                ("source",),
                [{"when": "2024-04-01", "source": "https://b.example"}],
            ),
            "  when: 2024-03-01\n  printed: 1 March\n  # by letter\n  announced: 2024-01-02\n",
            "  dates:\n"
            "    - when: 2024-03-01\n"
            "      printed: 1 March\n"
            "      announced: 2024-01-02\n"
            "      source: https://a.example\n"
            "    - when: 2024-04-01\n"
            "      source: https://b.example\n"
            "  # by letter\n",
        ),
    ],
)
def test_records_of_a_list(edit: Edit, old: str, new: str) -> None:
    assert LIST.count(old) == 1
    assert edited(LIST, edit, "data/milestones.yaml", "milestone") == LIST.replace(old, new)


def test_a_record_moves_with_the_comments_above_it() -> None:
    moved = edited(LIST, lambda e: e.move_record("vote", before="hearing"))
    lines = LIST[LIST.index("\n# asked") : LIST.index("\n# end")]
    assert moved == LIST.replace(lines, "").replace("\n- id: hearing", f"{lines}\n- id: hearing")
    back = edited(moved, lambda e: e.move_record("hearing", before="vote"))
    assert back == moved.replace(lines, "").replace(
        "\n# --- The second", f"{lines}\n# --- The second"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: a\n- id: b\n", f"- id: a\n- id: b\n{NEW}"),
        ("- id: a\n\n- id: b", f"- id: a\n\n- id: b\n\n{NEW[:-1]}"),
        ("# only a comment\n", f"# only a comment\n\n{NEW}"),
        ("- id: a\r\n", f"- id: a\n\n{NEW}".replace("\n", "\r\n")),
    ],
)
def test_a_record_at_the_end(before: str, after: str) -> None:
    assert edited(before, lambda e: e.add_record(NEW)) == after
    assert edited(after, lambda e: e.remove_record("new")) == before


# --- What is refused


def append(edits: YamlEdits) -> None:
    edits.append(("to",), ["b c"])


def append_within(edits: YamlEdits) -> None:
    edits.append(("a", "to"), ["b c"])


@pytest.mark.parametrize(
    ("text", "edit", "message"),
    [
        ("to: [ a ]\n", append, "x.yaml:1: write 'to: [a]', not 'to: [ a ]'"),
        ("a: b\nto:\n  - a\n    b\n", append, "x.yaml:3: write '- a b' in the place of 2 lines"),
        ("to:\n   - a\n", append, "x.yaml:2: indent this line by 2 spaces, not 3"),
        ("to:\n  - a \n", append, "x.yaml:2: remove the spaces at its end"),
        ("to:\n  - a\n  \n  - b\n", append, "x.yaml:3: remove the spaces at its end"),
        (
            "- id: a\n  to:\n    - a\n \n    - b\n",
            append_within,
            "x.yaml:4: remove the spaces from this line",
        ),
        (
            "- id: a\n  to:\n    - a\n# b\n    - b\n",
            append_within,
            "x.yaml:4: indent this line as the field that it belongs to",
        ),
        (
            "to:\n  - a # why\n",
            lambda e: e.set(("to",), "b"),
            "x.yaml:2: put this comment above the field, or it would be lost",
        ),
        ("{a: b, to: c}\n", append, "x.yaml:1: write each field on a line of its own"),
        ("- {id: a, to: b}\n", append_within, "x.yaml:1: write each field on a line of its own"),
        (
            "-\n  id: a\n",
            lambda e: e.remove_record("a"),
            "x.yaml:2: write the sign - and the first",
        ),
        ("- id: a\n  b: c\n", lambda e: e.remove(("a", "id")), "put another one first"),
        ("a: b\n", lambda e: e.remove(("c",)), "there is no field 'c'"),
        ("- id: b\n", append_within, "there is no record 'a' in it"),
        ("a: b\n", append_within, "there are no fields to put to in"),
        ("a: {}\n", append_within, "write at least one field here first"),
        ("a: *b\nto: d\n", append, "'*b' repeats a value from elsewhere"),
        ("to: b\nto: c\n", append, "x.yaml:2: a field must be given once"),
        ("a: b\rto: d\n", append, "U+000D stands here, unseen"),
        ("to: 'b\n", append, "x.yaml:1: a quotation mark that opens must close"),
        ("a: |+\n  b\n\n\n", append, "make this change by hand"),
    ],
)
def test_what_cannot_be_edited_is_left_alone(text: str, edit: Edit, message: str) -> None:
    with pytest.raises(WriteError, match=re.escape(message)):
        edited(text, edit)


def test_a_value_that_no_record_may_hold() -> None:
    with pytest.raises(WriteError):
        edited("a: b\n", lambda e: e.set(("a",), "c\x00"))


# --- Every file that is here, in each of the ways in which it may be saved

SAVED: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no line feed at the end": lambda text: text.rstrip("\n"),
}


@dataclass(frozen=True)
class File:
    path: str
    text: str
    document: Document
    order: tuple[str, ...]

    @property
    def value(self) -> Value:
        return self.document.value

    def edits(self, text: str | None = None) -> YamlEdits:
        return YamlEdits(self.text if text is None else text, self.path, self.order)

    def fields(self) -> Iterator[tuple[tuple[str, ...], dict[str, Value]]]:
        """The way to each record, without the name of a field, and its fields."""
        records = self.value if isinstance(self.value, list) else [self.value]
        for record in records:
            assert isinstance(record, dict)
            yield ((str(record["id"]),) if isinstance(self.value, list) else ()), record

    def texts(self) -> Iterator[tuple[tuple[str, ...], str]]:
        for way, record in self.fields():
            for name, value in record.items():
                if isinstance(value, str) and name != "id":
                    yield (*way, name), value

    def lists(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The way to each list, and the line on which it begins."""
        lines = self.text.splitlines()
        for number, (way, record) in enumerate(self.fields()):
            for name, value in record.items():
                loc: Loc = (number, name) if way else (name,)
                if isinstance(value, list):
                    yield (*way, name), lines[self.document.marks.key(loc).line - 1]


def files(how: str) -> Iterator[File]:
    count = 0
    for folder in ("data", "examples/library/data"):
        for path in sorted((ROOT / folder).rglob("*.*")):
            home = home_of(path.relative_to(ROOT / folder))
            if home is None or path.name in NOT_RECORDS:
                continue
            name = path.relative_to(ROOT).as_posix()
            text = SAVED[how](path.read_text("utf-8"))
            document, problems = parse_document(text.encode(), name)
            assert document is not None and not problems
            yield File(name, text, document, home[1].field_order)
            count += 1
    assert count > 300


def has_added(before: str, after: str) -> bool:
    """Whether lines were added, and nothing else was done."""
    rest = iter(after.splitlines())
    is_one_way = ("\r\n" in after) != bool(re.search(r"(?<!\r)\n", after))
    return after != before and is_one_way and all(line in rest for line in before.splitlines())


@pytest.mark.parametrize("how", SAVED)
def test_a_field_added_and_removed(how: str) -> None:
    for file in files(how):
        edits = file.edits()
        for way, _ in file.fields():
            edits.set((*way, "added"), ["one thing", {"another": "thing"}])
        text = edits.text()
        assert has_added(file.text, text), file.path
        edits = file.edits(text)
        for way, _ in file.fields():
            edits.remove((*way, "added"))
        assert edits.text() == file.text, file.path


@pytest.mark.parametrize("how", SAVED)
def test_texts_changed_and_changed_back(how: str) -> None:
    """A text that is not written as the program writes it is so from then on; no other changes."""
    for file in files(how):
        same, changed = file.edits(), file.edits()
        for at, value in file.texts():
            same.set(at, value)
            changed.set(at, f"{value}: x")
        back = file.edits(changed.text())
        for at, value in file.texts():
            back.set(at, value)
        assert back.text() == same.text(), file.path


def test_items_added_to_every_list() -> None:
    """Lines are added below; a list on one line has the items there, or one on each line."""
    below = on_one_line = 0
    for file in files("CRLF"):
        plain, short = file.edits(), file.edits()
        for at, line in file.lists():
            if "[" in line:
                short.append(at, ["added"])
                on_one_line += 1
            else:
                plain.append(at, [{"added": "a thing"}, "and a text"])
                below += 1
        short.text()
        text = plain.text()
        assert text == file.text or has_added(file.text, text), file.path
    assert (below, on_one_line) > (500, 100)


@pytest.mark.parametrize("how", SAVED)
def test_records_added_removed_and_moved(how: str) -> None:
    for file in files(how):
        if not isinstance(file.value, list):
            continue
        ids = [way[0] for way, _ in file.fields()]
        for before in (None, ids[0], ids[-1]):
            edits = file.edits()
            edits.add_record("- id: added\n  title: Added\n", before)
            text = edits.text()
            assert has_added(file.text, text), file.path
            edits = file.edits(text)
            edits.remove_record("added")
            assert edits.text() == file.text, file.path
        if len(ids) > 2:
            edits = file.edits()
            edits.move_record(ids[1], before=ids[0])
            back = file.edits(edits.text())
            back.move_record(ids[1], before=ids[2])
            assert back.text() == file.text, file.path


# --- Any values, with comments and empty lines between them

TEXTS = st.text(max_size=12).filter(lambda text: not HIDDEN.search(text)) | st.from_regex(
    r"[ \n\t:#'\"a-c{}\[\]&*!|>%@`?,-]{0,110}", fullmatch=True
)
PARTS = st.dictionaries(st.sampled_from(["en", "a-b", "no"]), TEXTS, min_size=1)
VALUES = st.recursive(
    TEXTS | PARTS,
    lambda inner: (
        st.lists(TEXTS | PARTS, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "a-b", "no"]), inner, min_size=1)
    ),
    max_leaves=6,
)
NAMES = ["alpha", "beta", "gamma", "delta"]


@dataclass(frozen=True)
class MadeUp:
    """A file that was made up: its lines, and which of them each field of each record has."""

    path: str
    text: str
    lines: tuple[str, ...]
    spans: dict[tuple[str, ...], range]


@st.composite
def made_up(draw: st.DrawFn) -> MadeUp:
    shape = draw(st.sampled_from(["record", "list", "markdown"]))
    lines = ["---"] if shape == "markdown" else []
    spans: dict[tuple[str, ...], range] = {}
    between = st.lists(st.sampled_from(["", "# kept"]), max_size=2)
    for record in ["one", "two"] if shape == "list" else [""]:
        indent = "  " if record else ""
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
        lines += ["# of the file"] if not lines else draw(between)
        for name in ["id", *names]:
            way = (record, name) if record else (name,)
            value = (record or "x") if name == "id" else draw(VALUES)
            written = field_text(name, value, indent).splitlines()
            if name == "id" and record:
                written[0] = f"- {written[0][2:]}"
            written[0] += draw(st.sampled_from(["", " # kept", "   # kept"]))
            spans[way] = range(len(lines), len(lines) + len(written))
            lines += written
            lines += draw(between) if name != names[-1] else []
    lines += ["---", "", "# The *text*", "---", "a: b"] if shape == "markdown" else []
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = end.join(lines) + draw(st.sampled_from(["", end]))
    path = "data/x.md" if shape == "markdown" else "data/x.yaml"
    return MadeUp(path, text, tuple(lines), spans)


@settings(max_examples=200, deadline=None)
@given(made_up(), st.data())
def test_any_field_of_any_file(file: MadeUp, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([at for at in file.spans if at[-1] != "id"]))
    value = data.draw(VALUES)
    edits = YamlEdits(file.text, file.path)
    what = data.draw(st.sampled_from(["set", "remove", "append"]))
    if what == "set":
        edits.set(at, value)
    elif what == "remove":
        edits.remove(at)
    else:
        edits.append(at, [value])
    text = edits.text()
    if what != "remove":
        assert text.count("# kept") == file.text.count("# kept")
    span = file.spans[at]
    after = tuple(text.replace("\r\n", "\n").split("\n"))
    assert after[: span.start] == file.lines[: span.start]
    behind = file.lines[span.stop :]
    assert after[len(after) - len(behind) - text.endswith("\n") :][: len(behind)] == behind
