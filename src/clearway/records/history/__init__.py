"""What git knows of the records: who changed which file when, and what a file held before.

`git` runs it, `log` reads what it tells of each change, `contents` what files held; `changes` is
all of that together.
"""

from clearway.records.history.changes import (
    NOT_READ,
    SHALLOW,
    History,
    last_changed,
    read_history,
)
from clearway.records.history.contents import Revision, read_contents, read_revision
from clearway.records.history.git import NO_GIT, NO_REPOSITORY, NotRead
from clearway.records.history.log import Commit, Touch

__all__ = [
    "NOT_READ",
    "NO_GIT",
    "NO_REPOSITORY",
    "SHALLOW",
    "Commit",
    "History",
    "NotRead",
    "Revision",
    "Touch",
    "last_changed",
    "read_contents",
    "read_history",
    "read_revision",
]
