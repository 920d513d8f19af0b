"""The preview: it follows every edit, and a broken record leaves the last good site.

Covers: clearway.site.preview.
"""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from wsgiref.util import FileWrapper

import pytest

from clearway.errors import BuildError, SettingError
from clearway.site.build import build_site
from clearway.site.preview import Preview
from clearway.site.settings import Settings, read_settings
from tests.running import TODAY, run, tracker
from tools.reproduce import compared

FRIENDS = "data/organisations/friends.yaml"


def settings() -> Settings:
    return read_settings({}, datetime.fromisoformat(TODAY).replace(hour=12, tzinfo=UTC))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tracker(tmp_path / "tracker", "library")


@pytest.fixture
def preview(root: Path, tmp_path: Path) -> Iterator[Preview]:
    """A preview that no browser is connected to, and that waits for no change."""
    server = Preview(root, tmp_path / "site", "127.0.0.1:0", settings)
    server.build()
    yield server
    server.server_close()


def ask(preview: Preview, path: str) -> tuple[str, dict[str, str], str]:
    """What the server answers: status, headers and content."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    answer = preview.serve_request(
        {"PATH_INFO": path}, lambda status, headers: started.append((status, headers))
    )
    # Live reload counts requests.
    content = re.sub(r"livereload\([0-9, ]+\)", "livereload()", b"".join(answer).decode())
    if isinstance(answer, FileWrapper):
        answer.close()
    [(status, headers)] = started
    return status, dict(headers), content


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_broken_record_leaves_the_last_good_site_and_says_so(
    preview: Preview, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "/organisations/friends/"
    _, _, good = ask(preview, page)
    assert 'role="alert"' not in good

    edit(root / FRIENDS, "name:", "nome:")
    preview.rebuild()
    status, headers, shown = ask(preview, page)
    alert = re.search(r'<div role="alert".*?</pre></div>', shown, re.S)
    assert status == "200 OK" and alert is not None
    assert f"{FRIENDS}:" in alert[0] and "nome" in alert[0]
    assert shown.replace(alert[0], "") == good
    assert int(headers["Content-Length"]) > len(good.encode())
    assert f"{FRIENDS}:" in capsys.readouterr().err
    # Files that are no pages are as they were, and so is the answer for what is not there.
    assert ask(preview, "/calendar/all.ics")[2].startswith("BEGIN:VCALENDAR")
    assert ask(preview, "/nowhere/")[0] == "404 Not Found"

    edit(root / FRIENDS, "nome:", "name:")
    preview.rebuild()
    assert ask(preview, page)[2] == good


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("mkdocs.yml", "plugins:", "plugins: [", "mkdocs.yml"),
        ("docs/about.md", "#", "{{ nothing() }}\n#", "nothing"),
        ("docs/about.md", "#", "[here](nowhere.md)\n#", "nowhere.md"),
    ],
)
def test_what_mkdocs_cannot_build_is_shown_as_well(
    preview: Preview, root: Path, path: str, old: str, new: str, said: str
) -> None:
    text = (root / path).read_text("utf-8")
    if path == "docs/about.md":
        text = text if text.startswith("---") else f"---\nrender_macros: true\n---\n{text}"
    (root / path).write_text(text.replace(old, new, 1), "utf-8")
    preview.rebuild()
    assert said in ask(preview, "/")[2]


def test_builds_after_edits_at_random_are_those_of_another_process(
    root: Path, tmp_path: Path
) -> None:
    """What is kept in memory from one build to the next changes nothing."""
    chance = random.Random(5)  # noqa: S311
    files = sorted(path for path in (root / "data").rglob("*") if path.is_file())
    for number in range(4):
        path = chance.choice(files)
        text = path.read_text("utf-8")
        words = sorted(set(re.findall(r"(?<=[a-z] )[a-z]{4,}(?= [a-z])", text)))
        if words:
            path.write_text(text.replace(chance.choice(words), f"word{number}", 1), "utf-8")
        build_site(root, tmp_path / "here", settings())
    done = run("clearway", "build", root, "--site-dir", tmp_path / "there", cwd=root)
    assert done.returncode == 0
    assert list(compared(tmp_path / "here", tmp_path / "there")) == []


def test_a_tracker_that_cannot_be_built_at_all_is_not_served(root: Path, tmp_path: Path) -> None:
    edit(root / FRIENDS, "name:", "nome:")
    server = Preview(root, tmp_path / "site", "127.0.0.1:0", settings)
    with pytest.raises(BuildError, match="fix these problems first"):
        server.build()
    server.server_close()


@pytest.mark.parametrize("address", ["8000", "127.0.0.1", "127.0.0.1:", "here:port", ":8000"])
def test_an_address_that_is_none(root: Path, tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingError, match="the address must be HOST:PORT"):
        Preview(root, tmp_path / "site", address, settings)
