"""Until when a statement takes endorsements, where it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from unicodedata import normalize
from zoneinfo import ZoneInfo

from clearway.records.dates.when import When
from clearway.records.kinds.statement import Statement

# --- The text that an endorsement binds: what of a file it is, and its SHA-256
#
# The normalised text is made so, in this order:
#
# 1. In a Markdown file, the fields are left out: the text begins after the second line `---`.
# 2. Unicode normalisation form C (UAX 15), so that an accent is one character however it was typed.
# 3. Each line ends with one line feed (U+000A), however its file was written (CR LF, CR).
# 4. White space at the end of a line is left out, the no-break space as well.
# 5. Blank lines before the first and after the last line that is not blank are left out; the last
#    line ends with one line feed.
#
# Everything else counts as it stands: words, case, signs and Markdown's, blank lines between
# paragraphs, spaces inside and at the beginning of a line. The SHA-256 (FIPS 180-4) is that of the
# text in UTF-8 without a byte-order mark, in lower-case hexadecimal.


# Spaces are looked at from the first of a run, so that the time does not grow with its square.
_LINE_END = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*(?:\r\n|\r|\n)")


def normalised(text: str) -> str:
    """The text as it is hashed. `text` is without the fields of its file.

    Empty where nothing but blank lines is there; normalised once more, it stays as it is.
    """
    lines = _LINE_END.sub("\n", normalize("NFC", text))
    words = lines.lstrip("\n").rstrip()
    return f"{words}\n" if words else ""


def text_sha256(text: str) -> str:
    """The SHA-256 of the normalised text, by which a version is known."""
    return sha256(normalised(text).encode()).hexdigest()


# --- Until when a statement takes endorsements, where it is


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
