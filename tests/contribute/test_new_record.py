"""clearway new: every kind begins, says what it takes, and passes the check once filled in.

Covers: clearway.records.editing.field_hints, clearway.records.editing.record_template.
"""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from clearway.cli import main
from clearway.problems import as_text
from clearway.records.editing.field_hints import hints, words_of
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.editing.record_template import USUAL, skeleton
from clearway.records.rules import check
from tests.contribute.issues.filled import TODAY, process_of
from tests.running import EPOCH, TRACKERS


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def new(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.chdir(root)

    def run_new(*arguments: str) -> Done:
        done = CliRunner().invoke(main, ["new", *arguments])
        return Done(done.exit_code, done.stdout, done.stderr)

    return run_new


SOURCE = "https://a.example/1"
WORDS = {
    "title": "A new one",
    "name": "A new one",
    "source": SOURCE,
    "when": "2024-04-01",
    "topic": "saturdays",
    "url": "https://a.example/2",
    "text": "What it says.",
}
"""What is written into fields that are needed, where nothing else will do."""

OTHER: Mapping[str, Mapping[str, str]] = {
    "milestone": {"kind": "deadline"},
    "summary": {"consultation": "2024-02-08-hall"},
    "draft": {"text": "none"},
    "annotation": {"paragraph": "1", "type": "note", "text": "Note."},
    "thread": {"places": "[second-draft#p1]"},
    "ask": {"raised": "submission:friends-first-draft"},
    "commitment": {
        "statement": "open-on-saturdays",
        "number": "1",
        "text": "Open them.",
        "settled_by": "A word on when they open.",
        "rules": "[consultation-per-draft]",
    },
    "endorsement": {"kind": "individual"},
    "engagement": {"who": "Readers"},
    "position": {"country": "CH"},
    "promise": {"by": "The council", "made": "consultation:2024-02-08-hall"},
    "version": {"as_of": "2024-03-01", "released": "2024-03-02"},
}
OWNERS = {
    "endorsement": "open-on-saturdays",
    "annotation": "second-draft",
    "translation": "second-draft",
}
IDS = {"translation": "fr"}


@pytest.mark.parametrize("kind", sorted(set(HOME_OF_KIND) - {"process"}))
def test_a_record_of_every_kind_passes_when_what_is_needed_is_given(
    kind: str, root: Path, new: Callable[..., Done]
) -> None:
    needed = [hint.name for hint in hints(HOME_OF_KIND[kind]) if hint.is_required]
    values = {name: OTHER.get(kind, {}).get(name, WORDS.get(name)) for name in needed}
    values |= OTHER.get(kind, {})
    values.pop("id", None)
    settings = [word for name, said in values.items() for word in ("--set", f"{name}={said}")]
    owner = ["--statement", OWNERS[kind]] if kind in OWNERS else []
    before = len(process_of(root).records)
    done = new(kind, "--id", IDS.get(kind, "a-new-one"), *owner, *settings)
    assert (done.code, done.err) == (0, "")
    assert as_text(check(root, TODAY).problems) == ""
    assert len(process_of(root).records) == before + 1


def test_a_process_begins_in_an_empty_folder(
    tmp_path: Path, new: Callable[..., Done], root: Path
) -> None:
    shutil.rmtree(root / "data")
    lists = [f"{name}=[{{id: a, title: A}}]" for name in ("stages", "groups", "topics")]
    texts = ["title=A", "short_title=A", "description=A", "domain=a.example", "zone=UTC"]
    rest = ["opened=2024-01-01", "languages=[en]", f"source={SOURCE}"]
    settings = [word for said in (*lists, *texts, *rest) for word in ("--set", said)]
    assert new("process", "--id", "a", *settings) == (0, "Wrote data/process.yaml.\n", "")


def test_a_new_record_names_what_is_needed_and_what_is_usual(
    root: Path, new: Callable[..., Done]
) -> None:
    new("organisation", "--set", "name=Anna & Sons")
    text = (root / "data/organisations/anna-sons.yaml").read_text()
    names = [line.removeprefix("# ").partition(":")[0] for line in text.splitlines()[-3:]]
    assert names == ["acronyms", "country", "url"]
    for kind, usual in sorted(USUAL.items()):
        optional = {hint.name for hint in hints(HOME_OF_KIND[kind]) if not hint.is_required}
        assert set(usual) <= optional, kind


def test_an_id_of_another_date_is_refused(root: Path, new: Callable[..., Done]) -> None:
    before = (root / "data/milestones.yaml").read_bytes()
    code, out, err = new("milestone", "--id", "first-draft", "--set", "title=The first draft")
    assert (code, out) == (2, "")
    assert "the draft first-draft has that id" in err and "first-draft-milestone" in err
    assert (root / "data/milestones.yaml").read_bytes() == before


def test_what_is_left_is_said(root: Path, new: Callable[..., Done]) -> None:
    path = "data/organisations/cafe-muller.yaml"
    assert new("organisation", "--set", "name=Café Müller", "--all") == (
        0,
        f"Wrote {path}.\n",
        "Now fill in, or fix:\n"
        f"{path}:5:8: error[source] source must name at least one source; it is empty. Write the "
        "address of the page where this can be read.\n",
    )
    assert (root / path).read_text() == (
        "# yaml-language-server: $schema=../../schemas/organisation.json\n"
        "# Fill in what is empty, and leave out what is not known.\n"
        "name: Café Müller\n"
        "# an address (https://…) or another record (kind:id)\n"
        "source:\n"
        "\n"
        "# Known more? Take the # and the space away before a line, and fill in:\n"
        "# other_names: words (several: [one, another])\n"
        "# acronyms: words (several: [one, another])\n"
        "# former_names: words (several: [one, another])\n"
        "# country: a country's code of two letters (ISO 3166-1), such as NO for Norway\n"
        "# country_basis: seen, label, description or name\n"
        "# city: words\n"
        "# group: one of readers, staff\n"
        "# group_basis: seen, label, description or name\n"
        "# url: an address that begins with https:// or http://\n"
        "# parent: one of friends, staff-union\n"
        "# relations: fields of its own: type, organisation, name (several: [one, another])\n"
        "# contested: fields of its own: field, reading, source, note (several: [one, another])\n"
        "# note: words (several: [one, another])\n"
    )


def test_a_list_goes_on_at_its_end(root: Path, new: Callable[..., Done]) -> None:
    before = (root / "data/milestones.yaml").read_text()
    said = ["title=A day: one", "kind=deadline", "when=2024-05-01", f"source={SOURCE}"]
    said += ["venue.city=Bern", "topics=[saturdays, branches]"]
    assert new("milestone", *(w for each in said for w in ("--set", each))).code == 0
    text = (root / "data/milestones.yaml").read_text()
    assert text.startswith(
        before + "\n# Fill in what is empty, and leave out what is not known.\n"
        "- id: a-day-one\n"
        '  title: "A day: one"\n'
        "  kind: deadline\n"
        "  when: 2024-05-01\n"
        "  venue:\n"
        "    city: Bern\n"
        "  topics: [saturdays, branches]\n"
        f"  source: {SOURCE}\n"
        "\n"
        "  # Known more?"
    )


def test_lines_of_a_list_end_as_they_did(root: Path, new: Callable[..., Done]) -> None:
    path = root / "data/milestones.yaml"
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    assert new("milestone", "--set", "title=A day").code == 0
    after = path.read_bytes()
    assert after.startswith(before + b"\r\n# Fill in")
    assert after.count(b"\n") == after.count(b"\r\n")


NOT_TAKEN: Mapping[str, tuple[list[str], str]] = {
    "there already": (
        ["organisation", "--id", "friends"],
        "data/organisations/friends.yaml is there already; correct it, or choose another id",
    ),
    "in the list already": (
        ["milestone", "--id", "vote"],
        "the milestone vote is there already; choose another id",
    ),
    "an unknown field": (
        ["draft", "--id", "x", "--set", "titel=x"],
        "a record of the kind draft has no field titel. Did you mean title?",
    ),
    "a value that no field takes": (
        ["organisation", "--id", "x", "--set", "country=Norway"],
        "country must be a country's code of two letters (ISO 3166-1), such as NO for Norway; it "
        "is 'Norway'. Write NO.",
    ),
    "no id": (
        ["draft"],
        "it needs an id of lower-case words joined by hyphens, such as zero-draft",
    ),
    "a path": (
        ["draft", "--id", "../../x"],
        "it needs an id of lower-case words joined by hyphens, such as x",
    ),
    "no statement": (
        ["endorsement", "--id", "x"],
        "it needs the statement that it belongs to: --statement ID",
    ),
    "another statement": (
        ["endorsement", "--id", "x", "--statement", "open-on-sundays"],
        "there is no statement 'open-on-sundays'. Did you mean open-on-saturdays?",
    ),
    "no sign": (["draft", "--set", "title"], "write field=value; this is 'title'"),
}


@pytest.mark.parametrize("case", NOT_TAKEN)
def test_what_cannot_be_used_is_said_and_nothing_is_written(
    case: str, root: Path, new: Callable[..., Done]
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.*")}
    arguments, says = NOT_TAKEN[case]
    assert new(*arguments) == (2, "", f"Nothing was written: {says}\n")
    assert {path: path.read_bytes() for path in root.rglob("*.*")} == before


def test_a_kind_that_there_is_not(new: Callable[..., Done]) -> None:
    done = new("endorsment")
    assert done.code == 2
    assert done.err.endswith("there is no kind of record 'endorsment'. Did you mean endorsement?\n")


def test_on_a_terminal_it_asks_until_it_can_take_the_answer(root: Path) -> None:
    ours, theirs = pty.openpty()
    program = Path(sys.executable).with_name("clearway")
    command = [str(program), "new", "endorsement"]  # of the only statement that there is
    with subprocess.Popen(command, cwd=root, stdin=theirs, stdout=theirs, stderr=theirs) as asked:
        os.close(theirs)
        os.write(ours, b"Ann Lee\nperson\nindividual\nhttps://a.example\n")
        said = b""
        while True:
            try:
                said += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
        assert asked.wait() == 0
    os.close(ours)
    assert b"kind must be organisation or individual; it is 'person'. Write one of these." in said
    text = (root / "data/endorsements/open-on-saturdays/ann-lee.yaml").read_text()
    assert "\nname: Ann Lee\nkind: individual\nsource: https://a.example\n" in text
    assert as_text(check(root, TODAY).problems) == ""


def test_every_field_says_what_it_takes() -> None:
    words = words_of(process_of(TRACKERS / "library"))
    for home in HOME_OF_KIND.values():
        for hint in hints(home, words):
            assert hint.wants
            assert "must" not in hint.wants
        text = skeleton(home, {}, words)
        for name in home.model.model_fields:
            is_written = name not in {*home.placed, "was"}
            assert (f"{name}:" in text) == is_written, (home.kind, name)
