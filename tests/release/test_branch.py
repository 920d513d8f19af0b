"""The branch of the published versions: real git, small sites."""

import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from clearway.errors import ReleaseError
from clearway.publish.manifest import Digest, manifest_of
from clearway.release.branch import BranchVersion, read_git_folder, read_published, write_editions


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, check=True)
    return done.stdout.decode()


def repository(root: Path) -> Path:
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "Test")
    git(root, "config", "user.email", "test@example.org")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "tracker")


def edition(folder: Path, name: str, **files: str) -> BranchVersion:
    """A site; in names of files '_' stands for '/' and '__' for '.'."""
    for path, text in {"index__html": name, **files}.items():
        file = folder / name / path.replace("__", ".").replace("_", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return BranchVersion(name, name.capitalize(), folder / name)


MANIFEST = """{"format": 1, "edition": "site", "as_of": "2024-05-30", "version": "latest",
"home": {"url": "", "repository": "", "branch": "main", "forge": "github"}, "program": "clearway 1",
"dependencies": {}, "records": {}, "files": {}}"""


def redirect(address: str) -> str:
    return f"to latest/{address}"


def tree(root: Path) -> dict[str, str]:
    """Every file of the branch and its text."""
    names = git(root, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    return {name: git(root, "show", f"gh-pages:{name}") for name in names}


def listed(*names: str) -> str:
    rows = ",\n".join(
        f'  {{\n    "version": "{n}",\n    "title": "{n.capitalize()}",\n    "aliases": []\n  }}'
        for n in names
    )
    return f"[\n{rows}\n]\n"


def test_what_people_subscribe_to_lies_at_the_root(root: Path, tmp_path: Path) -> None:
    latest = edition(
        tmp_path / "new",
        "latest",
        calendar_all__ics="dates",
        calendar_index__html="how",
        data_ask__json="[]",
        assets_theme__css="a",
        manifest__json=MANIFEST,
        sitemap__xml="map",
    )
    first = edition(
        tmp_path / "new", "first", calendar_all__ics="old dates", manifest__json="of the first"
    )
    assert write_editions(root, "gh-pages", [first, latest], ["latest", "first"], redirect)
    there = tree(root)
    manifest = manifest_of(there.pop("manifest.json").encode())
    assert (manifest.edition, manifest.version) == ("versions", None)
    assert manifest.files == {
        path: Digest(sha256=sha256(text.encode()).hexdigest(), size=len(text.encode()))
        for path, text in there.items()
        if not path.startswith(("latest/", "first/", ".")) or path.endswith("/manifest.json")
    }
    assert there == {
        ".nojekyll": "",
        "versions.json": listed("latest", "first"),
        "index.html": "to latest/",
        "calendar/all.ics": "dates",
        "calendar/index.html": "to latest/calendar/",
        "data/ask.json": "[]",
        "sitemap.xml": "map",
        "latest/index.html": "latest",
        "latest/calendar/all.ics": "dates",
        "latest/calendar/index.html": "how",
        "latest/data/ask.json": "[]",
        "latest/assets/theme.css": "a",
        "latest/manifest.json": MANIFEST,
        "latest/sitemap.xml": "map",
        "first/index.html": "first",
        "first/calendar/all.ics": "old dates",
        "first/manifest.json": "of the first",
    }
    # A version from before is in it as it lies there.
    (latest.folder / "calendar" / "all.ics").write_text("moved")
    assert write_editions(root, "gh-pages", [latest], ["latest", "first"], redirect)
    again = manifest_of(tree(root)["manifest.json"].encode()).files
    assert again == {**manifest.files, "calendar/all.ics": again["calendar/all.ics"]}
    assert again != manifest.files
    assert read_published(root, "gh-pages") == {"latest", "first"}


def test_what_is_gone_goes_and_what_is_not_ours_stays(root: Path, tmp_path: Path) -> None:
    first = edition(tmp_path / "a", "first")
    before = edition(tmp_path / "a", "latest", drafts_text_index__html="text", data_old__csv="1")
    write_editions(root, "gh-pages", [first, before], ["latest", "first"], redirect)
    git(root, "checkout", "--quiet", "gh-pages")
    (root / "CNAME").write_text("hours.example")
    git(root, "add", "CNAME")
    git(root, "commit", "--quiet", "--message", "Name")
    git(root, "checkout", "--quiet", "--orphan", "main")

    now = edition(tmp_path / "b", "latest", data_new__csv="2")
    assert write_editions(root, "gh-pages", [now], ["latest", "first"], redirect)
    assert tree(root) == {
        ".nojekyll": "",
        "CNAME": "hours.example",
        "versions.json": listed("latest", "first"),
        "index.html": "to latest/",
        "data/new.csv": "2",
        "latest/index.html": "latest",
        "latest/data/new.csv": "2",
        "first/index.html": "first",
    }
    assert len(git(root, "log", "--format=%s", "gh-pages").splitlines()) == 3

    # The same once more is no change.
    assert not write_editions(root, "gh-pages", [now], ["latest", "first"], redirect)
    assert len(git(root, "log", "--format=%s", "gh-pages").splitlines()) == 3


def test_a_version_has_no_address_of_the_site(root: Path, tmp_path: Path) -> None:
    sites = [edition(tmp_path, "latest", drafts_index__html="d"), edition(tmp_path, "drafts")]
    with pytest.raises(ReleaseError, match="drafts is an address of the site itself"):
        write_editions(root, "gh-pages", sites, [], redirect)
    assert git(root, "branch", "--list") == ""


def test_a_clone_goes_on_from_where_it_came(root: Path, tmp_path: Path) -> None:
    sites = [edition(tmp_path, "first"), edition(tmp_path, "latest")]
    write_editions(root, "gh-pages", sites, [], redirect)
    git(tmp_path, "clone", "--quiet", str(root), "clone")
    clone = tmp_path / "clone"
    assert read_published(clone, "gh-pages") == {"latest", "first"}
    assert git(clone, "rev-parse", "gh-pages") == git(root, "rev-parse", "gh-pages")


def test_where_others_published_meanwhile_the_way_on_is_told(root: Path, tmp_path: Path) -> None:
    latest = edition(tmp_path / "a", "latest")
    write_editions(root, "gh-pages", [latest], [], redirect)
    git(tmp_path, "clone", "--quiet", str(root), "clone")
    clone = tmp_path / "clone"
    git(clone, "config", "user.name", "Other")
    git(clone, "config", "user.email", "other@example.org")
    assert read_published(clone, "gh-pages") == {"latest"}
    write_editions(root, "gh-pages", [latest, edition(tmp_path / "a", "theirs")], [], redirect)
    write_editions(clone, "gh-pages", [latest, edition(tmp_path / "a", "ours")], [], redirect)
    git(clone, "fetch", "--quiet")
    with pytest.raises(ReleaseError) as refused:
        read_published(clone, "gh-pages")
    way = "git branch --force gh-pages origin/gh-pages"
    assert str(refused.value) == (
        f"gh-pages has diverged from origin/gh-pages; take that one with {way}, then try again"
    )
    git(clone, *way.split()[1:])
    assert read_published(clone, "gh-pages") == {"latest", "theirs"}


def test_what_git_refuses_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReleaseError, match=r"is in no git repository; make it one with git init$"):
        read_git_folder(tmp_path)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "tracker"
    root.mkdir()
    git(root, "init", "--quiet")
    with pytest.raises(ReleaseError) as caught:
        write_editions(root, "gh-pages", [edition(tmp_path, "latest")], [], redirect)
    assert str(caught.value) == (
        "git does not know who you are; say so with git config user.name and user.email"
    )


WRITE = """
import sys
from pathlib import Path
from clearway.release.branch import BranchVersion, write_editions
root, folder = Path(sys.argv[1]), Path(sys.argv[2])
sites = [BranchVersion(name, name, folder / name) for name in ("second", "latest")]
write_editions(root, "gh-pages", sites, ["latest"], lambda address: "to " + address)
"""


def test_a_kill_leaves_the_branch_as_it_was_or_new(root: Path, tmp_path: Path) -> None:
    """SIGKILL, while the commit is written; the next one goes on."""
    write_editions(root, "gh-pages", [edition(tmp_path / "a", "latest")], [], redirect)
    before = git(root, "rev-parse", "gh-pages")
    for name in ("second", "latest"):
        site = edition(tmp_path / "b", name)
        for number in range(50):
            (site.folder / f"{number}.txt").write_text(f"{name} {number} " * 200)
    lot = random.Random(6)  # noqa: S311 - the same moments each time
    command = [sys.executable, "-c", WRITE, str(root), str(tmp_path / "b")]
    began = time.monotonic()
    subprocess.run(command, check=True)
    took = time.monotonic() - began
    new = git(root, "rev-parse", "gh-pages^{tree}")
    for _ in range(6):
        git(root, "update-ref", "refs/heads/gh-pages", before.strip())
        writing = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(lot.uniform(0.4, 1.0) * took)
        writing.send_signal(signal.SIGKILL)
        writing.wait()
        assert git(root, "rev-parse", "gh-pages") == before or (
            git(root, "rev-parse", "gh-pages^{tree}") == new
        )
    subprocess.run(command, check=True)
    assert git(root, "rev-parse", "gh-pages^{tree}") == new
    git(root, "fsck", "--no-dangling")
