"""Drafts imported from the official address that their record names, served on this machine.

Covers: clearway.publish.pages.drafts.languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml
from click.testing import CliRunner, Result
from lxml import html

from clearway.cli import main
from clearway.errors import RequestError
from clearway.problems import as_text
from clearway.publish.page import Site
from clearway.publish.pages.common import Book
from clearway.publish.pages.drafts import languages
from clearway.records.rules import check
from clearway.release.links import Manners, download
from tests.drafts import process

FILES = Path(__file__).parent.parent / "texts" / "readers" / "files"
PAGE = b"<!doctype html><p>1. Branches shall open on Saturdays.</p>"


class Server:
    """What is at each path: status, headers, content."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: list[str] = []
        self.pages: dict[str, tuple[int, Mapping[str, str], bytes]] = {
            "/rev1.pdf": (200, {"Content-Type": "application/pdf"}, pdf()),
            "/rev1.docx": (200, {}, (FILES / "word.docx").read_bytes()),
            "/rev1": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE),
            "/old": (302, {"Location": "/rev1"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/kept-out": (200, {}, PAGE),
            "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /kept-out\n"),
        }


def pdf() -> bytes:
    return (FILES / "resolution.pdf").read_bytes()


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """A request is no news."""

        def do_GET(self) -> None:
            found.asked.append(self.path)
            code, headers, content = found.pages.get(self.path, (404, {}, b""))
            self.send_response(code)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever, daemon=True)
        thread.start()
        found.address = f"http://127.0.0.1:{http.server_address[1]}"
        try:
            yield found
        finally:
            http.shutdown()
            thread.join()


def tracker(root: Path, url: str) -> Path:
    """A tracker whose draft rev1 says where its official text is."""
    copy = f"official_copy: {{published: yes, url: '{url}'}}\n"
    process(root, {"rev1": "Old.\n"}, {"rev1": copy})
    return root


def run(root: Path, *arguments: str) -> Result:
    command = ["import", "draft", "rev1", "--root", str(root), *arguments]
    return CliRunner().invoke(main, command, env={"SOURCE_DATE_EPOCH": "1760000000"})


@pytest.mark.parametrize(
    ("path", "content", "begins"),
    [
        ("/rev1.pdf", pdf(), "The Council,"),
        ("/rev1.docx", (FILES / "word.docx").read_bytes(), "Recalling the plan of 2019,"),
        ("/rev1", PAGE, "1. Branches shall open on Saturdays."),
        ("/old", PAGE, "1. Branches shall open on Saturdays."),
    ],
)
def test_the_official_text_is_read(
    tmp_path: Path, server: Server, path: str, content: bytes, begins: str
) -> None:
    url = server.address + path
    done = run(tracker(tmp_path, url), "--local")
    led_to = server.address + ("/rev1" if path == "/old" else path)
    digest = sha256(content).hexdigest()
    assert done.stdout.splitlines()[0] == f"{led_to}: {len(content)} bytes, SHA-256 {digest}"
    record = (tmp_path / "data" / "drafts" / "rev1.md").read_text("utf-8")
    assert record.split("---\n")[2].strip().startswith(begins)
    (copy,) = yaml.safe_load((tmp_path / "data" / "sources.yaml").read_text("utf-8"))
    assert (copy["url"], copy["sha256"], copy["size"]) == (url, digest, len(content))
    assert str(copy["seen"]) == "2025-10-09"


def test_only_another_copy_is_read_again(tmp_path: Path, server: Server) -> None:
    url = f"{server.address}/rev1"
    first = run(tracker(tmp_path, url), "--local", "--if-changed")
    assert first.stdout.splitlines()[1:] == ["rev1 was not read yet."]
    run(tracker(tmp_path, url), "--local")
    same = run(tmp_path, "--local", "--if-changed")
    assert same.exit_code == 0
    assert same.stdout.splitlines()[1:] == ["It is the copy that rev1 was read from."]
    server.pages["/rev1"] = (200, {"Content-Type": "text/html"}, PAGE.replace(b"shall", b"may"))
    assert "Wrote" in run(tmp_path, "--local", "--if-changed").stdout
    assert "Branches may open" in (tmp_path / "data" / "drafts" / "rev1.md").read_text("utf-8")


REFUSED = {
    "/gone": "its server answers 404",
    "/round": "it leads from one address to the next without end",
    "/kept-out": "its server asks programs to keep out (robots.txt)",
}


@pytest.mark.parametrize("path", REFUSED)
def test_what_cannot_be_read_changes_nothing(tmp_path: Path, server: Server, path: str) -> None:
    record = tracker(tmp_path, server.address + path) / "data" / "drafts" / "rev1.md"
    before = record.read_text("utf-8")
    done = run(tmp_path, "--local")
    assert (done.exit_code, done.stderr) == (2, f"rev1 was not imported: {REFUSED[path]}\n")
    assert record.read_text("utf-8") == before
    assert not (tmp_path / "data" / "sources.yaml").exists()


