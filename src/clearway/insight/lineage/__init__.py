"""The drafts of a process as one story: their texts in line, compared, paragraph by paragraph.

    told = lineage(process)
    told.pair("zero-draft", "rev1").statistics.edited
    told.thread_at("rev1", 4).moments

A thread is the life of one paragraph through all drafts. Everything here is worked out from the
texts and from what editors wrote in their `concordance`; only the names of threads are recorded.
"""

from clearway.insight.lineage.brackets import Brackets, brackets
from clearway.insight.lineage.fate import Fate, Match, fate
from clearway.insight.lineage.pairs import LOW, Pair, Statistics, pair, statistics
from clearway.insight.lineage.record import record
from clearway.insight.lineage.review import Doubtful, doubtful
from clearway.insight.lineage.story import Lineage, lineage
from clearway.insight.lineage.threads import How, Moment, Thread
from clearway.insight.lineage.versions import Version, versions

__all__ = [
    "LOW",
    "Brackets",
    "Doubtful",
    "Fate",
    "How",
    "Lineage",
    "Match",
    "Moment",
    "Pair",
    "Statistics",
    "Thread",
    "Version",
    "brackets",
    "doubtful",
    "fate",
    "lineage",
    "pair",
    "record",
    "statistics",
    "versions",
]
