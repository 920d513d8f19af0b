"""Git is run to read. That nothing of a repository is run: tests/hostile/test_git.py."""

from pathlib import Path

import pytest

from clearway.errors import GitError
from clearway.history import NO_GIT, NO_REPOSITORY, History, read_history, read_revision
from tests.repositories import Repository


def test_without_a_repository_and_without_git_a_sentence_says_so(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_history(tmp_path) == History(notice=f"{NO_REPOSITORY}.")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(repository.folder) == History(notice=f"{NO_GIT}.")
    with pytest.raises(GitError, match=NO_GIT):
        read_revision(repository.folder, "HEAD")


@pytest.mark.parametrize("name", ["--output=stolen", "-x", "HEAD:data", "nobody", ""])
def test_a_name_is_never_an_option(name: str, repository: Repository) -> None:
    with pytest.raises(GitError, match="there is no version"):
        read_revision(repository.folder, name)
    assert not list(repository.folder.glob("**/stolen"))
