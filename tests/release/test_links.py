"""Addresses asked of a server on this machine, as a guest.

Covers: clearway.cli.sources.
"""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from time import sleep

import pytest
from click.testing import CliRunner

from clearway.cli import main
from clearway.insight.sources import Sight, SourceState
from clearway.release.links import Manners, look
from tests.records.folders import lay_out

ROBOTS = "User-agent: *\nDisallow: /kept-out/\n" + "# a long remark\n" * 200
SEEN = Sight(SourceState.SEEN)


class Host:
    """A server that answers by path, and remembers what it was asked and by whom."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.agents: set[str | None] = set()
        self.at_once = 0
        self.most_at_once = 0
        self.lock = Lock()
        self.address = ""

    def answer(self, method: str, path: str, ranged: bool) -> tuple[int, dict[str, str], bytes]:
        again = self.asked.count(f"{method} {path}") > 1
        match path:
            case "/robots.txt":
                return 200, {}, ROBOTS.encode()
            case "/moved":
                return 301, {"Location": "/page"}, b""
            case "/for-now":
                return 302, {"Location": "/page"}, b""
            case "/round":
                return 302, {"Location": "/round"}, b""
            case "/get-alone":
                return (405, {}, b"") if method == "HEAD" else (206 if ranged else 200, {}, b"x")
            case "/short":
                return (404, {}, b"") if method == "HEAD" else (416, {}, b"")
            case "/wait":
                return (200, {}, b"") if again else (429, {"Retry-After": "3"}, b"")
            case "/wait-long":
                return 429, {"Retry-After": "3600"}, b""
            case "/refused":
                return 403, {}, b""
            case "/gone":
                return 410, {}, b""
            case "/nowhere":
                return 404, {}, b""
        return 200, {}, b"x"


@pytest.fixture
def host() -> Iterator[Host]:
    found = Host()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """A request is no news."""

        def do_HEAD(self) -> None:
            with found.lock:
                found.asked.append(f"{self.command} {self.path}")
                found.agents.add(self.headers["User-Agent"])
                found.at_once += 1
                found.most_at_once = max(found.most_at_once, found.at_once)
            code, headers, body = found.answer(self.command, self.path, "Range" in self.headers)
            sleep(0.01)  # long enough that two requests at once would meet here
            # Over before it is answered: who has the answer may ask again before this thread runs.
            with found.lock:
                found.at_once -= 1
            self.send_response(code)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def do_GET(self) -> None:
            self.do_HEAD()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        found.address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()


def seen(host: Host, *paths: str, most: int = 100) -> tuple[dict[str, Sight], list[float]]:
    """What is seen at each path, and how long was waited for each time."""
    waited: list[float] = []
    manners = Manners(most, pause=1.5, local=True, sleep=waited.append)
    found = look([host.address + path for path in paths], manners)
    return {url.removeprefix(host.address): sight for url, sight in found.items()}, waited


def test_what_is_seen(host: Host) -> None:
    found, _ = seen(
        host,
        *("/page", "/moved", "/for-now", "/round", "/get-alone", "/short", "/refused", "/gone"),
        *("/nowhere", "/kept-out/x"),
    )
    assert found == {
        "/page": SEEN,
        "/moved": Sight(SourceState.MOVED, "", f"{host.address}/page"),
        "/for-now": SEEN,
        "/round": Sight(SourceState.DOUBTFUL, "it leads from one address to the next without end"),
        "/get-alone": SEEN,
        "/short": SEEN,
        "/refused": Sight(SourceState.DOUBTFUL, "its server answers 403"),
        "/gone": Sight(SourceState.GONE, "its server answers 410, not found"),
        "/nowhere": Sight(SourceState.GONE, "its server answers 404, not found"),
        "/kept-out/x": Sight(
            SourceState.NOT_ASKED, "its server asks programs to keep out (robots.txt)"
        ),
    }
    assert "HEAD /kept-out/x" not in host.asked


def test_it_asks_one_by_one_with_pauses_and_says_who_it_is(host: Host) -> None:
    _, waited = seen(host, *(f"/page/{number}" for number in range(6)))
    assert host.asked == ["GET /robots.txt", *(f"HEAD /page/{number}" for number in range(6))]
    assert (waited, host.most_at_once) == ([1.5] * 6, 1)
    assert {str(agent).partition("/")[0] for agent in host.agents} == {"clearway"}


def test_it_waits_where_it_is_asked_to_but_not_for_an_hour(host: Host) -> None:
    found, waited = seen(host, "/wait", "/wait-long")
    assert found == {
        "/wait": SEEN,
        "/wait-long": Sight(SourceState.DOUBTFUL, "its server answers 429"),
    }
    assert waited == [1.5, 3.0, 1.5, 1.5]


def test_it_asks_no_more_often_than_was_said(host: Host) -> None:
    found, _ = seen(host, "/page", "/nowhere", "/gone", most=3)
    assert len(host.asked) == 3
    assert found == {
        "/page": SEEN,
        "/nowhere": Sight(SourceState.NOT_ASKED, "enough was asked for one run"),
        "/gone": Sight(SourceState.NOT_ASKED, "enough was asked for one run"),
    }


def test_it_asks_nobody_on_this_machine_or_its_network(host: Host) -> None:
    urls = [f"{host.address}/page", "http://localhost/", "http://[::1]/", "http://10.0.0.1/"]
    found = look(urls, Manners(pause=0))
    assert set(found.values()) == {
        Sight(SourceState.DOUBTFUL, "it is on this machine or its network")
    }
    assert host.asked == []


def test_a_server_that_is_not_there() -> None:
    manners = Manners(pause=0, local=True)
    assert look(["http://127.0.0.1:1/"], manners) == {
        "http://127.0.0.1:1/": Sight(SourceState.DOUBTFUL, "the server refused the connection")
    }


def test_check_links_and_archive_tell_each_at_its_place(host: Host, tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    path = root / "data" / "organisations" / "staff-union.yaml"
    at = host.address
    path.write_text(
        f"name: Staff Union\nurl: {at}/moved\n"
        f"source:\n  - {at}/page#part\n  - url: {at}/nowhere\n  - url: {at}/refused\n"
        f"  - url: {at}/gone\n    archived: https://archive.example/gone\n",
        encoding="utf-8",
    )
    for other in root.glob("data/**/*"):
        if other.is_file() and other != path:
            text = other.read_text("utf-8")
            other.write_text(text.replace("https://", f"{at}/"), encoding="utf-8")
    told = f"""\
