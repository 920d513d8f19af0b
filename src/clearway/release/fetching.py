"""Asking a server: with a name of our own, limits of time and size, and no detour unseen."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from importlib.metadata import version
from threading import Thread, Timer
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

from clearway.errors import NoAnswer, RequestError
from clearway.problems import HIDDEN, quoted

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
        raise RequestError(reason_of(cause), _kind(cause)) from None
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


def reason_of(cause: Any) -> str:
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
