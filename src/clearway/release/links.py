"""Looking whether addresses are still there, as a guest who does not want to be a burden.

One request at a time to each server, with a pause between two; no more requests in all than was
said; a HEAD first, and where that is refused the first bytes alone; what a server's robots.txt
(RFC 9309) asks programs to leave alone is left alone; where it asks to wait (Retry-After, RFC
9110 10.2.3), we wait once, if not for long.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPException
from threading import Lock
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from clearway.errors import NoAnswer, RequestError
from clearway.insight.sources import Sight, SourceState
from clearway.problems import printable
from clearway.release.fetching import AGENT, CHUNK, DEADLINE, Response, answer, leads_to, reason_of

log = logging.getLogger(__name__)

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
    address comes from a record, and a record from anybody. Without `robots` no robots.txt is read:
    it is for programs that go through pages, and not for a person who names one file.
    """

    most: int = 1000
    pause: float = 1.0
    local: bool = False
    robots: bool = True
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
    log.info("Asking for %d addresses of %s", len(urls), printable(urlsplit(urls[0]).netloc))
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
        if not self.manners.robots:
            return True
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
        raise RequestError(f"the server stopped in the middle: {reason_of(error)}") from None
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
