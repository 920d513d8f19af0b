"""What differs between two sets of records, as a document that belongs to no site."""

from clearway.publish.changelog.html import as_html
from clearway.publish.changelog.json import as_json
from clearway.publish.changelog.report import Report, Side, report
from clearway.publish.changelog.text import as_text

__all__ = ["Report", "Side", "as_html", "as_json", "as_text", "report"]
