"""A page weighs what a browser loads to show it."""

from pathlib import Path

import pytest

from tools.weigh import main, named


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "style.css").write_bytes(b"a" * 2_000)
    (tmp_path / "flag.png").write_bytes(b"\x89" * 1_000)
    (tmp_path / "index.html").write_text(
        '<link rel="stylesheet" href="style.css"><img src="flag.png"><img src="flag.png">'
        '<a href="drafts/">Drafts</a><script src="https://example.org/a.js"></script>',
        encoding="utf-8",
    )
    (tmp_path / "drafts" / "index.html").write_text(
        '<link rel="alternate" href="../flag.png"><link rel="stylesheet" href="../style.css?v=2">',
        encoding="utf-8",
    )
    return tmp_path


def test_only_what_is_loaded_is_named_and_once(site: Path) -> None:
    assert named(site, site / "index.html") == [site / "flag.png", site / "style.css"]
    assert named(site, site / "drafts" / "index.html") == [site / "style.css"]


def test_the_heaviest_page_comes_first(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(str(site)) == 0
    rows = [line.rsplit(maxsplit=4) for line in capsys.readouterr().out.splitlines()[1:]]
    # gzip's sizes differ with the zlib at hand, so only the raw columns are compared.
    assert [(name, own, everything) for name, own, _, everything, _ in rows] == [
        ("./", "0.2", "3.2"),
        ("drafts/", "0.1", "2.1"),
        ("median of 2 pages", "0.1", "2.1"),
    ]


def test_a_site_without_pages_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(str(tmp_path)) == 1
    assert "make site" in capsys.readouterr().err
