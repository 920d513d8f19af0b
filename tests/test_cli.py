"""What people type, what they read, and what is left on the disk.

Covers: clearway.cli.tracker, clearway.cli.command, clearway.cli.tools, clearway.errors.
"""

import contextlib
import hashlib
import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearway.cli import COMMANDS, TOOLS, main
from tests.running import (
    EPOCH,
    TODAY,
    TRACKERS,
    WITHOUT_ADDRESS,
    WITHOUT_GIT,
    run,
    tracker,
)

BROKEN = TRACKERS / "broken"

# Where a message ends in '…' in a file of records, it does so here.
WHEN = (
    "when must be a date such as 2025-07-25 or 2025-08; it is '25 July'. "
    "Write it with its year: YYYY-07-25."
)
FIELD = (
    "a milestone must have no fields but those that are defined for it; 'tilte' is none of them. "
    "Did you mean title?"
)
COUNTRY = (
    "country must be a country's code of two letters (ISO 3166-1), such as NO for Norway; "
    "it is '100% Norway, of course'. Look the code up, or remove the field while unknown."
)

TEXT = f"""\
data/milestones.yaml:4:9: error[when] {WHEN}
data/milestones.yaml:7:3: error[unknown-field] {FIELD}
data/organisations/friends.yaml:2:10: error[country] {COUNTRY}
"""

GITHUB = f"""\
::error file=data/milestones.yaml,line=4,col=9,title=when::{WHEN}
::error file=data/milestones.yaml,line=7,col=3,title=unknown-field::{FIELD}
::error file=data/organisations/friends.yaml,line=2,col=10,title=country::\
{COUNTRY.replace("%", "%25")}
"""

JSON = [
    {
        "path": "data/milestones.yaml",
        "line": 4,
        "column": 9,
        "severity": "error",
        "rule": "when",
        "must": "when must be a date such as 2025-07-25 or 2025-08",
        "found": "it is '25 July'",
        "remedy": "Write it with its year: YYYY-07-25",
        "message": WHEN,
    },
    {
        "path": "data/milestones.yaml",
        "line": 7,
        "column": 3,
        "severity": "error",
        "rule": "unknown-field",
        "must": "a milestone must have no fields but those that are defined for it",
        "found": "'tilte' is none of them",
        "remedy": "Did you mean title?",
        "message": FIELD,
    },
    {
        "path": "data/organisations/friends.yaml",
        "line": 2,
        "column": 10,
        "severity": "error",
        "rule": "country",
        "must": "country must be a country's code of two letters (ISO 3166-1), "
        "such as NO for Norway",
        "found": "it is '100% Norway, of course'",
        "remedy": "Look the code up, or remove the field while unknown",
        "message": COUNTRY,
    },
]


def fingerprint(folder: Path) -> str:
    """A sum over the names and bytes of all files below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = (f"{path.relative_to(folder)}\0".encode() + path.read_bytes() for path in files)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A tracker with problems that has an older site, a whole one."""
    root = tracker(tmp_path, "broken")
    (root / "site" / "drafts").mkdir(parents=True)
    (root / "site" / "index.html").write_text("<h1>The site of yesterday</h1>", encoding="utf-8")
    (root / "site" / "drafts" / "index.html").write_text("<h1>Drafts</h1>", encoding="utf-8")
    return root


# --- check ---------------------------------------------------------------------------------


def test_check_prints_every_problem_in_the_order_of_files() -> None:
    done = run("clearway", "check", cwd=BROKEN)
    assert (done.returncode, done.stdout, done.stderr) == (1, TEXT, "3 problems to fix.\n")


def test_check_writes_annotations_for_github() -> None:
    done = run("clearway", "check", "--format", "github", cwd=BROKEN)
    assert (done.returncode, done.stdout, done.stderr) == (1, GITHUB, "")


def test_check_writes_a_list_for_programs() -> None:
    done = run("clearway", "check", "--format", "json", cwd=BROKEN)
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (1, JSON, "")


def test_paths_are_the_same_wherever_check_is_run(tmp_path: Path) -> None:
    assert run("clearway", "check", BROKEN, cwd=tmp_path).stdout == TEXT


