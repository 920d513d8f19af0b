"""The drafts of a process as one story: their texts in line, compared, paragraph by paragraph.

    told = lineage(process)
    told.pair("zero-draft", "rev1").statistics.edited
    told.thread_at("rev1", 4).moments

A thread is the life of one paragraph through all drafts. Everything here is worked out from the
texts and from what editors wrote in their `concordance`; only the names of threads are recorded.
"""

from clearway.insight.lineage.fate import Match, ProposalFate, fate
from clearway.insight.lineage.pairs import (
    LOW,
    Brackets,
    ComparedPair,
    DraftVersion,
    Statistics,
    brackets,
    pair,
    statistics,
    versions,
)
from clearway.insight.lineage.story import Doubtful, Lineage, doubtful, lineage, record
from clearway.insight.lineage.threads import How, ParagraphThread, ThreadMoment

__all__ = [
    "LOW",
    "Brackets",
    "ComparedPair",
    "Doubtful",
    "DraftVersion",
    "How",
    "Lineage",
    "Match",
    "ParagraphThread",
    "ProposalFate",
    "Statistics",
    "ThreadMoment",
    "brackets",
    "doubtful",
    "fate",
    "lineage",
    "pair",
    "record",
    "statistics",
    "versions",
]
