"""The same pages as someone would have written them for MkDocs Material alone, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import frontmatter
from lxml import html

CONFIG = """\
site_name: As others would
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [attr_list, tables, toc]
nav: [index.md]
not_in_nav: "*"
validation: {links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""
"""A short navigation, as ours: the time that MkDocs takes grows with the square of its length."""

_LEFT_OUT = {"script", "style", "svg", "template", "button", "input", "select", "form"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_BLOCKS = {"p", "pre", "dt", "dd", "figcaption", "summary", "blockquote"}


def write_plain(outputs: Path, folder: Path) -> int:
    """Writes the pages of a folder of outputs as Markdown below `folder`; gives how many.

    `outputs` is what `clearway tools outputs` writes.
    """
    (folder / "mkdocs.yml").parent.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    number = 0
    for path in sorted(outputs.rglob("*.md")):
        page = frontmatter.loads(path.read_text(encoding="utf-8"))
        target = folder / "docs" / path.relative_to(outputs)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(plain_markdown(str(page["title"]), page.content), encoding="utf-8")
        number += 1
    (folder / "docs" / "index.md").write_text("# Front page\n", encoding="utf-8")
    return number


def plain_markdown(title: str, content: str) -> str:
    """A page's headings, paragraphs, lists, links and tables in Markdown."""
    return f"---\ntitle: {title!r}\n---\n\n" + "\n\n".join(_blocks(html.fromstring(content))) + "\n"


def _blocks(element: html.HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return
    if element.tag in _HEADINGS:
        anchor = f" {{ #{element.get('id')} }}" if element.get("id") else ""
        yield f"{_HEADINGS[element.tag]} {_inline(element)}{anchor}"
    elif element.tag in _BLOCKS:
        yield _inline(element)
    elif element.tag in {"ul", "ol"}:
        yield "\n".join(f"- {_inline(item)}" for item in element.iter("li"))
    elif element.tag == "table":
        rows = [[_inline(cell).replace("|", "/") for cell in row] for row in element.iter("tr")]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        if rows:
            lines.insert(1, "|" + " --- |" * len(rows[0]))
        yield "\n".join(lines)
    else:
        if element.text and element.text.strip():
            yield _escaped(element.text)
        for child in element:
            yield from _blocks(child)


def _inline(element: html.HtmlElement) -> str:
    """The text of an element on one line, with its links."""
    parts = [_escaped(element.text or "")]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            text = _inline(child)
            link = child.get("href") if child.tag == "a" and text else None
            parts.append(f"[{text}]({link})" if link else text)
        parts.append(_escaped(child.tail or ""))
    return " ".join("".join(parts).split())


def _escaped(text: str) -> str:
    words = " ".join(text.split()) + (" " if text[-1:].isspace() else "")
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", words)
