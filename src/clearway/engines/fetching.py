"""Asking servers politely: with a name, a limit of time and of bytes, and no detours unseen."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

AGENT = f"clearway/{version('clearway')} (checks links and copies of a public record)"
TIMEOUT = 20.0
CHUNK = 65_536


class NotReached(Exception):
    """Why no answer came; the message is for people and names no address."""


class NoAnswer(NotReached):
    """The server was silent, or is not there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `body` has yet to be read."""

    status: int
    headers: Message
    body: HTTPResponse | HTTPError


class _NoDetour(HTTPRedirectHandler):
    """An answer that sends elsewhere is an answer: who asked decides whether to follow."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


_opener = build_opener(_NoDetour)


@contextmanager
def answer(
    url: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
) -> Iterator[Answer]:
    """The answer to one request, whatever its status. Raises NotReached; follows nothing."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise NotReached("only http and https addresses are asked")
    told = {"User-Agent": AGENT, "Accept-Encoding": "identity", **(headers or {})}
    try:
        request = Request(url, method=method, headers=told)  # noqa: S310 - http(s), see above
        with _opener.open(request, timeout=timeout) as found:
            yield Answer(found.status, found.headers, found)
    except HTTPError as error:
        with error:
            yield Answer(error.code, error.headers, error)
    except (OSError, HTTPException, ValueError) as error:
        cause = error.reason if isinstance(error, URLError) else error
        silent = isinstance(cause, TimeoutError | ConnectionError)
        raise (NoAnswer if silent else NotReached)(_reason(cause)) from None


def _reason(cause: Any) -> str:
    """In words, without what the system adds for programmers."""
    if isinstance(cause, TimeoutError):
        return f"no answer within {TIMEOUT:.0f} seconds"
    if isinstance(cause, socket.gaierror):
        return "there is no server of that name"
    if isinstance(cause, ConnectionRefusedError):
        return "the server refused the connection"
    return str(getattr(cause, "strerror", None) or cause or type(cause).__name__)


def same_origin(one: str, other: str) -> bool:
    """Scheme, host and port (RFC 6454 4)."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, port


def is_public(host: str) -> bool:
    """Whether every address of a host is one of the open internet. Raises NotReached.

    A record is a text of strangers: an address in it must not have this machine ask its own
    neighbours.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotReached("there is no server of that name") from None
    return all(ipaddress.ip_address(str(entry[4][0]).split("%")[0]).is_global for entry in found)
