"""A release of a commit is the same bytes each time, and holds what is needed to build it."""

import gzip
import io
import os
import subprocess
import tarfile
import time
from pathlib import Path

import pytest

from clearway.site.starter.own_wheel import own_wheel
from tests.running import ROOT
from tools import dist


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small project with one commit, whose files are older than the commit."""
    root = tmp_path / "project"
    (root / "src").mkdir(parents=True)
    (root / "src/a.py").write_text("A = 1\n")
    (root / "pyproject.toml").write_text('[project]\nversion = "0.2.0"\n')
    both, what = ("AUTHOR", "COMMITTER"), ("NAME", "EMAIL")
    who = {f"GIT_{one}_{each}": "a@b.example" for one in both for each in what}
    days = {f"GIT_{w}_DATE": "2026-01-02T03:04:05Z" for w in both}
    environment = {**os.environ, **who, **days, "GIT_CONFIG_GLOBAL": os.devnull}
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "One"]):
        subprocess.run(["git", *words], cwd=root, env=environment, check=True)
    return root


def test_an_sdist_is_the_same_bytes_in_another_folder(repository: Path, tmp_path: Path) -> None:
    first = dist.sdist(repository, "0.2.0")
    other = tmp_path / "elsewhere"
    subprocess.run(["git", "clone", "--quiet", repository, other], check=True)
    os.utime(other / "src/a.py", (time.time(), 12345))
    assert dist.sdist(other, "0.2.0") == first


def test_an_sdist_holds_the_commit_and_its_metadata(repository: Path) -> None:
    (repository / "not-committed.txt").write_text("no")
    packed = gzip.decompress(dist.sdist(repository, "0.2.0"))
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        members = {member.name: member for member in archive if member.isfile()}
        assert members.keys() == {
            f"clearway-0.2.0/{name}" for name in ("PKG-INFO", "pyproject.toml", "src/a.py")
        }
        assert {member.mtime for member in members.values()} == {1767323045}
        metadata = archive.extractfile("clearway-0.2.0/PKG-INFO")
        assert metadata is not None
        assert b"Name: clearway\n" in metadata.read()


def test_this_version_is_one_version() -> None:
    """The changelog has a section for what comes next, from which a release takes its notes."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "clearway upgrade" in dist.release_notes(changelog, "Not yet released")
    assert dist.release_notes(changelog, "9.9.9") == ""
    assert own_wheel().name == f"clearway-{dist.project_version(ROOT)}-py3-none-any.whl"
