"""The drafts in the order in which they came, and those whose text is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clearway.records.kinds.draft import Draft
from clearway.records.model import Process
from clearway.records.paragraph_refs import named, paragraphs_of
from clearway.redline import is_placeholder
from clearway.texts.paragraphs import NumberedParagraph


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """A draft whose text is held, with its paragraphs and headings."""

    draft: Draft
    paragraphs: tuple[NumberedParagraph, ...]

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


def is_told(paragraph: NumberedParagraph) -> bool:
    """Whether it has a life: headings have none, nor does '[deleted]', which keeps a number's
    place."""
    return paragraph.kind != "h" and not is_placeholder(paragraph.text)


def versions(process: Process) -> tuple[DraftVersion, ...]:
    """The drafts whose text is held in full, in line."""
    texts = ((draft, paragraphs_of(draft)) for draft in process.drafts_in_line)
    return tuple(DraftVersion(draft, text) for draft, text in texts if text is not None)