data/organisations/staff-union.yaml:2:6: warning[moved] a source must be the address where it is \
now; {at}/moved has moved. If that is the same page, write {at}/page.
data/organisations/staff-union.yaml:5:10: error[gone] a source must be an address that still \
answers; {at}/nowhere: its server answers 404, not found. Find where it is now, or name a copy: \
clearway archive --copy ADDRESS COPY.
data/organisations/staff-union.yaml:6:10: warning[doubtful] a source must be an address that still \
answers; {at}/refused: its server answers 403. Open it in a browser; where nothing comes, name a \
copy or another source.
"""
    asking = ("--pause", "0", "--local")
    day = {"SOURCE_DATE_EPOCH": "1795348800"}
    run = CliRunner(env=day)
    done = run.invoke(main, ["check", str(root), "--links", *asking])
    assert (done.exit_code, done.stdout) == (1, told)
    assert not (root / "data" / "sources.yaml").exists()

    done = run.invoke(main, ["archive", str(root), *asking])
    assert (done.exit_code, done.stdout) == (1, told)
    entries = (root / "data" / "sources.yaml").read_text("utf-8").split("\n\n")
    assert any(entry.endswith(f"  url: {at}/page\n  seen: 2026-11-22") for entry in entries)
    assert any(entry.endswith(f"  url: {at}/nowhere") for entry in entries)

    copy = "https://archive.example/nowhere"
    done = run.invoke(main, ["archive", str(root), "--copy", f"{at}/nowhere", copy])
    assert (done.exit_code, done.stdout) == (0, "")
    text = (root / "data" / "sources.yaml").read_text("utf-8")
    assert f"  url: {at}/nowhere\n  archived: {copy}\n" in text
    done = run.invoke(main, ["check", str(root), "--links", *asking])
    assert done.exit_code == 0
    assert "error" not in done.stdout

    done = run.invoke(main, ["archive", str(root), "--copy", "https://x.example/", copy])
    assert (done.exit_code, done.stderr) == (
        2,
        "Nothing was noted: no record names https://x.example/; "
        "write it as it stands in the record\n",
    )
