"""Programs that a repository's own settings name are run by no command.

Each program that git could run is planted in `.git/config`, in a hook, or by an attribute, and
notes when it runs. Every command that reads or writes git is run; nothing may be noted.
"""

from __future__ import annotations

import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from clearway.errors import GitError
from clearway.history import read_history, read_revision
from clearway.history.blobs import Blobs
from clearway.history.git import clone, run_git, safe_environment, safe_git
from clearway.release.branch import BranchVersion, read_git_folder, read_published, write_editions
from clearway.site.provenance import read_commit
from tests.repositories import Repository
from tests.running import ROOT, TRACKERS, run

PROGRAMS = (
    "core.alternateRefsCommand",
    "core.askPass",
    "core.editor",
    "core.fsmonitor",
    "core.gitProxy",
    "core.pager",
    "core.sshCommand",
    "credential.helper",
    "diff.external",
    "diff.planted.command",
    "diff.planted.textconv",
    "filter.planted.clean",
    "filter.planted.process",
    "filter.planted.smudge",
    "gpg.program",
    "gpg.ssh.program",
    "gpg.x509.program",
    "interactive.diffFilter",
    "merge.planted.driver",
    "pager.log",
    "pager.show",
    "pager.status",
    "remote.origin.receivepack",
    "remote.origin.uploadpack",
    "sequence.editor",
    "uploadpack.packObjectsHook",
)

SETTINGS = {
    "commit.gpgSign": "true",
    "core.untrackedCache": "true",
    "diff.planted.cachetextconv": "false",
    "extensions.partialClone": "origin",
    "gpg.ssh.allowedSignersFile": "mkdocs.yml",
    "log.showSignature": "true",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "protocol.file.allow": "always",
    "remote.origin.promisor": "true",
    "tag.gpgSign": "true",
}
"""What makes git come by the programs more often."""

HOOKS = (
    "fsmonitor-watchman",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "pre-auto-gc",
    "pre-commit",
    "pre-push",
    "prepare-commit-msg",
    "reference-transaction",
)


class Planted:
    """A tracker in a repository in which all of it is planted."""

    def __init__(self, folder: Path) -> None:
        self.runs = folder / "runs"
        self.root = folder / "tracker"
        shutil.copytree(TRACKERS / "library" / "data", self.root / "data")
        shutil.copytree(ROOT / "docs", self.root / "docs")
        for name in ("mkdocs.yml", "macros.py"):
            shutil.copy(ROOT / name, self.root)
        repository = Repository.new(self.root)
        repository.write(".gitattributes", "* diff=planted filter=planted merge=planted\n")
        for kind in ("PGP SIGNATURE", "SSH SIGNATURE"):
            repository.commit("The records")
            self._sign(repository, kind)
        hooks = self.root / "hooks"
        hooks.mkdir()
        for name in HOOKS:
            self.program(hooks / name, name)
            shutil.copy(hooks / name, self.root / ".git" / "hooks" / name)
        programs = folder / "programs"
        programs.mkdir()
        for setting in PROGRAMS:
            self.program(programs / setting, setting)
            repository.git("config", setting, str(programs / setting))
        repository.git("config", "remote.origin.url", f"ext::{programs / 'core.sshCommand'}")
        repository.git("config", "core.hooksPath", str(hooks))
        for setting, value in SETTINGS.items():
            repository.git("config", setting, value)
        # Files look changed, so that git compares them anew.
        for path in (self.root / "data").rglob("*.yaml"):
            path.touch()
        self.runs.write_text("", "utf-8")

    def program(self, path: Path, name: str) -> None:
        # Some would wait for each other for ever if all handed on what they read.
        then = "exit 1" if name == "core.sshCommand" else "cat"
        path.write_text(f'#!/bin/sh\necho "{name}" >>"{self.runs}"\n{then}\n', "utf-8")
        path.chmod(0o755)

    def _sign(self, repository: Repository, kind: str) -> None:
        """Gives the last commit a signature, so that showing it asks the program that checks it."""
        head, _, body = repository.git("cat-file", "commit", "HEAD").partition("\n\n")
        signature = f"gpgsig -----BEGIN {kind}-----\n x\n -----END {kind}-----"
        given = f"{head}\n{signature}\n\n{body}\n".encode()
        self.commit = repository.run_with(given, "hash-object", "-t", "commit", "-w", "--stdin")
        repository.git("update-ref", "HEAD", self.commit)

    @property
    def ran(self) -> list[str]:
        return sorted(set(self.runs.read_text("utf-8").split()))


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return Planted(tmp_path)


