"""A folder served on a free loopback port, as long as somebody looks."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".ics", ".csv", ".txt"}
"""What nearly every server sends compressed."""


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: here a request is no news."""


class CountingHandler(QuietHandler):
    """Sends text compressed, lets a browser keep all but pages, and counts the bytes of bodies."""

    def __init__(self, *args: object, sent: dict[str, int], **kwargs: object) -> None:
        self.sent = sent
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed through

    def do_GET(self) -> None:  # the name that the library calls
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body, packed = file.read_bytes(), file.suffix in PACKED
        body = gzip.compress(body, 6, mtime=0) if packed else body
        self.sent[self.path] = len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        age = 0 if file.suffix == ".html" else 3600
        self.send_header("Cache-Control", f"max-age={age}")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(folder: Path, sent: dict[str, int] | None = None) -> Iterator[str]:
    """The address, without a closing slash, at which `folder` is served.

    With `sent`, text is compressed, and the bytes of every answer are put there by its path.
    """
    if sent is None:
        handler: Callable[..., QuietHandler] = partial(QuietHandler, directory=str(folder))
    else:
        handler = partial(CountingHandler, directory=str(folder), sent=sent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
