"""Upgrading a tracker: what the keeper changed stays, what the program changed comes in.

Covers: clearway.cli.tracker, clearway.site.starter.own_wheel, clearway.site.starter.upgrade.
"""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest

from clearway.records.rules import check
from clearway.site.starter import ORIGINALS, filled, write_tracker
from clearway.site.starter.choices import TrackerChoices, template_values
from clearway.site.starter.own_wheel import own_wheel
from clearway.site.starter.upgrade import FileOutcome, planned, write
from tests.running import ROOT, TODAY, run

DAY = date.fromisoformat(TODAY)
FORMER = TrackerChoices(title="Harbour plan", site_name="Harbour plan in the open")
CHOICES = TrackerChoices(
    title="Harbour plan",
    description="The council's plan for the harbour.",
    domain="harbour.example",
    source="https://harbour.example/plan",
)
CHECK = ".github/workflows/check.yml"


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    write_tracker(tmp_path / "harbour", CHOICES, DAY)
    return tmp_path / "harbour"


def upgraded(root: Path) -> dict[str, str]:
    process = check(root, DAY).process
    assert process is not None
    plan = planned(root, process)
    write(root, plan)
    return {each.path: each.outcome.value for each in plan}


def made_with_another_text(root: Path, path: str, old: str, new: str) -> None:
    """As if the version that made the tracker had written `old` where this one writes `new`."""
    file = root / path
    file.write_text(file.read_text("utf-8").replace(new, old), encoding="utf-8")
    originals = json.loads((root / ORIGINALS).read_text("utf-8"))
    originals["files"][path] = originals["files"][path].replace(new, old)
    (root / ORIGINALS).write_text(json.dumps(originals), encoding="utf-8")


def test_a_tracker_of_this_version_is_left_as_it_is(tracker: Path) -> None:
    assert upgraded(tracker) == {}


def test_what_the_keeper_left_alone_is_replaced(tracker: Path) -> None:
    made_with_another_text(tracker, CHECK, "timeout-minutes: 5", "timeout-minutes: 15")
    found = upgraded(tracker)
    assert found == {CHECK: "written", ORIGINALS: "written"}
    assert "timeout-minutes: 15" in (tracker / CHECK).read_text("utf-8")
    assert upgraded(tracker) == {}


def test_changes_of_both_come_together(tracker: Path) -> None:
    made_with_another_text(tracker, CHECK, "timeout-minutes: 5", "timeout-minutes: 15")
    file = tracker / CHECK
    own = file.read_text("utf-8").replace("name: check\n", "name: our check\n")
    file.write_text(own, encoding="utf-8")
    assert upgraded(tracker)[CHECK] == "merged"
    text = file.read_text("utf-8")
    assert "name: our check\n" in text and "timeout-minutes: 15" in text


def test_where_both_changed_one_line_the_keepers_stays(tracker: Path) -> None:
    made_with_another_text(tracker, CHECK, "timeout-minutes: 5", "timeout-minutes: 15")
    file = tracker / CHECK
    own = file.read_text("utf-8").replace("timeout-minutes: 5", "timeout-minutes: 7")
    file.write_text(own, encoding="utf-8")
    assert upgraded(tracker)[CHECK] == "beside"
    assert file.read_text("utf-8") == own
    assert "timeout-minutes: 15" in (tracker / f"{CHECK}.new").read_text("utf-8")


def test_a_file_that_the_keeper_removed_does_not_come_back(tracker: Path) -> None:
    made_with_another_text(tracker, CHECK, "timeout-minutes: 5", "timeout-minutes: 15")
    (tracker / CHECK).unlink()
    assert upgraded(tracker)[CHECK] == "kept"
    assert not (tracker / CHECK).exists()


