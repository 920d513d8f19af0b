"""Made-up records, as many of each kind as the shipped record has, times a factor."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# How many of each kind the shipped record had when this was written.
MILESTONES, CONSULTATIONS, SUMMARIES, DRAFTS, SUBMISSIONS = 86, 9, 9, 5, 11
STATEMENTS, ENDORSEMENTS, ORGANISATIONS = 3, 65, 51

SOURCE = "source: https://a.example"

PROCESS = f"""\
id: many
title: Opening hours of very many libraries
short_title: Opening hours
description: A made-up record, for measuring.
domain: many.example
opened: 2020-01-01
languages: [en]
zone: Europe/Zurich
stages: []
groups:
  - id: readers
    title: Readers
topics:
  - id: saturdays
    title: Saturdays
{SOURCE}
"""


def write_tracker(folder: Path, times: int) -> int:
    """A whole tracker in `folder` with `times` as many records as ours; gives how many pages."""
    for part in ("mkdocs.yml", "macros.py"):
        shutil.copy(ROOT / part, folder / part)
    shutil.copytree(ROOT / "docs", folder / "docs")
    pages = 0
    for path, text in records(times):
        target = folder / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        pages += not path.startswith(("summaries", "endorsements", "process", "milestones"))
    return pages + MILESTONES * times


def records(times: int) -> Iterator[tuple[str, str]]:
    """Each file below data/, and its text. The same for the same factor."""
    yield "process.yaml", PROCESS
    yield "milestones.yaml", "".join(milestone(n) for n in range(MILESTONES * times))
    for n in range(CONSULTATIONS * times):
        yield f"consultations/session-{n}.md", consultation(n)
    for n in range(SUMMARIES * times):
        yield f"summaries/session-{n}.md", summary(n)
    for n in range(DRAFTS * times):
        yield f"drafts/draft-{n}.md", draft(n)
    for n in range(SUBMISSIONS * times):
        yield f"submissions/input-{n}.md", submission(n, n % (ORGANISATIONS * times))
    for n in range(STATEMENTS * times):
        yield f"statements/statement-{n}.md", statement(n)
    for n in range(ENDORSEMENTS * times):
        path = f"endorsements/statement-{n % (STATEMENTS * times)}/signatory-{n}.yaml"
        yield path, endorsement(n, n % (ORGANISATIONS * times))
    for n in range(ORGANISATIONS * times):
        yield f"organisations/friends-{n}.yaml", organisation(n)


def day(n: int) -> date:
    """The days of six years, over and over."""
    return date(2020, 1, 1) + timedelta(days=n * 7 % 2190)


def milestone(n: int) -> str:
    # Every tenth one moved. All share one file, which may hold 1 MiB: so they are brief.
    kind = ("deadline", "meeting", "publication", "decision")[n % 4]
    head = f"- id: m{n}\n  title: Milestone {n}\n  kind: {kind}\n  {SOURCE}\n"
    if n % 10:
        return f"{head}  when: {day(n)}\n"
    moved = day(n) + timedelta(days=9)
    return (
        f"{head}  dates:\n    - {{when: {day(n)}, {SOURCE}}}\n    - {{when: {moved}, {SOURCE}}}\n"
    )


def consultation(n: int) -> str:
    return (
        f"---\ntitle: Session {n}\nwhen: {day(n)}T16:45/17:45\nzone: Europe/Zurich\n"
        f"modality: hybrid\nvenue: {{name: Hall {n}, city: Zurich, country: CH}}\n{SOURCE}\n---\n\n"
        "About the hours on Saturdays, in a **few** words.\n"
    )


def summary(n: int) -> str:
    points = "".join(
        f"  - id: point-{p}\n    title: Point {p}\n    text: Most wanted branch {p} open.\n"
        "    topic: saturdays\n    groups: [readers]\n"
        for p in range(20)
    )
    head = f"---\ntitle: What was said in session {n}\nconsultation: session-{n}\n"
    return f"{head}points:\n{points}{SOURCE}\n---\n"


def draft(n: int) -> str:
    # Any two texts are compared, and a process has few: only as many hold one as ours has drafts.
    if n >= DRAFTS:
        return f"---\ntitle: Draft {n}\nwhen: {day(n)}\ntext: none\n{SOURCE}\n---\n"
    paragraphs = "".join(f"{p}. Branch {p} opens at {p % 12}.\n\n" for p in range(1, 21))
    return (
        f"---\ntitle: Draft {n}\nwhen: {day(n)}\ntext: full\n{SOURCE}\n---\n\n"
        f"## A. Hours\n\n{paragraphs}"
    )


def submission(n: int, organisation: int) -> str:
    return (
        f"---\ntitle: Remarks {n}\nby: [friends-{organisation}]\ndate: {day(n)}\n"
        f"topics: [saturdays]\n{SOURCE}\n---\n\nYes, and until six.\n"
    )


def statement(n: int) -> str:
    return f"---\ntitle: Statement {n}\nwhen: {day(n)}\n{SOURCE}\n---\n\nOpen on Saturdays.\n"


def endorsement(n: int, organisation: int) -> str:
    # An organisation signs once: where the register has been gone through, people follow.
    if n % 3 and n == organisation:
        who = f"kind: organisation\norganisation: friends-{organisation}"
        return f"name: Friends {n}\n{who}\n{SOURCE}\n"
    return f"name: Person {n}\nkind: individual\n{SOURCE}\n"


def organisation(n: int) -> str:
    return f"name: Friends {n}\ncountry: CH\ngroup: readers\n{SOURCE}\n"
