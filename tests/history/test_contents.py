"""What files held, by their contents' ids and in a commit.

Covers: clearway.history.blobs.
"""

from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from clearway.errors import GitError
from clearway.history import read_contents, read_history, read_revision
from tests.repositories import Repository


def test_contents_of_what_changed_are_at_hand(repository: Repository) -> None:
    found = read_history(repository.folder)
    (light,) = (t for t in found.commits[1].touched if t.path == "data/asks/light.yaml")
    assert found.contents[light.before] == b"title: Light\n"
    assert found.contents[light.after] == b"title: More light\n"


def test_what_a_rewritten_history_has_lost_is_told(repository: Repository, tmp_path: Path) -> None:
    lost = repository.git("rev-parse", "HEAD")
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    repository.write("data/asks/lanterns.yaml", "title: Lanterns\n")
    repository.commit("Another way", day=6)
    Repository(tmp_path).git("clone", "--quiet", f"file://{repository.folder}", "copy")
    with pytest.raises(GitError) as told_:
        read_revision(tmp_path / "copy", lost)
    assert str(told_.value) == (
        f"there is no version, folder or revision '{lost}'; a history that was rewritten, or of "
        "which this copy holds a part, may have had it"
    )
    assert read_history(tmp_path / "copy").commits[0].title == "Another way"


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


def test_what_is_too_large_is_not_read(repository: Repository) -> None:
    repository.write("data/large.yaml", "a" * (1024 * 1024 + 1))
    repository.commit("Large", day=8)
    found = read_revision(repository.folder, "HEAD")
    assert found.left_out == ("data/large.yaml",)
    ids = [touch.after for touch in read_history(repository.folder).commits[1].touched]
    assert list(read_contents(repository.folder, [*filter(None, ids), "0" * 40])) == [
        id for id in ids if id
    ]
