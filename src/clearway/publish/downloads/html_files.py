"""Drafts and comparisons as HTML pages that stand alone: no script, nothing fetched.

Their templates need nothing of pages or records, so that a comparison of two files starts fast.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from clearway.publish.downloads.comparison_rows import DraftFile, Versions, options_deleted, rows


def text_html(text: DraftFile) -> str:
    return _rendered("download/text.html", text=text)


def comparison_html(versions: Versions) -> str:
    found = rows(versions)
    return _rendered(
        "download/comparison.html",
        old=versions.old,
        new=versions.new,
        rows=found,
        options_deleted=options_deleted(found),
    )


def _rendered(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("clearway.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
