"""What an issue stands among, and what may come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from clearway.records.model import Process


@dataclass(frozen=True, slots=True)
class Change:
    """What one file below the tracker's folder is to hold; `is_new` if it is not there yet."""

    path: str
    text: str
    is_new: bool


@dataclass(frozen=True)
class Sent:
    """What an issue stands among: the records, the texts of files, when and where it was opened.

    `at` knows its zone.
    """

    process: Process
    read: Callable[[str], str]
    at: datetime
    source: str = ""

    @property
    def day(self) -> date:
        """Its day where the process is."""
        return self.at.astimezone(ZoneInfo(self.process.profile.zone)).date()

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(record.origin.path for record in self.process)


class DoesNotFit(Exception):
    """An answer that does not fit the records; the message is a sentence."""