def test_a_private_network_is_not_asked(tmp_path: Path, server: Server) -> None:
    done = run(tracker(tmp_path, f"{server.address}/rev1"))
    assert done.exit_code == 2
    assert done.stderr == "rev1 was not imported: it is on this machine or its network\n"
    assert server.asked == []


def test_limits_of_size_and_length(server: Server) -> None:
    local = Manners(local=True, sleep=lambda _: None)
    with pytest.raises(RequestError, match="it has more than 0 KiB"):
        download(f"{server.address}/rev1", local, most_bytes=10)
    server.pages["/cut"] = (200, {"Content-Length": "99"}, b"x")
    with pytest.raises(RequestError, match=r"1 of 99 bytes came|stopped in the middle"):
        download(f"{server.address}/cut", local)


def test_a_record_without_an_address_says_what_is_missing(tmp_path: Path) -> None:
    process(tmp_path, {"rev1": "Old.\n"})
    assert run(tmp_path).stderr == (
        "rev1 was not imported: the record of draft rev1 does not say where its official text is; "
        "add its address under official_copy: url:, or name a file with --id\n"
    )


FRENCH = b"<!doctype html><html lang=fr><p>1. Les annexes ouvrent le samedi."


def two_languages(root: Path, server: Server) -> Path:
    """A tracker whose draft rev1 names its official text in English and in French."""
    server.pages["/rev1.fr"] = (200, {"Content-Type": "text/html; charset=utf-8"}, FRENCH)
    fields = (
        f"official_copy: {{published: yes, url: '{server.address}/rev1'}}\n"
        f"languages:\n  - {{language: fr, url: '{server.address}/rev1.fr'}}\n"
    )
    process(root, {"rev1": "Old.\n"}, {"rev1": fields})
    return root


def test_two_languages_of_a_draft_are_read_and_stand_side_by_side(
    tmp_path: Path, server: Server
) -> None:
    root = two_languages(tmp_path, server)
    english, french = run(root, "--local"), run(root, "--local", "--language", "fr")
    assert (english.exit_code, french.exit_code) == (0, 0)
    digest, url = sha256(FRENCH).hexdigest(), f"{server.address}/rev1.fr"
    assert french.stdout.splitlines()[0] == f"{url}: {len(FRENCH)} bytes, SHA-256 {digest}"
    assert (root / "data" / "translations" / "rev1" / "fr.md").read_text("utf-8") == (
        "---\n# yaml-language-server: $schema=../../../schemas/translation.json\n"
        f"source: {url}\n---\n\n1. Les annexes ouvrent le samedi.\n"
    )
    copies = yaml.safe_load((root / "data" / "sources.yaml").read_text("utf-8"))
    assert [(each["url"], each["sha256"]) for each in copies] == [
        (f"{server.address}/rev1", sha256(PAGE).hexdigest()),
        (url, digest),
    ]
    checked = check(root, date(2025, 10, 9))
    assert as_text(checked.problems) == ""
    assert checked.process is not None
    book = Book(checked.process, Site("https://site.example/"), date(2025, 10, 9))
    [page] = languages.pages(book)
    assert page.address == "drafts/rev1/languages/"
    shown = html.fromstring(page.html)
    row = shown.get_element_by_id("p1")
    texts = [(p.get("lang"), " ".join(p.text_content().split())) for p in row.iter("p")]
    assert texts == [
        ("en", "1 Branches shall open on Saturdays."),
        ("fr", "1 Les annexes ouvrent le samedi."),
    ]
    assert digest[:16] in page.html
    assert dict(languages.files(book))["drafts/rev1/languages/rev1-fr.txt"] == (
        "1. Les annexes ouvrent le samedi.\n"
    )


def test_only_another_copy_of_a_language_is_read_again(tmp_path: Path, server: Server) -> None:
    root = two_languages(tmp_path, server)
    said = run(root, "--local", "--language", "fr", "--if-changed").stdout.splitlines()
    assert said[1:] == ["rev1 in fr was not read yet."]
    run(root, "--local", "--language", "fr")
    again = FRENCH.replace(b"samedi", b"dimanche")
    server.pages["/rev1.fr"] = (200, {"Content-Type": "text/html; charset=utf-8"}, again)
    assert "Wrote" in run(root, "--local", "--language", "FR", "--if-changed").stdout
    held = (root / "data" / "translations" / "rev1" / "fr.md").read_text("utf-8")
    assert "le dimanche" in held


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("--language", "es"),
            "the record of draft rev1 does not say where its text in 'es' is; "
            "add it to languages: as - {language: es, url: …}; it names fr",
        ),
        (
            ("--language", "fr", "--tracked", "annotate"),
            "annotations are kept on the text that the draft itself holds; "
            "say --tracked accept or --tracked reject",
        ),
    ],
)
def test_what_cannot_be_a_language_is_refused(
    tmp_path: Path, server: Server, arguments: tuple[str, ...], says: str
) -> None:
    done = run(two_languages(tmp_path, server), "--local", *arguments)
    assert (done.exit_code, done.stderr) == (2, f"rev1 was not imported: {says}\n")
    assert not (tmp_path / "data" / "translations").exists()
