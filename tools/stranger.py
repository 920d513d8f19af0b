"""Does what someone does who makes a tracker: `init`, its own set-up, check, site, release, verify.

Usage: python -m tools.stranger

The tracker is made in a temporary folder, and its packages are installed from its own lock into a
virtual environment of its own, with the settings of this machine as to where packages come from.
Then each `run:` step of its workflows `check` and `site` is run in order, with the variables that
a forge sets. What a forge's own actions do (checkout, uploads) is left out. `contribution` is
rehearsed in tests/test_contribution.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

KEPT = ("HOME", "LANG", "PIP_", "SSL_", "HTTP", "http", "NO_PROXY", "no_proxy")
"""Settings of the machine that say where packages come from; nothing else reaches the tracker."""

ANSWERS = {
    "--title": "Harbour plan",
    "--description": "The council's plan for the harbour, from its first draft to the vote.",
    "--domain": "harbour.example",
    "--source": "https://harbour.example/plan",
    "--contact": "record@harbour.example",
}
"""What must be answered before a tracker is published."""

SITE = "https://harbour.example/tracker"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="stranger-") as name:
        root = Path(name) / "harbour"
        own = Path(sys.executable).with_name("clearway")
        given = [word for pair in ANSWERS.items() for word in pair]
        run([str(own), "init", str(root), *given, "--yes", "--no-git"], Path(name), {})
        base = Path(sys.base_prefix) / "bin" / "python3"
        for target in ("check", "site"):
            run(["make", target, f"PYTHON={base}"], root, {})
        commit(root)
        environment = forge(root, Path(name))
        for workflow, job in (("check", "records"), ("site", "build")):
            for title, script in steps(root / ".github/workflows" / f"{workflow}.yml", job):
                print(f"{workflow}: {title}", flush=True)
                run(
                    ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
                    root,
                    environment,
                )
        run([str(root / ".venv/bin/clearway"), "verify", "site"], root, {})
    print("A new tracker installs, checks, builds, publishes and verifies by its own files alone.")


def steps(workflow: Path, job: str) -> Iterator[tuple[str, str]]:
    """The scripts of a job, each with its title. An expression in one is no shell's to fill in."""
    jobs: Mapping[str, Any] = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    for step in jobs[job]["steps"]:
        if "run" in step:
            yield step.get("name", step["run"].splitlines()[0]), step["run"]


def forge(root: Path, folder: Path) -> dict[str, str]:
    """The variables that a forge sets for a job, and those that the workflow `site` computes."""
    (folder / "runner").mkdir()
    return {
        "CI": "true",
        "PATH": f"{root / '.venv/bin'}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(folder / "runner"),
        "GITHUB_OUTPUT": str(folder / "runner" / "output"),
        "CLEARWAY_SITE_URL": f"{SITE}/",
        "CLEARWAY_REPOSITORY": "https://forge.example/harbour/tracker",
        "GIT_COMMITTER_NAME": "stranger",
        "GIT_COMMITTER_EMAIL": "stranger@harbour.example",
    }


def commit(root: Path) -> None:
    """The first commit of the tracker, as its keeper makes it."""
    (root / "site").rename(root.parent / "first-site")
    who = ("-c", "user.name=stranger", "-c", "user.email=stranger@harbour.example")
    for words in (("init", "--quiet", "--initial-branch=main"), ("add", "--all")):
        run(["git", *words], root, {})
    run(["git", *who, "commit", "--quiet", "--message", "A new tracker"], root, {})


def run(command: list[str], folder: Path, more: Mapping[str, str]) -> None:
    """Runs a command in a folder with little of this machine's environment; ends where it fails."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
    environment = kept | {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull} | dict(more)
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)[:200]}\n{done.stdout}\nfailed with {done.returncode}")


if __name__ == "__main__":
    main()