def test_git_by_itself_runs_them(planted: Planted) -> None:
    """Else the others would prove nothing."""
    for arguments in (("status",), ("log", "-p"), ("log", "-p", "--ext-diff"), ("diff",)):
        subprocess.run(
            ["git", *arguments], cwd=planted.root, check=False, capture_output=True, timeout=60
        )
    missing = subprocess.run(
        ["git", "cat-file", "-p", "1" * 40],
        cwd=planted.root,
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert missing.returncode
    expected = {
        "core.fsmonitor",
        "core.sshCommand",
        "diff.planted.command",
        "diff.planted.textconv",
        "filter.planted.process",
        "gpg.program",
        "gpg.ssh.program",
    }
    assert expected <= set(planted.ran)


def ask_for_a_missing_object(planted: Planted) -> None:
    with Blobs(planted.root) as blobs:
        assert blobs.read("1" * 40) is None


def publish(planted: Planted) -> None:
    folder = planted.root.parent / "latest"
    folder.mkdir()
    (folder / "index.html").write_text("home", "utf-8")
    read_published(planted.root, "gh-pages")
    for _ in range(2):
        made = [BranchVersion("latest", "Latest", folder)]
        write_editions(planted.root, "gh-pages", made, ["latest"], lambda address: address)
        (folder / "more.html").write_text("more", "utf-8")


def copy(planted: Planted) -> None:
    clone(str(planted.root), planted.root.parent / "copy")
    run_git(planted.root.parent / "copy", "checkout", "--quiet", "--detach", planted.commit)


def ask_by_a_library(planted: Planted) -> None:
    with safe_git(planted.root):
        for arguments in (
            ("log", "-1"),
            ("describe", "--tags"),
            ("show", "HEAD:data/process.yaml"),
        ):
            subprocess.run(
                ["git", *arguments], cwd=planted.root, check=False, capture_output=True, timeout=60
            )


WAYS: dict[str, Callable[[Planted], object]] = {
    "history": lambda planted: read_history(planted.root),
    "revision": lambda planted: read_revision(planted.root, "HEAD"),
    "commit": lambda planted: read_commit(planted.root),
    "status": lambda planted: run_git(planted.root, "status", "--porcelain"),
    "difference": lambda planted: run_git(planted.root, "diff", "HEAD"),
    "file": lambda planted: run_git(planted.root, "show", "HEAD:data/process.yaml"),
    "folder of git": lambda planted: read_git_folder(planted.root),
    "missing object": ask_for_a_missing_object,
    "publish": publish,
    "clone": copy,
    "library": ask_by_a_library,
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_a_repository_is_run(way: str, planted: Planted) -> None:
    WAYS[way](planted)
    assert planted.ran == []


@pytest.mark.parametrize(
    "command",
    [
        ("clearway", "check"),
        ("clearway", "changes", "HEAD", "HEAD"),
        ("clearway", "tools", "outputs", ".", "public"),
        ("mkdocs", "build"),
        ("clearway", "release"),
    ],
    ids=" ".join,
)
def test_no_command_runs_anything(command: tuple[str, ...], planted: Planted) -> None:
    identity = {"GIT_COMMITTER_NAME": "Kari", "GIT_COMMITTER_EMAIL": "kari@library.example"}
    done = run(*command, cwd=planted.root, **identity)
    assert (done.returncode, planted.ran) == (0, []), done.stderr


def test_a_folder_that_looks_like_a_repository_is_none(planted: Planted, tmp_path: Path) -> None:
    """A bare repository can be committed as ordinary files; git would take up its settings."""
    shutil.copytree(planted.root / ".git", tmp_path / "bare" / "tracker")
    tracker = tmp_path / "bare" / "tracker"
    (tracker / "config").write_text((tracker / "config").read_text().replace("bare = false", ""))
    assert read_history(tracker).commits == ()
    assert read_commit(tracker) is None
    assert planted.ran == []


def test_a_driver_may_have_any_name(planted: Planted) -> None:
    name = 'filter.a b=c."é".clean'
    subprocess.run(
        ["git", "config", name, str(planted.root / "hooks" / "pre-push")],
        cwd=planted.root,
        check=True,
    )
    (planted.root / ".gitattributes").write_text('* filter="a b=c.\\"é\\""\n', "utf-8")
    run_git(planted.root, "status", "--porcelain")
    assert name in safe_environment(planted.root).values()
    assert planted.ran == []


def test_more_programs_than_anyone_has(planted: Planted) -> None:
    with (planted.root / ".git" / "config").open("a", encoding="utf-8") as config:
        for number in range(501):
            config.write(f'[filter "f{number}"]\n\tclean = cat\n')
    with pytest.raises(GitError, match="name more than 500 filters"):
        run_git(planted.root, "status")


def test_what_a_person_set_is_kept(
    planted: Planted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who publishes, and their own settings; nothing that would lead git to another repository."""
    (tmp_path / "own").write_text("[user]\n\tname = Kari\n\temail = kari@library.example\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "own"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_SSH_COMMAND", "planted")
    environment = safe_environment(planted.root)
    assert "GIT_DIR" not in environment
    assert "GIT_SSH_COMMAND" not in environment
    assert run_git(planted.root, "config", "user.name") == b"Kari\n"
    assert stat.S_ISDIR(read_git_folder(planted.root).stat().st_mode)
