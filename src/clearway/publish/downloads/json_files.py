"""Drafts and comparisons as JSON."""

from __future__ import annotations

import json

from clearway.publish.downloads.comparison_rows import DraftFile, Versions


def comparison_json(versions: Versions) -> str:
    """The numbers of paragraphs, and every link; paragraphs are counted from 0.

    {"old": n, "new": m, "links": [{"kind", "moved", "renumbered", "old": [i…], "new": [j…],
    "confidence", "words": [["=", "…"], ["-", "…"], ["+", "…"]]}]}; a link that an editor confirmed
    has "confirmed": true besides.
    """
    told = versions.comparison
    links = []
    for link in told.links:
        fields = link.as_json()
        if not fields.pop("confirmed"):
            links.append(fields)
        else:
            links.append({**fields, "confirmed": True})
    return _written({"old": told.old, "new": told.new, "links": links})


def text_json(text: DraftFile) -> str:
    """{"id", "title", "paragraphs": [{"number", "kind", "level", "anchor", "text"}],
    "footnotes": [{"label", "text"}]}"""
    return _written(
        {
            "id": text.id,
            "title": text.title,
            "paragraphs": [
                {
                    "number": p.number,
                    "kind": p.kind,
                    "level": p.level,
                    "anchor": p.anchor,
                    "text": p.text,
                }
                for p in text.paragraphs
            ],
            "footnotes": [{"label": note.label, "text": note.text} for note in text.footnotes],
        }
    )


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
