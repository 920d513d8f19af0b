"""The redline engine behind the small contract of a bench: `compare` and `word_diff`.

A bench's paragraph has `num`, `text` and `kind`; ours has `number`, `text` and `kind`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from clearway import redline


class BenchParagraph(Protocol):
    @property
    def num(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...


def compare(
    old: Sequence[BenchParagraph], new: Sequence[BenchParagraph]
) -> Iterator[dict[str, object]]:
    """Links with paragraphs on both sides."""
    comparison = redline.compare(_passages(old), _passages(new))
    for link in comparison.links:
        if link.old and link.new:
            yield {"old": list(link.old), "new": list(link.new), "moved": link.moved}


def word_diff(old: str, new: str) -> tuple[redline.Run, ...]:
    return redline.word_diff(old, new)


def _passages(paragraphs: Sequence[BenchParagraph]) -> list[redline.Paragraph]:
    return [redline.Paragraph(p.num, p.text, p.kind) for p in paragraphs]
