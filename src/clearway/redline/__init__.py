"""Two drafts of numbered paragraphs compared: what was kept, edited, moved, split, merged.

`compare` links the paragraphs of an old draft to those of a new one and shows, within each link,
which words changed; `word_diff` compares two texts alone. Both are pure functions of what they
are given: no record, page, clock or hash order has a say.

The way of the text: `tokens` → `evidence` (what two texts have in common, in nats) and `numbering`
(what the printed numbers say) → `candidates` and `lookup` (which links are worth a look), `parts`
(splits and merges), `rivals` (who shares more) → `chain` and `arrangement` (the best story of the
whole document) → `confidence` (how far the next best one is) → `comparison` (links in reading
order). `headings` follow their paragraphs, and `places` such as '[deleted]' stand beside all this.
Within a link: `matching` (which words are kept) → `edges` (where a change reads best) → `words`
(runs of text).
"""

from clearway.redline.comparison import compare
from clearway.redline.placeholders import is_place
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
    "is_place",
    "word_diff",
]
