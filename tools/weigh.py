"""How many bytes a visitor loads: what a server sends to a real browser, for each kind of page.

Usage: python -m tools.weigh SITE

Of each kind the largest page is opened. 'first' is a visit with an empty cache, 'next' one after
the front page, 'search' what a search on the front page adds. Bodies are counted after gzip, as
nearly every server sends text; kilobytes have 1,000 bytes.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.browser import ARGUMENTS, MISSING, find_browser
from tools.serving import serving


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes that a server sends for the largest page of a kind."""

    kind: str
    page: str
    first: int
    next: int


def kinds(site: Path) -> dict[str, str]:
    """The address of the largest page of each kind: pages in one folder are of one kind.

    A folder inside a record's own, such as names by their first letters, is a kind of its own.
    """
    largest: dict[str, tuple[int, str]] = {}
    for page in sorted(site.rglob("index.html")):
        parts = page.parent.relative_to(site).parts
        kind = "/".join((*parts[:1], *("…" for _ in parts[1:])))
        address = "/".join((*parts, ""))
        largest[kind] = max(largest.get(kind, (0, "")), (page.stat().st_size, address))
    return {kind or "home": address for kind, (_, address) in sorted(largest.items())}


def weigh(site: Path, browser: Browser) -> list[Weight]:
    found = []
    sent: dict[str, int] = {}
    with serving(site, sent) as home:
        for kind, address in kinds(site).items():
            first = visit(browser, sent, f"{home}/{address}")
            after = visit(browser, sent, f"{home}/", f"{home}/{address}")
            found.append(Weight(kind, address or "./", first, after))
    return found


def searching(site: Path, browser: Browser, query: str) -> int:
    """The bytes that a search on the front page loads."""
    sent: dict[str, int] = {}
    with serving(site, sent) as home, browser.new_context() as context:
        page = context.new_page()
        page.goto(home, wait_until="networkidle")
        sent.clear()
        page.locator(".md-search__input").fill(query)
        page.locator(".md-search-result__link").first.wait_for()
        return sum(sent.values())


def visit(browser: Browser, sent: dict[str, int], *addresses: str) -> int:
    """The bytes that the last of some addresses makes a server send, visited one after another."""
    with browser.new_context() as context:
        page = context.new_page()
        for address in addresses:
            sent.clear()
            # On a slow machine the network can be idle before a page has asked for its pictures.
            page.goto(address, wait_until="load")
            page.wait_for_load_state("networkidle")
        return sum(sent.values())


def report(weights: list[Weight]) -> str:
    rows = [["kind", "largest page", "first kB", "next kB"]]
    rows += [[w.kind, w.page, f"{w.first / 1000:,.1f}", f"{w.next / 1000:,.1f}"] for w in weights]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        row[0].ljust(widths[0] + 2) + row[1].ljust(widths[1]) + row[2].rjust(10) + row[3].rjust(10)
        for row in rows
    )


def main(folder: str) -> int:
    site = Path(folder)
    path = find_browser()
    if path is None or not kinds(site):
        print(MISSING if path is None else f"No page in {site}: run make site.", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        print(report(weigh(site, browser)))
        print(f"a search adds {searching(site, browser, 'Doha') / 1000:,.1f} kB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
