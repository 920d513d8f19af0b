"""A build that renders a page of each layout, and one that renders every page, are the same bytes.

Covers: clearway.site.frames.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import mkdocs.commands.build
import pytest

from clearway.site.build import run_mkdocs
from clearway.site.frames import CONTENT, Frame, content_mark, layout_of, marks
from clearway.site.settings import Settings, read_settings
from tests.running import REPOSITORY, ROOT, TODAY, URL, tracker
from tools.reproduce import compared

SETTINGS = read_settings(
    {"CLEARWAY_SITE_URL": URL, "CLEARWAY_REPOSITORY": REPOSITORY},
    datetime.fromisoformat(TODAY).replace(hour=12, tzinfo=UTC),
)
EARLIER = read_settings({}, datetime(2026, 11, 22, 12, tzinfo=UTC), "2024-05-30", URL)


class Count:
    """How many pages MkDocs has rendered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pages = 0
        render = mkdocs.commands.build._build_page

        def counted(*arguments: object, **options: object) -> None:
            self.pages += 1
            render(*arguments, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(mkdocs.commands.build, "_build_page", counted)


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    return Count(monkeypatch)


def both(root: Path, folder: Path, settings: Settings, count: Count) -> tuple[int, int]:
    """Builds a site in both ways, compares, and gives how many pages MkDocs rendered in each."""
    numbers = []
    for name in ("all", "framed"):
        before = count.pages
        run_mkdocs(root, folder / name, settings, frames=name == "framed")
        numbers.append(count.pages - before)
    assert list(compared(folder / "all", folder / "framed")) == []
    return numbers[0], numbers[1]


def test_the_shipped_site_is_the_same(site: Path, tmp_path: Path, count: Count) -> None:
    """`clearway build` made the one, this process the other as `mkdocs build` does."""
    run_mkdocs(ROOT, tmp_path, SETTINGS, frames=False)
    assert list(compared(tmp_path, site)) == []
    assert count.pages == len(list(site.rglob("index.html")))


@pytest.mark.parametrize("name", ["hostile", "library"])
@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(SETTINGS, id="today"),
        pytest.param(EARLIER, id="past day"),
        pytest.param(replace(EARLIER, site=replace(EARLIER.site, version="rev1")), id="version"),
    ],
)
def test_a_small_site_is_the_same(
    tmp_path: Path, count: Count, name: str, settings: Settings
) -> None:
    rendered, framed = both(tracker(tmp_path / "tracker", name), tmp_path, settings, count)
    assert framed < rendered


def test_a_page_written_by_hand_may_lead_to_one_that_mkdocs_does_not_render(
    tmp_path: Path, count: Count
) -> None:
    root = tracker(tmp_path / "tracker", "library")
    about = root / "docs" / "about.md"
    text = about.read_text("utf-8")
    about.write_text(f"{text}\n[Friends](organisations/friends/index.md)\n", "utf-8")
    both(root, tmp_path, SETTINGS, count)
    page = (tmp_path / "framed" / "about" / "index.html").read_text("utf-8")
    assert '<a href="../organisations/friends/">Friends</a>' in page


def test_a_theme_of_its_own_sees_every_page(tmp_path: Path, count: Count) -> None:
    root = tracker(tmp_path / "tracker", "library")
    (root / "own").mkdir()
    (root / "own" / "main.html").write_text("{{ page.title | upper }}", "utf-8")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("  name: material", "  name: material\n  custom_dir: own"))
    rendered, framed = both(root, tmp_path, SETTINGS, count)
    assert framed == rendered
    friends = tmp_path / "framed" / "organisations" / "friends" / "index.html"
    assert friends.read_text("utf-8").isupper()


@pytest.mark.parametrize(
    ("address", "texts", "folder", "names"),
    [
        ("", {"title": "Home"}, "", ("title",)),
        ("roadmap/", {"title": "Roadmap", "description": ""}, "roadmap/", ("title",)),
        ("drafts/rev1/", {"title": "Rev 1"}, "drafts", ("title",)),
        ("changes/rev1/to/rev2/", {}, "changes/rev1/to", ()),
    ],
)
def test_a_layout(address: str, texts: dict[str, str], folder: str, names: tuple[str, ...]) -> None:
    layout = layout_of(address, texts)
    assert (layout.folder, layout.names) == (folder, names)


def test_a_text_that_looks_like_a_mark_stays_a_text() -> None:
    layout = layout_of("drafts/rev1/", {"title": "a"})
    title = marks(layout)["title"]
    frame = Frame(f"<title>{title}</title><main>{content_mark()}</main>")
    page = frame.around({"title": content_mark(), CONTENT: title})
    assert page == f"<title>{content_mark()}</title><main>{title}</main>"
