"""What changed: news that the records tell by themselves, and two sets of records compared.

`news` reads one Process: moves, cancellations, publications, each with the day on which it was
told. `compare` holds two sets of records against each other, record by record and field by field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from clearway.history import Commit, Touch
from clearway.insight.changes.chronicle import Chronicled, chronicle
from clearway.insight.changes.comparing import NO_NEWS, compare
from clearway.insight.changes.news import (
    Correction,
    News,
    NewsKind,
    announcement_key,
    drafts_of,
    every_news,
    is_announced,
    news,
    topics_of,
)
from clearway.insight.changes.result import (
    BodyChange,
    DateChange,
    FieldChange,
    MembersChange,
    PartChange,
    RecordChange,
    ValueChange,
    What,
)
from clearway.records.editing.layout import FileShape, location_at
from clearway.records.kinds.process import Profile
from clearway.records.reading.load import process_of
from clearway.records.record import Record

# --- What a commit did to the records, from nothing but the files that it touched


def commit_changes(
    commit: Commit, contents: Mapping[str, bytes]
) -> tuple[RecordChange, ...] | None:
    """The records that a commit changed; None where the contents of its files are not at hand.

    What cannot be read with today's rules is left out.
    """
    if any(id and id not in contents for t in commit.touched for id in (t.before, t.after)):
        return None
    return _compared(tuple((t.path, *_differing(t, contents)) for t in commit.touched))


@lru_cache(maxsize=1000)  # a preview asks after every edit
def _compared(files: tuple[tuple[str, bytes, bytes], ...]) -> tuple[RecordChange, ...]:
    """What changed in files, each with its path and its text before and after."""
    old: list[Record] = []
    new: list[Record] = []
    unread: set[str] = set()
    for path, before, after in files:
        for raw, found in ((before, old), (after, new)):
            records, broken = _records(path, raw)
            found += records
            unread |= broken
    return compare(old, new, unread)


def commit_counts(commit: Commit) -> Counter[tuple[What, str]]:
    """How many files of each kind of record a commit added, removed or changed."""
    counted: Counter[tuple[What, str]] = Counter()
    for touch in commit.touched:
        home = location_at(touch.path)
        if home is not None and home.kind not in NO_NEWS:
            what = What.CHANGED if touch.before and touch.after else None
            counted[what or (What.ADDED if touch.after else What.REMOVED), home.kind] += 1
    return counted


@lru_cache(maxsize=2000)  # what one commit leaves, the next one changes
def _records(path: str, raw: bytes) -> tuple[tuple[Record, ...], frozenset[str]]:
    if not raw.strip() or location_at(path) is None:
        return (), frozenset()
    loaded = process_of({PurePosixPath(path): raw})
    process = loaded.process or loaded.rest
    if process is None:
        return (), loaded.broken
    # A stand-in for the process's own record is no record.
    own = (record for record in process if record.id or not isinstance(record, Profile))
    return tuple(own), loaded.broken


_ENTRY = re.compile(rb"^(?=- )", re.MULTILINE)


def _differing(touch: Touch, contents: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """The texts before and after; of a list in a file, only the entries that differ.

    An entry of such a list begins with '- ' at the beginning of a line, and nothing within it
    can. So thousands of records need not be read for one that changed.
    """
    before, after = contents.get(touch.before, b""), contents.get(touch.after, b"")
    home = location_at(touch.path)
    if home is None or home.shape not in (FileShape.LIST, FileShape.LISTS):
        return before, after
    old, new = (_ENTRY.split(text.replace(b"\r\n", b"\n")) for text in (before, after))
    return _without(old, new), _without(new, old)


def _without(some: list[bytes], others: list[bytes]) -> bytes:
    left = Counter(entry.rstrip() for entry in others)
    kept = []
    for entry in some:
        if left[entry.rstrip()]:
            left[entry.rstrip()] -= 1
        elif entry.startswith(b"- "):
            kept.append(entry)
    return b"".join(kept)


# --- What changed: news that the records tell by themselves, and two sets of records compared


__all__ = [
    "BodyChange",
    "Chronicled",
    "Correction",
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
    "chronicle",
    "commit_changes",
    "commit_counts",
    "compare",
    "drafts_of",
    "every_news",
    "is_announced",
    "news",
    "topics_of",
]
