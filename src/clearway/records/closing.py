"""Until when a statement takes endorsements, where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from clearway.records.kinds.statement import Statement
from clearway.records.when import When


@dataclass(frozen=True, slots=True)
class Closing:
    """The last day, which still counts, in the zone where it is judged.

    `at` is the end to the minute, where one was announced.
    """

    day: date
    zone: str
    at: datetime | None = None

    def is_late(self, endorsed: When | datetime) -> bool:
        """Whether an endorsement came after it.

        A day is read as a day of this zone, and a month as its first day, since it may have been
        then; an instant must know its own zone.
        """
        if isinstance(endorsed, When):
            return endorsed.first_day > self.day
        if self.at is not None:
            return endorsed > self.at
        return self.day_of(endorsed) > self.day

    def day_of(self, instant: datetime) -> date:
        """The day that an instant falls on in this zone: what an endorsement's `date` is."""
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def __str__(self) -> str:
        """'2025-10-30 (America/New_York)', with the time where one was announced."""
        at = f" at {self.at:%H:%M}" if self.at else ""
        return f"{self.day}{at} ({self.zone})"


def closing_of(statement: Statement, zone: str) -> Closing | None:
    """When endorsement closes; None where no end is known. `zone` is the process's, which holds
    for a closing that names no other."""
    closes = statement.endorsement.closes if statement.endorsement else None
    if closes is None:
        return None
    reading = closes.ledger.standing
    if reading.when.end is None:
        return None
    at = reading.span.end if reading.span else None
    return Closing(reading.when.last_day, reading.zone or zone, at)
