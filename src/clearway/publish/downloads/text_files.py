"""Drafts and comparisons as plain text (for a terminal or a mail), as HTML and as JSON.

The HTML is a page that works alone: no script, nothing fetched. The templates need nothing of
pages or records, so that a comparison of two files starts fast.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clearway.language import translate_templates
from clearway.publish.content_policy import source_hash
from clearway.publish.downloads.comparison_rows import (
    ComparisonRow,
    Cut,
    DraftFile,
    Versions,
    cut_at_marks,
    options_changed,
    rows,
)
from clearway.redline import Op
from clearway.texts.numbers import joined
from clearway.texts.paragraphs import write_paragraphs

WIDTH = 96

Mark = Callable[[Op, str], str]
"""A run as it is written."""


def brackets(op: Op, text: str) -> str:
    """git's word-diff signs: [-deleted-] and {+added+}."""
    return {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}[op].format(text)


def text_text(text: DraftFile) -> str:
    """The draft in the form of its record: one paragraph a block, number first."""
    return write_paragraphs(text.paragraphs, text.footnotes)


def comparison_text(versions: Versions, mark: Mark = brackets, *, all_: bool = True) -> str:
    """Every paragraph of the new draft, and every deleted one, with what changed marked.

    Without `all_` paragraphs that stayed the same are only counted.
    """
    title = f"{versions.old.title} → {versions.new.title}"
    blocks = [title, "=" * min(len(title), WIDTH)]
    unchanged = 0
    for row in rows(versions):
        if row.is_same and not row.is_heading and not all_:
            unchanged += 1
            continue
        blocks += _counted(unchanged)
        unchanged = 0
        blocks += _block(row, mark)
    return (
        "\n\n".join([*blocks, *_counted(unchanged)]).replace(f"{title}\n\n=", f"{title}\n=") + "\n"
    )


def _counted(unchanged: int) -> list[str]:
    if not unchanged:
        return []
    return [f"({unchanged} paragraph{'s' if unchanged > 1 else ''} unchanged)"]


def _block(row: ComparisonRow, mark: Mark) -> Iterator[str]:
    if row.kind == "left":
        target = row.new_numbers or "its new place"
        yield f"({row.old_numbers or 'A paragraph'} moved to {target})"
        return
    told = {"edited": "", "same": ""}.get(row.kind, row.kind)
    says = "deleted" if row.kind == "deleted" else row.was or told
    for number, each in enumerate(row.cuts):
        prefix = "#" * row.level + " " if row.is_heading else ""
        note = (
            f"({says}) "
            if says and (not number or row.kind == "split") and not row.is_heading
            else ""
        )
        yield _folded(prefix + joined(each.number, note + _marked(each, mark)))


def _marked(each: Cut, mark: Mark) -> str:
    return "".join(
        run.lead + (mark(run.op, run.words) if run.words else "") + run.trail for run in each.shown
    )


def _folded(text: str) -> str:
    return "\n".join(
        textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    )


def text_html(text: DraftFile) -> str:
    return _rendered("download/text.html", text=text, joined=joined, cut_at_marks=cut_at_marks)


def comparison_html(versions: Versions) -> str:
    found = rows(versions)
    return _rendered(
        "download/comparison.html",
        old=versions.old,
        new=versions.new,
        rows=found,
        options_changed=options_changed(found),
    )


def _rendered(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clearway.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    translate_templates(environment)
    environment.filters["source_hash"] = lambda text: Markup(source_hash(text))  # noqa: S704
    return environment


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
