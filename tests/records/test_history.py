"""What git knows of the records, read from real repositories."""

import os
import shutil
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from clearway.records.history import (
    NO_GIT,
    NO_REPOSITORY,
    SHALLOW,
    History,
    NotRead,
    last_changed,
    read_contents,
    read_history,
    read_revision,
)
from tests.repositories import Repository


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A page outside data/, a commit, a merged pull request of two commits, a squashed one."""
    made = Repository.new(tmp_path_factory.mktemp("original"))
    made.write("README.md", "A tracker\n")
    made.write("data/asks/light.yaml", "title: Light\n")
    made.commit("The first records")
    made.write("README.md", "A tracker of ours\n")
    made.commit("Nothing of the records", day=1)
    made.git("switch", "--quiet", "--create", "lamps")
    made.write("data/asks/light.yaml", "title: More light\n")
    made.commit("More light", day=2, author="Łucja <script>alert(1)</script>")
    made.write("data/asks/lamps.yaml", "title: Lamps\n")
    made.commit("Lamps", day=3, author="mail@library.example")
    made.git("switch", "--quiet", "main")
    merge = ("merge", "--quiet", "--no-ff", "lamps", "-m")
    made.git(*merge, "Merge pull request #12 from somebody/lamps\n\nMore light, and lamps", day=4)
    made.git("mv", "data/asks/lamps.yaml", "data/asks/lanterns.yaml")
    made.commit("Lanterns, says kari@library.example (#13)", day=5)
    return made


@pytest.fixture
def repository(original: Repository, tmp_path: Path) -> Repository:
    """A copy of it, to do with as a test likes."""
    shutil.copytree(original.folder, tmp_path / "tracker")
    return Repository(tmp_path / "tracker")


def told(found: History) -> list[tuple[object, ...]]:
    return [
        (
            c.day,
            c.authors,
            c.title,
            c.request,
            [(t.path, bool(t.before), bool(t.after)) for t in c.touched],
        )
        for c in found.commits
    ]


def test_a_history_is_told_step_by_step_and_without_e_mail(repository: Repository) -> None:
    assert told(read_history(repository.folder)) == [
        (
            date(2024, 1, 6),
            ("Kari Nordmann",),
            "Lanterns, says",
            13,
            [("data/asks/lamps.yaml", True, False), ("data/asks/lanterns.yaml", False, True)],
        ),
        (
            date(2024, 1, 5),
            ("Łucja scriptalert(1)/script", "mail"),
            "More light, and lamps",
            12,
            [("data/asks/lamps.yaml", False, True), ("data/asks/light.yaml", True, True)],
        ),
        (
            date(2024, 1, 1),
            ("Kari Nordmann",),
            "The first records",
            None,
            [("data/asks/light.yaml", False, True)],
        ),
    ]


def test_contents_of_what_changed_are_at_hand(repository: Repository) -> None:
    found = read_history(repository.folder)
    (light,) = (t for t in found.commits[1].touched if t.path == "data/asks/light.yaml")
    assert found.contents[light.before] == b"title: Light\n"
    assert found.contents[light.after] == b"title: More light\n"


def test_a_file_changed_last_on_the_day_of_its_latest_commit(repository: Repository) -> None:
    assert last_changed(read_history(repository.folder).commits) == {
        "data/asks/lamps.yaml": date(2024, 1, 6),
        "data/asks/lanterns.yaml": date(2024, 1, 6),
        "data/asks/light.yaml": date(2024, 1, 5),
    }


def test_a_tracker_may_lie_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    made = Repository.new(tmp_path)
    made.write("trackers/one/data/a.yaml", "a\n")
    made.commit("One")
    made.write("trackers/two/data/b.yaml", "b\n")
    made.commit("Two")
    found = read_history(tmp_path / "trackers" / "one")
    assert [(c.title, c.touched[0].path) for c in found.commits] == [("One", "data/a.yaml")]
    assert list(read_revision(tmp_path / "trackers" / "one", "HEAD").files) == [
        PurePosixPath("data/a.yaml")
    ]


def test_a_shallow_copy_says_that_it_holds_a_part(repository: Repository, tmp_path: Path) -> None:
    part = Repository(tmp_path)
    part.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", "part")
    found = read_history(tmp_path / "part")
    # Of the commit at which the copy is cut off it is not known what it changed.
    assert (found.commits, found.notice) == ((), f"{SHALLOW}.")
    part.git("clone", "--quiet", "--depth=2", f"file://{repository.folder}", "more")
    more = read_history(tmp_path / "more")
    assert [c.request for c in more.commits] == [13]
    assert more.notice == f"{SHALLOW}."


def test_without_a_repository_and_without_git_a_sentence_says_so(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_history(tmp_path) == History(notice=f"{NO_REPOSITORY}.")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(repository.folder) == History(notice=f"{NO_GIT}.")
    with pytest.raises(NotRead, match=NO_GIT):
        read_revision(repository.folder, "HEAD")


def test_a_repository_without_commits_has_no_history(tmp_path: Path) -> None:
    Repository.new(tmp_path)
    assert read_history(tmp_path) == History()


def test_what_a_rewritten_history_has_lost_is_told(repository: Repository, tmp_path: Path) -> None:
    lost = repository.git("rev-parse", "HEAD")
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    repository.write("data/asks/lanterns.yaml", "title: Lanterns\n")
    repository.commit("Another way", day=6)
    Repository(tmp_path).git("clone", "--quiet", f"file://{repository.folder}", "copy")
    with pytest.raises(NotRead) as told_:
        read_revision(tmp_path / "copy", lost)
    assert str(told_.value) == (
        f"there is no version, folder or revision '{lost}'; a history that was rewritten, or of "
        "which this copy holds a part, may have had it"
    )
    assert read_history(tmp_path / "copy").commits[0].title == "Another way"


@pytest.mark.parametrize("name", ["--output=stolen", "-x", "HEAD:data", "nobody", ""])
def test_a_name_is_never_an_option(name: str, repository: Repository) -> None:
    with pytest.raises(NotRead, match="there is no version"):
        read_revision(repository.folder, name)
    assert not list(repository.folder.glob("**/stolen"))


def test_a_revision_holds_files_as_they_were(repository: Repository) -> None:
    (repository.folder / "data" / "link.yaml").symlink_to("/etc/hostname")
    repository.commit("A link", day=7)
    found = read_revision(repository.folder, "main")
    assert {str(path): raw for path, raw in found.files.items()} == {
        "data/asks/lanterns.yaml": b"title: Lamps\n",
        "data/asks/light.yaml": b"title: More light\n",
    }
    assert (found.day, found.left_out) == (date(2024, 1, 8), ("data/link.yaml",))
    assert list(read_revision(repository.folder, "HEAD~2^2~1").files) == [
        PurePosixPath("data/asks/light.yaml")
    ]


def test_nothing_of_a_repository_is_run(repository: Repository, tmp_path: Path) -> None:
    """Settings and attributes by which a repository can have programs run."""
    seen = tmp_path / "ran"
    script = tmp_path / "program"
    script.write_text(f"#!/bin/sh\ntouch {seen}\ncat\n")
    script.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        shutil.copy(script, hooks / name)
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "diff.external",
        "diff.shown.textconv",
        "diff.shown.command",
        "filter.shown.smudge",
        "filter.shown.clean",
        "gpg.program",
        "core.sshCommand",
    ):
        repository.git("config", setting, str(script))
    repository.git("config", "core.hooksPath", str(hooks))
    repository.git("config", "log.showSignature", "true")
    repository.write(".gitattributes", "* diff=shown filter=shown\n")
    before = len(read_history(repository.folder).commits)
    assert (before, seen.exists()) == (3, False)
    read_revision(repository.folder, "HEAD")
    assert not seen.exists()


def test_a_long_history_takes_few_runs_of_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Repository.new(tmp_path / "tracker")
    for number in range(8):
        made.write("data/a.yaml", f"{number}\n")
        made.commit(f"Number {number}", day=number)
    git, runs = shutil.which("git"), tmp_path / "runs"
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho run >>{runs}\nexec {git} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    assert len(read_history(made.folder).commits) == 8
    assert runs.read_text() == "run\n" * 3


def test_what_is_too_large_is_not_read(repository: Repository) -> None:
    repository.write("data/large.yaml", "a" * (1024 * 1024 + 1))
    repository.commit("Large", day=8)
    found = read_revision(repository.folder, "HEAD")
    assert found.left_out == ("data/large.yaml",)
    ids = [touch.after for touch in read_history(repository.folder).commits[1].touched]
    assert list(read_contents(repository.folder, [*filter(None, ids), "0" * 40])) == [
        id for id in ids if id
    ]


def test_a_date_that_is_none_is_left_open(tmp_path: Path) -> None:
    made = Repository.new(tmp_path)
    made.write("data/a.yaml", "a\n")
    made.git("add", "--all")
    tree = made.git("write-tree")
    raw = f"tree {tree}\nauthor  <> 0 +0000\ncommitter  <> 99999999999999 +0000\n\n"
    made.write("commit", raw)
    commit = made.git("hash-object", "-t", "commit", "-w", "--literally", "commit")
    made.git("reset", "--quiet", "--soft", commit)
    (found,) = read_history(tmp_path).commits
    assert (found.day, found.authors, found.title) == (None, ("somebody",), "")
