"""Photographs of the built site, for the README and for looking at it.

Usage: python -m tools.pictures SITE FOLDER
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tools.browser import ARGUMENTS, MISSING, find_browser
from tools.serving import serving

WIDE = ViewportSize(width=1280, height=860)
PHONE = ViewportSize(width=390, height=844)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is photographed: a page of the site, how large a window, light or dark."""

    name: str
    page: str
    window: ViewportSize
    scheme: Literal["light", "dark"] = "light"


PICTURES = (
    Picture("home", "", WIDE),
    Picture("home-dark", "", WIDE, "dark"),
    Picture("home-phone", "", PHONE),
    Picture("roadmap", "roadmap/", WIDE),
    Picture("consultation", "consultations/2025-07-09-geneva/", WIDE),
    Picture("statement", "statements/ten-steps/", WIDE),
    Picture("changes", "changes/zero-draft/to/rev1/", WIDE),
)


def write_picture(browser: Browser, address: str, picture: Picture, folder: Path) -> None:
    """Writes one PNG. An address that is not there raises ValueError."""
    with browser.new_context(
        viewport=picture.window, color_scheme=picture.scheme, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        answer = page.goto(f"{address}/{picture.page}", wait_until="networkidle")
        if answer is None or not answer.ok:
            raise ValueError(f"{picture.name}: the site has no page {picture.page or '/'}")
        page.screenshot(path=folder / f"{picture.name}.png", animations="disabled")


def main(site: str, folder: str) -> int:
    path = find_browser()
    if path is None:
        print(MISSING, file=sys.stderr)
        return 1
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    with serving(Path(site)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for picture in PICTURES:
            write_picture(browser, address, picture, target)
            print(target / f"{picture.name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