def test_another_wheel_and_a_form_that_is_no_more_are_removed(tracker: Path) -> None:
    (tracker / "vendor" / "clearway-0.0.9-py3-none-any.whl").write_bytes(b"old")
    form = next((tracker / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    shutil.copy(form, form.with_name("former.yml"))
    (tracker / ".github" / "ISSUE_TEMPLATE" / "own.yml").write_text("name: ours\n")
    assert upgraded(tracker) == {
        ".github/ISSUE_TEMPLATE/former.yml": "removed",
        "vendor/clearway-0.0.9-py3-none-any.whl": "removed",
    }


def former_tracker(folder: Path) -> None:
    """A tracker as version 0.1.0 made it, which held no program of its own."""
    write_tracker(folder, TrackerChoices(title="Harbour plan"), DAY)
    shutil.rmtree(folder / "vendor")
    for name in ("Makefile", "requirements.lock", "requirements-import.lock", ".gitattributes"):
        (folder / name).unlink()
    packed = ROOT / "src/clearway/site/starter/earlier/0.1.0.zip"
    with zipfile.ZipFile(BytesIO(packed.read_bytes())) as archive:
        for name in archive.namelist():
            text = filled(archive.read(name).decode(), template_values(FORMER, "0.1.0"))
            (folder / name).write_text(text, encoding="utf-8")


def test_a_tracker_of_the_first_version_gets_the_program_and_keeps_a_changed_workflow(
    tmp_path: Path,
) -> None:
    root = tmp_path / "harbour"
    former_tracker(root)
    file = root / CHECK
    own = file.read_text("utf-8").replace("name: check\n", "name: our check\n")
    file.write_text(own, encoding="utf-8")
    done = run("clearway", "upgrade", root, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    text = file.read_text("utf-8")
    assert text.startswith("# Reads the records") and "name: our check\n" in text
    assert "--require-hashes" in text and "requirements.txt" not in text
    assert not (root / "requirements.txt").exists()
    assert (root / "vendor" / own_wheel().name).read_bytes() == own_wheel().content
    assert f"{FileOutcome.MERGED:8} {CHECK}\n" in done.stdout
    assert "+        run: python -m pip install --require-hashes" in done.stdout
    assert done.stdout.endswith("look at the changes with git diff, and commit them.\n")
    again = run("clearway", "upgrade", root, cwd=tmp_path)
    assert again.stdout == "Nothing to upgrade: this tracker has this version already.\n"


def test_another_version_upgrades_with_its_own_program(tracker: Path) -> None:
    """A wheel that differs in a template: its program runs, not the installed one."""
    wheel, content = own_wheel(), BytesIO()
    with (
        zipfile.ZipFile(BytesIO(wheel.content)) as old,
        zipfile.ZipFile(content, "w") as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            if name == "clearway/site/starter/files/Makefile":
                text = text.replace(b"Setting up .venv", b"Setting up")
            new.writestr(name, text)
    path = tracker.parent / wheel.name
    path.write_bytes(content.getvalue())
    shown = run("clearway", "upgrade", tracker, "--to", path, "--dry-run", cwd=tracker.parent)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "written  Makefile\n" in shown.stdout
    assert shown.stdout.endswith("Nothing was written. Run it without --dry-run to upgrade.\n")
    assert "Setting up .venv" in (tracker / "Makefile").read_text("utf-8")
    run("clearway", "upgrade", tracker, "--to", path, cwd=tracker.parent)
    assert "Setting up .venv" not in (tracker / "Makefile").read_text("utf-8")
    path.write_bytes(b"no zip")
    refused = run("clearway", "upgrade", tracker, "--to", path, cwd=tracker.parent)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"Nothing was upgraded: {path} is not a wheel")


def test_a_planned_change_is_shown_as_a_diff(tracker: Path) -> None:
    made_with_another_text(tracker, CHECK, "timeout-minutes: 5", "timeout-minutes: 15")
    process = check(tracker, DAY).process
    assert process is not None
    [change] = [each for each in planned(tracker, process) if each.path == CHECK]
    assert "-    timeout-minutes: 5\n+    timeout-minutes: 15\n" in change.diff
    subprocess.run(["git", "init", "--quiet", tracker], check=True)
    assert change in planned(tracker, process)


ADOPTED = """\
---
title: Plan for the harbour
when: 2026-05-06
adopted: yes   # without a vote
text: none
source: https://harbour.example/plan.pdf
---
"""

VOTES = """\

- id: vote
  title: Vote of the council
  kind: decision
  when: 2026-06-03
  about: [draft:plan]
  source: https://harbour.example/vote
"""


@pytest.mark.parametrize(
    ("votes", "added"),
    [
        (VOTES, "adopted_by: vote\n"),
        (VOTES + VOTES.replace("id: vote", "id: second-vote"), ""),
        ("", ""),
    ],
    ids=["one decision about it", "two of them", "none"],
)
def test_an_adopted_draft_gets_the_decision_that_is_about_it(
    tracker: Path, votes: str, added: str
) -> None:
    """Where the records name none, or several, the check goes on asking for it."""
    (tracker / "data/drafts").mkdir(exist_ok=True)
    plan = tracker / "data/drafts/plan.md"
    plan.write_text(ADOPTED, encoding="utf-8")
    if votes:
        (tracker / "data/milestones.yaml").write_text(votes.lstrip("\n"), encoding="utf-8")
    assert [problem.rule for problem in check(tracker, DAY).problems] == ["adopted-by"]
    done = run("clearway", "upgrade", ".", cwd=tracker)
    assert done.returncode == 0, done.stderr
    line = "adopted: yes   # without a vote\n"
    assert plan.read_text("utf-8") == ADOPTED.replace(line, line + added)
    assert [problem.rule for problem in check(tracker, DAY).problems] == (
        [] if added else ["adopted-by"]
    )
    assert ("migrated data/drafts/plan.md" in done.stdout) == bool(added)


def test_the_programs_own_repository_gets_schemas_and_forms_and_no_copy_of_itself(
    tmp_path: Path,
) -> None:
    """Its templates are the source, its workflows and Makefile its own."""
    process = check(ROOT, DAY).process
    assert process is not None
    assert planned(ROOT, process) == ()
    (tmp_path / "src/clearway/site/starter").mkdir(parents=True)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    (tmp_path / "schemas/process.json").write_text("{}\n")
    assert upgraded(tmp_path) == {"schemas/process.json": "written"}
    assert not (tmp_path / "vendor").exists()


def test_the_check_warns_of_schemas_forms_and_workflows_of_another_version(tracker: Path) -> None:
    done = run("clearway", "check", cwd=tracker)
    assert (done.returncode, done.stdout) == (0, "")
    (tracker / "schemas/ask.json").write_text("{}\n")
    (tracker / "schemas/draft.json").write_text("{}\n")
    form = tracker / ".github/ISSUE_TEMPLATE/submission.yml"
    form.write_text(form.read_text("utf-8").replace("What does it say?", "What is in it?"))
    originals = json.loads((tracker / ORIGINALS).read_text("utf-8"))
    (tracker / ORIGINALS).write_text(json.dumps({**originals, "version": "0.0.9"}))
    done = run("clearway", "check", cwd=tracker)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        ".github/ISSUE_TEMPLATE/submission.yml:1:1: warning[outdated] forms must be what the "
        "records say; this one is not. Run clearway tools forms.",
        "schemas/ask.json:1:1: warning[outdated] schemas must be this version's; this one is not, "
        "nor 1 more. Run clearway upgrade.",
        "vendor/originals.json:1:1: warning[outdated] workflows and other files must be those of "
        f"version {version('clearway')}; they are those of 0.0.9. Run clearway upgrade.",
    ]
    assert run("clearway", "upgrade", cwd=tracker).returncode == 0
    assert run("clearway", "check", cwd=tracker).stdout == ""


@pytest.fixture
def releases() -> Iterator[dict[str, bytes]]:
    """What a server on this machine gives, by path; its address is under ''."""
    files: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """A request is no news."""

        def do_GET(self) -> None:
            content = files.get(self.path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        files[""] = f"http://127.0.0.1:{server.server_address[1]}".encode()
        try:
            yield files
        finally:
            server.shutdown()
            thread.join()


def test_a_version_is_taken_from_an_address_with_its_digest(
    tracker: Path, releases: dict[str, bytes]
) -> None:
    """Its code runs here, so nothing but the file that was meant is taken."""
    content = own_wheel().content
    releases["/clearway.whl"] = content
    # Of one file that a person names no robots.txt is read.
    releases["/robots.txt"] = b"User-agent: *\nDisallow: /\n"
    address, digest = f"{releases[''].decode()}/clearway.whl", sha256(content).hexdigest()
    shutil.rmtree(tracker / "schemas")

    def upgrade(*arguments: str) -> tuple[int, str]:
        done = run("clearway", "upgrade", tracker, *arguments, cwd=tracker.parent)
        return done.returncode, done.stderr

    refused = {
        ("--to", address, "--local"): "a wheel from an address needs its SHA-256; give it as",
        ("--to", address, "--local", "--sha256", "0" * 64): (
            f"{address} is another file: its SHA-256 is {digest}; look both up"
        ),
        ("--to", address, "--sha256", digest): "it is on this machine or its network",
        ("--to", f"{address}2", "--local", "--sha256", digest): "its server answers 404",
        ("--to", "gone.whl"): "could not read or write gone.whl: No such file or directory",
    }
    for arguments, said in refused.items():
        code, message = upgrade(*arguments)
        assert (code, message.startswith(f"Nothing was upgraded: {said}")) == (2, True), message
    assert not (tracker / "schemas").exists()
    assert upgrade("--to", address, "--local", "--sha256", digest.upper()) == (0, "")
    assert (tracker / "schemas" / "process.json").exists()
