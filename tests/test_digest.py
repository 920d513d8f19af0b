"""The workflow that sends a daily digest: its own scripts, run on a real repository.

Only `gh` is another: it keeps one issue in a file, and the comments beside it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repositories import Repository
from tests.running import EPOCH, ROOT, TRACKERS

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/digest.yml").read_text("utf-8"))
JOBS: Mapping[str, Any] = WORKFLOW["jobs"]

GH = f"""#!{sys.executable}
import json, os, pathlib, sys
folder = pathlib.Path(os.environ["GH_FOLDER"])
issue, said = folder / "issue.json", sys.argv[1:]
files = [pathlib.Path(after) for name, after in zip(said, said[1:]) if name == "--body-file"]
text = files[0].read_text() if files else ""
if said[0] == "api":
    known = json.loads(issue.read_text()) if issue.exists() else {{"number": "", "body": ""}}
    print(known["number"], known["body"], sep="\\n")
elif said[:2] in (["issue", "create"], ["issue", "edit"]):
    issue.write_text(json.dumps({{"number": 4, "body": text.replace("\\n", "\\r\\n")}}))
elif said[:2] == ["issue", "comment"]:
    (folder / f"comment-{{len(list(folder.glob('comment-*')))}}").write_text(text)
"""


class Forge:
    """A repository with records, and the issue of its digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = Repository.new(folder / "records")
        shutil.copytree(TRACKERS / "library" / "data", self.records.folder / "data")
        self.records.commit("The records")
        program = self.records.folder / ".venv" / "bin" / "clearway"
        program.parent.mkdir(parents=True)
        program.symlink_to(Path(sys.executable).with_name("clearway"))
        stand_in = folder / "gh"
        stand_in.write_text(GH)
        stand_in.chmod(0o755)

    def send(self) -> list[str]:
        """Runs the workflow once; gives all comments so far."""
        said: dict[str, str] = {}
        for step in JOBS["collect"]["steps"]:
            if step.get("id"):
                said |= self._run(step["run"], self.records.folder, SINCE=said.get("since", ""))
        shutil.copytree(self.records.folder / "digest", self.folder / "digest", dirs_exist_ok=True)
        shutil.rmtree(self.records.folder / "digest")
        step = JOBS["send"]["steps"][-1]
        self._run(step["run"], self.folder, ISSUE=said["issue"], CHANGED=said.get("changed", ""))
        return [path.read_text() for path in sorted(self.folder.glob("comment-*"))]

    @property
    def issue(self) -> str:
        return str(json.loads((self.folder / "issue.json").read_text())["body"])

    def _run(self, script: str, folder: Path, **environment: str) -> dict[str, str]:
        """Runs a script as the runner does; gives what it handed on."""
        output = self.folder / "output"
        output.write_text("")
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder,
            env={
                **own,
                "PATH": f"{self.folder}:{os.environ['PATH']}",
                "RUNNER_TEMP": str(self.folder),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_REPOSITORY": "a/b",
                "GH_FOLDER": str(self.folder),
                "SOURCE_DATE_EPOCH": EPOCH,
                **environment,
            },
            check=True,
            capture_output=True,
        )
        return dict(line.split("=", 1) for line in output.read_text().splitlines())


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


def edit(forge: Forge, old: str, new: str, day: int) -> None:
    path = "data/milestones.yaml"
    text = (forge.records.folder / path).read_text("utf-8")
    assert old in text
    forge.records.write(path, text.replace(old, new))
    forge.records.commit("An edit", day=day)


def test_the_first_time_it_opens_the_issue_and_sends_nothing(forge: Forge) -> None:
    assert forge.send() == []
    assert f"Sent so far: {forge.records.git('rev-parse', 'HEAD')}" in forge.issue


def test_what_changed_since_is_sent_once(forge: Forge) -> None:
    forge.send()
    edit(forge, "Night of reading", "A night of reading <b> @everyone", day=1)
    (comment,) = forge.send()
    lines = comment.splitlines()
    assert lines[0].startswith("    What changed from ")
    assert any("A night of reading <b> @everyone" in line for line in lines)
    # Quoted text: no name is called, and nothing is markup.
    assert all(line.startswith("    ") for line in lines)
    assert forge.send() == [comment]
    edit(forge, "A night of reading", "Night", day=2)
    assert len(forge.send()) == 2


def test_after_a_rewritten_history_it_begins_from_there(forge: Forge) -> None:
    forge.send()
    forge.records.git("switch", "--quiet", "--orphan", "again")
    shutil.copytree(TRACKERS / "library" / "data", forge.records.folder / "data")
    forge.records.commit("Once more", day=3)
    forge.records.git("reflog", "expire", "--expire=now", "--all")
    forge.records.git("branch", "--quiet", "--delete", "--force", "main")
    forge.records.git("gc", "--quiet", "--prune=now")
    assert forge.send() == []
    assert f"Sent so far: {forge.records.git('rev-parse', 'HEAD')}" in forge.issue


def test_a_text_that_names_no_commit_is_not_used(forge: Forge) -> None:
    forge.send()
    body = {"number": 4, "body": "Sent so far: $(touch hacked)\r\nSent so far: main\r\n"}
    (forge.folder / "issue.json").write_text(json.dumps(body))
    assert forge.send() == []
    assert not list(forge.folder.rglob("hacked"))
