"""Symbolic links that anyone can commit lead no command out of the tracker.

Each case plants one link, runs one command, and looks at three things: what the link leads to is
as it was, none of its content is in a file of the tracker, and none is printed.

Covers: clearway.safe_files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from clearway.atomic import made_aside, write_whole
from clearway.cli import main
from clearway.records.rules import check
from clearway.safe_files import (
    file_exists,
    move_file,
    odd_entries,
    open_parent,
    read_file,
    refuse_links,
    remove_file,
)
from tests.contribute.issues.filled import filled
from tests.records.folders import BASE
from tests.running import ROOT, run

SECRET = "kept-out-of-the-tracker"

TEXT = f"# {SECRET}\n\n1. {SECRET}\n\n2. The library opens on Saturdays.\n"

COMMANDS = {
    "check": "check",
    "schemas": "tools schemas",
    "forms": "tools forms",
    "new milestone": "new milestone --id later --set title=Later",
    "new organisation": "new organisation --id choir --set name=Choir",
    "new endorsement": "new endorsement --statement saturdays --id ola",
    "new annotation": "new annotation --draft first-draft --id a",
    "import draft": "import draft inbox/text.txt --id third",
    "import issue": "import issue inbox/issue.md",
    "import endorsements": (
        "import endorsements inbox/list.csv --statement saturdays --kind individual"
    ),
    "seal": "tools seal saturdays --id next",
    "archive": "tools archive . --copy https://library.example/ https://copy.example/",
    "concordance": "tools concordance . --record",
    "compare": "compare inbox/text.txt inbox/text.txt -o out/page.html",
    "changes": "changes ./copy ./copy -o out/page.html",
    "outputs": "tools outputs . public",
    "build": "build",
    "zip": "tools zip site -o out/site.zip",
    "verify": "verify site",
    "init": "init fresh --title Review",
}

FOLDER, FILE = "../outside/folder", "../outside/secret"


class Case(NamedTuple):
    """A link at `link` to `target`, and the names of commands that come by there."""

    link: str
    target: str
    commands: tuple[str, ...]


CASES = (
    Case("data", FOLDER, ("check", "new organisation", "import draft", "outputs", "seal")),
    Case("data/drafts", FOLDER, ("check", "import draft", "outputs")),
    Case("data/drafts/third.md", FILE, ("check", "import draft")),
    Case("data/drafts/.third.md.new", FILE, ("import draft",)),
    Case("data/annotations", FOLDER, ("check", "new annotation")),
    Case("data/annotations/first-draft.yaml", FILE, ("new annotation",)),
    Case("data/organisations", FOLDER, ("check", "new organisation", "import issue")),
    Case("data/organisations/choir.yaml", FILE, ("new organisation", "import issue")),
    Case("data/organisations/.choir.yaml.new", FILE, ("new organisation", "import issue")),
    Case("data/endorsements", FOLDER, ("check", "new endorsement", "import endorsements")),
    Case("data/endorsements/saturdays", FOLDER, ("new endorsement", "import endorsements")),
    Case("data/endorsements/saturdays/ola.yaml", FILE, ("new endorsement", "import endorsements")),
    Case(".clearway-import.new", FOLDER, ("import endorsements",)),
    Case(".clearway-import.new.abcdefgh", FOLDER, ("import endorsements",)),
    Case("data/milestones.yaml", FILE, ("check", "new milestone")),
    Case("data/.milestones.yaml.new", FILE, ("new milestone",)),
    Case("data/sources.yaml", FILE, ("check", "archive")),
    Case("data/concordance.yaml", FILE, ("check", "concordance")),
    Case("data/.concordance.yaml.new", FILE, ("concordance",)),
    Case("data/statements", FOLDER, ("check", "seal")),
    Case("data/statements/saturdays.md", FILE, ("check", "seal")),
    Case("data/statements/.saturdays.md.new", FILE, ("seal",)),
    Case("schemas", FOLDER, ("check", "schemas")),
    Case("schemas/draft.json", FILE, ("check", "schemas")),
    Case("schemas/more.json", FILE, ("schemas",)),
    Case("schemas/.draft.json.new", FILE, ("schemas",)),
    Case(".github", FOLDER, ("check", "forms")),
    Case(".github/ISSUE_TEMPLATE", FOLDER, ("check", "forms")),
    Case(".github/ISSUE_TEMPLATE/endorse.yml", FILE, ("check", "forms")),
    Case(".github/ISSUE_TEMPLATE/more.yml", FILE, ("forms",)),
    Case(".github/ISSUE_TEMPLATE/.endorse.yml.new", FILE, ("forms",)),
    Case("docs", FOLDER, ("check", "build")),
    Case("docs/leak.txt", FILE, ("check", "build")),
    Case("docs/more/deep", FOLDER, ("check", "build")),
    Case("theme", FOLDER, ("check",)),
    Case("theme/main.html", FILE, ("check",)),
    Case("mkdocs.yml", FILE, ("check", "build")),
    Case("macros.py", FILE, ("check", "build")),
    Case("inbox", FOLDER, ("import draft", "import issue", "import endorsements", "compare")),
    Case("inbox/text.txt", FILE, ("import draft", "compare")),
    Case("inbox/issue.md", FILE, ("import issue",)),
    Case("inbox/list.csv", FILE, ("import endorsements",)),
    Case("copy", FOLDER, ("changes",)),
    Case("copy/data", FOLDER, ("changes",)),
    Case("out", FOLDER, ("compare", "changes", "zip")),
    Case("out/page.html", FILE, ("compare", "changes")),
    Case("out/.page.html.new", FILE, ("compare",)),
    Case("out/site.zip", FILE, ("zip",)),
    Case("public", FOLDER, ("outputs",)),
    Case(".public.new", FOLDER, ("outputs",)),
    Case("public/data", FOLDER, ("outputs",)),
    Case("site", FOLDER, ("check", "build", "zip", "verify")),
    Case("site/index.html", FILE, ("zip", "verify")),
    Case("site/manifest.json", "/dev/zero", ("zip", "verify")),
    Case("site/manifest.json", FILE, ("zip", "verify")),
    Case("fresh", FOLDER, ("init",)),
)

ALL = [
    pytest.param(case, command, id=f"{case.link} {command}")
    for case in CASES
    for command in case.commands
]

WRITTEN = {"inbox/text.txt": TEXT, "inbox/list.csv": "Name,Date\nOla Nordmann,2024-03-20\n"}


@pytest.fixture(scope="module")
def issue() -> str:
    return filled(
        BASE, "organisation", name="Choir", source="https://choir.example/", country="Norway"
    )


@pytest.fixture
def tracker(tmp_path: Path, issue: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tracker beside a folder that is none of its business; the commands run in the tracker."""
    root = tmp_path / "tracker"
    shutil.copytree(BASE, root)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for path, text in (WRITTEN | {"inbox/issue.md": issue}).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, "utf-8")
    for name in ("docs", "out", "schemas"):
        (root / name).mkdir()
    (tmp_path / "outside" / "folder" / "deep").mkdir(parents=True)
    for name in ("secret", "folder/text.txt", "folder/issue.md", "folder/list.csv"):
        (tmp_path / "outside" / name).write_text(TEXT, "utf-8")
    shutil.copytree(BASE / "data", tmp_path / "outside" / "folder" / "data")
    (tmp_path / "outside" / "folder" / "index.html").write_text(SECRET, "utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1711972800")
    return root


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder: when it was last written, and what it holds."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def own_files(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.parts[-2:-1] != ("inbox",):
            yield path


