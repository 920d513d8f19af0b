"""What holds for the repository as a whole: locked, pinned, portable."""

import re
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKS = tuple(f"requirements{part}.lock" for part in ("", "-import", "-dev", "-fuzz"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

# A place on somebody's machine, or a server that packages come from: both are that machine's own.
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:root|home|Users|work|tmp|private|mnt)/[\w.]"
    r"|\bpypi\.org/simple|\bpythonhosted\.org|\bregistry\.npmjs\.org"
)


def tracked() -> list[Path]:
    """The files that git keeps, and that are there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_symlink() or path.exists()]


def requirements(lock: str) -> dict[str, tuple[str, int]]:
    """Of every package in a lock: its version, and how many hashes it has."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = {}
    for block in re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]:
        pinned = re.match(r"([a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==([^ ;\\]+)( ; [^\\]+)? \\\n", block)
        assert pinned is not None, f"{lock}: not pinned: {block.splitlines()[0]}"
        marker = pinned[3] or ""
        found[pinned[1] + marker] = (pinned[2], len(re.findall(r"--hash=sha256:\w{64}", block)))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r".*(?:://|--index|--extra|--find-links|--trusted| @ ).*", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    assert [name for name, (_, hashes) in requirements(lock).items() if hashes == 0] == []


@pytest.mark.parametrize(("lock", "other"), [*combinations(LOCKS, 2)])
def test_locks_name_the_same_versions(lock: str, other: str) -> None:
    first, second = (
        {name: version for name, (version, _) in requirements(each).items()}
        for each in (lock, other)
    )
    assert {name: first[name] for name in first.keys() & second.keys()} == {
        name: second[name] for name in first.keys() & second.keys()
    }


def test_what_only_some_commands_need_is_not_in_every_install() -> None:
    """Each takes megabytes, and only two imports need them."""
    site = {name.partition(" ")[0] for name in requirements(LOCKS[0])}
    optional = {name.partition(" ")[0] for name in requirements(LOCKS[1])}
    heavy = {"pypdfium2", "openpyxl"}
    assert heavy <= optional
    assert heavy & site == set()


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit(workflow: Path) -> None:
    lines = re.findall(r"\buses: (.+)", workflow.read_text(encoding="utf-8"))
    assert lines
    pinned = re.compile(r"[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in lines if not pinned.fullmatch(line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_expression_reaches_a_shell(workflow: Path) -> None:
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_starts_with_no_permission(workflow: Path) -> None:
    settings = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert settings["permissions"] == {}
    assert all("permissions" in job for job in settings["jobs"].values())


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_checkout_leaves_no_credentials_behind(workflow: Path) -> None:
    checkouts = [step for step in steps(workflow) if "actions/checkout@" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = []
    for path in tracked():
        if path.is_symlink() or b"\0" in (content := path.read_bytes()):
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if ELSEWHERE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert found == []


def test_no_room_is_a_lumber_room() -> None:
    lumber = {"utils", "util", "helpers", "helper", "manager"}
    modules = [path for path in (ROOT / "src").rglob("*") if path.suffix in ("", ".py")]
    assert [str(path.relative_to(ROOT)) for path in modules if path.stem in lumber] == []


def test_the_pipelines_script_can_be_run() -> None:
    mode = subprocess.run(
        ["git", "ls-files", "--stage", ".ci/run"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert mode.stdout.startswith("100755 ")
