"""Outputs as a folder that any site builder reads: Markdown files that hold plain HTML."""

from __future__ import annotations

from pathlib import Path

import yaml

from clearway.engines.product import Settings
from clearway.engines.surroundings import write_manifest
from clearway.engines.whole import made_aside
from clearway.publish.outputs import Outputs
from clearway.publish.page import Page


def write_outputs(root: Path, outputs: Outputs, settings: Settings, folder: Path) -> int:
    """Writes every page and file, and their manifest, in place of `folder`; gives how many.

    Raises OSError, Busy or NotOurs, and then leaves what was there; see `made_aside`.
    """
    with made_aside(folder, "data/datapackage.json") as fresh:
        for path, page in outputs.pages.items():
            _write(fresh / path, as_markdown(page).encode())
        for path, content in outputs.files.items():
            _write(fresh / path, content if isinstance(content, bytes) else content.encode())
        return len(write_manifest(root, fresh, settings, "outputs").files)


def as_markdown(page: Page) -> str:
    """A page as front matter and one block of HTML, which Markdown leaves alone."""
    head = {"title": page.title, "description": page.description, "hide": ["navigation", "toc"]}
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=True, width=10_000)
    # A blank line would end the block for CommonMark.
    lines = [line for line in page.html.splitlines() if line.strip()]
    return f"---\n{front}---\n\n<div>\n" + "\n".join(lines) + "\n</div>\n"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
