"""A thousand people endorse at once, each in a branch, and none gets in another's way."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clearway.contribute.issues import FileChange, Sent, converted
from clearway.problems import as_text
from clearway.publish.contribute_links import ContributeLinks
from clearway.publish.page import Site
from clearway.records.model import Process
from clearway.records.rules import check
from tests.contribute.issues.filled import TODAY, filled, process_of
from tests.running import TRACKERS

THOUSAND = 1000
STATEMENT = "open-on-saturdays"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "tracker" / "data")
    return tmp_path / "tracker"


def names() -> Iterator[str]:
    """A thousand names of which none is like another: their parts are far apart."""
    given = "Ama Bojan Chidi Dagny Eun Farouk Gulnara Hoku Ivaylo Jyoti".split()
    family = "Okonkwo Petrov Quispe Rahman Svensson Takahashi Uwimana Vasquez Wójcik Xu".split()
    middle = "Adler Birke Cedar Dogwood Elm Fichte Ginkgo Hasel Ilex Juniper".split()
    for one in given:
        for two in middle:
            for three in family:
                yield f"{one} {two} {three}"


def by_form(root: Path, process: Process) -> Callable[[str], FileChange]:
    """What the issue form makes of a name."""
    body = filled(root, "endorse", statement="Open on", name="NAME", signs="For myself")
    sent = Sent(process, str, datetime(2024, 4, 2, 12, tzinfo=UTC))

    def made(name: str) -> FileChange:
        change = converted(body.replace("NAME", name), sent)
        assert isinstance(change, FileChange)
        return change

    return made


def in_the_editor(process: Process) -> Callable[[str], FileChange]:
    """What a person of a name makes of the file that the statement's page opens."""
    site = Site("https://hours.example/", "https://forge.example/library")
    door = ContributeLinks(process, site, TODAY).endorsing[STATEMENT]
    text = door.text.replace("\ndate:\n", "\ndate: 2024-04-02\n")

    def made(name: str) -> FileChange:
        id = name.lower().replace(" ", "-").replace("ó", "o")
        filled_in = text.replace("\nname:\n", f"\nname: {name}\n")
        return FileChange(door.path.replace("rename-me", id), filled_in, is_new=True)

    return made


SETTINGS = [
    word
    for setting in ("user.name=A", "user.email=a@example.org", "core.fsync=none", "gc.auto=0")
    for word in ("-c", setting)
]


def git(root: Path, *arguments: str, given: str = "") -> str:
    done = subprocess.run(
        ["git", *SETTINGS, *arguments],
        cwd=root,
        input=given.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip("\n")


COMMIT = "commit refs/heads/{}\nmark :{}\ncommitter A <a@example.org> 1712059200 +0000\ndata 0\n"


def branch(name: str, change: FileChange) -> str:
    """A branch from main with one change, as git fast-import reads it."""
    size = len(change.text.encode())
    file = f"M 100644 inline {change.path}\ndata {size}\n{change.text}\n"
    return f"{COMMIT.format(name, 1)}from refs/heads/main\n{file}"


def merged(root: Path, heads: list[str]) -> list[str]:
    """Branches merged two by two, all pairs in one go: half as many branches, or one more."""
    pairs = list(zip(heads[::2], heads[1::2], strict=False))
    told = git(root, "merge-tree", "--stdin", given="".join(f"{a} {b}\n" for a, b in pairs))
    # Of each merge: 1 if it was clean, and its tree.
    results = [result.split("\0") for result in told.rstrip("\0").split("\0\0")]
    assert [result[0].lstrip("\0") for result in results] == ["1"] * len(pairs)
    names = [f"{a}+" for a, _ in pairs]
    git(
        root,
        "fast-import",
        "--quiet",
        given="".join(
            f"{COMMIT.format(name, 1)}from refs/heads/{a}\nmerge refs/heads/{b}\nM 040000 {tree} \n"
            for name, (a, b), (_, tree, *_) in zip(names, pairs, results, strict=True)
        ),
    )
    return names + heads[len(pairs) * 2 :]


def test_a_thousand_endorsements_merge(root: Path) -> None:
    process = process_of(root)
    contribute_links = (by_form(root, process), in_the_editor(process))
    changes = [contribute_links[number % 2](name) for number, name in enumerate(names())]
    assert len({change.path for change in changes}) == THOUSAND
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=The records")
    heads = [f"hand-{number}" for number in range(THOUSAND)]
    stream = "".join(branch(*each) for each in zip(heads, changes, strict=True))
    git(root, "fast-import", "--quiet", given=stream)
    while len(heads) > 1:
        heads = merged(root, heads)
    [everybody] = heads
    added = git(root, "diff", "--name-status", "main", everybody).splitlines()
    assert sorted(added) == sorted(f"A\t{change.path}" for change in changes)
    git(root, "checkout", "--quiet", everybody)
    checked = check(root, date(2024, 4, 3))
    assert as_text(checked.problems) == ""
    assert checked.process is not None
    assert len(checked.process.endorsements) == THOUSAND + len(process.endorsements)


def test_two_that_are_in_each_others_way_do_not_merge(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=The records")
    same = [FileChange("data/organisations/new.yaml", f"name: {name}\n", True) for name in "AB"]
    stream = branch("a", same[0]) + branch("b", same[1])
    git(root, "fast-import", "--quiet", given=stream)
    with pytest.raises(AssertionError):
        merged(root, ["a", "b"])
