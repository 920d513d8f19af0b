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
from collections.abc import Callable, Mapping
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
  */about.md) cp "${argument#body=@}" "$GH_SAID.about";;
  *"/a/b/pulls?state=open&head=a:contribution-12"*) cat "$GH_SAID.${argument##*:}" 2>&-;;
esac; done
case "$1 $2" in
  "pr create") echo https://forge.example/pull/7;;
  "api repos/a/b/git/matching-refs/heads/contribution-12") cat "$GH_SAID.refs";;
  "api repos/a/b/pulls/"*"/reviews") cat "$GH_SAID.reviews";;
esac
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
    (tmp_path / "said.refs").touch()  # no pull request is open
    (tmp_path / "said.reviews").write_text("0\n")
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
        EDITOR="eve",
        GITHUB_RUN_ID="99",
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


def open_pull(forge: Forge, branch: str = "contribution-12", reviews: int = 0) -> None:
    """From now on `gh` tells of pull request 7, which is of that branch, and of its reviews."""
    with forge.said.with_name("said.refs").open("a") as refs:
        refs.write(f"refs/heads/{branch}\nrefs/heads/contribution-123\n")
    forge.said.with_name(f"said.{branch}").write_text("7 https://forge.example/pull/7\n")
    forge.said.with_name("said.reviews").write_text(f"{reviews}\n")


def endorse(forge: Forge, name: str, role: str = "Reader") -> Mapping[str, str]:
    answers = {"statement": "Open on", "signs": "For myself", "role": role}
    return converted(forge, filled(forge.clone, "endorse", name=name, **answers))


FOLDER = "data/endorsements/open-on-saturdays"

CHANGED = f"""
The issue was edited by `eve`. What was `{FOLDER}/ann-lee.yaml` has changed:

    diff --git a/{FOLDER}/ann-lee.yaml b/{FOLDER}/bo-ek.yaml
"""


def test_an_issue_edited_before_a_review_changes_its_pull_request(forge: Forge) -> None:
    """Title, text and warnings are those of what is proposed now; it says what changed."""
    propose(forge, endorse(forge, "Ann Lee"))
    open_pull(forge)
    propose(forge, endorse(forge, "Bo Ek", "<b>@everyone</b> [x](https://evil.example)"))
    said, about = forge.said.read_text(), forge.said.with_name("said.about").read_text()
    assert (
        "api --silent --method PATCH repos/a/b/pulls/7 "
        "--field title=data/endorsements/open-on-saturdays/bo-ek.yaml --field body=@"
    ) in said
    assert said.count("pr create") == 1
    assert CHANGED in about
    marked = [line for line in about.splitlines() if "everyone" in line or "evil" in line]
    assert [line[:5] for line in marked] == ["    +"]
    assert forge.git("branch", "--format=%(refname:short)").split() == ["contribution-12", "main"]


def test_an_issue_edited_after_a_review_opens_another(forge: Forge) -> None:
    """What an editor approved stays as it was; nothing else comes in under that approval."""
    propose(forge, endorse(forge, "Ann Lee"))
    approved = forge.git("rev-parse", "contribution-12")
    open_pull(forge, reviews=1)
    propose(forge, endorse(forge, "Bo Ek"))
    said, about = forge.said.read_text(), forge.said.with_name("said.about").read_text()
    assert forge.git("rev-parse", "contribution-12") == approved
    assert forge.git("diff", "--name-only", "main", "contribution-12-99") == (
        "data/endorsements/open-on-saturdays/bo-ek.yaml"
    )
    assert "This takes the place of #7, which was looked at before the issue was edited.\n" in about
    assert "api --silent --method PATCH repos/a/b/pulls/7 --field state=closed" in said
    assert "repos/a/b/issues/7/comments --field body=The issue was edited after this was" in said
    assert "workflow run check.yml --ref contribution-12-99" in said


def test_the_latest_of_several_is_the_one_that_changes(forge: Forge) -> None:
    propose(forge, endorse(forge, "Ann Lee"))
    git(forge.clone, "push", "--quiet", "origin", "HEAD:contribution-12-99")
    before = forge.git("rev-parse", "contribution-12")
    open_pull(forge, branch="contribution-12-99")
    propose(forge, endorse(forge, "Bo Ek"))
    assert forge.git("rev-parse", "contribution-12") == before
    assert forge.git("diff", "--name-only", "main", "contribution-12-99").endswith("bo-ek.yaml")


def test_an_edit_that_changes_nothing_changes_nothing(forge: Forge) -> None:
    propose(forge, endorse(forge, "Ann Lee"))
    before = forge.git("rev-parse", "contribution-12")
    open_pull(forge, reviews=1)
    propose(forge, endorse(forge, "Ann Lee"))
    assert forge.git("branch", "--format=%(refname:short)").split() == ["contribution-12", "main"]
    assert forge.git("rev-parse", "contribution-12") == before
    assert "PATCH" not in forge.said.read_text()


def test_what_the_editors_corrected_is_not_overwritten(forge: Forge) -> None:
    propose(forge, endorse(forge, "ANN LEE"))
    open_pull(forge)
    git(forge.clone, "commit", "--quiet", "--amend", "--message=As she writes it", "--reset-author")
    git(forge.clone, "push", "--quiet", "--force", "origin", "HEAD:contribution-12")
    corrected = forge.git("rev-parse", "contribution-12")
    propose(forge, endorse(forge, "Ann Li"))
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


def link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def program(path: Path) -> None:
    path.write_text("name: A\n")
    path.chmod(0o755)


def plain(path: Path) -> None:
    path.write_text("evil\n")


@pytest.mark.parametrize(
    ("path", "make"),
    [
        (".github/workflows/check.yml", plain),
        ("data/a/b/c/d.yaml", plain),
        ("data/x.py", plain),
        ("data/organisations/../x.yaml.py", plain),
        ("data/organisations/A.yaml", plain),
        ("data/organisations/a.yaml", link),
        ("data/organisations/a.yaml", program),
        ("mkdocs.yml", plain),
        ("macros.py", plain),
        ("docs/index.md", plain),
    ],
)
def test_a_patch_of_anything_else_is_not_pushed(
    path: str, make: Callable[[Path], None], forge: Forge
) -> None:
    (forge.clone / path).parent.mkdir(parents=True, exist_ok=True)
    make(forge.clone / path)
    git(forge.clone, "add", path)
    patch = gzip.compress(f"{git(forge.clone, 'diff', '--cached')}\n".encode())
    with pytest.raises(subprocess.CalledProcessError):
        propose(forge, {"patch": base64.b64encode(patch).decode()})
    assert forge.git("branch", "--format=%(refname:short)") == "main"
