"""`clearway changes` as people run it.

Covers: clearway.cli.compare, clearway.contribute.record_sets.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clearway.cli import main
from tests.repositories import Repository
from tests.running import TRACKERS, run

UNION = "data/organisations/staff-union.yaml"

VERSIONS = """\
- id: first
  title: First round
  as_of: 2024-02-11
  released: 2024-05-20

- id: second
  title: Second round
  as_of: 2024-02-20
  released: 2024-05-20
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The library's records; the first revision has one that today's rules refuse, and no ask."""
    made = Repository.new(tmp_path_factory.mktemp("repository"))
    shutil.copytree(TRACKERS / "library" / "data", made.folder / "data")
    now = (made.folder / UNION).read_text()
    made.write(UNION, "name: Staff Union\nphone: 12\n")
    made.write("data/pictures/library.yaml", "title: A picture\n")
    made.commit("Before", day=1)
    made.git("tag", "before")
    made.write("data/pictures/library.yaml", None)
    made.write(UNION, now)
    made.write("data/versions.yaml", VERSIONS)
    made.commit("After", day=2)
    return made


def test_two_versions_are_told_apart_by_what_was_known(repository: Repository) -> None:
    done = run("clearway", "changes", "first", "second", cwd=repository.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "What changed from First round, as known on 11 February 2024 to Second round, as known on "
        "20 February 2024",
        "One date moved, one input and one more.",
        "",
        "Dates that moved",
        "----------------",
        "* The deadline “Wishes for the opening hours are due” moved from 15 to 29 February 2024, "
        "14 days later; announced on 12 February 2024, three days before it fell due.",
        "",
        "Submissions",
        "-----------",
        "* “Friends of the Library” submitted “The Friends' remarks on the first draft” on "
        "20 February 2024.",
        "",
        "Everything else",
        "---------------",
        "One organisation was added.",
        "* New organisation: “Friends of the Library”.",
    ]


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`changes(…, cwd=folder)`: the command in this process, which is many times as fast."""

    def invoke(*arguments: str | Path, cwd: Path, **environment: str) -> Result:
        monkeypatch.chdir(cwd)
        named = [str(argument) for argument in ("changes", *arguments)]
        return CliRunner().invoke(main, named, env=environment, catch_exceptions=False)

    return invoke


def test_what_an_old_revision_cannot_say_is_left_out_and_told(
    repository: Repository, changes: Callable[..., Result]
) -> None:
    done = changes("before", "HEAD", "--format", "json", cwd=repository.folder)
    before = repository.git("rev-parse", "--short=7", "before")
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        f"Left out of before (commit {before} of 2 January 2024): {UNION}:1: an organisation must "
        "have the field source; it is not given here",
        f"Left out of before (commit {before} of 2 January 2024): {UNION}:2: an organisation must "
        "have no fields but those that are defined for it; 'phone' is none of them",
        f"Left out of before (commit {before} of 2 January 2024): data/pictures/library.yaml:1: a "
        "file in data/ must be a record, in the folder of its kind; there is no kind of record "
        "'pictures'",
    ]
    whole = json.loads(done.stdout)
    assert [(c["what"], c["ref"]) for c in whole["changes"]] == [
        ("added", "version:first"),
        ("added", "version:second"),
    ]
    assert len(whole["old"]["left_out"]) == 3


def test_a_folder_is_held_against_a_revision(
    repository: Repository, changes: Callable[..., Result], tmp_path: Path
) -> None:
    shutil.copytree(repository.folder / "data", tmp_path / "mine" / "data")
    (tmp_path / "mine" / UNION).unlink()
    done = changes(
        "HEAD",
        tmp_path / "mine", "-o", "out.html", "--format", "html",
        "--root", repository.folder, cwd=tmp_path,
    )  # fmt: skip
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert "The organisation <cite" in (tmp_path / "out.html").read_text()


@pytest.mark.parametrize("name", ["nobody", "", "--exec=sh", "data", "pages"])
def test_what_is_no_records_ends_with_one_line(
    name: str, repository: Repository, changes: Callable[..., Result]
) -> None:
    # A branch of built pages has a folder data/ of another kind.
    (repository.folder / "pages" / "data").mkdir(parents=True, exist_ok=True)
    (repository.folder / "pages" / "data" / "ask.json").write_text("[]")
    done = changes("--", name, "HEAD", cwd=repository.folder)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Nothing was compared: ")
    assert done.stderr.count("\n") == 1


def test_a_part_of_a_history_and_no_git_at_all_end_with_one_line(
    repository: Repository, changes: Callable[..., Result], tmp_path: Path
) -> None:
    part = ("clone", "--quiet", "--depth=1", f"file://{repository.folder}", "part")
    Repository(tmp_path).git(*part)
    done = changes("HEAD~1", "HEAD", cwd=tmp_path / "part")
    assert (done.exit_code, done.stdout, done.stderr) == (
        2,
        "",
        "Nothing was compared: there is no version, folder or revision 'HEAD~1'; a history that "
        "was rewritten, or of which this copy holds a part, may have had it\n",
    )
    none = changes("before", "HEAD", cwd=repository.folder, PATH=str(tmp_path))
    assert (none.exit_code, none.stderr) == (
        2,
        "Nothing was compared: The program git is not installed here, so the history of the "
        "records cannot be told\n",
    )
    versions = changes("first", "second", cwd=tmp_path / "part", PATH="")
    assert (versions.exit_code, versions.stderr) == (0, "")
