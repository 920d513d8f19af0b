"""Drafts and comparisons as plain text, for cases that people can read."""

from __future__ import annotations

import re

from clearway.redline import Comparison, Paragraph, ParagraphLink, Run

_NUMBER = re.compile(r"(\d+(?: bis)?\.) ")
_MARKS = {"=": "%s", "-": "[-%s-]", "+": "{+%s+}"}


def paragraphs(text: str) -> list[Paragraph]:
    """Blocks between blank lines: '# Heading', or '12. Text', or text without a number."""
    return [_paragraph(block) for block in text.strip().split("\n\n") if block]


def _paragraph(block: str) -> Paragraph:
    if block.startswith("# "):
        return Paragraph("", block[2:], "h")
    number = _NUMBER.match(block)
    if number is None:
        return Paragraph("", block)
    return Paragraph(number[1], block[number.end() :])


def told(comparison: Comparison) -> str:
    """A line for each link: what became of which paragraphs, counted from 1, and the words."""
    return "".join(f"{_told(link)}\n" for link in comparison.links)


def _told(link: ParagraphLink) -> str:
    flags = [
        link.kind,
        *(["and moved"] if link.moved and link.kind != "moved" else []),
        *(["renumbered"] if link.renumbered else []),
        *(["confirmed"] if link.confirmed else []),
    ]
    return f"{_counted(link.old)} > {_counted(link.new)} {', '.join(flags)}: {marked(link.words)}"


def _counted(indexes: tuple[int, ...]) -> str:
    return "+".join(str(index + 1) for index in indexes) or "-"


def marked(runs: tuple[Run, ...]) -> str:
    """[-deleted-] and {+inserted+}; the end of a paragraph as ¶."""
    return "".join(_MARKS[run.op] % run.text.replace("\n\n", "¶") for run in runs)


def before(runs: tuple[Run, ...]) -> str:
    """All changes rejected."""
    return "".join(run.text for run in runs if run.op != "+")


def after(runs: tuple[Run, ...]) -> str:
    """All changes accepted."""
    return "".join(run.text for run in runs if run.op != "-")
