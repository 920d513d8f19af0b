"""What git tells of each change, read from real repositories."""

from datetime import date
from pathlib import Path, PurePosixPath

from clearway.history import History, read_history, read_revision
from tests.repositories import Repository


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


def test_a_repository_without_commits_has_no_history(tmp_path: Path) -> None:
    Repository.new(tmp_path)
    assert read_history(tmp_path) == History()


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