def plant(root: Path, link: str, target: str) -> None:
    path = root / link
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    up = "../" * (len(Path(link).parts) - 1)
    path.symlink_to(target if target.startswith("/") else f"{up}{target}")


def run_here(command: str, root: Path) -> Result:
    if command == "seal":  # which needs a statement with its whole text
        statement = root / "data" / "statements" / "saturdays.md"
        if not any(path.is_symlink() for path in (statement, *statement.parents)):
            text = statement.read_text("utf-8")
            statement.write_text(text.replace("\nauthors:", "\ntext: full\nauthors:"), "utf-8")
    done = CliRunner().invoke(main, COMMANDS[command].split())
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize(
    "command", sorted(COMMANDS.keys() - {"build", "zip", "verify", "archive", "changes"})
)
def test_without_links_the_commands_do_their_work(command: str, tracker: Path) -> None:
    """Else a command that fails for another reason would prove nothing."""
    done = run_here(command, tracker)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(("case", "command"), ALL)
def test_a_link_leads_nowhere(case: Case, command: str, tracker: Path) -> None:
    if case.link.startswith("site/"):
        shutil.copytree(BASE / "data", tracker / "site")
    plant(tracker, case.link, case.target)
    before = state(tracker.parent / "outside")
    result = run_here(command, tracker)
    assert state(tracker.parent / "outside") == before
    assert (tracker / case.link).is_symlink()
    assert [
        path for path in own_files(tracker) if SECRET in path.read_text("utf-8", "replace")
    ] == []
    assert SECRET not in result.output


@pytest.mark.parametrize("case", [case for case in CASES if "check" in case.commands])
def test_the_check_names_every_link(case: Case, tracker: Path) -> None:
    plant(tracker, case.link, case.target)
    rules = {(p.place.path, p.rule) for p in check(tracker, date(2024, 4, 2)).problems}
    assert (case.link, "symbolic-link") in rules


# --- MkDocs by itself ------------------------------------------------------------------------

BY_MKDOCS = (
    ("docs/leak.txt", FILE),
    ("docs/page.md", FILE),
    ("docs/deep", FOLDER),
    ("docs", FOLDER),
    ("theme/main.html", FILE),
    ("theme/partials", FOLDER),
    ("site", FOLDER),
    ("site/drafts", FOLDER),
    ("site/index.html", FILE),
    ("data/drafts", FOLDER),
    ("macros.py", FILE),
)


