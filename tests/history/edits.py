"""Each way in which a date is edited, as the texts of a list before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

TODAY = date(2025, 1, 1)
LIST = "data/milestones.yaml"

BASE = """\
- id: opening
  title: Opening
  kind: meeting
  when: 2026-12-01
  stage: talks
  source: https://library.example/opening

- id: closing
  title: Closing
  kind: meeting
  when: 2026-12-05
  source: https://library.example/closing
"""
CLOSING = BASE[BASE.index("- id: closing") :]
WHEN = "when: 2026-12-01"
PROCESS = """\
id: library
title: Opening hours of the library
short_title: Library
description: An invented process.
domain: library.example
opened: 2025-01-08
identity: library.example,2025-01-08
languages: [en]
zone: Europe/Zurich
source: https://library.example/
stages:
- id: talks
  title: Talks
groups:
- id: readers
  title: Readers
topics:
- id: hours
  title: Hours
"""


def put(old: str, new: str, base: str = BASE) -> str:
    assert old in base
    return base.replace(old, new)


ADDED_TO_LEDGER = put(
    WHEN,
    "dates:\n  - when: 2026-12-01\n    source: https://library.example/x\n"
    "  - when: 2026-12-08\n    source: https://library.example/x",
)
MOVED_TWICE = ADDED_TO_LEDGER.replace(
    "  - when: 2026-12-08\n    source: https://library.example/x",
    "  - when: 2026-12-08\n    announced: 2026-11-02\n    source: https://library.example/x\n"
    "  - when: 2026-12-09\n    announced: 2026-11-02\n    source: https://library.example/y",
)
CANCELLED = put(
    WHEN, f"{WHEN}\n  cancelled:\n    date: 2026-11-01\n    source: https://library.example/x"
)
POSTPONED = put(
    WHEN,
    "dates:\n  - when: 2026-12-01\n    source: https://library.example/x\n"
    "  - status: postponed\n    announced: 2026-10-01\n    source: https://library.example/y",
)
REINSTATED = POSTPONED.replace(
    "    source: https://library.example/y",
    "    source: https://library.example/y\n"
    "  - status: reinstated\n    when: 2026-12-03\n    source: https://library.example/z",
)
CANCELLED_IN_LEDGER = POSTPONED.replace("status: postponed", "status: cancelled")
AT_TEN = put(WHEN, "when: 2026-12-01T10:00/11:00\n  zone: Europe/Zurich")
MOVED = put(WHEN, "when: 2026-12-08")
RENAMED = put("- id: opening", "- id: opened\n  was: [opening]")
SESSIONS = put(
    "  stage: talks",
    """\
  stage: talks
  sessions:
    - id: morning
      when: 2026-12-01T10:00/12:00
      zone: Europe/Zurich
      source: https://library.example/x
    - id: evening
      when: 2026-12-01T18:00/20:00
      zone: Europe/Zurich
      source: https://library.example/x""",
)
EVENING = SESSIONS[
    SESSIONS.index("    - id: evening") : SESSIONS.index(
        "  source: https://library.example/opening"
    )
]
MORNING_ALONE = SESSIONS.replace(EVENING, "")
EVENING_FIRST = MORNING_ALONE.replace("  sessions:\n", f"  sessions:\n{EVENING}")
REFORMATTED = """\
# All of it in another form
- kind: "meeting"
  id: 'opening'
  when: '2026-12-01'
  title: >-
    Opening
  source: [https://library.example/opening]
  stage: talks
- {id: closing, title: Closing, kind: meeting, when: 2026-12-05, source: https://library.example/closing}
"""
UNREADABLE = put("title: Opening", "title: 'Opening")

RISES, STAYS = "rises", "stays"


@dataclass(frozen=True)
class Edit:
    """The text of the list after each commit, and what becomes of sequence and stamp in each."""

    name: str
    texts: Sequence[str]
    sequence: str
    modified: str
    is_gone: bool = False
    key: str = "opening"


