"""What changed: news that the records tell by themselves, and two sets of records compared.

`news` reads one Process: moves, cancellations, publications, each with the day on which it was
told. `compare` holds two sets of records against each other, record by record and field by field.
"""

from clearway.insight.changes.log import commit_changes, commit_counts
from clearway.insight.changes.news import News, NewsKind, announcement_key, every_news, news
from clearway.insight.changes.records import compare
from clearway.insight.changes.result import (
    BodyChange,
    DateChange,
    FieldChange,
    MembersChange,
    PartChange,
    RecordChange,
    ValueChange,
    What,
    is_refinement,
)
from clearway.insight.changes.subjects import drafts_of, topics_of

__all__ = [
    "BodyChange",
    "DateChange",
    "FieldChange",
    "MembersChange",
    "News",
    "NewsKind",
    "PartChange",
    "RecordChange",
    "ValueChange",
    "What",
    "announcement_key",
    "commit_changes",
    "commit_counts",
    "compare",
    "drafts_of",
    "every_news",
    "is_refinement",
    "news",
    "topics_of",
]