@pytest.mark.parametrize(("link", "target"), BY_MKDOCS)
def test_mkdocs_follows_no_link_either(link: str, target: str, tracker: Path) -> None:
    (tracker / "docs" / "index.md").write_text("# Home\n", "utf-8")
    if link.startswith("theme"):
        config = (tracker / "mkdocs.yml").read_text("utf-8")
        (tracker / "mkdocs.yml").write_text(
            config.replace("  name: material\n", "  name: material\n  custom_dir: theme\n"), "utf-8"
        )
        (tracker / "theme").mkdir()
    plant(tracker, link, target)
    before = state(tracker.parent / "outside")
    with pytest.raises((PluginError, Abort)):
        build(load_config(str(tracker / "mkdocs.yml")))
    assert state(tracker.parent / "outside") == before
    assert (tracker / link).is_symlink()
    assert list((tracker / "site").glob("**/leak.txt")) == []


@pytest.mark.parametrize("how", ["build", "serve"])
def test_mkdocs_says_which_link(how: str, tracker: Path) -> None:
    plant(tracker, "docs/leak.txt", FILE)
    done = run("mkdocs", how, cwd=tracker)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "docs/leak.txt: a tracker must hold its files and folders itself; this is a symbolic link"
    )


# --- what all of it is made of ---------------------------------------------------------------


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """`root` with a link to a folder and one to a file outside."""
    root = tmp_path / "root"
    (root / "real").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file").write_text(SECRET, "utf-8")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "real" / "folder").symlink_to(tmp_path / "outside")
    (root / "real" / "file").symlink_to(tmp_path / "outside" / "file")
    (root / "gone").symlink_to(tmp_path / "nowhere")
    return root


THROUGH = ("folder/file", "real/folder/file", "real/file", "gone")


@pytest.mark.parametrize("path", THROUGH)
def test_no_function_follows_a_link(path: str, linked: Path, tmp_path: Path) -> None:
    said = "it is a symbolic link, which is not followed|it is a link; name the file"
    (tmp_path / "new").write_text("new", "utf-8")
    with pytest.raises(OSError, match=said):
        read_file(linked, path)
    with pytest.raises(OSError, match=said):
        file_exists(linked, path)
    with pytest.raises(OSError, match=said):
        write_whole(Path(path), b"new", linked)
    if path.count("/") and "folder" in path:
        with pytest.raises(OSError, match=said):
            move_file(tmp_path / "new", linked, path)
        with pytest.raises(OSError, match=said):
            remove_file(linked, path)
    assert (tmp_path / "outside" / "file").read_text("utf-8") == SECRET
    assert sorted(entry.name for entry in (tmp_path / "outside").iterdir()) == ["file"]


def test_a_link_itself_is_replaced_or_removed(linked: Path, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("new", "utf-8")
    move_file(tmp_path / "new", linked, "real/file")
    assert (linked / "real" / "file").read_text("utf-8") == "new"
    remove_file(linked, "gone")
    assert not (linked / "gone").is_symlink()
    assert (tmp_path / "outside" / "file").read_text("utf-8") == SECRET


@pytest.mark.parametrize("path", ["../outside/file", "real/../../outside/file", "/etc/passwd", ""])
def test_a_path_leads_down_only(path: str, linked: Path) -> None:
    with pytest.raises(ValueError, match="is not below the folder"):
        read_file(linked, path)
    with pytest.raises(ValueError, match="is not below the folder"), open_parent(linked, path):
        raise AssertionError


def test_pipes_and_devices_are_no_files(linked: Path) -> None:
    os.mkfifo(linked / "pipe")
    with pytest.raises(OSError, match="it is no file"):
        read_file(linked, "pipe")
    assert [str(path) for path, _ in odd_entries(linked, ("real", "pipe"))] == [
        "pipe",
        "real/file",
        "real/folder",
    ]


def test_a_file_is_read_up_to_a_limit(linked: Path) -> None:
    (linked / "big").write_bytes(b"x" * 100)
    assert read_file(linked, "big", 100) == b"x" * 100
    with pytest.raises(OSError, match="it holds more than 99 bytes"):
        read_file(linked, "big", 99)


def test_paths_of_the_command_line(linked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(linked)
    for path in ("folder", "folder/file", "real/folder/file", "gone", "./real/file"):
        with pytest.raises(OSError, match="which is not followed"):
            refuse_links(Path(path))
    for path in ("real", "real/new", "../outside/file", str(linked / "folder" / "file")):
        refuse_links(Path(path))


def test_what_is_served_can_be_read(tmp_path: Path) -> None:
    """Whatever the umask is, a web server of another user reads the site."""
    before = os.umask(0o077)
    try:
        with made_aside(tmp_path / "site", "index.html") as fresh:
            (fresh / "deep" / "er").mkdir(parents=True)
            (fresh / "index.html").touch()
            (fresh / "deep" / "er" / "page.html").touch()
    finally:
        os.umask(before)
    found = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert found == {
        "site": 0o755,
        "deep": 0o755,
        "er": 0o755,
        "index.html": 0o644,
        "page.html": 0o644,
    }
