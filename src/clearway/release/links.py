"""Looking whether addresses are still there, as a guest who does not want to be a burden.

One request at a time to each server, with a pause between two; no more requests in all than was
said; a HEAD first, and where that is refused the first bytes alone; what a server's robots.txt
(RFC 9309) asks programs to leave alone is left alone; where it asks to wait (Retry-After, RFC
9110 10.2.3), we wait once, if not for long.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from importlib.metadata import version
from threading import Lock, Thread, Timer
from typing import IO, Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)
from urllib.robotparser import RobotFileParser

from clearway.errors import NoAnswer, RequestError
from clearway.insight.sources import Sight, SourceState
from clearway.problems import HIDDEN, quoted

# --- Asking servers politely: with a name, a limit of time and of bytes, and no detours unseen


AGENT = f"clearway/{version('clearway')} (checks links and copies of a public record)"
TIMEOUT = 20.0
"""Seconds that a server may be silent."""

DEADLINE = 60.0
"""Seconds that a request may take in all."""

CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; `body` has yet to be read."""

    status: int
    headers: Message
    body: HTTPResponse | HTTPError


class _NoDetour(HTTPRedirectHandler):
    """Follows nothing, and does not read where an answer sends to: `leads_to` does."""

    def http_error_302(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message
    ) -> None:
        return None

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class _Line:
    """The connection of one request: to an address that was looked at, until a deadline.

    The name of a host is resolved once, so that what is connected to is what was looked at. At the
    deadline the connection is shut, whatever the server is doing by then.
    """

    def __init__(self, seconds: float, *, local: bool) -> None:
        self.local = local
        self.seconds = seconds
        self.end = time.monotonic() + seconds
        self._timer: Timer | None = None

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.end

    def connect(
        self, address: tuple[str, int], timeout: float, source: object = None
    ) -> socket.socket:
        """As socket.create_connection. Raises RequestError for an address that is not public."""
        cause: OSError = TimeoutError()
        for family, kind, number, _, place in self._resolve(*address):
            if not self.local and not is_public(str(place[0])):
                message = "it is on this machine or its network"
                raise RequestError(message, NoAnswer.PRIVATE)
            connection = socket.socket(family, kind, number)
            connection.settimeout(max(0.001, min(timeout, self.end - time.monotonic())))
            try:
                connection.connect(place)
            except OSError as error:
                connection.close()
                cause = error
                continue
            self._timer = Timer(max(0.0, self.end - time.monotonic()), _shut, [connection])
            self._timer.daemon = True
            self._timer.start()
            return connection
        raise cause

    def _resolve(self, host: str, port: int) -> list[Any]:
        """What the system says of a host's name, in the time that is left."""
        found: list[Any] = []

        def ask() -> None:
            try:
                found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except (OSError, UnicodeError) as error:
                found.append(error)

        thread = Thread(target=ask, daemon=True)
        thread.start()
        thread.join(max(0.0, self.end - time.monotonic()))
        answered = found[0] if found else TimeoutError()
        if isinstance(answered, UnicodeError):
            raise socket.gaierror(str(answered))
        if isinstance(answered, OSError):
            raise answered
        return list(answered)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, and leads to one.

    A record is a text of strangers: an address in it must not have this machine ask its own
    neighbours. An IPv6 address may hold an IPv4 one: mapped (RFC 4291 2.5.5), of NAT64 (RFC 6052),
    6to4 (RFC 3056) or Teredo (RFC 4380).

    >>> [is_public(a) for a in ("93.184.215.14", "::ffff:10.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    inside = _inside(ip) if isinstance(ip, ipaddress.IPv6Address) else ()
    if inside:
        return all(is_public(str(each)) for each in inside)
    if any(ip.version == net.version and ip in net for net in _LOCAL):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL = tuple(map(ipaddress.IPv6Network, ("64:ff9b:1::/48", "::/96", "fec0::/10")))
"""NAT64 within a network (RFC 8215); the old forms of an IPv4 address in an IPv6 one and of a local
one (RFC 4291 2.5.5.1 and 2.5.7)."""


def _inside(ip: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address holds."""
    if ip in _NAT64:
        return (ipaddress.IPv4Address(ip.packed[-4:]),)
    held = (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ()))
    return tuple(each for each in held if each is not None)


class _Handler(HTTPHandler):
    def __init__(self, line: _Line) -> None:
        super().__init__()
        self.line = line

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_over(HTTPConnection, self.line), req)


class _SecureHandler(HTTPSHandler):
    def __init__(self, line: _Line) -> None:
        super().__init__()
        self.line = line

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_over(HTTPSConnection, self.line), req)


def _over(kind: type[HTTPConnection], line: _Line) -> Any:
    """What makes connections of a kind that are connected by a line."""

    def make(host: str, **options: Any) -> HTTPConnection:
        made: Any = kind(host, **options)
        made._create_connection = line.connect
        return cast(HTTPConnection, made)

    return make


@contextmanager
def answer(
    url: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    *,
    seconds: float = DEADLINE,
    local: bool = True,
) -> Iterator[Response]:
    """The answer to one request, whatever its status. Raises RequestError; follows nothing.

    The whole of it, from the name of the host to the last byte that is read, takes at most
    `seconds`. Without `local`, servers on this machine or its network are not asked. No proxy is
    used: it would be the one that is connected to.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise RequestError("only http and https addresses are asked")
    if parts.username is not None or parts.password is not None:
        raise RequestError("it is an address with a name or a password in it")
    told = {"User-Agent": AGENT, "Accept-Encoding": "identity", **(headers or {})}
    line = _Line(seconds, local=local)
    handlers = (_NoDetour, ProxyHandler({}), _Handler(line), _SecureHandler(line))
    try:
        request = Request(url, method=method, headers=told)  # noqa: S310 - http(s), see above
        with build_opener(*handlers).open(request, timeout=min(TIMEOUT, seconds)) as found:
            yield Response(found.status, found.headers, found)
        _in_time(line)
    except HTTPError as error:
        with error:
            yield Response(error.code, error.headers, error)
        _in_time(line)
    except (OSError, HTTPException, ValueError) as error:
        _in_time(line)
        cause = error.reason if isinstance(error, URLError) else error
        raise RequestError(_reason(cause), _kind(cause)) from None
    finally:
        line.close()


def _in_time(line: _Line) -> None:
    """Raises RequestError where the deadline has passed: what was read is then not all."""
    if line.is_over:
        raise RequestError(f"no whole answer within {line.seconds:.0f} seconds", NoAnswer.SILENT)


def leads_to(url: str, location: str) -> str:
    """Where an answer sends to. Raises RequestError for what is no address that can be asked.

    >>> leads_to("https://a.example/b", "../c")
    'https://a.example/c'
    """
    try:
        found = urljoin(url, location)
        parts = urlsplit(found)
        _ = parts.port
    except ValueError:
        raise RequestError("its server sends to what is no address") from None
    if HIDDEN.search(found):
        raise RequestError("its server sends to what is no address")
    if parts.username is not None or parts.password is not None:
        raise RequestError("its server sends to an address with a name or a password in it")
    return found


def _reason(cause: Any) -> str:
    """In words, without what the system adds for programmers."""
    if isinstance(cause, TimeoutError):
        return f"no answer within {TIMEOUT:.0f} seconds"
    if isinstance(cause, socket.gaierror):
        return "there is no server of that name"
    if isinstance(cause, ConnectionRefusedError):
        return "the server refused the connection"
    told = str(getattr(cause, "strerror", None) or cause or type(cause).__name__)
    # What the server said may hold signs that would steer a terminal.
    return quoted(told, 200)[1:-1]


def _kind(cause: object) -> NoAnswer:
    if isinstance(cause, socket.gaierror):
        return NoAnswer.NO_SERVER
    return NoAnswer.SILENT if isinstance(cause, TimeoutError | ConnectionError) else NoAnswer.OTHER


def same_origin(one: str, other: str) -> bool:
    """Scheme, host and port (RFC 6454 4)."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, port


# --- Looking whether addresses are still there, as a guest who does not want to be a burden


SERVERS_AT_ONCE = 8
MOST_DETOURS = 5
MOST_ROBOTS = 512 * 1024
LONGEST_WAIT = 30.0
MOST_BYTES = 64 * 1024 * 1024
LONGEST_DOWNLOAD = 120.0

_REFUSED_TO_HEAD = range(400, 600)
_MOVED_FOR_GOOD = (301, 308)

_STATES = {NoAnswer.LIMIT: SourceState.NOT_ASKED, NoAnswer.NO_SERVER: SourceState.GONE}
"""What is known of a source from which no answer came; else it is doubtful."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How many requests in all, seconds between two to one server, and whom we may ask.

    `local` lets servers be asked that are on this machine or its network; else none is, for an
    address comes from a record, and a record from anybody.
    """

    most: int = 1000
    pause: float = 1.0
    local: bool = False
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class _Purse:
    """How many requests are left, for all threads together."""

    left: int
    lock: Lock = field(default_factory=Lock)

    def spend(self) -> None:
        with self.lock:
            if self.left <= 0:
                raise RequestError("enough was asked for one run", NoAnswer.LIMIT)
            self.left -= 1


def look(urls: Iterable[str], manners: Manners) -> dict[str, Sight]:
    """What is to be seen at each address, in the order in which they were given."""
    wanted = list(dict.fromkeys(urls))
    by_host: dict[str, list[str]] = {}
    for url in wanted:
        by_host.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    purse = _Purse(manners.most)
    with ThreadPoolExecutor(SERVERS_AT_ONCE) as pool:
        found: dict[str, Sight] = {}
        for part in pool.map(lambda some: _look_at_one(some, manners, purse), by_host.values()):
            found |= part
    return {url: found[url] for url in wanted}


@dataclass(frozen=True, slots=True)
class Download:
    """A document as a server gave it. `url` is where the address led to."""

    url: str
    content: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def download(
    url: str, manners: Manners, most_bytes: int = MOST_BYTES, seconds: float = LONGEST_DOWNLOAD
) -> Download:
    """The document at an address, by the rules of `look`. Raises RequestError.

    At most `most_bytes` are read, for at most `seconds`; private networks are not asked, and what
    robots.txt keeps programs out of is not read.
    """
    return _Guest(manners, _Purse(manners.most)).download(url, most_bytes, seconds)


def _look_at_one(urls: list[str], manners: Manners, purse: _Purse) -> dict[str, Sight]:
    """The addresses of one server, one after the other."""
    guest = _Guest(manners, purse)
    return {url: guest.look(url) for url in urls}


class _Guest:
    """Who asks the addresses of one server, and follows where they lead."""

    def __init__(self, manners: Manners, purse: _Purse) -> None:
        self.manners = manners
        self.purse = purse
        self.rules: dict[str, RobotFileParser | None] = {}
        self.asked_before = False

    def look(self, url: str) -> Sight:
        try:
            return self._follow(url)
        except RequestError as error:
            return Sight(_STATES.get(error.cause, SourceState.DOUBTFUL), error.message)

    def _follow(self, url: str) -> Sight:
        here, for_good = url, True
        for _ in range(MOST_DETOURS):
            if not self._may_ask(here):
                return Sight(
                    SourceState.NOT_ASKED, "its server asks programs to keep out (robots.txt)"
                )
            status, headers = self._ask(here)
            location = headers.get("Location")
            if 300 <= status < 400 and location:
                for_good = for_good and status in _MOVED_FOR_GOOD
                here = leads_to(here, location)
                continue
            return _judged(status, here if here != url and for_good else "")
        return Sight(SourceState.DOUBTFUL, "it leads from one address to the next without end")

    def download(self, url: str, most_bytes: int, seconds: float) -> Download:
        here = url
        for _ in range(MOST_DETOURS):
            if not self._may_ask(here):
                raise RequestError("its server asks programs to keep out (robots.txt)")
            with self._asking(here, "GET", {}, seconds) as found:
                location = found.headers.get("Location")
                if 300 <= found.status < 400 and location:
                    here = leads_to(here, location)
                    continue
                if found.status != 200:
                    raise RequestError(f"its server answers {found.status}")
                content = _read_all(found, most_bytes, seconds)
                return Download(here, content, found.headers.get_content_type())
        raise RequestError("it leads from one address to the next without end")

    def _ask(self, url: str) -> tuple[int, Mapping[str, str]]:
        status, headers = self._request(url, "HEAD")
        if status in _REFUSED_TO_HEAD and status != 429:
            # Many servers know GET alone, and some say 404 to a HEAD.
            status, headers = self._request(url, "GET")
        return status, headers

    def _request(self, url: str, method: str) -> tuple[int, Mapping[str, str]]:
        status, headers = self._once(url, method)
        wait = _seconds(headers.get("Retry-After")) if status in (429, 503) else None
        if wait is not None and wait <= LONGEST_WAIT:
            self.manners.sleep(wait)
            status, headers = self._once(url, method)
        return status, headers

    def _once(self, url: str, method: str) -> tuple[int, Mapping[str, str]]:
        first = {"Range": "bytes=0-1023"} if method == "GET" else {}
        with self._asking(url, method, first) as found:
            return found.status, {name.title(): value for name, value in found.headers.items()}

    def _asking(
        self, url: str, method: str, headers: Mapping[str, str], seconds: float = DEADLINE
    ) -> AbstractContextManager[Response]:
        self.purse.spend()
        if self.asked_before:
            self.manners.sleep(self.manners.pause)
        self.asked_before = True
        return answer(url, method, headers, seconds=seconds, local=self.manners.local)

    def _may_ask(self, url: str) -> bool:
        robots = urljoin(url, "/robots.txt")
        if robots not in self.rules:
            self.rules[robots] = self._read_rules(robots)
        rules = self.rules[robots]
        return rules is None or rules.can_fetch(AGENT, url)

    def _read_rules(self, robots: str) -> RobotFileParser | None:
        """None where there are none. RFC 9309 2.3.1: a server that has none, or fails, forbids
        nothing here, as we ask for single pages that people named, and do not crawl."""
        try:
            with self._asking(robots, "GET", {}) as found:
                return _rules(found)
        except RequestError as error:
            if error.cause in (NoAnswer.LIMIT, NoAnswer.PRIVATE):
                raise
            return None


def _read_all(found: Response, most_bytes: int, seconds: float) -> bytes:
    """The whole body. Raises RequestError when it is too long or too slow, or cut short."""
    parts: list[bytes] = []
    size, end = 0, time.monotonic() + seconds
    try:
        while part := found.body.read(CHUNK):
            parts.append(part)
            size += len(part)
            if size > most_bytes:
                raise RequestError(f"it has more than {most_bytes // 1024} KiB")
            if time.monotonic() > end:
                raise RequestError(f"it takes more than {seconds:.0f} seconds")
    except (OSError, HTTPException) as error:
        raise RequestError(f"the server stopped in the middle: {_reason(error)}") from None
    promised = found.headers.get("Content-Length", "")
    if promised.isdecimal() and int(promised) != size:
        raise RequestError(f"only {size} of {promised} bytes came")
    return b"".join(parts)


def _rules(found: Response) -> RobotFileParser | None:
    if found.status not in (200, 206):
        return None
    rules = RobotFileParser()
    rules.parse(found.body.read(MOST_ROBOTS).decode("utf-8", "replace").splitlines())
    return rules


def _judged(status: int, leads_to: str) -> Sight:
    # 416: the page is there, and shorter than the part of it that was asked for.
    if 200 <= status < 300 or status == 416:
        return Sight(SourceState.MOVED if leads_to else SourceState.SEEN, "", leads_to)
    if status in (404, 410):
        return Sight(SourceState.GONE, f"its server answers {status}, not found")
    return Sight(SourceState.DOUBTFUL, f"its server answers {status}")


def _seconds(value: str | None) -> float | None:
    """Retry-After as seconds; None where it is not given, or a date."""
    return float(value) if value is not None and value.isascii() and value.isdigit() else None
