"""The drafts in the order in which they came, and those whose text is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clearway.insight.redline import is_place
from clearway.records.citations import named, paragraphs_of
from clearway.records.model import Draft, Process
from clearway.records.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Version:
    """A draft whose text is held, with its paragraphs and headings."""

    draft: Draft
    paragraphs: tuple[Paragraph, ...]

    @property
    def id(self) -> str:
        return self.draft.id

    def name(self, index: int) -> str:
        """How a concordance names a paragraph: by its number where it has one of its own."""
        paragraph = self.paragraphs[index]
        alone = paragraph.number and len(named(self.paragraphs, paragraph.number)) == 1
        return paragraph.number if alone else paragraph.anchor

    def indexes(self, names: Iterable[str]) -> tuple[int, ...]:
        """The paragraphs that a concordance names; what is not the name of one is passed over."""
        found = (named(self.paragraphs, name) for name in names)
        return tuple(self.paragraphs.index(each[0]) for each in found if len(each) == 1)


def is_told(paragraph: Paragraph) -> bool:
    """Whether it has a life: headings have none, nor does '[deleted]', which keeps a number's
    place."""
    return paragraph.kind != "h" and not is_place(paragraph.text)


def versions(process: Process) -> tuple[Version, ...]:
    """The drafts whose text is held in full, in line."""
    texts = ((draft, paragraphs_of(draft)) for draft in process.drafts_in_line)
    return tuple(Version(draft, text) for draft, text in texts if text is not None)
