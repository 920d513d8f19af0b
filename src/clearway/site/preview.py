"""The preview of a tracker: its site on this machine, which follows every change to the files.

The server is MkDocs' own with live reload. The site is built in the same process, so that what was
imported and read once stays at hand. A change that stops the build leaves the last good site, and
every page then says at its top what is to be fixed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from wsgiref.util import FileWrapper

from mkdocs.livereload import LiveReloadServer

from clearway.atomic import os_error_message
from clearway.errors import BuildError, ClearwayError, SettingError
from clearway.publish.render import render_alone
from clearway.site.build import build_site
from clearway.site.settings import Settings

WATCHED = ("data", "docs", "theme", "mkdocs.yml", "macros.py")
"""What a site is made of, in a tracker's folder."""


class Preview(LiveReloadServer):
    """A server of one tracker's site; `problem` is what keeps its last change from being shown."""

    problem = ""

    def __init__(
        self, tracker: Path, folder: Path, address: str, settings: Callable[[], Settings]
    ) -> None:
        host, port = _host_and_port(address)
        super().__init__(self.rebuild, host, port, root=str(folder))
        self.tracker, self.folder, self.settings = tracker, folder, settings
        self.error_handler = lambda code: (folder / "404.html").read_bytes()
        for name in WATCHED:
            if (tracker / name).exists():
                self.watch(str(tracker / name))

    def build(self) -> None:
        """Builds the site. Raises ClearwayError or OSError, and leaves the one that was there."""
        settings = self.settings()
        settings = replace(settings, site=replace(settings.site, url=self.url))
        for line in build_site(self.tracker, self.folder, settings, is_preview=True):
            print(line, file=sys.stderr)  # noqa: T201

    def rebuild(self) -> None:
        """As `build`; an error is what pages then show."""
        try:
            self.build()
            self.problem = ""
        except (ClearwayError, OSError) as error:
            self.problem = _as_text(error)
            print(self.problem, file=sys.stderr)  # noqa: T201

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not self.problem:
            return super().serve_request(environ, start_response)
        status = ""
        headers: dict[str, str] = {}

        def keep(given: str, lines: list[tuple[str, str]]) -> None:
            nonlocal status
            status = given
            headers.update(lines)

        answer = super().serve_request(environ, keep)
        content = b"".join(answer)
        if isinstance(answer, FileWrapper):
            answer.close()
        if headers.get("Content-Type", "").startswith("text/html"):
            content = with_problem(content, self.problem)
            headers["Content-Length"] = str(len(content))
        start_response(status, list(headers.items()))
        return [content]


def preview(tracker: Path, address: str, settings: Callable[[], Settings]) -> None:
    """Serves the site of a tracker until the program is ended. `settings` are read for each build.

    Raises what `Preview.build` does where there is no good site to begin with, and OSError where
    the address cannot be had.
    """
    with TemporaryDirectory(prefix="clearway-") as folder:
        server = Preview(tracker, Path(folder) / "site", address, settings)
        server.build()
        try:
            print(f"The site is at {server.url}, and follows what you change. End it with Ctrl+C.")  # noqa: T201
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            print()  # noqa: T201
        finally:
            server.shutdown()


def with_problem(page: bytes, problem: str) -> bytes:
    """A page with a text at its top that says what keeps it from being up to date.

    >>> with_problem(b'<html><body dir="ltr"><h1>Vote</h1></body>', "x < y").decode()[-40:]
    'x &lt; y</pre></div><h1>Vote</h1></body>'
    """
    before, body, rest = page.partition(b"<body")
    tag, end, after = rest.partition(b">")
    shown = render_alone("preview_problem.html", problem=problem).encode()
    return b"".join((before, body, tag, end, shown, after)) if body else shown + page


def _as_text(error: ClearwayError | OSError) -> str:
    if isinstance(error, OSError):
        return os_error_message(error)
    problems = error.problems if isinstance(error, BuildError) else ""
    return f"{problems}{error}"


def _host_and_port(address: str) -> tuple[str, int]:
    """
    >>> _host_and_port("127.0.0.1:8000")
    ('127.0.0.1', 8000)
    """
    host, colon, port = address.rpartition(":")
    if not (host and colon and port.isascii() and port.isdigit() and int(port) < 65_536):
        message = f"the address must be HOST:PORT; it is '{address}'"
        raise SettingError(message, "write such as 127.0.0.1:8000")
    return host.strip("[]"), int(port)