EDITS = (
    Edit("the date overwritten", [BASE, MOVED], RISES, RISES),
    Edit("a new date in the ledger", [BASE, ADDED_TO_LEDGER], RISES, RISES),
    Edit("the new date taken out again", [ADDED_TO_LEDGER, BASE], RISES, RISES),
    Edit("two moves on one day", [ADDED_TO_LEDGER, MOVED_TWICE], RISES, RISES),
    Edit("cancelled", [BASE, CANCELLED], RISES, RISES),
    Edit("taken up again on the same date", [CANCELLED, BASE], RISES, RISES),
    Edit("taken up again on another date", [CANCELLED, MOVED], RISES, RISES),
    Edit("postponed without a date", [BASE, POSTPONED], RISES, RISES),
    Edit("postponed, then on again", [POSTPONED, REINSTATED], RISES, RISES),
    Edit("cancelled in the ledger", [BASE, CANCELLED_IN_LEDGER], RISES, RISES),
    Edit("becomes unknown", [BASE, put(WHEN, "when: unknown")], RISES, RISES, is_gone=True),
    Edit("a day gets hours", [BASE, AT_TEN], RISES, RISES),
    Edit("hours become a day", [AT_TEN, BASE], RISES, RISES),
    Edit("one day becomes two", [BASE, put(WHEN, f"{WHEN}/2026-12-02")], RISES, RISES),
    Edit("the zone corrected", [AT_TEN, put("Zurich", "Paris", AT_TEN)], RISES, RISES),
    Edit(
        "tentative becomes confirmed",
        [put(WHEN, f"{WHEN}\n  evidence: planned"), BASE],
        RISES,
        RISES,
    ),
    Edit("about becomes exact", [put(WHEN, "when: 2026-12-01~"), BASE], RISES, RISES),
    Edit("a meeting becomes a deadline", [BASE, put("meeting", "deadline")], RISES, RISES),
    Edit("a deadline becomes a meeting", [put("meeting", "deadline"), BASE], RISES, RISES),
    Edit("a day becomes a month", [BASE, put(WHEN, "when: 2026-12")], RISES, RISES),
    Edit("the venue", [BASE, put(WHEN, f"{WHEN}\n  venue:\n    city: Bern")], STAYS, RISES),
    Edit("the title", [BASE, put("title: Opening", "title: The opening")], STAYS, RISES),
    Edit("the stream", [BASE, put(WHEN, f"{WHEN}\n  stream: https://x.example")], STAYS, RISES),
    Edit("a session added: the meeting", [MORNING_ALONE, SESSIONS], STAYS, RISES),
    Edit(
        "a session added: the other session",
        [MORNING_ALONE, SESSIONS],
        STAYS,
        RISES,
        key="opening-morning",
    ),
    Edit(
        "a session moved",
        [SESSIONS, put("T18:00/20:00", "T19:00/21:00", SESSIONS)],
        RISES,
        RISES,
        key="opening-evening",
    ),
    Edit(
        "a session moved: the other session",
        [SESSIONS, put("T18:00/20:00", "T19:00/21:00", SESSIONS)],
        STAYS,
        RISES,
        key="opening-morning",
    ),
    Edit(
        "a session removed",
        [SESSIONS, MORNING_ALONE],
        RISES,
        RISES,
        is_gone=True,
        key="opening-evening",
    ),
    Edit(
        "a session removed and put back",
        [SESSIONS, MORNING_ALONE, SESSIONS],
        RISES,
        RISES,
        key="opening-evening",
    ),
    Edit(
        "sessions in another order", [SESSIONS, EVENING_FIRST], STAYS, RISES, key="opening-evening"
    ),
    Edit(
        "its meeting moved",
        [SESSIONS, put(f"{WHEN}\n", "when: 2026-12-08\n", SESSIONS)],
        STAYS,
        RISES,
        key="opening-evening",
    ),
    Edit("deleted", [BASE, CLOSING], RISES, RISES, is_gone=True),
    Edit("deleted and put back", [BASE, CLOSING, BASE], RISES, RISES),
    Edit("renamed with was", [BASE, RENAMED], STAYS, RISES),
    Edit("renamed without was", [BASE, put("opening", "opened")], RISES, RISES, is_gone=True),
    Edit("renamed without was, then with", [BASE, put("opening", "opened"), RENAMED], RISES, RISES),
    Edit("reformatted", [BASE, REFORMATTED], STAYS, STAYS),
    Edit("Windows line ends", [BASE, BASE.replace("\n", "\r\n")], STAYS, STAYS),
    Edit("the other event", [BASE, put("title: Closing", "title: The end")], STAYS, STAYS),
    Edit("moved down the list", [BASE, f"{CLOSING}\n{BASE.removesuffix(CLOSING)}"], STAYS, STAYS),
    Edit("unreadable", [BASE, UNREADABLE], STAYS, STAYS),
    Edit("unreadable, then as before", [BASE, UNREADABLE, BASE], STAYS, STAYS),
    Edit("unreadable, then moved", [BASE, UNREADABLE, MOVED], RISES, RISES),
    Edit("unreadable, then deleted", [BASE, UNREADABLE, CLOSING], RISES, RISES, is_gone=True),
)
