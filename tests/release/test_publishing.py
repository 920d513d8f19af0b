"""Versions released from a small tracker, as a maintainer does it, and read as a visitor does.

Covers: clearway.cli.release.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import BrowserContext, expect

from clearway.atomic import alone_in
from clearway.cli import main
from clearway.publish.manifest import NAME
from clearway.release.branch import read_git_folder
from tests.browser.test_pages import violations
from tests.release.test_branch import git, repository
from tests.running import EPOCH, TODAY, URL, run, tracker

RECORDED = """\
# yaml-language-server: $schema=../schemas/versions.json

# Written by hand, and not published yet.
- id: first-round
  title: First round
  as_of: 2024-02-29
  released: 2024-03-01
"""


def release(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    # Python would leave the compiled macros in the tracker, which a new one ignores.
    without = {"PYTHONDONTWRITEBYTECODE": "1"}
    return run("clearway", "release", *arguments, cwd=root, CLEARWAY_SITE_URL=URL, **without)


def published(root: Path) -> Path:
    """A repository of the library's tracker, whose records are committed."""
    repository(root)
    tracker(root, "library")
    (root / "data" / "versions.yaml").write_text(RECORDED)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Records")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions and the latest, published by one command."""
    root = published(tmp_path_factory.mktemp("release") / "tracker")
    done = release(root, "second-round", "--as-of", "2024-05-06", "--title", "Round: two")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Released first-round as of 2024-02-29.\n"
        "Released second-round as of 2024-05-06.\n"
        "It is on the branch gh-pages. To publish it: git push origin gh-pages\n"
    )
    return root


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The branch as a server of pages gives it, in a subfolder."""
    folder = tmp_path_factory.mktemp("pages") / "tracker"
    folder.mkdir()
    packed = subprocess.run(
        ["git", "-C", root, "archive", "gh-pages"], capture_output=True, check=True
    )
    subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
    return folder


def page(site: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring((site / address / "index.html").read_bytes())


def texts(site: Path, address: str, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page(site, address).xpath(path)]


def canonical(site: Path, address: str) -> list[str]:
    return list(page(site, address).xpath("//link[@rel='canonical']/@href"))


def test_it_is_recorded_beside_what_was_there(root: Path) -> None:
    commit = git(root, "rev-parse", "main").strip()
    assert (root / "data" / "versions.yaml").read_text() == RECORDED + (
        '\n- id: second-round\n  title: "Round: two"\n  as_of: 2024-05-06\n'
        f"  released: {TODAY}\n  commit: {commit}\n"
    )
    assert run("clearway", "check", cwd=root).returncode == 0
    assert git(root, "status", "--porcelain") == " M data/versions.yaml\n"


def test_the_selector_has_the_latest_first(site: Path) -> None:
    listed = json.loads((site / "versions.json").read_text())
    assert [(entry["version"], entry["title"]) for entry in listed] == [
        ("latest", "Latest"),
        ("second-round", "Round: two"),
        ("first-round", "First round"),
    ]


def test_a_version_shows_what_was_known_and_says_so(site: Path) -> None:
    folders = {
        name: sorted(path.name for path in (site / name / "drafts").iterdir() if path.is_dir())
        for name in ("first-round", "second-round", "latest")
    }
    assert folders == {
        "first-round": ["first-draft"],
        "second-round": ["first-draft", "paragraphs", "second-draft"],
        "latest": ["first-draft", "paragraphs", "second-draft"],
    }
    here = "first-round/drafts/first-draft"
    assert texts(site, here, "//aside[contains(@class, 'md-banner')]") == [
        "This is the site as known on 29 February 2024. This page as it is today"
    ]
    [to] = page(site, here).xpath("//p[@class='cw-older']/a/@href")
    assert (site / here / to).resolve() == site / "latest" / "drafts" / "first-draft"
    assert page(site, "latest/drafts/first-draft").xpath("//p[@class='cw-older']") == []


def test_a_page_is_cited_as_the_latest_has_it(site: Path) -> None:
    where = f"{URL}latest/drafts/first-draft/"
    assert canonical(site, "latest/drafts/first-draft") == [where]
    assert canonical(site, "first-round/drafts/first-draft") == [where]


def test_copies_at_the_root_are_the_latest_byte_for_byte(site: Path) -> None:
    latest = site / "latest"
    files = [
        path.relative_to(latest)
        for folder in ("calendar", "data")
        for path in sorted((latest / folder).rglob("*"))
        if path.is_file() and path.name != "index.html"
    ]
    assert len(files) > 40
    assert [p for p in files if (site / p).read_bytes() != (latest / p).read_bytes()] == []
    feed = (site / "calendar" / "all.ics").read_text()
    assert f"SOURCE;VALUE=URI:{URL}calendar/all.ics" in feed
    assert f"URL:{URL}latest/milestones/vote/" in feed.replace("\r\n ", "")
    # An older version has its own, which names the same address to subscribe to.
    older = (site / "first-round" / "calendar" / "all.ics").read_text()
    assert f"SOURCE;VALUE=URI:{URL}calendar/all.ics" in older
    assert "milestones/vote" not in older.replace("\r\n ", "")
    subscribe = page(site, "first-round/calendar").xpath("//input[@id='feed-all']/@value")
    assert subscribe == [f"{URL}calendar/all.ics"]


def test_the_manifest_at_the_root_speaks_for_every_file(site: Path) -> None:
    def verified() -> tuple[int, str]:
        done = CliRunner().invoke(main, ["verify", str(site)])
        assert done.exit_code == 1 or done.stderr.startswith(f"{site} is whole"), done.stderr
        return done.exit_code, done.stdout

    assert verified() == (0, "")
    # Of a manifest that is no JSON any more, nothing can be held against it.
    below = (path for path in site.rglob("*") if path.is_file() and path.parent != site)
    files = sorted(path for path in below if path.parent.parent != site or path.name != NAME)
    for path in (site / "index.html", *Random(6).sample(files, 4)):  # noqa: S311
        before = path.read_bytes()
        path.write_bytes(bytes([before[0] ^ 1]) + before[1:])
        found = verified()
        path.write_bytes(before)
        name = path.relative_to(site).as_posix()
        assert found == (1, f"altered: {name} (as long, but other bytes)\n")
    assert verified() == (0, "")


def test_every_page_of_the_latest_is_reached_from_the_root(site: Path) -> None:
    latest = site / "latest"
    pages = [path.parent.relative_to(latest) for path in latest.rglob("index.html")]
    lost = []
    for address in pages:
        [refresh] = page(site, str(address)).xpath("//meta[@http-equiv='refresh']/@content")
        to = (site / address / refresh.partition("url=")[2]).resolve()
        if to != (latest / address).resolve():
            lost.append((address, to))
    assert lost == []
    assert {Path(), Path("versions"), Path("milestones/long-night")} <= set(pages)


def test_the_list_of_versions_needs_no_script(site: Path) -> None:
    rows = texts(site, "latest/versions", "//li[contains(@class, 'cw-row')]//h2")
    assert rows == ["Latest", "Round: two", "First round"]
    links = page(site, "latest/versions").xpath("//li[contains(@class, 'cw-row')]//h2/a/@href")
    assert links == ["../", "../../second-round/", "../../first-round/"]
    [_, second, first] = texts(site, "latest/versions", "//li[contains(@class, 'cw-row')]")
    assert second.endswith(
        "As known on 6 May 2024: four dates, one consultation among them, and no asks. "
        "The latest text was Second draft. Released 22 November 2026 from the records of commit "
        + re.findall(r"[0-9a-f]{12}", second)[0]
        + ". Correct this record: data/versions.yaml, line 9"
    )
    assert "two dates, one consultation among them" in first
    # A version knows of those before it alone.
    assert texts(site, "first-round/versions", "//h2[@id]")[1:2] == ["First round"]


def test_what_is_published_stays(root: Path) -> None:
    before = git(root, "rev-parse", "gh-pages"), (root / "data" / "versions.yaml").read_text()
    for arguments, line in (
        (("second-round",), "second-round was released already; choose another name, or add"),
        (("latest",), "latest goes with the records: clearway release without a name"),
        (("Third",), "'Third' must be lower-case words joined by hyphens"),
        (("third", "--as-of", "2030-01-01"), "--as-of must be a day that has come"),
        (("third", "--as-of", "soon"), "as-of must be a day such as 2025-11-10"),
        (("--title", "Third"), "--as-of, --title and --replace are of a VERSION; name one."),
    ):
        done = release(root, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert line in done.stderr
        assert "Traceback" not in done.stderr
    assert (git(root, "rev-parse", "gh-pages"), (root / "data" / "versions.yaml").read_text()) == (
        before
    )


def test_two_at_once_do_not_mix(root: Path) -> None:
    with alone_in(read_git_folder(root) / "clearway-gh-pages"):
        done = release(root)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "Nothing was published: another program is publishing to gh-pages; "
        "try again when it is done\n",
    )


def test_a_problem_in_the_records_publishes_nothing(tmp_path: Path) -> None:
    root = published(tmp_path / "tracker")
    (root / "data" / "versions.yaml").write_text(RECORDED.replace("2024-02-29", "2024-02-30"))
    done = release(root)
    assert done.returncode == 1
    assert done.stderr.startswith("data/versions.yaml:6:10: error[when] as_of must be a day")
    assert done.stderr.endswith("Nothing was published: fix these problems first\n")
    assert git(root, "branch", "--list").split() == ["*", "main"]


def test_a_page_that_cannot_be_built_leaves_the_records(tmp_path: Path) -> None:
    root = published(tmp_path / "tracker")
    (root / "docs" / "index.md").write_text("---\nrender_macros: true\n---\n{{ no_such() }}\n")
    done = release(root, "third", "--as-of", "2024-06-04")
    assert done.returncode == 2
    assert "'no_such' is undefined" in done.stderr
    assert (root / "data" / "versions.yaml").read_text() == RECORDED
    assert git(root, "branch", "--list").split() == ["*", "main"]


def test_a_kill_leaves_all_whole_and_the_same_command_goes_on(root: Path, tmp_path: Path) -> None:
    """SIGKILL at moments of a release; records, branch and the old sites are there each time."""
    here = tmp_path / "tracker"
    shutil.copytree(root, here)
    git(here, "commit", "--quiet", "--all", "--message", "Released")
    before = git(here, "rev-parse", "gh-pages"), (here / "data" / "versions.yaml").read_bytes()
    command = [str(Path(sys.executable).with_name("clearway")), "release", "third-round"]
    lot = Random(3)  # noqa: S311 - the same moments each time
    for moment in (0.3, 0.9, 1.6, lot.uniform(2, 3)):
        with subprocess.Popen(
            [*command, "--as-of", "2024-06-04"],
            cwd=here,
            env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": EPOCH},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as releasing:
            time.sleep(moment)
            releasing.send_signal(signal.SIGKILL)
        assert git(here, "rev-parse", "gh-pages") == before[0]
        assert run("clearway", "check", cwd=here).stdout == ""
        records = (here / "data" / "versions.yaml").read_bytes()
        assert records == before[1] or b"- id: third-round\n" in records
    done = release(here, "third-round", "--as-of", "2024-06-04")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Released third-round as of 2024-06-04.\n" in done.stdout
    changed = git(here, "diff", "--name-only", "gh-pages^", "gh-pages").splitlines()
    # What was published before stays as it was, to the byte.
    assert [p for p in changed if p.startswith(("first-round/", "second-round/"))] == []
    assert list(read_git_folder(here).glob("clearway*")) == []


def test_a_visitor_goes_from_version_to_version(
    site: Path,
    serve: Callable[[Path], str],
    open_context: Callable[..., BrowserContext],
) -> None:
    address = f"{serve(site.parent)}/{site.name}/"
    visitor = open_context(viewport={"width": 1280, "height": 800}).new_page()
    visitor.goto(address + "drafts/first-draft/#how")
    visitor.wait_for_url(address + "latest/drafts/first-draft/#how")

    selector = visitor.locator(".md-version")
    expect(selector.locator(".md-version__current")).to_have_text("Latest")
    selector.locator(".md-version__current").focus()
    expect(selector.locator(".md-version__link")).to_have_text(
        ["Latest", "Round: two", "First round"]
    )
    selector.get_by_role("link", name="First round").click()
    visitor.wait_for_url(address + "first-round/drafts/first-draft/**")
    expect(visitor.locator(".cw-older")).to_contain_text("as known on 29 February 2024")
    expect(selector.locator(".md-version__current")).to_have_text("First round")

    assert violations(visitor) == []

    visitor.get_by_role("link", name="This page as it is today").click()
    visitor.wait_for_url(address + "latest/drafts/first-draft/")
    expect(visitor.locator(".cw-older")).to_have_count(0)

    # Without scripts, by the list.
    plain = open_context(java_script_enabled=False).new_page()
    plain.goto(address)
    plain.wait_for_url(address + "latest/")
    plain.get_by_role("link", name="Versions", exact=True).click()
    plain.get_by_role("link", name="First round").click()
    assert plain.url == address + "first-round/"
    expect(plain.locator(".cw-older")).to_be_visible()


# --- what subscribers have ------------------------------------------------------------------


def test_a_lower_revision_is_not_published_until_the_floor_is_raised(tmp_path: Path) -> None:
    """The history is written anew, with a clock that is behind."""
    root = published(tmp_path / "tracker")
    today = {"SOURCE_DATE_EPOCH": f"{time.time():.0f}"}

    def released() -> "subprocess.CompletedProcess[str]":
        return run("clearway", "release", cwd=root, CLEARWAY_SITE_URL=URL, **today)

    first = released()
    assert (first.returncode, first.stderr) == (0, "")
    git(root, "checkout", "--quiet", "--orphan", "again")
    subprocess.run(
        ["git", "-C", root, "commit", "--quiet", "--message", "All in one"],
        env=os.environ | {"GIT_COMMITTER_DATE": "2024-01-01T12:00:00Z"},
        check=True,
    )
    refused = released()
    assert refused.returncode == 2
    assert refused.stderr.startswith("Nothing was published: the revision of ")
    line = refused.stderr.strip().rpartition("commit it: ")[2].removesuffix(".")
    profile = root / "data" / "process.yaml"
    profile.write_text(profile.read_text().replace("languages:", f"{line}\nlanguages:", 1))
    git(root, "commit", "--quiet", "--all", "--message", "Raise the floor")
    again = released()
    assert (again.returncode, again.stderr) == (0, "")


def test_without_the_whole_history_nothing_is_published(tmp_path: Path) -> None:
    root = published(tmp_path / "tracker")
    (root / "data" / "organisations" / "friends.yaml").touch()
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Another")
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{root}", tmp_path / "part"], check=True
    )
    refused = release(tmp_path / "part")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "Nothing was published: the revisions that calendars go by are not known. This copy of the "
        "repository holds only the latest part of the history; get the rest by git fetch "
        "--unshallow.\n"
    )
