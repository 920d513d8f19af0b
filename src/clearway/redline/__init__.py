"""Compare two drafts of numbered paragraphs: what was kept, edited, moved, split, merged.

`compare` links the paragraphs of an old draft to those of a new one and shows, within each link,
which words changed. A passage is anything with a `number` (as printed), a `text` and a `kind`
('p', or 'h' for a heading); `Paragraph` is the simplest one:

    >>> old = [
    ...     Paragraph("1", "Libraries should open on Saturdays in all towns of the region."),
    ...     Paragraph("2", "Each branch lends books, maps and music to its readers."),
    ... ]
    >>> new = [
    ...     Paragraph("1", "The council thanks the readers who sent their wishes."),
    ...     Paragraph("2", "Libraries shall open on Saturdays in all towns of the region."),
    ... ]
    >>> comparison = compare(old, new)
    >>> for link in comparison.links:
    ...     print(link.kind, link.old, link.new)
    added () (0,)
    edited (0,) (1,)
    deleted (1,) ()
    >>> [run for run in comparison.links[1].words if run.op != "="]
    [Run(op='-', text='should'), Run(op='+', text='shall')]

Every paragraph of either draft is in exactly one link. The '=' and '-' runs of a link spell the old
text, its '=' and '+' runs the new one, to the last space. An editor's decisions are given as
`confirmed` and `refused` pairs of indexes. `word_diff` compares two texts alone. All of it is pure:
the same input gives the same output on every machine, and nothing else of clearway is needed.

How it works: `tokens` makes words comparable; `evidence` measures, in nats, what two texts have in
common; `candidates` finds links worth weighing; `chain` and `arrangement` choose those that explain
most of the document; `comparison` puts them into reading order and says how sure each is.
`placeholders` such as '[deleted]' are compared among themselves only. Within a link, `matching`
decides which words are kept and `word_diff` where a change reads best.
"""

from clearway.redline.comparison import compare
from clearway.redline.placeholders import is_placeholder
from clearway.redline.result import (
    BETWEEN_PARAGRAPHS,
    Comparison,
    Kind,
    Op,
    Paragraph,
    ParagraphLink,
    Passage,
    Run,
)
from clearway.redline.word_diff import word_diff

__all__ = [
    "BETWEEN_PARAGRAPHS",
    "Comparison",
    "Kind",
    "Op",
    "Paragraph",
    "ParagraphLink",
    "Passage",
    "Run",
    "compare",
    "is_placeholder",
    "word_diff",
]
