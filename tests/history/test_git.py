"""Git is run to read, and nothing of a repository is run."""

import shutil
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
