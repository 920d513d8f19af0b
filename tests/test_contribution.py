"""The workflow that turns issues into pull requests: its own scripts, run on a real repository.

Only `gh` is another: it writes down what it is asked to do.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.contribute.issues.filled import filled
from tests.running import EPOCH, ROOT, TRACKERS

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/contribution.yml").read_text("utf-8"))
JOBS: Mapping[str, Any] = WORKFLOW["jobs"]

GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$GH_SAID"
for argument; do case $argument in
  */answer.md) cp "$argument" "$GH_SAID.answer";;
  */about.md) cp "$argument" "$GH_SAID.about";;
  *"/a/b/pulls?state=open&head=a:contribution-12") cat "$GH_SAID.open";;
esac; done
case "$1 $2" in "pr create") echo https://forge.example/pull/7;; esac
"""


class Forge(NamedTuple):
    """A bare repository, a clone of it with the program in it, and what `gh` was asked."""

    bare: Path
    clone: Path
    said: Path

    def git(self, *arguments: str) -> str:
        return git(self.bare, *arguments)

    def run(self, job: str, **environment: str) -> None:
        """Runs the last step of a job, as the runner does, from a fresh checkout."""
        git(self.clone, "reset", "--quiet", "--hard", "origin/main")
        git(self.clone, "clean", "--quiet", "--force", "-d", "--exclude=.venv")
        script = JOBS[job]["steps"][-1]["run"]
        temporary = self.said.parent
        subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.clone,
            env={
                **os.environ,
                "PATH": f"{temporary}:{os.environ['PATH']}",
                "RUNNER_TEMP": str(temporary),
                "GH_SAID": str(self.said),
                "SOURCE_DATE_EPOCH": EPOCH,
                **environment,
            },
            check=True,
        )


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    clone, bare = tmp_path / "clone", tmp_path / "bare.git"
    shutil.copytree(TRACKERS / "library" / "data", clone / "data")
    git(clone, "init", "--quiet", "--initial-branch=main")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "--message=The records")
    git(tmp_path, "clone", "--quiet", "--bare", "clone", "bare.git")
    git(clone, "remote", "add", "origin", str(bare))
    git(clone, "fetch", "--quiet", "origin")
    program = clone / ".venv" / "bin" / "clearway"
    program.parent.mkdir(parents=True)
    program.symlink_to(Path(sys.executable).with_name("clearway"))
    stand_in = tmp_path / "gh"
    stand_in.write_text(GH)
    stand_in.chmod(0o755)
    (tmp_path / "said.open").write_text("\n")  # no pull request is open
    return Forge(bare, clone, tmp_path / "said")


def converted(forge: Forge, body: str) -> Mapping[str, str]:
    """What the first job hands on of an issue with that text."""
    event = forge.said.with_name("event.json")
    issue = {
        "body": body,
        "html_url": "https://forge.example/library/issues/12",
        "created_at": "2024-04-02T23:59:59Z",
        "number": 12,
    }
    event.write_text(json.dumps({"issue": issue}))
    output = forge.said.with_name("output")
    output.write_text("")
    forge.run("record", GITHUB_EVENT_PATH=str(event), GITHUB_OUTPUT=str(output))
    lines = output.read_text().splitlines()
    assert [line.partition("=")[0] for line in lines] == ["code", "patch", "words"]
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def propose(forge: Forge, handed: Mapping[str, str]) -> None:
    forge.run(
        "propose",
        AUTHOR="ann",
        BASE="main",
        GITHUB_REPOSITORY="a/b",
        GITHUB_REPOSITORY_OWNER="a",
        NUMBER="12",
        PATCH=handed["patch"],
        WORDS=handed.get("words", ""),
    )


NAME = "x'; touch owned; $(touch owned) `touch owned` ${{ secrets.TOKEN }} ../../../.github \"\\"


def test_an_issue_becomes_a_branch_with_one_file(forge: Forge) -> None:
    answers = {"statement": "Open on", "signs": "For myself", "role": NAME}
    for name in (NAME, "Ann Lee"):
        # The second is the same issue, edited: it takes the place of the first.
        handed = converted(forge, filled(forge.clone, "endorse", name=name, **answers))
        assert handed["code"] == "0"
        propose(forge, handed)
    path = "data/endorsements/open-on-saturdays/ann-lee.yaml"
    assert forge.git("branch", "--format=%(refname:short)").split() == ["contribution-12", "main"]
    assert forge.git("diff", "--name-status", "main", "contribution-12") == f"A\t{path}"
    assert forge.git("rev-list", "--count", "main..contribution-12") == "1"
    record = forge.git("show", f"contribution-12:{path}")
    assert yaml.safe_load(record) == {
        "name": "Ann Lee",
        "kind": "individual",
        "role": NAME,
        "date": date(2024, 4, 3),  # where the statement closes, two hours ahead of UTC
        "verified": "form",
        "source": "https://forge.example/library/issues/12",
    }
    assert not list(forge.clone.parent.rglob("owned"))
    assert (
        forge.said.with_name("said.answer").read_text()
        == "Thank you. It is proposed as https://forge.example/pull/7: somebody reads it there, "
        "and accepts it or asks.\n"
    )


