"""What changed, as one page that stands alone."""

from __future__ import annotations

from clearway.publish.changelog.report import Report
from clearway.publish.render import render_alone


def as_html(report: Report) -> str:
    """A whole document, which fetches nothing; its names lead nowhere."""
    return render_alone("download/changes.html", report=report) + "\n"
