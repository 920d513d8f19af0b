"""Small processes of drafts, written out in a test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from clearway.problems import as_text
from clearway.records.model import Process
from clearway.records.rules import check

PROCESS = """\
id: hours
title: Opening hours
description: Invented.
short_title: Hours
domain: hours.example
opened: 2024-01-08
languages: [en]
zone: Europe/Zurich
source: https://library.example/
stages: []
groups: []
topics:
  - {id: saturdays, title: Saturdays}
"""


def process(
    root: Path, bodies: Mapping[str, str], fields: Mapping[str, str] | None = None, **files: str
) -> Process:
    """A process of drafts in line, one a month, with the given bodies and further fields.

    `files` are further files by their names below data/ with '__' for '/', without '.yaml'.
    """
    (root / "data" / "drafts").mkdir(parents=True, exist_ok=True)
    (root / "data" / "process.yaml").write_text(PROCESS, encoding="utf-8")
    previous = ""
    for month, (id, body) in enumerate(bodies.items(), start=1):
        front = f"title: {id.title()}\nwhen: 2024-{month:02}-01\ntext: full\n"
        front += "source: https://library.example/\n"
        front += f"previous: {previous}\n" if previous else ""
        front += (fields or {}).get(id, "")
        text = f"---\n{front}---\n{body}"
        (root / "data" / "drafts" / f"{id}.md").write_text(text, encoding="utf-8")
        previous = id
    for name, text in files.items():
        path = root / "data" / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = check(root, date(2024, 12, 1))
    assert as_text(loaded.problems) == ""
    assert loaded.process is not None
    return loaded.process
