"""How many bytes a visitor loads: each page with the styles, scripts and pictures that it names.

Usage: python -m tools.weigh SITE

A page's own weight is what is left when everything else is in the browser's cache. 'sent' is after
gzip, as nearly every server sends text.
"""

import gzip
import sys
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

BASE = "http://site.invalid/"
TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".ics", ".csv", ".txt"}
SHOWN = 15


class References(HTMLParser):
    """The addresses that a browser loads by itself to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and {"stylesheet", "icon"} & set((given.get("rel") or "").split()):
            self.add(given.get("href"))
        elif tag in ("script", "img", "source"):
            self.add(given.get("src"))

    def add(self, address: str | None) -> None:
        if address:
            self.found.add(address)


@dataclass(frozen=True, slots=True)
class Weight:
    """A page and its bytes: its own and with all it names, raw and as sent."""

    page: str
    own: int
    own_sent: int
    all: int
    all_sent: int


@cache
def size(path: Path) -> tuple[int, int]:
    """The bytes of a file, raw and as sent."""
    content = path.read_bytes()
    if path.suffix in TEXT:
        return len(content), len(gzip.compress(content, 6, mtime=0))
    return len(content), len(content)


def named(site: Path, page: Path) -> list[Path]:
    """The files of the site that a page loads, itself left out."""
    references = References()
    references.feed(page.read_text(encoding="utf-8"))
    here = urljoin(BASE, page.relative_to(site).as_posix())
    files = set()
    for address in references.found:
        parts = urlsplit(urljoin(here, address))
        file = site / unquote(parts.path).lstrip("/")
        if parts.hostname == "site.invalid" and file.is_file():
            files.add(file)
    return sorted(files)


def weigh(site: Path, page: Path) -> Weight:
    own, own_sent = size(page)
    others = [size(file) for file in named(site, page)]
    return Weight(
        page.relative_to(site).as_posix().removesuffix("index.html") or "./",
        own,
        own_sent,
        own + sum(raw for raw, _ in others),
        own_sent + sum(sent for _, sent in others),
    )


def report(weights: list[Weight]) -> str:
    """The heaviest pages first, then the median; kilobytes of 1,000 bytes."""
    ranked = sorted(weights, key=lambda weight: (-weight.own_sent, weight.page))
    rows = [["page", "own kB", "own sent kB", "all kB", "all sent kB"]]
    rows += [row(weight.page, weight) for weight in ranked[:SHOWN]]
    rows.append(row(f"median of {len(ranked)} pages", ranked[len(ranked) // 2]))
    width = max(len(cells[0]) for cells in rows)
    return "\n".join(
        cells[0].ljust(width) + "".join(cell.rjust(13) for cell in cells[1:]) for cells in rows
    )


def row(name: str, weight: Weight) -> list[str]:
    counts = (weight.own, weight.own_sent, weight.all, weight.all_sent)
    return [name, *map(kilobytes, counts)]


def kilobytes(count: int) -> str:
    return f"{count / 1000:,.1f}"


def main(folder: str) -> int:
    site = Path(folder)
    pages = sorted(site.rglob("*.html"))
    if not pages:
        print(f"No page in {site}: build the site first, with make site.", file=sys.stderr)
        return 1
    print(report([weigh(site, page) for page in pages]))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