def test_the_editors_are_told_what_no_check_can_know(forge: Forge) -> None:
    name = "Nordmann Kari"
    body = filled(forge.clone, "endorse", statement="Open on", signs="For myself", name=name)
    propose(forge, converted(forge, body))
    assert forge.said.with_name("said.about").read_text() == (
        "Made from the form of #12, opened by `ann`. Closes #12.\n"
        "\n"
        "The check has read the file. Before you accept it, please look at what it cannot know:\n"
        "\n"
        "- To endorse or withdraw: is it the signatory who asks, or somebody who may speak for\n"
        "  it? Where the account does not show it, ask on the issue.\n"
        "- For anything else: does the source say so?\n"
        "- Was the text of the issue edited after a statement closed? The file has the day on\n"
        "  which the issue was opened.\n"
        "\n"
        "The check asks to look at this, too:\n"
        "\n"
        "    a signatory may endorse a statement only once; this may be the individual 'Kari "
        "Nordmann' of data/endorsements/open-on-saturdays/kari-nordmann.yaml. If they are one, "
        "keep one of the two files; if they are two, add different_from: [kari-nordmann] here.\n"
    )


def test_what_the_editors_corrected_is_not_overwritten(forge: Forge) -> None:
    answers = {"statement": "Open on", "signs": "For myself"}
    propose(forge, converted(forge, filled(forge.clone, "endorse", name="ANN LEE", **answers)))
    forge.said.with_name("said.open").write_text("https://forge.example/pull/7\n")
    git(forge.clone, "commit", "--quiet", "--amend", "--message=As she writes it", "--reset-author")
    git(forge.clone, "push", "--quiet", "--force", "origin", "HEAD:contribution-12")
    corrected = forge.git("rev-parse", "contribution-12")
    propose(forge, converted(forge, filled(forge.clone, "endorse", name="Ann Li", **answers)))
    assert forge.git("rev-parse", "contribution-12") == corrected
    assert forge.said.with_name("said.answer").read_text() == (
        "Somebody has corrected https://forge.example/pull/7 by hand: please say there what else "
        "is to change.\n"
    )


def test_a_closed_issue_is_left_alone() -> None:
    assert JOBS["record"]["if"] == "github.event.issue.state == 'open'"


def test_what_is_wrong_is_said_on_the_issue(forge: Forge) -> None:
    name = "@everyone\n### Name\n\n``` <b>"
    body = filled(forge.clone, "endorse", statement="Open on", signs="For myself", name=name)
    handed = converted(forge, body)
    assert handed["code"] == "1"
    forge.run("answer", WORDS=handed["words"], NUMBER="12", GH_REPO="a/b")
    assert (
        forge.said.with_name("said.answer").read_text()
        == "Thank you. This cannot be taken yet:\n\n"
        "    The line '### Name' of the form stands several times. Leave the lines that begin with "
        "### as the form made them, and write below them.\n\n"
        "Edit the text of the issue, at the top, and it is looked at again.\n"
    )


def test_another_issue_gets_no_answer(forge: Forge) -> None:
    assert converted(forge, "A mistake on the roadmap")["code"] == "2"


def test_a_patch_of_anything_else_is_not_pushed(forge: Forge) -> None:
    for path in (".github/workflows/check.yml", "data/a/b/c/d.yaml", "data/x.py"):
        git(forge.clone, "reset", "--quiet", "--hard", "origin/main")
        (forge.clone / path).parent.mkdir(parents=True, exist_ok=True)
        (forge.clone / path).write_text("evil\n")
        git(forge.clone, "add", path)
        patch = gzip.compress(f"{git(forge.clone, 'diff', '--cached')}\n".encode())
        handed = {"patch": base64.b64encode(patch).decode()}
        with pytest.raises(subprocess.CalledProcessError):
            propose(forge, handed)
    assert forge.git("branch", "--format=%(refname:short)") == "main"
