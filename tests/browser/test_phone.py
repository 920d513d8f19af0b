"""Every kind of page on a phone: no word is broken, no cell is out of sight, nothing to scroll."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.browser.test_pages import TYPES

# Addresses, symbols and words of more than 30 letters may break: no phone has room for them.
# So may the words of a page's first heading beside a date, where they are hyphenated.
BROKEN_WORDS = """() => {
  const found = [];
  const walker = document.createTreeWalker(
    document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent.checkVisibility() || parent.closest("svg, code, pre, h1, .cw-fields thead"))
      continue;
    for (const match of node.data.matchAll(/\\S+/gu)) {
      const word = match[0].replace(/^\\P{L}+|\\P{L}+$/gu, "");
      if (word.length > 30 || !/^[\\p{Script=Latin}\\p{N}]{2,}$/u.test(word)) continue;
      const start = match.index + match[0].indexOf(word);
      range.setStart(node, start);
      range.setEnd(node, start + word.length);
      const lines = [...range.getClientRects()].filter((box) => box.width > 0);
      if (new Set(lines.map((box) => Math.round(box.top))).size > 1) found.push(word);
    }
  }
  return found;
}"""

CLIPPED_CELLS = """() => [...document.querySelectorAll("article td, article th")]
  .filter((cell) => cell.checkVisibility() && !cell.closest(".cw-fields thead"))
  .filter((cell) => {
    const box = cell.getBoundingClientRect();
    const hides = getComputedStyle(cell).overflowX !== "visible";
    return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1
      || (hides && cell.scrollWidth > cell.clientWidth + 1));
  })
  .map((cell) => cell.textContent.trim().slice(0, 40))"""

SIDEWAYS = "() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"


def faults(page: Page) -> dict[str, object]:
    found = {
        "broken words": page.evaluate(BROKEN_WORDS),
        "clipped cells": page.evaluate(CLIPPED_CELLS),
        "sideways": page.evaluate(SIDEWAYS),
    }
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize("path", TYPES.values(), ids=TYPES.keys())
def test_a_phone_shows_all_of_a_page(
    path: str, open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(viewport=ViewportSize(width=390, height=844)).new_page()
    page.goto(address + path)
    assert faults(page) == {}
    page.set_viewport_size(ViewportSize(width=360, height=800))
    assert faults(page) == {}


def test_what_is_measured_is_found(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport=ViewportSize(width=390, height=844)).new_page()
    page.set_content(
        """<article><p style="width: 3em; overflow-wrap: anywhere">Organisations are here</p>
        <table style="width: 900px"><tr><td>near</td><td>far away</td></tr></table></article>"""
    )
    assert faults(page) == {
        "broken words": ["Organisations"],
        "clipped cells": ["far away"],
        "sideways": page.evaluate(SIDEWAYS),
    }


def test_a_row_is_a_card_that_names_its_columns(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(viewport=ViewportSize(width=390, height=844)).new_page()
    page.goto(address + "organisations/")
    row = page.get_by_role("link", name="Access Now").locator("xpath=ancestor::tr")
    cells = row.locator("td:visible")
    expect(cells.first).to_have_text("Access Now")
    assert cells.evaluate_all("cells => cells.map(c => getComputedStyle(c, '::before').content)")[
        1:
    ] == ['"Group: "', '"Seat: "']