def test_check_of_clean_records_ends_with_0(root: Path) -> None:
    done = run("clearway", "check", cwd=root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No problems found.\n")


def test_a_folder_without_records_is_a_problem(tmp_path: Path) -> None:
    done = run("clearway", "check", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == (
        "data:1:1: error[no-data] a tracker must have a folder data/ with its records; "
        "there is none. Run this in the folder that holds data/, or name that folder.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        (["check", "no-such-folder"], {}, "Directory 'no-such-folder' does not exist"),
        (
            ["check", "--format", "xml"],
            {},
            "'xml' is not one of 'text', 'github', 'gitlab', 'json'",
        ),
        (["build", "--as-of", "soon"], {}, "as-of must be a day such as 2025-11-10; it is 'soon'"),
        (["build"], {"CLEARWAY_AS_OF": "2025-11"}, "as-of must be a day such as 2025-11-10"),
        (
            ["check"],
            {"SOURCE_DATE_EPOCH": "noon"},
            "SOURCE_DATE_EPOCH must be a number of seconds; it is 'noon'",
        ),
        (["build"], {"CLEARWAY_FORGE": "attic"}, "CLEARWAY_FORGE must be one of github, gitlab"),
        (["build"], {}, "mkdocs.yml is not there; run this in a tracker's folder"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_run_ends_with_2_and_says_why(
    arguments: list[str], environment: dict[str, str], says: str, tmp_path: Path
) -> None:
    done = run("clearway", *arguments, cwd=tmp_path, **environment)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


# --- build ---------------------------------------------------------------------------------


def test_build_refuses_on_a_problem_and_leaves_the_old_site(broken: Path) -> None:
    before = fingerprint(broken / "site")
    done = run("clearway", "build", cwd=broken)
    assert done.returncode == 1
    assert done.stderr == f"{TEXT}Nothing was built: fix these problems first\n"
    assert fingerprint(broken / "site") == before
    assert not list(broken.glob(".site-*"))


def test_mkdocs_build_refuses_with_the_same_lines(broken: Path) -> None:
    before = fingerprint(broken / "site")
    done = run("mkdocs", "build", cwd=broken)
    assert done.returncode == 1
    assert done.stderr.startswith(TEXT)
    assert "nothing was built; fix the problems listed above" in done.stderr
    assert fingerprint(broken / "site") == before


def test_a_page_that_cannot_be_built_leaves_the_old_site(broken: Path) -> None:
    """A macro that is not there: the records are clean, but MkDocs fails in the midst of it."""
    (broken / "data" / "milestones.yaml").unlink()
    (broken / "data" / "organisations" / "friends.yaml").unlink()
    (broken / "docs" / "index.md").write_text(
        "---\nrender_macros: true\n---\n{{ no_such_macro() }}\n", encoding="utf-8"
    )
    before = fingerprint(broken / "site")
    done = run("clearway", "build", cwd=broken)
    assert done.returncode == 2
    assert "MkDocs could not build the site" in done.stderr
    assert "'no_such_macro' is undefined" in done.stderr
    assert fingerprint(broken / "site") == before
    assert not list(broken.glob(".site-*"))


def test_the_site_speaks_of_the_day_that_is_given(tmp_path: Path) -> None:
    root = tracker(tmp_path, "library")
    front: Callable[[], str] = lambda: (root / "site" / "index.html").read_text("utf-8")  # noqa: E731

    done = run("clearway", "build", "--as-of", "2024-05-30", cwd=root)
    assert (done.returncode, done.stderr) == (0, WITHOUT_GIT + WITHOUT_ADDRESS)
    assert done.stdout == f"Built {root / 'site'} as of 2024-05-30.\n"
    assert "<strong>4</strong> days to go" in front()

    done = run("clearway", "build", cwd=root, SOURCE_DATE_EPOCH=EPOCH)
    assert done.stdout == f"Built {root / 'site'} as of {TODAY}.\n"
    assert "days to go" not in front()
    assert "adopted 3 June 2024" in front()


def test_outputs_are_written_without_a_theme(tmp_path: Path) -> None:
    done = run("clearway", "outputs", TRACKERS / "library", tmp_path / "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    out = tmp_path / "out"
    names = {path.relative_to(out).as_posix() for path in out.rglob("*")}
    assert {"roadmap/index.md", "calendar/all.ics", "milestones/wishes/index.md"} <= names
    assert (
        (out / "milestones" / "wishes" / "index.md")
        .read_text("utf-8")
        .startswith("---\ndescription: Wishes for the opening hours are due, 29 February 2024.")
    )


def test_outputs_of_records_with_problems_are_none(tmp_path: Path) -> None:
    done = run("clearway", "outputs", BROKEN, tmp_path / "out", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", TEXT)
    assert not (tmp_path / "out").exists()


# --- the list of commands ------------------------------------------------------------------


def test_at_most_ten_commands_stand_at_the_top() -> None:
    assert len([name for name in COMMANDS if name != "tools"]) <= 10


@pytest.mark.parametrize("name", [*COMMANDS, *TOOLS])
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    if name == "tools":
        return
    entry = COMMANDS.get(name) or TOOLS[name]
    command = entry.load()
    assert command.name == name
    assert (
        inspect.cleandoc(command.help or "").partition("\n\n")[0].replace("\n", " ") == entry.help
    )


@pytest.mark.parametrize("name", TOOLS)
def test_a_rare_command_goes_by_its_old_name_too(name: str) -> None:
    runner = CliRunner()
    by_both = [runner.invoke(main, [*path, name, "--help"]) for path in ([], ["tools"])]
    assert [done.exit_code for done in by_both] == [0, 0]
    assert by_both[0].output.replace("Usage: main ", "Usage: main tools ") == by_both[1].output
    assert f"\n  {name} " not in runner.invoke(main, ["--help"]).output


def test_the_help_imports_no_command() -> None:
    program = (
        "import sys\n"
        "from clearway.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print([name for name in sys.modules if name.startswith('clearway.')])\n"
    )
    done = run("python", "-c", program, cwd=Path.cwd())
    assert done.stdout.splitlines()[-1] == "['clearway.cli']"


CHECK_IMPORTS = {
    "annotated_types",
    "anyascii",
    "babel",
    "clearway.atomic",
    "clearway.cli",
    "clearway.errors",
    "clearway.history",
    "clearway.language",
    "clearway.insight.published",
    "clearway.matching",
    "clearway.problems",
    "clearway.publish.page",
    "clearway.records",
    "clearway.safe_files",
    "clearway.site.settings",
    "clearway.texts",
    "click",
    "dateutil",
    "frontmatter",
    "markdown_it",
    "mdurl",
    "pydantic",
    "pydantic_core",
    "rapidfuzz",
    "six",
    "tzdata",
    "typing_extensions",
    "typing_inspection",
    "yaml",
}
"""What the check may import. What makes pages, feeds or comparisons would make it wait."""


def test_the_check_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from clearway.cli import main\n"
        "try:\n    main(['check', '.'])\n"
        "finally:\n    print(*sorted(sys.modules))\n"
    )
    done = run("python", "-c", program, cwd=tracker(tmp_path / "tracker", "library"))
    imported = done.stdout.splitlines()[-1].split()
    ours = {*packages_distributions(), "clearway"} - {"_distutils_hack"}
    extra = [
        name
        for name in imported
        if name.partition(".")[0] in ours
        and not any(f"{name}.".startswith(f"{each}.") for each in CHECK_IMPORTS)
        and not any(each.startswith(f"{name}.") for each in CHECK_IMPORTS)
    ]
    assert extra == []
    assert "clearway.records.rules" in imported


# --- Progress


def test_steps_are_shown_on_a_terminal(tmp_path: Path) -> None:
    """The program runs at a pseudo-terminal; its output elsewhere is what other tests compare."""
    root = tracker(tmp_path / "tracker", "library")
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [Path(sys.executable).with_name("clearway"), "build", root],
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as program:
        os.close(theirs)
        shown = b""
        # Linux ends what a pseudo-terminal gives with an error.
        with contextlib.suppress(OSError):
            while part := os.read(ours, 4096):
                shown += part
        os.close(ours)
        assert program.stdout is not None
        assert program.stdout.read().startswith("Built ")
    lines = [line for line in shown.decode().splitlines() if line.endswith("…")]
    assert [re.sub("[0-9]+", "N", line) for line in lines] == [
        "Reading the records …",
        "Making the pages of N records …",
        "Laying out N pages …",
        "Listing all files …",
    ]
