"""The permanent address of every record, relative to the site's root."""

from __future__ import annotations

from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.consultation import Summary
from clearway.records.kinds.process import Profile
from clearway.records.kinds.sighting import Sighting
from clearway.records.kinds.statement import Endorsement
from clearway.records.kinds.version import Version
from clearway.records.record import Record

_FOLDERS = {
    "milestone": "milestones",
    "consultation": "consultations",
    "draft": "drafts",
    "submission": "submissions",
    "statement": "statements",
    "organisation": "organisations",
    "thread": "drafts/paragraphs",
    "ask": "asks",
    "commitment": "scorecard",
    "engagement": "engagement",
}


def page_of(kind: str, id: str) -> str:
    """Where a record of a kind with a page of its own is, or was.

    >>> page_of("milestone", "vote")
    'milestones/vote/'
    """
    return f"{_FOLDERS[kind]}/{id}/"


def address(record: Record) -> str:
    """Where a record is shown whole: a page, or a part of one."""
    if isinstance(record, Profile):
        return ""
    if isinstance(record, Summary):
        own = "" if record.id == record.consultation else f"-{record.id}"
        return f"consultations/{record.consultation}/#summary{own}"
    if isinstance(record, Endorsement):
        return f"statements/{record.statement}/#{record.id}"
    if isinstance(record, Annotation):
        return f"drafts/{record.draft}/#note-{record.id}"
    if isinstance(record, Version):
        return f"versions/#{record.id}"
    if isinstance(record, Sighting):
        return f"sources/#{record.id}"
    return page_of(record.KIND, record.id)
