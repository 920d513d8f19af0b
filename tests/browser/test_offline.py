"""The packed site, unpacked and opened from the disk in a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from tests.running import run


@pytest.fixture(scope="module")
def packed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped record as one file."""
    file = tmp_path_factory.mktemp("zip") / "wsis20.zip"
    done = run("clearway", "zip", site, "-o", file, cwd=file.parent)
    assert (done.returncode, done.stderr) == (0, "")
    return file


@pytest.fixture(scope="module")
def unpacked(packed: Path) -> Path:
    with ZipFile(packed) as file:
        file.extractall(packed.parent)
    return packed.parent / "wsis20"


@pytest.fixture
def disk(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may fail, and that may ask for nothing but files."""
    wrong: list[str] = []
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: None if asked.url.startswith("file:") else wrong.append(asked.url),
        )
        page.on("requestfailed", lambda asked: wrong.append(asked.url))
        yield page
    assert wrong == []


def test_pages_links_and_search_work_without_a_server(unpacked: Path, disk: Page) -> None:
    disk.goto((unpacked / "index.html").as_uri())
    disk.get_by_role("link", name="Roadmap").first.click()
    expect(disk.locator("h1")).to_have_text("Roadmap")
    assert disk.url == (unpacked / "roadmap" / "index.html").as_uri()
    disk.get_by_role("textbox", name="Search").fill("Geneva")
    disk.locator(".md-search-result__link").first.click()
    disk.wait_for_url("**/consultations/**/index.html")
    expect(disk.locator("h1")).to_contain_text("Geneva")


def test_every_link_that_a_server_answers_leads_to_a_file(unpacked: Path, site: Path) -> None:
    named = (
        "//a/@href | //link/@href | //script/@src | //img/@src"
        " | //*[local-name()='svg']//*[local-name()='a']/@href"
    )
    broken, number = set(), 0
    for path in unpacked.rglob("*.html"):
        tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        refresh = tree.xpath("//meta[@http-equiv='refresh']/@content")
        for link in (*tree.xpath(named), *(text.partition("url=")[2] for text in refresh)):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            number += 1
            file = path.parent / unquote(parts.path)
            served = site / os.path.relpath(file, unpacked)
            if served.exists() and not file.is_file():
                broken.add(f"{path.relative_to(unpacked)}: {link}")
    assert sorted(broken) == []
    assert number > 10_000


def test_feeds_and_data_are_in_it_and_all_is_listed(unpacked: Path, site: Path) -> None:
    for path in ("calendar/all.ics", "data/milestone.json", "data/milestone.csv"):
        assert (unpacked / path).read_bytes() == (site / path).read_bytes()
    done = run("clearway", "verify", unpacked, cwd=unpacked)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_same_site_is_packed_into_the_same_bytes(packed: Path, site: Path) -> None:
    again = packed.with_name("again") / "wsis20.zip"
    again.parent.mkdir()
    done = run("clearway", "zip", site, "-o", again, cwd=again.parent, TZ="Asia/Tokyo", LC_ALL="C")
    assert (done.returncode, again.read_bytes()) == (0, packed.read_bytes())
    with ZipFile(again) as file:
        names = file.namelist()
        assert {(info.date_time, info.external_attr) for info in file.infolist()} == {
            ((2026, 11, 22, 0, 0, 0), 0o100644 << 16)
        }
    assert names == sorted(names)
    assert all(name.startswith("wsis20/") for name in names)


def test_only_a_whole_site_is_packed(tmp_path: Path, site: Path, unpacked: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    (tmp_path / "site" / "index.html").write_bytes(b"")
    packing = run("clearway", "zip", tmp_path / "site", "-o", tmp_path / "x.zip", cwd=tmp_path)
    assert packing.returncode == 1
    assert packing.stdout.startswith("altered: index.html (0 bytes; ")
    packing = run("clearway", "zip", unpacked, "-o", tmp_path / "x.zip", cwd=tmp_path)
    assert (packing.returncode, packing.stderr) == (
        2,
        f"Nothing was packed: {unpacked} is no site as a server gives it, but 'offline'\n",
    )
    assert not (tmp_path / "x.zip").exists()
