"""Drafts and comparisons as HTML pages that stand alone: no script, nothing fetched."""

from __future__ import annotations

from clearway.publish.downloads.rows import Text, Versions, rows
from clearway.publish.render import render_alone


def text_html(text: Text) -> str:
    return render_alone("download/text.html", text=text)


def comparison_html(versions: Versions) -> str:
    return render_alone(
        "download/comparison.html", old=versions.old, new=versions.new, rows=rows(versions)
    )
