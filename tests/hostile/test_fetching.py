"""Servers and addresses that would lead a request astray, hold it up, or speak to the terminal.

Covers: clearway.release.fetching.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from clearway.cli import main
from clearway.errors import NoAnswer, RequestError
from clearway.insight.sources import SourceState
from clearway.release.fetching import answer, is_public, leads_to
from clearway.release.links import Manners, look
from tests.records.folders import lay_out

PRIVATE = """
    0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.1 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250
    240.0.0.1 255.255.255.255
    :: ::1 ::10.0.0.1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:192.168.0.1
    64:ff9b::10.0.0.1 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::8.8.8.8
    2002:0a00:0001:: 2002:7f00:0001:: 2002:a9fe:a9fe:: 2002:c0a8:0101::1
    2001:0:0a00:1::1 2001:0:4136:e378:8000:63bf:f5ff:fffe 2001:db8::1
    fc00::1 fd12:3456:789a::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 100::1
""".split()

PUBLIC = """
    8.8.8.8 93.184.215.14 2606:2800:21f:cb07:6820:80da:af6b:8b2c ::ffff:8.8.8.8 64:ff9b::8.8.8.8
    2002:0808:0808::
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_private_network_is_known_in_every_form(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_known(address: str) -> None:
    assert is_public(address)


@contextmanager
def server(handle: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server on this machine that does with each connection as it is told."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(20)

        def run() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    try:
                        connection.recv(65_536)
                        handle(connection)
                    except OSError:
                        continue

        thread = Thread(target=run, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
    thread.join(20)


def says(text: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(text)


def drips(connection: socket.socket) -> None:
    """A byte now and then: never silent for long enough, and never done."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.05)


def drips_its_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        connection.sendall(b"X-%d: x\r\n" % number)
        time.sleep(0.05)


@pytest.mark.parametrize("handle", [drips, drips_its_head])
def test_a_request_has_one_deadline(handle: Callable[[socket.socket], None]) -> None:
    def read(url: str) -> None:
        with answer(url, seconds=1.0) as found:
            while found.body.read(100):
                pass

    began = time.monotonic()
    with server(handle) as url:
        with pytest.raises(RequestError, match="no whole answer within 1 seconds"):
            read(url)
        assert time.monotonic() - began < 8


def test_what_was_looked_at_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere when it is asked for again (DNS rebinding)."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        address = "8.8.8.8" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected: list[object] = []

    def connect(self: socket.socket, place: object) -> None:
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(RequestError, match="refused"), answer("http://x.example/", local=False):
        raise AssertionError
    assert (asked, connected) == (["x.example"], [("8.8.8.8", 80)])
    with pytest.raises(RequestError) as told, answer("http://x.example/", local=False):
        raise AssertionError
    assert told.value.cause is NoAnswer.PRIVATE
    assert connected == [("8.8.8.8", 80)]


def test_of_several_addresses_none_may_be_private(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [("::ffff:127.0.0.1", 80, 0, 0), ("8.8.8.8", 80)]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_, **__: [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", place) for place in places],
    )
    manners = Manners(10, 0, sleep=lambda _: None)
    sight = look(["http://x.example/"], manners)["http://x.example/"]
    assert (sight.state, sight.detail) == (
        SourceState.DOUBTFUL,
        "it is on this machine or its network",
    )


def test_a_name_that_is_never_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(3))
    with pytest.raises(RequestError), answer("http://x.example/", seconds=0.2):
        raise AssertionError


def test_no_proxy_stands_between(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with server(says(b"HTTP/1.1 204 No Content\r\n\r\n")) as url, answer(url) as found:
        assert found.status == 204


@pytest.mark.parametrize(
    "location",
    [
        "http://kari:secret@library.example/",
        "http://kari@library.example/",
        "//:@library.example/",
        "http://[",
        "http://library.example:99999/",
        "http://library.example/\x1b]0;x\x07",
        "http://library.example/\x9b31m",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "javascript:alert(1)",
        "ftp://library.example/",
    ],
)
def test_where_an_answer_sends_to(location: str) -> None:
    told = f"HTTP/1.1 301 Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    manners = Manners(10, 0, local=True, sleep=lambda _: None)
    with server(says(told.encode("latin-1"))) as url:
        sight = look([url], manners)[url]
    assert sight.state is SourceState.DOUBTFUL
    assert (sight.detail + sight.leads_to).isprintable()
    assert "secret" not in sight.detail


@pytest.mark.parametrize(
    "line",
    [
        b"\x1b]0;title\x07\x1b[2J\x1b[31mHTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 \x1b[2J OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX\x1b[2J: \x9b\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300 + b"\r\n",
        b"HTTP/1.1 200 " + b"O" * 70_000 + b"\r\n\r\n",
        b"",
        b"\0" * 1000,
    ],
)
def test_what_a_server_says_does_not_reach_the_terminal_as_it_is(line: bytes) -> None:
    manners = Manners(10, 0, local=True, sleep=lambda _: None)
    with server(says(line)) as url:
        sight = look([url], manners)[url]
    assert sight.detail.isprintable()
    assert len(sight.detail) < 300


def test_an_address_with_a_password_is_not_asked() -> None:
    asked = answer("http://kari:secret@127.0.0.1:9/")
    with pytest.raises(RequestError, match="a name or a password"), asked:
        raise AssertionError
    assert leads_to("https://a.example/b", "/c") == "https://a.example/c"


def test_headers_of_a_table_do_not_steer_the_terminal(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "tracker")
    table = tmp_path / "list.csv"
    table.write_text(
        "Na\x1b[2Jme,\x9b31mName,E\x07mail\nAnn Lee,Bo\x1b]0;x\x07,a@b.example\n", "utf-8"
    )
    command = [
        "import",
        "endorsements",
        str(table),
        "--statement",
        "saturdays",
        "--root",
        str(root),
    ]
    for more in ([], ["--map", "C\x1b[2J=name"], ["--kind", "individual"]):
        done = CliRunner().invoke(main, [*command, *more])
        assert (done.output + done.stderr).replace("\n", "").isprintable()
