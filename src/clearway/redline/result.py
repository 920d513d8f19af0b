"""What goes into a comparison and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

Kind = Literal["same", "edited", "moved", "split", "merged", "added", "deleted"]
"""What became of a paragraph. 'moved' is one that only moved; what was edited, split or merged
and moved as well keeps its kind, and its link says `moved`."""

Op = Literal["=", "-", "+"]

BETWEEN_PARAGRAPHS = "\n\n"
"""The separator of the texts of several paragraphs in the words of one link."""


class Passage(Protocol):
    """What is compared: anything with a number as printed ('' without), a text and a kind.

    `kind` is 'h' for a heading, which only ever becomes a heading, and 'p' for a paragraph.
    """

    @property
    def number(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Paragraph(NamedTuple):
    """A passage as a plain tuple."""

    number: str
    text: str
    kind: str = "p"


class Run(NamedTuple):
    """A stretch of text: kept '=', deleted '-' or inserted '+'. Never empty."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphLink:
    """What became of one paragraph or several.

    `old` and `new` are indexes from 0, rising; one of them is empty for 'added' and 'deleted'.
    A placeholder such as '17. [deleted]' is always 'same', since no text comes or goes with it:
    `old` is empty when it was left by a paragraph that was deleted, moved or merged (which has a
    link of its own, so that 'deleted' never has a `new`), `new` when its number was given up.
    `confidence` is between 0 and 1, how far the next best reading is away; 1 for what an editor
    `confirmed`. `words`: its '=' and '-' runs spell the old text, its '=' and '+' runs the new
    one, white space included, several paragraphs with a blank line between them.
    """

    kind: Kind
    moved: bool
    renumbered: bool
    old: tuple[int, ...]
    new: tuple[int, ...]
    confidence: float
    confirmed: bool
    words: tuple[Run, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "moved": self.moved,
            "renumbered": self.renumbered,
            "old": list(self.old),
            "new": list(self.new),
            "confidence": self.confidence,
            "confirmed": self.confirmed,
            "words": [[run.op, run.text] for run in self.words],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many paragraphs each draft has, and their links in the reading order of the new one.

    Every paragraph of either draft is in exactly one link. What was deleted comes where it
    was: after what came before it in the old draft.
    """

    old: int
    new: int
    links: tuple[ParagraphLink, ...]

    def as_json(self) -> dict[str, object]:
        return {"old": self.old, "new": self.new, "links": [link.as_json() for link in self.links]}
